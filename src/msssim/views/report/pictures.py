"""The figures of a result as pictures inside the page: drawn as vectors, their letters as shapes.

A picture inside the file needs no font and no network, stays sharp on paper, and can run nothing.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

from msssim.views import draw_figures
from msssim.views.style import drawing

if TYPE_CHECKING:
    from msssim.experiments import Result
    from msssim.experiments.simulate import Progress

DOTS_AN_INCH = 96


@dataclass(frozen=True)
class Picture:
    """A figure inside the page; ``width`` and ``height`` in pixels of the screen.

    ``alt`` says in words what the figure says, for those who do not see it.
    """

    name: str
    alt: str
    source: str
    width: int
    height: int


def pictures(result: Result, progress: Progress | None = None) -> list[Picture]:
    """Draw every figure of a result, in the order of the story."""
    figures = draw_figures(result, progress=progress)
    return [_picture(name, figure) for name, figure in figures.items()]


def _picture(name: str, figure: Figure) -> Picture:
    width, height = (round(inches * DOTS_AN_INCH) for inches in figure.get_size_inches())
    source = f"data:image/svg+xml;base64,{b64encode(_drawn(figure)).decode()}"
    return Picture(name, _in_words(figure), source, width, height)


def _drawn(figure: Figure) -> bytes:
    """Return the figure as SVG, the same bytes every time."""
    file = BytesIO()
    with drawing(), mpl.rc_context({"svg.fonttype": "path"}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": "msssim"})
    return file.getvalue()


def _in_words(figure: Figure) -> str:
    """Return the finding, how to read the figure, and its footer: all text outside the panels."""
    return " ".join(" ".join(text.get_text().split()) for text in figure.texts)
