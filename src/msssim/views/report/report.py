"""One HTML file about a result: question, findings, figures, tables, assumptions, limits.

The file needs no network, no script and no font. Everything that a user may have written (titles,
reasons, names, labels) is escaped by the template engine; a Content-Security-Policy in the page
forbids anything that is not inside the file.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional, category

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from msssim.analysis import findings
from msssim.analysis.assumptions import Assumptions, experiment_over
from msssim.analysis.cells import cells, factors, level_name
from msssim.analysis.formatting import listing, number
from msssim.analysis.formatting import value_words as said
from msssim.analysis.influence import Influence, influence
from msssim.analysis.theatres import plays_elsewhere
from msssim.errors import ResultError
from msssim.presentation import TextTable
from msssim.scenario.text import with_unit
from msssim.text import text
from msssim.views.layout import known_or_begun, long_date
from msssim.views.report.pictures import pictures
from msssim.views.report.reproducibility import reproducibility
from msssim.views.report.tables import (
    binding_table,
    difference_table,
    influence_table,
    offer_table,
    outcome_table,
    people_table,
)

if TYPE_CHECKING:
    from msssim.experiments import Result
    from msssim.experiments.simulate import Progress

SHORT = 34
"""Rows of a printed page."""

INVISIBLE = {"Cc", "Cs"}
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def write_report(result: Result, file: str | Path, progress: Progress | None = None) -> Path:
    """Write the report of a result, the same bytes every time; return its path.

    ``progress`` is called with (figures drawn, figures in all).

    Raises
    ------
    ResultError
        When every run of a cell failed, or the file cannot be written.
    """
    text, path = report_html(result, progress), Path(file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ResultError(f"{path} cannot be written: {error.strerror}") from error
    return path


def report_html(result: Result, progress: Progress | None = None) -> str:
    """Return the page.

    Raises
    ------
    ResultError
        When every run of a cell failed.
    """
    manifest = result.manifest
    elsewhere = plays_elsewhere(manifest)
    sentences = findings(result)  # refuses a cell without runs before anything is drawn
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            manifest=manifest,
            known=known_or_begun(date.fromisoformat(manifest["start"]), elsewhere=elsewhere),
            why=(manifest["experiment"] or {}).get("why", ""),
            played=played(result),
            failed=_failed(result),
            findings=sentences,
            several=len(cells(result)) > 1,
            levers=_levers(result),
            pictures=pictures(result, progress),
            tables=_tables(result),
            reproducibility=reproducibility(manifest),
            elsewhere=elsewhere,
            **_assumptions(result),
        )
    )


def tidy(value: Any) -> Any:
    """Take out of text what cannot be seen but turns or breaks the text around it."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(
        letter
        for letter in value
        if letter in "\n\t"
        or not (category(letter) in INVISIBLE or bidirectional(letter) in TURNING)
    )


def played(result: Result) -> str:
    """Say how many runs of how many cells were played, and over which time."""
    manifest = result.manifest
    parts = [
        text(
            "report.played",
            count=manifest["horizon_days"] // 7,
            runs=text("common.runs", count=len(result)),
            start=long_date(date.fromisoformat(manifest["start"])),
        )
    ]
    if len(cells(result)) > 1:
        parts.append(text("report.cells", count=len(cells(result))))
    return "; ".join(parts) + "."


@cache
def environment() -> Environment:
    """Return the template engine: it escapes and tidies everything that it is given."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=tidy,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["said"] = said
    made.globals["is_short"] = is_short
    made.globals["with_unit"] = with_unit
    return made


def is_short(table: TextTable) -> bool:
    """Whether a table fits on a printed page, and so need not be broken."""
    return sum(1 + len(group.rows) for group in table.groups) <= SHORT


def _tables(result: Result) -> list[TextTable]:
    several = len(cells(result)) > 1
    tables = [
        people_table(result),
        difference_table(result) if several else outcome_table(result),
        binding_table(result),
        offer_table(result),
    ]
    return [table for table in tables if table is not None]


def _levers(result: Result) -> dict[str, list[str]]:
    levers = {name: levels for name, levels in factors(result).items() if name != "scenario"}
    return {name: [level_name(name, level) for level in levels] for name, levels in levers.items()}


def _assumptions(result: Result) -> dict[str, Any]:
    known = Assumptions(result)
    sampled = known.sampled()
    judgements = [] if sampled else known.judgements()
    found = influence(result)
    return {
        "sampled": sampled,
        "baselines": known.baselines,
        "changes": known.scenario_changes(),
        "settings": known.lever_settings(),
        "judgements": judgements,
        "test": experiment_over(judgements, result.manifest["scenarios"]),
        "unread": known.unread,
        "correlated": bool((result.manifest["experiment"] or {}).get("correlations")),
        "influence": found and {"table": influence_table(found), "sentence": _in_words(found)},
    }


def _in_words(found: Influence) -> str:
    """Say which assumptions move the outcomes of the findings, or that none can be told to."""
    if not found.told:
        return "No sampled assumption moves any of these outcomes by more than noise."
    rest = len(found.shares) - len(found.told)
    sentence = f"Moved by more than noise by {listing(found.told)}"
    return f"{sentence}; the other {rest} cannot be told from noise." if rest else f"{sentence}."


def _failed(result: Result) -> dict[str, Any] | None:
    failed = result.failed
    if failed.empty:
        return None
    first = failed.iloc[0]
    count = "1 run failed" if len(failed) == 1 else f"{number(len(failed), 0)} runs failed"
    return {
        "count": f"{count} of {number(len(result), 0)}",
        "scenario": first["scenario"],
        "point": first["point"],
        "run": first["run"],
        "why": first["failure"],
    }
