"""Tables of sensitivity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from msssim.analysis.formatting import decimals, display, interval, number, short_name
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.analysis.sensitivity import Sensitivity


def plain_table(*columns: str, title: str | None = None, right: tuple[str, ...] = ()) -> Table:
    """Return an empty table in the house's look; ``right`` names the columns of numbers."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    table.columns[0].no_wrap = True
    return table


def sensitivity_tables(found: Sensitivity) -> Iterator[Table]:
    """Yield, for each outcome, how far each factor drives it, the strongest first."""
    method = found.method
    columns = [method.measure, method.second_measure, "noise_floor"]
    headings = [method.measure.replace("_", " "), method.second_measure.replace("_", " "), "luck"]
    for outcome in found.outcomes:
        shown = display(OUTCOMES[outcome])
        scale, unit = (shown.scale, shown.change_unit)
        if method.in_variance:
            scale, unit = 100.0, "% of variance"
        factors = found.of(outcome)
        numbers = scale * factors.drop(columns=["outcome", "told"])
        places = 0 if method.in_variance else decimals(*numbers[columns].to_numpy().ravel())
        table = plain_table("factor", *headings, title=f"{short_name(outcome)} ({unit})")
        for factor, row in numbers.iterrows():
            table.add_row(str(factor), *(_with_interval(row, name, places) for name in columns))
        yield table


def _with_interval(row: Any, name: str, places: int) -> str:
    """Return an estimate, with its interval if it has one."""
    value = number(row[name], places)
    if f"{name}_low" not in row:
        return value
    return f"{value} {interval(row[f'{name}_low'], row[f'{name}_high'], places)}"
