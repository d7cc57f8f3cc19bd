"""The second tab: cells of stored results side by side, over time and against a baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import solara
from matplotlib.figure import Figure

from msssim.analysis import bands, cells
from msssim.analysis import compare as paired_differences
from msssim.analysis.cells import outcome_columns
from msssim.analysis.formatting import finding, short_name
from msssim.analysis.pairs import refuse_lost_cells
from msssim.experiments import Result
from msssim.views.dashboard.pictures import Drawn
from msssim.views.differences import forest_panel
from msssim.views.fans import Panel, chart
from msssim.views.layout import sheet
from msssim.views.style import INK, LINES
from msssim.views.text import clean, width_inches

MOST_CELLS = len(LINES)
FIRST_OUTCOME, FIRST_SERIES = "gang_control_end", "gang_control"
PEOPLE = ("civilians_killed", "held_share_end", "abuse_cases")
HOW_TO = "No results are open. Start the dashboard with some:"
EXAMPLE = "msssim dashboard --result results/as_is --result results/full_funding"
WIDTH, ROW, LABEL_SIZE = 9.4, 0.26, 8.5


@dataclass(frozen=True)
class View:
    """What is compared: an outcome, a series over time, the baseline cell and the others.

    ``series`` is empty where none was recorded.
    """

    outcome: str
    series: str
    baseline: str
    others: tuple[str, ...]


def first_view(result: Result) -> View:
    """Return what is shown before anybody chooses: the first cell against the next few."""
    labels = [cell.label for cell in cells(result)]
    series = series_of(result)
    return View(
        FIRST_OUTCOME if FIRST_OUTCOME in outcome_columns(result) else outcome_columns(result)[0],
        FIRST_SERIES if FIRST_SERIES in series else next(iter(series), ""),
        labels[0],
        tuple(labels[1:4]),
    )


def series_of(result: Result) -> list[str]:
    """Return the recorded series that can be drawn over time."""
    return [name for name in result.manifest["recorded"] if name != "binding_constraint"]


@solara.component
def Compare(result: Result | None) -> None:
    """Choices at the left; at the right the paths over time, and the paired differences."""
    if result is None:
        with solara.Div(classes=["empty"]):
            solara.Text(HOW_TO)
            solara.v.Html(tag="code", children=[EXAMPLE])
    else:
        Comparing(result)


@solara.component
def Comparing(result: Result) -> None:
    """The tab where there is something to compare."""
    view, set_view = solara.use_state(solara.use_memo(lambda: first_view(result), []))
    with solara.Div(classes=["live"]):
        with solara.Div(classes=["controls"]):
            Choosing(result, view, set_view)
        with solara.Div(classes=["watching", "sheets"]):
            if view.series:
                Drawn(lambda: over_time(result, view), [view], f"{view.series} over time")
            if view.others:
                Drawn(lambda: apart(result, view), [view], f"Differences to {view.baseline}")
            else:
                solara.Text("Choose what to compare with the baseline.", classes=["muted"])


@solara.component
def Choosing(result: Result, view: View, set_view: Callable[[View], None]) -> None:
    """Outcome, series, baseline and the cells to compare."""
    labels = [cell.label for cell in cells(result)]

    def against(baseline: str) -> None:
        others = tuple(label for label in view.others if label != baseline)
        set_view(replace(view, baseline=baseline, others=others))

    def show(label: str, shown: bool) -> None:
        chosen = {*view.others, label} if shown else {*view.others} - {label}
        set_view(replace(view, others=tuple(name for name in labels if name in chosen)))

    Pick("Outcome", outcome_columns(result), view.outcome,
         lambda name: set_view(replace(view, outcome=name)))  # fmt: skip
    if view.series:
        Pick("Over time", series_of(result), view.series,
             lambda name: set_view(replace(view, series=name)))  # fmt: skip
    solara.Select("Baseline", labels, view.baseline, against)
    solara.Text("Compared with it", classes=["group"])
    full = len(view.others) >= MOST_CELLS - 1
    for label in labels:
        if label != view.baseline:
            solara.Checkbox(
                label=label,
                value=label in view.others,
                on_value=lambda shown, label=label: show(label, shown),
                disabled=full and label not in view.others,
            )
    if full:
        solara.Text(f"{MOST_CELLS} cells at most are told apart.", classes=["muted"])


@solara.component
def Pick(label: str, names: Sequence[str], name: str, set_name: Callable[[str], None]) -> None:
    """Choose a quantity by its name in words, from the list or by typing."""
    items = [{"text": short_name(one).capitalize(), "value": one} for one in names]
    solara.v.Autocomplete(
        label=label, items=items, v_model=name, on_v_model=set_name, hide_details=True
    )


def over_time(result: Result, view: View) -> Figure:
    """Draw the median of each chosen cell over time."""
    refuse_lost_cells(result)
    chosen = [cell for cell in cells(result) if cell.label in (view.baseline, *view.others)]
    table = bands(result, view.series)
    table = table[table.index.get_level_values("cell").isin([cell.label for cell in chosen])]
    lines = [(clean(cell.label, 24), cell) for cell in chosen]
    return chart(result, view.series, table, [Panel("", lines)], 1)


def apart(result: Result, view: View) -> Figure:
    """Draw the paired differences: the chosen outcome, and what happens to people."""
    refuse_lost_cells(result)
    held = outcome_columns(result)
    outcomes = list(dict.fromkeys([view.outcome, *(name for name in PEOPLE if name in held)]))
    table = paired_differences(
        result, baseline=view.baseline, outcomes=outcomes, without_failed=True
    )
    names = [clean(label) for label in view.others]
    figure, grid = sheet(
        result,
        title(table, view),
        f"Difference of the mean to “{clean(view.baseline)}” over paired runs, with its 95 % "
        "interval. Blue: better for people; orange: worse; black: neither; hollow: no telling.",
        width=WIDTH,
        columns=len(outcomes),
        panel_height=max(ROW * len(names), 0.5),
        left=max(width_inches(name, LABEL_SIZE) for name in names) + 0.1,
        right=0.75,
        heading=0.6,
        below=0.5,
        gaps=(0.8, 0.0),
    )
    for place, (axes, outcome) in enumerate(zip(grid[0], outcomes, strict=True)):
        effects = table[table["outcome"] == outcome].set_index("cell").loc[list(view.others)]
        forest_panel(axes, effects, outcome)
        axes.set_yticks(range(len(names)), names if place == 0 else [])
        axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    return figure


def title(table: pd.DataFrame, view: View) -> str:
    """Say the first compared cell's difference in the chosen outcome."""
    other = view.others[0]
    row = table[(table["cell"] == other) & (table["outcome"] == view.outcome)].iloc[0]
    words = finding(view.outcome, row["difference"], row["low"], row["high"])
    return f"“{clean(other)}” against “{clean(view.baseline)}”: {words}"
