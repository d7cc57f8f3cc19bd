"""Courts and the Council at work: what each does to the deployment, as a plain fact."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from mission_worlds import HARMLESS, KENYA, QUIET, READY, RUNS, watched, world
from worlds import AS_IS

from msssim.engines.batch import run_block
from msssim.scenario import Scenario, load_scenario
from msssim.world.calendar import day_of
from msssim.world.kinds import LegalStatus
from msssim.world.sums import total

pytestmark = pytest.mark.slow


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


def test_a_handover_ties_down_part_of_the_force_for_a_time():
    values = {"council.conversion_vote_on": "2024-07-24", "council.conversion_support": 20.0,
              "council.handover_weeks": 4.0, "council.handover_dip": 0.5,
              "logistics.vehicles_at_start": 400,
              "logistics.vehicle_availability": 1.0}  # fmt: skip
    seen, _ = watched(
        world(14, READY, values, HARMLESS),
        lambda b: b.state.mobile / np.maximum(total(b.state.in_theatre), 1),
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
