"""The levers: which there are, how far they go, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msssim.errors import InputError
from msssim.scenario import load_scenario, shipped_scenarios
from msssim.views.dashboard.levers import LEVERS, Choice, described, span

FIRST = Choice("as_is", {}, seed=1, run=0)
SCENARIOS = ("as_is", "full_funding")


def test_every_lever_is_a_parameter_of_the_scenario(as_is):
    assert set(described(as_is)) == set(LEVERS)


@pytest.mark.parametrize("end", [0, 1])
def test_the_scenario_accepts_both_ends_of_every_slider(as_is, end):
    infos = described(as_is)
    for path, step in LEVERS.items():
        info = infos[path]
        value = type(info.value)(round(span(info, step)[end], 6))
        changed = as_is.with_values({path: value})
        assert described(changed)[path].value == value


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_slider_shows_the_value_of_any_shipped_scenario(name):
    infos = described(load_scenario(name))
    for path, step in LEVERS.items():
        value = infos[path].value
        low, high = span(infos[path], step)
        assert low <= value <= high
        assert low < high
        for end in (low, high):  # or the slider could not be moved back
            assert (value - end) / step == pytest.approx(round((value - end) / step))


def test_a_share_slides_over_all_that_is_admissible(as_is):
    assert span(described(as_is)["funding.conversion"], 0.05) == pytest.approx((0, 1))


def test_a_choice_gives_what_a_model_is_made_of():
    choice = replace(FIRST, values={"funding.conversion": 0.8}, seed=7, run=3)
    made_of = choice.parameters(SCENARIOS)
    assert made_of["scenario"].funding.conversion == 0.8
    assert (made_of["seed"], made_of["run"]) == (7, 3)
    assert made_of["moved"] == "Pledges ever paid: 80 %"


def test_everything_wrong_with_a_choice_is_told_at_once():
    wrong = replace(FIRST, values={"funding.conversion": 1.5}, seed=-1, run=-2)
    with pytest.raises(InputError) as refused:
        wrong.parameters(SCENARIOS)
    assert [problem.path for problem in refused.value.problems] == [
        "seed", "run", "funding.conversion",
    ]  # fmt: skip


def test_a_scenario_that_is_not_offered_is_refused_even_if_it_is_a_file(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("extends: as_is\nname: mine\ntitle: Mine\n")
    with pytest.raises(InputError, match="not to choose from"):
        replace(FIRST, scenario=str(file)).parameters(SCENARIOS)
    assert replace(FIRST, scenario=str(file)).parameters([str(file)])["scenario"].name == "mine"
