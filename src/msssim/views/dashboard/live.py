"""The first tab: choose a scenario, move the levers, and watch one run week by week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import solara
from mesa.visualization.solara_viz import ModelController
from mesa.visualization.utils import update_counter

from msssim.errors import InputError
from msssim.scenario import ParameterInfo, Scenario, load_scenario
from msssim.text import text
from msssim.views.dashboard.levers import GROUPS, Choice, described, label_of, shown, span
from msssim.views.dashboard.pictures import Drawn, map_figure, tracks_figure
from msssim.views.dashboard.watched import WatchedModel
from msssim.views.layout import long_date
from msssim.views.story import sentence, short_date

PLAY_INTERVAL_MS = 50
MOST_WEEKS = 13


@solara.component
def Live(scenarios: Sequence[str], first: Choice) -> None:
    """Controls at the left, the map and the run so far in the middle, the story at the right."""
    choice, set_choice = solara.use_state(first)
    parameters = solara.use_reactive(solara.use_memo(lambda: first.parameters(scenarios), []))
    model = solara.use_reactive(solara.use_memo(lambda: WatchedModel(**parameters.value), []))
    wrong, set_wrong = solara.use_state("")
    solara.use_effect(lambda: model.value.close, [model.value])

    def choose(changed: Choice) -> None:
        set_choice(changed)
        try:
            parameters.value = changed.parameters(scenarios)
            set_wrong("")
        except InputError as error:
            set_wrong("; ".join(map(str, error.problems)))

    with solara.Div(classes=["live"]):
        with solara.Div(classes=["controls"]):
            Controls(model, parameters)
            Notice(wrong, waiting=model.value.made_of != parameters.value)
            Choosing(scenarios, choice, choose)
        Watching(model.value)
        Story(model.value)


@solara.component
def Notice(wrong: str, waiting: bool) -> None:
    """What is wrong with the choice, or that it waits for Reset.

    Its place is always taken: what stands below a place that comes and goes would be made anew, and
    lose what is being typed there.
    """
    with solara.Div():
        if wrong:
            solara.Error(text("dashboard.wrong", problems=wrong))
        elif waiting:
            solara.Info(text("dashboard.waiting"), dense=True)


@solara.component
def Controls(model: solara.Reactive[WatchedModel], parameters: solara.Reactive[dict]) -> None:
    """Mesa's own Reset, Play and Step, and how many weeks pass from picture to picture."""
    weeks = solara.use_reactive(1)
    interval = solara.use_reactive(PLAY_INTERVAL_MS)
    threads = solara.use_reactive(False)
    ModelController(
        model,
        model_parameters=parameters,
        play_interval=interval,
        render_interval=weeks,
        use_threads=threads,
    )
    with solara.Div(classes=["lever"]):
        name = text("dashboard.steps_at_a_time")
        Labelled(name, str(weeks.value), text("dashboard.steps_at_a_time.meaning"))
        Slider(weeks.value, weeks.set, 1, MOST_WEEKS, 1, name)


@solara.component
def Choosing(scenarios: Sequence[str], choice: Choice, choose: Callable[[Choice], None]) -> None:
    """Scenario, seed, run and the levers."""

    def of_scenario(name: str) -> None:
        choose(replace(choice, scenario=name, values={}))

    items = [{"text": name.replace("_", " "), "value": name} for name in scenarios]
    solara.v.Select(
        label=text("dashboard.scenario"), items=items, v_model=choice.scenario,
        on_v_model=of_scenario, hide_details=True,
    )  # fmt: skip
    with solara.Row(gap="12px"):
        solara.InputInt(
            text("dashboard.seed"), choice.seed, lambda seed: choose(replace(choice, seed=seed))
        )
        solara.InputInt(
            text("dashboard.run_number"), choice.run, lambda run: choose(replace(choice, run=run))
        )
    try:
        scenario = load_scenario(choice.scenario)
    except InputError:
        return  # said above, in words
    Levers(scenario, choice, choose)


@solara.component
def Levers(scenario: Scenario, choice: Choice, choose: Callable[[Choice], None]) -> None:
    """The levers by group, each with its value; what differs from the scenario is marked."""
    infos = solara.use_memo(lambda: described(scenario), [choice.scenario])

    def move(path: str, value: float) -> None:
        others = {other: held for other, held in choice.values.items() if other != path}
        same = value == infos[path].value
        choose(replace(choice, values=others if same else others | {path: value}))

    for group, levers in GROUPS.items():
        solara.Text(text(f"dashboard.group.{group}"), classes=["group"])
        for path, step in levers.items():
            MoveLever(infos[path], step, choice.values.get(path), move)


@solara.component
def MoveLever(
    info: ParameterInfo, step: float, moved_to: float | None, move: Callable[[str, float], None]
) -> None:
    """One lever: label, value, slider."""
    low, high = span(info, step)
    value = info.value if moved_to is None else moved_to
    whole = isinstance(info.value, int)

    def moved(number: float) -> None:
        move(info.path, round(number) if whole else round(number, 6))

    with solara.Div(classes=["lever"] if moved_to is None else ["lever", "moved"]):
        name = label_of(info.path)
        Labelled(name, shown(value, info.unit), f"{info.path}: {info.meaning}")
        Slider(value, moved, low, high, step, name)


@solara.component
def Labelled(label: str, value: str, meaning: str) -> None:
    """A label at the left and its value at the right; the meaning shows when pointed at."""
    with solara.v.Html(tag="div", class_="labelled", attributes={"title": meaning}):
        solara.Text(label)
        solara.Text(value, classes=["value"])


@solara.component
def Slider(
    value: float, set_value: Callable[[Any], None], low: float, high: float, step: float, name: str
) -> None:
    """A slider that tells its value when it is let go, so that dragging it costs nothing."""
    slider = solara.v.Slider(
        v_model=value, min=low, max=high, step=step, dense=True, hide_details=True,
        attributes={"aria-label": name},
    )  # fmt: skip
    solara.v.use_event(slider, "change", lambda widget, event, number: set_value(number))


@solara.component
def Watching(model: WatchedModel) -> None:
    """The map and the run so far."""
    update_counter.get()
    snapshots = list(model.snapshots)
    now, steps = snapshots[-1], len(snapshots) - 1
    drawn_of, day = (id(model), steps), long_date(now.date)
    with solara.Div(classes=["watching"]):
        with solara.Div(classes=["when"]):
            solara.Text(day, classes=["date"])
            solara.Text(
                text("dashboard.step", step=steps, steps=model.steps_in_all, run=model.title)
            )
        words = text("dashboard.map_of", day=day)
        Drawn(lambda: map_figure(model.plan, now), drawn_of, words)
        words = text("dashboard.run_until", day=day)
        Drawn(lambda: tracks_figure(model.plan, snapshots), drawn_of, words)


@solara.component
def Story(model: WatchedModel) -> None:
    """What has happened, the latest first."""
    update_counter.get()
    story = list(model.story)
    with solara.v.Html(tag="aside", class_="story"):
        solara.Text(text("dashboard.story"), classes=["group"])
        if not story:
            solara.Text(text("dashboard.no_story"), classes=["muted"])
        for date, events in groupby(reversed(story), lambda event: event.date):
            solara.Text(short_date(date), classes=["muted"])
            for event in events:
                solara.v.Html(tag="p", children=[sentence(event)])
