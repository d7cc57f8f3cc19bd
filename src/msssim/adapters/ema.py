"""An experiment as a model of the EMA Workbench, and an evaluator that plays it in blocks.

Uncertainties of the experiment become the model's uncertainties, scenarios and levers its levers
(the *policy*), outcomes scalar outcomes: means over the runs of a point. The workbench's own
evaluators hand over one experiment after the other; :func:`evaluator_of` takes all that are asked
for, policy by policy, and plays each policy's in one call of the batch engine.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from msssim.adapters.points import means_at, require_fixed_replications, require_outcomes
from msssim.errors import InputError, Problem
from msssim.experiments import Experiment
from msssim.experiments.fields import Lever
from msssim.experiments.uncertainty import Continuous, EquallyLikely, Uncertainty
from msssim.scenario import Scenario, parameter_info
from msssim.scenario.validation import require
from msssim.text import text
from msssim.world.observables import OUTCOMES

__all__ = ["evaluator_of", "model_of"]


@contextmanager
def quiet_imports() -> Iterator[None]:
    """Import the workbench without its warnings about its own extras that are missing."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ipyparallel not installed")
        warnings.filterwarnings("ignore", "altair based interactive", ImportWarning)
        yield


try:
    with quiet_imports():
        from ema_workbench import CategoricalParameter, RealParameter, ScalarOutcome
        from ema_workbench.em_framework.evaluators import BaseEvaluator
        from ema_workbench.em_framework.model import SingleReplication
        from ema_workbench.em_framework.points import experiment_generator
except ModuleNotFoundError as missing:
    raise ImportError(text("studies.adapters.needs_workbench")) from missing

MODEL = "msssim"
SCENARIO = "scenario_name"
"""The lever that chooses among several scenarios; the workbench has a column `scenario` already."""
TAKEN = ("scenario", "policy", "model", SCENARIO)
"""Columns of the workbench's own, and of this lever."""

KINDS = {"low": ScalarOutcome.MINIMIZE, "high": ScalarOutcome.MAXIMIZE, "": ScalarOutcome.INFO}


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
        If the experiment is none, an outcome unknown, a rule decides on replications, or the
        workbench has no such uncertainties: correlated, weighted, of quantiles, or listed point by
        point.
    """
    require(Experiment, experiment)
    require_outcomes(outcomes)
    require_fixed_replications(experiment)
    problems = list(_unsupported(experiment))
    if problems:
        raise InputError(problems)
    return ExperimentModel(experiment, list(outcomes))


def evaluator_of(model: ExperimentModel) -> BlockEvaluator:
    """Return the evaluator that plays everything that is asked of a model in blocks.

    Give it to ``perform_experiments(model, ..., evaluator=...)``. It runs in this process.
    """
    return BlockEvaluator(model)


class ExperimentModel(SingleReplication):
    """An experiment as the workbench's model: see :func:`model_of`.

    Attributes
    ----------
    experiment
        The experiment.
    asked
        Names of the outcomes.
    """

    def __init__(self, experiment: Experiment, outcomes: Sequence[str]) -> None:
        super().__init__(MODEL)
        self.experiment, self.asked = experiment, list(outcomes)
        self._scenario_named = {one.name: one for one in experiment.scenarios_to_play()}
        self._lever_named = {lever.name: lever for lever in experiment.lever_list()}
        self.uncertainties = [
            _uncertain(path, uncertainty) for path, uncertainty in experiment.uncertainties.items()
        ]
        self.levers = [*self._choice_of_scenario(), *map(_choice, self._open_levers())]
        self.outcomes = [
            ScalarOutcome(name, kind=KINDS[OUTCOMES[name].better]) for name in outcomes
        ]

    def run_experiment(self, experiment: Mapping[str, Any]) -> dict[str, float]:
        """Play one point; the workbench's own evaluators call it."""
        (played,) = self.play([experiment], experiment)
        return played

    def play(
        self, points: Sequence[Mapping[str, Any]], policy: Mapping[str, Any]
    ) -> list[dict[str, float]]:
        """Play points of one policy together, and return the outcomes of each.

        A parameter that a point leaves out has the scenario's value.
        """
        scenario = self._scenario_of(policy)
        columns = {
            path: [
                point[path] if path in point else parameter_info(scenario, path).value
                for point in points
            ]
            for path in self.experiment.uncertainties
        }
        means = means_at(self.experiment, scenario, columns, self.asked)
        if not columns:  # nothing varies: all points are one
            means = means.loc[[0] * len(points)]
        return [dict(zip(self.asked, row, strict=True)) for row in means.to_numpy().tolist()]

    def policy_of(self, policy: Any) -> dict[str, Any]:
        """Return the levers of a policy as the experiment names them, each with its label."""
        return _translated(policy, self.levers)

    def point_of(self, scenario: Any) -> dict[str, Any]:
        """Return a scenario of the workbench as parameters by path."""
        return _translated(scenario, self.uncertainties)

    def _scenario_of(self, policy: Mapping[str, Any]) -> Scenario:
        first = next(iter(self._scenario_named))
        scenario = self._scenario_named[policy.get(SCENARIO, first)]
        settings: dict[str, Any] = {}
        for name, lever in self._lever_named.items():
            labels = [str(level.label) for level in lever.levels]
            settings |= lever.levels[labels.index(policy.get(name, labels[0]))].settings
        return scenario.with_values(settings) if settings else scenario

    def _choice_of_scenario(self) -> list[CategoricalParameter]:
        if len(self._scenario_named) < 2:
            return []
        return [CategoricalParameter(SCENARIO, list(self._scenario_named))]

    def _open_levers(self) -> list[Lever]:
        """Return the levers that leave a choice; the workbench has no category of one."""
        return [lever for lever in self._lever_named.values() if len(lever.levels) > 1]


