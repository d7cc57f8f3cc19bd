"""The pictures of a live run: the map of a snapshot, and how the run has gone so far.

The house style is a setting of the whole process, so one session draws at a time.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

import pandas as pd
import solara
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.formatting import number
from msssim.errors import MsssimError
from msssim.scenario import Scenario
from msssim.text import text
from msssim.views.dashboard.watched import Snapshot
from msssim.views.geography import geography_of
from msssim.views.layout import date_axis, day_number, number_axis, panel_heading
from msssim.views.map import draw_map, layout_of
from msssim.views.map_key import draw_key
from msssim.views.style import BLUE, INK, VERMILLION, drawing

DOTS_AN_INCH = 120
WIDTH, TRACKS_HEIGHT = 9.4, 3.6
"""Inches."""
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Track:
    """A quantity drawn over the steps: its name, and what it is multiplied with.

    ``so_far`` adds the steps up.
    """

    name: str
    scale: float = 1.0
    so_far: bool = False
    colour: str = BLUE


MECHANICS = (
    Track("deployed"),
    Track("fund_balance_usd", 1e-6),
    Track("gang_control", 100.0),
    Track("low_profile_share", 100.0),
)
PEOPLE = (
    Track("civilians_killed", colour=VERMILLION),
    Track("held_share", 100.0),
    Track("abuse_cases", so_far=True, colour=VERMILLION),
)
"""What it comes to for people: always shown together."""

ROWS = ((MECHANICS, 0.9, 0.62, 0.24), (PEOPLE, 0.37, 0.09, 0.2))
"""Rows of tracks: which, their top and bottom in the figure, the gaps between them."""


def map_figure(scenario: Scenario, snapshot: Snapshot) -> Figure:
    """Draw the map of a snapshot."""
    geography = geography_of(scenario.territory)
    figure = Figure(figsize=(WIDTH, WIDTH / layout_of(geography).ratio))
    free, scale = draw_map(figure.add_axes((0, 0, 1, 1)), geography, snapshot.picture)
    draw_key(free, geography, snapshot.picture, scale)
    return figure


def tracks_figure(scenario: Scenario, snapshots: Sequence[Snapshot]) -> Figure:
    """Draw the run so far: the mission's mechanics in the upper row, people in the lower."""
    figure = Figure(figsize=(WIDTH, TRACKS_HEIGHT))
    for tracks, top, bottom, gaps in ROWS:
        grid = figure.add_gridspec(
            1, len(tracks), left=0.045, right=0.99, top=top, bottom=bottom, wspace=gaps
        )
        for place, track in enumerate(tracks):
            _draw(figure.add_subplot(grid[0, place]), track, scenario, snapshots)
    return figure


def _draw(axes: Axes, track: Track, scenario: Scenario, snapshots: Sequence[Snapshot]) -> None:
    dates = [pd.Timestamp(snapshot.date) for snapshot in snapshots[1:]]
    values = pd.Series([snapshot.seen[track.name] for snapshot in snapshots[1:]], dates, float)
    values = (values.cumsum() if track.so_far else values) * track.scale
    first = pd.Timestamp(scenario.start)
    last = first + pd.Timedelta(days=scenario.horizon_days)
    axes.set_xlim(day_number(first), day_number(last))
    axes.set_ylim(0, max(1.15 * values.max(), 1.0) if len(values) else 1.0)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    date_axis(axes, first, last)
    axes.set_yticks([])
    now = ""
    if len(values):
        number_axis(axes.yaxis, 3)
        axes.plot(values.index, values, color=track.colour, lw=1.4, solid_capstyle="round")
        axes.plot(values.index[-1], values.iloc[-1], "o", color=track.colour, ms=3.2)
        now = number(values.iloc[-1])
    step = "week" if scenario.step_days == 7 else "day"
    unit = text(f"dashboard.track.{track.name}.unit", now=now, step=text(f"dashboard.{step}"))
    panel_heading(axes, text(f"dashboard.track.{track.name}"), unit.strip())
    axes.tick_params(labelsize=7.5, labelcolor=INK)


def as_png(draw: Callable[[], Figure]) -> bytes:
    """Return a figure in the house style as a PNG."""
    page = BytesIO()
    with _one_at_a_time, drawing():
        draw().savefig(page, format="png", dpi=DOTS_AN_INCH, pil_kwargs={"compress_level": 1})
    return page.getvalue()


def drawn_or_refused(draw: Callable[[], Figure]) -> bytes | str:
    """Return a figure as a PNG, or in words why there is none."""
    try:
        return as_png(draw)
    except MsssimError as error:
        return str(error)


@solara.component
def Drawn(draw: Callable[[], Figure], drawn_of: Sequence[object], words: str) -> None:
    """Show a figure, drawn again when what it is drawn of changes.

    Parameters
    ----------
    draw
        Draws it.
    drawn_of
        What the figure depends on.
    words
        What the figure shows, for those who cannot see it.
    """
    png = solara.use_memo(lambda: drawn_or_refused(draw), list(drawn_of))
    if isinstance(png, str):
        solara.Error(png)
    else:
        source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
        solara.v.Html(tag="img", class_="drawn", attributes={"src": source, "alt": words})
