"""A full inventory of a world, of either engine: every declared variable and every observation."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.agents import MissionModel
from msssim.engines.batch.block import Block
from msssim.world.variables import VARIABLES


def of_block(block: Block) -> dict[str, np.ndarray]:
    """Everything that a block remembers or did in this step; the run axis is last."""
    found = {name: vars(block.state)[name] for name in VARIABLES}
    found |= {f"seen.{name}": value for name, value in block.seen.items()}
    return {name: _by_run(value, block.runs) for name, value in found.items()}


def _by_run(value: Any, runs: int) -> np.ndarray:
    """A copy with a full run axis, where the engine keeps one number for all runs."""
    array = np.array(value)
    return np.broadcast_to(array, (*array.shape[:-1], runs))


def of_model(model: MissionModel) -> dict[str, Any]:
    """The same of a Mesa model, agent by agent."""
    found = {name: model.values(name) for name in VARIABLES}
    of_nation = {name: each[0] for name, each in found.items() if VARIABLES[name].axis == "nation"}
    return found | of_nation | {f"seen.{name}": value for name, value in model.seen.items()}
