"""How far the NumPy engine is from compiled code: its dearest rules against Numba.

    python benchmarks/compiled.py [--scenario NAME] [--runs N] [--step K]

Numba is needed for this benchmark only (``pip install numba``); the package does not use it.

A block is played to a step; there, the three dearest rules of the batch engine (operations,
recruitment, flight and return) and the dearest that draws nothing (the contest for control) are
timed as NumPy plays them, and as kernels that are compiled by Numba, on one core, and fused: one
pass over entities and runs, sums and the sampling of counts included. Both work on the same block,
and their results are compared: whole numbers must be equal, real ones to 1e-9.

The table gives for each rule what part of the compiled speed NumPy reaches. The last lines set the
whole step against a compiled one: random numbers, which compiled code draws already, cost what they
cost, and all the rest is taken to gain what the rules gain together, or what the rule gains that
gains most.
"""

from __future__ import annotations

import argparse
import copy
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from msssim.engines.batch import contacts, people, recruitment, run_block, territory
from msssim.engines.batch.block import Block
from msssim.scenario import Scenario, load_scenario

try:
    import kernels  # beside this file
except ImportError as error:
    sys.exit(f"this benchmark compiles with Numba, which cannot be loaded ({error}): "
             "pip install numba")  # fmt: skip

RULES = {
    "operations": (contacts, "_operate"),
    "recruitment": (recruitment, "_recruit"),
    "flight and return": (people, "_flee_and_return"),
    "contest": (territory, "_contest"),
}
"""What is compared: a name, and the function of the batch engine that plays it."""


@dataclass(frozen=True)
class Moment:
    """A block just before a rule is played, and the arguments that the rule is given."""

    block: Block
    arguments: tuple[Any, ...]

    def fresh(self) -> Block:
        """The block again: rules put new arrays in place of old ones, and change none."""
        block = self.block
        return replace(
            block, state=copy.copy(block.state), now=SimpleNamespace(**vars(block.state))
        )


def moments_of(scenario: Scenario, runs: int, step: int) -> dict[str, Moment]:
    """Play a block to a step, and keep it as it is before each of the rules."""
    found: dict[str, Moment] = {}

    def keeping(name: str, rule: Callable[..., Any]) -> Callable[..., Any]:
        def played(b: Block, *arguments: Any) -> Any:
            if b.step.index == step:
                found[name] = Moment(copy.deepcopy(b), copy.deepcopy(arguments))
            return rule(b, *arguments)

        return played

    originals = {name: getattr(module, rule) for name, (module, rule) in RULES.items()}
    try:
        for name, (module, rule) in RULES.items():
            setattr(module, rule, keeping(name, originals[name]))
        run_block(scenario, seed=1, runs=range(runs))
    finally:
        for name, (module, rule) in RULES.items():
            setattr(module, rule, originals[name])
    return found


def best_seconds(play: Callable[[], Any], repeats: int = 30) -> float:
    """Shortest time that a call takes: what the machine does besides only adds to it."""
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        play()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def check_same(name: str, ours: dict[str, np.ndarray], theirs: dict[str, np.ndarray]) -> None:
    """Stop unless a rule has the same results by NumPy and compiled."""
    for quantity, value in ours.items():
        other = theirs[quantity]
        same = (
            np.array_equal(value, other)
            if value.dtype.kind in "iu"
            else np.allclose(value, other, rtol=1e-9, atol=1e-12)
        )
        if not same:
            sys.exit(f"{name}: {quantity} differs between NumPy and the compiled rule")


def compare(name: str, moment: Moment) -> tuple[float, float]:
    """Seconds that a rule takes by NumPy and compiled, after their results are found the same."""
    module, rule = RULES[name]
    play = getattr(module, rule)
    compiled = kernels.COMPILED[name]
    block = moment.fresh()
    returned = play(block, *moment.arguments)
    by_numpy = kernels.RESULTS[name](block, returned)
    check_same(name, by_numpy, compiled(moment.block, moment.arguments))
    return (
        best_seconds(lambda: play(moment.fresh(), *moment.arguments)),
        best_seconds(lambda: compiled(moment.block, moment.arguments)),
    )


def step_seconds(scenario: Scenario, runs: int) -> tuple[float, float]:
    """Seconds that a step takes, median of all, and of them those that draw the random numbers."""
    marks: list[float] = []
    drawing: list[float] = []

    def watch(b: Block) -> None:
        marks.append(time.perf_counter())
        if not drawing:
            streams = copy.deepcopy(b.streams)
            days = iter(range(b.step.end_day, b.step.end_day + 10))
            drawing.append(best_seconds(lambda: streams.turn_to(next(days)), repeats=10))

    run_block(scenario, seed=1, runs=range(runs), watch=watch)
    return statistics.median(np.diff(marks)), drawing[0]


def main() -> None:
    """Compare the rules, and print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--scenario", default="as_is")
    options.add_argument("--runs", type=int, default=256)
    options.add_argument("--step", type=int, default=52)
    chosen = options.parse_args()
    scenario = load_scenario(chosen.scenario)
    moments = moments_of(scenario, chosen.runs, chosen.step)
    print("| rule | NumPy, ms | compiled, ms | NumPy takes | part of compiled speed |")
    print("| --- | ---: | ---: | ---: | ---: |")
    both = {name: compare(name, moment) for name, moment in moments.items()}
    together = tuple(map(sum, zip(*both.values(), strict=True)))
    for name, (ours, theirs) in [*both.items(), ("together", together)]:
        print(f"| {name} | {ours * 1e3:.2f} | {theirs * 1e3:.2f} | {ours / theirs:.1f} times | "
              f"{theirs / ours:.0%} |")  # fmt: skip
    step, drawing = step_seconds(scenario, chosen.runs)
    print(f"\nA step of {chosen.runs} runs takes {step * 1e3:.1f} ms, of them {drawing * 1e3:.1f} "
          f"for random numbers; these rules are {together[0] / step:.0%} of it.")  # fmt: skip
    most = max(both.values(), key=lambda pair: pair[0] / pair[1])
    for words, (ours, theirs) in (
        ("the rules together", together),
        ("the one that gains most", most),
    ):
        limit = drawing + (step - drawing) * theirs / ours
        print(f"Compiled, with the gain of {words}, it would take about {limit * 1e3:.1f} ms: "
              f"the engine takes {step / limit:.1f} times as long.")  # fmt: skip


if __name__ == "__main__":
    main()
