"""Logistics and contingents."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from msssim.rules import contingents, logistics
from msssim.scenario.parameters.mission import Mission
from msssim.text import text
from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.mission import CONSTRAINTS, PHASES
from msssim.world.streams import CHANNELS
from sections import section

MANY = 10_000


def _binding(wanted, **room):
    allowed = np.array([room.get(cause, MANY) for cause in CONSTRAINTS[1:]])
    return CONSTRAINTS[int(contingents.binding_constraint(wanted, allowed))]


@pytest.mark.parametrize("cause", CONSTRAINTS[1:])
def test_the_closed_gate_is_the_one_that_binds(cause):
    assert _binding(200, **{cause: 0}) == cause


def test_nothing_binds_when_every_gate_lets_the_tranche_through():
    assert _binding(200) == "none"
    assert _binding(0, cash=0, court=0) == "none"


def test_the_narrowest_gate_binds():
    assert _binding(200, base=150, cash=100) == "cash"
    assert _binding(200, pledge=0, court=0) == "pledge"
    assert _binding(200, pledge=500, court=0) == "court"


@given(
    at_notice=st.integers(0, 5_000), drawdown=st.floats(1, 52), weeks=st.sampled_from([1.0, 1 / 7])
)
def test_a_drawdown_is_no_jump_and_ends_on_time_whatever_the_step(at_notice, drawdown, weeks):
    mission = section("mission", drawdown_weeks=drawdown, disorderly_weeks=0.5)
    left, since = at_notice, 0.0
    while since < drawdown:
        since += weeks
        gone = int(
            contingents.drawdown(
                left, mission, at_notice=at_notice, weeks_since=since, orderly=True
            )
        )
        assert 0 <= gone <= at_notice * weeks / drawdown + 1
        left -= gone
    assert left == 0


def test_a_disorderly_drawdown_has_a_time_of_its_own():
    mission = section("mission", drawdown_weeks=10.0, disorderly_weeks=4.0)
    gone = contingents.drawdown(
        100, mission, at_notice=100, weeks_since=2.0, orderly=np.array([True, False])
    )
    assert gone.tolist() == [20, 50]
    last = contingents.drawdown(10, mission, at_notice=10, weeks_since=0.5, orderly=True)
    assert last == 1, "nine and a half may stay"


@given(ready=st.integers(0, 3_000), seats=st.integers(0, 3_000), clear=st.booleans())
def test_no_one_boards_without_legal_clearance_or_a_seat(ready, seats, clear):
    flying = contingents.boarding(ready, clear, seats)
    assert 0 <= flying <= min(ready, seats)
    assert clear or flying == 0


def _factor(
    clarity=0.0, oversight=0.0, coordination=0.0, *, peers=0.0, deaths=0.0, cases=0.0,
    assessed=False, weeks_left=52.0,
):  # fmt: skip
    """Factor on the hazard of commitment, with openness against the as-is level."""
    mission = section(
        "mission", commit_clarity=2.0, commit_oversight=1.2, commit_coordination=0.7,
        commit_peers=1.0, commit_losses=0.05, commit_abuse=0.04, commit_assessed=1.5,
        commit_horizon_weeks=3.0,
    )  # fmt: skip
    governance = section(
        "governance", reference_clarity=0.1, reference_oversight=0.2, reference_coordination=0.3
    )
    return contingents.commitment_factor(
        mission, governance, clarity=0.1 + clarity, oversight=0.2 + oversight,
        coordination=0.3 + coordination, share_committed=peers, deaths=deaths, cases=cases,
        assessed=assessed, mandate_weeks_left=weeks_left,
    )  # fmt: skip


def test_commitment_falls_with_risk_and_rises_with_peers():
    assert _factor(weeks_left=4.0) < _factor() < _factor(peers=0.5)
    assert _factor(deaths=10) < _factor() < _factor(clarity=0.5)
    assert _factor(cases=10) < _factor() < _factor(assessed=True)


def test_each_term_of_commitment_enters_with_its_own_weight():
    found = np.log(_factor(0.3, 0.2, 0.1, peers=0.5, deaths=2.0, cases=4.0, assessed=True))
    without = np.log(_factor())
    expected = 2.0 * 0.3 + 1.2 * 0.2 + 0.7 * 0.1 + 0.5 - 0.05 * 2 - 0.04 * 4 + 1.5
    assert found - without == pytest.approx(expected)


def _offer(uniform, stated, low, high, log_sd):
    row = section(
        "contingent", pledged=stated, pledged_low=low, pledged_high=high, pledged_log_sd=log_sd
    )
    return contingents.offer(uniform, row)


def test_an_offer_is_its_number_or_drawn_within_bounds():
    uniforms = (np.arange(10_001) + 0.5) / 10_001
    assert np.all(_offer(uniforms, 1_500, 1_500, 2_000, 0.0) == 1_500)
    drawn = _offer(uniforms, 200, 50, 1_000, 1.0)
    assert (drawn.min(), np.median(drawn), drawn.max()) == (50, 200, 1_000)
    assert drawn.mean() > 200  # a heavy tail
    assert drawn.dtype.kind == "i"


def test_thresholds_have_the_mean_and_the_spread_of_the_beta():
    uniforms = (np.arange(20_000) + 0.5) / 20_000
    thresholds = contingents.threshold(uniforms, 0.25, 8.0)
    assert thresholds.mean() == pytest.approx(0.25, abs=1e-3)
    assert thresholds.var() == pytest.approx(0.25 * 0.75 / 9, rel=0.01)


def test_a_recall_is_for_arrears_losses_or_abuse_and_else_never():
    mission = section(
        "mission", recall_arrears_per_month=0.1, recall_losses_per_month=0.01,
        recall_abuse_per_month=0.002,
    )  # fmt: skip

    def rate_per_month(unpaid=False, deaths=0.0, cases=0.0):
        rate = contingents.recall_rate(mission, unpaid=unpaid, deaths=deaths, cases=cases)
        return float(rate * WEEKS_PER_MONTH)

    assert rate_per_month() == 0
    assert rate_per_month(unpaid=True) == pytest.approx(0.1)
    assert rate_per_month(deaths=3.0, cases=5.0) == pytest.approx(0.04)


@given(present=st.integers(0, 3_000), waves=st.integers(1, 12), tour=st.floats(12, 104))
def test_in_a_tour_every_wave_goes_once(present, waves, tour):
    mission = section("mission", tour_weeks=tour, leave_waves=waves)
    waiting, gone, dates = contingents.wave_weeks(mission), 0, 0
    for _ in range(int(np.ceil(tour))):
        going, waiting = contingents.leave_wave(present, waiting, mission, weeks=1.0)
        gone, dates = gone + int(going), dates + (int(going) > 0)
    assert gone <= present
    assert abs(dates - waves) <= 1 or present < waves


def test_nobody_is_due_for_leave_from_an_empty_contingent():
    mission = section("mission", tour_weeks=48.0, leave_waves=6)
    going, waiting = contingents.leave_wave(0, 0.0, mission, weeks=1.0)
    assert (int(going), float(waiting)) == (0, 0.0)


def test_who_waits_for_the_lead_waits_for_what_binds_it():
    base, pledge = CONSTRAINTS.index("base"), CONSTRAINTS.index("pledge")
    cash = CONSTRAINTS.index("cash")
    assert contingents.behind_lead(cash, base, eligible=True) == cash
    assert contingents.behind_lead(cash, base, eligible=False) == base
    assert contingents.behind_lead(cash, 0, eligible=False) == pledge


def test_slippage_counts_from_the_authorisation():
    # authorised 2 October 2023, announced for 1 February 2024, day 0 is 12 June 2024
    assert contingents.slippage(0, -132, -254) == pytest.approx(254 / 122)
    assert contingents.slippage(-132, -132, -254) == 1.0


def test_an_announced_date_is_the_preparation_seen_with_optimism():
    mission = section(
        "mission", vetting_weeks=6.0, training_weeks=4.0, announced_optimism=0.5,
        postponement_weeks=2.5,
    )  # fmt: skip
    assert contingents.announced_for(70, mission) == 70 + 35
    slower = section("mission", vetting_weeks=6.0, training_weeks=5.5, announced_optimism=0.5)
    assert contingents.announced_for(70, slower) == 70 + 42, "in whole weeks"
    assert contingents.postponement_days(mission) == 18


def test_works_stop_while_the_airport_is_closed():
    terms = section("logistics", base_stages=6, base_weeks=12.0)
    assert logistics.expected_stages(terms, working=True, weeks=4.0) == 2
    assert logistics.expected_stages(terms, working=False, weeks=1.0) == 0


def _inspected(
    uniform=0.0, *, ready=False, built=True, waiting=0.5, failures=0, chance=0.5, setback=3.0
):
    terms = section("logistics", inspection_pass=chance, inspection_setback_weeks=setback)
    return logistics.inspection(
        ready, terms, built=built, weeks_to_inspection=waiting, failures=failures,
        uniform=uniform, weeks=1.0,
    )  # fmt: skip


def test_a_failed_inspection_sets_the_date_back():
    ready, waiting, failures = _inspected(0.9)
    assert (bool(ready), float(waiting), int(failures)) == (False, 2.5, 1)
    ready, _, failures = _inspected(0.1)
    assert (bool(ready), int(failures)) == (True, 0)


def test_an_unbuilt_base_is_never_found_ready():
    ready, waiting, _ = _inspected(built=False, waiting=0.0, chance=1.0)
    assert not ready
    assert waiting == 0.0


def test_each_inspection_passes_with_the_stated_chance():
    uniforms = (np.arange(100_000) + 0.5) / 100_000
    ready, waiting = np.zeros(uniforms.size, dtype=bool), np.zeros(uniforms.size)
    failures = np.zeros(uniforms.size, dtype=np.int64)
    for _ in range(4):
        before = ready
        ready, waiting, failures = _inspected(
            uniforms, ready=ready, waiting=waiting, failures=failures, chance=0.3, setback=0.0
        )
        assert (ready & ~before).sum() / (~before).sum() == pytest.approx(0.3, abs=0.001)


def test_there_are_no_places_before_the_base_is_ready():
    terms = section("logistics", base_places=1_350, base_places_per_month=75.0)
    assert logistics.places(False, terms, months_open=4.0) == 0
    assert logistics.places(True, terms, months_open=4.0) == 1_650
    assert logistics.places(True, terms, months_open=4.99) == 1_724


@given(
    persons=st.integers(0, 5_000), vehicles=st.integers(0, 300), a=st.integers(0, 300),
    b=st.integers(0, 300),
)  # fmt: skip
def test_more_running_vehicles_never_lower_the_mobile_force(persons, vehicles, a, b):
    low, high = sorted((min(a, vehicles), min(b, vehicles)))
    few = logistics.mobile_persons(persons, low, 8.0)
    assert few <= logistics.mobile_persons(persons, high, 8.0) <= persons


@given(long_run=st.floats(0.05, 1.0), repair_weeks=st.floats(0.5, 20))
def test_breakdown_and_repair_balance_at_the_availability_of_the_long_run(long_run, repair_weeks):
    terms = section("logistics", vehicle_availability=long_run, vehicle_repair_weeks=repair_weeks)
    breakdown = logistics.breakdown_rate(terms)
    repair = 1 / repair_weeks
    assert repair / (repair + breakdown) == pytest.approx(long_run)


def test_a_fleet_without_vehicles_is_not_available():
    assert logistics.availability(0, 0) == 0
    assert logistics.availability(10, 4) == pytest.approx(0.6)


def _finished(drawn, left, free_usd, stage_usd):
    terms, costs = section("logistics", base_stages=6), section("funding", base_stage_usd=stage_usd)
    return logistics.stages_finished(drawn, terms, costs, done=6 - left, free_usd=free_usd)


def test_stages_are_finished_as_far_as_drawn_left_and_paid_for():
    assert _finished(3, 2, 10_000_000, 1_000_000) == 2
    assert _finished(3, 5, 2_500_000, 1_000_000) == 2
    assert _finished(3, 5, -4, 1_000_000) == 0
    assert _finished(3, 5, 0, 0) == 3


def test_whoever_is_ready_and_clear_boards_while_there_are_seats():
    ready, clear = np.array([30, 30, 30]), np.array([True, True, False])
    assert contingents.boarding(ready, clear, np.array([50, 20, 50])).tolist() == [30, 20, 0]


def test_the_uniform_raises_an_offer_unless_it_is_stated():
    assert _offer(0.9, 200, 50, 1_000, 1.0) > _offer(0.1, 200, 50, 1_000, 1.0)
    assert _offer(0.9, 10, 50, 1_000, 0.0) == 10
    assert _offer(special.ndtr(np.log(1.06)), 10, 1, 1_000, 1.0) == 11, "10.6 persons, rounded"


def test_standing_is_a_weighted_sum():
    mission = section("mission", standing_clarity=2.0, standing_oversight=3.0, standing_peers=5.0)
    standing = contingents.standing(mission, clarity=0.5, oversight=0.3, share_committed=0.4)
    assert standing == pytest.approx(1 + 0.9 + 2)


def test_a_mandate_of_less_than_a_week_counts_as_a_week():
    assert _factor(weeks_left=1.0) == _factor(weeks_left=0.2) == pytest.approx(np.exp(-3))
    assert _factor(weeks_left=2.0) == pytest.approx(np.exp(-1.5))


def test_the_next_tranche_is_what_is_still_wanted_at_most_a_tranche():
    in_theatre = np.array([0, 900, 1_000, 1_200])
    mission = section("mission", enabled=True, tranche_persons=200, force_target=1_000)
    assert contingents.next_tranche(in_theatre, mission).tolist() == [200, 100, 0, 0]
    none = section("mission", enabled=False, tranche_persons=200, force_target=1_000)
    assert contingents.next_tranche(0, none) == 0


def test_who_prepares_stands_between_commitment_and_the_flight():
    counts = {phase.name: 10**place for place, phase in enumerate(PHASES)}
    assert contingents.preparing(SimpleNamespace(**counts)) == 10 + 100 + 1_000


def test_phases_lead_on_by_parameters_and_channels_that_there_are():
    names = [phase.name for phase in PHASES]
    for phase in PHASES:
        if phase.leads_to:
            assert phase.leads_to in names
            assert phase.weeks in Mission.model_fields
            assert phase.channel in CHANNELS["contingent"]


def test_each_run_has_its_own_binding_constraint():
    allowed = np.full((len(CONSTRAINTS) - 1, 3), MANY)
    allowed[0, 0], allowed[3, 1] = 10, 20
    binding = contingents.binding_constraint(200, allowed)
    assert binding.tolist() == [1, 4, 0]


def test_slippage_against_an_announcement_of_a_day_is_counted_in_days():
    assert contingents.slippage(5, 1, 0) == 5


def test_a_wave_of_leave_goes_in_the_step_that_holds_its_date():
    def leave(present, waiting):
        mission = section("mission", tour_weeks=8.0, leave_waves=1)
        going, left = contingents.leave_wave(present, waiting, mission, weeks=1.0)
        return int(going), float(left)

    assert leave(1, 0.0) == (1, 7.0)
    assert leave(10, 1.0) == (0, 0.0), "the first moment of the next step"


def test_a_base_that_is_ready_is_not_inspected_again():
    ready, waiting, failures = _inspected(0.99, ready=True, failures=2, chance=0.1)
    assert (bool(ready), float(waiting), int(failures)) == (True, 0.5, 2)


def test_an_inspection_falls_in_the_step_that_holds_its_date():
    ready, waiting, failures = _inspected(waiting=1.0, chance=1.0)
    assert (bool(ready), float(waiting), int(failures)) == (False, 0.0, 0)
    assert not _inspected(chance=0.0)[0]


def test_flights_vehicles_and_places_by_hand():
    is_open = np.array([True, False])
    terms = section(
        "logistics", airlift_sorties_per_week=4.0, sortie_seats=50, vehicles_per_month=6.0,
        vehicles_in_kind_persons=1_000.0,
    )  # fmt: skip
    flights = logistics.expected_sorties(terms, airport_open=is_open, weeks=0.5)
    assert flights.tolist() == [2.0, 0.0]
    few = section("logistics", airlift_sorties_per_week=2.51, sortie_seats=50)
    assert logistics.airlift_persons(few, airport_open=is_open).tolist() == [125, 0]
    funding = section("funding", in_kind_persons=500)
    delivered = logistics.expected_deliveries(terms, funding, supplied=is_open, months=0.5)
    assert delivered.tolist() == [1.5, 0.0]
    assert logistics.equipment_persons(7, 8.5) == 59
    assert logistics.abandoned(7, 0.5) == 3
    assert logistics.availability(1, 0) == 1


def test_works_at_a_dollar_a_stage_go_as_far_as_the_dollars():
    assert _finished(3, 5, 2, 1) == 2
    assert _finished(3, 5, 0, 1) == 0


@pytest.mark.parametrize("cause", CONSTRAINTS)
def test_every_constraint_has_a_name_in_the_catalogue(cause):
    assert text(f"common.constraint.{cause}")
