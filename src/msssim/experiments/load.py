"""Load an experiment file: its scenarios, its shape, and whether all of it can be played.

Nothing is raised before everything has been looked at, so a person sees all that is wrong at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.experiments.experiment import Experiment, experiment_of
from msssim.scenario import Document, Scenario, load_scenario, read_yaml
from msssim.scenario.shipped import find

GROUPS = ("levers", "uncertainties")


def load_experiment(source: str | Path) -> Experiment:
    """Load and validate an experiment.

    Parameters
    ----------
    source
        A shipped name (``renewal_funding``) or the path of a YAML file.

    Raises
    ------
    InputError
        With everything that is wrong: what, where (file, line, path), what is allowed.
    """
    file = find(source, "experiments")
    document = read_yaml(file)
    scenarios, problems = _scenarios(document, file.parent)
    settings = {"name": file.stem, **document.data}
    settings.pop("scenarios", None)
    problems += [document.located(problem) for problem in _all_problems(scenarios, settings)]
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return experiment_of(scenarios, **settings)


def is_experiment(file: str | Path) -> bool:
    """Whether a file is an experiment: it lists scenarios, which a scenario does not.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    return "scenarios" in read_yaml(file).data


def _scenarios(document: Document, folder: Path) -> tuple[list[Scenario], list[Problem]]:
    """Return the scenarios that can be loaded, and what is wrong with the others."""
    named: Any = document.data.get("scenarios")
    if not isinstance(named, list) or not named:
        message = "a list of scenarios is needed, as in `scenarios: [as_is, full_funding]`"
        return [], [document.located(Problem(message, "scenarios"))]
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for number, name in enumerate(named):
        place = f"scenarios.{number}"
        try:
            if not isinstance(name, str):
                raise InputError(f"found {name!r}; allowed is a scenario's name or a YAML file")
            scenarios.append(load_scenario(find(name, "scenarios", beside=folder)))
        except InputError as error:
            problems += [_placed(problem, document, place) for problem in error.problems]
    return scenarios, problems


def _placed(problem: Problem, document: Document, place: str) -> Problem:
    """Point to the scenario's own file if the problem lies there, else to the experiment's list."""
    return problem if problem.file else document.located(replace(problem, where=place))


def _all_problems(scenarios: list[Scenario], settings: dict[str, Any]) -> list[Problem]:
    """Return every problem, also those that show only when what is wrong in shape is left out."""
    found: list[Problem] = []
    while True:
        try:
            experiment_of(scenarios, **settings)
        except InputError as error:
            new = [problem for problem in error.problems if problem not in found]
        else:
            return found
        found += [problem for problem in new if problem.where != "scenarios" or scenarios]
        rest = _without(settings, [problem.where for problem in new])
        if not new or rest == settings:
            return found
        settings = rest


def _without(settings: dict[str, Any], wrong: list[str]) -> dict[str, Any]:
    """Return the settings less the levers, uncertainties and other keys at the places given."""
    rest: dict[str, Any] = {"title": "untitled"}
    for key, value in settings.items():
        if key in GROUPS and isinstance(value, dict):
            rest[key] = {name: v for name, v in value.items() if not _is_in(f"{key}.{name}", wrong)}
        elif not _is_in(key, wrong):
            rest[key] = value
    return rest


def _is_in(place: str, wrong: list[str]) -> bool:
    return any(where == place or where.startswith(f"{place}.") for where in wrong)
