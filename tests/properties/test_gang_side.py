"""What gangs, police and people do in whole worlds: one plain fact for each process."""

from __future__ import annotations

import numpy as np
import pytest
from mission_worlds import HARMLESS, QUIET, READY, RENEWED, watched, world
from worlds import AS_IS

from msssim.engines.batch import run_block
from msssim.scenario import Scenario, load_scenario
from msssim.world.kinds import Posture
from msssim.world.sums import total

pytestmark = pytest.mark.slow

RUNS = range(12)
NO_MISSION = {"mission.enabled": False}


def played(*settings, weeks=26, **values):
    """Outcomes of a world with values changed."""
    return run_block(world(weeks, *settings, **values), seed=1, runs=RUNS).outcomes


# -- posture and the coalition


def test_postures_share_all_gang_weeks():
    o = played(QUIET)
    shares = o["confront_share"] + o["low_profile_share"] + o["relocate_share"]
    assert shares == pytest.approx(np.ones(len(RUNS)))
    assert np.all(o["relocate_share"] > 0)


def test_a_gang_keeps_its_posture_until_it_reviews_it():
    rarely = {"gangs.revision_weeks": 52.0, **NO_MISSION}
    postures, _ = watched(world(20, QUIET, rarely), lambda b: b.state.posture.copy())
    changes = np.mean(postures[1:] != postures[:-1])
    assert 0 < changes < 1 / 52 + 0.01


def test_patient_gangs_hide_from_a_mission_that_soon_leaves():
    def hiding(days):
        terms = {"council.renewal_term_days": days, "gangs.foothold_value": 5.0,
                 "gangs.presence_persons": 50.0, "council.mandate_ends": "2024-07-20"}  # fmt: skip
        return played(READY, RENEWED, terms, weeks=40)["low_profile_share"].mean()

    assert hiding(30) > hiding(365) + 0.1


def test_a_lapse_lowers_what_gangs_expect_of_the_next_renewal():
    failing = {"council.renewal_tabled": 0.0, "council.mandate_ends": "2024-07-20"}

    def expectation(rollover):
        values = {**failing, "council.rollover_probability": rollover, "council.rollover_days": 30}
        seen, _ = watched(
            world(20, QUIET, values),
            lambda b: b.state.renewals_for / (b.state.renewals_for + b.state.renewals_against),
        )
        return seen

    lapsed, rolled = expectation(0.0), expectation(1.0)
    assert np.all(lapsed[-1] < lapsed[0])
    assert np.all(lapsed[6:] == lapsed[6])  # no more votes, nothing more is learned
    assert np.all(rolled[-1] < rolled[6]), "rolled over again and again, less is expected"


def test_a_locked_coalition_stays_as_it_is_and_attacks_more_often():
    united, as_is = (
        run_block(load_scenario(name), seed=1, runs=range(40)).outcomes
        for name in ("gangs_unite", "as_is")
    )
    assert united["cohesion_mean"] == pytest.approx(np.full(40, 0.9))
    assert united["offensives"].mean() > 1.5 * as_is["offensives"].mean()


ON_THE_ATTACK = {"gangs.offensive_per_week": 10.0, "gangs.offensive_weeks": 52.0}


def test_an_offensive_carries_along_only_members_of_the_coalition():
    outside = [row.coalition == 0 for row in AS_IS.gangs.groups]
    eager = {**QUIET, **ON_THE_ATTACK, "gangs.threshold_mean": 0.01, "gangs.risk_aversion": 0.0}
    joined, _ = watched(world(6, eager), lambda b: b.state.joined.copy())
    assert not np.any(joined[:, outside])
    assert np.all(joined[-1][~np.array(outside)])


def test_an_offensive_stays_with_one_gang_where_thresholds_are_high():
    wary = {**QUIET, **ON_THE_ATTACK, "gangs.threshold_mean": 0.99, "gangs.threshold_weight": 500.0}
    joined, outcomes = watched(world(6, wary), lambda b: total(np.where(b.state.joined, 1, 0)))
    assert np.all(joined[2:] == 1)
    assert np.all(outcomes["offensives"] == 1)


