from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from synthetic import synthetic_result

from msssim.analysis import compare, join, mean_interval, paired_runs
from msssim.errors import InputError, ResultError
from msssim.experiments import Result


def two_cells(base: list[float], other: list[float], outcome: str = "kidnapped") -> Result:
    """A result of two scenarios with these values of one outcome."""
    result = synthetic_result(
        runs=len(base), weeks=2, scenarios=("as_is", "full_funding"), renewal=None
    )
    runs = result.runs[["scenario", "point", "run"]].copy()
    runs[outcome] = [*base, *other]
    return Result.of_frames(runs, result.series, result.manifest)


def row_of(table: pd.DataFrame, cell: str, outcome: str) -> pd.Series:
    return table[(table["cell"] == cell) & (table["outcome"] == outcome)].iloc[0]


def test_the_comparison_agrees_with_a_table_worked_by_hand():
    row = compare(two_cells([10, 20, 30], [12, 24, 33])).iloc[0]
    assert row["baseline_mean"] == 20
    assert row["mean"] == 23
    assert row["difference"] == 3
    # differences 2, 4, 3: standard deviation 1, standard error 1/sqrt(3), t quantile 4.30265
    assert row["low"] == pytest.approx(3 - 4.302653 / np.sqrt(3), rel=1e-6)
    assert row["high"] == pytest.approx(3 + 4.302653 / np.sqrt(3), rel=1e-6)
    # variances 100, 111 and 1
    assert row["variance_saved"] == pytest.approx(1 - 1 / 211)
    assert (row["runs"], row["dropped"]) == (3, 0)


numbers = st.floats(-1e6, 1e6)
samples = st.lists(st.tuples(numbers, numbers), min_size=3, max_size=20)


@pytest.mark.slow
@given(samples)
def test_the_interval_is_that_of_the_one_sample_t_test(pairs):
    base, other = map(list, zip(*pairs, strict=True))
    differences = np.subtract(other, base)
    if np.ptp(differences) < 1e-3:
        return
    row = compare(two_cells(base, other)).iloc[0]
    expected = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    assert row["low"] == pytest.approx(expected.low, rel=1e-6, abs=1e-6)
    assert row["high"] == pytest.approx(expected.high, rel=1e-6, abs=1e-6)


@pytest.mark.slow
@given(samples)
def test_swapping_the_baseline_turns_every_sign(pairs):
    result = two_cells(*map(list, zip(*pairs, strict=True)))
    forth = compare(result).iloc[0]
    back = compare(result, baseline="full_funding").iloc[0]
    assert forth["difference"] == -back["difference"]
    assert forth["low"] == pytest.approx(-back["high"])
    assert forth["high"] == pytest.approx(-back["low"])


@pytest.mark.slow
@settings(max_examples=6)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(random):
    result = synthetic_result(runs=6, weeks=20, scenarios=("as_is", "full_funding"))
    order = list(range(len(result.runs)))
    random.shuffle(order)
    shuffled = Result.of_frames(result.runs.iloc[order], result.series, result.manifest)
    pd.testing.assert_frame_equal(compare(shuffled), compare(result))


def test_identical_cells_differ_by_exactly_zero():
    values = [0.1, 0.7, 0.2, 0.4]
    row = compare(two_cells(values, values)).iloc[0]
    assert (row["difference"], row["low"], row["high"]) == (0, 0, 0)
    assert row["variance_saved"] == 1


def test_a_constant_difference_has_an_interval_of_no_width():
    row = compare(two_cells([1, 2, 3], [5, 6, 7])).iloc[0]
    assert (row["difference"], row["low"], row["high"]) == (4, 4, 4)


def test_cells_without_variance_have_nothing_to_save():
    row = compare(two_cells([3, 3, 3], [5, 5, 5])).iloc[0]
    assert row["difference"] == 2
    assert np.isnan(row["variance_saved"])


def test_a_single_pair_has_no_interval():
    row = compare(two_cells([3], [5])).iloc[0]
    assert row["difference"] == 2
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


def test_pairs_that_never_happened_are_dropped_and_counted():
    base, other = [10, np.nan, 30, 40], [11, 22, np.nan, 44]
    row = compare(two_cells(base, other, "first_boots_days")).iloc[0]
    assert (row["runs"], row["dropped"]) == (2, 2)
    assert row["difference"] == 2.5
    assert row["baseline_mean"] == 25  # of the pairs that were used
    assert row["mean"] == 27.5


def test_an_outcome_that_never_happened_at_all_is_null_and_counted():
    row = compare(two_cells([np.nan] * 3, [np.nan] * 3, "first_boots_days")).iloc[0]
    assert np.isnan(row["difference"])
    assert (row["runs"], row["dropped"]) == (0, 3)


def test_every_other_cell_and_outcome_is_compared_once():
    result = synthetic_result(runs=3, weeks=4)
    table = compare(result)
    assert len(table) == 11 * table["outcome"].nunique()
    assert not table.duplicated(["cell", "outcome"]).any()
    assert "as is, 12 months" not in set(table["cell"])
    assert list(table.columns[:4]) == ["cell", "scenario", "renewal", "outcome"]


