"""Write the pages of the reference that are made from the code: docs/parameters.md and others.

    python scripts/build_reference.py [FOLDER]

A test compares the committed pages with what this script would write. The pages of parameters and
outcomes are made here, the others by the modules of `scripts/reference`.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msssim.experiments.dictionary import HEAD, KEYS, QUANTITIES, ROWS, Column, column
from msssim.scenario import Scenario, load_scenario, parameters
from msssim.scenario.describe import ParameterInfo
from msssim.scenario.parameter import Section
from msssim.world.events import KINDS
from msssim.world.observables import (
    CONTINGENT_OUTCOMES,
    OUTCOMES,
    ROAD_SERIES,
    SERIES,
    ZONE_SERIES,
    Quantity,
)
from reference.api import api_page
from reference.commands import command_page
from reference.odd import odd_page
from reference.rules import rules_page

DOCS = Path(__file__).resolve().parent.parent / "docs"


def parameter_page() -> str:
    """The parameter reference: a section of the schema is a section of the page."""
    scenario = load_scenario("as_is")
    lines = [
        "# Parameters",
        "",
        "Made from the scenario schema by `scripts/build_reference.py`; do not edit. *Range*:",
        "admissible values. *Plausible*: values that the evidence leaves open, for experiments.",
        "Grades of evidence: *published* (a document names the number), *derived* (arithmetic on",
        "published numbers), *background* (general knowledge), *judgement* (a prior to be varied).",
        "Columns of the theatre's tables: `scenarios/theatre/README.md`.",
        "",
    ]
    rows = [info for info in parameters(scenario) if not _in_table(scenario, info.path)]
    for section, inside in _by_section(rows).items():
        lines += [f"## {section}", ""]
        value = getattr(scenario, section, None)
        if isinstance(value, Section):
            lines += [inspect.cleandoc(type(value).__doc__ or ""), ""]
        lines += [
            "| parameter | default | unit | range | plausible | meaning | source | evidence |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            *(_row(info) for info in inside),
            "",
        ]
    return "\n".join(lines)


def outcome_page() -> str:
    """The reference of outcomes and series."""
    return "\n".join(
        [
            "# Outcomes, series and events",
            "",
            "Made from `msssim.world` by `scripts/build_reference.py`; do not edit.",
            "*Better*: the direction that is better for people, if there is one.",
            "",
            "## Outcomes: columns of `runs`, one row a run, over the horizon unless stated",
            "",
            *_quantities(OUTCOMES),
            "",
            "## Outcomes by contingent: columns of `contingents`, one row a run and country",
            "",
            "The weeks bound by each constraint (`weeks_bound_...`) sum to the horizon.",
            "",
            *_quantities(CONTINGENT_OUTCOMES),
            "",
            "## Series by zone: columns of `zones`, one row a run, date and zone",
            "",
            "Recorded at the first step and at intervals; a flow is the sum over the interval.",
            "",
            *_quantities(ZONE_SERIES),
            "",
            "## Series by main road: columns of `roads`, one row a run, date and road",
            "",
            *_quantities(ROAD_SERIES),
            "",
            "## Series: flows over the recorded interval, stocks at its end",
            "",
            *_quantities(SERIES),
            "",
            "## Events: kinds of entries of `replay`",
            "",
            "| kind | what happened |",
            "| --- | --- |",
            *(f"| `{kind}` | {meaning} |" for kind, meaning in KINDS.items()),
            "",
        ]
    )


def dictionary_page() -> str:
    """The data dictionary: every column of every table of a result folder."""
    lines = [
        "# Data dictionary",
        "",
        "Made from `msssim.experiments.dictionary` by `scripts/build_reference.py`; do not edit.",
        "How to read the files: [how-to/data.md](how-to/data.md). A table is a folder of Parquet",
        "files, `TABLE/part-*.parquet`. `runs` and `series` always exist. The metadata of every",
        "column holds the same entries, as does the dictionary of `msssim export`.",
        "",
        "| column | unit | meaning | an empty cell |",
        "| --- | --- | --- | --- |",
        *(_entry(each) for each in KEYS.values()),
        "",
        "`runs` also has a column for each lever and uncertainty, named by the path of its",
        "parameter ([parameters.md](parameters.md)) or, for a named lever, by its name.",
        "",
    ]
    for table, quantities in QUANTITIES.items():
        lines += [
            f"## {table}: a row {ROWS[table]}",
            "",
            f"Key: {', '.join(f'`{name}`' for name in HEAD[table])}.",
            "",
            "| column | unit | meaning | an empty cell |",
            "| --- | --- | --- | --- |",
            *(_entry(column(table, name)) for name in quantities),
            "",
        ]
    return "\n".join(lines)


def _entry(each: Column) -> str:
    return f"| `{each.name}` | {each.unit} | {each.meaning} | {each.missing} |"


def _by_section(rows: list[ParameterInfo]) -> dict[str, list[ParameterInfo]]:
    """Parameters by the first word of their path; those without a section are the run's."""
    sections: dict[str, list[ParameterInfo]] = {}
    for info in rows:
        section = info.path.split(".")[0] if "." in info.path else "run"
        sections.setdefault(section, []).append(info)
    return sections


def _in_table(scenario: Scenario, path: str) -> bool:
    section, _, rest = path.partition(".")
    value: Any = getattr(scenario, section)
    return bool(rest) and isinstance(getattr(value, rest.split(".")[0]), tuple)


def _row(info: ParameterInfo) -> str:
    return (
        f"| `{info.path}` | {_number(info.default)} | {info.unit} | {_admissible(info)} "
        f"| {_range(*info.plausible) if info.plausible else ''} | {info.meaning} | {info.source} "
        f"| {info.evidence} |"
    )


def _number(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _admissible(info: ParameterInfo) -> str:
    return ", ".join(info.choices) or _range(info.low, info.high)


def _range(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{_number(low)} to {_number(high)}"


def _quantities(quantities: dict[str, Quantity]) -> list[str]:
    return [
        "| name | unit | meaning | better |",
        "| --- | --- | --- | --- |",
        *(
            f"| `{name}` | {quantity.unit} | {quantity.meaning} | {quantity.better} |"
            for name, quantity in quantities.items()
        ),
    ]


PAGES: dict[str, Callable[[], str]] = {
    "parameters.md": parameter_page,
    "outcomes.md": outcome_page,
    "data_dictionary.md": dictionary_page,
    "api.md": api_page,
    "commands.md": command_page,
    "rules.md": rules_page,
    "ODD.md": odd_page,
}


def main() -> None:
    """Write every page into a folder, ``docs`` unless another is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
