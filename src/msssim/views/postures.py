"""What gangs do around the mandate's dates: shares of the postures over time, a panel a cell.

Two strips under each panel say how sure the mandate and the mission are: the darker, the larger the
share of runs in which the mandate is in force, or somebody is in theatre.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from msssim.analysis.cells import cells
from msssim.analysis.formatting import change, number
from msssim.analysis.postures import MandateDates, change_at, mandate_dates, posture_shares
from msssim.text import text
from msssim.views.fans import MOST_PANELS, by_lever
from msssim.views.layout import (
    date_axis,
    date_limits,
    day_number,
    long_date,
    name_ends,
    panel_figure,
    panel_heading,
)
from msssim.views.selection import left_out_words, most_telling
from msssim.views.style import INK, PAPER, posture_looks
from msssim.views.text import clean, width_inches
from msssim.world.kinds import Posture

if TYPE_CHECKING:
    from msssim.experiments import Result

LOW = "low_profile_share"
REST = "figures.postures.rest"
STRIPS = ("mandate_in_force", "deployed")
SURENESS = LinearSegmentedColormap.from_list("sureness", ["#F1F1F1", "#00507D"])
STRIP, GAP = 6.0, 3.5
"""Height of a strip, and room over it, in the units of the vertical axis: per cent."""

LABEL_SIZE = 8.0


def can_draw_postures(result: Result) -> bool:
    """Whether the share of gangs that keep a low profile was recorded."""
    return LOW in result.columns("series")


def postures(result: Result) -> Figure:
    """Draw the shares of postures as areas, with the mandate's dates as lines."""
    shares = posture_shares(result)
    telling = most_telling(shares[LOW].groupby("cell", observed=True).mean(), MOST_PANELS)
    shown = [cell for cell in by_lever(result) if cell.label in telling]
    columns = 1 if len(shown) == 1 else 2 if len(shown) in (2, 4) else 3
    rows = -(-len(shown) // columns)
    room = max(width_inches(f"{name} 100 %", LABEL_SIZE) for name in _names().values())
    left_out = left_out_words(len(cells(result)), len(shown))
    figure, panels = panel_figure(
        result, _title(result, shares), text("figures.postures.reading") + left_out, len(shown),
        columns=columns, panel_height={1: 3.4, 2: 2.3}.get(rows, 1.75), left=0.4,
        right=room + 0.2, gaps=(room + 0.5, 0.95), sharex=True, sharey=True,
    )  # fmt: skip
    dates = shares.index.get_level_values("date")
    drawn = sum(name in shares for name in STRIPS)
    panels[0].set(ylim=(-drawn * (STRIP + GAP), 100), yticks=[0, 25, 50, 75, 100])
    panels[0].set_xlim(*date_limits(dates.min(), dates.max()))
    date_axis(panels[0], dates.min(), dates.max())
    for place, (axes, cell) in enumerate(zip(panels, shown, strict=True)):
        own = pd.DataFrame(shares.loc[cell.label])
        parts = _parts(own)
        _areas(axes, parts)
        _strips(axes, own)
        _mandate(axes, mandate_dates(result, cell), own.index, named=place == 0 and columns < 3)
        _name_parts(axes, own, parts)
        axes.tick_params(labelbottom=True, labelleft=True)
        axes.spines["left"].set_visible(False)
        panel_heading(axes, clean(cell.label, 34), text("figures.postures.unit"))
    return figure


def _names() -> dict[str, str]:
    """Return what each posture is called, by the name of its share; the low profile comes first."""
    names = {f"{posture.name.lower()}_share": posture.label for posture in Posture}
    return dict(sorted(names.items(), key=lambda item: (item[0] != LOW, item[0] == BACKDROP)))


BACKDROP = f"{Posture.CONFRONT.name.lower()}_share"
"""The posture whose area lies on top, in a quiet colour."""


def _parts(own: pd.DataFrame) -> dict[str, pd.Series]:
    """Return per cents from the bottom to the top; what was not recorded is the rest."""
    held = [name for name in _names() if name in own]
    missing = [name for name in _names() if name not in own]
    if len(missing) > 1:
        return {LOW: 100 * own[LOW], REST: 100 - 100 * own[LOW]}
    own = own.assign(**{name: 1 - own[held].sum(axis=1) for name in missing})
    return {name: 100 * own[name] for name in _names()}


def _areas(axes: Axes, parts: dict[str, pd.Series]) -> None:
    looks = {f"{name}_share": look for name, look in posture_looks().items()}
    below = 0 * parts[LOW]
    for name, part in parts.items():
        look = looks.get(name, looks[BACKDROP])
        top = below + part
        axes.fill_between(part.index, below, top, color=look.area or look.colour, lw=0)
        axes.plot(part.index, top, color=PAPER, lw=0.8)
        below = top


def _name_parts(axes: Axes, own: pd.DataFrame, parts: dict[str, pd.Series]) -> None:
    """Name the areas and strips at their right end, each area with its mean over time."""
    ends = [float(part.iloc[-1]) for part in parts.values()]
    middles = [sum(ends[:place]) + end / 2 for place, end in enumerate(ends)]
    names = {**_names(), REST: text(REST)}
    last = own.index[-1]
    named = [
        (last, middle, f"{names[name]} {number(part.mean(), 0)} %", "")
        for middle, (name, part) in zip(middles, parts.items(), strict=True)
    ]
    for row, name in enumerate(name for name in STRIPS if name in own):
        height = -(row + 0.5) * (STRIP + GAP) - GAP / 2
        named.append((last, height, text(f"figures.postures.{name}"), ""))
    name_ends(axes, named, size=LABEL_SIZE)


def _strips(axes: Axes, own: pd.DataFrame) -> None:
    days = [day_number(day) for day in own.index]
    widths = np.diff(days, prepend=days[0] - (days[-1] - days[0]) / max(len(days) - 1, 1))
    edges = [days[0] - widths[0], *days]
    for row, name in enumerate(name for name in STRIPS if name in own):
        top = -row * (STRIP + GAP) - GAP
        shares = own[[name]].to_numpy(dtype=float).T
        axes.pcolormesh(edges, [top - STRIP, top], shares, cmap=SURENESS, vmin=0, vmax=1)


def _mandate(axes: Axes, dates: MandateDates | None, days: pd.Index, *, named: bool) -> None:
    """Mark the ends of the mandate and its reviews, the first of each by name if ``named``."""
    if dates is None:
        return
    first, last = days[0].date(), days[-1].date()
    for name, marked, height, look in (
        ("ends", dates.ends_until(last), 93, {"lw": 1.0}),
        ("review", dates.reviews_until(last), 84, {"lw": 0.8, "ls": (0, (1, 2))}),
    ):
        shown = [day for day in marked if day >= first]
        for day in shown:
            axes.vlines(day_number(pd.Timestamp(day)), 0, 100, color=INK, **look)
        if named and shown:
            axes.annotate(
                text(f"figures.postures.{name}"), (shown[0], height), (3, 0), size=7.5,
                textcoords="offset points", va="center", color=INK,
            )  # fmt: skip


def _title(result: Result, shares: pd.DataFrame) -> str:
    means = 100 * shares[LOW].groupby("cell", observed=True).mean()
    several = "several" if len(means) > 1 else "one"
    lowest, highest = clean(str(means.idxmin())), clean(str(means.idxmax()))
    least, most = number(means.min(), 0), number(means.max(), 0)
    if len(means) > 1 and lowest != highest:
        leading = text(
            "figures.postures.several", least=least, lowest=lowest, most=most, highest=highest
        )
    else:
        alike = "alike" if len(means) > 1 else "one"
        leading = text(f"figures.postures.{alike}", share=least)
    ends = {cell.label: mandate_dates(result, cell) for cell in cells(result)}
    day = next((known.ends_on for known in ends.values() if known), None)
    if day is None:
        return leading
    same_day = [label for label, known in ends.items() if known and known.ends_on == day]
    moves = change_at(result, day, confidence=1 - 0.05 / len(same_day))
    moves = moves[moves.index.isin(same_day)]  # of the others, no mandate ends on that day
    if moves.empty:
        return leading
    told = moves[(moves["low"] > 0) | (moves["high"] < 0)]
    if told.empty:
        key = f"figures.postures.unchanged.{several}"
        return text(key, shares=leading, day=long_date(day))
    cell = str(told["difference"].abs().idxmax())
    difference, low, high = (float(told[part][cell]) for part in ("difference", "low", "high"))
    moved = change(difference, low, high, LOW)
    key = f"figures.postures.changed.{several}"
    return text(key, shares=leading, day=long_date(day), change=moved, cell=clean(cell))