def test_a_baseline_can_be_named_by_its_cell():
    result = synthetic_result(runs=5, weeks=60)
    table = compare(result, baseline="full funding, 6 months")
    other = compare(result)
    forth = row_of(other, "full funding, 6 months", "strength_52w")
    back = row_of(table, "as is, 12 months", "strength_52w")
    assert forth["difference"] == -back["difference"]


def test_an_unknown_baseline_gets_a_suggestion():
    with pytest.raises(InputError, match="did you mean `full_funding`"):
        compare(synthetic_result(runs=2, weeks=2), baseline="full_fundin")


def test_a_single_cell_has_nothing_to_compare():
    with pytest.raises(InputError, match="only one cell"):
        compare(synthetic_result(runs=2, weeks=2, scenarios=("as_is",), renewal=None))


def test_missing_runs_are_named():
    result = synthetic_result(runs=4, weeks=2)
    short = Result.of_frames(result.runs.iloc[:-1], result.series, result.manifest)
    with pytest.raises(
        ResultError, match=r"'full funding, no renewal' holds 3 of the 4 runs.*run 3"
    ):
        compare(short)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [("seed", 2, "seed is 1"), ("horizon_days", 21, "horizon"), ("factors", {"x": [1]}, "levers")],
)
def test_results_of_another_frame_are_refused(key, value, words):
    one = synthetic_result(runs=2, weeks=2, renewal=None)
    other = synthetic_result(runs=2, weeks=2, renewal=None)
    other.manifest[key] = value
    with pytest.raises(ResultError, match=words):
        compare(one, other)


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        (
            list("abcde"),
            [],
            r"differ \(a, b, c and 2 more only in the first\); play both with the same",
        ),
        (["a"], ["b"], r"\(a only in the first; b only in result 2\)"),
        (["a", "b"], ["b", "a"], r"\(the same in another order\)"),
    ],
)
def test_uncertainties_that_differ_are_told_in_few_words(ours, theirs, words):
    one = synthetic_result(runs=2, weeks=2, renewal=None)
    other = synthetic_result(runs=2, weeks=2, renewal=None)
    one.manifest["uncertainties"], other.manifest["uncertainties"] = ours, theirs
    with pytest.raises(ResultError, match=words):
        join(one, other)


def test_separate_results_compare_like_one():
    apart = [
        synthetic_result(runs=5, weeks=30, scenarios=(name,), renewal=None)
        for name in ("as_is", "full_funding")
    ]
    both = synthetic_result(runs=5, weeks=30, scenarios=("as_is", "full_funding"), renewal=None)
    pd.testing.assert_frame_equal(compare(*apart), compare(both))


def test_only_what_all_results_recorded_is_held_against_each_other():
    one, other = (
        synthetic_result(runs=2, weeks=4, scenarios=(name,), renewal=None)
        for name in ("as_is", "full_funding")
    )
    other.manifest["recorded"] = ["deployed"]
    keys = ["scenario", "point", "run", "date"]
    other = Result.of_frames(other.runs, other.series[[*keys, "deployed"]], other.manifest)
    for together in (join(one, other), join(other, one)):
        assert together.manifest["recorded"] == ["deployed"]
        assert together.columns("series") == [*keys, "deployed"]


def test_a_scenario_name_that_repeats_gets_a_number():
    one = synthetic_result(runs=2, weeks=2, scenarios=("as_is",), renewal=None)
    joined = join(one, one)
    assert list(joined.manifest["scenarios"]) == ["as_is", "as_is (2)"]
    assert set(compare(one, one)["difference"].dropna()) == {0.0}


def with_samples(result: Result, values: list[float]) -> Result:
    """The same runs at each value of an uncertainty, which shifts every outcome alike."""
    points = len(values)
    copies = [
        result.runs.assign(
            **{
                "gangs.rationality": value,
                "point": result.runs["point"] * points + number,
                "kidnapped": result.runs["kidnapped"] * (1 + value),
            }
        )
        for number, value in enumerate(values)
    ]
    manifest = {**result.manifest, "uncertainties": ["gangs.rationality"]}
    return Result.of_frames(pd.concat(copies, ignore_index=True), result.series, manifest)


def test_uncertainty_samples_are_paired_with_themselves():
    plain = two_cells([1.0, 2.0, 4.0], [2.0, 5.0, 4.0])
    row = compare(with_samples(plain, [0.0, 1.0])).iloc[0]
    differences = np.array([[1, 3, 0], [2, 6, 0]])
    assert row["runs"] == 6
    assert row["difference"] == differences.mean()
    by_sample, by_run = differences.mean(axis=1), differences.mean(axis=0)
    error = np.sqrt(by_sample.var(ddof=1) / 2 + by_run.var(ddof=1) / 3)
    assert row["high"] - row["difference"] == pytest.approx(stats.t.ppf(0.975, 1) * error)


def test_samples_are_matched_by_their_values_not_by_their_rows():
    result = with_samples(two_cells([1.0, 2.0, 4.0], [2.0, 5.0, 4.0]), [0.0, 1.0, 3.0])
    shuffled = result.runs.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        compare(Result.of_frames(shuffled, result.series, result.manifest)), compare(result)
    )


