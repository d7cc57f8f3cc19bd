"""The second tab: cells of stored results side by side, over time and against a baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import solara
from matplotlib.figure import Figure

from msssim.analysis import bands, cells
from msssim.analysis import compare as paired_differences
from msssim.analysis.cells import outcome_columns
from msssim.analysis.formatting import short_name
from msssim.analysis.pairs import refuse_lost_cells
from msssim.experiments import Result
from msssim.text import text
from msssim.views.dashboard.pictures import Drawn
from msssim.views.differences import comparison_title, difference_figure
from msssim.views.fans import Panel, chart
from msssim.views.people import MEASURES
from msssim.views.style import LINES
from msssim.views.text import clean

MOST_CELLS = len(LINES)
FIRST_OUTCOME, FIRST_SERIES = "gang_control_end", "gang_control"
EXAMPLE = "msssim dashboard --result results/as_is --result results/full_funding"
WIDTH = 9.4


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
    series, outcomes = series_of(result), outcome_columns(result)
    return View(
        FIRST_OUTCOME if FIRST_OUTCOME in outcomes else outcomes[0],
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
            solara.Text(text("dashboard.no_results"))
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
                words = text("dashboard.over_time", series=view.series)
                Drawn(lambda: over_time(result, view), [view], words)
            if view.others:
                words = text("dashboard.differences", baseline=view.baseline)
                Drawn(lambda: apart(result, view), [view], words)
            else:
                solara.Text(text("dashboard.nothing_chosen"), classes=["muted"])


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

    Pick("outcome", outcome_columns(result), view.outcome,
         lambda name: set_view(replace(view, outcome=name)))  # fmt: skip
    if view.series:
        Pick("series", series_of(result), view.series,
             lambda name: set_view(replace(view, series=name)))  # fmt: skip
    solara.Select(text("dashboard.baseline"), labels, view.baseline, against)
    solara.Text(text("dashboard.others"), classes=["group"])
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
        solara.Text(text("dashboard.most_cells", count=MOST_CELLS), classes=["muted"])


@solara.component
def Pick(what: str, names: Sequence[str], name: str, set_name: Callable[[str], None]) -> None:
    """Choose a quantity by its name in words, from the list or by typing."""
    items = [{"text": short_name(one).capitalize(), "value": one} for one in names]
    solara.v.Autocomplete(
        label=text(f"dashboard.{what}"), items=items, v_model=name, on_v_model=set_name,
        hide_details=True,
    )  # fmt: skip


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
    outcomes = list(dict.fromkeys([view.outcome, *(name for name in MEASURES if name in held)]))
    table = paired_differences(
        result, baseline=view.baseline, outcomes=outcomes, without_failed=True
    )
    title = comparison_title(table, view.others[0], view.baseline, [view.outcome])
    return difference_figure(result, table, title, view.baseline, view.others, width=WIDTH)
