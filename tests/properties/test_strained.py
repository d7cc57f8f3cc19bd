"""Worlds in which everything that may happen does, and one plain fact for each."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from mission_worlds import READY
from worlds import AS_IS

from msssim.engines.batch import run_block
from msssim.engines.batch.axes import axes_of
from msssim.engines.tally import Tally
from msssim.scenario import Scenario
from msssim.testing import INVARIANTS, Watch
from msssim.testing.relations import with_zones_named
from msssim.world.calendar import steps
from msssim.world.kinds import Posture
from msssim.world.observables import SERIES
from msssim.world.sums import total, total_by

pytestmark = pytest.mark.slow

RUNS = range(8)


def world(weeks=10, **values):
    values = {key.replace("__", "."): value for key, value in values.items()}
    return AS_IS.with_values({**READY, "horizon_days": 7 * weeks, **values})


def play(scenario, watch, seed=1, runs=RUNS, **keys):
    return run_block(scenario, seed=seed, runs=runs, watch=watch, **keys)


# -- conservation and gates where they bind


@pytest.mark.parametrize("step_days", [7, 1])
def test_invariants_hold_without_money_or_gangs_and_with_a_full_base(step_days):
    scenario = world(
        26,
        step_days=step_days,
        **{
            "funding.donors.United States.received_usd": 3_000_000,
            "funding.cover_months_to_deploy": 0.1,
            "funding.pledges_per_month": 0.01,
            "funding.arrears_days": 5.0,
            "mission.resignations_per_month": 1.0,
            "gangs.fighters_factor": 0.1,
            "contacts.lethality_state": 100.0,
            "contacts.operations_per_100": 200.0,
            "logistics.base_places": 500,
            "logistics.sortie_seats": 35,
            "council.ceiling_before_conops": 60,
        },
    )
    facts, seen = Watch(INVARIANTS), {"withdrawn": 0, "owed": 0, "extinct": 0, "capped": 0}

    def watch(block):
        facts(block)
        s = block.state
        present = total(s.in_theatre + s.mission_killed)
        seen["withdrawn"] += total(s.gone_home).sum()
        seen["owed"] += (s.arrears_usd > 0).sum()
        seen["extinct"] += (s.fighters == 0).sum()
        seen["capped"] += (present == 60).sum()

    play(scenario, watch)
    facts.require()
    assert seen["withdrawn"] and seen["owed"] and seen["extinct"] and seen["capped"], seen


def test_the_base_is_never_fuller_than_it_is():
    def watch(block):
        assert np.all(total(block.state.in_theatre) <= 300)

    play(world(8, **{"logistics.base_places": 300, "logistics.base_places_per_month": 0.0}), watch)


def test_a_step_fills_its_flights_and_no_more():
    scenario = world(3, step_days=1, **{"logistics.sortie_seats": 10})
    facts, before, full = Watch(INVARIANTS), [0], [0]

    def watch(block):
        facts(block)
        present = total(block.state.in_theatre + block.state.mission_killed)
        seats = 10 * block.state.flights
        full[0] += ((present - before[0] == seats) & (seats > 0)).sum()
        before[0] = total(block.state.in_theatre)

    play(scenario, watch)
    facts.require()
    assert full[0] > 0


def test_the_lead_nation_boards_before_the_others():
    lead = [row.lead for row in AS_IS.mission.contingents].index(True)

    def watch(block):
        s = block.state
        others = total(s.in_theatre) - s.in_theatre[lead]
        assert np.all(s.ready[lead][others > 0] == 0)

    play(world(8), watch)


# -- money


def test_a_hold_lasts_until_its_lift_date_and_no_longer():
    hold = "funding.donors.United States.hold."
    scenario = world(5, **{hold + "lift_per_month": 0.0, hold + "lift_on": "2024-06-29"})
    row = [donor.name for donor in AS_IS.funding.donors].index("United States")
    held = []
    play(scenario, lambda block: held.append(block.state.held_usd[row].copy()))
    assert [bool(np.all(usd > 0)) for usd in held] == [True, True, False, False, False]
    assert np.all(held[2] == 0)


def test_a_hold_that_comes_back_catches_new_pledges_and_lets_others_go_on():
    hold = "funding.donors.United States.hold."
    scenario = world(
        12,
        **{hold + "lift_per_month": 2.0, hold + "reimpose_per_month": 2.0,
           "funding.pledges_per_month": 8.0},
    )  # fmt: skip
    row = [donor.name for donor in AS_IS.funding.donors].index("United States")
    before, caught = [None], [0]

    def watch(block):
        s = block.state
        now = [array[row].copy() for array in (s.held_usd, s.pledged_usd, s.first_stage_usd)]
        if before[0] is not None:
            held, pledged, first = before[0]
            new = now[1] - pledged
            on = s.hold[row]
            assert np.array_equal(now[0][on], (held + new)[on])
            assert np.all(now[0][~on] == 0)
            assert np.all(now[2][on] <= first[on])
            caught[0] += (new[on & (held == 0)] > 0).sum()
        before[0] = now

    play(scenario, watch, runs=range(200))
    assert caught[0] > 0


def test_assessed_money_flows_after_the_handover_and_not_before():
    scenario = world(
        10,
        **{
            "council.conversion_vote_on": "2024-06-19",
            "council.conversion_support": 20.0,
            "council.handover_weeks": 4.0,
            "funding.cover_months_to_deploy": 0.0,
            **{f"funding.donors.{row.name}.received_usd": 100_000 for row in AS_IS.funding.donors},
        },
    )
    paid = []
    play(scenario, lambda block: paid.append(block.state.assessed_usd.copy()))
    assert [bool(np.any(usd > 0)) for usd in paid] == [False] * 5 + [True] * 5


# -- gangs


def test_posture_is_the_choice_of_this_step_with_the_draws_of_this_step():
    def watch(block):
        die = np.floor(block.streams.of("gang.posture") * 3)
        assert np.array_equal(block.state.posture, die)

    play(world(4, **{"gangs.rationality": 0.0, "gangs.revision_weeks": 0.1}), watch)


def test_gangs_that_lose_every_contact_believe_more_in_the_mission():
    scenario = world(
        10,
        **{
            "contacts.lethality_gang": 0.0,
            "contacts.lethality_state": 50.0,
            "gangs.belief_memory": 1.0,
        },
    )
    s = {}

    def watch(block):
        s["first"] = s.get("first", (block.state.successes.copy(), block.state.failures.copy()))
        s["last"] = (block.state.successes.copy(), block.state.failures.copy())

    play(scenario, watch)
    won, lost = (last - first for last, first in zip(s["last"], s["first"], strict=True))
    assert won.sum() > 2 * lost.sum()
    assert won.sum() > 0


def test_a_weeks_recruits_are_the_stated_rate_of_the_members():
    scenario = world(1, **{"contacts.operations_per_100": 0.0, "territory.inertia_per_week": 0.0,
                           "gangs.rent_given_up": 0.0, "recruitment.forced_per_100k_week": 0.0,
                           "interventions.cvr_recruitment": 0.0})  # fmt: skip
    got = []
    play(scenario, lambda block: got.append(total(block.state.gang_recruited)), runs=range(400))
    terms = AS_IS.recruitment
    members = sum(row.fighters for row in AS_IS.gangs.groups)
    mean = terms.rate_per_week * members * (1 - members / terms.saturation_members)
    assert abs(got[0].mean() - mean) < 4 * np.sqrt(mean / 400)  # Poisson; wrong once in 16,000


def test_nobody_who_hides_attacks():
    quiet = [0]

    def watch(block):
        x, s = block.axes, block.state
        confronts = (s.acting_posture == Posture.CONFRONT)[x.foothold_gang]
        fighting = total_by(np.where(confronts, s.share_of_zone, 0.0), x.footholds_of_zone)
        hiding = (fighting == 0) & (s.police_force > 0) & (s.members_in_zone > 0)
        assert np.all(s.attacks[hiding] == 0)
        quiet[0] += hiding.sum()

    play(world(6, **{"gangs.rationality": 0.0, "contacts.attacks_per_1000_week": 50.0}), watch)
    assert quiet[0] > 20


def test_full_armour_saves_everybody_in_the_mission():
    def lost(armour):
        values = {"contacts.armour": armour, "logistics.vehicle_availability": 1.0,
                  "contacts.lethality_gang": 100.0, "contacts.return_fire": 1.0}  # fmt: skip
        return play(world(8, **values), None).outcomes["mission_killed"].sum()

    assert lost(1.0) == 0 < lost(0.0)


# -- territory and people


def test_zones_border_as_the_links_say_in_the_batch():
    axes = axes_of(AS_IS)
    names = [zone.name for zone in AS_IS.territory.zones]
    borders = {(names[a], names[b]) for a, near in enumerate(axes.zone_neighbours) for b in near}
    links = {(link.zone_a, link.zone_b) for link in AS_IS.territory.links}
    assert borders == links | {(b, a) for a, b in links}


def test_what_is_held_is_gained_as_fast_as_it_is_lost():
    def final(**values):
        return play(world(8, **values), None).outcomes["gang_control_end"]

    held = {"territory__hold_density": 0.0, "territory__hold_weeks": 0.0}
    never = {"territory__hold_density": 1_000.0, "territory__hold_weeks": 104.0}
    assert np.array_equal(
        final(**held, territory__state_gain=0.1), final(**held, territory__state_gain=1.0)
    )
    assert np.all(
        final(**never, territory__state_gain=0.1) >= final(**held, territory__state_gain=0.1)
    )
    assert not np.array_equal(
        final(**never, territory__state_gain=0.1), final(**held, territory__state_gain=0.1)
    )


def test_people_return_to_held_zones_only():
    scenario = world(
        10, **{"people.displacement_events_per_week": 0.0, "people.return_per_month": 5.0}
    )
    before, home = [None], [0, 0]

    def watch(block):
        s, p = block.state, block.p
        if before[0] is not None:
            back = before[0] - s.displaced
            held = s.weeks_held >= p.territory.held_weeks
            assert np.all(back[~held] == 0)
            home[0] += back[held].sum()
            home[1] += before[0][~held].sum()
        before[0] = s.displaced.copy()

    play(scenario, watch)
    assert min(home) > 0


def test_nobody_is_kidnapped_where_gangs_hold_nothing():
    data = world(6, **{"territory.inertia_per_week": 0.0}).resolved()
    data["territory"]["zones"][0]["gang_control"] = 0.0

    def watch(block):
        assert np.all(block.state.kidnapped[0] == 0)
        assert np.all(block.state.killed_by_gangs[0] == 0)
        assert block.state.kidnapped.sum() > 0

    play(Scenario.from_data(data), watch)


# -- calendar


def test_the_vote_falls_in_the_step_that_holds_the_end_of_the_mandate():
    scenario = world(4, **{"council.mandate_ends": "2024-06-26", "council.renewal_support": 20.0})
    won = []
    play(scenario, lambda block: won.append(int(block.state.renewals.sum())))
    assert won == [0, 0, len(RUNS), 0]


def test_an_event_acts_in_the_step_that_holds_its_date():
    for day, first in ((26, 2), (28, 2), (25, 1)):
        data = world(5).resolved() | {
            "events": [{"date": f"2024-06-{day}", "set": {"mission.force_target": 77}}]
        }
        seen = []
        play(
            Scenario.from_data(data),
            lambda block, seen=seen: seen.append(block.p.mission.force_target),
        )
        assert seen == [AS_IS.mission.force_target] * first + [77] * (5 - first)


# -- outcomes


def test_outcomes_of_observations_worked_by_hand():
    tally = Tally(1, np.array([5.0]))
    calendar = steps(dt.date(2024, 6, 12), 28 * 7, 7)
    for step in calendar:
        seen = {name: np.array([0.0]) for name in SERIES}
        seen["force_target"] = np.array([100.0])
        seen["deployed"] = np.array([0 if step.index < 3 else 10 * step.index])
        seen["fund_received_usd"] = np.array([2.0])
        seen["displaced"] = np.array([50.0 if step.index == 4 else 7.0])
        seen["binding_constraint"] = np.array([8 if step.index < 6 else 0])
        seen["cover_months"] = np.array([0.5 if step.index < 2 else 4.0])
        for name in ("in_kind_usd", "fund_pledged_usd"):
            seen.setdefault(name, np.array([0.0]))
        tally.observe(step, Zeros(seen))
    got = {name: float(value[0]) for name, value in tally.outcomes().items()}
    assert got["first_boots_days"] == 4 * 7 - 1
    assert got["strength_26w"] == 250
    assert np.isnan(got["strength_52w"])
    assert got["fund_received_usd"] == 5 + 28 * 2
    assert (got["displaced_peak"], got["displaced_end"]) == (50, 7)
    assert (got["weeks_bound_cash"], got["weeks_bound_none"]) == (6, 22)
    assert got["weeks_cover_below_1m"] == 2
    assert got["delivered_share"] == pytest.approx(sum(range(3, 28)) * 10 / (28 * 100))


class Zeros(dict):
    def __missing__(self, name):
        return np.array([0.0])


def test_gang_control_is_weighted_by_inhabitants():
    def watch(block):
        s, p, x = block.state, block.p, block.axes
        people = np.where(x.metropolitan, p.territory.zones.population[:, 0], 0)
        share = (people[:, None] * (1 - s.state_control)).sum(0) / people.sum()
        assert block.seen["gang_control"] == pytest.approx(share)

    play(world(2), watch)


# -- levers


def test_without_a_mission_governance_moves_nothing_even_where_tools_do():
    series = ("clarity", "exposure", "coordination", "oversight", "gang_members", "access", "trust")

    def played(**levers):
        levels = {"interventions.sanctions_bite": 0.6, "interventions.cvr_slots_per_month": 900.0,
                 "interventions.aid_usd_month": 4e7}  # fmt: skip
        values = {"mission.enabled": False, **levels,
                  **{f"governance.{key}": value for key, value in levers.items()}}  # fmt: skip
        scenario = AS_IS.with_values({"horizon_days": 70, **values})
        return run_block(scenario, seed=1, runs=RUNS, series=series).series

    low = played(transparency=0.0, coordination=0.0, oversight=0.0)
    high = played(transparency=1.0, coordination=1.0, oversight=1.0)
    for name in series:
        assert np.array_equal(low[name], high[name]), name


def test_the_first_placement_does_not_depend_on_the_order_of_zones():

    scenario = world(1)
    names = [zone.name for zone in scenario.territory.zones]
    new = {name: f"Z{rank:02d}" for rank, name in enumerate(reversed(names))}
    forces = []
    for each in (scenario, with_zones_named(scenario, new)):
        play(each, lambda block: forces.append(block.state.mission_force))
    assert forces[0].sum() > 0
    assert forces[1][::-1] == pytest.approx(forces[0], rel=1e-3)
