"""The tables of what came out: outcomes, and what each constraint cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.table import Table

from msssim.analysis import summarise
from msssim.analysis.attribution import effects_on, most_binding_first
from msssim.analysis.formatting import BEYOND, decimals, display, interval, number
from msssim.analysis.theatres import missing_roads
from msssim.cli.layout import plain_table
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

    from msssim.experiments import Result

PRESENCE = {
    "first boots\n(days)": "first_boots_days",
    "person-weeks\nin theatre": "person_weeks",
    "persons on\naverage": "mean_strength",
}
STRENGTH = {f"week {week}": f"strength_{week}w" for week in (26, 52, 104)}


def outcome_table(result: Result) -> Table:
    """Median and range of every outcome over the runs of a one-cell result.

    Outcomes about roads that the theatre lacks are left out.
    """
    summary = summarise(result)
    summary = summary[~summary["outcome"].isin(missing_roads(result.manifest))]
    table = plain_table(
        "outcome", "median", "5-95 %", "unit", right=("median",),
        title=f"{result.manifest['title']}: {len(result):,} runs of "
        f"{result.manifest['horizon_days']} days",
    )  # fmt: skip
    for row in _rows(summary):
        shown = display(OUTCOMES[row.outcome])
        if row.share_null == 1 and OUTCOMES[row.outcome].from_day > result.manifest["horizon_days"]:
            table.add_row(row.outcome, "", BEYOND, shown.unit)
            continue
        if OUTCOMES[row.outcome].unit == "0/1":  # the median of a yes or no says little
            table.add_row(row.outcome, number(row.mean * shown.scale), "", shown.unit)
            continue
        values = [value * shown.scale for value in (row.median, row.p5, row.p95)]
        places = decimals(*values)
        middle, low, high = (number(value, places) for value in values)
        between = [f"{low} to {high}"] if row.share_null < 1 else []
        never = [f"never in {number(100 * row.share_null)} %"] if 0 < row.share_null < 1 else []
        table.add_row(row.outcome, middle, "\n".join(between + never), shown.unit)
    return table


def attribution_tables(table: pd.DataFrame) -> Iterator[Table]:
    """Yield what each constraint cost: time and presence, strength, and what lifting it means."""
    order = most_binding_first(table)
    facts = table.drop_duplicates("constraint").set_index("constraint").loc[order]
    effects = {heading: _effects(table, measure, order) for heading, measure in PRESENCE.items()}
    weeks = [number(value) for value in facts["weeks_bound"]]
    yield _columns("Difference when it is lifted", order, {"weeks\nbound": weeks, **effects})
    effects = {heading: _effects(table, measure, order) for heading, measure in STRENGTH.items()}
    both = [f"{number(100 * share)} %" for share in facts["deployed_in_both"]]
    reached = {heading: cells for heading, cells in effects.items() if cells}
    yield _columns(
        "Difference in persons in theatre", order, {**reached, "deployed\nin both": both}
    )
    meaning = plain_table("lifted", "that is")
    for row in _rows(facts.reset_index()):
        meaning.add_row(row.constraint, row.lifted)
    yield meaning


def _columns(title: str, order: list[str], columns: dict[str, list[str]]) -> Table:
    table = plain_table("lifted", *columns, title=title, right=tuple(columns))
    for cells in zip(order, *columns.values(), strict=True):
        table.add_row(*cells)
    return table


def _effects(table: pd.DataFrame, measure: str, order: list[str]) -> list[str]:
    """Return each difference with its interval below; nothing for what lies beyond the horizon."""
    effects = effects_on(table, measure)
    if effects.empty:
        return []
    return [_effect(row) for row in _rows(effects.loc[order])]


def _effect(row: Any) -> str:
    places = decimals(row.difference, row.low, row.high)
    between = [interval(row.low, row.high, places)] if row.low == row.low else []
    return "\n".join([number(row.difference, places, signed=True), *between])


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows, each with its columns as attributes."""
    yield from frame.itertuples(index=False)
