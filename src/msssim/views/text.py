"""Text that fits: measured before it is drawn, wrapped, shortened, and moved apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from scipy.optimize import isotonic_regression

from msssim.analysis.cells import shorten
from msssim.views.style import FONT

POINTS_AN_INCH = 72.0
GLUE = "\N{NO-BREAK SPACE}"
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
    font.set_text(text, 0.0)
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
