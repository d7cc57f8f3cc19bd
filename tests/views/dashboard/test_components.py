"""The components without a browser: what is shown, and what a click does."""

from __future__ import annotations

import base64

import ipyvuetify
import pytest
import solara
from synthetic import synthetic_result, with_failed

from msssim.views.dashboard import live
from msssim.views.dashboard.compare import Compare, first_view
from msssim.views.dashboard.levers import Choice
from msssim.views.dashboard.live import Live

pytestmark = pytest.mark.slow

PNG = b"\x89PNG"


@pytest.fixture
def shown():
    """Show an element; return what finds widgets in it."""
    contexts = []

    def show(element):
        _, context = solara.render(element, handle_error=False)
        contexts.append(context)
        return context

    yield show
    for context in contexts:
        context.close()


@pytest.fixture
def models(monkeypatch):
    """Keep every model that the page makes; draw no pictures."""
    made = []

    class Kept(live.WatchedModel):
        def __init__(self, **parameters):
            super().__init__(**parameters)
            self.closed = False
            made.append(self)

        def close(self):
            super().close()
            self.closed = True

    monkeypatch.setattr(live, "WatchedModel", Kept)
    monkeypatch.setattr(live, "Drawn", lambda draw, drawn_of, words: solara.Text(words))
    return made


def inside(widget):
    """Yield a widget and all that is in it, texts too."""
    yield widget
    for child in getattr(widget, "children", None) or ():
        yield from inside(child)


def texts(context) -> list[str]:
    """Return all texts on the page."""
    return [one for one in inside(context.container) if isinstance(one, str)]


def pictures(context) -> list[bytes]:
    """Return all pictures on the page."""
    images = [one for one in inside(context.container) if getattr(one, "tag", "") == "img"]
    return [base64.b64decode(one.attributes["src"].partition(",")[2]) for one in images]


def press(context, label: str) -> None:
    context.find(ipyvuetify.Btn, children=[label]).widget.click()


def move(context, label: str, value: float) -> None:
    sliders = context.find(ipyvuetify.Slider).widgets
    (slider,) = (one for one in sliders if one.attributes == {"aria-label": label})
    slider.fire_event("change", value)


def test_a_step_plays_a_week_and_tells_what_happened(shown, models):
    page = shown(Live(["as_is"], Choice("as_is", {}, seed=1, run=0)))
    press(page, "Step")
    assert models[0].steps == 1
    assert any(text.startswith("Step 1 of 104") for text in texts(page))
    assert "The next tranche waits for the base." in texts(page)


def test_a_moved_lever_takes_effect_on_reset_and_the_old_model_is_closed(shown, models):
    page = shown(Live(["as_is"], Choice("as_is", {}, seed=1, run=0)))
    move(page, "Pledges ever paid", 0.8)
    assert [model.plan.funding.conversion for model in models] == [0.5]
    assert page.find(ipyvuetify.Alert, type="info").widgets
    press(page, "Reset")
    assert [model.plan.funding.conversion for model in models] == [0.5, 0.8]
    assert [model.closed for model in models] == [True, False]
    assert not page.find(ipyvuetify.Alert).widgets


def test_a_page_that_is_left_closes_its_model(shown, models):
    page = shown(Live(["as_is"], Choice("as_is", {}, seed=1, run=0)))
    page.close()
    assert models[0].closed


def test_a_wrong_value_is_told_in_words_and_reset_plays_what_was_right(shown, models):
    page = shown(Live(["as_is"], Choice("as_is", {}, seed=1, run=0)))
    move(page, "Pledges ever paid", 1.8)
    (alert,) = page.find(ipyvuetify.Alert, type="error").widgets
    assert "funding.conversion: found 1.8; allowed is a number from 0 to 1" in alert.children[0]
    press(page, "Reset")
    assert [model.plan.funding.conversion for model in models] == [0.5, 0.5]


def test_a_scenario_that_the_page_does_not_offer_is_refused(shown, models, tmp_path):
    page = shown(Live(["as_is"], Choice("as_is", {}, seed=1, run=0)))
    page.find(ipyvuetify.Select, label="Scenario").widget.v_model = str(tmp_path / "mine.yaml")
    (alert,) = page.find(ipyvuetify.Alert, type="error").widgets
    assert "not to choose from" in alert.children[0]


def test_without_results_the_tab_says_how_to_open_some(shown):
    page = shown(Compare(None))
    assert any("--result" in text for text in texts(page))


def test_results_are_drawn_over_time_and_against_the_baseline(shown):
    result = synthetic_result(runs=3, weeks=10, scenarios=("as_is",), renewal=("12 months", "none"))
    page = shown(Compare(result))
    before = pictures(page)
    assert [picture[:4] for picture in before] == [PNG, PNG]
    page.find(ipyvuetify.Autocomplete, label="Over time").widget.v_model = "deployed"
    assert pictures(page)[0] != before[0]


def test_a_cell_alone_has_nothing_to_be_compared_with(shown):
    page = shown(Compare(synthetic_result(runs=2, weeks=5, scenarios=("as_is",), renewal=None)))
    assert len(pictures(page)) == 1


def test_a_result_without_series_is_compared_all_the_same(shown):
    result = synthetic_result(runs=2, weeks=5, scenarios=("as_is",), renewal=("12 months", "none"))
    result.manifest["recorded"] = ["binding_constraint"]
    page = shown(Compare(result))
    assert len(pictures(page)) == 1
    assert not page.find(ipyvuetify.Autocomplete, label="Over time").widgets


def test_a_result_whose_runs_failed_is_refused_in_words(shown):
    whole = synthetic_result(runs=1, weeks=5, scenarios=("as_is",), renewal=("12 months", "none"))
    lost = {tuple(key): "it broke" for key in whole.runs[["scenario", "point", "run"]].to_numpy()}
    page = shown(Compare(with_failed(whole, dict(list(lost.items())[:1]))))
    assert page.find(ipyvuetify.Alert, type="error").widgets
    assert pictures(page) == []


def test_the_first_view_shows_the_first_cells():
    result = synthetic_result(runs=2, weeks=5, scenarios=("as_is", "full_funding"))
    view = first_view(result)
    assert len(view.others) == 3
    assert view.baseline not in view.others