def test_who_takes_part_in_an_offensive_confronts():
    hiding = {**QUIET, **ON_THE_ATTACK, "gangs.rationality": 50.0, "gangs.rent_given_up": 0.0,
              "gangs.concession": 0.0, "gangs.foothold_value": 10.0}  # fmt: skip

    def look(b):
        assert np.all(b.state.acting_posture[b.state.joined] == Posture.CONFRONT)
        return total(np.where(b.state.joined & (b.state.posture == Posture.LOW_PROFILE), 1, 0))

    forced, _ = watched(world(8, READY, hiding), look)
    assert forced.sum() > 0


# -- contacts


def test_nothing_leaks_that_nobody_knows():
    sealed = {"governance.leak_per_informed_person": 0.0, "governance.leakiness": 0.0,
              "police.collusion": 0.0}  # fmt: skip
    o = played(READY, sealed)
    assert np.all(o["leaks"] == 0)
    assert np.all(o["ambushes"] == 0)
    through_police = played(READY, {**sealed, "police.collusion": 0.1})
    assert np.all(through_police["leaks"] > 0)
    assert np.all(through_police["ambushes"] <= through_police["leaks"])


def test_repression_that_spares_who_hides_finds_nobody_when_all_hide():
    values = {"gangs.conditionality": 1.0, "gangs.rationality": 50.0, "gangs.concession": 0.0,
              "gangs.rent_given_up": 0.0, "gangs.foothold_value": 10.0, "gangs.way_road": 20.0,
              "gangs.way_street": 20.0, "gangs.way_path": 20.0, "gangs.way_sea": 20.0,
              "gangs.confronting_at_start": 0.0, "gangs.loss_aversion": 1000.0,
              "people.vigilante_members": 0.0, "gangs.killed_by_rivals_per_week": 0.0}  # fmt: skip
    o = played(READY, values, weeks=12)
    assert np.all(o["low_profile_share"] == 1)
    assert np.all(o["gang_killed"] == 0)
    assert np.all(o["operations_of_police"] == 0)


def test_police_and_mission_operate_jointly_only_as_far_as_they_coordinate():
    apart = played(READY, {"contacts.joint_share": 0.0})
    assert np.all(apart["operations_joint"] == 0)
    assert np.all(apart["operations_of_mission"] > 0)
    together = played(READY, {"governance.coordination": 1.0, "governance.adjustment_weeks": 1.0})
    assert together["operations_joint"].mean() > apart["operations_of_mission"].mean() / 2


def test_bystanders_are_hit_by_fire_that_is_not_aimed():
    aimed = {"contacts.intelligence": 1.0, "contacts.intelligence_alone": 1.0,
             "contacts.intelligence_tips": 0.0}  # fmt: skip
    o = played(READY, aimed)
    assert np.all(o["civilians_killed_by_state"] == 0)
    assert np.all(o["gang_killed"] > 0)
    wild = played(READY, {"contacts.intelligence": 0.1})
    each = wild["civilians_killed_by_state"] / wild["gang_killed"]
    assert np.all(each > 0.2)
    assert np.all(
        wild["killed_in_crossfire"]
        <= wild["civilians_killed_by_state"] + wild["civilians_killed_by_gangs"]
    )


def test_monitoring_restrains_the_state_and_costs_gangs_fewer_members():
    watched_ = {"interventions.monitoring": 1.0, "interventions.monitoring_weeks": 1.0,
                "interventions.programme_budget_usd_month": 1e7}  # fmt: skip
    free, under = played(QUIET, NO_MISSION), played(QUIET, NO_MISSION, watched_)
    assert under["civilians_killed_by_state"].sum() < 0.9 * free["civilians_killed_by_state"].sum()


def test_lethal_fire_ends_a_contact_before_its_time():
    def deaths(lethality):
        values = {"contacts.lethality_state": lethality, "contacts.break_off_gang": 0.02}
        return played(QUIET, NO_MISSION, values)["gang_killed"].sum()

    assert deaths(100.0) < 5 * deaths(10.0), "ten times the fire, but not ten times the deaths"


# -- command and ground


def test_a_force_that_clears_holds_ground_that_a_spread_one_does_not():
    big = {"logistics.vehicles_at_start": 400, "logistics.vehicle_availability": 1.0,
           "governance.coordination": 0.8, "logistics.base_places": 2_500}  # fmt: skip

    def dense(doctrine):
        seen, _ = watched(
            world(20, READY, RENEWED, HARMLESS, {**big, "contacts.doctrine": doctrine}),
            lambda b: total(np.where(b.state.weeks_dense > b.p.territory.hold_weeks, 1, 0)),
        )
        return seen[-1].mean()

    assert dense("clear_and_hold") > dense("presence") + 1


