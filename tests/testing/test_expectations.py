"""What is expected of a scenario stands beside it, and is weighed against chance."""

from __future__ import annotations

import numpy as np
import pytest

from msssim.errors import InputError
from msssim.scenario import load_scenario
from msssim.testing import Checkup, Expectation, State, check, load_expectations
from msssim.testing.expectations import load_with_expectations
from msssim.testing.statistics import STATISTICS

HEAD = "name: mine\ntitle: Mine\nextends: as_is\nhorizon_days: 28\n"


def written(folder, expect, head=HEAD):
    file = folder / "mine.yaml"
    file.write_text(head + "expect:\n" + expect)
    return file


def test_every_form_of_a_range_is_read(tmp_path):
    found = load_expectations(
        written(
            tmp_path,
            "  lapse: {probability: [0, 0.2]}\n"
            "  strength_52w: {median: {below: 1500}, p5: {above: 0}}\n"
            "  civilians_killed: {mean: {between: [1000, 2000]}}\n",
        )
    )
    assert [(each.name, each.low, each.high) for each in found] == [
        ("expect_lapse_probability", 0, 0.2),
        ("expect_strength_52w_median", -np.inf, 1500),
        ("expect_strength_52w_p5", 0, np.inf),
        ("expect_civilians_killed_mean", 1000, 2000),
    ]
    assert found[0].sentence == "The probability of a lapse is between 0 % and 20 %."
    assert found[1].sentence == "The median of strength at week 52 is below 1,500 persons."


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("  lapsee: {probability: [0, 1]}", "6: expect.lapsee: there is no outcome `lapsee`; did "
                                            "you mean `lapse`?"),
        ("  lapse: {medain: [0, 1]}", "there is no statistic `medain`; did you mean `median`?"),
        ("  lapse: 3", "6: expect.lapse: found 3; allowed is a group of probability, mean"),
        ("  lapse: {probability: {under: 1}}", "found a group of `under`; allowed is {below: X}"),
        ("  lapse: {probability: {belo: 1}}", "or [LOW, HIGH]; did you mean `below`?"),
        ("  lapse: {probability: {}}", "found an empty group; allowed is {below: X}"),
        ("  lapse: {probability: {below: 1, above: 0}}", "found a group of `below`, `above`"),
        ("  lapse: {probability: {below: 20 %}}", 'found "20 %"; allowed is {below: X}, {above: X},'
                                                  " {between: [LOW, HIGH]} or [LOW, HIGH], in "
                                                  "plain numbers: 20 % is 0.2"),
        ("  lapse: {probability: {below: .inf}}", "found inf; allowed is {below: X}"),
        ("  lapse: {probability: {below: true}}", "found true; allowed is {below: X}"),
        ("  lapse: {probability: [0, 1, 2]}", "found a list of 3; allowed is {below"),
        ("  lapse: {probability: []}", "found a list of 0; allowed is {below"),
        ("  lapse: {probability: {between: 0.1}}", "found 1 number for `between`; allowed is"),
        ("  rebound_26w: {mean: [-2, 0]}", "found -2; allowed is a number from -1 to 1"),
        ("  lapse: {probability: 3}", "found 3; allowed is {below: X}"),
        ("  gang_control: {mean: [0, 1]}", "6: expect.gang_control: `gang_control` is a series, a "
                                           "value each week; expected are outcomes, a value each "
                                           "run: `gang_control_end`, `gang_control_mean`"),
        ("  deployed: {mean: [0, 1]}", "a value each run (docs/outcomes.md lists them)"),
        ("  {}", "expect: found an empty group; allowed is a group of outcomes, as in {lapse: {"),
        ("  lapse: {probability: [0.3, 0.1]}", "found 0.3, above the high end 0.1"),
        ("  lapse: {probability: {below: 20}}", "found 20; allowed is a number from 0 to 1"),
        ("  gang_control_end: {mean: {below: 75}}", "found 75; allowed is a number from 0 to 1"),
        ("  kidnapped: {probability: [0, 1]}", "only what happens or does not has a probability"),
        ("  []", "expect: found an empty list; allowed is a group of outcomes"),
    ],
)  # fmt: skip
def test_a_wrong_expectation_is_refused_with_its_line(tmp_path, expect, told):
    file = written(tmp_path, expect)
    with pytest.raises(InputError) as refused:
        load_expectations(file)
    assert str(refused.value).startswith(str(file))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("statistic", "outcome", "low", "high", "within"),
    [
        ("mean", "abuse_cases", -np.inf, 0.0004, "below 0.0004 events"),
        ("mean", "kidnapped", 1499.5, np.inf, "above 1,499.5 persons"),
        ("mean", "gang_control_end", 0.07, 0.29, "between 7 % and 29 %"),
        ("probability", "lapse", 0.0, 0.00001, "between 0 % and 0.001 %"),
        ("mean", "fund_spent_usd", 0.0, 1.0, "between USD 0 million and USD 0.000001 million"),
    ],
)
def test_a_limit_is_told_as_it_was_typed(statistic, outcome, low, high, within):
    expected = Expectation(outcome, STATISTICS[statistic], low, high)
    assert expected.sentence.endswith(f"is {within}.")


def test_what_is_found_is_not_rounded_to_nothing():
    mean = STATISTICS["mean"]
    rare = mean.estimate("abuse_cases", np.repeat([0.0, 1.0], [1999, 1]))
    assert mean.in_words(rare, "abuse_cases").startswith("0.000500 events [")
    never = mean.estimate("abuse_cases", np.zeros(1000))
    assert (
        mean.in_words(never, "abuse_cases")
        == "0.000000 events [0.000000 to 0.003689] over 1000 runs"
    )


