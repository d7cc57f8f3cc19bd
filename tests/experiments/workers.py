"""What a worker process does in place of playing, so that a test can see inside it."""

from __future__ import annotations

import os
import sys

from msssim.errors import RunError
from msssim.experiments.tasks import Part, Task, play


def die(task: Task) -> Part:
    """End the process, as the system does to one that takes too much memory."""
    os._exit(9)


def fail(task: Task) -> Part:
    """Fail as a run does."""
    raise RunError(f"run {task.runs[0]} failed")


def tell(task: Task) -> dict[str, object]:
    """Play, and tell of the process."""
    play(task)
    return {
        "process": os.getpid(),
        "modules": set(sys.modules),
        "threads": os.environ.get("OPENBLAS_NUM_THREADS"),
    }
