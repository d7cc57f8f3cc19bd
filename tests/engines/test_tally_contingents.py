"""What became of each contingent: the sums of a tally, and facts about those of whole worlds."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from msssim.engines.agents import MissionModel
from msssim.engines.batch import run_block
from msssim.engines.tally_contingents import ContingentTally
from msssim.scenario import load_scenario
from msssim.world.calendar import steps
from msssim.world.kinds import LegalStatus
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import CONTINGENT_OUTCOMES
from msssim.world.sums import total

pytestmark = pytest.mark.slow

AS_IS = load_scenario("as_is")
RUNS = range(6)
WEEKS = 40

LANDING = AS_IS.with_values(
    {
        "horizon_days": WEEKS * 7,
        "funding.donors.United States.received_usd": 90_000_000,
        "law.petitions_per_month": 2.0,
        "logistics.base_stages_done": AS_IS.logistics.base_stages,
        "logistics.inspection_notice_weeks": 0.0,
        "logistics.inspection_pass": 0.9,
        "logistics.vehicles_at_start": 60,
        "mission.recall_losses_per_month": 1.0,
        **{f"mission.contingents.{row.name}.contestable": True
           for row in AS_IS.mission.contingents},
        **{f"mission.contingents.{row.name}.commit_per_month": 0.5
           for row in AS_IS.mission.contingents},
    }
)  # fmt: skip
"""As it stood, but countries decide soon, courts have much to do, and whoever is ready can land."""


@pytest.fixture(scope="module", params=[7, 1], ids=["by weeks", "by days"])
def landed(request):
    """Runs in which contingents land, and what was looked at after each step."""
    seen = []

    def watch(block):
        s = block.state
        seen.append((block.step, s.legal_status.copy(), s.in_theatre.copy(), s.committed.copy()))

    world = LANDING.with_values({"step_days": request.param})
    return run_block(world, seed=3, runs=RUNS, series=("deployed",), watch=watch), seen


def test_much_happens_to_contingents(landed):
    found = landed[0].contingents
    assert set(found) == set(CONTINGENT_OUTCOMES)
    for name in ("arrived_days", "slippage_days", "committed_days"):
        assert 0 < np.isnan(found[name]).mean() < 1
    for name in ("postponements", "recalled", "gone_home", "lost", "weeks_barred"):
        assert np.any(found[name] > 0)


def test_what_binds_a_contingent_sums_to_the_horizon(landed):
    weeks = np.array([landed[0].contingents[f"weeks_bound_{cause}"] for cause in CONSTRAINTS])
    assert weeks.shape == (len(CONSTRAINTS), len(LANDING.mission.contingents), len(RUNS))
    assert np.allclose(total(weeks), WEEKS)
    assert np.sum(weeks.sum(axis=(1, 2)) > 0) > 4


def test_contingents_in_theatre_add_up_to_the_mission(landed):
    played, seen = landed
    found = played.contingents
    assert np.array_equal(total(found["in_theatre_end"]), played.series["deployed"][-1])
    weeks = seen[0][0].weeks
    assert np.allclose(total(found["person_weeks"]), played.series["deployed"].sum(axis=0) * weeks)
    assert np.array_equal(total(found["lost"]), played.outcomes["mission_killed"])
    assert np.array_equal(total(found["postponements"]), played.outcomes["postponements"])


def test_the_first_contingent_to_land_is_the_missions_first_boots(landed):
    played, _ = landed
    first = np.fmin.reduce(played.contingents["arrived_days"])
    assert np.array_equal(first, played.outcomes["first_boots_days"], equal_nan=True)


def test_days_and_weeks_are_those_of_the_steps(landed):
    played, seen = landed
    found, weeks = played.contingents, seen[0][0].weeks
    barred = np.array([status >= LegalStatus.INTERIM_ORDER for _, status, *_ in seen])
    assert np.allclose(found["weeks_barred"], barred.sum(axis=0) * weeks)
    committed = np.array([committed for *_, committed in seen])
    at_start = np.array([row.committed for row in LANDING.mission.contingents])
    last_day = np.array([step.end_day - 1 for step, *_ in seen])[committed.argmax(axis=0)]
    last_day = np.where(at_start[:, None], 0, last_day)
    assert np.array_equal(
        found["committed_days"], np.where(committed[-1], last_day, np.nan), equal_nan=True
    )


def test_nobody_lands_or_slips_without_a_date(landed):
    found = landed[0].contingents
    landed_ever = found["person_weeks"] + found["lost"] > 0
    assert np.array_equal(np.isnan(found["arrived_days"]), ~landed_ever)
    assert np.all(np.isnan(found["arrived_days"][np.isnan(found["committed_days"])]))
    assert np.array_equal(
        found["slippage_days"], found["arrived_days"] - found["first_announced_days"],
        equal_nan=True,
    )  # fmt: skip
    assert not np.any(np.isinf(found["first_announced_days"]))


def test_a_tally_adds_up_what_it_is_told():
    tally = ContingentTally(2, 1, committed_at_start=[[True], [False]])
    barred, clear = int(LegalStatus.BARRED), int(LegalStatus.PENDING)
    pledge, court = CONSTRAINTS.index("pledge"), CONSTRAINTS.index("court")
    weeks = [
        {"committed": [1, 0], "legal_status": [barred, clear], "binding_of": [court, pledge],
         "in_theatre": [0, 0], "arrived_day": [np.inf, np.inf],
         "first_announced_day": [3.0, np.inf]},
        {"committed": [1, 1], "legal_status": [clear, clear], "binding_of": [0, pledge],
         "in_theatre": [90, 0], "arrived_day": [13.0, np.inf],
         "first_announced_day": [3.0, 60.0]},
    ]  # fmt: skip
    same = {"offered": [100, 40], "postponements": [1, 0], "lost": [2, 0], "gone_home": [8, 0],
            "recalled": [True, False]}  # fmt: skip
    for step, seen in zip(steps(dt.date(2024, 6, 12), 14, 7), weeks, strict=True):
        tally.observe(step, {name: np.array(v)[:, None] for name, v in (seen | same).items()})
    expected = dict.fromkeys(CONTINGENT_OUTCOMES, (0.0, 0.0)) | {
        "offered": [100, 40],
        "committed_days": [0, 13],
        "first_announced_days": [3, 60],
        "arrived_days": [13, np.nan],
        "slippage_days": [10, np.nan],
        "postponements": [1, 0],
        "in_theatre_end": [90, 0],
        "person_weeks": [90, 0],
        "lost": [2, 0],
        "gone_home": [8, 0],
        "recalled": [1, 0],
        "weeks_barred": [1, 0],
        "weeks_bound_none": [1, 0],
        "weeks_bound_court": [1, 0],
        "weeks_bound_pledge": [0, 2],
    }
    found = tally.outcomes()
    assert list(found) == list(CONTINGENT_OUTCOMES)
    for name, values in expected.items():
        assert np.array_equal(found[name][:, 0], values, equal_nan=True), name


def test_a_mission_without_offers_has_no_contingents_to_report():
    data = AS_IS.resolved()
    data["mission"]["contingents"], data["law"]["steps"] = [], []
    data["horizon_days"] = 14
    empty = type(AS_IS).from_data(data)
    found = run_block(empty, seed=1, runs=RUNS).contingents
    assert {values.shape for values in found.values()} == {(0, len(RUNS))}
    model = MissionModel(empty)
    model.step()
    assert model.contingent_outcomes() == {}
    model.close()
