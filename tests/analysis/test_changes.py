"""What a change does alone, what all do, and what is left: on made-up runs whose truth is known."""

from __future__ import annotations

import pytest
from changed import ALONE, LISTED, RUNS, played

from msssim.analysis import change_effects
from msssim.analysis.changes import LEFT, TOGETHER, change_words, effect_sentences, headline
from msssim.errors import ResultError
from msssim.scenario import Change


def test_effects_come_by_size_then_all_together_then_what_is_left():
    table = change_effects(played(), LISTED, ["civilians_killed"])
    assert list(table["change"]) == [ALONE[1], ALONE[0], ALONE[2], TOGETHER, LEFT]
    found = table.set_index("change")["difference"]
    assert found[ALONE[1]] == pytest.approx(-60, abs=1)
    assert found[ALONE[2]] == 0


def test_single_effects_and_what_is_left_add_up_to_all_together():
    table = change_effects(played(), LISTED, ["civilians_killed"]).set_index("change")
    assert table["difference"][[*ALONE, LEFT]].sum() == pytest.approx(table["difference"][TOGETHER])
    assert table["low"][LEFT] < 10 < table["high"][LEFT]


def test_without_interaction_nothing_is_left():
    table = change_effects(played(together=-55.0, noise=0), LISTED, ["civilians_killed"])
    left = table.set_index("change").loc[LEFT, ["difference", "low", "high"]]
    assert list(left) == pytest.approx([0, 0, 0], abs=1e-9)


def test_the_interval_is_that_of_paired_runs():
    """A random part of 200 is in both: unpaired the interval would be some 180 wide."""
    table = change_effects(played(), LISTED, ["civilians_killed"]).set_index("change")
    assert (table["high"] - table["low"])[ALONE[1]] < 1.0


def test_pairs_without_the_outcome_are_left_out_and_counted():
    table = change_effects(played(never=[0, 1, 2]), LISTED, ["first_boots_days"])
    assert set(table["dropped"]) == {3}
    table = change_effects(played(never=range(RUNS)), LISTED, ["first_boots_days"])
    assert table["difference"].isna().all()
    assert "never happened" in effect_sentences(table, ["first_boots_days"])[0]
    assert "never" in headline(table, "first_boots_days", LISTED)


def test_runs_of_other_changes_are_refused():
    with pytest.raises(ResultError, match="4 variants of the scenario in place of 3"):
        change_effects(played(), LISTED[:3], ["civilians_killed"])


def test_the_headline_names_the_largest_change_and_who_may_be_as_large():
    table = change_effects(played(), LISTED, ["civilians_killed"])
    assert "most alone by Argile added (groups) (" in headline(table, "civilians_killed", LISTED)
    assert "ahead" not in headline(table, "civilians_killed", LISTED)
    close = change_effects(played([-59.9, -60.0, 0.0]), LISTED, ["civilians_killed"])
    assert "not clearly ahead of" in headline(close, "civilians_killed", LISTED)
    unclear = change_effects(played([0.1, 0.1, 0.1], 0.2, 50.0), LISTED, ["civilians_killed"])
    assert "no change alone can be told from none" in headline(unclear, "civilians_killed", LISTED)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (LISTED[0], "lag months: 8 → 2"),
        (LISTED[2], "Argile added (groups)"),
        (LISTED[3], "renewal tabled: no event → 0.5 from 2024-09-01"),
        (
            Change("value", "funding.donors.Canada.hold.lift_on", None, "2024-07-01"),
            "Canada, hold lift on: nothing → 2024-07-01",
        ),
        (Change("value", "mission.enabled", True, False), "enabled: yes → no"),
    ],
)
def test_a_change_in_words(change, words):
    assert change_words(change) == words
