"""The crossing of a known response is found, with an interval that knows how well."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from msssim.analysis.threshold import player_of, threshold
from msssim.errors import InputError
from msssim.experiments import experiment_of
from msssim.scenario import load_scenario

pytestmark = pytest.mark.slow

DRAWS = np.random.default_rng(3).normal(size=60)


def player(response, noise=0.0, asked=None, runs=60):
    """What plays a response with paired noise; keeps count of the levels."""

    def play(level: float) -> pd.Series:
        if asked is not None:
            asked.append(level)
        index = pd.MultiIndex.from_product([[0], range(runs)], names=["point", "run"])
        return pd.Series(response(level) + noise * DRAWS[:runs], index=index)

    return play


@settings(max_examples=20)
@given(st.floats(-3, 3), st.floats(0.1, 5), st.booleans())
def test_the_crossing_of_a_line_is_where_algebra_says(offset, slope, falls):
    slope = -slope if falls else slope
    found = threshold(player(lambda x: slope * (x - offset)), 0.0, -4, 4)
    assert found.level == pytest.approx(offset, abs=1e-6)
    assert (found.low, found.high) == pytest.approx((offset, offset), abs=1e-6)
    assert found.crossings == 1


def test_a_bent_response_is_found_as_closely_as_asked():
    found = threshold(player(lambda x: np.tanh(x - 1.3)), 0.5, -2, 6, tolerance=0.002)
    assert found.level == pytest.approx(1.3 + np.arctanh(0.5), abs=0.002 * 8)


def test_the_interval_is_that_of_the_mean_divided_by_the_slope():
    found = threshold(player(lambda x: 2 * x, noise=1.0), 3.0, 0, 5)
    centre = 1.5 - DRAWS.mean() / 2
    reach = stats.norm.ppf(0.975) * DRAWS.std(ddof=1) / np.sqrt(60) / 2
    assert found.level == pytest.approx(centre, abs=1e-3)
    assert found.low == pytest.approx(centre - reach, abs=0.3 * reach)
    assert found.high == pytest.approx(centre + reach, abs=0.3 * reach)
    assert found.runs == 60


def test_an_interval_that_reaches_the_end_of_the_range_ends_there():
    found = threshold(player(lambda x: x, noise=10.0), 0.3, 0, 4)
    assert found.low == 0
    assert found.high < 4


def test_no_level_is_played_twice_and_whole_levels_stay_whole():
    asked: list[float] = []
    found = threshold(player(lambda x: x, asked=asked), 41.5, 0, 90, whole=True)
    assert len(asked) == len(set(asked))
    assert all(level == int(level) for level in asked)
    assert found.level == pytest.approx(41.5)


def test_a_response_that_turns_says_that_it_crosses_again():
    found = threshold(player(lambda x: 4 - x**2), 0.0, -3.1, 3.2)
    assert found.crossings == 2
    assert found.level == pytest.approx(-2, abs=0.05)


@pytest.mark.parametrize(
    ("response", "line", "words"),
    [
        (lambda x: x, 9.0, "does not cross 9 persons between 0 and 4: it is 0 persons at the one"),
        (lambda x: 0 * x + 2, 3.0, "does not cross 3 persons"),
        (lambda x: np.nan if x > 3 else x, 1.0, "never happened, or the run failed, in 60 of 60"),
    ],
)
def test_what_does_not_cross_is_refused_with_what_it_is(response, line, words):
    with pytest.raises(InputError, match=words):
        threshold(player(response), line, 0, 4)


def test_a_range_that_does_not_rise_is_refused():
    with pytest.raises(InputError, match="allowed is one that rises"):
        threshold(player(lambda x: x), 1, 4, 4)


def test_samples_are_drawn_again_whole():
    """Runs of one sample are alike: counted one by one the interval would be far too narrow."""
    effect = np.repeat(np.random.default_rng(5).normal(size=6), 40)
    index = pd.MultiIndex.from_product([range(6), range(40)], names=["point", "run"])
    found = threshold(lambda x: pd.Series(x + effect, index=index), 0.0, -4, 4)
    assert found.high - found.low > 2 * 1.5 * effect.std() / np.sqrt(6)


def test_draws_that_all_samples_share_are_resampled_too():
    """Samples that differ little share three runs, which are all that is known of chance."""
    draws = np.tile([-1.0, 0.0, 1.0], 50)
    index = pd.MultiIndex.from_product([range(50), range(3)], names=["point", "run"])
    found = threshold(lambda x: pd.Series(x + draws, index=index), 0.0, -4, 4)
    assert found.high - found.low > 1
    curve = found.curve.loc[-4.0]
    reach = stats.t.ppf(0.975, 2) / np.sqrt(3)
    assert (curve["low"], curve["high"]) == pytest.approx((-4 - reach, -4 + reach))


def test_samples_with_draws_of_their_own_are_drawn_with_it():
    """The interval is that of fifty independent means, on the curve and of the crossing."""
    noise = np.random.default_rng(9).normal(size=150)
    index = pd.MultiIndex.from_arrays(
        [np.repeat(np.arange(50), 3), np.arange(150)], names=["point", "run"]
    )
    found = threshold(lambda x: pd.Series(x + noise, index=index), 0.0, -4, 4)
    means = noise.reshape(50, 3).mean(axis=1)
    reach = stats.t.ppf(0.975, 49) * means.std(ddof=1) / np.sqrt(50)
    curve = found.curve.loc[-4.0]
    middle = -4 + means.mean()
    assert (curve["low"], curve["high"]) == pytest.approx((middle - reach, middle + reach))
    assert (found.high - found.low) / 2 == pytest.approx(reach, rel=0.15)


def test_what_the_experiment_samples_is_no_lever():
    asked = experiment_of(
        [load_scenario("as_is")], title="Small", replications=2, horizon_days=28,
        uncertainties={"gangs.rationality": {"low": 1, "high": 2}},
    )  # fmt: skip
    with pytest.raises(InputError, match=r"gangs\.rationality is one of the experiment's uncert"):
        player_of(asked, "gangs.rationality", "civilians_killed")


def test_levels_of_a_real_lever_meet_the_same_draws():
    asked = experiment_of(
        [load_scenario("as_is")], title="Small", replications=3, horizon_days=84,
        levers={"council.renewal_term_days": [91, 365]},
    )  # fmt: skip
    steps: list[tuple[int, int]] = []
    play = player_of(
        asked, "contacts.lethality_gang", "civilians_killed", lambda *at: steps.append(at)
    )
    one, again, other = play(1.0), play(1.0), play(4.0)
    pd.testing.assert_series_equal(one, again)
    assert one.index.equals(other.index)
    assert len(one) == 3
    assert not one.equals(other)
    assert [done for done, _ in steps] == [1, 2, 3]
