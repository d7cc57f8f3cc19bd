"""One process or several: the same result to the byte, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
import workers
from folders import files_of

from msssim.errors import RunError
from msssim.experiments import execute, sweep
from msssim.experiments.tasks import tasks_of

LEVERS = {"mission.enabled": [True, False]}

KILLED = """
import sys
from msssim.experiments import load_experiment, sweep
if __name__ == "__main__":
    sweep(load_experiment(sys.argv[1]), sys.argv[2], workers=2)
"""


@pytest.fixture
def asked(experiment):
    return experiment(levers=LEVERS, record={"series": ["deployed"], "contingents": True})


def test_two_workers_write_the_same_bytes_as_one(asked, tmp_path):
    sweep(asked, tmp_path / "one", workers=1)
    sweep(asked, tmp_path / "two", workers=2)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_worker_is_another_process_with_one_thread_and_without_mesa(asked, monkeypatch):
    monkeypatch.setattr(execute, "play", workers.tell)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "7")
    told = [one for _, one in execute.play_all(tasks_of(asked), workers=2)]
    assert len(told) == 2
    assert all(one["process"] != os.getpid() for one in told)
    assert all(one["threads"] == "1" for one in told)
    assert all("mesa" not in one["modules"] for one in told)
    assert os.environ["OPENBLAS_NUM_THREADS"] == "7"


def test_a_worker_that_dies_is_an_error_that_says_what_to_do(asked, monkeypatch):
    monkeypatch.setattr(execute, "play", workers.die)
    with pytest.raises(RunError, match=r"worker process died.*run the same command again"):
        list(execute.play_all(tasks_of(asked), workers=2))


def test_a_run_that_fails_in_a_worker_is_reported_by_the_parent(asked, monkeypatch):
    monkeypatch.setattr(execute, "play", workers.fail)
    with pytest.raises(RunError, match="run 0 failed"):
        list(execute.play_all(tasks_of(asked), workers=2))


@pytest.mark.slow
def test_a_sweep_killed_in_the_middle_ends_with_the_same_bytes(tmp_path):
    file = tmp_path / "long.yaml"
    file.write_text(
        "title: Long\nscenarios: [as_is]\nreplications: 100\nhorizon_days: 364\n"
        "record: {contingents: true}\n"
        "levers: {council.conversion_vote_on: [2024-07-01, 2024-08-01, 2024-09-01, 2024-10-01]}\n"
    )
    script = tmp_path / "sweep.py"
    script.write_text(KILLED)
    folder = tmp_path / "killed"
    process = subprocess.Popen([sys.executable, script, file, folder])
    while process.poll() is None and not list(folder.glob("runs/*.parquet")):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    subprocess.run([sys.executable, script, file, folder], check=True)
    subprocess.run([sys.executable, script, file, tmp_path / "whole"], check=True)
    assert files_of(folder) == files_of(tmp_path / "whole")
