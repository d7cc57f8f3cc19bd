"""Facts about money, people and law that hold at every step of every run."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import changed_by, play, settings_of

from msssim.rules.courts import cleared
from msssim.world.sums import total, total_by


class Witness:
    """Checks every step against the first one and the one before."""

    def __init__(self):
        self.first = None
        self.steps = 0

    def __call__(self, block):
        s, now, p, x = block.state, block.now, block.p, block.axes
        self.steps += 1
        offered = s.uncommitted + s.vetting + s.training + s.ready + s.in_theatre
        offered = offered + s.on_leave + s.lost + s.gone_home
        inhabitants = s.residents + s.displaced + s.killed
        delivered = s.vehicles + s.vehicles_lost - s.vehicles_delivered
        accounted = total(s.officers)
        if self.first is None:
            self.first = (offered, inhabitants, delivered)
            self.members = total(s.fighters) + total(
                now.gang_killed
                + now.gang_feud
                + now.gang_lynched
                + now.gang_arrested
                + now.gang_left
                - now.gang_recruited
            )
        assert np.array_equal(offered, s.offered)
        assert np.array_equal(offered, self.first[0])
        assert np.array_equal(inhabitants, self.first[1])
        assert np.array_equal(
            inhabitants, np.broadcast_to(p.territory.zones.population, inhabitants.shape)
        )
        assert np.array_equal(delivered, self.first[2])
        self._money(s)
        self._members(s, now)
        self._within_gangs(s, now, x)
        self._bounds(s, x, block)
        self._law(block)
        assert np.all(accounted >= 0)

    @staticmethod
    def _money(s):
        on_the_way = s.unpaid_usd + s.held_usd + s.first_stage_usd + s.second_stage_usd
        assert np.array_equal(s.pledged_usd, on_the_way + s.received_usd)
        assert np.array_equal(total(s.received_usd) + s.assessed_usd, s.spent_usd + s.balance_usd)
        for stock in (
            s.unpaid_usd,
            s.held_usd,
            s.first_stage_usd,
            s.second_stage_usd,
            s.balance_usd,
            s.arrears_usd,
        ):
            assert np.all(stock >= 0)

    def _members(self, s, now):
        lost = (
            now.gang_killed
            + now.gang_feud
            + now.gang_lynched
            + now.gang_arrested
            + now.gang_left
            - now.gang_recruited
        )
        assert np.array_equal(total(s.fighters), self.members - total(lost))
        self.members = total(s.fighters)

    @staticmethod
    def _within_gangs(s, now, x):
        """Children are some of the members, leavers find no more places than they are."""
        members = total_by(s.fighters, x.footholds_of_gang)
        assert np.all((s.children >= 0) & (s.children <= members))
        assert np.all(s.arms >= 0)
        assert np.all(now.reintegrated <= total(now.gang_left))
        assert np.all(now.moved >= 0)

    @staticmethod
    def _bounds(s, x, block):
        for stock in (
            s.uncommitted,
            s.vetting,
            s.training,
            s.ready,
            s.in_theatre,
            s.on_leave,
            s.fighters,
            s.officers,
            s.residents,
            s.displaced,
            s.killed,
            s.vehicles,
            s.vehicles_down,
            s.vehicles - s.vehicles_down,
            s.stations_lost,
            block.p.police.units.stations - s.stations_lost,
        ):
            assert np.all(stock >= 0)
        for share in (
            s.state_control,
            s.gang_control,
            s.trust,
            s.access,
            s.cohesion,
            s.clarity,
            s.coordination,
            s.oversight,
            s.exposure,
            s.morale,
            s.equipment,
            s.intelligence,
            s.participation,
            s.monitoring,
            s.political,
            s.interdiction,
            s.sanctions,
            s.stability,
        ):
            assert np.all((share >= 0) & (share <= 1))
        controlled = s.state_control + total_by(s.gang_control, x.footholds_of_zone)
        with_gangs = [len(rows) > 0 for rows in x.footholds_of_zone]
        assert np.allclose(controlled[with_gangs], 1.0, atol=1e-9)

    @staticmethod
    def _law(block):
        """Nobody boards without mandate, consent, clearance, room, vehicles, airport and cover."""
        s, p, now = block.state, block.p, block.now
        before = getattr(block, "in_theatre_before", np.zeros_like(s.in_theatre))
        boarded = np.maximum(s.in_theatre + now.mission_killed - before, 0)
        somebody = total(boarded) > 0
        assert np.all(s.in_force[somebody])
        assert not np.any(s.crisis[somebody])
        assert not np.any(s.airport_closed[somebody])
        assert np.all(s.base_ready[somebody])
        assert np.all(boarded[~cleared(s.legal_status)] == 0)
        present = total(s.in_theatre + now.mission_killed)
        assert np.all((present <= s.vehicles * p.logistics.persons_per_vehicle)[somebody])
        assert np.all(
            present[somebody] <= np.broadcast_to(p.mission.force_target, present.shape)[somebody]
        )
        assert np.all(total(boarded) <= p.logistics.sortie_seats * now.flights)
        assert np.all((s.stability >= p.authorities.consent_stability)[somebody])
        cost = p.funding.unit_cost_cash_usd_month * present * p.funding.cover_months_to_deploy
        free = s.balance_usd - s.arrears_usd
        assert np.all((cost <= free + 1)[somebody & ~now.assessed])
        block.in_theatre_before = s.in_theatre.copy()


@pytest.mark.slow
@given(values=settings_of(), seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_persons_members_inhabitants_vehicles_and_dollars_are_conserved_and_gated(values, seed):
    witness = Witness()
    play(changed_by(values), seed=seed, watch=witness)
    assert witness.steps == 26


@pytest.mark.slow
@given(values=settings_of("mission", "council"), seed=st.integers(0, 10_000))
@settings(max_examples=10)
def test_a_lapse_ends_in_a_drawdown_never_in_a_jump(values, seed):
    lapsing = {
        **values,
        "council.renewal_tabled": 0.0,
        "council.rollover_probability": 0.0,
        "logistics.base_stages_done": 6,
        "logistics.inspection_pass": 1.0,
        "logistics.vehicles_at_start": 40,
    }
    seen = []

    def watch(block):
        s = block.state
        seen.append(
            (
                s.in_force.copy(),
                total(s.in_theatre),
                total(block.now.mission_killed),
                total(s.leaving_from),
                s.lapsed.copy(),
                s.orderly.copy(),
            )
        )

    world = changed_by(lapsing)
    played = play(world, seed=seed, watch=watch)
    assert np.all(played.outcomes["lapse"] == 1)
    orderly, disorderly = world.mission.drawdown_weeks, world.mission.disorderly_weeks
    for before, after in pairwise(seen):
        gone = before[1] - after[1] - after[2]
        lapsed = after[4]
        weeks = np.where(after[5], orderly, disorderly)
        parts = len(world.mission.contingents)
        assert np.all(gone[lapsed] >= 0)
        assert np.all((gone <= np.ceil(after[3] / weeks) + parts)[lapsed])
    ended = seen[16 + int(np.ceil(max(orderly, disorderly))) + 1 :]
    assert all(np.all(strength == 0) for _, strength, *_ in ended)
