"""A checkup asks every property, says what it found, and how to see it again."""

from __future__ import annotations

import re
import subprocess
import sys

import numpy as np
import pytest

from msssim.errors import InputError, RunError
from msssim.scenario import load_scenario
from msssim.testing import (
    PROPERTIES,
    Checkup,
    PropertyViolatedError,
    State,
    assert_properties,
    check,
    properties,
)

pytestmark = pytest.mark.slow

SHORT = load_scenario("as_is").model_copy(update={"horizon_days": 14})
QUICK = ("cash_is_conserved", "harm_has_an_author", "no_base")


@pytest.fixture
def two_civilians_lost(monkeypatch):
    """An engine that loses count of two civilians in run 1 of every world."""
    play = properties.run_block

    def lossy(*arguments, **keys):
        played = play(*arguments, **keys)
        lost = 2 * (np.arange(len(played.outcomes["civilians_killed"])) == 1)
        played.outcomes["civilians_killed"] = played.outcomes["civilians_killed"] + lost
        return played

    monkeypatch.setattr(properties, "run_block", lossy)


def test_a_shipped_scenario_keeps_every_property():
    verdicts = check(SHORT, runs=3)
    assert [verdict.name for verdict in verdicts] == list(PROPERTIES)
    assert {verdict.state for verdict in verdicts} == {State.PASSED}


def test_some_may_be_asked_and_an_unknown_one_is_refused():
    assert [verdict.state for verdict in check(SHORT, runs=2, only=QUICK)] == [State.PASSED] * 3
    with pytest.raises(InputError, match="no property `no_bases`; did you mean `no_base`"):
        Checkup(SHORT, only=["no_bases"])


def test_what_is_asked_of_missions_is_not_asked_without_one():
    alone = SHORT.with_values({"mission.enabled": False})
    base, mission = check(alone, runs=2, only=["no_base", "no_mission"])
    assert (base.state, mission.state) == (State.NOT_ASKED, State.PASSED)
    assert str(base).split(" " * 13) == [
        "not asked    no_base\n",
        "Without a base nobody lands.\n",
        "There is no mission in this scenario.",
    ]  # fmt: skip


def test_a_violation_names_its_run_and_the_commands_that_show_it(two_civilians_lost):
    checkup = Checkup(SHORT, 3, 7, 14, only=QUICK, named="a b.yaml")
    verdict = checkup.verdict("harm_has_an_author")
    assert verdict.state is State.VIOLATED
    assert (verdict.violation.part, verdict.violation.run) == ("civilians_killed", 1)
    assert verdict.violation.again == (
        "msssim check 'a b.yaml' --properties --only harm_has_an_author --runs 2 --seed 7 --days 14"
    )
    story = re.fullmatch(
        r"msssim run 'a b.yaml' --runs 2 --seed 7 --days 14 --out (results/again_[0-9a-f]{6}_1) "
        r"&& msssim replay (.+) --run 1",
        verdict.violation.story,
    )
    assert story[1] == story[2]
    other = Checkup(SHORT, 3, 8, 14).cache.story(1)  # another seed is another folder
    assert story[1] not in other
    told = [line.strip() for line in str(verdict).splitlines()]
    assert told == [
        "violated     harm_has_an_author", verdict.sentence, "civilians_killed, run 1",
        verdict.violation.again, verdict.violation.story,
    ]  # fmt: skip
    with pytest.raises(PropertyViolatedError, match="harm_has_an_author") as raised:
        assert_properties(SHORT, runs=3, only=QUICK)
    assert isinstance(raised.value, AssertionError)
    assert "cash_is_conserved" not in str(raised.value)


def test_a_broken_trial_is_told_with_the_line_that_asks_it_again(monkeypatch):
    play = properties.run_block

    def landing(*arguments, **keys):
        played = play(*arguments, **keys)
        played.outcomes["first_boots_days"] = np.array([np.nan, np.nan, 3.0])
        return played

    monkeypatch.setattr(properties, "run_block", landing)
    (verdict,) = check(SHORT, runs=3, only=["no_base"])
    assert verdict.violation.run == 2
    assert verdict.violation.again == (
        "msssim check as_is --properties --only no_base --runs 3 --seed 1"
    )


def test_engines_that_part_and_runs_that_depend_on_their_order_are_told(two_civilians_lost):
    order, engines = check(SHORT, runs=4, only=["order_of_runs", "both_engines"])
    assert order.state is State.VIOLATED
    assert engines.state is State.PASSED  # run 0 is not among those that lost count
    assert order.violation.part == "civilians_killed"
    assert order.violation.again == (
        "msssim check as_is --properties --only order_of_runs --runs 4 --seed 1"
    )


def test_a_world_that_cannot_be_made_ends_no_checkup():
    """A base of fewer stages from a date on cannot be built before, with all its stages."""
    fewer = [{"date": "2024-06-20", "set": {"logistics.base_stages": 2}}]
    data = SHORT.with_values({"logistics.base_stages_done": 1}).resolved() | {"events": fewer}
    planned = type(SHORT).from_data(data)
    built, money = check(planned, runs=2, only=["help_base_built", "no_money"])
    assert built.state is State.NOT_ASKED
    assert "cannot be made" in built.found
    assert "logistics.base_stages has 2" in built.found
    assert money.state is State.PASSED


def test_a_scenario_that_cannot_be_played_is_no_broken_property(monkeypatch):
    def fails(*arguments, **keys):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(properties, "run_block", fails)
    with pytest.raises(RunError, match="as_is cannot be played: ZeroDivisionError: by nothing"):
        check(SHORT, runs=2, only=["no_base"])


def test_the_kit_works_without_hypothesis_except_strategies():
    lines = (
        "import sys; sys.modules['hypothesis'] = None",
        "import msssim.testing",
        "from msssim.errors import InputError",
        "assert msssim.testing.PROPERTIES and msssim.testing.check",
        "try:\n    import msssim.testing.strategies",
        "except InputError as error:\n    print(error)",
    )
    said = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert said.stdout == "strategies need: pip install 'msssim[testing]'\n"


def test_the_plugin_brings_nothing_of_the_model_with_it():
    line = "import sys, msssim.testing.plugin; print(*sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert not {"numpy", "pydantic", "mesa", "hypothesis"} & set(said.stdout.split())
