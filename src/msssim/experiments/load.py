"""Load an experiment file: its scenarios, its shape, and whether all of it can be played.

Nothing is raised before everything has been looked at, so a person sees all that is wrong at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.experiments.experiment import Experiment, experiment_of, own_problems
from msssim.experiments.points_file import PointsFile, read_points
from msssim.experiments.priors import (
    USUAL,
    WORD,
    asks_for_priors,
    load_priors,
    other_words,
    with_priors,
)
from msssim.scenario import Document, Scenario, load_scenario, read_yaml
from msssim.scenario.shipped import find
from msssim.scenario.text import nearest, shown
from msssim.text import text

GROUPS = ("levers", "uncertainties")

MOST_SCENARIOS = 100
"""Of one experiment."""


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
    points = None
    if _names_points(document):
        points, unread = _points(document, file.parent, scenarios)
        problems += unread
        settings = _with_points(settings, points)
    misspelt = {problem.path: problem for problem in other_words(settings)}
    if scenarios and ("priors" in settings or asks_for_priors(settings)):
        settings, unknown = _with_priors(settings, document, file.parent, scenarios)
        problems += unknown
    experiment, wrong = _checked(scenarios, settings)
    problems += [
        _located(misspelt.get(problem.path, problem), document, points) for problem in wrong
    ]
    if problems or experiment is None:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return experiment


def is_experiment(data: Mapping[str, Any]) -> bool:
    """Whether a file holds an experiment: it lists scenarios, which a scenario does not."""
    return "scenarios" in data


def _scenarios(document: Document, folder: Path) -> tuple[list[Scenario], list[Problem]]:
    """Return the scenarios that can be loaded, and what is wrong with the others."""
    named: Any = document.data.get("scenarios")
    if not isinstance(named, list) or not named:
        return [], [document.located(Problem("problems.no_scenarios", "scenarios"))]
    if len(named) > MOST_SCENARIOS:
        found = text("problems.scenarios", count=len(named))
        too_many = Problem("problems.too_many", "scenarios", found=found, allowed=MOST_SCENARIOS)
        return [], [document.located(too_many)]
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for number, name in enumerate(named):
        place = f"scenarios.{number}"
        try:
            if not isinstance(name, str):
                allowed = text("problems.allowed_scenario_name")
                raise InputError("problems.wrong_value", found=shown(name), allowed=allowed)
            scenarios.append(load_scenario(find(name, "scenarios", beside=folder)))
        except InputError as error:
            problems += [_placed(problem, document, place) for problem in error.problems]
    return scenarios, problems


def _placed(problem: Problem, document: Document, place: str) -> Problem:
    """Point to the scenario's own file if the problem lies there, else to the experiment's list."""
    return problem if problem.file else document.located(problem.at(path=place))


def _with_priors(
    settings: dict[str, Any], document: Document, folder: Path, scenarios: list[Scenario]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the settings with the priors that they ask for, and what is wrong with these."""
    source = settings.pop("priors", USUAL)
    if not asks_for_priors(settings):
        return settings, [document.located(Problem("problems.idle_priors", "priors"))]
    try:
        if not isinstance(source, str):
            allowed = text("problems.allowed_file_name")
            raise InputError("problems.wrong_value", found=shown(source), allowed=allowed)
        return with_priors(settings, load_priors(source, beside=folder), scenarios), []
    except InputError as error:
        problems = [
            problem if problem.file else document.located(problem.at(path=problem.path or "priors"))
            for problem in error.problems
        ]
    return _without_priors(settings), problems


def _without_priors(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings less what stands for a prior, and what may lean on it."""
    written = settings["uncertainties"]
    known = written if isinstance(written, dict) else {}
    stated = {path: distribution for path, distribution in known.items() if distribution != WORD}
    rest = {key: value for key, value in settings.items() if key != "correlations"}
    return {**rest, "uncertainties": stated}


def _names_points(document: Document) -> bool:
    """Whether the design takes its points from a file."""
    design: Any = document.data.get("design")
    return isinstance(design, dict) and isinstance(design.get("points"), str)


def _points(
    document: Document, folder: Path, scenarios: list[Scenario]
) -> tuple[PointsFile | None, list[Problem]]:
    """Return the points of the file that the design names, if all is well, and what is not."""
    design: Any = document.data["design"]
    name = design["points"]
    problems = []
    if design.get("method") != "listed" or len(design) > 2:
        problems.append(document.located(Problem("problems.points_not_listed", "design")))
    if "uncertainties" in document.data:
        beside = Problem("problems.points_and_uncertainties", "uncertainties", name=name)
        problems.append(document.located(beside))
    if not os.path.isfile(folder / name):  # noqa: PTH113  (Path.is_file raises on too long a name)
        suggestion = nearest(name, (file.name for file in folder.glob("*.csv")))
        no_file = Problem("problems.no_file", "design.points", name=name, suggestion=suggestion)
        problems.append(document.located(no_file))
    elif scenarios:
        try:
            return read_points(folder / name, scenarios[0]), problems
        except InputError as error:
            problems += error.problems
    return None, problems


def _with_points(settings: dict[str, Any], points: PointsFile | None) -> dict[str, Any]:
    """Return the settings with the points written out, or without what needs them."""
    if points:
        return settings | points.settings()
    return {key: value for key, value in settings.items() if key not in ("design", "correlations")}


def _located(problem: Problem, document: Document, points: PointsFile | None) -> Problem:
    """Point to the line that a problem comes from, in the experiment or in its file of points."""
    if points and problem.path.startswith("uncertainties."):
        return points.located(problem)
    return document.located(problem)


def _checked(
    scenarios: list[Scenario], settings: dict[str, Any]
) -> tuple[Experiment | None, list[Problem]]:
    """Return the experiment, or every problem, those behind what is wrong in shape included."""
    written = settings
    found: list[Problem] = []
    while True:
        try:
            experiment = experiment_of(scenarios, **settings)
        except InputError as error:
            new = [
                problem for problem in own_problems(error.problems, written) if problem not in found
            ]
        else:
            return (None if found else experiment), found
        found += [problem for problem in new if problem.path != "scenarios" or scenarios]
        rest = _without(settings, [problem.path for problem in new])
        if not new or rest == settings:
            return None, found
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