@pytest.mark.parametrize("doctrine", ["protect_assets", "presence", "clear_and_hold", "mixed"])
def test_every_doctrine_places_all_who_can_move_in_the_capital(doctrine):
    def look(b):
        effect = b.p.governance.coordination_floor
        effect = effect + (1 - effect) * b.state.coordination
        placed = total(b.state.mission_force) / (b.p.contacts.mission_weight * effect)
        assert placed == pytest.approx(b.state.mobile)
        assert np.all(b.state.mission_force[~b.axes.metropolitan] == 0)
        assert np.all(b.state.mission_force >= 0)
        return b.state.mobile.sum()

    mobile, _ = watched(world(10, READY, {"contacts.doctrine": doctrine}), look)
    assert mobile.sum() > 0


def test_the_port_opens_when_its_ground_is_won_and_shuts_in_an_attack():
    data = world(8, QUIET, NO_MISSION).resolved()
    for zone in data["territory"]["zones"]:
        zone["gang_control"] = min(zone["gang_control"], 0.5)
    calm = run_block(Scenario.from_data(data), seed=1, runs=RUNS).outcomes
    assert np.all(calm["port_open_days"] == 56)
    data["gangs"] |= {"offensive_per_week": 10.0, "offensive_weeks": 52.0, "threshold_mean": 0.01,
                      "risk_aversion": 0.0}  # fmt: skip
    attacked = run_block(Scenario.from_data(data), seed=1, runs=RUNS).outcomes
    assert np.all(attacked["port_open_days"] <= 7)  # one may end, and the next begin
    assert np.all(attacked["fuel_open_days"] <= 7)


def test_a_corridor_is_open_where_all_its_roads_are():
    data = world(4, QUIET, NO_MISSION).resolved()
    for zone in data["territory"]["zones"]:
        zone["gang_control"] = 0.1
    o = run_block(Scenario.from_data(data), seed=1, runs=RUNS).outcomes
    assert np.all(o["roads_open_share"] == 1)
    for corridor in ("north", "south", "east", "artibonite"):
        assert np.all(o[f"corridor_{corridor}_open_share"] == 1)
    for zone in data["territory"]["zones"]:
        if zone["name"] == "GRESSIER":
            zone["gang_control"] = 1.0
    cut = run_block(Scenario.from_data(data), seed=1, runs=RUNS).outcomes
    assert np.all(cut["corridor_south_open_share"] == 0)
    assert np.all(cut["corridor_north_open_share"] == 1)


def test_people_return_only_where_the_state_has_held():
    held = [0]

    def look(b):
        holds = b.state.weeks_held >= b.p.territory.held_weeks
        assert np.all(b.state.returned[~holds] == 0)
        held[0] += b.state.returned.sum()
        return 0

    watched(world(20, {"people.return_per_month": 0.5}), look)
    assert held[0] > 0


# -- means


def test_members_move_only_along_the_ways_out_of_their_zones():
    """A gang that stands in one zone is next in its neighbours, and nowhere farther."""
    moving = {**QUIET, **NO_MISSION, **HARMLESS, "gangs.relocation_per_week": 10.0,
              "gangs.way_road": 0.0, "gangs.way_street": 0.0, "gangs.way_path": 0.0,
              "gangs.way_sea": 0.0, "recruitment.rate_per_week": 0.0,
              "recruitment.forced_per_100k_week": 0.0}  # fmt: skip
    scenario = world(3, moving)
    near = {zone.name: {zone.name} for zone in scenario.territory.zones}
    for link in scenario.territory.links:
        near[link.zone_a].add(link.zone_b)
        near[link.zone_b].add(link.zone_a)

    def look(b):
        names = [zone.name for zone in scenario.territory.zones]
        for foothold, fighters in enumerate(b.state.fighters):
            row = scenario.gangs.groups[b.axes.foothold_gang[foothold]]
            where = names[b.axes.foothold_zone[foothold]]
            reach = set().union(*(near[zone] for zone in row.presence))
            assert where in reach or not fighters.any()
        return (
            total(b.state.fighters)
            + total(b.state.gang_left)
            + total(b.state.gang_killed_by_vigilantes)
        )

    seen, outcomes = watched(scenario, look)
    assert np.all(outcomes["gang_moved"] > 0)
    assert np.all(np.diff(seen, axis=0) <= 0)


