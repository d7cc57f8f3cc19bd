"""Where a step of the batch engine spends its time, as Markdown tables.

    python benchmarks/profile_step.py [--scenario NAME] [--runs N] [--steps N] [--rounds N]

Three questions, each measured in its own way, on one core:

- What does a block size do? Runs a second for blocks of 64 to 4,096 runs; sizes take turns, and the
  best of the rounds counts, because whatever else the machine does only slows a round.
- What do the calls themselves cost? Each call into NumPy costs the same whatever it works on, so
  the time of a step is a + b n for n runs. The line is drawn through small blocks, which fit in the
  cache; a is the overhead of calls.
- Which part of a step takes how long? Each phase and each kind of work (random numbers, sampling of
  counts, sums over entities) is timed by a clock around it. Kinds of work lie within phases; what
  of a phase is in none of them is arithmetic on arrays and index work.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from msssim.engines import batch
from msssim.engines.batch import engine
from msssim.rules import counts
from msssim.rules.day import ORDER
from msssim.scenario import Scenario, load_scenario
from msssim.world import sums
from msssim.world.streams import RandomStreams

BLOCKS = (64, 128, 256, 512, 1024, 2048, 4096)
SMALL_BLOCKS = (1, 8, 16, 32, 64)
WORK = {
    "sampling counts": (counts, ("poisson_count", "binomial_count", "systematic", "apportion")),
    "sums over entities": (sums, ("total", "total_by")),
}
"""Kinds of work, and the functions that do it."""


def seconds_a_step(scenario: Scenario, runs: int) -> float:
    """Time of a step, mean over the horizon."""
    marks: list[float] = []
    batch.run_block(
        scenario, seed=1, runs=range(runs), watch=lambda _: marks.append(time.perf_counter())
    )
    return (marks[-1] - marks[0]) / (len(marks) - 1)


def best_of(scenario: Scenario, blocks: tuple[int, ...], rounds: int) -> dict[int, float]:
    """Shortest time of a step for each block size, the sizes taking turns."""
    best = dict.fromkeys(blocks, np.inf)
    for _ in range(rounds):
        for runs in blocks:
            best[runs] = min(best[runs], seconds_a_step(scenario, runs))
    return best


class Clock:
    """Seconds spent in named pieces of work, the outermost piece of a name counting."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: set[str] = set()

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Time a function under a name."""

        def timed(*arguments: Any, **named: Any) -> Any:
            if name in self._running:
                return function(*arguments, **named)
            self._running.add(name)
            started = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[name] += time.perf_counter() - started
                self._running.remove(name)

        return timed


@contextmanager
def clocked(clock: Clock) -> Iterator[None]:
    """Put the clock around every phase, and around each kind of work wherever it is called."""
    phases, turn_to = dict(engine.PHASES), RandomStreams.turn_to
    replaced: list[tuple[ModuleType, str, Any]] = []
    for phase in ORDER:
        engine.PHASES[phase] = clock.around(phase, phases[phase])
    RandomStreams.turn_to = clock.around("random numbers", turn_to)  # type: ignore[method-assign]
    for kind, (home, names) in WORK.items():
        for name in names:
            original = getattr(home, name)
            for module in _modules_of_phases():
                if getattr(module, name, None) is original:
                    replaced.append((module, name, original))
                    setattr(module, name, clock.around(kind, original))
    try:
        yield
    finally:
        engine.PHASES.update(phases)
        RandomStreams.turn_to = turn_to  # type: ignore[method-assign]
        for module, name, original in replaced:
            setattr(module, name, original)


def _modules_of_phases() -> list[ModuleType]:
    """Modules of the batch engine, which import the rules by name."""
    return [module for name, module in sys.modules.items() if name.startswith(batch.__name__)]


def print_block_sizes(scenario: Scenario, horizon: int, rounds: int) -> None:
    """Throughput by block size, for runs of ``horizon`` steps."""
    best = best_of(scenario, BLOCKS, rounds)
    print("| runs in a block | runs/s | step, ms | step a run, microseconds |")
    print("| ---: | ---: | ---: | ---: |")
    for runs, seconds in best.items():
        print(f"| {runs} | {runs / seconds / horizon:.1f} | {seconds * 1e3:.1f} | "
              f"{seconds / runs * 1e6:.0f} |")  # fmt: skip


def print_overhead(scenario: Scenario, runs: int, rounds: int) -> None:
    """The line a + b n, and what a is of a step of the block."""
    best = best_of(scenario, (*SMALL_BLOCKS, runs), rounds)
    slope, overhead = np.polyfit(SMALL_BLOCKS, [best[size] for size in SMALL_BLOCKS], 1)
    print(f"A step of n runs takes {overhead * 1e3:.1f} ms + n x {slope * 1e6:.0f} microseconds "
          f"(blocks of {SMALL_BLOCKS[0]} to {SMALL_BLOCKS[-1]}).")  # fmt: skip
    print(f"Of {best[runs] * 1e3:.1f} ms for {runs} runs, calls cost {overhead / best[runs]:.0%}.")


def print_shares(scenario: Scenario, runs: int) -> None:
    """Share of the step by kind of work and by phase."""
    clock = Clock()
    seconds_a_step(scenario, 2)  # warm up
    with clocked(clock):
        seconds_a_step(scenario, runs)
    phases = sum(clock.seconds[phase] for phase in ORDER)
    whole = clock.seconds["random numbers"] + phases
    print("| kind of work | share of the step |")
    print("| --- | ---: |")
    named = {kind: clock.seconds[kind] for kind in ("random numbers", *WORK)}
    named["other arithmetic and index work"] = whole - sum(named.values())
    for kind, seconds in named.items():
        print(f"| {kind} | {seconds / whole:.0%} |")
    print("\n| phase | share of the step |")
    print("| --- | ---: |")
    for phase in ORDER:
        print(f"| {phase} | {clock.seconds[phase] / whole:.0%} |")


def main() -> None:
    """Measure, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--scenario", default="as_is")
    options.add_argument("--runs", type=int, default=256, help="runs in the block profiled")
    options.add_argument("--steps", type=int, default=26, help="steps played in each measurement")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    scenario = load_scenario(chosen.scenario)
    days = chosen.steps * scenario.step_days
    short = scenario.with_values({"horizon_days": days})
    print(f"{scenario.name}, {chosen.steps} steps of {scenario.step_days} days\n")
    print_shares(short, chosen.runs)
    print()
    print_overhead(short, chosen.runs, chosen.rounds)
    print()
    print_block_sizes(short, scenario.horizon_days // scenario.step_days, chosen.rounds)


if __name__ == "__main__":
    main()
