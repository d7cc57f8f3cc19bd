"""Stored runs are played again from the manifest alone, and any changed number is found."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from msssim.errors import InputError
from msssim.experiments import simulate, sweep, verify
from msssim.experiments.parquet import write_parquet
from msssim.experiments.store import Store

pytestmark = pytest.mark.slow

LEVERS = {"mission.enabled": [True, False], "funding.conversion": [0.5, 1.0]}
UNCERTAIN = {"gangs.rationality": {"low": 0.5, "high": 4.0}}


@pytest.fixture
def folder(experiment, cheap_engine, tmp_path):
    asked = experiment(
        levers=LEVERS,
        uncertainties=UNCERTAIN,
        design={"method": "sobol", "points": 2},
        record={"series": ["deployed"], "contingents": True, "zones_every_days": 14},
    )
    sweep(asked, tmp_path, workers=1)
    return tmp_path


def change(folder, table, column, row, value):
    """Change one number of a part, as somebody might who knows how."""
    file = folder / table / "part-00001.parquet"
    held = pq.read_table(file)
    values = held[column].to_pylist()
    values[row] = value
    place = held.column_names.index(column)
    column_type = held.schema.field(column).type
    changed = held.set_column(place, column, pa.array(values, column_type))
    with file.open("wb") as stream:
        write_parquet(changed, stream, Store(folder)._identity(1), table)


def test_every_run_comes_to_the_same_numbers(folder):
    found = verify(folder, None)
    assert found.same
    assert (found.checked, found.stored) == (24, 24)


def test_a_sample_is_a_part_of_the_runs_and_the_same_each_time(folder, cheap_engine):
    played = []
    for _ in range(2):
        cheap_engine.clear()
        found = verify(folder, 5)
        played.append(
            [(call.runs.tolist(), call.scenario.mission.enabled) for call in cheap_engine]
        )
    assert (found.checked, found.stored) == (5, 24)
    assert sum(len(runs) for runs, _ in played[0]) == 5
    assert played[0] == played[1]


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("runs", "civilians_killed", 4),
        ("runs", "gangs.rationality", 4),
        ("series", "deployed", 17),
        ("contingents", "offered", 60),
        ("zones", "gang_control", 70),
        ("roads", "open", 70),
    ],
)
def test_a_number_that_was_changed_is_found(folder, table, column, row):
    change(folder, table, column, row, 17.5)
    found = verify(folder, None)
    (difference,) = found.differences
    assert (difference.column, difference.stored) == (column, 17.5)
    assert f"{column} is stored as 17.5 and comes to" in str(difference)


def test_one_run_can_be_asked_for(folder, cheap_engine):
    cheap_engine.clear()
    found = verify(folder, scenario="as_is", point=5, run=2)
    assert (found.checked, found.stored) == (1, 1)
    assert [call.runs.tolist() for call in cheap_engine] == [[2]]


def test_a_run_that_is_not_there_is_refused(folder):
    with pytest.raises(InputError, match="has no run with scenario as_is, run 99"):
        verify(folder, scenario="as_is", run=99)


def test_a_scenario_that_is_not_there_is_refused_with_the_nearest(folder):
    with pytest.raises(InputError, match=r"no scenario `as_si`; did you mean `as_is`"):
        verify(folder, scenario="as_si")


def test_a_simulation_without_an_experiment_file_can_be_verified(as_is, cheap_engine, tmp_path):
    simulate(as_is, runs=4, days=28, out=tmp_path)
    assert verify(tmp_path, None).same


def test_a_result_of_real_runs_can_be_verified(experiment, tmp_path):
    sweep(experiment(levers={"funding.conversion": [0.2, 1.0]}), tmp_path, workers=1)
    assert verify(tmp_path, 3).same
