"""The page: a title, two tabs, and what the command line opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import solara
import solara.lab

from msssim.scenario import shipped_scenarios
from msssim.text import text
from msssim.views.dashboard.compare import Compare
from msssim.views.dashboard.levers import Choice
from msssim.views.dashboard.live import Live
from msssim.views.style import BLUE

if TYPE_CHECKING:
    from msssim.experiments import Result

CSS = Path(__file__).with_name("dashboard.css")


@dataclass(frozen=True)
class Opened:
    """What the command line opened: the page offers this, and reads nothing else.

    The scenario to begin with, and the stored results to compare, if any were given.
    """

    scenario: str = "as_is"
    result: Result | None = None

    @property
    def scenarios(self) -> list[str]:
        """The scenarios to choose from: the shipped ones, and the file given."""
        return list(dict.fromkeys([*shipped_scenarios(), self.scenario]))


opened = Opened()
"""Set by :func:`msssim.views.dashboard.serve.serve` before the first page is shown."""


@solara.component
def Page() -> None:
    """The page of one session; its models are its own."""
    tab, set_tab = solara.use_state(0)
    solara.use_memo(in_house_colours, [])
    solara.Title(text("dashboard.title"))
    solara.Style(CSS)
    with solara.Div(classes=["page"]):
        with solara.Div(classes=["top"]):
            solara.Text("msssim", classes=["name"])
            solara.Text(text("dashboard.what"), classes=["what"])
            with solara.v.Tabs(v_model=tab, on_v_model=set_tab, height=48):
                solara.v.Tab(children=[text("dashboard.watch")])
                solara.v.Tab(children=[text("dashboard.compare")])
        with solara.Div(classes=["tab" if tab == 0 else "hidden"]):  # a run goes on unseen
            Live(opened.scenarios, Choice(opened.scenario, {}, seed=1, run=0))
        if tab == 1:
            with solara.Div(classes=["tab"]):
                Compare(opened.result)


def in_house_colours() -> None:
    """Give buttons, sliders and tabs of this session the blue of the figures."""
    solara.lab.theme.themes.light.primary = BLUE
