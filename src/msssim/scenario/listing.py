"""What scenarios assume, as tables: every parameter with value, range, meaning and source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from msssim.errors import InputError
from msssim.presentation import Analysis, Group, TextTable, headings
from msssim.scenario import ParameterInfo, Scenario, parameter_info, parameters
from msssim.scenario.describe import DatedValue, dated_values
from msssim.scenario.paths import nearest_path, renamed
from msssim.scenario.text import nearest, shown, with_unit
from msssim.text import text

EVENTS = "events"
"""What is asked for dated events by; no section has that name."""

NAMES = "analysis.parameters"


def scenarios_analysis(scenarios: Iterable[Scenario]) -> Analysis:
    """List scenarios: name, title and the first sentence of why."""
    listed = list(scenarios)
    rows = [[each.name, f"{each.title}\n{_first_sentence(each.why)}".strip()] for each in listed]
    columns = headings(f"{NAMES}.scenarios")
    return Analysis(
        "scenarios",
        shown=[TextTable("", columns, [Group("", rows)], left=columns[1:])],
        facts={"scenarios": [_named(each) for each in listed]},
    )


def parameters_analysis(scenario: Scenario, path: str | None = None) -> Analysis:
    """Lay out what a scenario assumes: all of it, or what stands at a path.

    Parameters
    ----------
    path
        A section, a row of a table, a parameter, or ``events``.

    Raises
    ------
    InputError
        If nothing is of that name; it names the nearest.
    """
    found = [] if path == EVENTS else _found(scenario, path)
    dated = [
        each
        for each in dated_values(scenario)
        if path in (None, EVENTS, each.path) or each.path.startswith(f"{path}.")
    ]
    facts = {**_named(scenario), "parameters": found, "events": dated}
    if path is None:
        heading = text(f"{NAMES}.scenario", **_named(scenario))
        inside = [info for info in found if not _table_of(info)]
        shown = [*_sections(inside), *_events(dated), *_tables(found)]
        return Analysis("parameters", findings=[heading], shown=shown, facts=facts)
    if found and found[0].path == path:
        return Analysis("parameters", shown=[_sheet(found[0]), *_events(dated)], facts=facts)
    none = [] if found or dated else [text(f"{NAMES}.no_events", scenario=scenario.name)]
    shown = [*_sections(found), *_events(dated)]
    return Analysis("parameters", findings=none, shown=shown, facts=facts)


def _named(scenario: Scenario) -> dict[str, str]:
    why = " ".join(scenario.why.split())
    return {"scenario": scenario.name, "title": scenario.title, "why": why}


def _first_sentence(words: str) -> str:
    return re.split(r"(?<=[.?!])\s", " ".join(words.split()), maxsplit=1)[0]


def _found(scenario: Scenario, path: str | None) -> Sequence[ParameterInfo]:
    """Return the parameters at a path: all, those of a section or a row, or one."""
    listed = parameters(scenario)
    below = [info for info in listed if path is None or info.path.startswith(f"{path}.")]
    if path is None or below:
        return below
    paths = [info.path for info in listed]
    known = [*dict.fromkeys(each.split(".")[0] for each in paths), EVENTS]
    if "." in path or path in known:
        return [parameter_info(scenario, path)]
    moved = renamed(path)
    if moved:
        raise InputError([moved])
    is_last_word = any(each.endswith(f".{path}") for each in paths)
    suggestion = nearest_path(path, paths) if is_last_word else nearest(path, known)
    raise InputError("problems.no_section", path, known=", ".join(known), suggestion=suggestion)


def _sections(found: Sequence[ParameterInfo]) -> list[TextTable]:
    """Return a table a section, or a row of the theatre's tables."""
    tables = []
    columns = headings(f"{NAMES}.columns")
    for section, members in groupby(found, lambda info: info.path.rpartition(".")[0]):
        listed = list(members)
        title = section or text(f"{NAMES}.general")
        if any(info.value != info.default for info in listed):
            title = text(f"{NAMES}.changed_section", section=title)
        rows = [_row(info) for info in listed]
        tables.append(TextTable(title, columns, [Group("", rows)], left=columns[1:]))
    return tables


def _row(info: ParameterInfo) -> list[str]:
    name = info.path.rpartition(".")[2]
    if info.value != info.default:
        name = text(f"{NAMES}.changed", name=name)
    value = [_amount(info.value, info.unit), _range(info), info.evidence]
    source = text("analysis.source", source=info.source)
    return [name, "\n".join(filter(None, value)), f"{info.meaning}\n{source}"]


def _events(dated: Sequence[DatedValue]) -> list[TextTable]:
    """Return what dated events set, in order of date; nothing if there are none."""
    if not dated:
        return []
    columns = headings(f"{NAMES}.event_columns")
    rows = [[str(each.date), each.path, _amount(each.value, each.unit)] for each in dated]
    return [TextTable(text(f"{NAMES}.events"), columns, [Group("", rows)], left=columns[1:])]


def _tables(found: Sequence[ParameterInfo]) -> list[TextTable]:
    """Return how many rows each table of the theatre has, if there are any."""
    rows = []
    for name, inside in groupby(filter(_table_of, found), _table_of):
        listed = list(inside)
        count = len(dict.fromkeys(info.path.split(".")[2] for info in listed))
        changed = any(info.value != info.default for info in listed)
        rows.append([text(f"{NAMES}.changed", name=name) if changed else name, f"{count:,}"])
    columns = headings(f"{NAMES}.table_columns")
    return [TextTable(text(f"{NAMES}.tables"), columns, [Group("", rows)])] if rows else []


def _sheet(info: ParameterInfo) -> TextTable:
    """Return everything about one parameter."""
    trust = {"evidence": info.evidence, "confidence": info.confidence}
    cells = [
        info.meaning,
        _amount(info.value, info.unit),
        _amount(info.default, info.unit),
        _range(info) or text(f"{NAMES}.any"),
        _between(*info.plausible) if info.plausible else text(f"{NAMES}.not_stated"),
        text(f"{NAMES}.evidence", **trust) if info.confidence else info.evidence,
        info.source,
    ]
    rows = [list(row) for row in zip(headings(f"{NAMES}.sheet"), cells, strict=True)]
    columns = [text(f"{NAMES}.parameter"), info.path]
    return TextTable("", columns, [Group("", rows)], left=columns[1:])


def _table_of(info: ParameterInfo) -> str:
    """Return the table that holds the parameter (``funding.donors``), or nothing."""
    parts = info.path.split(".")
    return ".".join(parts[:2]) if len(parts) > 2 else ""


def _amount(value: Any, unit: str) -> str:
    return shown(value) if value is None else with_unit(shown(value), unit)


def _range(info: ParameterInfo) -> str:
    if info.choices:
        return text(f"{NAMES}.one_of", choices=", ".join(info.choices))
    return "" if info.low is None and info.high is None else _between(info.low, info.high)


def _between(low: float | None, high: float | None) -> str:
    if high is None:
        return text("analysis.or_more", value=shown(low))
    if low is None:
        return text(f"{NAMES}.up_to", value=shown(high))
    return text("analysis.between", low=shown(low), high=shown(high))