def test_a_difference_of_shares_may_be_expected_below_nothing(tmp_path):
    (found,) = load_expectations(written(tmp_path, "  rebound_26w: {mean: [-0.2, 0.1]}\n"))
    assert (found.low, found.high) == (-0.2, 0.1)


def test_problems_of_a_scenario_and_its_expectations_come_together(tmp_path):
    file = written(tmp_path, "  lapsee: {mean: [0, 1]}\n", HEAD + "funding: {conversion: 7}\n")
    with pytest.raises(InputError) as refused:
        load_with_expectations(file)
    assert [problem.line for problem in refused.value.problems] == [5, 7]
    missing = tmp_path / "none.yaml"
    with pytest.raises(InputError) as refused:
        load_with_expectations(missing)
    assert len(refused.value.problems) >= 1


def test_expectations_change_nothing_of_the_scenario_and_are_not_inherited(tmp_path):
    file = written(tmp_path, "  lapse: {probability: [0, 1]}\n")
    with_them = load_scenario(file)
    heir = tmp_path / "heir.yaml"
    heir.write_text("name: heir\ntitle: Heir\nextends: mine.yaml\n")
    assert load_expectations(heir) == ()
    assert load_scenario(heir).horizon_days == 28
    file.write_text(HEAD)
    assert with_them.resolved() == load_scenario(file).resolved()


@pytest.mark.parametrize(
    ("low", "high", "state"),
    [(9.0, 11.0, State.PASSED), (10.5, 19.0, State.VIOLATED), (1.0, 9.5, State.VIOLATED),
     (10.0, 19.0, State.INCONCLUSIVE), (9.99, 10.01, State.INCONCLUSIVE)],
)  # fmt: skip
def test_only_what_the_whole_interval_contradicts_is_broken(monkeypatch, low, high, state):
    values = np.linspace(9, 11, 101)  # mean 10, 95 % interval about 0.12 to either side
    expected = Expectation("kidnapped", STATISTICS["mean"], low, high)
    checkup = Checkup(load_scenario("as_is"), 101, days=7, expectations=[expected])
    monkeypatch.setattr(
        checkup.cache, "own", type("Played", (), {"outcomes": {"kidnapped": values}})
    )
    assert checkup.verdict(expected.name).state is state


def test_an_expectation_that_is_just_right_is_rarely_called_broken():
    """A line at the true mean is broken once in forty by chance; 30 of 400 once in 10^7."""
    rng = np.random.default_rng(5)
    low_ends = [
        STATISTICS["mean"].estimate("kidnapped", rng.normal(size=40)).low for _ in range(400)
    ]
    assert sum(end > 0 for end in low_ends) < 30


def test_intervals_are_those_of_the_textbook():
    values = np.arange(1.0, 101.0)
    median = STATISTICS["median"].estimate("kidnapped", values)
    assert (median.value, median.low, median.high) == (50.5, 40, 61)  # Conover: ranks 40 and 61
    never = STATISTICS["probability"].estimate("lapse", np.zeros(50))
    assert (never.value, never.low) == (0, 0)
    assert never.high == pytest.approx(3.8415 / (50 + 3.8415), rel=1e-3)  # Wilson at nothing
    boots = np.array([np.nan, 12.0, 30.0, np.nan])
    assert STATISTICS["probability"].estimate("first_boots_days", boots).value == 0.5
    assert STATISTICS["mean"].estimate("first_boots_days", boots).value == 21


@pytest.mark.parametrize("name", ["mean", "median", "p5", "p95"])
def test_too_few_runs_and_constant_outcomes_are_no_fault(name):
    statistic = STATISTICS[name]
    for values in (np.array([np.nan, np.nan]), np.array([3.0])):
        estimate = statistic.estimate("first_boots_days", values)
        assert np.isnan(estimate.value)
        assert statistic.in_words(estimate, "first_boots_days").startswith("too few of")
    same = statistic.estimate("kidnapped", np.full(200, 7.0))
    assert (same.value, same.low, same.high) == (7, 7, 7)


def test_no_mean_of_a_count_lies_below_nothing():
    rare = STATISTICS["mean"].estimate("abuse_cases", np.array([0.0, 0.0, 0.0, 0.0, 1.0]))
    assert (rare.value, rare.low) == (0.2, 0)
    assert rare.high == pytest.approx(0.755, abs=1e-3)  # 0.2 + 2.776 x 0.2


def test_what_happened_in_no_run_may_happen_all_the_same():
    """Of Poisson's counts with this mean, ``runs`` zeros come once in forty times."""
    never = STATISTICS["mean"].estimate("abuse_cases", np.zeros(20))
    assert (never.value, never.low) == (0, 0)
    assert np.exp(-20 * never.high) == pytest.approx(0.025)


def test_an_interval_with_one_end_says_that_end():
    p95 = STATISTICS["p95"]
    said = p95.in_words(p95.estimate("kidnapped", np.arange(20.0)), "kidnapped")
    assert said == "18.1 persons [16 or more] over 20 runs"
    p5 = STATISTICS["p5"]
    said = p5.in_words(p5.estimate("kidnapped", np.arange(20.0)), "kidnapped")
    assert said == "0.95 persons [3 or less] over 20 runs"


@pytest.mark.parametrize(
    ("days", "state"), [(175, State.NOT_ASKED), (181, State.NOT_ASKED), (182, State.PASSED)]
)
def test_what_lies_beyond_the_horizon_is_not_asked(days, state):
    expected = Expectation("strength_26w", STATISTICS["median"], -1, 2_500)
    (verdict,) = check(
        load_scenario("as_is"), 8, days=days, expectations=[expected], only=[expected.name]
    )
    assert verdict.state is state
    assert ("before this can be known" in verdict.found) == (state is State.NOT_ASKED)
