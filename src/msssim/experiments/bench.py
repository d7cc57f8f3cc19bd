"""How many runs a second either engine plays, side by side, in one session on one core.

The Mesa model is played by ``mesa.batch_run``, the batch engine as a sweep plays a block, both to
the end of the scenario with all outcomes. The two take turns, and the ratio is taken round by
round, because the speed of a machine drifts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msssim.engines import batch
from msssim.experiments.tasks import BLOCK_RUNS
from msssim.scenario.schema import Scenario

WARM_UP_RUNS = 8


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
    """Yield the rounds as they are measured.

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
