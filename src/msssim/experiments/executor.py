"""Play tasks: in this process, spread over processes, or over a Dask cluster.

One contract for all three: a :class:`TaskExecutor` holds an ``Executor`` of ``concurrent.futures``
and says how many tasks are handed out ahead. Results come back in whatever order they are ready,
each with its task; what is done with them never depends on that order.

Dask's own deployments bring the workers of a cluster (Slurm, Kubernetes, SSH); each needs the same
version of msssim. A worker that dies is replaced and its tasks are played again; a scheduler that
is lost ends the sweep, which goes on when it is started again.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any

from msssim._version import __version__
from msssim.errors import InputError, RunError
from msssim.experiments.partition import Partition, play
from msssim.experiments.tasks import Task
from msssim.text import text

WAITING_PER_WORKER = 2
"""Tasks handed out ahead, so that no worker idles and memory stays flat in the number of tasks."""

LEAST_AHEAD = 32
"""Tasks handed out ahead at least, for a cluster that grows with the tasks."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

SECONDS_TO_ANSWER = 60
"""How long a scheduler may take to answer, and workers to appear."""

SECONDS_TO_CLOSE = 5

KEEP_MEMORY = {"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None}
"""Dask lets its workers give memory back after every step; the engine then takes three times as
long, for it needs the same memory again in the next one."""


@dataclass(frozen=True)
class TaskExecutor:
    """An executor of tasks, and how many it is given ahead.

    ``broken`` are the errors by which it breaks, and ``if_broken`` names the template that says
    what that means.
    """

    executor: Executor
    ahead: int
    broken: tuple[type[Exception], ...] = (BrokenExecutor, CancelledError)
    if_broken: str = "problems.executor_broken"


def executor_of(
    workers: int | None = None, dask: str | None = None
) -> AbstractContextManager[TaskExecutor]:
    """Return the executor that a user asks for; it works inside a ``with`` statement.

    Parameters
    ----------
    workers
        Processes on this machine; 1 plays in this one, None takes one a core.
    dask
        Address of a scheduler, or ``local`` for a cluster of ``workers`` processes on this machine.

    Raises
    ------
    InputError
        If the number of workers is no number of workers, or there is no scheduler at the address.
    """
    if workers is not None and workers < 1:
        raise InputError("problems.no_workers", found=workers)
    if dask is not None:
        return _dask_cluster(dask, workers)
    count = workers or os.cpu_count() or 1
    return _this_process() if count == 1 else _processes(count)


def play_all(tasks: Iterable[Task], executor: TaskExecutor) -> Iterator[tuple[Task, Partition]]:
    """Yield each task with its result, as they are finished.

    Raises
    ------
    RunError
        When a block cannot be played, or the executor breaks.
    """
    waiting: dict[Future[Partition], Task] = {}
    to_do = iter(tasks)
    try:
        while True:
            while len(waiting) < executor.ahead and (task := next(to_do, None)) is not None:
                waiting[executor.executor.submit(play_as, __version__, task)] = task
            if not waiting:
                return
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                yield waiting.pop(future), future.result()
    except executor.broken as error:
        raise RunError(text(executor.if_broken)) from error


def play_as(version: str, task: Task) -> Partition:
    """Play a task for a sweep of a version of msssim, which must be this one."""
    if version != __version__:
        raise RunError(text("problems.other_version", worker=__version__, sweep=version))
    return play(task)


class _Here(Executor):
    """Plays at once, in this process."""

    def submit(self, function, /, *arguments, **keys):  # type: ignore[no-untyped-def]
        """Return a future that is done already."""
        future: Future[Partition] = Future()
        try:
            future.set_result(function(*arguments, **keys))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def _this_process() -> Iterator[TaskExecutor]:
    yield TaskExecutor(_Here(), ahead=1)


@contextmanager
def _processes(count: int) -> Iterator[TaskExecutor]:
    with _one_thread_each():
        pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_be_a_worker)
        try:
            yield TaskExecutor(
                pool, ahead=count * WAITING_PER_WORKER, if_broken="problems.worker_died"
            )
        except BaseException:  # nobody waits for what is being played
            for process in list((pool._processes or {}).values()):
                process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _be_a_worker() -> None:
    """Leave an interrupt to the parent, and end with it: an orphan would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = parent_process()

    def end_with_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()


@contextmanager
def _dask_cluster(address: str, workers: int | None = None) -> Iterator[TaskExecutor]:
    """Work with a cluster until the end of a ``with`` statement.

    Parameters
    ----------
    address
        Address of a scheduler (``tcp://host:8786``), or ``local``.
    workers
        Processes of a local cluster; None takes one a core.
    """
    try:
        import dask.config  # noqa: PLC0415  (an extra)
        from distributed import Client, LocalCluster  # noqa: PLC0415
    except ImportError as error:
        raise InputError("problems.dask_not_installed", "--dask") from error
    if address != "local" and workers is not None:
        raise InputError("problems.cluster_has_workers", "--workers")
    _silence()
    if address == "local":
        with (
            _one_thread_each(),
            dask.config.set(KEEP_MEMORY),
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",  # any free port: the usual one may be taken
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield _on_cluster(client)
        return
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER)
    except (OSError, ValueError) as error:
        raise InputError("problems.no_scheduler", "--dask", address=address) from error
    try:
        yield _on_cluster(client)
    finally:
        client.close(timeout=SECONDS_TO_CLOSE)


def _silence() -> None:
    """Keep Dask from logging of a lost cluster: the sweep says it once, in words."""
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _on_cluster(client: Any) -> TaskExecutor:
    from distributed import KilledWorker  # noqa: PLC0415
    from distributed.comm import CommClosedError  # noqa: PLC0415

    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
    except TimeoutError as error:
        raise RunError(text("problems.no_worker", seconds=SECONDS_TO_ANSWER)) from error
    threads = sum(client.nthreads().values())
    return TaskExecutor(
        client.get_executor(pure=False),
        ahead=max(threads * WAITING_PER_WORKER, LEAST_AHEAD),
        broken=(CancelledError, CommClosedError, KilledWorker),
        if_broken="problems.cluster_lost",
    )


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let the processes started within use one thread of linear algebra each."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
