"""Play tasks: in this process, spread over processes, or over a Dask cluster.

One contract for all three: a :class:`Crew` holds an ``Executor`` of ``concurrent.futures``, and
says how many tasks are handed out ahead. Results come back in whatever order they are ready, each
with its task; what is done with them never depends on that order.
"""

from __future__ import annotations

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

from msssim._version import __version__
from msssim.errors import InputError, RunError
from msssim.experiments.partition import Partition
from msssim.experiments.play import play
from msssim.experiments.tasks import Task
from msssim.text import text

WAITING_PER_WORKER = 2
"""Tasks handed out ahead, so that no worker idles and memory stays flat in the number of tasks."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@dataclass(frozen=True)
class TaskExecutor:
    """Who plays: an executor, and how many tasks it is given ahead.

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
    """Return the crew that a user asks for; it works inside a ``with`` statement.

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
        from msssim.experiments.cluster import dask_cluster  # noqa: PLC0415  (an extra)

        return dask_cluster(dask, workers)
    count = workers or os.cpu_count() or 1
    return _this_process() if count == 1 else _processes(count)


def play_all(tasks: Iterable[Task], executor: TaskExecutor) -> Iterator[tuple[Task, Partition]]:
    """Yield each task with its result, as they are finished.

    Raises
    ------
    RunError
        When a block cannot be played, or the crew breaks.
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
    """Play a task for a sweep of a version of msssim, which must be this one.

    Raises
    ------
    RunError
        If it is not, as may happen on a cluster; or as :func:`msssim.experiments.play.play`.
    """
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
    with one_thread_each():
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
def one_thread_each() -> Iterator[None]:
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
