"""The batch engine: NumPy arrays over all runs of a block at once."""

from msssim.engines.batch.engine import Played, run_block

__all__ = ["Played", "run_block"]
