"""Runs per second of both engines on the same scenario, horizon and outcomes, in one session.

    python benchmarks/engines.py [--scenario NAME] [--block N] [--rounds N]

Each round times a few runs of the Mesa model and a block of the batch engine in turn, on one core;
the ratio is taken round by round, and the median and the range are printed.
"""

from __future__ import annotations

import argparse
import statistics
import time

from msssim.engines.agents.model import MissionModel
from msssim.engines.batch import run_block
from msssim.scenario import Scenario, load_scenario


def time_agents(scenario: Scenario, runs: int) -> float:
    """Seconds a run of the Mesa model takes, outcomes included."""
    started = time.perf_counter()
    for run in range(runs):
        model = MissionModel(scenario, seed=1, run=run)
        while model.running:
            model.step()
        model.outcomes()
        model.close()
    return (time.perf_counter() - started) / runs


def time_batch(scenario: Scenario, runs: int) -> float:
    """Seconds a run takes in a block of the batch engine."""
    started = time.perf_counter()
    run_block(scenario, seed=1, runs=range(runs))
    return (time.perf_counter() - started) / runs


def main() -> None:
    """Time the engines in turn and print rates and ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--scenario", default="as_is")
    options.add_argument("--block", type=int, default=256)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    scenario = load_scenario(chosen.scenario)
    time_batch(scenario, 8)  # warm up
    rounds = [
        (time_agents(scenario, 2), time_batch(scenario, chosen.block)) for _ in range(chosen.rounds)
    ]
    for name, seconds in zip(("agents", "batch"), zip(*rounds, strict=True), strict=True):
        rates = sorted(1 / each for each in seconds)
        print(
            f"{name:7s} {statistics.median(rates):10.2f} runs/s   "
            f"({rates[0]:.2f} to {rates[-1]:.2f})"
        )
    ratios = sorted(agents / batch for agents, batch in rounds)
    print(
        f"ratio   {statistics.median(ratios):10.0f}          ({ratios[0]:.0f} to {ratios[-1]:.0f})"
    )


if __name__ == "__main__":
    main()
