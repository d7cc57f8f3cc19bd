"""The mission's institutions at work: what each does to the deployment, as a plain fact."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy import stats
from worlds import AS_IS, NO_CASES

from msssim.engines.batch import engine, run_block
from msssim.scenario import Scenario, load_scenario
from msssim.world.calendar import day_of
from msssim.world.kinds import LegalStatus
from msssim.world.luck import Luck
from msssim.world.observables import CONSTRAINTS
from msssim.world.sums import total

pytestmark = pytest.mark.slow

COUNTRIES = [row.name for row in AS_IS.mission.contingents]
KENYA = COUNTRIES.index("Kenya")
RUNS = range(12)
QUIET = {
    "gangs.offensive_per_week": 0.0,
    "authorities.crisis_per_month": 0.0,
    "logistics.airport_closure_per_week": 0.0,
    "law.petitions_per_month": 0.0,
    **NO_CASES,
}
"""No shock and no case in court."""

RENEWED = {"council.renewal_support": 20.0}
"""The Council renews for sure."""

READY = {
    **QUIET,
    "logistics.base_stages_done": AS_IS.logistics.base_stages,
    "logistics.inspection_notice_weeks": 0.0,
    "logistics.inspection_pass": 1.0,
    "logistics.vehicles_at_start": 60,
    "funding.donors.United States.received_usd": 90_000_000,
    **{
        f"mission.contingents.{row.name}.{key}": value
        for row in AS_IS.mission.contingents
        for key, value in (("committed", True), ("trained", row.pledged))
    },
}
"""Everybody stands ready."""

HARMLESS = {"contacts.operations_per_100": 0.0, "contacts.attacks_per_1000_week": 0.0}


def world(weeks, *settings, **values):
    merged = {"horizon_days": 7 * weeks, "start": AS_IS.start}
    for each in settings:
        merged |= each
    return AS_IS.with_values(merged | values)


def watched(scenario, look, runs=RUNS, seed=1):
    """What ``look`` sees of the block after each step, and the outcomes."""
    seen = []
    played = run_block(scenario, seed=seed, runs=runs, watch=lambda block: seen.append(look(block)))
    return np.array(seen), played.outcomes


# -- courts


def test_the_known_kenyan_case_plays_as_it_happened():
    scenario = AS_IS.with_values(
        {"start": "2023-10-02", "horizon_days": 250, "step_days": 1, "law.petitions_per_month": 0.0,
         "law.workaround_weeks": 104.0}
    )  # fmt: skip
    start = dt.date(2023, 10, 2)
    status, _ = watched(
        scenario, lambda b: np.array([b.state.legal_status[KENYA], b.state.weeks_to_court[KENYA]])
    )
    expected = {
        dt.date(2023, 10, 5): LegalStatus.CLEAR,
        dt.date(2023, 10, 7): LegalStatus.PENDING,
        dt.date(2023, 10, 10): LegalStatus.INTERIM_ORDER,
        dt.date(2024, 1, 25): LegalStatus.INTERIM_ORDER,
        dt.date(2024, 3, 2): LegalStatus.CLEAR,
        dt.date(2024, 5, 17): LegalStatus.PENDING,
        dt.date(2024, 6, 1): LegalStatus.PENDING,
    }
    for date, known in expected.items():
        assert np.all(status[day_of(date, start), 0] == known), date
    ruling = status[day_of(dt.date(2024, 1, 26), start), 0]
    assert np.all(ruling == LegalStatus.BARRED)


def test_a_start_finds_the_case_where_the_last_step_before_it_left_it():
    for date, known in (
        ("2023-10-08", LegalStatus.PENDING),
        ("2024-01-01", LegalStatus.INTERIM_ORDER),
        ("2024-02-01", LegalStatus.BARRED),
        ("2024-04-01", LegalStatus.CLEAR),
    ):
        scenario = AS_IS.with_values(
            {"start": date, "horizon_days": 7, "step_days": 1, "law.petitions_per_month": 0.0,
             "law.workaround_weeks": 104.0}
        )  # fmt: skip
        status, _ = watched(scenario, lambda b: b.state.legal_status[KENYA].copy(), runs=[0])
        assert status[0] == known, date


def test_an_assumed_order_holds_until_its_assumed_end():
    scenario = load_scenario("court_temporary").with_values(
        {"horizon_days": 7 * 18, "law.petitions_per_month": 0.0}
    )
    status, outcomes = watched(scenario, lambda b: b.state.legal_status[KENYA].copy())
    assert np.all(status[:16] == LegalStatus.INTERIM_ORDER)
    assert np.all(status[16:] == LegalStatus.CLEAR)
    assert not np.any(outcomes["first_boots_days"] < 16 * 7)


def test_a_ruling_takes_its_time_and_an_order_lasts_until_it():
    scenario = world(
        60, QUIET, {f"law.steps.{AS_IS.law.steps[-1].name}.applies": True},
        {"law.adjournment": 0.0, "law.judgment_weeks": 8.0, "law.judgment_log_sd": 0.5},
    )  # fmt: skip
    pending, _ = watched(
        scenario, lambda b: b.state.legal_status[KENYA] == LegalStatus.PENDING, runs=range(400)
    )
    weeks = pending.sum(axis=0)
    assert np.median(weeks) == pytest.approx(8.0, abs=1.0)
    assert np.percentile(weeks, 90) == pytest.approx(8.0 * np.exp(0.5 * 1.2816), abs=2.0)


def test_a_known_step_ends_the_wait_for_a_ruling():
    data = world(30, QUIET, {"law.adjournment": 0.0, "law.judgment_log_sd": 0.0,
                             "law.judgment_weeks": 10.0}).resolved()  # fmt: skip
    data["law"]["steps"] = [
        {"name": f"case {date}", "contingent": "Kenya", "date": date, "step": step,
         "source": "assumed", "confidence": "low"}
        for date, step in (("2024-06-12", "hearing"), ("2024-07-10", "hearing"))
    ]  # fmt: skip
    seen, _ = watched(
        Scenario.from_data(data),
        lambda b: np.array([b.state.reserved[KENYA], b.state.legal_status[KENYA]]),
    )
    reserved, status = seen[:, 0], seen[:, 1]
    assert np.all(reserved[:4] == 0)  # a later step is known: chance has no hearing
    assert np.all(reserved[4:14] == 1)
    assert np.all(status[:14] == LegalStatus.PENDING)
    assert np.all(status[14] != LegalStatus.PENDING)


# -- the Council


def _adopted_by_hand(leanings, vetoes, abstention=5.0, needed=9):
    """Chance that nine say yes and no permanent member no: every pattern of yes, summed."""
    yes = 1 / (1 + np.exp(-np.array(leanings)))
    no = 1 / (1 + np.exp(np.array(leanings) + abstention))
    chance = np.zeros(len(leanings) + 1)
    chance[0] = 1.0
    for p_yes, p_no, veto in zip(yes, no, vetoes, strict=True):
        stays = (1 - p_yes - p_no) + (0 if veto else p_no)
        chance = chance * stays + np.concatenate([[0.0], chance[:-1]]) * p_yes
    return chance[needed:].sum()


def _members_of_2024(leaning):
    rows = [row for row in AS_IS.council.members if row.since is None]
    return [getattr(row, leaning) for row in rows], [row.permanent for row in rows]


@pytest.mark.parametrize(
    ("leaning", "stated", "within"),
    [("leaning", 0.93, 0.02), ("leaning_office", 0.5, 0.05), ("leaning_operation", 0.15, 0.03)],
)
def test_the_leanings_give_the_stated_chances(leaning, stated, within):
    assert _adopted_by_hand(*_members_of_2024(leaning)) == pytest.approx(stated, abs=within)


def test_the_engine_counts_votes_as_worked_out_by_hand():
    voting = {"council.mandate_ends": "2024-06-13", "council.office_vote_on": "2024-06-14",
              "council.vote_unfiled": 0.0, "council.rollover_probability": 1.0}  # fmt: skip
    runs = range(4_000)
    office, outcomes = watched(
        world(1, QUIET, voting), lambda b: np.isfinite(b.state.office_day), runs=runs
    )
    for got, leaning in ((outcomes["renewals"], "leaning"), (office[0], "leaning_office")):
        p = _adopted_by_hand(*_members_of_2024(leaning))
        # four standard errors: wrong once in 16,000
        assert abs(got.mean() - p) < 4 * np.sqrt(p * (1 - p) / len(runs))


def test_one_permanent_no_is_enough_and_an_elected_one_is_not():
    def renewals(member):
        values = {f"council.members.{row.name}.leaning": 20.0 for row in AS_IS.council.members}
        values[f"council.members.{member}.leaning"] = -20.0
        values["council.mandate_ends"] = "2024-06-13"
        return run_block(world(1, QUIET, values), seed=1, runs=RUNS).outcomes

    assert np.all(renewals("China")["renewals"] == 0)
    assert np.all(renewals("Malta")["renewals"] == 1)
    assert np.all(renewals("Malta")["yes_votes"] == 14)


@pytest.mark.parametrize(("date", "votes"), [("2024-12-30", 5), ("2025-01-02", 0)])
def test_members_change_at_the_new_year(date, votes):
    leaving = {row.name for row in AS_IS.council.members if row.until is not None}
    values = {
        f"council.members.{row.name}.leaning": 20.0 if row.name in leaving else -18.0
        for row in AS_IS.council.members
    }
    values |= {"council.abstention": 40.0, "council.mandate_ends": date, "step_days": 1,
               "horizon_days": 210}  # fmt: skip
    outcomes = run_block(AS_IS.with_values(QUIET | values), seed=1, runs=RUNS).outcomes
    assert np.all(outcomes["yes_votes"] == votes)


def test_the_council_judges_by_what_its_last_review_found():
    values = {"council.review_on": "2024-07-24", "council.review_interval_days": 70}
    seen, _ = watched(
        world(20, READY, values, HARMLESS),
        lambda b: np.array([b.state.reviewed_progress, total(b.state.in_theatre)]),
    )
    progress, present = seen[:, 0], seen[:, 1]
    assert np.all(progress[:6] == 0)
    assert np.array_equal(progress[6], present[5] / AS_IS.mission.force_target)
    assert np.array_equal(progress[6], progress[15])
    assert np.array_equal(progress[16], present[15] / AS_IS.mission.force_target)
    assert np.all(progress[6] > 0)


def test_documents_raise_the_ceiling_in_the_step_in_which_they_arrive():
    values = {"council.conops_filed_on": "2024-07-10", "council.conops_delay_weeks": 0.0,
              "council.ceiling_before_conops": 100,
              "logistics.airlift_sorties_per_week": 100.0}  # fmt: skip
    present, _ = watched(
        world(8, READY, values, HARMLESS), lambda b: total(b.state.in_theatre + b.state.on_leave)
    )
    assert np.all(present[:4] <= 100)
    assert np.all(present[3] == 100)
    assert np.all(present[4] > 100)


def test_a_support_office_serves_after_its_lag():
    values = {"council.office_vote_on": "2024-06-19", "council.office_support": 20.0,
              "council.office_lag_weeks": 6.0, "governance.adjustment_weeks": 0.1,
              "governance.mistrust_per_leak": 0.0}  # fmt: skip
    seen, outcomes = watched(
        world(12, QUIET, values),
        lambda b: np.array([b.state.in_kind, b.state.coordination, b.state.oversight]),
    )
    before, after = seen[6], seen[7]
    assert np.all(before[0] < 2_500)
    assert np.all(after[0] == 2_500)
    assert np.allclose(after[1] - before[1], AS_IS.council.office_coordination, atol=1e-3)
    assert np.allclose(after[2] - before[2], AS_IS.council.office_oversight, atol=1e-3)
    assert np.all(outcomes["support_office"] == 1)


def test_a_handover_ties_down_part_of_the_force_until_the_operation_takes_over():
    values = {"council.conversion_vote_on": "2024-07-24", "council.conversion_support": 20.0,
              "council.handover_weeks": 4.0, "council.handover_dip": 0.5,
              "logistics.vehicles_at_start": 400,
              "logistics.vehicle_availability": 1.0}  # fmt: skip
    seen, _ = watched(
        world(14, READY, values, HARMLESS),
        lambda b: b.now.mobile / np.maximum(total(b.state.in_theatre), 1),
    )
    assert np.allclose(seen[5], 1.0)
    assert np.allclose(seen[6:10], 0.5)
    assert np.allclose(seen[10:], 1.0)


def test_a_mission_that_leaves_in_disorder_leaves_vehicles_behind():
    def lapsing(**more):
        values = {**more, "council.mandate_ends": "2024-07-10", "council.renewal_tabled": 0.0,
                  "council.rollover_probability": 0.0, "logistics.vehicle_wear_per_month": 0.0,
                  "mission.abandoned_share": 0.5,
                  "logistics.vehicles_per_month": 0.0}  # fmt: skip
        return watched(
            world(12, READY, values, HARMLESS),
            lambda b: np.array([b.state.vehicles, b.state.orderly]),
        )[0][-1]

    vehicles, orderly = lapsing()
    assert np.all(orderly == 1)
    assert np.all(vehicles == 60)
    vehicles, orderly = lapsing(**{"gangs.offensive_per_week": 10.0, "gangs.offensive_weeks": 52.0})
    assert np.all(orderly == 0)
    assert np.all(vehicles == 30)


# -- contingents


def test_nobody_lands_before_the_lead_nation_and_nobody_after_it_is_barred():
    barred = load_scenario("court_permanent").resolved()
    scenario = Scenario.from_data(barred).with_values(
        {**{key: value for key, value in READY.items() if key not in NO_CASES},
         "horizon_days": 140, "mission.replacement_lead_per_month": 0.0, **RENEWED}
    )  # fmt: skip
    present, outcomes = watched(scenario, lambda b: total(b.state.in_theatre))
    assert np.all(present == 0)
    assert np.all(outcomes["weeks_leaderless"] == 20)
    assert np.all(outcomes["weeks_bound_court"] == 20)
    free = run_block(
        scenario.with_values({"mission.lead_lands_first": False}), seed=1, runs=RUNS
    ).outcomes
    assert np.all(free["first_boots_days"] < 140)
    replaced = run_block(
        scenario.with_values({"mission.replacement_lead_per_month": 10.0}), seed=1, runs=RUNS
    ).outcomes
    assert np.all(replaced["first_boots_days"] < 140)


def test_a_lead_nation_that_offers_nobody_has_to_be_replaced():
    scenario = world(20, READY, {"mission.contingents.Kenya.trained": 0,
                                 "mission.contingents.Kenya.pledged": 0,
                                 "mission.replacement_lead_per_month": 0.0})  # fmt: skip
    alone = run_block(scenario, seed=1, runs=RUNS).outcomes
    assert np.all(np.isnan(alone["first_boots_days"]))
    assert np.all(alone["weeks_leaderless"] == 20)
    replaced = scenario.with_values({"mission.replacement_lead_per_month": 10.0})
    assert np.all(run_block(replaced, seed=1, runs=RUNS).outcomes["first_boots_days"] < 140)


def test_a_un_operation_needs_no_lead_nation():
    scenario = load_scenario("court_permanent").with_values(
        {**{key: value for key, value in READY.items() if key not in NO_CASES},
         "horizon_days": 140, "mission.replacement_lead_per_month": 0.0,
         "council.conversion_vote_on": "2024-06-19", "council.conversion_support": 20.0,
         "council.handover_weeks": 8.0}
    )  # fmt: skip
    present, outcomes = watched(scenario, lambda b: total(b.state.in_theatre))
    assert np.all(present[:9] == 0)
    assert np.all(present[-1] > 0)
    assert np.all(outcomes["weeks_leaderless"] == 9)


def test_who_waits_for_the_lead_nation_is_bound_by_what_binds_it():
    scenario = world(6, READY, {"logistics.base_stages_done": 0, "logistics.base_weeks": 104.0})
    binding, _ = watched(scenario, lambda b: b.state.binding_of.copy())
    assert np.all(binding == CONSTRAINTS.index("base"))


def test_every_contingent_is_bound_by_its_own_gate():
    waiting = ("Benin", "Jamaica")
    idle = {
        f"mission.contingents.{name}.{key}": value
        for name in waiting
        for key, value in (("committed", False), ("commit_per_month", 0.0), ("trained", 0))
    }
    filed = {"council.conops_filed_on": "2024-06-12", "council.conops_delay_weeks": 0.0}
    binding, _ = watched(world(3, READY, filed, idle), lambda b: b.state.binding_of.copy())
    rows = [COUNTRIES.index(name) for name in waiting]
    assert np.all(binding[:, rows] == CONSTRAINTS.index("pledge"))
    assert not np.any(binding[:, KENYA] == CONSTRAINTS.index("pledge"))


def test_only_a_mission_of_enough_standing_wins_commitments():
    eager = {f"mission.contingents.{name}.commit_per_month": 5.0 for name in COUNTRIES}

    def contributors(mean):
        values = {"mission.threshold_mean": mean, "mission.threshold_weight": 1_000.0}
        return run_block(world(8, QUIET, eager, values), seed=1, runs=RUNS).outcomes["contributors"]

    assert np.all(contributors(0.9) == 1)
    assert np.all(contributors(0.05) > 10)


def test_one_commitment_can_start_a_cascade_of_them():
    """Peers raise the mission's standing, so that thresholds fall one after the other."""
    eager = {f"mission.contingents.{name}.commit_per_month": 5.0 for name in COUNTRIES}
    values = {"mission.threshold_mean": 0.28, "mission.threshold_weight": 200.0}

    def contributors(peers):
        settings = {**values, "mission.standing_peers": peers}
        return (
            run_block(world(26, QUIET, eager, settings), seed=1, runs=range(40))
            .outcomes["contributors"]
            .mean()
        )

    assert contributors(1.0) > contributors(0.3) + 3


