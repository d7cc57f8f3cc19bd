"""How every figure looks: colours that colour-blind readers tell apart, quiet axes, ink on white.

The colours are those of Okabe and Ito (2008). The first four of ``LINES`` stand out from white by
3:1 or more, the contrast that WCAG 2.1 asks of graphics; text is always in ink.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_rgb

from msssim.world.kinds import Posture
from msssim.world.mission import CONSTRAINTS

INK = "#222222"
MUTED = "#5F5F5F"
FAINT = "#E4E4E4"
PAPER = "#FFFFFF"

BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
ORANGE = "#E69F00"
SKY = "#56B4E9"
YELLOW = "#F0E442"

LINES = (BLUE, VERMILLION, GREEN, INK, PURPLE, ORANGE)
GOOD, BAD, UNCLEAR = BLUE, VERMILLION, "#767676"

CAUSE_COLOURS = {
    "cash": VERMILLION,
    "pledge": ORANGE,
    "court": PURPLE,
    "base": SKY,
    "airlift": GREEN,
    "equipment": YELLOW,
    "council": BLUE,
    "host": "#444444",
    "none": "#DDDDDD",
}


@dataclass(frozen=True)
class Look:
    """How a kind of mark looks; ``area`` is the colour of areas, if it is another one."""

    marker: str
    colour: str
    edge: str = PAPER
    area: str = ""


LOOKS = {
    "confront": Look("^", INK, area="#D2D2D2"),
    "low_profile": Look("D", PURPLE),
    "relocate": Look(">", YELLOW, INK),
}
"""Of postures, by name."""

SPARE = (Look("v", SKY, INK), Look("P", ORANGE, INK), Look("X", VERMILLION))
"""For kinds that are not in a table yet."""

FONT = "DejaVu Sans"

RC: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": 9,
    "text.hinting": "no_hinting",  # a text is as wide as it was measured, at any resolution
    "text.parse_math": False,  # scenario titles come from users: a dollar sign is a dollar sign
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.formatter.use_mathtext": False,
    "axes.unicode_minus": True,
    "axes.grid": False,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "savefig.dpi": 200,
    "svg.fonttype": "none",  # text stays text: it can be searched, read aloud and translated
    "svg.hashsalt": "msssim",
    "path.simplify": True,
}


def drawing() -> AbstractContextManager[None]:
    """Give the style to everything drawn inside, and leave the user's own settings alone."""
    kept = ("backend", "backend_fallback")
    defaults = {key: value for key, value in mpl.rcParamsDefault.items() if key not in kept}
    return mpl.rc_context({**defaults, **RC})


def posture_looks() -> dict[str, Look]:
    """Return the look of every posture by name, each one's own."""
    spare = iter(SPARE)
    names = [posture.name.lower() for posture in Posture]
    return {name: LOOKS.get(name) or next(spare) for name in names}


def constraint_colours() -> dict[str, str]:
    """Return the colour of everything that can bind the next tranche, by name."""
    spare = iter(look.colour for look in SPARE)
    return {name: CAUSE_COLOURS.get(name) or next(spare) for name in CONSTRAINTS}


def contrast(colour: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.1, from 1 (alike) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: Any) -> str:
    """Ink or white, whichever reads better on the colour."""
    return max((INK, PAPER), key=lambda text: contrast(text, colour))


def scale_for(better: str) -> Colormap:
    """Colour scale of a map: warm where more is worse for people, blue otherwise."""
    dark = "#8F3E00" if better == "low" else "#00507D"
    middle = "#F0A06A" if better == "low" else "#7DB8DC"
    light = "#FDF3EC" if better == "low" else "#EFF6FA"
    return LinearSegmentedColormap.from_list(f"scale-{better}", [light, middle, dark])


def _luminance(colour: Any) -> float:
    channels = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in to_rgb(colour)
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
