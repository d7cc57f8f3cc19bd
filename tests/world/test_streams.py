"""Random numbers by address: the same draw whatever else is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.world.streams import CHANNELS, RandomStreams

ENTITIES = {
    "nation": 1,
    "member": 2,
    "donor": 3,
    "contingent": 2,
    "unit": 4,
    "gang": 2,
    "foothold": 5,
    "zone": 3,
}
NAMES = [f"{kind}.{channel}" for kind, channels in CHANNELS.items() for channel in channels]


def _on(day, streams):
    streams.turn_to(day)
    return {name: streams.of(name).copy() for name in NAMES}


@given(
    runs=st.lists(st.integers(0, 10_000), min_size=1, max_size=6, unique=True),
    seed=st.integers(0, 2**40),
    day=st.integers(0, 700),
)
def test_a_run_draws_the_same_alone_and_in_any_block(runs, seed, day):
    block = _on(day, RandomStreams(seed, runs, ENTITIES))
    alone = _on(day, RandomStreams(seed, [runs[-1]], ENTITIES))
    for name in NAMES:
        assert np.array_equal(block[name][:, -1:], alone[name])


def test_an_address_does_not_depend_on_how_many_runs_are_read_at_a_time():
    runs = range(150)
    block = _on(3, RandomStreams(2, runs, ENTITIES))
    for run in (0, 63, 64, 149):
        alone = _on(3, RandomStreams(2, [run], ENTITIES))
        for name in NAMES:
            assert np.array_equal(block[name][:, run], alone[name][:, 0])


def test_a_day_is_a_stretch_of_the_stream_entity_by_entity():
    day, stream = 5, np.random.Philox(np.random.SeedSequence(8, spawn_key=(3,)))
    stream.advance(day * 2**14)
    drawn = iter(np.random.Generator(stream).random(10_000).tolist())
    streams = _on(day, RandomStreams(8, [3], ENTITIES))
    for kind, channels in CHANNELS.items():
        for entity in range(ENTITIES[kind]):
            for channel in channels:
                assert streams[f"{kind}.{channel}"][entity, 0] == next(drawn)


def test_a_day_draws_the_same_whichever_days_came_before():
    straight, stepped = RandomStreams(5, [3], ENTITIES), RandomStreams(5, [3], ENTITIES)
    for day in (0, 1, 2, 9):
        stepped.turn_to(day)
    a, b = _on(14, straight), _on(14, stepped)
    assert all(np.array_equal(a[name], b[name]) for name in NAMES)


def test_every_address_has_its_own_number():
    streams = RandomStreams(1, [0, 1], ENTITIES)
    days = [_on(day, streams) for day in (0, 7)]
    draws = np.concatenate([drawn[name].ravel() for drawn in days for name in NAMES])
    assert np.unique(draws).size == draws.size
    assert draws.min() >= 0
    assert draws.max() < 1


def test_a_zone_at_the_end_of_the_alphabet_moves_no_other_draw():
    few = _on(7, RandomStreams(1, [4], ENTITIES))
    more = _on(7, RandomStreams(1, [4], {**ENTITIES, "zone": 4}))
    for name in NAMES:
        assert np.array_equal(few[name], more[name][: len(few[name])])


def test_days_do_not_run_backwards():
    streams = RandomStreams(1, [0], ENTITIES)
    streams.turn_to(7)
    with pytest.raises(ValueError, match="already passed"):
        streams.turn_to(0)


def test_uniforms_are_uniform():
    # 60,000 draws in 20 bins: chi-square below its 99.99 % quantile (50.8 at 19 degrees)
    streams = RandomStreams(9, range(60), {**ENTITIES, "zone": 26})
    days = [_on(day, streams) for day in range(40)]
    draws = np.concatenate([drawn["zone.contacts_joint"].ravel() for drawn in days])
    counts, _ = np.histogram(draws, bins=20, range=(0, 1))
    expected = draws.size / 20
    assert ((counts - expected) ** 2 / expected).sum() < 50.8