def test_home_leave_comes_in_waves_of_equal_parts():
    values = {"mission.tour_weeks": 24.0, "mission.leave_waves": 4, "mission.leave_weeks": 0.1,
              "funding.donors.United States.received_usd": 900_000_000}  # fmt: skip
    seen, _ = watched(
        world(30, READY, values, HARMLESS),
        lambda b: np.array([b.state.on_leave[KENYA], b.state.in_theatre[KENYA]]),
        runs=[0],
    )
    on_leave, present = seen[:, 0, 0], seen[:, 1, 0]
    waves = np.flatnonzero(on_leave > 0)
    first = np.flatnonzero(present > 0)[0]
    assert waves[0] == first + 7  # six weeks after the end of the step of the first arrival
    assert np.all(np.diff(waves) == 6)
    for wave in waves:
        assert on_leave[wave] == present[wave - 1] // 4


def test_an_unpaid_contingent_is_recalled_and_takes_its_preparation_home():
    broke = {
        **{f"funding.donors.{row.name}.received_usd": 0 for row in AS_IS.funding.donors},
        "funding.donors.Canada.received_usd": 4_000_000, "funding.conversion": 0.0,
        "funding.cover_months_to_deploy": 0.1, "funding.arrears_days": 3.0,
        "mission.recall_arrears_per_month": 10.0, "mission.resignations_per_month": 0.0,
        "mission.contingents.Kenya.trained": 300, "mission.training_weeks": 100.0,
        "mission.replacement_lead_per_month": 0.0, "mission.drawdown_weeks": 4.0,
    }  # fmt: skip
    seen, outcomes = watched(
        world(30, READY, broke, HARMLESS),
        lambda b: np.array([
            b.state.recalled[KENYA], b.state.in_theatre[KENYA],
            (b.state.vetting + b.state.training + b.state.ready)[KENYA],
        ]),
    )  # fmt: skip
    assert np.all(seen[-1, 0] == 1)
    for run in RUNS:
        recalled = np.flatnonzero(seen[:, 0, run])[0]
        before, after = seen[recalled - 1, :, run], seen[recalled:, :, run]
        assert before[1] > 0
        assert before[2] > 0
        assert np.all(after[:, 2] == 0)
        assert after[0, 1] >= before[1] * 0.7  # a part a week, no jump
        assert after[4, 1] == 0
    assert np.all(outcomes["weeks_allowances_late"] > 0)
    assert np.all(outcomes["contingents_recalled"] >= 1)
    assert np.all(outcomes["weeks_leaderless"] > 0)


