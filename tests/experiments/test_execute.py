"""One process, several or a cluster: the same result to the byte, and nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import workers
from folders import files_of

from msssim.errors import InputError, RunError
from msssim.experiments import Result, load_experiment, sweep
from msssim.experiments import executor as executors
from msssim.experiments.executor import executor_of, play_all
from msssim.experiments.manifest import manifest_of
from msssim.experiments.store import Store
from msssim.experiments.tasks import task_list_of

LEVERS = {"mission.enabled": [True, False]}

LONG = """
title: Long
scenarios: [as_is]
replications: 80
horizon_days: 182
record: {contingents: true, series: [deployed]}
levers: {council.conversion_vote_on: [2024-07-01, 2024-08-01, 2024-09-01, 2024-10-01]}
"""

SWEEP = [sys.executable, "-m", "msssim", "sweep", "--quiet", "--no-figures"]


@pytest.fixture
def asked(experiment):
    return experiment(levers=LEVERS, record={"series": ["deployed"], "contingents": True})


@pytest.fixture(scope="module")
def long_experiment(tmp_path_factory):
    """Four parts that take a second or two each."""
    file = tmp_path_factory.mktemp("long") / "long.yaml"
    file.write_text(LONG)
    return file


@pytest.fixture(scope="module")
def whole(long_experiment, tmp_path_factory):
    """What they come to in a sweep that nothing disturbs."""
    folder = tmp_path_factory.mktemp("whole")
    sweep(load_experiment(long_experiment), folder, workers=1)
    return parts_of(folder)


@contextmanager
def dask_scheduler(port: int):
    """Start a scheduler and a worker as processes of their own; yield address and scheduler."""
    address = f"tcp://127.0.0.1:{port}"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard"]
    join = [sys.executable, "-m", "distributed.cli.dask_worker", "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    scheduler = subprocess.Popen([*start, "--host", "127.0.0.1", "--port", str(port)], **quiet)
    worker = subprocess.Popen(
        [*join, address, "--nthreads", "1", "--no-nanny", "--death-timeout", "20"], **quiet
    )
    try:
        yield address, scheduler
    finally:
        for process in (worker, scheduler):
            process.kill()
            process.wait()


@contextmanager
def an_executor(kind: str, port: int):
    """Yield one of the crews."""
    if kind == "remote cluster":
        with dask_scheduler(port) as (address, _), executor_of(dask=address) as executor:
            yield executor
    elif kind == "local cluster":
        with executor_of(2, dask="local") as executor:
            yield executor
    else:
        with executor_of(int(kind)) as executor:
            yield executor


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    "kind", ["1", *(pytest.param(kind, marks=pytest.mark.slow)
                    for kind in ("2", "local cluster", "remote cluster"))]
)  # fmt: skip
class TestEveryExecutor:
    def test_plays_every_task_once(self, kind, asked, port):
        with an_executor(kind, port) as executor:
            played = {task.index: part for task, part in play_all(task_list_of(asked), executor)}
        assert sorted(played) == [0, 1]
        assert [len(part.runs) for part in played.values()] == [3, 3]

    @pytest.mark.slow
    def test_passes_on_what_a_block_raises(self, kind, asked, monkeypatch, port):
        monkeypatch.setattr(executors, "play_as", workers.fail)
        with an_executor(kind, port) as executor, pytest.raises(RunError, match="run 0 failed"):
            list(play_all(task_list_of(asked), executor))

    @pytest.mark.slow
    def test_writes_the_same_bytes_as_one_process(self, kind, asked, tmp_path, port):
        sweep(asked, tmp_path / "one", workers=1)
        work = task_list_of(asked)
        store = Store(tmp_path / "other")
        with (
            store.claimed(manifest_of(asked, parts=len(work))),
            an_executor(kind, port) as executor,
        ):
            for task, part in play_all(work, executor):
                store.write(task.index, part)
        assert files_of(tmp_path / "one") == files_of(tmp_path / "other")


@pytest.mark.slow
@pytest.mark.parametrize("keys", [{"workers": 2}, {"workers": 2, "dask": "local"}])
def test_a_worker_is_another_process_with_one_thread_and_without_mesa(asked, monkeypatch, keys):
    monkeypatch.setattr(executors, "play_as", workers.tell)
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    with executor_of(**keys) as executor:
        told = [one for _, one in play_all(task_list_of(asked), executor)]
    assert len(told) == 2
    assert all(one["process"] != os.getpid() for one in told)
    assert all(one["threads"] == "1" for one in told)
    assert all("mesa" not in one["modules"] for one in told)
    assert os.environ["OMP_NUM_THREADS"] == "7"


@pytest.mark.slow
def test_a_worker_that_dies_is_an_error_that_says_what_to_do(asked, monkeypatch):
    monkeypatch.setattr(executors, "play_as", workers.die)
    with (
        executor_of(2) as executor,
        pytest.raises(RunError, match=r"worker process died.*run the same command again"),
    ):
        list(play_all(task_list_of(asked), executor))


@pytest.mark.slow
def test_a_task_that_kills_every_dask_worker_is_an_error_that_says_so(asked, monkeypatch):
    monkeypatch.setattr(executors, "play_as", workers.die)
    with (
        executor_of(2, "local") as executor,
        pytest.raises(RunError, match="workers died again and again"),
    ):
        list(play_all(task_list_of(asked), executor))


def test_a_worker_of_another_version_refuses_to_play(asked):
    with pytest.raises(RunError, match=r"a worker has msssim .*, and the sweep is of 0\.0\.9"):
        executors.play_as("0.0.9", task_list_of(asked)[0])


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"workers": 0}, "0 workers cannot play anything"),
        ({"dask": "tcp://127.0.0.1:1", "workers": 2}, "has its own workers"),
        ({"dask": "nonsense"}, "no Dask scheduler answers at 'nonsense'"),
        ({"dask": "ftp://host"}, "no Dask scheduler answers at 'ftp://host'"),
    ],
)
def test_a_crew_that_cannot_be_is_refused(keys, message, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS_TO_ANSWER", 1)
    with pytest.raises(InputError, match=message), executor_of(**keys):
        pass


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"msssim\[dask\]"), executor_of(dask="local"):
        pass


@pytest.mark.slow
class TestASweepThatIsDisturbed:
    """What happens to a real command when something of it dies: the end is as if nothing had."""

    def begin(self, file, folder, *options):
        """Start a sweep, and wait for its first part."""
        process = subprocess.Popen(
            [*SWEEP, file, "--out", folder, *options],
            stderr=subprocess.PIPE,
            text=True,
            # as in a terminal; whoever starts the tests may ignore interrupts
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        while process.poll() is None and not list(folder.glob("runs/*.parquet")):
            time.sleep(0.02)
        return process

    def assert_goes_on(self, file, folder, whole):
        """Started again, with another number of workers, it ends with the same bytes."""
        sweep(load_experiment(file), folder, workers=1)
        assert parts_of(folder) == whole

    def test_killed_itself(self, long_experiment, tmp_path, whole):
        process = self.begin(long_experiment, tmp_path / "killed", "--workers", "2")
        process.kill()
        process.communicate()
        self.assert_goes_on(long_experiment, tmp_path / "killed", whole)

    def test_with_a_worker_killed(self, long_experiment, tmp_path, whole):
        process = self.begin(long_experiment, tmp_path / "one", "--workers", "2")
        a_worker_of(process).kill()
        _, said = process.communicate()
        assert process.returncode == 1
        assert "a worker process died" in said
        assert "Traceback" not in said
        self.assert_goes_on(long_experiment, tmp_path / "one", whole)

    def test_with_a_dask_worker_killed_needs_no_second_start(
        self, long_experiment, tmp_path, whole
    ):
        options = ("--dask", "local", "--workers", "2")
        process = self.begin(long_experiment, tmp_path / "dask", *options)
        a_worker_of(process).kill()
        _, said = process.communicate()
        assert process.returncode == 0, said
        assert parts_of(tmp_path / "dask") == whole

    def test_with_its_scheduler_lost(self, long_experiment, tmp_path, whole, port):
        with dask_scheduler(port) as (address, scheduler):
            process = self.begin(long_experiment, tmp_path / "lost", "--dask", address)
            scheduler.kill()
            _, said = process.communicate(timeout=120)
        assert process.returncode == 1
        assert "the Dask scheduler was lost" in said
        assert "run the same command again" in said
        assert "Traceback" not in said
        self.assert_goes_on(long_experiment, tmp_path / "lost", whole)

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_interrupted_says_how_to_go_on(self, long_experiment, tmp_path, whole, number):
        folder = tmp_path / "stopped"
        process = self.begin(long_experiment, folder, "--workers", "2")
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 1
        assert (
            f"msssim sweep --quiet --no-figures {long_experiment} --out {folder} --workers 2"
            in said
        )
        assert "Traceback" not in said
        assert not list(folder.rglob("*.unfinished"))
        self.assert_goes_on(long_experiment, folder, whole)

    def test_started_twice_at_once(self, long_experiment, tmp_path, whole):
        process = self.begin(long_experiment, tmp_path / "both", "--workers", "1")
        process.send_signal(signal.SIGSTOP)  # so that it cannot end before the second has begun
        second = subprocess.run(
            [*SWEEP, long_experiment, "--out", tmp_path / "both"],
            check=False,
            stderr=subprocess.PIPE,
            text=True,
        )
        process.send_signal(signal.SIGCONT)
        process.communicate()
        assert second.returncode == 1
        assert "another msssim is filling" in second.stderr
        assert parts_of(tmp_path / "both") == whole


@pytest.mark.slow
def test_the_size_of_the_blocks_changes_no_number(asked, tmp_path, monkeypatch):
    whole = sweep(asked, tmp_path / "whole", workers=1)
    cut = Store(tmp_path / "cut")
    work = task_list_of(asked, block_runs=2)
    with cut.claimed(manifest_of(asked, parts=len(work))), executor_of(2) as executor:
        for task, part in play_all(work, executor):
            cut.write(task.index, part)
    again = Result.read(tmp_path / "cut")
    assert len(work) == 4
    assert again.runs.equals(whole.runs)
    assert again.series.equals(whole.series)
    assert again.contingents.equals(whole.contingents)


def a_worker_of(process: subprocess.Popen) -> psutil.Process:
    """Return one of the processes that play for a command."""
    started = psutil.Process(process.pid).children(recursive=True)
    return next(child for child in started if "spawn_main" in " ".join(child.cmdline()))


def parts_of(folder):
    """Return the parts of a result, and its manifest, without what is drawn from them."""
    kept = ("runs", "series", "contingents", "manifest.json")
    return {name: data for name, data in files_of(folder).items() if name.startswith(kept)}
