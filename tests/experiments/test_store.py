"""The result folder: whole or absent, resumable, and never mixed up."""

from __future__ import annotations

import json

import pytest
from folders import files_of

from msssim._version import __version__
from msssim.errors import InputError, ResultError
from msssim.experiments import Result, simulate, sweep
from msssim.experiments.executor import executor_of, play_all
from msssim.experiments.manifest import manifest_of
from msssim.experiments.store import Store
from msssim.experiments.tasks import BLOCK_RUNS, task_list_of

pytestmark = pytest.mark.slow

LEVERS = {"mission.enabled": [True, False], "funding.conversion": [0.5, 1.0]}


@pytest.fixture
def asked(experiment):
    return experiment(levers=LEVERS)


def test_a_sweep_is_stored_and_read_back(asked, cheap_engine, tmp_path):
    result = sweep(asked, tmp_path / "new" / "result", workers=1)
    again = Result.read(tmp_path / "new" / "result")
    assert result.runs.equals(again.runs)
    assert result.series.equals(again.series)
    assert result.manifest == again.manifest
    assert result.runs[["scenario", "point", "run"]].to_records(index=False).tolist() == [
        ("as_is", point, run) for point in range(4) for run in range(3)
    ]
    assert list(result.series)[:4] == ["scenario", "point", "run", "date"]


def test_the_manifest_says_what_was_asked(asked, cheap_engine, tmp_path, as_is):
    sweep(asked, tmp_path, workers=1)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["msssim"] == __version__
    assert manifest["title"] == "Small"
    assert manifest["seed"] == 5
    assert manifest["factors"] == LEVERS
    assert manifest["points"] == 4
    assert manifest["replications"] == 3
    assert (manifest["start"], manifest["horizon_days"], manifest["step_days"]) == (
        "2024-06-12", 28, 7,
    )  # fmt: skip
    assert manifest["recorded"] == ["deployed", "civilians_killed"]
    assert manifest["experiment"]["scenarios"] == ["as_is"]
    shown = manifest["scenarios"]["as_is"]
    assert shown["title"] == as_is.title
    assert shown["resolved"]["council"]["renewal_term_days"] == as_is.council.renewal_term_days
    assert shown["resolved"]["horizon_days"] == 28
    assert set(manifest["versions"]) == {"msssim", "python", "numpy", "scipy", "pandas", "pyarrow"}
    assert len(manifest["inputs_sha256"]) == 64


@pytest.mark.parametrize(
    "keys",
    [
        {"seed": 6},
        {"replications": 4},
        {"horizon_days": 35},
        {"levers": {"funding.conversion": [0.5, 0.9]}},
        {"record": {"series": ["deployed"], "every_days": 14}},
    ],
)
def test_the_hash_changes_with_every_input(experiment, asked, keys):
    changed = experiment(**({"levers": LEVERS} | keys))
    one, other = (manifest_of(each, parts=1)["inputs_sha256"] for each in (asked, changed))
    assert one != other


def test_deleted_parts_are_played_again_to_the_same_bytes(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path, workers=1)
    before = files_of(tmp_path)
    (tmp_path / "runs" / "part-00001.parquet").unlink()
    (tmp_path / "series" / "part-00000.parquet").unlink()
    cheap_engine.clear()
    sweep(asked, tmp_path, workers=1)
    assert files_of(tmp_path) == before
    assert len(cheap_engine) == 2


def test_a_finished_sweep_is_read_and_not_played_again(asked, cheap_engine, tmp_path):
    first = sweep(asked, tmp_path, workers=1)
    cheap_engine.clear()
    assert sweep(asked, tmp_path, workers=1).runs.equals(first.runs)
    assert cheap_engine == []


def test_the_order_in_which_parts_are_finished_leaves_no_trace(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path / "forward", workers=1)
    tasks = task_list_of(asked)
    backward = Store(tmp_path / "backward")
    with backward.claimed(manifest_of(asked, parts=len(tasks))), executor_of(1) as executor:
        for task, part in reversed(list(play_all(tasks, executor))):
            backward.write(task.index, part)
    assert files_of(tmp_path / "forward") == files_of(tmp_path / "backward")


def test_files_cut_off_while_being_written_are_removed(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path, workers=1)
    whole = files_of(tmp_path)
    (tmp_path / "runs" / "part-00001.parquet").unlink()
    (tmp_path / "runs" / "part-00001.parquet.unfinished").write_bytes(b"PAR1 half")
    sweep(asked, tmp_path, workers=1)
    assert files_of(tmp_path) == whole


def test_a_start_cut_off_before_the_manifest_was_whole_starts_again(asked, cheap_engine, tmp_path):
    (tmp_path / "manifest.json.unfinished").write_text('{"msssim": ')
    assert len(sweep(asked, tmp_path, workers=1).runs) == 12


