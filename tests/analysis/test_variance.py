from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from msssim.analysis.sensitivity import crossed_components, variance_shares

TWO, THREE = ["parameters", "runs"], ["scenario", "parameters", "runs"]
numbers = st.floats(-1e6, 1e6, width=32)


def test_a_sum_of_two_effects_has_their_variances_and_no_interaction():
    rows, columns = np.array([0.0, 1.0, 5.0]), np.array([2.0, 4.0, 9.0, 1.0])
    found = crossed_components(rows[:, None] + columns, TWO)
    assert found["parameters",] == pytest.approx(rows.var(ddof=1))
    assert found["runs",] == pytest.approx(columns.var(ddof=1))
    assert found["parameters", "runs"] == pytest.approx(0, abs=1e-12)


def test_components_of_many_draws_come_back_in_three_ways():
    deal = np.random.default_rng(1)
    sizes, spreads = (40, 41, 42), {(0,): 3.0, (1,): 2.0, (2,): 1.0, (1, 2): 1.5, (0, 1, 2): 0.5}
    values = np.zeros(sizes)
    for axes, spread in spreads.items():
        shape = [size if axis in axes else 1 for axis, size in enumerate(sizes)]
        values = values + spread * deal.normal(size=shape)
    found = crossed_components(values, THREE)
    expected = {tuple(THREE[axis] for axis in axes): s**2 for axes, s in spreads.items()}
    for chosen, component in found.items():
        target = expected.get(chosen, 0.0)
        # one effect of 40 levels: a standard error of sqrt(2/39) = 23 %
        assert component == pytest.approx(target, rel=0.7, abs=0.1)


@given(
    arrays(float, array_shapes(min_dims=2, max_dims=3, min_side=3, max_side=5), elements=numbers)
)
def test_shares_add_up_to_one_and_lie_within_their_intervals(values):
    if values.std() <= 1e-9 * np.abs(values).max():
        return
    names = THREE[-values.ndim :]
    found = variance_shares(values, names, drawn=TWO)
    assert list(found.index) == [*names, "interaction"]
    assert found["share"].sum() == pytest.approx(1)
    assert (found["share"] >= 0).all()
    known = found.dropna()
    assert ((known["low"] <= known["share"]) & (known["share"] <= known["high"])).all()


@given(arrays(float, (4, 5), elements=numbers))
def test_turning_the_layout_turns_the_names(values):
    found = crossed_components(values, TWO)
    turned = crossed_components(values.T, TWO[::-1])
    scale = max(values.var(), 1.0)
    for chosen, component in found.items():
        assert turned[chosen[::-1]] == pytest.approx(component, rel=1e-6, abs=1e-9 * scale)


@pytest.mark.parametrize(("factor", "shift"), [(0.1, -1e3), (100.0, 5.0)])
def test_another_unit_leaves_the_shares_as_they_are(factor, shift):
    values = np.random.default_rng(2).normal(size=(6, 5)) + np.arange(6)[:, None]
    found = variance_shares(values, TWO, drawn=TWO)
    other = variance_shares(factor * values + shift, TWO, drawn=TWO)
    assert other.to_numpy() == pytest.approx(found.to_numpy(), abs=1e-6)


def test_more_runs_narrow_the_interval_of_their_share():
    deal = np.random.default_rng(3)

    def width(runs: int) -> float:
        values = deal.normal(size=(30, 1)) + deal.normal(size=(1, runs))
        share = variance_shares(values, TWO, drawn=TWO).loc["runs"]
        return share["high"] - share["low"]

    assert width(200) < width(5)


def test_noise_in_the_cells_is_not_taken_for_an_effect_of_its_margins():
    deal = np.random.default_rng(4)
    found = [crossed_components(deal.normal(size=(4, 3)), TWO) for _ in range(400)]
    means = {chosen: np.mean([one[chosen] for one in found]) for chosen in found[0]}
    assert means["parameters",] == pytest.approx(0, abs=0.06)
    assert means["runs",] == pytest.approx(0, abs=0.06)
    assert means["parameters", "runs"] == pytest.approx(1, abs=0.1)


@pytest.mark.slow
def test_the_interval_covers_the_share_nearly_as_often_as_it_says():
    deal = np.random.default_rng(5)
    covered = 0
    for _ in range(40):
        values = deal.normal(size=(20, 1)) + deal.normal(size=(1, 20)) + deal.normal(size=(20, 20))
        share = variance_shares(values, TWO, drawn=TWO).loc["parameters"]
        covered += share["low"] <= 1 / 3 <= share["high"]
    assert covered >= 32  # at a true coverage of 90 % it is fewer in 2 % of cases
