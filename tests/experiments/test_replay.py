"""A stored run, found by its number, is the very run that the Mesa model plays."""

from __future__ import annotations

import math

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from msssim.engines.agents import MissionModel
from msssim.errors import InputError, RunError
from msssim.experiments import experiment_of, simulate, sweep
from msssim.experiments.parquet import write_parquet
from msssim.experiments.replay import replay
from msssim.experiments.store import Store
from msssim.experiments.stored_run import _listed, _said, find_run
from msssim.scenario import load_scenario

pytestmark = pytest.mark.slow

SWEPT = {
    "title": "Small",
    "replications": 2,
    "horizon_days": 42,
    "seed": 5,
    "levers": {
        "mission.tranche_persons": [100, 300],
        "renewal": {
            "six months": {"council.renewal_term_days": 183},
            "a year": {"council.renewal_term_days": 365},
        },
    },
    "uncertainties": {"gangs.rationality": {"low": 0.5, "high": 4.0}},
    "design": {"method": "latin_hypercube", "points": 2},
    "record": {
        "series": ["deployed", "civilians_killed"], "every_days": 14, "contingents": True,
        "zones_every_days": 21,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("swept")
    scenarios = [load_scenario(name) for name in ("as_is", "no_mission")]
    sweep(experiment_of(scenarios, **SWEPT), folder, workers=1)
    return folder


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("simulated")
    simulate(load_scenario("as_is"), runs=2, days=21, out=folder)
    return folder


def change(folder, column, run, value):
    """Change a number of a stored run, as somebody might who knows how."""
    file = folder / "runs" / "part-00000.parquet"
    held = pq.read_table(file)
    values = held[column].to_pylist()
    values[held["run"].to_pylist().index(run)] = value
    column_type = held.schema.field(column).type
    place = held.column_names.index(column)
    changed = held.set_column(place, column, pa.array(values, column_type))
    with file.open("wb") as stream:
        write_parquet(changed, stream, Store(folder)._identity(0), "runs")


@pytest.mark.parametrize(("scenario", "point", "run"), [("as_is", 5, 1), ("no_mission", 2, 0)])
def test_a_run_of_a_sweep_is_played_with_the_values_of_its_point(swept, scenario, point, run):
    played = replay(swept, run, scenario=scenario, point=point)
    assert played.same
    assert played.differences == ()
    assert played.stored.key == (scenario, point, run)
    stored = played.stored.part
    tables = {"runs", "series", "contingents", "zones", "roads"}
    assert set(stored.tables()) == tables
    assert played.compared > sum(table.num_rows for table in stored.tables().values())
    (rationality,) = stored.runs["gangs.rationality"].to_pylist()
    assert played.scenario.gangs.rationality == rationality
    assert f"gangs.rationality {rationality:.4g}" in played.stored.setting
    assert "renewal" in played.stored.setting


def test_a_lever_that_is_off_says_so_on_one_line():
    values = {"council.office_vote_on": float("nan"), "vote": None, "renewal": "six\nmonths"}
    said = "council.office_vote_on none, vote none, renewal six months"
    assert _said(values, list(values)) == said


def test_a_simulation_needs_no_scenario_and_no_point(simulated):
    steps = []
    played = replay(simulated, 1, progress=lambda done, total: steps.append((done, total)))
    assert played.same
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert played.stored.setting == ""
    assert list(played.seen.index.strftime("%Y-%m-%d")) == [
        "2024-06-18",
        "2024-06-25",
        "2024-07-02",
    ]
    assert played.seen["civilians_killed"].sum() == played.outcomes["civilians_killed"]


def test_ground_at_start_and_end_is_that_of_the_model(simulated):
    played = replay(simulated, 0)
    model = MissionModel(played.scenario, seed=1, run=0)
    for ground, steps in ((played.start, 0), (played.end, 3)):
        for _ in range(steps):
            model.step()
        assert ground.control == {zone.name: 1 - zone.state_control for zone in model.zones}
        assert sum(stand.members for stand in ground.gangs) == model.gang_members
        assert set(ground.open_roads) == {
            link.name for link in played.scenario.territory.links if link.national_road
        }
    model.close()


@pytest.mark.parametrize("value", [17.5, None])
def test_every_number_that_was_changed_is_found(tmp_path, value):
    simulate(load_scenario("as_is"), runs=2, days=14, out=tmp_path)
    change(tmp_path, "civilians_killed", 1, value)
    change(tmp_path, "kidnapped", 1, 1e9)
    assert replay(tmp_path, 0).same
    played = replay(tmp_path, 1)
    found = {each.column: each.stored for each in played.differences}
    assert found == {"civilians_killed": value, "kidnapped": 1e9}
    assert not played.same


def test_what_never_happened_is_null_in_both(simulated):
    played = replay(simulated, 0)
    assert math.isnan(played.outcomes["strength_104w"])
    assert played.same


def test_a_failed_run_is_told_as_failed_with_its_reason(tmp_path):
    simulate(load_scenario("as_is"), runs=2, days=14, out=tmp_path)
    change(tmp_path, "failure", 1, "ZeroDivisionError: no zone left")
    with pytest.raises(RunError, match=r"run 1 of as_is at point 0 failed .*no zone left"):
        replay(tmp_path, 1)


def test_whatever_stops_the_model_is_told_with_the_date(simulated, monkeypatch):
    def step(model):
        raise ZeroDivisionError("no zone left")

    monkeypatch.setattr(MissionModel, "step", step)
    with pytest.raises(RunError, match="stopped in the step to 2024-06-18: ZeroDivisionError"):
        replay(simulated, 0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"run": 0}, r"several scenarios; choose by --scenario: as_is, no_mission"),
        ({"run": 0, "scenario": "as_si"}, r"no scenario `as_si`; did you mean `as_is`"),
        (
            {"run": 0, "scenario": "as_is"},
            r"there are several runs 0; choose by --point from 0 to 7",
        ),
        ({"run": 0, "scenario": "as_is"}, r"\n  0: mission.tranche_persons 100, renewal six"),
        ({"run": 0, "scenario": "as_is"}, r"\n  and 3 more points$"),
        ({"run": 2, "scenario": "as_is"}, "no run 2 of `as_is`; it has the runs 0 to 1"),
        ({"run": 0, "scenario": "as_is", "point": 8}, "there is no point 8; choose by --point"),
        ({"run": 2, "scenario": "as_is", "point": 0}, "no run 2 of `as_is` at point 0; .* 0 to 1"),
    ],
)
def test_a_run_that_is_not_there_is_refused_with_what_is(swept, asked, words):
    with pytest.raises(InputError, match=words):
        find_run(swept, **asked)


def test_a_run_whose_number_is_at_one_point_alone_is_found_without_it(tmp_path):
    points = {"method": "latin_hypercube", "points": 3, "random_numbers": "independent"}
    sweep(experiment_of([load_scenario("as_is")], **{**SWEPT, "levers": {}, "design": points}),
          tmp_path, workers=1)  # fmt: skip
    assert find_run(tmp_path, 3).key == ("as_is", 1, 3)
    with pytest.raises(InputError, match="no run 3 of `as_is` at point 0; it has the runs 0 to 1"):
        find_run(tmp_path, 3, point=0)


def test_a_point_of_many_parameters_is_told_by_a_few_of_them():
    names = [f"p{number}" for number in range(6)]
    points = pd.DataFrame([dict.fromkeys(names, 1.5)], index=[7])
    assert _listed(points, names) == "  7: p0 1.5, p1 1.5, p2 1.5, p3 1.5, and 2 more"
