"""Maps of a result: the theatre over time, and before and after in each cell.

Every value is a mean over the runs. A map never stands without its price: civilians killed, people
in held zones and abuse cases of the same cell are written beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from msssim.analysis.cells import Cell, cells, labelled_runs, outcome_columns
from msssim.analysis.findings import telling_cell
from msssim.analysis.formatting import amount, number, short_name
from msssim.analysis.paired import compare
from msssim.analysis.places import road_shares, zone_means, zone_quantiles
from msssim.scenario.parameters.territory import Territory
from msssim.scenario.validation import validated
from msssim.text import text
from msssim.views.differences import IN_TITLE, comparison_title
from msssim.views.geography import Geography, geography_of
from msssim.views.layout import EDGE, long_date, panel_figure, panel_heading
from msssim.views.map import FULL_SIZE, Picture, draw_map, layout_of
from msssim.views.map_key import colour_entry, draw_key
from msssim.views.people import MEASURES
from msssim.views.selection import left_out_words
from msssim.views.style import BLUE, VERMILLION
from msssim.views.text import clean

if TYPE_CHECKING:
    from msssim.experiments import Result

WIDTH, COLUMNS, GAP, KEY_HEIGHT = 10.0, 3, 0.2, 0.5
PANEL = (WIDTH - 2 * EDGE - (COLUMNS - 1) * GAP) / COLUMNS
CHANGE = LinearSegmentedColormap.from_list("change", [BLUE, "#F7F7F7", VERMILLION])
ZONE_TABLES = ("gang_control", "police", "mission", "civilians_killed")
MOST_CELLS, MOST_DATES = 6, 5
NOTABLE = 5.0
"""Percentage points of control: a smaller move is no finding."""


@dataclass(frozen=True)
class CellMap:
    """What maps of a cell show: means over the runs, a row a recorded date, a column a place."""

    cell: Cell
    geography: Geography
    control: pd.DataFrame
    police: pd.DataFrame
    mission: pd.DataFrame
    killed: pd.DataFrame
    roads: pd.DataFrame

    @property
    def dates(self) -> pd.DatetimeIndex:
        """The dates recorded."""
        return pd.DatetimeIndex(self.control.index)

    @property
    def change(self) -> pd.Series:
        """By how many percentage points gang control of each zone changed."""
        return 100 * (self.control.iloc[-1] - self.control.iloc[0])

    def picture(self, date: pd.Timestamp) -> Picture:
        """Return the picture of a date."""
        tables = (self.control, self.police, self.mission, self.roads)
        control, police, mission, roads = (
            {
                str(place): float(value)
                for place, value in table.loc[date].dropna().to_dict().items()
            }
            for table in tables
        )
        return Picture(control, police, mission, roads)

    def killed_until(self, date: pd.Timestamp) -> float:
        """Return how many civilians had been killed by a date, in all zones."""
        return float(self.killed[self.killed.index <= date].to_numpy().sum())

    def title(self, zone: str) -> str:
        """Return the title of a zone."""
        titles = {each.name: each.title for each in self.geography.territory.zones}
        return clean(titles[zone], 24)


def cell_maps(result: Result) -> dict[str, CellMap]:
    """Read what maps show of each cell, by its label; zones that a theatre lacks are left out."""
    tables = [zone_means(result, name) for name in ZONE_TABLES] + [road_shares(result)]
    found = {}
    for cell in cells(result):
        data = result.manifest["scenarios"][cell.scenario]["resolved"]["territory"]
        own = (
            table.loc[[cell.label]].droplevel("cell").dropna(axis=1, how="all") for table in tables
        )
        found[cell.label] = CellMap(cell, geography_of(validated(Territory, data)), *own)
    return found


def map_strip(result: Result, maps: Mapping[str, CellMap]) -> Figure:
    """Draw the baseline cell's theatre on up to five dates, and the change between the ends."""
    first = next(iter(maps.values()))
    dates = shown_dates(first.dates)
    figure, panels = _page(result, strip_title(result, first), "", first, len(dates) + 1)
    for axes, date in zip(panels, dates, strict=False):
        killed = text("figures.map.killed", killed=number(first.killed_until(date), 0))
        _draw(axes, first.geography, first.picture(date), killed)
        panel_heading(axes, long_date(date))
    limit = _limit([first])
    _draw_change(panels[-1], first, limit, price(result, first.cell))
    panel_heading(panels[-1], text("figures.map.change_and_price"))
    _draw_key(figure, first, limit)
    return figure


def map_before_after(result: Result, maps: Mapping[str, CellMap]) -> Figure:
    """Draw the theatre on the first recorded date, on the last, and the change, a row a cell."""
    shown = [maps[cell.label] for cell in shown_cells(result)]
    title = cells_title(result) if len(shown) > 1 else strip_title(result, shown[0])
    left_out = left_out_words(len(maps), len(shown))
    figure, panels = _page(result, title, left_out, shown[0], COLUMNS * len(shown))
    limit = _limit(shown)
    for row, each in enumerate(shown):
        before, after, moved = panels[COLUMNS * row : COLUMNS * (row + 1)]
        dates, geography = each.dates, each.geography
        _draw(before, geography, each.picture(dates[0]))
        _draw(after, geography, each.picture(dates[-1]), price(result, each.cell))
        _draw_change(moved, each, limit, largest_moves(each))
        panel_heading(before, clean(each.cell.label, 40).capitalize(), long_date(dates[0]))
        panel_heading(after, "", long_date(dates[-1]))
        panel_heading(moved, "", text("figures.map.change_of_control"))
    _draw_key(figure, shown[0], limit)
    return figure