def test_kidnapping_rises_when_other_rents_fall():
    def kidnapped(elasticity):
        poor = {"gang_finance.substitution": elasticity, "gang_finance.extortion_usd_week": 0.10}
        data = world(26, QUIET, NO_MISSION, poor).resolved()
        data["events"] = [{"date": "2024-06-19", "set": {
            "gang_finance.extortion_usd_week": 0.01, "gang_finance.toll_usd_week": 1_000.0,
            "gang_finance.fuel_usd_week": 0.0, "gang_finance.port_usd_week": 0.0}}]  # fmt: skip
        return run_block(Scenario.from_data(data), seed=1, runs=RUNS).outcomes

    without, with_ = kidnapped(0.0), kidnapped(0.5)
    assert np.all(with_["kidnapped"] > 1.5 * without["kidnapped"])
    share = with_["kidnapping_revenue_usd"] / with_["gang_revenue_usd"]
    assert np.all(share > without["kidnapping_revenue_usd"] / without["gang_revenue_usd"])


def test_gangs_that_are_paid_less_recruit_fewer():
    rich = played(QUIET, NO_MISSION)
    poor = played(
        QUIET,
        NO_MISSION,
        {"interventions.sanctions_bite": 0.9, "interventions.sanctions_weeks": 1.0},
    )
    assert np.all(poor["gang_pay_mean"] < 0.5 * rich["gang_pay_mean"])
    assert np.all(poor["gang_recruited"] < rich["gang_recruited"])
    assert np.all(poor["gang_left"] > rich["gang_left"])


def test_interdiction_leaves_gangs_with_fewer_arms():
    kept_out = {"interventions.interdiction": 0.9, "interventions.interdiction_weeks": 1.0,
                "interventions.programme_budget_usd_month": 1e8}  # fmt: skip
    plain, without = played(QUIET, NO_MISSION), played(QUIET, NO_MISSION, kept_out)
    assert np.all(without["arms_per_member_end"] < plain["arms_per_member_end"] - 0.05)


def test_programmes_without_money_deliver_nothing_new():
    aims = {"interventions.cvr_slots_per_month": 3_000.0, "interventions.cvr_weeks": 1.0,
            "interventions.reintegration_places": 1_000.0, "interventions.reintegration_weeks": 1.0,
            "interventions.monitoring": 1.0, "interventions.monitoring_weeks": 1.0}  # fmt: skip

    def slots(budget):
        values = {**aims, "interventions.programme_budget_usd_month": budget}
        seen, outcomes = watched(
            world(20, QUIET, NO_MISSION, values), lambda b: b.state.cvr_slots.copy()
        )
        return seen[-1], outcomes

    (poor, spent_nothing), (rich, spent) = slots(0.0), slots(1e8)
    assert np.all(poor < AS_IS.interventions.cvr_slots_at_start)
    assert np.all(rich > 1_000)
    assert np.all(spent_nothing["programmes_usd"] == 0)
    assert np.all(spent["gang_reintegrated"] > spent_nothing["gang_reintegrated"])


def test_children_are_a_larger_part_of_gangs_that_run_short():
    def share(attrition):
        values = {
            "contacts.attrition_forcing_per_week": attrition,
            "recruitment.child_pressure": 1.5,
        }
        o = played(QUIET, NO_MISSION, values, weeks=52)
        return o["children_recruited"] / o["gang_recruited"]

    assert np.all(share(0.03) > share(0.0))


# -- police


def test_stations_fall_in_attacks_and_are_retaken_under_control():
    attacked = {
        **QUIET,
        **NO_MISSION,
        "contacts.attacks_per_1000_week": 5.0,
        "police.station_loss_per_attack": 1.0,
        "police.station_retaken_per_week": 5.0,
    }

    def look(b):
        s, units = b.state, b.p.police.units
        assert np.all((s.stations_lost >= 0) & (s.stations_lost <= units.stations))
        here = np.where(b.axes.unit_zone >= 0, b.axes.unit_zone, 0)
        weak = s.state_control[here] < b.p.police.station_retaken_control
        assert np.all(b.state.stations_retaken[weak] == 0)
        return total(s.stations_lost)

    lost, outcomes = watched(world(20, attacked), look)
    assert np.all(outcomes["stations_lost"] > 10)
    assert np.all(outcomes["stations_retaken"] > 0)
    held = sum(row.stations for row in AS_IS.police.units) - lost[-1]
    assert np.array_equal(outcomes["stations_held_end"], held)
    assert np.all(outcomes["stations_lost"] - outcomes["stations_retaken"] == lost[-1])


