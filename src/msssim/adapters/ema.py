"""An experiment as a model of the EMA Workbench, and an evaluator that plays it in blocks.

Uncertainties of the experiment become the model's uncertainties, scenarios and levers its levers
(the *policy*), outcomes scalar outcomes: means over the runs of a point. The workbench's own
evaluators hand over one experiment after the other; :func:`evaluator_of` takes all that are asked
for, policy by policy, and plays each policy's in one call of the batch engine.
"""

# ruff: noqa: PLC0415  (the workbench is an extra)
from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from msssim.adapters.points import require_fixed_replications, require_outcomes
from msssim.errors import InputError, Problem
from msssim.experiments import Experiment
from msssim.experiments.uncertainty import Continuous, EquallyLikely
from msssim.scenario.validation import require

if TYPE_CHECKING:
    from msssim.adapters.ema_classes import BlockEvaluator, ExperimentModel

__all__ = ["evaluator_of", "model_of"]


def model_of(experiment: Experiment, outcomes: Sequence[str]) -> ExperimentModel:
    """Return an experiment as a model for ``perform_experiments`` and the like.

    A parameter is called by its path with underscores (``funding_conversion``), since the workbench
    wants names that Python admits. Real distributions stay what they are; a whole parameter is real
    too and rounded when it is played, since PRIM of the workbench breaks on whole numbers. Levers
    and listed values are categories, named by their labels. Where an outcome is good for people in
    one direction, that is the direction of optimisation.

    Raises
    ------
    InputError
        If the workbench is missing, the experiment none, an outcome unknown, a rule decides on
        replications, or the workbench has no such uncertainties: correlated, weighted, of
        quantiles, or listed point by point.
    """
    require_workbench()
    require(Experiment, experiment)
    require_outcomes(outcomes)
    require_fixed_replications(experiment)
    problems = list(_cannot_be_told(experiment))
    if problems:
        raise InputError(problems)
    with quiet_imports():
        from msssim.adapters.ema_classes import ExperimentModel

    return ExperimentModel(experiment, list(outcomes))


def evaluator_of(model: ExperimentModel) -> BlockEvaluator:
    """Return the evaluator that plays everything that is asked of a model in blocks.

    Give it to ``perform_experiments(model, ..., evaluator=...)``. It runs in this process.
    """
    require_workbench()
    with quiet_imports():
        from msssim.adapters.ema_classes import BlockEvaluator

    return BlockEvaluator(model)


def require_workbench() -> None:
    """Refuse if the EMA Workbench is not installed.

    Raises
    ------
    InputError
        Saying what to install.
    """
    if not find_spec("ema_workbench"):
        raise InputError("the EMA Workbench needs: pip install 'msssim[discovery]'")


@contextmanager
def quiet_imports() -> Iterator[None]:
    """Import the workbench without its words on which of its own extras are missing."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ipyparallel not installed")
        warnings.filterwarnings("ignore", "altair based interactive", ImportWarning)
        yield


TAKEN = ("scenario", "policy", "model")
"""Columns of the workbench's own."""


def _cannot_be_told(experiment: Experiment) -> Iterator[Problem]:
    """Yield what the workbench has no words for."""
    if experiment.correlations:
        yield Problem("the EMA Workbench samples each parameter by itself", "correlations")
    if experiment.design.method == "listed":
        yield Problem(
            "the EMA Workbench samples points by itself; give each uncertainty a distribution",
            "design",
        )
        return
    yield from _same_names(experiment)
    for path, uncertainty in experiment.uncertainties.items():
        place = f"uncertainties.{path}"
        if uncertainty.weights is not None:
            yield Problem("categories of the EMA Workbench are equally likely", place)
        elif uncertainty.values is not None and len(uncertainty.values) < 2:
            yield Problem("a category of the EMA Workbench has two values at least", place)
        elif not isinstance(uncertainty.distribution, Continuous | EquallyLikely):
            yield Problem("the EMA Workbench has no such distribution; write {low, high}", place)


def _same_names(experiment: Experiment) -> Iterator[Problem]:
    """Yield what the workbench would call by a name that it has already."""
    with quiet_imports():
        from msssim.adapters.ema_classes import SCENARIO, python_name

    called = dict.fromkeys((*TAKEN, SCENARIO), "a column of its own")
    places = [
        *(f"uncertainties.{path}" for path in experiment.uncertainties),
        *(f"levers.{lever.name}" for lever in experiment.lever_list()),
    ]
    for place in places:
        name = python_name(place.partition(".")[2])
        if name in called:
            yield Problem(
                f"the EMA Workbench would call it `{name}`, like {called[name]}; rename it", place
            )
        called.setdefault(name, f"`{place}`")
