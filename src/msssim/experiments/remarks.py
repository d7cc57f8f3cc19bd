"""What is allowed in an experiment, and may not do what its author thinks."""

from __future__ import annotations

from collections.abc import Iterator

from msssim.errors import Problem
from msssim.experiments.experiment import Experiment
from msssim.scenario import checks as of_scenarios
from msssim.scenario.schema import Scenario


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
        for remark in of_scenarios.remarks_of(scenario):
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
