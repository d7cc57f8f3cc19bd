"""A run on one page: the map at start and end, and what happened in between on one axis of time.

The page is of A4 across. At its left stands the ground before the first step and after the last; at
its right the mission, its money, the gangs and the people, one under the other. Thin lines through
all of them mark the days that mattered, with their names on top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.formatting import number
from msssim.analysis.theatres import plays_elsewhere
from msssim.errors import InputError
from msssim.text import text
from msssim.views.geography import geography_of
from msssim.views.layout import (
    DOT,
    EDGE,
    date_axis,
    day_number,
    framed_figure,
    known_or_begun,
    name_ends,
    number_axis,
    size_inches,
)
from msssim.views.map import GangMark, Picture, draw_map
from msssim.views.map_key import draw_key
from msssim.views.story import headline, short_date
from msssim.views.style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    PURPLE,
    VERMILLION,
    drawing,
)
from msssim.views.text import clean, width_inches
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.experiments.replay import Ground, Replay, Stand

WIDTH, HEIGHT = 11.69, 8.27
MAP_WIDTH, LEFT, RIGHT = 4.95, 0.75, 0.85
BOTTOM, MARK_ROOM, GAP, MARK_ROW = 0.45, 0.9, 0.3, 0.125
"""Inches: of the page, of a map, beside, under and over the panels, and between them."""

LABEL_SIZE, MARK_SIZE = 7.5, 7.0
OFFENSIVE = "#F6E3D6"

WITHOUT_TIME: dict[str, dict[str, str | None]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": "msssim"},
    ".pdf": {"CreationDate": None, "Creator": "msssim", "Producer": None},
}
"""What a format says of itself, without the time: the same run gives the same bytes."""

MARKED = {
    **dict.fromkeys(("first_boots", "renewal", "rollover", "lapse", "interim_order"), ""),
    **dict.fromkeys(("leaderless", "new_lead", "hold_lifted", "exit", "ruling"), ""),
    "conversion": "adopted",
    "office": "adopted",
    "government": "fell",
}
"""Events that a line marks, by kind, and a fact that must hold for it."""


def require_drawable(file: Path) -> None:
    """Refuse a file whose name does not say how to draw.

    Raises
    ------
    InputError
        If it does not end as one of ``WITHOUT_TIME``.
    """
    if file.suffix.lower() not in WITHOUT_TIME:
        *first, last = WITHOUT_TIME
        formats = ", ".join(first)
        raise InputError("figures.run.no_format", name=file.name, formats=formats, last=last)


def write_run_page(replayed: Replay, file: Path) -> None:
    """Draw a run and write the page, as its name ends; the same bytes for the same run."""
    require_drawable(file)
    with drawing():
        figure = run_page(replayed)
        file.parent.mkdir(parents=True, exist_ok=True)
        title = figure.get_suptitle().replace("\n", " ")
        figure.savefig(file, metadata={"Title": title, **WITHOUT_TIME[file.suffix.lower()]})


def run_page(replayed: Replay) -> Figure:
    """Draw the page of a run."""
    _, point, run = replayed.stored.key
    setting, title = replayed.stored.setting, clean(replayed.scenario.title)
    key = "figures.run.reading.point" if setting else "figures.run.reading"
    reading = text(key, title=title, run=run, point=point, setting=clean(setting or "", 80))
    figure, top = framed_figure(
        headline(replayed), reading, _foot(replayed), width=WIDTH, height=HEIGHT
    )
    _draw_maps(figure, replayed, top - 0.22)
    _draw_panels(figure, replayed, top - 0.22)
    return figure


def _foot(replayed: Replay) -> str:
    manifest, (name, _, run) = replayed.stored.manifest, replayed.stored.key
    same = [] if replayed.same else [text("figures.run.differs")]
    return DOT.join([
        text("figures.version", version=manifest["msssim"]),
        known_or_begun(replayed.scenario.start, elsewhere=plays_elsewhere(manifest)),
        text("figures.run.which", run=run, name=clean(name, 40), seed=replayed.stored.task.seed),
        text("figures.run.one_course"),
        *same,
    ])  # fmt: skip


def _draw_maps(figure: Figure, replayed: Replay, top: float) -> None:
    """Draw the ground before the first step, and below it that after the last."""
    geography = geography_of(replayed.scenario.territory)
    last, room = replayed.seen.index[-1].date(), (top - BOTTOM) / 2
    for place, (when, date, ground) in enumerate(
        (("start", replayed.scenario.start, replayed.start), ("end", last, replayed.end))
    ):
        foot = top - (place + 1) * room
        axes = _axes(figure, EDGE, foot + 0.05, MAP_WIDTH, room - 0.33)
        axes.set_anchor("NW")
        picture = _picture(ground)
        free, scale = draw_map(axes, geography, picture)
        draw_key(free, geography, picture, scale)
        heading = text(f"figures.run.{when}", date=short_date(date))
        figure.text(
            EDGE / WIDTH, (foot + room) / HEIGHT, heading, va="top", size=9.5, weight="bold"
        )


def _picture(ground: Ground) -> Picture:
    gangs = [_mark(list(stands)) for _, stands in groupby(ground.gangs, attrgetter("gang"))]
    return Picture(ground.control, ground.police, ground.mission, ground.open_roads, gangs)


def _mark(stands: list[Stand]) -> GangMark:
    """Return one mark for a gang, where most of its members are."""
    most = max(stands, key=attrgetter("members"))
    return GangMark(most.zone, most.gang, sum(each.members for each in stands), most.posture)


def _draw_panels(figure: Figure, replayed: Replay, top: float) -> None:
    """Draw the panels, the last of which carries the dates, and the marks through all of them."""
    left = EDGE + MAP_WIDTH + LEFT
    room = top - BOTTOM - 0.35 - MARK_ROOM - GAP * len(PANELS)
    start, last = pd.Timestamp(replayed.scenario.start), replayed.seen.index[-1]
    drawn: list[Axes] = []
    y = top - MARK_ROOM
    for draw, share in PANELS.items():
        height = room * share / sum(PANELS.values())
        y -= height + GAP
        axes = _axes(figure, left, y, WIDTH - left - RIGHT, height)
        axes.set_xlim(day_number(start), day_number(last))
        date_axis(axes, start, last)
        axes.tick_params(labelbottom=len(drawn) == len(PANELS) - 1, labelsize=LABEL_SIZE)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="y", color=FAINT)
        draw(axes, replayed)
        number_axis(axes.yaxis, 3)
        drawn.append(axes)
    _draw_marks(drawn, replayed)


def _axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    return figure.add_axes((left / WIDTH, bottom / HEIGHT, width / WIDTH, height / HEIGHT))


def _deployed(axes: Axes, replayed: Replay) -> None:
    deployed, planned = replayed.seen["deployed"], replayed.seen["force_target"]
    axes.set_ylim(0, max(1.15 * deployed.max(), 0.5 * planned.max(), 10))
    if planned.max() <= axes.get_ylim()[1]:
        axes.plot(planned.index, planned, color=MUTED, lw=0.8, ls=(0, (4, 3)))
    key = "planned" if replayed.scenario.mission.enabled else "no_mission"
    words = text(f"figures.run.deployed.{key}", planned=number(planned.iloc[-1], 0))
    _name(axes, "deployed", words)
    _line(axes, {number(deployed.iloc[-1], 0): (deployed, BLUE)}, filled=True)


def _fund(axes: Axes, replayed: Replay) -> None:
    balance = replayed.seen["fund_balance_usd"] / 1e6
    dots = balance[replayed.seen["fund_received_usd"] > 0]
    axes.plot(dots.index, dots, "o", color=GREEN, ms=3.0)
    axes.set_ylim(0, max(1.15 * balance.max(), 1))
    _name(axes, "fund", text("figures.run.fund.unit"))
    _line(axes, {number(balance.iloc[-1]): (balance, GREEN)})


def _gangs(axes: Axes, replayed: Replay) -> None:
    axes.set_ylim(0, 100)
    _name(axes, "gangs", text("figures.run.gangs.unit"))
    _line(axes, {
        text("figures.run.gangs.control"): (100 * replayed.seen["gang_control"], VERMILLION),
        text("figures.run.gangs.low_profile"): (100 * replayed.seen["low_profile_share"], PURPLE),
    })  # fmt: skip


def _killed(axes: Axes, replayed: Replay) -> None:
    seen, days = replayed.seen, replayed.scenario.step_days
    killed = seen["civilians_killed"]
    axes.bar(killed.index, killed, -0.9 * days, align="edge", color=INK, alpha=0.75, lw=0)
    axes.set_ylim(0, max(1.3 * killed.max(), 1))
    top = 0.92 * axes.get_ylim()[1]
    cases = {"none": seen["abuse_cases"], ORANGE: seen["abuse_detected"]}
    for colour, counted in cases.items():
        at = killed.index[counted > 0]
        axes.plot(at, [top] * len(at), "D", ms=4, mfc=colour, mec=ORANGE, mew=0.9, clip_on=False)
    abuse, found = (number(counted.sum(), 0) for counted in cases.values())
    key = "figures.run.killed.abuse" if cases["none"].sum() else "figures.run.killed.no_abuse"
    step = text("figures.run.week" if days == 7 else "figures.run.step", count=days)
    words = text(key, killed=number(killed.sum(), 0), cases=abuse, found=found)
    _name(axes, "killed", words, step=step)


def _held(axes: Axes, replayed: Replay) -> None:
    held = 100 * replayed.seen["held_share"]
    axes.set_ylim(0, 100)
    _name(axes, "held", "%")
    _line(axes, {number(held.iloc[-1], 0): (held, BLUE)}, filled=True)


PANELS: dict[Callable[[Axes, Replay], None], float] = {
    _deployed: 1.2,
    _fund: 0.9,
    _gangs: 1.2,
    _killed: 1.0,
    _held: 0.75,
}
"""Panels from top to bottom and their heights against each other; killed, held ground and abuse
stand together."""


def _line(axes: Axes, lines: dict[str, tuple[pd.Series, str]], *, filled: bool = False) -> None:
    """Draw series over time, each by what is written beside its end."""
    for series, colour in lines.values():
        axes.plot(series.index, series, color=colour, lw=1.4, solid_capstyle="round")
        axes.plot(series.index[-1], series.iloc[-1], "o", ms=3, color=colour, clip_on=False)
        if filled:
            axes.fill_between(series.index, series, color=colour, alpha=0.15, lw=0)
    name_ends(axes, [
        (series.index[-1], float(series.iloc[-1]), words, "")
        for words, (series, _) in lines.items()
    ], size=LABEL_SIZE)  # fmt: skip


def _name(axes: Axes, panel: str, unit: str, **fields: str) -> None:
    """Write the panel's name and, behind it, its unit; lines do not run through them."""
    look: dict[str, Any] = {
        "textcoords": "offset points", "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
    }  # fmt: skip
    name = axes.annotate(
        text(f"figures.run.{panel}", **fields), (0, 1), (0, 4), xycoords="axes fraction",
        weight="bold", size=8.5, color=INK, **look,
    )  # fmt: skip
    axes.annotate(
        unit, (1, 0), (5, 0), xycoords=name, va="bottom", size=LABEL_SIZE, color=MUTED, **look
    )