class BlockEvaluator(BaseEvaluator):
    """Plays all experiments of a policy in one call of the batch engine, in this process."""

    def initialize(self) -> None:
        """Do nothing: there is no pool."""

    def finalize(self) -> None:
        """Do nothing."""

    def evaluate_experiments(
        self,
        scenarios: Iterable[Any],
        policies: Iterable[Any],
        callback: Callable[..., None],
        combine: str = "factorial",
        **other: Any,
    ) -> None:
        """Play what is asked for and hand each outcome to the workbench's callback."""
        (model,) = self._msis
        experiments = list(
            experiment_generator(list(scenarios), [model], list(policies), combine=combine)
        )

        def policy(experiment: Any) -> str:
            return str(sorted(model.policy_of(experiment.policy).items()))

        for _, of_policy in groupby(sorted(experiments, key=policy), policy):
            together = list(of_policy)
            points = [model.point_of(experiment.scenario) for experiment in together]
            played = model.play(points, model.policy_of(together[0].policy))
            for experiment, outcomes in zip(together, played, strict=True):
                model.outcomes_output = outcomes
                callback(experiment, model.outcomes_output)


def _unsupported(experiment: Experiment) -> Iterator[Problem]:
    """Yield the parts of an experiment that the workbench does not support."""
    if experiment.correlations:
        yield Problem("studies.adapters.correlations", "correlations")
    if experiment.design.method == "listed":
        yield Problem("studies.adapters.listed", "design")
        return
    yield from _same_names(experiment)
    for path, uncertainty in experiment.uncertainties.items():
        place = f"uncertainties.{path}"
        if uncertainty.weights is not None:
            yield Problem("studies.adapters.weights", place)
        elif uncertainty.values is not None and len(uncertainty.values) < 2:
            yield Problem("studies.adapters.one_value", place)
        elif not isinstance(uncertainty.distribution, Continuous | EquallyLikely):
            yield Problem("studies.adapters.distribution", place)


def _same_names(experiment: Experiment) -> Iterator[Problem]:
    """Yield the parameters and levers whose name the workbench has already."""
    named = dict.fromkeys(TAKEN, text("studies.adapters.own_column"))
    places = [
        *(f"uncertainties.{path}" for path in experiment.uncertainties),
        *(f"levers.{lever.name}" for lever in experiment.lever_list()),
    ]
    for place in places:
        name = _python_name(place.partition(".")[2])
        if name in named:
            yield Problem("studies.adapters.same_name", place, name=name, other=named[name])
        named.setdefault(name, f"`{place}`")


def _python_name(path: str) -> str:
    """Return a path as a name that Python admits."""
    return re.sub(r"\W", "_", path)


def _uncertain(path: str, uncertainty: Uncertainty) -> RealParameter | CategoricalParameter:
    known = uncertainty.distribution
    name = _python_name(path)
    if isinstance(known, Continuous):
        return RealParameter.from_dist(name, known.law(), variable_name=[path])
    return CategoricalParameter(name, list(known.extremes), variable_name=[path])


def _choice(lever: Lever) -> CategoricalParameter:
    labels = [str(level.label) for level in lever.levels]
    return CategoricalParameter(_python_name(lever.name), labels, variable_name=[lever.name])


def _translated(values: Mapping[str, Any], parameters: Iterable[Any]) -> dict[str, Any]:
    """Return values under the names that the experiment has for them."""
    return {
        parameter.variable_name[0]: values[parameter.name]
        for parameter in parameters
        if parameter.name in values
    }