def test_another_experiment_is_refused_and_the_difference_named(
    asked, experiment, cheap_engine, tmp_path
):
    sweep(asked, tmp_path, workers=1)
    before = files_of(tmp_path)
    with pytest.raises(
        ResultError, match=r"another result, 'Small', which differs in .*seed"
    ) as caught:
        sweep(asked, tmp_path, workers=1, seed=77)
    assert "choose another folder" in str(caught.value)
    with pytest.raises(ResultError, match="scenarios"):
        sweep(
            experiment(asked.scenarios[0].with_values({"funding.conversion": 0.3}), levers=LEVERS),
            tmp_path,
        )
    assert files_of(tmp_path) == before


def test_a_folder_with_something_else_in_it_is_refused(asked, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ResultError, match=r"not a result \(thesis.txt\)"):
        sweep(asked, tmp_path)
    assert files_of(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_in_place_of_the_folder_is_refused(asked, tmp_path):
    file = tmp_path / "result"
    file.write_text("")
    with pytest.raises(ResultError, match="is a file"):
        sweep(asked, file)


def test_a_folder_that_is_no_result_says_so(tmp_path):
    with pytest.raises(ResultError, match=r"it has no manifest.json"):
        Result.read(tmp_path)


@pytest.mark.parametrize("text", ["{", "[1, 2]", '{"title": "x"}'])
def test_a_damaged_manifest_says_so(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ResultError, match=r"manifest.json is (damaged|not a manifest)"):
        Result.read(tmp_path)


def test_a_damaged_part_is_named(asked, cheap_engine, tmp_path):
    sweep(asked, tmp_path, workers=1)
    (tmp_path / "runs" / "part-00001.parquet").write_bytes(b"not parquet")
    with pytest.raises(ResultError, match=r"part-00001.parquet is damaged .* delete it"):
        Result.read(tmp_path)


def test_the_seed_of_a_sweep_takes_the_place_of_the_experiments(asked, cheap_engine, tmp_path):
    result = sweep(asked, tmp_path, workers=1, seed=2**63 - 1)
    assert result.manifest["seed"] == 2**63 - 1
    assert {call.seed for call in cheap_engine} == {2**63 - 1}


@pytest.mark.parametrize("keys", [{"seed": -1}, {"seed": 2**63}, {"workers": 0}])
def test_a_sweep_refuses_what_it_cannot_do(asked, tmp_path, keys):
    with pytest.raises(InputError, match="allowed"):
        sweep(asked, tmp_path, **keys)


def test_progress_counts_runs_and_begins_with_what_is_there(asked, cheap_engine, tmp_path):
    heard = []
    sweep(asked, tmp_path, workers=1, progress=lambda *numbers: heard.append(numbers))
    assert heard == [(0, 12), (6, 12), (12, 12)]
    (tmp_path / "runs" / "part-00001.parquet").unlink()
    heard.clear()
    sweep(asked, tmp_path, workers=1, progress=lambda *numbers: heard.append(numbers))
    assert heard == [(6, 12), (12, 12)]


def test_a_simulation_in_memory_equals_the_stored_one(as_is, cheap_engine, tmp_path):
    in_memory = simulate(as_is, runs=1_100, seed=3, days=28, series=["deployed"])
    stored = simulate(as_is, runs=1_100, seed=3, days=28, series=["deployed"], out=tmp_path)
    assert in_memory.runs.equals(stored.runs)
    assert in_memory.series.equals(stored.series)
    assert in_memory.manifest == stored.manifest
    assert in_memory.manifest["experiment"] is None
    assert max(len(call.runs) for call in cheap_engine) <= BLOCK_RUNS


def test_a_run_does_not_depend_on_how_many_are_played(as_is, cheap_engine):
    few, many = (simulate(as_is, runs=runs, days=28, series=()).runs for runs in (3, 300))
    assert few.equals(many.head(3))


def test_a_written_result_is_read_back_alike(as_is, cheap_engine, tmp_path):
    result = simulate(as_is, runs=300, days=28)
    assert result.write(tmp_path) == tmp_path
    again = Result.read(tmp_path)
    assert result.runs.equals(again.runs)
    assert result.series.equals(again.series)
    result.write(tmp_path)
    with pytest.raises(ResultError, match="another result"):
        simulate(as_is, runs=300, days=28, seed=2).write(tmp_path)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"runs": 0}, "replications"),
        ({"seed": -1}, "seed"),
        ({"days": 3}, "horizon_days"),
        ({"series": ["deployd"]}, "did you mean `deployed`"),
    ],
)
def test_a_simulation_refuses_what_it_cannot_play(as_is, keys, message):
    with pytest.raises(InputError, match=message):
        simulate(as_is, **keys)
