"""The mission at work: what each gate does to the deployment, as a plain fact."""

from __future__ import annotations

import numpy as np
import pytest
from mission_worlds import COUNTRIES, HARMLESS, KENYA, QUIET, READY, RENEWED, RUNS, watched, world
from scipy import stats
from worlds import AS_IS, NO_CASES

from msssim.engines.batch import engine, run_block
from msssim.scenario import Scenario, load_scenario
from msssim.world.mission import CONSTRAINTS
from msssim.world.streams import RandomStreams
from msssim.world.sums import total

pytestmark = pytest.mark.slow


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
        return watched(world(20, READY, values, HARMLESS), lambda b: b.state.mobile.copy())[0]

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


def test_only_abuse_that_happens_comes_to_light_and_deters():
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

    class Moved(RandomStreams):
        def of(self, channel):
            return super().of(channel)[rows.get(channel.split(".")[0], slice(None))]

    monkeypatch.setattr(engine, "RandomStreams", Moved)
    after = final(renamed)
    assert np.array_equal(after["received"], before["received"][rows["donor"]])
    assert np.array_equal(total(after["theatre"]), total(before["theatre"]))