def test_unpaid_persons_resign_only_when_allowances_are_late():
    rich = {"funding.donors.United States.received_usd": 900_000_000,
            "mission.resignations_per_month": 5.0}  # fmt: skip
    outcomes = run_block(world(20, READY, RENEWED, rich, HARMLESS), seed=1, runs=RUNS).outcomes
    assert np.all(outcomes["resigned"] == 0)
    assert np.all(outcomes["contributors"] > 0)


def test_announced_dates_are_put_back_three_weeks_at_a_time():
    never = {"logistics.base_stages_done": 0, "logistics.base_weeks": 104.0,
             "funding.base_stage_usd": 10**9}  # fmt: skip
    none_else = {f"mission.contingents.{name}.commit_per_month": 0.0 for name in COUNTRIES}
    _, outcomes = watched(world(26, QUIET, RENEWED, never, none_else), lambda _: 0)
    # 15 June is day 3; every 21 days until day 182: 3, 24, ..., 171
    assert np.all(outcomes["postponements"] == len(range(3, 182, 21)))
    assert np.all(np.isnan(outcomes["slippage"]))


def test_slippage_is_elapsed_against_first_announced():
    outcomes = run_block(world(26), seed=1, runs=range(60)).outcomes
    landed = ~np.isnan(outcomes["first_boots_days"])
    assert landed.sum() > 30
    assert outcomes["slippage"][landed] == pytest.approx(
        (outcomes["first_boots_days"][landed] + 254) / 122
    )
    assert np.all(outcomes["slippage"][landed] > 2)


