"""An experiment as SALib sees it."""

from __future__ import annotations

import numpy as np
import pytest

from msssim.adapters.salib import evaluator_of, problem_of, values_of
from msssim.errors import InputError

OUTCOME = "fund_received_usd"


def test_the_problem_is_the_unit_cube_of_the_uncertainties(write):
    problem = problem_of(write(), [OUTCOME])
    assert problem["num_vars"] == len(problem["names"]) == 4
    assert problem["bounds"] == [[0.0, 1.0]] * 4
    assert problem["outputs"] == [OUTCOME]


def test_a_sample_is_read_through_the_distributions(write):
    values = values_of(write(), np.array([[0.0, 0.5, 1.0, 0.0], [1.0, 1.0, 0.0, 0.9]]))
    assert values["funding.conversion"].tolist() == pytest.approx([0.2, 0.9])
    assert values["gangs.rationality"].tolist() == pytest.approx([2.0**0.5, 4.0])
    assert values["mission.force_target"].tolist() == [2_500, 500]
    assert values["mission.lead_lands_first"].tolist() == [True, False]


def test_one_outcome_is_a_row_and_several_are_columns(write):
    sample = np.full((3, 4), 0.5)
    one = evaluator_of(write(), [OUTCOME])(sample)
    two = evaluator_of(write(), [OUTCOME, "civilians_killed"])(sample)
    assert one.shape == (3,)
    assert two.shape == (3, 2)
    assert (two[:, 0] == one).all()
    assert (one == one[0]).all(), "the same point under the same draws is the same"


def test_a_missing_value_is_refused_and_does_not_become_an_index_of_zero(write):
    never = write("scenarios: [as_is, full_funding]", "scenarios: [no_mission]")
    with pytest.raises(InputError, match="first_boots_days never happened"):
        evaluator_of(never, ["first_boots_days"])(np.full((2, 4), 0.5))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("replications: 2", "replications: {until: {outcome: civilians_killed, half_width: 5 %, "
         "of: paired_difference}}", "rule"),
        ("seed: 7", "seed: 7\ncorrelations: [{between: [funding.conversion, gangs.rationality], "
         "rank: 0.5}]", "correlat"),
    ],
)  # fmt: skip
def test_what_salib_cannot_sample_is_refused(write, old, new, words):
    with pytest.raises(InputError, match=words):
        evaluator_of(write(old, new), [OUTCOME])


@pytest.mark.slow
def test_salib_samples_and_analyses_it(write):
    salib = pytest.importorskip("SALib")
    experiment = write()
    specification = salib.ProblemSpec(problem_of(experiment, [OUTCOME]))
    specification.sample_sobol(4, calc_second_order=False, seed=1)
    specification.evaluate(evaluator_of(experiment, [OUTCOME]))
    assert specification.results.shape == (4 * 6,)
    assert np.isfinite(specification.results).all()


def test_a_file_s_name_is_no_experiment(write):
    for asked in (problem_of, evaluator_of):
        with pytest.raises(InputError, match=r'found "tiny.yaml"; .* msssim\.load_experiment'):
            asked("tiny.yaml", [OUTCOME])
    with pytest.raises(InputError, match="allowed is a list of names"):
        problem_of(write(), OUTCOME)


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (
            np.full((2, 3), 0.5),
            "found 2 x 3; allowed is a row a point, with a column for each of f",
        ),
        (np.full(4, 0.5), "found 4; allowed is a row a point"),
        (0.5, "found one number; allowed is a row a point"),
        (np.full((2, 4), 1.5), "found 1.5; allowed are quantiles from 0 to 1"),
        (np.full((2, 4), -0.1), "found -0.1; allowed are quantiles"),
        (np.full((2, 4), np.nan), "found nan; allowed are quantiles"),
        ([["a"]], "allowed is a matrix of numbers"),
    ],
)
def test_a_sample_of_another_shape_or_without_quantiles_is_refused(write, sample, words):
    with pytest.raises(InputError, match=words):
        evaluator_of(write(), [OUTCOME])(sample)
