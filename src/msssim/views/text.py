"""Text that fits: measured before it is drawn, wrapped, shortened, moved apart, beside its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import category

import numpy as np
import textalloc
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patheffects import withStroke
from scipy.optimize import isotonic_regression

from msssim.analysis.cells import shorten
from msssim.views.style import FONT, INK, MUTED, PAPER

POINTS_AN_INCH = 72.0
GLUE = "\N{NO-BREAK SPACE}"
MARGIN, FARTHEST = 1.6, 80.0
"""Points between a name and what it keeps off, and from a name to its point at most."""
UNBROKEN = re.compile(r"\[[^]]*\]|\d %|\d of \d")


def clean(text: str, limit: int = 60) -> str:
    """Make a user's text printable: one line, known characters only, at most ``limit`` long."""
    font = get_font(findfont(FontProperties(family=FONT)))
    visible = [letter for letter in " ".join(text.split()) if category(letter) not in ("Cc", "Cf")]
    known = [letter if font.get_char_index(ord(letter)) else "?" for letter in visible]
    return shorten("".join(known), limit)


@lru_cache(maxsize=4096)
def width_inches(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line of text as drawn at that size in points."""
    font = get_font(findfont(FontProperties(family=FONT, weight=weight)))
    font.set_size(size, POINTS_AN_INCH)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / POINTS_AN_INCH


def wrap(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break into lines of at most ``width`` inches; a wider word stands alone.

    An interval such as ``[12 to 34]`` is never broken, nor ``1 of 4``, nor a number from its per
    cent.
    """
    whole = UNBROKEN.sub(lambda found: found[0].replace(" ", GLUE), text)
    lines: list[str] = []
    for word in whole.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_inches(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.replace(GLUE, " ") for line in lines]


def fit(
    text: str, width: float, sizes: Sequence[float], weight: str = "normal", most: int = 2
) -> tuple[str, float]:
    """Wrap to at most ``most`` lines at the largest size that allows it, else shorten.

    Returns the text with line breaks and the size in points.
    """
    for size in sizes:
        lines = wrap(text, width, size, weight)
        if len(lines) <= most and all(width_inches(line, size, weight) <= width for line in lines):
            return "\n".join(lines), size
    size = sizes[-1]
    while text and (
        len(lines := wrap(f"{text}…", width, size, weight)) > most
        or any(width_inches(line, size, weight) > width for line in lines)
    ):
        text = text[:-1].rstrip()
    return "\n".join(wrap(f"{text}…", width, size, weight)), size


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> np.ndarray:
    """Move positions apart to at least ``gap``, as little as possible, within ``[low, high]``.

    Least squares under order constraints: an isotonic regression.
    """
    wanted = np.asarray(positions, dtype=float)
    order = np.lexsort((-np.arange(len(wanted)), wanted))  # of equals, the first lies highest
    steps = gap * np.arange(len(wanted))
    room = max(low, high - steps[-1])
    placed = np.empty_like(wanted)
    placed[order] = isotonic_regression(wanted[order] - steps).x.clip(low, room) + steps
    return placed


@dataclass(frozen=True)
class Name:
    """What is written beside a mark at a point, in units of the axes; dropped if not ``needed``."""

    text: str
    x: float
    y: float
    needed: bool = True
    colour: str = INK
    weight: str = "normal"


def write_names(
    axes: Axes,
    names: Sequence[Name],
    size: float,
    marks: Sequence[tuple[tuple[float, float], float]],
    lines: Sequence[np.ndarray] = (),
) -> None:
    """Write names beside their points, over no mark, line or other name, as far as there is room.

    The needed names come first, and those with least room around them; a needed one that has no
    room is written over what is there. The limits of the axes must be set.

    Parameters
    ----------
    size
        Of the letters, in points.
    marks
        What names keep off: places in units of the axes, and radii in points.
    lines
        Lines that names keep off, each of shape (corner, 2).
    """
    point = axes.figure.dpi / 72
    width = axes.bbox.width / point
    places = axes.transData.transform([(name.x, name.y) for name in names] or [(0, 0)])
    spots = axes.transData.transform([place for place, _ in marks] or [(0, 0)])
    radii = point * np.array([radius for _, radius in marks] or [0.0])
    apart = np.linalg.norm(places[:, None] - spots, axis=2)
    own = dict(zip(names, (np.where(apart < radii, radii, 0.0)).max(axis=1), strict=False))

    def write(some: Sequence[Name], lines: Sequence[np.ndarray], farthest: float) -> list[Any]:
        """Write names where they have room; return the texts, None where there is none."""
        if not some:
            return []
        _, _, texts, _ = textalloc.allocate(
            axes,
            [name.x for name in some],
            [name.y for name in some],
            [name.text for name in some],
            x_scatter=[x for (x, _), _ in marks],
            y_scatter=[y for (_, y), _ in marks],
            scatter_sizes=list(radii),
            text_scatter_sizes=[own[name] for name in some],
            x_lines=[line[:, 0] for line in lines],
            y_lines=[line[:, 1] for line in lines],
            textsize=size,
            fontweight=[name.weight for name in some],
            textcolor=[name.colour for name in some],
            linecolor=MUTED,
            linewidth=0.5,
            plot_kwargs={"zorder": 6},
            margin=MARGIN / width,
            min_distance=MARGIN / width,
            max_distance=farthest / width,
            nbr_candidates=400,
            avoid_label_lines_overlap=True,
            draw_all=farthest > FARTHEST,
            zorder=8,
            path_effects=[withStroke(linewidth=2.0, foreground=PAPER, alpha=0.9)],
        )
        return list(texts)

    room = [np.sort(np.linalg.norm(places - place, axis=1))[1:4].sum() for place in places]
    order = sorted(range(len(names)), key=lambda k: (not names[k].needed, room[k]))
    texts = write([names[k] for k in order], lines, FARTHEST)
    left = [names[k] for k, text in zip(order, texts, strict=True) if text is None]
    taken = [text.get_window_extent().corners()[[0, 1, 3, 2, 0]] for text in texts if text]
    frames = [axes.transData.inverted().transform(corners) for corners in taken]
    write([name for name in left if name.needed], [*lines, *frames], 3 * FARTHEST)
