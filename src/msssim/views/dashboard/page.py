"""The page: a title, two tabs, and what the command line opened."""

from __future__ import annotations

from pathlib import Path

import solara
import solara.lab

from msssim.views.dashboard.compare import Compare
from msssim.views.dashboard.levers import Choice
from msssim.views.dashboard.live import Live
from msssim.views.dashboard.opened import Opened
from msssim.views.style import BLUE

CSS = Path(__file__).with_name("dashboard.css")
WHAT = "A security mission, step by step: what may happen, not what will."


opened = Opened()
"""Set by :func:`msssim.views.dashboard.serve.serve` before the first page is shown."""


@solara.component
def Page() -> None:
    """The page of one session; its models are its own."""
    tab, set_tab = solara.use_state(0)
    solara.use_memo(in_house_colours, [])
    solara.Title("msssim dashboard")
    solara.Style(CSS)
    with solara.Div(classes=["page"]):
        with solara.Div(classes=["top"]):
            solara.Text("msssim", classes=["name"])
            solara.Text(WHAT, classes=["what"])
            with solara.v.Tabs(v_model=tab, on_v_model=set_tab, height=48):
                solara.v.Tab(children=["Watch a run"])
                solara.v.Tab(children=["Compare results"])
        with solara.Div(classes=["tab" if tab == 0 else "hidden"]):  # a run goes on unseen
            Live(opened.scenarios, Choice(opened.scenario, {}, seed=1, run=0))
        if tab == 1:
            with solara.Div(classes=["tab"]):
                Compare(opened.result)


def in_house_colours() -> None:
    """Give buttons, sliders and tabs of this session the blue of the figures."""
    solara.lab.theme.themes.light.primary = BLUE