def test_results_with_other_samples_are_refused():
    plain = synthetic_result(runs=2, weeks=2, scenarios=("as_is",), renewal=None)
    with pytest.raises(ResultError, match="cannot be paired"):
        compare(with_samples(plain, [0.0, 1.0]), with_samples(plain, [0.0, 2.0]))


def test_equal_uncertainty_samples_are_both_kept():
    row = compare(with_samples(two_cells([1.0, 2.0], [2.0, 5.0]), [0.5, 0.5])).iloc[0]
    assert row["runs"] == 4
    assert row["difference"] == 3.0


def test_the_interval_covers_the_truth_nineteen_times_in_twenty():
    # 2,000 samples of 12 pairs: the share that covers is binomial with standard deviation 0.0049;
    # the band of four of them is missed by chance once in 15,000 suites, and the seed is fixed.
    rng = np.random.default_rng(20240612)
    index = pd.MultiIndex.from_product([[0], [0], range(12)], names=["sample", "twin", "run"])
    values = pd.DataFrame(rng.normal(3.0, 2.0, (12, 2000)), index=index)
    interval = mean_interval(values)
    share = ((interval["low"] <= 3.0) & (interval["high"] >= 3.0)).mean()
    assert share == pytest.approx(0.95, abs=0.0195)


def test_the_crossed_interval_covers_the_truth_as_often_as_stated():
    # Draws and sample each shift whole rows and columns, so a plain t interval would cover far too
    # seldom. Same band as above, on the low side only.
    rng = np.random.default_rng(20240612)
    samples, runs, tries = 10, 15, 2000
    shape = (samples, runs, tries)
    values = (
        rng.normal(size=(samples, 1, tries))
        + rng.normal(size=(1, runs, tries))
        + rng.normal(size=shape)
    ).reshape(samples * runs, tries)
    index = pd.MultiIndex.from_product(
        [range(samples), [0], range(runs)], names=["sample", "twin", "run"]
    )
    interval = mean_interval(pd.DataFrame(values, index=index))
    share = ((interval["low"] <= 0) & (interval["high"] >= 0)).mean()
    assert 0.93 <= share <= 0.995


def test_samples_with_draws_of_their_own_are_so_many_independent_values():
    """Of one run a sample the interval is that of the t test; of several, that of their means."""
    values = np.random.default_rng(8).normal(size=60)
    for runs in (1, 3):
        samples = np.repeat(np.arange(60 // runs), runs)
        index = pd.MultiIndex.from_arrays(
            [samples, np.zeros(60, int), np.arange(60)], names=["sample", "twin", "run"]
        )
        means = values.reshape(-1, runs).mean(axis=1)
        expected = stats.ttest_1samp(means, 0.0).confidence_interval(0.95)
        row = mean_interval(pd.DataFrame({"difference": values}, index)).loc["difference"]
        assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))


def test_pairing_saves_what_shared_draws_explain():
    # Shared variance 9 and own variance 1 in each cell: 1 - 2/20 = 0.9, up to sampling error.
    rng = np.random.default_rng(1)
    shared = rng.normal(0, 3, 4000)
    base, other = shared + rng.normal(size=4000), shared + 1 + rng.normal(size=4000)
    row = compare(two_cells(list(base), list(other))).iloc[0]
    assert row["variance_saved"] == pytest.approx(0.9, abs=0.02)


def test_paired_runs_keep_nulls():
    runs = paired_runs(two_cells([1, np.nan], [2, 3], "first_boots_days"))
    assert runs["first_boots_days"]["as is"].isna().sum() == 1


@pytest.mark.slow
def test_q_allows_for_how_many_differences_were_looked_at():
    result = synthetic_result(runs=30, weeks=60)
    table = compare(result)
    tested = table.dropna(subset="q")
    outcomes = {name: paired_runs(result, [name])[name] for name in tested["outcome"].unique()}
    differences = [
        outcomes[row.outcome][row.cell] - outcomes[row.outcome]["as is, 12 months"]
        for row in tested.itertuples()
    ]
    p = [
        1.0 if (one == 0).all() else stats.ttest_1samp(one.dropna(), 0).pvalue
        for one in differences
    ]
    expected = stats.false_discovery_control(np.nan_to_num(p), method="by")
    assert tested["q"].to_numpy() == pytest.approx(expected, rel=1e-6, abs=1e-300)
    assert (tested["q"] >= np.nan_to_num(p)).all()


def test_of_noise_alone_hardly_anything_stays():
    draws = np.random.default_rng(12)
    result = synthetic_result(runs=40, weeks=2)
    runs = result.runs[["scenario", "point", "run", "renewal"]].copy()
    for outcome in ("kidnapped", "civilians_killed", "abuse_cases", "displaced_end"):
        runs[outcome] = draws.normal(size=len(runs))
    table = compare(Result.of_frames(runs, result.series, result.manifest))
    assert ((table["low"] > 0) | (table["high"] < 0)).sum() > 0
    assert (table["q"] < 0.05).sum() == 0
