from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import manifest, synthetic_result, with_failed

from msssim.analysis.frontier import DOMINATED, IN_DOUBT, NONDOMINATED, frontier
from msssim.errors import InputError
from msssim.experiments import Result

PAIR = ("held_share_end", "abuse_cases")
DRAWS = np.random.default_rng(3).normal(size=40)


def result_of(**cells: tuple[object, object]) -> Result:
    """A result with a scenario a cell: what is held (more is better), and abuse (less is)."""
    rows = [
        pd.DataFrame({"scenario": name, "point": 0, "run": np.arange(len(DRAWS))}).assign(
            held_share_end=held + DRAWS * 0, abuse_cases=abuse + DRAWS * 0
        )
        for name, (held, abuse) in cells.items()
    ]
    said = manifest(list(cells), {}, len(DRAWS), 1, 1)
    return Result.of_frames(pd.concat(rows, ignore_index=True), pd.DataFrame(), said)


def test_a_cell_that_another_beats_in_both_in_every_run_is_dominated():
    found = frontier(
        result_of(worse=(0.4 + DRAWS, 9.0 + DRAWS), better=(0.5 + DRAWS, 8.0 + DRAWS)), PAIR
    )
    assert found.standing.to_dict() == {"worse": DOMINATED, "better": NONDOMINATED}
    assert found.beaten_by["worse"] == "better"
    assert found.beaten_by["better"] is None


def test_the_interval_of_a_mean_stays_where_a_mean_can_lie():
    rare, nearly_all = np.zeros(len(DRAWS)), np.ones(len(DRAWS))
    rare[0], nearly_all[0] = 1.0, 0.9
    found = frontier(result_of(a=(nearly_all, rare), b=(0.5 + 0.1 * DRAWS, 9.0 + DRAWS)), PAIR)
    abuse, held = found.estimates("abuse_cases"), found.estimates("held_share_end")
    assert abuse.loc["a", "low"] == 0 < abuse.loc["a", "mean"]
    assert held.loc["a", "high"] == 1
    reach = abuse.loc["b", "high"] - abuse.loc["b", "mean"]
    assert abuse.loc["b", "mean"] - abuse.loc["b", "low"] == pytest.approx(reach)


def test_pairing_sees_what_the_intervals_of_the_means_hide():
    found = frontier(
        result_of(worse=(0.4 + DRAWS, 9.0 + DRAWS), better=(0.5 + DRAWS, 8.9 + DRAWS)), PAIR
    )
    held = found.means.loc["held_share_end"]
    assert held.loc["worse", "high"] > held.loc["better", "low"]
    assert found.standing["worse"] == DOMINATED


def test_what_chance_alone_puts_ahead_leaves_the_other_in_doubt():
    noise = np.random.default_rng(4).normal(size=(4, len(DRAWS)))
    noise -= noise.mean(axis=1, keepdims=True)
    result = result_of(a=(noise[0], noise[1]), b=(noise[2] + 0.01, noise[3] - 0.01))
    found = frontier(result, PAIR)
    assert found.standing.to_dict() == {"a": IN_DOUBT, "b": NONDOMINATED}
    assert found.cells(IN_DOUBT) == ["a"]


def test_a_tie_in_one_outcome_leaves_the_other_to_decide():
    found = frontier(result_of(a=(0.4, 5.0 + DRAWS), b=(0.4, 4.0 + DRAWS)), PAIR)
    assert found.standing["a"] == DOMINATED


def test_equal_cells_do_not_dominate_each_other():
    found = frontier(result_of(a=(0.4 + DRAWS, 5.0), b=(0.4 + DRAWS, 5.0)), PAIR)
    assert set(found.standing) == {NONDOMINATED}


def test_what_is_gained_in_one_and_lost_in_the_other_is_a_trade_off():
    found = frontier(result_of(a=(0.4 + DRAWS, 5.0 + DRAWS), b=(0.5 + DRAWS, 6.0 + DRAWS)), PAIR)
    assert set(found.standing) == {NONDOMINATED}


def test_one_cell_alone_is_not_dominated():
    assert frontier(result_of(a=(0.4 + DRAWS, 5.0)), PAIR).standing.to_dict() == {"a": NONDOMINATED}


numbers = st.integers(0, 4)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4))
def test_the_means_decide_who_is_not_dominated_and_doubt_only_takes_away(places):
    noise = np.random.default_rng(len(places)).permuted(
        np.tile([-1.0, -0.5, 0.5, 1.0], (len(places), 2, len(DRAWS) // 4)), axis=2
    )  # sums to zero without rounding, so that equal means are equal
    cells = {
        f"c{k}": (held + noise[k, 0], abuse + noise[k, 1]) for k, (held, abuse) in enumerate(places)
    }
    found = frontier(result_of(**cells), PAIR)
    means = pd.concat({name: found.means.loc[name, "mean"] for name in PAIR}, axis=1).round(6)
    for cell, own in means.loc[list(cells)].iterrows():
        gains = (means - own) * pd.Series({"held_share_end": 1, "abuse_cases": -1})
        ahead = ((gains >= 0).all(axis=1) & (gains > 0).any(axis=1)).any()
        assert ahead == (found.standing[cell] != NONDOMINATED)
        if ahead:
            assert (gains.loc[found.beaten_by[cell]] >= 0).all()


def test_a_run_that_failed_in_one_cell_is_left_out_of_all():
    result = synthetic_result(runs=8, weeks=30, scenarios=("as_is", "full_funding"), renewal=None)
    lost = with_failed(result, {("as_is", 0, 2): "ValueError"})
    rest = result.runs[result.runs["run"] != 2]
    found = frontier(lost, ("gang_control_end", "civilians_killed"))
    expected = rest.groupby("scenario")["civilians_killed"].mean()
    means = found.means.loc["civilians_killed", "mean"]
    assert means.tolist() == pytest.approx(expected[["as_is", "full_funding"]].tolist())


def test_an_outcome_without_a_good_direction_is_refused():
    result = synthetic_result(runs=2, weeks=30, scenarios=("as_is",), renewal=None)
    with pytest.raises(InputError, match=r"strength_26w.* neither more nor less is better"):
        frontier(result, ("strength_26w", "civilians_killed"))
    with pytest.raises(InputError, match="did you mean `abuse_cases`"):
        frontier(result, ("abuse_case", "civilians_killed"))
