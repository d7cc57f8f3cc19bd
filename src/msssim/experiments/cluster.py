"""A crew on a Dask cluster: any that has a scheduler, or one started on this machine.

Dask's own deployments bring the workers (Slurm, Kubernetes, SSH); each needs the same version of
msssim. A worker that dies is replaced and its tasks are played again; a scheduler that is lost ends
the sweep, which goes on when it is started again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from msssim.errors import InputError, RunError
from msssim.experiments.execute import WAITING_PER_WORKER, TaskExecutor, one_thread_each
from msssim.text import text

SECONDS_TO_ANSWER = 60
"""How long a scheduler may take to answer, and workers to appear."""

SECONDS_TO_PART = 5

KEEP_MEMORY = {"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None}
"""Dask lets its workers give memory back after every step; the engine then takes three times as
long, for it needs the same memory again in the next one."""

LEAST_AHEAD = 32
"""Tasks handed out ahead at least, for a cluster that grows with the work."""


@contextmanager
def dask_cluster(address: str, workers: int | None = None) -> Iterator[TaskExecutor]:
    """Work with a cluster until the end of a ``with`` statement.

    Parameters
    ----------
    address
        Address of a scheduler (``tcp://host:8786``), or ``local``.
    workers
        Processes of a local cluster; None takes one a core.

    Raises
    ------
    InputError
        If Dask is not installed, the address is none, nothing answers there, or ``workers`` are
        asked of a cluster that has its own.
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
            one_thread_each(),
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
            yield _crew(client)
        return
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER)
    except (OSError, ValueError) as error:
        raise InputError("problems.no_scheduler", "--dask", address=address) from error
    try:
        yield _crew(client)
    finally:
        client.close(timeout=SECONDS_TO_PART)


def _silence() -> None:
    """Keep Dask from logging of a lost cluster: the sweep says it once, in words."""
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _crew(client: Any) -> TaskExecutor:
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
