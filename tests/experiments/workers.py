"""What a worker process does in place of playing, so that a test can see inside it."""

from __future__ import annotations

import os
import sys

from msssim.errors import RunError
from msssim.experiments.partition import Partition, play
from msssim.experiments.tasks import Task


def die(version: str, task: Task) -> Partition:
    """End the process, as the system does to one that takes too much memory."""
    os._exit(9)


def fail(version: str, task: Task) -> Partition:
    """Fail as a block does."""
    raise RunError(f"run {task.runs[0]} failed")


def tell(version: str, task: Task) -> dict[str, object]:
    """Play, and tell of the process."""
    play(task)
    return {
        "process": os.getpid(),
        "modules": set(sys.modules),
        "threads": os.environ.get("OMP_NUM_THREADS"),
    }
