"""Counts: the same for a scalar and an array; parts of a whole add up to it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules.counts import apportion, binomial_count, poisson_count, systematic

unit = st.integers(1, 2**53 - 1).map(lambda k: k * 2.0**-53)  # as a stream draws them


@given(st.lists(st.tuples(unit, st.floats(0, 60)), min_size=2, max_size=20))
def test_an_element_does_not_depend_on_its_neighbours(draws):
    uniforms, means = (np.array(column) for column in zip(*draws, strict=True))
    together = poisson_count(uniforms, means)
    assert [poisson_count(u, m) for u, m in draws] == together.tolist()
    chances = means / 61.0
    together = binomial_count(uniforms, 37, chances)
    assert [binomial_count(u, 37, p) for u, p in zip(uniforms, chances, strict=True)] == (
        together.tolist()
    )


@given(
    probability=st.floats(1e-15, 1.0),
    trials=st.integers(1, 40),
    steps=st.lists(st.integers(-40, 40), min_size=1, max_size=10),
)
def test_a_draw_near_the_chance_of_nobody_is_the_same_alone(probability, trials, steps):
    for nobody in (1.0 - probability, np.exp(-probability), (1.0 - probability) ** trials, 1.0):
        around = nobody + np.array(steps) * 2.0**-53
        uniforms = np.clip(around, 2.0**-53, 1.0 - 2.0**-53)
        together = poisson_count(uniforms, probability)
        assert [poisson_count(u, probability) for u in uniforms] == together.tolist()
        together = binomial_count(uniforms, trials, probability)
        assert [binomial_count(u, trials, probability) for u in uniforms] == together.tolist()


@given(
    whole=st.integers(0, 10**6),
    weights=st.lists(st.floats(0, 100), min_size=1, max_size=40).filter(lambda w: sum(w) > 1e-3),
)
def test_parts_of_a_whole_add_up_to_it(whole, weights):
    total, before, parts = sum(weights), 0.0, []
    for weight in weights:
        through = before + weight
        parts.append(int(apportion(whole, before / total, through / total)))
        before = through
    assert sum(parts) == whole
    assert min(parts) >= 0
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - whole * weight / total) <= 1.001


def test_a_single_person_goes_where_the_uniform_points():
    bounds = np.array([0.0, 0.2, 0.5, 1.0])

    def goes(uniform):
        return systematic(1, bounds[:-1], bounds[1:], uniform).tolist()

    assert goes(0.1) == [0, 0, 1]
    assert goes(0.6) == [0, 1, 0]
    assert goes(0.9) == [1, 0, 0]


@given(whole=st.integers(0, 10**6), through=st.floats(0, 1), uniform=st.floats(0, 1 - 2.0**-53))
def test_no_part_differs_from_its_share_by_a_whole(whole, through, uniform):
    assert abs(systematic(whole, 0.0, through, uniform) - whole * through) < 1.001
    assert systematic(whole, through, through, uniform) == 0
    assert systematic(whole, 0.0, 1.0, uniform) == whole


def test_counts_are_whole_numbers_and_a_single_one_is_an_int():
    uniforms, means = np.array([0.01, 0.3, 0.9]), np.array([0.1, 5.0, 40.0])
    assert poisson_count(uniforms, means).dtype == np.int64
    assert poisson_count(uniforms[:2], means[:2]).dtype == np.int64
    assert binomial_count(uniforms, 100, means / 50).dtype == np.int64
    assert binomial_count(uniforms, 100, means / 500).dtype == np.int64
    assert apportion(5, 0.2, 0.9).dtype == systematic(5, 0.2, 0.9, 0.5).dtype == np.int64
    assert type(poisson_count(0.9, 40.0)) is type(poisson_count(0.9, 4.0)) is int
    assert type(binomial_count(0.9, 100, 0.4)) is type(binomial_count(0.9, 10, 0.4)) is int


def test_a_uniform_next_to_one_is_no_whole_person():
    assert systematic(1, 0.0, 0.2, 1.0 - 2.0**-53) == 1
    assert systematic(1, 0.2, 1.0, 1.0 - 2.0**-53) == 0
