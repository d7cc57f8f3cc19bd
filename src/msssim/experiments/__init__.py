"""Many runs: an experiment becomes a design, the design tasks, the tasks a result folder.

:mod:`msssim.experiments.replay` stands apart: it needs Mesa, which workers do without.
"""

from msssim.experiments.experiment import Experiment, experiment_of
from msssim.experiments.load import load_experiment
from msssim.experiments.plan import Plan, plan_of
from msssim.experiments.result import Result
from msssim.experiments.simulate import simulate, sweep
from msssim.experiments.variants import (
    changed_scenarios,
    lifted_scenarios,
    play_changes,
    play_lifted,
)
from msssim.experiments.verify import Verification, verify

__all__ = [
    "Experiment",
    "Plan",
    "Result",
    "Verification",
    "changed_scenarios",
    "experiment_of",
    "lifted_scenarios",
    "load_experiment",
    "plan_of",
    "play_changes",
    "play_lifted",
    "simulate",
    "sweep",
    "verify",
]