# -- money


@pytest.mark.slow
def test_receipts_follow_two_geometric_stages_in_expectation():
    start = {
        **{f"funding.donors.{row.name}.{key}": 0 for row in AS_IS.funding.donors
           for key in ("pledged_usd", "received_usd", "held_usd")},
        "funding.donors.Canada.pledged_usd": 100_000_000, "funding.conversion": 0.8,
        "funding.lag_months": 4.0, "funding.pledges_per_month": 0.01,
        "funding.pledge_rate_usd_month": 0.0, "logistics.base_stages_done": 0,
    }  # fmt: skip
    runs = range(1_500)
    received, _ = watched(world(26, QUIET, start), lambda b: total(b.state.received_usd), runs=runs)
    lag_weeks = 4.0 * 365.25 / 12 / 7
    p = 1 - np.exp(-2 / lag_weeks)
    for step in (4, 12, 25):
        arrived = stats.nbinom.cdf(step + 1 - 2, 2, p)
        expected = 80_000_000 * arrived
        error = 80_000_000 * np.sqrt(arrived * (1 - arrived) / len(runs))
        assert abs(received[step].mean() - expected) < 4 * error  # wrong once in 16,000


@pytest.mark.slow
def test_a_hold_lasts_a_geometric_time():
    hold = {"funding.donors.United States.hold.lift_per_month": 0.6,
            "funding.donors.United States.hold.reimpose_per_month": 0.0}  # fmt: skip
    row = [donor.name for donor in AS_IS.funding.donors].index("United States")
    held, _ = watched(world(12, QUIET, hold), lambda b: b.state.hold[row].copy(), runs=range(1_500))
    stays = np.exp(-0.6 / (365.25 / 12 / 7))
    for week in (0, 3, 11):
        p = stays ** (week + 1)
        assert abs(held[week].mean() - p) < 4 * np.sqrt(p * (1 - p) / 1_500)


