"""How ``scenarios`` and ``show`` lay out what is assumed: a line each, by section, one in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from msssim.cli.layout import plain_table
from msssim.scenario.describe import DatedValue
from msssim.scenario.text import shown, with_unit

if TYPE_CHECKING:
    from msssim.scenario import ParameterInfo, Scenario

MARK = "*"
LEGEND = f"{MARK} differs from as_is"


def scenario_table(scenarios: list[Scenario]) -> Table:
    """Name, title and first sentence of every scenario."""
    table = plain_table("name", "what it is")
    for scenario in scenarios:
        table.add_row(scenario.name, f"{scenario.title}\n{first_sentence(scenario.why)}".strip())
    return table


def first_sentence(text: str) -> str:
    """Return the text up to the first full stop that ends a sentence."""
    return re.split(r"(?<=[.?!])\s", " ".join(text.split()), maxsplit=1)[0]


def overview(
    scenario: Scenario, parameters: Sequence[ParameterInfo], dated: Sequence[DatedValue]
) -> Iterator[RenderableType]:
    """Yield the whole scenario: every section, dated events, the theatre's tables by their size."""
    yield f"{scenario.name}: {scenario.title}\n{' '.join(scenario.why.split())}\n"
    yield from section_tables([info for info in parameters if not _table_of(info)])
    yield from event_table(dated)
    for name, rows in groupby(filter(_table_of, parameters), _table_of):
        listed = list(rows)
        names = dict.fromkeys(info.path.split(".")[2] for info in listed)
        changed = f", {MARK} some changed" if any(_changed(info) for info in listed) else ""
        yield f"{name}: {len(names)} rows{changed}; `msssim show {scenario.name} {name}`"


def section_tables(parameters: Sequence[ParameterInfo]) -> Iterator[RenderableType]:
    """Yield a table a section, or a row of the theatre's tables."""
    for section, members in groupby(parameters, lambda info: info.path.rpartition(".")[0]):
        table = plain_table("parameter", "value", "meaning and source", title=section or "scenario")
        for info in members:
            name = info.path.rpartition(".")[2] + (MARK if _changed(info) else "")
            value = filter(None, (_amount(info.value, info.unit), _range(info), info.evidence))
            meaning = Text.assemble(f"{info.meaning}\n", (f"Source: {info.source}", "dim"))
            table.add_row(Text(name), Text("\n".join(value)), meaning, end_section=True)
        yield table
    if any(_changed(info) for info in parameters):
        yield LEGEND


def event_table(dated: Sequence[DatedValue]) -> Iterator[Table]:
    """Yield what dated events set, in order of date; nothing if there are none."""
    if not dated:
        return
    table = plain_table("from", "parameter", "value", title="dated events")
    for each in dated:
        amount = _amount(each.value, each.unit)
        table.add_row(f"{each.date}", Text(each.path), Text(amount))
    yield table


def parameter_sheet(info: ParameterInfo) -> Table:
    """Return everything about one parameter."""
    table = Table.grid(padding=(0, 2))
    rows = {
        "parameter": info.path,
        "meaning": info.meaning,
        "value": _amount(info.value, info.unit),
        "in as_is": _amount(info.default, info.unit),
        "admissible": _range(info) or "any",
        "plausible": _between(*info.plausible) if info.plausible else "not stated",
        "evidence": info.evidence + (f", {info.confidence} confidence" if info.confidence else ""),
        "source": info.source,
    }
    for name, text in rows.items():
        table.add_row(name, Text(str(text)))
    return table


def _table_of(info: ParameterInfo) -> str:
    """Return the table that holds the parameter (``funding.donors``), or nothing."""
    parts = info.path.split(".")
    return ".".join(parts[:2]) if len(parts) > 2 else ""


def _changed(info: ParameterInfo) -> bool:
    return bool(info.value != info.default)


def _amount(value: Any, unit: str) -> str:
    return shown(value) if value is None else with_unit(shown(value), unit)


def _range(info: ParameterInfo) -> str:
    if info.choices:
        return "one of " + ", ".join(info.choices)
    return "" if info.low is None and info.high is None else _between(info.low, info.high)


def _between(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return "any"
    if high is None:
        return f"{shown(low)} or more"
    return f"up to {shown(high)}" if low is None else f"{shown(low)} to {shown(high)}"