def _page(
    result: Result, title: str, left_out: str, first: CellMap, panels: int
) -> tuple[Figure, list[Axes]]:
    """Return a figure with room for some maps, three in a row, and for the key below them."""
    ratio = layout_of(first.geography).ratio
    return panel_figure(
        result, title, text("figures.map.reading") + left_out, panels, columns=COLUMNS, width=WIDTH,
        panel_height=PANEL / ratio, left=0.0, right=EDGE, below=KEY_HEIGHT + 0.2, gaps=(GAP, 0.42),
        heading=0.45,
    )  # fmt: skip


def _draw(axes: Axes, geography: Geography, picture: Picture, words: str = "", **look: Any) -> None:
    """Draw a small map, with a few lines beside it."""
    free, _ = draw_map(axes, geography, picture, **{"named": (), **look})
    free.text(0, 1, words, size=7.5, va="top", linespacing=1.35)


def _draw_change(axes: Axes, shown: CellMap, limit: float, words: str) -> None:
    """Draw by how much gang control of each zone changed; name those that changed most."""
    shares = (shown.change / limit + 1) / 2
    colours = {str(zone): CHANGE(share) for zone, share in shares.items()}
    named = list(extremes(shown.change).values())
    _draw(axes, shown.geography, Picture({}), words, colours=colours, named=named)


def _limit(shown: Iterable[CellMap]) -> float:
    """Return the end of the scale of change: alike for all cells, and never a narrow one."""
    return max(2 * NOTABLE, *(float(each.change.abs().max()) for each in shown))


def _draw_key(figure: Figure, shown: CellMap, limit: float) -> None:
    """Draw the key at the foot of the page."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes(
        (EDGE / width, 0.5 / height, 1 - 2 * EDGE / width, KEY_HEIGHT / height), frame_on=False
    )
    axes.set_axis_off()
    change = colour_entry(CHANGE, text("figures.map.change", points=number(limit, 0)))
    picture = shown.picture(shown.dates[-1])
    draw_key(axes, shown.geography, picture, PANEL / FULL_SIZE, columns=3, more=[change])


def shown_dates(dates: pd.DatetimeIndex) -> list[pd.Timestamp]:
    """Return at most ``MOST_DATES`` dates, evenly, with the first and the last among them."""
    step = max(1, -(-(len(dates) - 1) // (MOST_DATES - 1)))
    return [dates[place] for place in sorted({0, *range(len(dates) - 1, -1, -step)})]


def shown_cells(result: Result) -> list[Cell]:
    """Return at most ``MOST_CELLS`` cells; the baseline and the most telling one are among them."""
    listed = cells(result)
    if len(listed) <= MOST_CELLS:
        return listed
    telling = telling_cell(result, listed[0].label)
    rest = sorted(listed[1:], key=lambda cell: cell.label != telling)[: MOST_CELLS - 1]
    return [cell for cell in listed if cell is listed[0] or cell in rest]


def price(result: Result, cell: Cell) -> str:
    """Return a cell's civilians killed, people in held zones and abuse cases, means of the runs."""
    measures = [measure for measure in MEASURES if measure in outcome_columns(result)]
    runs = labelled_runs(result, measures)
    means = runs.loc[runs["cell"] == cell.label, measures].astype(float).mean()
    shown = {
        name: amount(means[name], name) if name == "held_share_end" else number(means[name], 0)
        for name in measures
    }
    return "\n".join(f"{short_name(name).capitalize()}: {value}" for name, value in shown.items())


def largest_moves(shown: CellMap, most: int = 3) -> str:
    """Return the zones whose gang control moved most, with percentage points."""
    order = shown.change.abs().sort_values(ascending=False, kind="stable").index[:most]
    moves = {str(zone): number(shown.change[zone], 0, signed=True) for zone in order}
    return "\n".join(f"{shown.title(zone)}: {move}" for zone, move in moves.items())


def extremes(change: pd.Series) -> dict[str, str]:
    """Return the zones where gangs lost and gained most, as far as that is notable."""
    ends = {"lost": str(change.idxmin()), "gained": str(change.idxmax())}
    notable = {"lost": change.min() <= -NOTABLE, "gained": change.max() >= NOTABLE}
    return {way: zone for way, zone in ends.items() if notable[way]}


def strip_title(result: Result, shown: CellMap) -> str:
    """Say where gangs lose and gain most ground in a cell, with the range of the runs."""
    ends = zone_quantiles(result, "gang_control").xs(shown.cell.label, level="cell")
    runs = 100 * ends.xs(shown.dates[-1], level="date")
    means = 100 * shown.control
    moves = {
        way: text(
            "figures.map.move", zone=shown.title(zone), before=number(means[zone].iloc[0], 0),
            after=number(means[zone].iloc[-1], 0), low=number(runs[zone]["p5"], 0),
            high=number(runs[zone]["p95"], 0),
        )
        for way, zone in extremes(shown.change).items()
    }  # fmt: skip
    return text(
        ".".join(["figures.map.ground", *moves]), cell=clean(shown.cell.label, 40),
        weeks=result.manifest["horizon_days"] // 7, points=number(NOTABLE, 0), **moves,
    )  # fmt: skip


def cells_title(result: Result) -> str:
    """Set the most telling cell against the baseline: ground in the capital, and its price."""
    base = cells(result)[0].label
    measures = [measure for measure in IN_TITLE if measure in outcome_columns(result)]
    table = compare(result, outcomes=measures, without_failed=True)
    return comparison_title(table, telling_cell(result, base), base, measures)