def test_without_cash_no_stage_of_the_base_is_finished():
    poor = {**{f"funding.donors.{row.name}.{key}": 0 for row in AS_IS.funding.donors
               for key in ("pledged_usd", "received_usd", "held_usd")},
            "funding.pledge_rate_usd_month": 0.0, "logistics.base_stages_done": 0,
            "logistics.base_weeks": 1.0}  # fmt: skip
    stages, _ = watched(world(12, QUIET, poor), lambda b: b.state.stages_done.copy())
    assert np.all(stages == 0)
    free = {**poor, "funding.base_stage_usd": 0}
    stages, _ = watched(world(12, QUIET, free), lambda b: b.state.stages_done.copy())
    assert np.all(stages[-1] == AS_IS.logistics.base_stages)


# -- logistics, authorities, oversight


def test_a_fleet_that_breaks_down_less_moves_no_fewer_persons():
    def mobile(availability):
        values = {"logistics.vehicle_availability": availability,
                  "logistics.vehicle_loss_per_contact": 0.0, "contacts.lethality_gang": 0.0,
                  "mission.recall_losses_per_month": 0.0}  # fmt: skip
        return watched(world(20, READY, values, HARMLESS), lambda b: b.now.mobile.copy())[0]

    low, high = mobile(0.4), mobile(0.8)
    assert np.all(high >= low)
    assert np.any(high > low)