def _draw_marks(panels: Sequence[Axes], replayed: Replay) -> None:
    """Shade offensives, and mark the days that mattered through all panels, named on top.

    From the last to the first, a name stands over all those that begin where it would run into
    them: so none covers another, and no line to a name crosses one. What finds no row has no name.
    """
    for axes in panels:
        for start, end in _offensives(replayed):
            axes.axvspan(start, end, color=OFFENSIVE, lw=0, zorder=0)
        for day, _ in _marks(replayed):
            axes.axvline(day, color=MUTED, lw=0.6, zorder=0.5)
    width, height = size_inches(panels[0])
    low, high = panels[0].get_xlim()
    placed: list[tuple[float, int]] = []
    for day, words in reversed(list(_marks(replayed))):
        left = (day - low) / (high - low) * width
        right = left + width_inches(words, MARK_SIZE) + 0.06
        row = max((row for start, row in placed if left <= start < right), default=-1) + 1
        if row < int(MARK_ROOM / MARK_ROW):
            placed.append((left, row))
            _name_mark(panels[0], day, words, 1 + (0.28 + row * MARK_ROW) / height)


def _name_mark(axes: Axes, day: float, words: str, foot: float) -> None:
    """Write a name at a height over the axes, and lead the mark's line up to it."""
    axes.annotate(
        words, (day, foot), (2, 0), xycoords=("data", "axes fraction"),
        textcoords="offset points", size=MARK_SIZE, annotation_clip=False,
    )  # fmt: skip
    top = foot + 0.09 / size_inches(axes)[1]
    axes.plot(
        [day, day], [1, top], transform=axes.get_xaxis_transform(), color=MUTED, lw=0.6,
        clip_on=False, zorder=0.5,
    )  # fmt: skip


def _marks(replayed: Replay) -> Iterator[tuple[float, str]]:
    """Yield each day that mattered, with words for all that happened on it."""
    for date, events in groupby(replayed.events, attrgetter("date")):
        words = [_mark_name(event) for event in events if _is_marked(event)]
        if words:
            yield day_number(pd.Timestamp(date)), ", ".join(words)


def _is_marked(event: Event) -> bool:
    needed = MARKED.get(event.kind)
    return needed is not None and (not needed or bool(event.facts[needed]))


def _mark_name(event: Event) -> str:
    barred = ".barred" if event.facts.get("barred") else ""
    return text(f"figures.run.mark.{event.kind}{barred}", who=clean(event.who, 20))


def _offensives(replayed: Replay) -> Iterator[tuple[float, float]]:
    """Yield the beginning and the end of each offensive; one that goes on ends with the run."""
    begun = None
    for event in replayed.events:
        if event.kind == "offensive":
            day = day_number(pd.Timestamp(event.date))
            if begun is not None and not event.facts["begins"]:
                yield begun, day
            begun = day if event.facts["begins"] else None
    if begun is not None:
        yield begun, day_number(replayed.seen.index[-1])
