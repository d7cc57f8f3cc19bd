"""What must not matter: levers of a mission that is not there, names, currency, blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import AS_IS, RUNS, changed_by, play, scenario, settings_of

from msssim.engines.batch import engine, run_block
from msssim.scenario import Scenario, parameters
from msssim.testing import relations
from msssim.testing.invariants import first_violated
from msssim.world.entities import footholds
from msssim.world.observables import OUTCOMES
from msssim.world.streams import RandomStreams

pytestmark = pytest.mark.slow


@given(values=settings_of(*relations.MISSION_SIDE), seed=st.integers(0, 10_000))
@settings(max_examples=12)
def test_without_a_mission_no_mission_lever_changes_anything_on_the_ground(values, seed):
    without, changed = (
        play(world, seed=seed).outcomes for world in relations.without_mission(scenario(), values)
    )
    assert first_violated(relations.same_on_the_ground(without, changed)) is None
    assert np.all(without["strength_26w"] == 0)


@given(
    runs=st.lists(st.integers(0, 5_000), min_size=1, max_size=7, unique=True),
    cut=st.integers(0, 7),
    values=settings_of(),
)
@settings(max_examples=10)
def test_neither_the_size_of_a_block_nor_the_order_of_runs_changes_a_bit(runs, cut, values):
    world = changed_by(values).model_copy(update={"horizon_days": 70})
    whole = run_block(world, seed=3, runs=runs, series=("gang_control",))
    shuffled = runs[::-1]
    pieces = [part for part in (shuffled[:cut], shuffled[cut:]) if part]
    played = [run_block(world, seed=3, runs=part, series=("gang_control",)) for part in pieces]
    for name in OUTCOMES:
        together = np.concatenate([piece.outcomes[name] for piece in played])[::-1]
        assert np.array_equal(whole.outcomes[name], together, equal_nan=True), name
    together = np.concatenate([piece.series["gang_control"] for piece in played], axis=1)[:, ::-1]
    assert np.array_equal(whole.series["gang_control"], together)


def test_zones_under_other_names_have_the_same_fate(monkeypatch):
    world = scenario()
    names = [zone.name for zone in world.territory.zones]
    order = np.random.default_rng(6).permutation(len(names))
    new = {name: f"Z{rank:02d}" for name, rank in zip(names, order, strict=True)}
    renamed = relations.with_zones_named(world, new)

    def final(played_world):
        kept = {}

        def watch(block):
            kept.update(
                control=block.state.state_control.copy(), displaced=block.state.displaced.copy()
            )

        return play(played_world, watch=watch).outcomes, kept

    outcomes, kept = final(world)

    # The draws of a zone go with the zone: footholds and zones are read in the new order.
    places, moved = footholds(world), footholds(renamed)
    foothold_rows = [
        places.index((gang, next(k for k, v in new.items() if v == zone))) for gang, zone in moved
    ]
    zone_rows = np.argsort(order)

    class Moved(RandomStreams):
        def of(self, channel):
            rows = super().of(channel)
            kind = channel.split(".")[0]
            return rows[{"zone": zone_rows, "foothold": foothold_rows}.get(kind, slice(None))]

    monkeypatch.setattr(engine, "RandomStreams", Moved)
    outcomes_moved, kept_moved = final(renamed)
    # how the displaced and the members are shared out at the start follows the order of names, so a
    # person or two stand elsewhere, and a count or two falls otherwise
    apart = np.abs(kept_moved["control"] - kept["control"][zone_rows])
    assert apart.mean() < 5e-4
    assert apart.max() < 0.03
    for name in ("civilians_killed", "gang_members_end", "police_end", "displaced_end"):
        assert outcomes_moved[name] == pytest.approx(outcomes[name], rel=0.02), name


def test_an_island_without_gangs_leaves_the_others_unchanged():
    before, after = {}, {}

    def keep(into):
        def watch(block):
            into.update(
                control=block.state.state_control,
                residents=block.state.residents,
                fighters=block.state.fighters,
                officers=block.state.officers,
            )

        return watch

    alone, beside = relations.with_an_island(scenario())
    outcomes = [
        play(world, watch=keep(kept)).outcomes for world, kept in ((alone, before), (beside, after))
    ]
    assert first_violated(relations.same_where_shared_out(*outcomes)) is None
    zones = len(AS_IS.territory.zones)
    for name, kept in before.items():
        rows = zones if name in {"control", "residents"} else len(kept)
        assert np.array_equal(kept, after[name][:rows]), name


def test_another_currency_changes_nothing_but_the_unit():
    values = {
        info.path: info.value * 10 for info in parameters(AS_IS) if info.unit.startswith("USD")
    }
    values["recruitment.pay_response"] = AS_IS.recruitment.pay_response / 10  # per unit of pay
    assert len(values) > 20
    dollars, tens = play(scenario()).outcomes, play(changed_by(values)).outcomes
    for name in OUTCOMES:
        if name.endswith("_usd") or name == "gang_pay_mean":
            # rounding to whole units differs by a unit here and there
            assert tens[name] == pytest.approx(dollars[name] * 10, rel=1e-4, abs=1e4), name
        else:
            assert tens[name] == pytest.approx(dollars[name], rel=1e-12, nan_ok=True), name


def test_different_runs_differ_and_the_same_run_repeats():
    one, again = play(scenario()).outcomes, play(scenario()).outcomes
    assert first_violated(relations.same(one, again)) is None
    assert np.unique(one["civilians_killed"]).size == len(RUNS)
    assert first_violated(relations.same(one, play(scenario(), seed=2).outcomes)) is not None


def test_events_act_from_their_date_on():
    world = scenario()
    changed = Scenario.from_data(
        {
            **world.resolved(),
            "events": [
                {"date": "2024-08-14", "set": {"people.killed_by_gangs_per_100k_week": 0.0}}
            ],
        }
    )
    weekly = run_block(changed, seed=1, runs=RUNS, series=("civilians_killed",)).series
    before = run_block(world, seed=1, runs=RUNS, series=("civilians_killed",)).series
    assert np.array_equal(weekly["civilians_killed"][:9], before["civilians_killed"][:9])
    assert np.all(weekly["civilians_killed"][9:] < before["civilians_killed"][9:])


def test_a_value_that_varies_between_runs_is_the_value_of_a_scenario():
    conversion = np.array([0.2, 0.5, 1.0])
    together = run_block(
        scenario(),
        seed=1,
        runs=[7, 8, 9],
        values={
            "funding.conversion": conversion,
            "gangs.groups.400 Mawozo.fighters": np.array([100, 500, 900]),
        },
    ).outcomes
    for index, (share, fighters) in enumerate(zip(conversion, (100, 500, 900), strict=True)):
        alone = run_block(
            changed_by(
                {"funding.conversion": float(share), "gangs.groups.400 Mawozo.fighters": fighters}
            ),
            seed=1,
            runs=[7 + index],
        ).outcomes
        for name in OUTCOMES:
            assert np.array_equal(together[name][index : index + 1], alone[name], equal_nan=True)