def test_the_fleet_settles_at_the_availability_of_the_long_run():
    values = {"logistics.vehicles_at_start": 1_000, "logistics.vehicle_wear_per_month": 0.0,
              "logistics.vehicle_availability": 0.6,
              "logistics.vehicle_repair_weeks": 2.0}  # fmt: skip
    running, _ = watched(
        world(40, QUIET, values, HARMLESS),
        lambda b: (b.state.vehicles - b.state.vehicles_down) / b.state.vehicles,
    )
    assert running[20:].mean() == pytest.approx(0.6, abs=0.03)


def test_authorities_without_stability_cannot_consent():
    weak = {"authorities.stability_at_start": 0.1, "authorities.stability_aim": 0.1}
    outcomes = run_block(world(10, READY, weak), seed=1, runs=RUNS).outcomes
    assert np.all(np.isnan(outcomes["first_boots_days"]))
    assert np.all(outcomes["weeks_bound_host"] == 10)


def test_the_fall_of_a_government_costs_stability_and_coordination():
    falling = {"authorities.crisis_per_month": 3.0, "governance.mistrust_per_leak": 0.0,
               "governance.adjustment_weeks": 104.0,
               "authorities.stability_weeks": 520.0}  # fmt: skip
    seen, outcomes = watched(
        world(12, QUIET, falling),
        lambda b: np.array([b.state.fell, b.state.stability, b.state.coordination]),
    )
    fell = seen[1:, 0] == 1
    assert fell.any()
    assert np.all(np.diff(seen[:, 1], axis=0)[fell] < 0)
    assert np.all(np.diff(seen[:, 2], axis=0)[fell] < 0)
    assert outcomes["governments_fallen"].sum() == seen[:, 0].sum()