def test_police_without_stations_are_worth_less():
    values = {**QUIET, **NO_MISSION, "contacts.attacks_per_1000_week": 20.0,
              "police.station_loss_per_attack": 1.0, "police.station_retaken_per_week": 0.0,
              "contacts.lethality_gang": 0.0}  # fmt: skip

    def force(without):
        seen, _ = watched(
            world(12, values, {"police.without_station": without}), lambda b: total(b.state.force)
        )
        return seen[-1]

    assert np.all(force(0.3) < 0.9 * force(1.0))


def test_officers_who_have_seen_comrades_die_leave_sooner():
    bloody = {"contacts.lethality_gang": 60.0, "contacts.return_fire": 1.0,
              "police.attrition_losses": 0.2}  # fmt: skip
    calm, after = played(QUIET, NO_MISSION, HARMLESS), played(QUIET, NO_MISSION, bloody)
    assert after["police_killed"].min() > 100
    assert after["police_left"].sum() > 1.1 * calm["police_left"].sum()
    assert np.all(after["police_morale_end"] < calm["police_morale_end"])


# -- people


def test_who_trusts_the_state_tells_it_and_it_learns():
    def known(trust):
        values = {"people.trust_presence": trust, "people.trust_recovery_per_week": 5.0,
                  "people.tips_trust": 4.0, "contacts.mission_weight": 5.0}  # fmt: skip
        return played(READY, values)

    low, high = known(0.0), known(0.5)
    for name in ("trust_end", "tips", "intelligence_mean"):
        assert high[name].mean() > low[name].mean(), name


def test_abuse_ruins_trust_more_than_it_silences_people():
    bad = {"governance.abuse_per_1000_years": 1_000.0, "governance.detection_base": 1.0}
    clean, abused = (
        played(READY, {**bad, "people.trust_abuse": effect, "people.tips_trust": 1.0})
        for effect in (0.0, 0.1)
    )
    trust = 1 - abused["trust_end"].mean() / clean["trust_end"].mean()
    tips = 1 - abused["tips"].mean() / clean["tips"].mean()
    assert trust > 3 * tips > 0


def test_self_defence_groups_mobilise_where_gangs_kill():
    def killed(rate):
        values = {"people.killed_by_gangs_per_100k_week": rate, "people.fear_memory_weeks": 1.0}
        o = played(QUIET, NO_MISSION, values, weeks=20)
        return o["civilians_killed_by_vigilantes"] + o["gang_lynched"]

    assert np.all(killed(10.0) > killed(1.0))


def test_everybody_killed_has_a_killer_and_everybody_injured_too():
    o = played(READY)
    by = sum(o[f"civilians_killed_by_{who}"] for who in ("gangs", "state", "vigilantes"))
    assert np.array_equal(o["civilians_killed"], by)
    hurt = sum(o[f"civilians_injured_by_{who}"] for who in ("gangs", "state", "vigilantes"))
    assert np.array_equal(o["civilians_injured"], hurt)
    assert np.all(o["gang_lynched"] <= o["gang_killed"])


# -- after the exit


def test_exit_and_rebound_are_of_runs_in_which_the_mission_left():
    leaving = {"council.mandate_ends": "2024-08-14", "council.renewal_tabled": 0.0,
               "council.rollover_probability": 0.0}  # fmt: skip
    scenario = world(60, READY, leaving)
    control = []
    o = run_block(
        scenario, seed=1, runs=RUNS,
        watch=lambda b: control.append((total(b.state.in_theatre), b.seen["gang_control"])),
    ).outcomes  # fmt: skip
    exit_step = ((o["exit_days"] + 1) / 7).astype(int) - 1
    for run in RUNS:
        present = np.array([strength[run] for strength, _ in control])
        assert present[exit_step[run]] == 0 < present[exit_step[run] - 1]
        change = control[exit_step[run] + 26][1][run] - control[exit_step[run]][1][run]
        assert o["rebound_26w"][run] == pytest.approx(change)
    stayed = played(READY, RENEWED, weeks=20)
    for name in ("exit_days", "rebound_26w", "low_profile_before_exit"):
        assert np.all(np.isnan(stayed[name]))
