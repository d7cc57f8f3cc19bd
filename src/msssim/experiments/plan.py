"""What a sweep will take, said before it starts: runs, time, disk, and how good its design is.

Time and disk are measured, not guessed: two small blocks of the sweep's first scenario are played,
and what a block takes is read off them as a constant and a share a run.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from msssim.experiments.experiment import Experiment
from msssim.experiments.parquet import write_parquet
from msssim.experiments.partition import Partition, play
from msssim.experiments.quality import design_quality
from msssim.experiments.quality import sentences as quality_sentences
from msssim.experiments.tasks import TaskList, task_list_of

PILOTS = (16, 96)
"""Runs of the two small blocks."""


@dataclass(frozen=True)
class Cost:
    """What a number of runs take."""

    seconds: float
    disk_bytes: float


@dataclass(frozen=True)
class Plan:
    """A sweep before it starts."""

    title: str
    scenarios: int
    points: int
    replications: str
    runs: int
    """Runs in all; under a rule for the replications, those of its first round."""
    most_runs: int
    parts: int
    workers: int
    cost: Cost | None
    quality: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """Yield the plan in words."""
        factors = [_count(self.scenarios, "scenario"), _count(self.points, "point")]
        rounds = f" in the first round, {self.most_runs:,} at most" if self.is_open else ""
        yield (
            f"{self.title}: {' x '.join([*factors, self.replications])} = "
            f"{_count(self.runs, 'run')}{rounds}, in {_count(self.parts, 'part')}"
        )
        if self.cost is not None:
            times = self.most_runs / self.runs
            at_most = (
                f"; at most {duration(self.cost.seconds * times)} and "
                f"{size(self.cost.disk_bytes * times)}"
                if self.is_open
                else ""
            )
            yield (
                f"About {duration(self.cost.seconds)} with {_count(self.workers, 'worker')}, "
                f"{size(self.cost.disk_bytes)} on disk{at_most}."
            )
        yield from self.quality

    @property
    def is_open(self) -> bool:
        """Whether a rule decides how many runs there are."""
        return self.most_runs > self.runs


def plan_of(experiment: Experiment, workers: int | None = None, measured: bool = True) -> Plan:
    """Return the plan of a sweep.

    Parameters
    ----------
    experiment
        What would be played.
    workers
        Processes; None takes one a core.
    measured
        Play two small blocks, some seconds long, to tell time and disk.
    """
    work = task_list_of(experiment)
    rule = experiment.until
    most = work.runs_in_all // len(work.runs) * (rule.at_most if rule else len(work.runs))
    count = workers or os.cpu_count() or 1
    replications = _count(len(work.runs), "replication")
    if rule:
        replications = f"rounds of {replications}"
    return Plan(
        title=experiment.title,
        scenarios=len(experiment.scenarios),
        points=work.points,
        replications=replications,
        runs=work.runs_in_all,
        most_runs=most,
        parts=len(work),
        workers=count,
        cost=_cost(work, count) if measured else None,
        quality=tuple(quality_sentences(design_quality(experiment))),
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def duration(seconds: float) -> str:
    """Return a time in words, to the accuracy that an estimate has."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 1.5 * length:
            return _count(round(seconds / length), unit)
    return _count(max(round(seconds), 1), "second")


def size(count: float) -> str:
    """Return a number of bytes in words."""
    for unit, length in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= length:
            return f"{count / length:,.1f} {unit}"
    return f"{count / 1e3:,.0f} kB"


def _cost(work: TaskList, workers: int) -> Cost:
    """Return what the work takes, by two pilots: what a part costs as such, and what a run does."""
    first = work[0]
    counts = [min(runs, len(first)) for runs in PILOTS]
    pilots = [first.only(np.arange(count)) for count in counts]
    play(pilots[0])  # the first block also pays for what is imported
    seconds, disk = [], []
    for pilot in pilots:
        started = time.perf_counter()
        part = play(pilot)
        seconds.append(time.perf_counter() - started)
        disk.append(_stored_bytes(part))
    if counts[0] == counts[1]:
        share = 1 / counts[1]
        return Cost(
            seconds[1] * share * work.runs_in_all / workers, disk[1] * share * work.runs_in_all
        )
    return Cost(
        _line(counts, seconds, len(work), work.runs_in_all) / min(workers, len(work)),
        _line(counts, disk, len(work), work.runs_in_all),
    )


def _line(counts: list[int], amounts: list[float], parts: int, runs: int) -> float:
    """Return what parts and runs come to, by the line through two measurements of one part."""
    per_run = max((amounts[1] - amounts[0]) / (counts[1] - counts[0]), 0.0)
    per_part = max(amounts[0] - per_run * counts[0], 0.0)
    return per_part * parts + per_run * runs


def _stored_bytes(part: Partition) -> float:
    stored = 0
    for name, table in part.tables().items():
        stream = io.BytesIO()
        write_parquet(table, stream, "", name)
        stored += stream.tell()
    return stored