def test_only_abuse_that_happens_comes_to_light_and_it_deters_donors_and_states():
    bad = {"governance.abuse_per_1000_years": 1_000.0, "governance.oversight": 0.0}
    seen, outcomes = watched(
        world(30, READY, bad, HARMLESS),
        lambda b: np.array([b.state.abuse_cases, b.state.abuse_detected, b.state.cases_remembered]),
    )
    cases, detected, remembered = seen[:, 0], seen[:, 1], seen[:, 2]
    assert np.all(detected <= cases)
    assert np.all(detected.sum(axis=0) < cases.sum(axis=0))
    assert np.all(remembered[-1] > 0)
    assert np.all(remembered[-1] <= detected.sum(axis=0))
    blind = {"governance.detection_base": 0.0, "governance.detection_oversight": 0.0}
    unseen = run_block(world(30, READY, bad, blind, HARMLESS), seed=1, runs=RUNS).outcomes
    assert np.all(unseen["abuse_detected"] == 0)
    assert np.all(unseen["fund_pledged_usd"] >= outcomes["fund_pledged_usd"])
    assert unseen["fund_pledged_usd"].sum() > outcomes["fund_pledged_usd"].sum()


def test_leaked_operations_spare_gangs():
    def killed(evasion):
        values = {"contacts.evasion": evasion, "governance.leakiness": 0.7,
                  "contacts.lethality_state": 50.0}  # fmt: skip
        return run_block(world(10, QUIET, values), seed=1, runs=RUNS).outcomes["gang_killed"].sum()

    assert killed(0.9) < killed(0.0)


# -- labels


def test_contributors_and_donors_under_other_names_have_the_same_fate(monkeypatch):
    rng = np.random.default_rng(4)
    nobody_goes = {f"mission.{hazard}_per_month": 0.0 for hazard in (
        "recall_arrears", "recall_losses", "recall_abuse", "resignations")}  # fmt: skip
    alike = {"mission.tour_weeks": 260.0, **HARMLESS, **nobody_goes}
    scenario = world(40, alike)  # who boards first, by name, would be on leave or lost earlier
    tables = {"contingent": ("mission", "contingents"), "donor": ("funding", "donors")}
    data, rows = scenario.resolved(), {}
    for kind, (section, table) in tables.items():
        old = [row["name"] for row in data[section][table]]
        new = dict(zip(old, (f"N{rank:02d}" for rank in rng.permutation(len(old))), strict=True))
        for row in data[section][table]:
            row["name"] = new[row["name"]]
        rows[kind] = np.argsort([new[name] for name in old])
        for step in data["law"]["steps"] if kind == "contingent" else ():
            step["contingent"] = new[step["contingent"]]
    renamed = Scenario.from_data(data)

    def final(played):
        kept = {}
        watch = lambda block: kept.update(  # noqa: E731
            theatre=block.state.in_theatre.copy(), received=block.state.received_usd.copy(),
            binding=block.state.binding_of.copy(),
        )  # fmt: skip
        run_block(played, seed=3, runs=RUNS, watch=watch)
        return kept

    before = final(scenario)

    class Moved(Luck):
        def of(self, channel):
            return super().of(channel)[rows.get(channel.split(".")[0], slice(None))]

    monkeypatch.setattr(engine, "Luck", Moved)
    after = final(renamed)
    assert np.array_equal(after["received"], before["received"][rows["donor"]])
    assert np.array_equal(total(after["theatre"]), total(before["theatre"]))
