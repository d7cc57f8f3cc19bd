"""A run on one page: the map at start and end, and what happened in between on one axis of time.

The page is a sheet of A4 across. At its left stands the ground before the first step and after the
last; at its right the mission, its money, the gangs and the people, one under the other. Thin lines
through all of them mark the days that mattered, with their names on top.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.theatres import plays_elsewhere
from msssim.errors import InputError
from msssim.views.geography import geography_of
from msssim.views.layout import EDGE, LINE, date_axis, day_number, known_or_begun, title_of
from msssim.views.map import GangMark, Picture, draw_map
from msssim.views.map_key import draw_key
from msssim.views.run_panels import PANELS, draw_marks
from msssim.views.story import headline, short_date
from msssim.views.style import MUTED, drawing
from msssim.views.text import clean, fit

if TYPE_CHECKING:
    import datetime as dt

    from msssim.experiments.replay import Ground, Replay, Stand

WIDTH, HEIGHT = 11.69, 8.27
FORMATS = (".png", ".svg", ".pdf")

MAP_WIDTH = 4.95
MARK_ROOM = 0.9
GAP = 0.3
LEFT, RIGHT = 0.75, 0.85
"""Inches: left and right of the panels, for numbers and names."""


def require_drawable(file: Path) -> None:
    """Refuse a file whose name does not say how to draw.

    Raises
    ------
    InputError
        If it does not end as one of ``FORMATS``.
    """
    if file.suffix.lower() not in FORMATS:
        allowed = f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}"
        raise InputError(f"{file} does not say how to draw the run; let it end in {allowed}")


def write_run_sheet(replayed: Replay, file: Path) -> None:
    """Draw a run and write the page, as its name ends; the same bytes for the same run."""
    require_drawable(file)
    with drawing():
        figure = run_sheet(replayed)
        file.parent.mkdir(parents=True, exist_ok=True)
        title = figure.get_suptitle().replace("\n", " ")
        figure.savefig(file, metadata={"Title": title, **_NO_TIME[file.suffix.lower()]})


_NO_TIME: dict[str, dict[str, str | None]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": "msssim"},
    ".pdf": {"CreationDate": None, "Creator": "msssim", "Producer": None},
}
"""What a format would say of itself, but for the time, so that nothing differs in vain."""


def run_sheet(replayed: Replay) -> Figure:
    """Draw the page of a run."""
    figure = Figure(figsize=(WIDTH, HEIGHT))
    top = _head(figure, replayed)
    bottom = 0.45
    _foot(figure, replayed)
    _maps(figure, replayed, bottom, top)
    _panels(figure, replayed, bottom + 0.35, top)
    return figure


def _head(figure: Figure, replayed: Replay) -> float:
    """Write title and subtitle; return the height that is left, in inches from below."""
    inner = WIDTH - 2 * EDGE
    title, size = title_of(headline(replayed), inner)
    figure.suptitle(
        title, x=EDGE / WIDTH, y=1 - EDGE / HEIGHT, ha="left", va="top", size=size, weight="bold",
        linespacing=1.25,
    )  # fmt: skip
    room = LINE[size] * (title.count("\n") + 1)
    subtitle, small = fit(_subtitle(replayed), inner, (9.0, 8.0), most=1)
    y = HEIGHT - EDGE - room - 0.08
    _write(figure, EDGE, y, subtitle, small)
    return y - LINE[small] - 0.22


def _foot(figure: Figure, replayed: Replay) -> None:
    manifest, start = replayed.stored.manifest, replayed.scenario.start
    name, _, run = replayed.stored.key
    parts = [
        f"msssim {manifest['msssim']}",
        known_or_begun(start, elsewhere=plays_elsewhere(manifest)),
        f"run {run} of {clean(name, 40)}, seed {replayed.stored.task.seed}",
        "one course that events may take, no forecast",
    ]
    if not replayed.same:
        parts.append("not the same as the stored run")
    figure.text(EDGE / WIDTH, 0.2 / HEIGHT, "  ·  ".join(parts), ha="left", size=7.5, color=MUTED)


def _subtitle(replayed: Replay) -> str:
    _, point, run = replayed.stored.key
    setting = replayed.stored.setting
    at = f", {clean(setting, 80)}" if setting else ""
    where = f" at point {point}" if setting else ""
    reading = "Thin lines: days that mattered; shaded: offensives of the gangs."
    return f"“{clean(replayed.scenario.title)}”{at}: run {run}{where}. {reading}"


def _write(figure: Figure, x: float, y: float, text: str, size: float) -> None:
    figure.text(x / WIDTH, y / HEIGHT, text, ha="left", va="top", size=size, color=MUTED)


def _maps(figure: Figure, replayed: Replay, bottom: float, top: float) -> None:
    """Draw the ground before the first step, and below it that after the last."""
    geography = geography_of(replayed.scenario.territory)
    last = replayed.seen.index[-1].date()
    room = (top - bottom) / 2
    for place, (date, ground) in enumerate(
        ((replayed.scenario.start, replayed.start), (last, replayed.end))
    ):
        foot = top - (place + 1) * room
        axes = _axes(figure, EDGE, foot + 0.05, MAP_WIDTH, room - 0.33)
        axes.set_anchor("NW")
        picture = _picture(ground)
        free, scale = draw_map(axes, geography, picture)
        draw_key(free, geography, picture, scale)
        _heading(figure, foot + room, date, "at the start" if place == 0 else "at the end")


def _heading(figure: Figure, y: float, date: dt.date, words: str) -> None:
    figure.text(
        EDGE / WIDTH, y / HEIGHT, f"{short_date(date)}, {words}", ha="left", va="top", size=9.5,
        weight="bold",
    )  # fmt: skip


def _picture(ground: Ground) -> Picture:
    return Picture(
        control=ground.control,
        police=ground.police,
        mission=ground.mission,
        open_roads=ground.open_roads,
        gangs=[_mark(list(stands)) for _, stands in groupby(ground.gangs, attrgetter("gang"))],
    )


def _mark(stands: list[Stand]) -> GangMark:
    """Return one mark for a gang, where most of its members are."""
    most = max(stands, key=attrgetter("members"))
    return GangMark(most.zone, most.gang, sum(each.members for each in stands), most.posture)


def _panels(figure: Figure, replayed: Replay, bottom: float, top: float) -> None:
    """Draw the panels, the last of which carries the dates, and the marks through all of them."""
    left = EDGE + MAP_WIDTH + LEFT
    width = WIDTH - left - RIGHT
    room = top - bottom - MARK_ROOM - GAP * len(PANELS)
    in_all = sum(panel.height for panel in PANELS)
    drawn: list[Axes] = []
    y = top - MARK_ROOM
    for panel in PANELS:
        height = room * panel.height / in_all
        y -= height + GAP
        axes = _axes(figure, left, y, width, height)
        panel.draw(axes, replayed)
        drawn.append(axes)
    start, last = pd.Timestamp(replayed.scenario.start), replayed.seen.index[-1]
    for axes in drawn:
        axes.set_xlim(day_number(start), day_number(last))
        date_axis(axes, start, last)
        axes.tick_params(labelbottom=axes is drawn[-1])
    draw_marks(drawn, replayed, MARK_ROOM)


def _axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    return figure.add_axes((left / WIDTH, bottom / HEIGHT, width / WIDTH, height / HEIGHT))
