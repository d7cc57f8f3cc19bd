"""What a sweep will take, said before it starts: runs, time, disk, and how good its design is.

Time and disk are measured, not guessed: two small blocks of the sweep's first scenario are played,
and what a block takes is read off them as a constant and a share a run. :func:`bench` measures how
many runs a second either engine plays; :func:`remarks_of` says what may not do what its author
thinks.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from msssim.engines import batch
from msssim.errors import Problem
from msssim.experiments.experiment import Experiment
from msssim.experiments.parquet import write_parquet
from msssim.experiments.partition import Partition, play
from msssim.experiments.quality import design_quality
from msssim.experiments.tasks import BLOCK_RUNS, TaskList, task_list_of
from msssim.scenario.checks import remarks_of as remarks_of_scenario
from msssim.scenario.schema import Scenario
from msssim.text import text

WARM_UP_RUNS = 8

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

    def messages(self) -> Iterator[str]:
        """Yield the plan in words."""
        form = "open_" if self.is_open else ""
        yield text(
            f"experiments.{form}plan",
            title=self.title,
            scenarios=text("experiments.scenarios", count=self.scenarios),
            points=text("experiments.points", count=self.points),
            replications=self.replications,
            runs=text("common.runs", count=self.runs),
            most=self.most_runs,
            parts=text("experiments.parts", count=self.parts),
        )
        if self.cost is not None:
            times = self.most_runs / self.runs
            yield text(
                f"experiments.{form}cost",
                time=duration(self.cost.seconds),
                workers=text("experiments.workers", count=self.workers),
                disk=size(self.cost.disk_bytes),
                most_time=duration(self.cost.seconds * times),
                most_disk=size(self.cost.disk_bytes * times),
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
    tasks = task_list_of(experiment)
    rule = experiment.until
    most = tasks.runs_in_all // len(tasks.runs) * (rule.at_most if rule else len(tasks.runs))
    count = workers or os.cpu_count() or 1
    return Plan(
        title=experiment.title,
        scenarios=len(experiment.scenarios),
        points=tasks.points,
        replications=text(
            "experiments.rounds" if rule else "experiments.replications", count=len(tasks.runs)
        ),
        runs=tasks.runs_in_all,
        most_runs=most,
        parts=len(tasks),
        workers=count,
        cost=_cost(tasks, count) if measured else None,
        quality=tuple(design_quality(experiment).messages()),
    )


def duration(seconds: float) -> str:
    """Return a time in words, to the accuracy that an estimate has."""
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 1.5 * length:
            return text(f"experiments.{unit}", count=round(seconds / length))
    return text("experiments.seconds", count=max(round(seconds), 1))


def size(count: float) -> str:
    """Return a number of bytes in words."""
    for unit, length in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= length:
            return f"{count / length:,.1f} {unit}"
    return f"{count / 1e3:,.0f} kB"


def _cost(tasks: TaskList, workers: int) -> Cost:
    """Return what the work takes, by two pilots: what a part costs as such, and what a run does."""
    first = tasks[0]
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
            seconds[1] * share * tasks.runs_in_all / workers, disk[1] * share * tasks.runs_in_all
        )
    return Cost(
        _line(counts, seconds, len(tasks), tasks.runs_in_all) / min(workers, len(tasks)),
        _line(counts, disk, len(tasks), tasks.runs_in_all),
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


@dataclass(frozen=True)
class Round:
    """Runs a second of both engines, one after the other."""

    agents: float
    batch: float

    @property
    def ratio(self) -> float:
        """How many times as many runs the batch engine plays."""
        return self.batch / self.agents


def bench(
    scenario: Scenario, rounds: int = 3, agent_runs: int = 2, block_runs: int = BLOCK_RUNS
) -> Iterator[Round]:
    """Yield the rates of both engines, round by round, in one session on one core.

    The Mesa model is played by ``mesa.batch_run``, the batch engine as a sweep plays a block, both
    to the end of the scenario with all outcomes. The two take turns, and the ratio is taken round
    by round, because the speed of a machine drifts.

    Parameters
    ----------
    scenario
        What is played.
    rounds
        How often.
    agent_runs, block_runs
        Runs of the Mesa model and of the batch engine in a round.
    """
    _play_batch(scenario, WARM_UP_RUNS)
    for _ in range(rounds):
        agents = _rate(_play_agents, scenario, agent_runs)
        yield Round(agents, _rate(_play_batch, scenario, block_runs))


def _rate(play: Callable[[Scenario, int], None], scenario: Scenario, runs: int) -> float:
    started = time.perf_counter()
    play(scenario, runs)
    return runs / (time.perf_counter() - started)


def _play_batch(scenario: Scenario, runs: int) -> None:
    batch.run_block(scenario, seed=1, runs=range(runs))


def _play_agents(scenario: Scenario, runs: int) -> None:
    import mesa  # noqa: PLC0415  (a worker of a sweep does without Mesa)

    from msssim.engines.agents import MissionModel  # noqa: PLC0415

    mesa.batch_run(
        MissionModel,
        {"scenario": [scenario], "seed": [1], "run": list(range(runs))},
        max_steps=scenario.horizon_days // scenario.step_days,
        display_progress=False,
    )


def remarks_of(experiment: Experiment) -> list[Problem]:
    """Return what is to be said of an experiment that is right, with the places it is about."""
    return [*_idle_design(experiment), *_varied_in_vain(experiment), *_of_scenarios(experiment)]


def _idle_design(experiment: Experiment) -> Iterator[Problem]:
    if "design" in experiment.model_fields_set and not experiment.uncertainties:
        yield Problem("problems.idle_design", "design")


def _varied_in_vain(experiment: Experiment) -> Iterator[Problem]:
    varied = {path: f"uncertainties.{path}" for path in experiment.uncertainties}
    for lever in experiment.lever_list():
        varied |= dict.fromkeys(lever.paths, f"levers.{lever.name}")
    for path, where in varied.items():
        for scenario in experiment.scenarios_to_play():
            yield from _overruled(scenario, path, where)


def _of_scenarios(experiment: Experiment) -> Iterator[Problem]:
    """Yield what is to be said of the scenarios over the experiment's horizon."""
    for scenario in experiment.scenarios_to_play():
        for remark in remarks_of_scenario(scenario):
            yield remark.within(
                "problems.of_scenario", "scenarios", scenario=scenario.name, at=remark.path
            )


def _overruled(scenario: Scenario, path: str, where: str) -> Iterator[Problem]:
    """Say from when on an event of the scenario sets what is varied."""
    end = scenario.last_day
    dates = [event.date for event in scenario.events if path in event.set and event.date <= end]
    if not dates:
        return
    first = min(dates)
    at_once = first <= scenario.start
    template = "problems.set_from_first_day" if at_once else "problems.set_later"
    yield Problem(template, where, scenario=scenario.name, name=path, date=first)
