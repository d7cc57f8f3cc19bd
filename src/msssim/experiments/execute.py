"""Play tasks: in this process, or spread over worker processes.

Results come back in whatever order they are ready, each with its task; what is done with them never
depends on that order.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

from msssim.errors import RunError
from msssim.experiments.tasks import Part, Task, play

WAITING_PER_WORKER = 2
"""Tasks handed out ahead, so that no worker idles and memory stays flat in the number of tasks."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def play_all(tasks: Sequence[Task], workers: int | None = None) -> Iterator[tuple[Task, Part]]:
    """Yield each task with its result, as they are finished.

    Parameters
    ----------
    tasks
        What to play.
    workers
        Processes; 1 plays here, None takes one a core.

    Raises
    ------
    RunError
        When a run fails, or a worker dies.
    """
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if count <= 1:
        yield from ((task, play(task)) for task in tasks)
        return
    with _one_thread_each():
        pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_be_a_worker)
        try:
            yield from _as_ready(pool, tasks, count * WAITING_PER_WORKER)
        except BrokenProcessPool as error:
            raise RunError(
                "a worker process died, perhaps for want of memory; what is finished is kept: "
                "run the same command again, with fewer workers. A Python script sweeps only "
                'so under `if __name__ == "__main__":`, because workers import it'
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _as_ready(pool: Executor, tasks: Sequence[Task], ahead: int) -> Iterator[tuple[Task, Part]]:
    waiting: dict[Future[Part], Task] = {}
    to_do = iter(tasks)
    while True:
        while len(waiting) < ahead and (task := next(to_do, None)) is not None:
            waiting[pool.submit(play, task)] = task
        if not waiting:
            return
        ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in ready:
            yield waiting.pop(future), future.result()


def _be_a_worker() -> None:
    """Leave an interrupt to the parent, and end with it: an orphan would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def end_with_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()


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
