"""The third table of a result: a row a run and contributing country, where it is asked for."""

from __future__ import annotations

import json

import numpy as np
import pytest
from folders import files_of

from msssim.errors import ResultError
from msssim.experiments import Result, simulate, sweep
from msssim.experiments.executor import executor_of, play_all
from msssim.experiments.manifest import manifest_of
from msssim.experiments.partition import play
from msssim.experiments.store import Store
from msssim.experiments.tasks import task_list_of
from msssim.world.observables import CONTINGENT_OUTCOMES

pytestmark = pytest.mark.slow

LEVERS = {"mission.enabled": [True, False], "funding.conversion": [0.5, 1.0]}
RECORD = {"series": ["deployed"], "every_days": 14}


@pytest.fixture
def asked(experiment):
    return experiment(levers=LEVERS, record=RECORD | {"contingents": True})


def test_it_is_stored_and_read_back(asked, cheap_engine, tmp_path, as_is):
    result = sweep(asked, tmp_path, workers=1)
    found = Result.read(tmp_path).contingents
    assert found.equals(result.contingents)
    countries = [row.name for row in as_is.mission.contingents]
    keys = ["scenario", "point", "run", "contingent"]
    assert list(found) == [*keys, *CONTINGENT_OUTCOMES]
    assert found[keys].to_records(index=False).tolist() == [
        ("as_is", point, run, country)
        for point in range(4) for run in range(3) for country in countries
    ]  # fmt: skip
    assert (tmp_path / "contingents" / "part-00001.parquet").exists()
    assert result.manifest["contingents"] is True


def test_every_row_is_of_its_run_and_country(asked, cheap_engine, tmp_path):
    found = sweep(asked, tmp_path, workers=1).contingents
    shift = [np.random.default_rng([5, run]).random() for run in range(3)]
    countries = list(dict.fromkeys(found["contingent"]))
    place = found["contingent"].map(countries.index)
    expected = place * 10 + found["run"].map(dict(enumerate(shift))) + len("person_weeks")
    assert np.allclose(found["person_weeks"], expected)
    assert found["arrived_days"].isna().equals(found["run"].map(lambda run: shift[run] > 0.5))


def test_it_is_kept_only_if_asked_for(experiment, cheap_engine, tmp_path):
    result = sweep(experiment(levers=LEVERS), tmp_path, workers=1)
    assert result.contingents is None
    assert Result.read(tmp_path).contingents is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "runs", "series"]
    assert result.manifest["contingents"] is False


def test_a_simulation_always_keeps_it(as_is, cheap_engine, tmp_path):
    in_memory = simulate(as_is, runs=300, days=28)
    stored = simulate(as_is, runs=300, days=28, out=tmp_path)
    assert len(in_memory.contingents) == 300 * len(as_is.mission.contingents)
    assert in_memory.contingents.equals(stored.contingents)


def test_the_size_of_the_blocks_changes_nothing(asked, cheap_engine):
    whole, small = (
        Result.of_parts([play(task) for task in task_list_of(asked, size)], {}) for size in (256, 2)
    )
    assert whole.contingents.equals(small.contingents)


def test_the_hash_tells_whether_it_is_asked_for(experiment, asked):
    without = experiment(levers=LEVERS, record=RECORD)
    one, other = (manifest_of(each, parts=1)["inputs_sha256"] for each in (asked, without))
    assert one != other


def test_a_folder_without_it_is_not_filled_with_it(experiment, asked, cheap_engine, tmp_path):
    sweep(experiment(levers=LEVERS, record=RECORD), tmp_path, workers=1)
    before = files_of(tmp_path)
    with pytest.raises(ResultError, match=r"differs in .*contingents"):
        sweep(asked, tmp_path, workers=1)
    assert files_of(tmp_path) == before


def test_a_deleted_part_is_played_again_to_the_same_bytes(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path, workers=1)
    before = files_of(tmp_path)
    (tmp_path / "contingents" / "part-00001.parquet").unlink()
    with pytest.raises(ResultError, match="1 of 2 parts; run the same command again"):
        Result.read(tmp_path)
    cheap_engine.clear()
    sweep(asked, tmp_path, workers=1)
    assert files_of(tmp_path) == before
    assert len(cheap_engine) == 1


def test_a_part_cut_off_while_being_written_is_removed(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path, workers=1)
    whole = files_of(tmp_path)
    (tmp_path / "contingents" / "part-00000.parquet").unlink()
    (tmp_path / "contingents" / "part-00000.parquet.unfinished").write_bytes(b"PAR1 half")
    sweep(asked, tmp_path, workers=1)
    assert files_of(tmp_path) == whole


def test_the_order_in_which_parts_are_finished_leaves_no_trace(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path / "forward", workers=1)
    tasks = task_list_of(asked)
    backward = Store(tmp_path / "backward")
    with backward.claimed(manifest_of(asked, parts=len(tasks))), executor_of(1) as executor:
        for task, part in reversed(list(play_all(tasks, executor))):
            backward.write(task.index, part)
    assert files_of(tmp_path / "forward") == files_of(tmp_path / "backward")


def test_a_damaged_part_is_named(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path, workers=1)
    (tmp_path / "contingents" / "part-00001.parquet").write_bytes(b"not parquet")
    with pytest.raises(ResultError, match=r"contingents.part-00001.parquet is damaged .* delete"):
        Result.read(tmp_path)


def test_a_folder_from_before_there_was_such_a_table_still_opens(
    experiment, cheap_engine, tmp_path
):
    result = sweep(experiment(levers=LEVERS), tmp_path / "old", workers=1)
    file = tmp_path / "old" / "manifest.json"
    manifest = json.loads(file.read_text())
    del manifest["contingents"]
    del manifest["experiment"]["record"]["contingents"]
    file.write_text(json.dumps(manifest))
    old = Result.read(tmp_path / "old")
    assert old.contingents is None
    assert old.runs.equals(result.runs)
    assert Result.read(old.write(tmp_path / "new")).runs.equals(result.runs)


def test_a_written_result_is_read_back_alike(as_is, cheap_engine, tmp_path):
    result = simulate(as_is, runs=300, days=28)
    again = Result.read(result.write(tmp_path))
    assert again.contingents.equals(result.contingents)


def test_tables_that_the_manifest_does_not_tell_of_are_not_written(as_is, cheap_engine, tmp_path):
    result = simulate(as_is, runs=3, days=28)
    manifest, tables = result.manifest, (result.runs, result.series)
    places = {"zones": result.zones, "roads": result.roads}
    unkept = Result.of_frames(*tables, manifest, **places)
    said = manifest | {"contingents": False}
    silent = Result.of_frames(*tables, said, result.contingents, **places)
    for wrong in (unkept, silent):
        with pytest.raises(ResultError, match="only one of manifest and tables has contingents"):
            wrong.write(tmp_path / "new")
    assert not (tmp_path / "new").exists()
