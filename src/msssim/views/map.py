"""Maps of a result: the theatre over time, and before and after in each cell.

Every value is a mean over the runs. A map never stands without its price: civilians killed, people
in held zones and abuse cases of the same cell are written beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure

from msssim.analysis.cells import Cell, cells
from msssim.analysis.formatting import MINUS, number
from msssim.scenario.parameters.territory import Territory
from msssim.scenario.validation import validated
from msssim.views.geography import Box, Geography, geography_of
from msssim.views.layout import EDGE, panel_heading, sheet
from msssim.views.map_data import (
    NOTABLE,
    Places,
    cells_title,
    extremes,
    largest_moves,
    price,
    shown_cells,
    shown_dates,
    strip_title,
)
from msssim.views.map_key import ROW_SIZE, colour_bar, draw_key_row
from msssim.views.selection import left_out_words
from msssim.views.style import BLUE, VERMILLION
from msssim.views.text import clean
from msssim.views.theatre_map import FULL_SIZE, Picture, draw_ground_map, draw_small_map, layout_of

if TYPE_CHECKING:
    from msssim.experiments import Result

WIDTH, COLUMNS, GAP = 10.0, 3, 0.2
PANEL = (WIDTH - 2 * EDGE - (COLUMNS - 1) * GAP) / COLUMNS
KEY_FOOT = 0.45
TEXT_SIZE = 7.5
CHANGE = LinearSegmentedColormap.from_list("change", [BLUE, "#F7F7F7", VERMILLION])
READING = (
    "Means of the runs. A zone is drawn as the land nearest to its main place, which is no border."
)


def map_strip(result: Result, places: Places) -> Figure:
    """Draw the baseline cell's theatre on up to five dates, and the change between the ends."""
    cell = cells(result)[0]
    geography = _geography(result, cell)
    dates = shown_dates(places.dates(cell.label))
    title = strip_title(result, places, cell, geography)
    figure, axes = _page(result, title, READING, geography, len(dates) + 1)
    for panel, date in zip(axes, dates, strict=False):
        box = draw_small_map(panel, geography, places.picture(cell.label, date))
        killed = number(places.killed_until(cell.label, date), 0)
        _write(panel, box, f"Civilians killed\nsince the start: {killed}")
        panel_heading(panel, _day(date))
    norm = _norm(places, [cell])
    _draw_change(axes[len(dates)], geography, places.change(cell.label), norm, price(result, cell))
    panel_heading(axes[len(dates)], "Change, and its price")
    _key(figure, geography, places.picture(cell.label, dates[-1]), norm)
    return figure


def map_before_after(result: Result, places: Places) -> Figure:
    """Draw the theatre on the first recorded date, on the last, and the change, a row a cell."""
    shown = shown_cells(result)
    first = cells(result)[0]
    geography = _geography(result, first)
    several = len(shown) > 1
    title = cells_title(result) if several else strip_title(result, places, first, geography)
    subtitle = READING + left_out_words(len(cells(result)), len(shown))
    figure, axes = _page(result, title, subtitle, geography, COLUMNS * len(shown))
    norm = _norm(places, shown)
    for row, cell in enumerate(shown):
        geography = _geography(result, cell)
        before, after, moved = axes[COLUMNS * row : COLUMNS * (row + 1)]
        dates, change = places.dates(cell.label), places.change(cell.label)
        draw_small_map(before, geography, places.picture(cell.label, dates[0]))
        box = draw_small_map(after, geography, places.picture(cell.label, dates[-1]))
        _write(after, box, "\n".join(price(result, cell)))
        _draw_change(moved, geography, change, norm, largest_moves(change, geography))
        panel_heading(before, clean(cell.label, 40).capitalize(), _day(dates[0]))
        panel_heading(after, "", _day(dates[-1]))
        panel_heading(moved, "", "Change in gang control")
    _key(figure, geography, places.picture(first.label, places.dates(first.label)[-1]), norm)
    return figure


def _geography(result: Result, cell: Cell) -> Geography:
    data = result.manifest["scenarios"][cell.scenario]["resolved"]["territory"]
    return geography_of(validated(Territory, data))


def _page(
    result: Result, title: str, subtitle: str, geography: Geography, panels: int
) -> tuple[Figure, list[Axes]]:
    """Return a figure with room for some maps, three in a row, and for the key below them."""
    rows = -(-panels // COLUMNS)
    figure, grid = sheet(
        result,
        title,
        subtitle,
        width=WIDTH,
        rows=rows,
        columns=COLUMNS,
        panel_height=PANEL / layout_of(geography).ratio,
        left=0.0,
        right=EDGE,
        below=ROW_SIZE[1] / 72 + 0.2,
        gaps=(GAP, 0.42),
        heading=0.45,
    )
    axes = list(grid.flat)
    for panel in axes[panels:]:
        panel.set_visible(False)
    return figure, axes


def _write(axes: Axes, box: Box, words: str) -> None:
    """Write a few lines into the box that a small map leaves for words."""
    west, _, _, north = box
    axes.text(west, north, words, size=TEXT_SIZE, va="top", linespacing=1.35)


def _draw_change(
    axes: Axes, geography: Geography, change: pd.Series, norm: Normalize, lines: list[str]
) -> None:
    """Draw by how much gang control of each zone changed, with a few lines beside it."""
    colours = dict(zip(change.index, CHANGE(norm(change.to_numpy())), strict=True))
    box = draw_ground_map(axes, geography, colours, extremes(change))
    _write(axes, box, "\n".join(lines))


def _norm(places: Places, shown: list[Cell]) -> Normalize:
    """Return the scale of change: alike for all cells and both ways, and never a narrow one."""
    limit = max((places.change(cell.label).abs().max() for cell in shown), default=0.0)
    limit = max(float(limit), 2 * NOTABLE)
    return Normalize(-limit, limit)


def _key(figure: Figure, geography: Geography, picture: Picture, norm: Normalize) -> None:
    """Draw the key at the foot of the page."""
    width, height = figure.get_size_inches()
    size = ROW_SIZE[0] / 72 / width, ROW_SIZE[1] / 72 / height
    axes = figure.add_axes((EDGE / width, KEY_FOOT / height, *size))
    key = draw_key_row(axes, picture, PANEL / FULL_SIZE, geography.crowd)
    limit = number(float(norm.vmax or 0.0), 0)
    ticks = f"{MINUS}{limit} gangs lose", "0", f"+{limit} gangs gain"
    colour_bar(key, 522.0, 8.0, "Change by the end, points", ticks, CHANGE)


def _day(date: pd.Timestamp) -> str:
    return f"{date.day} {date:%B %Y}"
