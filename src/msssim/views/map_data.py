"""What maps of a result show: means over the runs by cell, date and place, and their findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import Cell, cells, labelled_runs, outcome_columns
from msssim.analysis.findings import telling_cell
from msssim.analysis.formatting import amount, display, finding, number, short_name
from msssim.analysis.paired import compare
from msssim.analysis.places import road_shares, zone_means, zone_quantiles
from msssim.views.geography import Geography
from msssim.views.people import MEASURES
from msssim.views.text import clean
from msssim.views.theatre_map import Picture
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

MOST_CELLS = 6
MOST_DATES = 5
NOTABLE = 5.0
"""Percentage points of control: a smaller move is no finding."""


@dataclass(frozen=True)
class Places:
    """Means over the runs of everything a map shows, index (cell, date), a column a place."""

    control: pd.DataFrame
    police: pd.DataFrame
    mission: pd.DataFrame
    killed: pd.DataFrame
    roads: pd.DataFrame

    @classmethod
    def of(cls, result: Result) -> Places:
        """Read them."""
        return cls(
            control=zone_means(result, "gang_control"),
            police=zone_means(result, "police"),
            mission=zone_means(result, "mission"),
            killed=zone_means(result, "civilians_killed"),
            roads=road_shares(result),
        )

    def dates(self, cell: str) -> pd.DatetimeIndex:
        """Return the dates recorded of a cell."""
        return pd.DatetimeIndex(_in_cell(self.control, cell).index)

    def picture(self, cell: str, date: pd.Timestamp) -> Picture:
        """Return the picture of a cell on a date."""

        def on(table: pd.DataFrame) -> dict[str, float]:
            row = _in_cell(table, cell).loc[date].dropna()
            return {str(place): float(row[place]) for place in row.index}

        return Picture(on(self.control), on(self.police), on(self.mission), on(self.roads))

    def control_at_start(self, cell: str) -> pd.Series:
        """Return gang control of each zone on the first recorded date."""
        return _in_cell(self.control, cell).iloc[0]

    def change(self, cell: str) -> pd.Series:
        """Return by how many percentage points gang control of each zone changed."""
        control = _in_cell(self.control, cell)
        return 100 * (control.iloc[-1] - control.iloc[0])

    def killed_until(self, cell: str, date: pd.Timestamp) -> float:
        """Return how many civilians had been killed by a date, in all zones."""
        killed = _in_cell(self.killed, cell)
        return float(killed[killed.index <= date].to_numpy().sum())


def _in_cell(table: pd.DataFrame, cell: str) -> pd.DataFrame:
    """Return the dates of one cell; zones that its theatre lacks are left out."""
    return table.loc[[cell]].droplevel("cell").dropna(axis=1, how="all")


def shown_dates(dates: pd.DatetimeIndex) -> list[pd.Timestamp]:
    """Return at most ``MOST_DATES`` dates, evenly, with the first and the last among them."""
    step = max(1, -(-(len(dates) - 1) // (MOST_DATES - 1)))
    places = {0, *range(len(dates) - 1, -1, -step)}
    return [dates[place] for place in sorted(places)]


def shown_cells(result: Result) -> list[Cell]:
    """Return at most ``MOST_CELLS`` cells; the baseline and the most telling one are among them."""
    listed = cells(result)
    if len(listed) <= MOST_CELLS:
        return listed
    telling = telling_cell(result, listed[0].label)
    shown = listed[: MOST_CELLS - 1]
    late = next(cell for cell in listed if cell.label == telling)
    return [*shown, listed[MOST_CELLS - 1] if late in shown else late]


def price(result: Result, cell: Cell) -> list[str]:
    """Return a cell's civilians killed, people in held zones and abuse cases, means of the runs."""
    held = outcome_columns(result)
    measures = [measure for measure in MEASURES if measure in held]
    runs = labelled_runs(result, measures)
    means = runs.loc[runs["cell"] == cell.label, measures].astype(float).mean()
    return [f"{short_name(name).capitalize()}: {_plain(means[name], name)}" for name in measures]


def largest_moves(change: pd.Series, geography: Geography, most: int = 3) -> list[str]:
    """Return the zones whose gang control moved most, with percentage points."""
    titles = _titles(geography)
    moved = change[change.abs().sort_values(ascending=False, kind="stable").index].head(most)
    return [f"{titles[str(zone)]}: {number(move, 0, signed=True)}" for zone, move in moved.items()]


def extremes(change: pd.Series) -> list[str]:
    """Return the zones where gangs lost and gained most, as far as that is notable."""
    zones = []
    if len(change) and change.min() <= -NOTABLE:
        zones.append(str(change.idxmin()))
    if len(change) and change.max() >= NOTABLE:
        zones.append(str(change.idxmax()))
    return zones


def strip_title(result: Result, places: Places, cell: Cell, geography: Geography) -> str:
    """Say where gangs lose and gain most ground in a cell, with the range of the runs."""
    change, name = places.change(cell.label), clean(cell.label, 40)
    week = result.manifest["horizon_days"] // 7
    ends = zone_quantiles(result, "gang_control").xs(cell.label, level="cell")
    at_end = ends.xs(places.dates(cell.label)[-1], level="date")
    start = places.control_at_start(cell.label)

    def move(zone: str) -> str:
        low, high = (number(100 * at_end[zone][end], 0) for end in ("p5", "p95"))
        before, after = (
            number(share, 0) for share in (100 * start[zone], 100 * start[zone] + change[zone])
        )
        return (
            f"{_titles(geography)[zone]} (mean {before} to {after} %; "
            f"nine runs in ten {low} to {high})"
        )

    parts = [
        f"{'lose' if change[zone] < 0 else 'gain'} most in {move(zone)}"
        for zone in extremes(change)
    ]
    if not parts:
        return (
            f"Under “{name}” mean gang control moves by less than {number(NOTABLE, 0)} percentage "
            f"points in every zone in {week} weeks"
        )
    return f"Ground under “{name}” in {week} weeks: gangs {' and '.join(parts)}"


def cells_title(result: Result) -> str:
    """Set the most telling cell against the baseline: ground in the capital, and its price."""
    base = cells(result)[0].label
    other = telling_cell(result, base)
    held = outcome_columns(result)
    wanted = ("gang_control_end", "civilians_killed", "abuse_cases")
    measures = [measure for measure in wanted if measure in held]
    table = compare(result, outcomes=measures, without_failed=True)
    rows = table[table["cell"] == other].set_index("outcome")[["difference", "low", "high"]]
    parts = "; ".join(finding(measure, *rows.loc[measure]) for measure in measures)
    return f"“{clean(other, 40)}” against “{clean(base, 40)}”: {parts}"


def _plain(value: float, outcome: str) -> str:
    """Return a value with its unit, where the outcome's name does not say it already."""
    shown = display(OUTCOMES[outcome])
    return amount(value, outcome) if shown.unit == "%" else number(value * shown.scale, 0)


def _titles(geography: Geography) -> dict[str, str]:
    return {area.name: clean(area.title, 24) for area in geography.areas}
