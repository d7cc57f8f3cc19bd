"""Load an experiment file: its scenarios, priors and points, and whether all of it can be played.

Nothing is raised before everything has been looked at, so a person sees all that is wrong at once.

Points may lie in a CSV file of their own, with a column a parameter and a row a point. The header
names the parameters by their paths. A column ``point``, as the tables of msssim have it, is passed
over: points are numbered in the order of their rows. Cells are only turned into numbers and
switches here; whether a scenario admits them is found out with the rest of the experiment.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.experiments.experiment import Experiment, experiment_of, own_problems
from msssim.experiments.priors import (
    USUAL,
    WORD,
    asks_for_priors,
    load_priors,
    other_words,
    with_priors,
)
from msssim.scenario import Document, Scenario, load_scenario, parameter_info, read_yaml
from msssim.scenario.csvtable import cell_value, read_records
from msssim.scenario.shipped import find
from msssim.scenario.text import nearest, shown
from msssim.text import text

GROUPS = ("levers", "uncertainties")

PASSED_OVER = "point"

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
    return _Draft(read_yaml(file), file).experiment()


def is_experiment(data: Mapping[str, Any]) -> bool:
    """Whether a file holds an experiment: it lists scenarios, which a scenario does not."""
    return "scenarios" in data


class _Draft:
    """An experiment in the making: what its file says, and the problems met so far."""

    def __init__(self, document: Document, file: Path) -> None:
        self.document, self.folder = document, file.parent
        self.settings: dict[str, Any] = {"name": file.stem, **document.data}
        self.settings.pop("scenarios", None)
        self.problems: list[Problem] = []
        self.scenarios: list[Scenario] = []
        self.points: PointsFile | None = None

    def experiment(self) -> Experiment:
        """Return the experiment, or raise with every problem at its line."""
        self._read_scenarios()
        design = self.settings.get("design")
        if isinstance(design, dict) and isinstance(design.get("points"), str):
            self._read_points(design)
        misspelt = {problem.path: problem for problem in other_words(self.settings)}
        if self.scenarios and ("priors" in self.settings or asks_for_priors(self.settings)):
            self._read_priors()
        experiment, wrong = self._checked()
        self.problems += [self._located(misspelt.get(each.path, each)) for each in wrong]
        if self.problems or experiment is None:
            raise InputError(sorted(self.problems, key=lambda problem: problem.line or 0))
        return experiment

    def _read_scenarios(self) -> None:
        """Load the scenarios; what cannot be loaded is left out."""
        named: Any = self.document.data.get("scenarios")
        if not isinstance(named, list) or not named:
            return self._refuse(Problem("problems.no_scenarios", "scenarios"))
        if len(named) > MOST_SCENARIOS:
            found = text("problems.scenarios", count=len(named))
            return self._refuse(
                Problem("problems.too_many", "scenarios", found=found, allowed=MOST_SCENARIOS)
            )
        for number, name in enumerate(named):
            try:
                if not isinstance(name, str):
                    allowed = text("problems.allowed_scenario_name")
                    raise InputError("problems.wrong_value", found=shown(name), allowed=allowed)
                path = find(name, "scenarios", beside=self.folder)
                self.scenarios.append(load_scenario(path))
            except InputError as error:
                for problem in error.problems:  # those of the scenario's own file have their place
                    where = f"scenarios.{number}"
                    self._refuse(problem if problem.file else problem.at(path=where))
        return None

    def _read_points(self, design: dict[str, Any]) -> None:
        """Write out the points of the file that the design names."""
        name = design["points"]
        if design.get("method") != "listed" or len(design) > 2:
            self._refuse(Problem("problems.points_not_listed", "design"))
        if "uncertainties" in self.settings:
            where = "uncertainties"
            self._refuse(Problem("problems.points_and_uncertainties", where, name=name))
        file = self.folder / name
        if not os.path.isfile(file):  # noqa: PTH113  (Path.is_file raises on too long a name)
            suggestion = nearest(name, (each.name for each in self.folder.glob("*.csv")))
            where = "design.points"
            self._refuse(Problem("problems.no_file", where, name=name, suggestion=suggestion))
        elif self.scenarios:
            try:
                self.points = read_points(file, self.scenarios[0])
            except InputError as error:
                self.problems += error.problems
        if self.points:
            self.settings |= self.points.settings()
        else:  # without what needs them
            for key in ("design", "correlations"):
                self.settings.pop(key, None)

    def _read_priors(self) -> None:
        """Put distributions in the place of the word ``prior``."""
        source = self.settings.pop("priors", USUAL)
        if not asks_for_priors(self.settings):
            return self._refuse(Problem("problems.idle_priors", "priors"))
        try:
            if not isinstance(source, str):
                allowed = text("problems.allowed_file_name")
                raise InputError("problems.wrong_value", found=shown(source), allowed=allowed)
            priors = load_priors(source, beside=self.folder)
            self.settings = with_priors(self.settings, priors, self.scenarios)
        except InputError as error:
            for problem in error.problems:
                where = problem.path or "priors"
                self._refuse(problem if problem.file else problem.at(path=where))
            written = self.settings["uncertainties"]
            known = written.items() if isinstance(written, dict) else ()
            self.settings["uncertainties"] = {path: own for path, own in known if own != WORD}
            self.settings.pop("correlations", None)  # which may lean on a prior
        return None

    def _refuse(self, problem: Problem) -> None:
        self.problems.append(problem if problem.file else self.document.located(problem))

    def _located(self, problem: Problem) -> Problem:
        """Point to the line that a problem comes from, here or in the file of points."""
        if self.points and problem.path.startswith("uncertainties."):
            return self.points.located(problem)
        return self.document.located(problem)

    def _checked(self) -> tuple[Experiment | None, list[Problem]]:
        """Return the experiment, or every problem, those behind what is wrong in shape included."""
        settings, found = self.settings, list[Problem]()
        while True:
            try:
                experiment = experiment_of(self.scenarios, **settings)
            except InputError as error:
                own = own_problems(error.problems, self.settings)
                new = [problem for problem in own if problem not in found]
            else:
                return (None if found else experiment), found
            found += [each for each in new if each.path != "scenarios" or self.scenarios]
            rest = _without(settings, [problem.path for problem in new])
            if not new or rest == settings:
                return None, found
            settings = rest


def _without(settings: dict[str, Any], wrong: list[str]) -> dict[str, Any]:
    """Return the settings less the levers, uncertainties and other keys at the places given."""

    def is_wrong(place: str) -> bool:
        return any(where == place or where.startswith(f"{place}.") for where in wrong)

    rest: dict[str, Any] = {"title": "untitled"}
    for key, value in settings.items():
        if key in GROUPS and isinstance(value, dict):
            rest[key] = {name: v for name, v in value.items() if not is_wrong(f"{key}.{name}")}
        elif not is_wrong(key):
            rest[key] = value
    return rest


@dataclass(frozen=True)
class PointsFile:
    """The points of a file: the values of each parameter, and where they were typed."""

    columns: dict[str, list[Any]]
    cells: Document

    def settings(self) -> dict[str, Any]:
        """Return the keys of an experiment that say the same."""
        points = len(next(iter(self.columns.values())))
        listed = {path: {"values": values} for path, values in self.columns.items()}
        return {"uncertainties": listed, "design": {"method": "listed", "points": points}}

    def located(self, problem: Problem) -> Problem:
        """Point to the cell that a problem of an uncertainty comes from: file, line and column."""
        place = re.sub(r"\.values\.\d+", "", problem.path).removeprefix("uncertainties.")
        return self.cells.located(problem).at(path=place)


def read_points(path: Path, scenario: Scenario) -> PointsFile:
    """Read a file of points; the type of a parameter is that of its value in ``scenario``."""
    records = read_records(path)
    if not records:
        raise InputError("problems.empty_points", file=str(path))
    (header_line, header), *body = records
    problems = [problem.at(line=header_line) for problem in _wrong_header(header)]
    if not body:
        problems.append(Problem("problems.no_points", line=header_line))
    for line, cells in body:
        problems += [problem.at(line=line) for problem in _wrong_row(header, cells)]
    if problems:
        raise InputError([one.at(file=str(path)) for one in dict.fromkeys(problems)])
    columns: dict[str, list[Any]] = {}
    lines: dict[str, int] = {}
    for place, column in enumerate(header):
        if column == PASSED_OVER:
            continue
        kind = _kind(scenario, column)
        columns[column] = [_value(cells[place], kind) for _, cells in body]
        lines[f"uncertainties.{column}"] = header_line
        for number, (line, _) in enumerate(body):
            lines[f"uncertainties.{column}.values.{number}"] = line
    return PointsFile(columns, Document(columns, lines, str(path)))


def _wrong_header(header: list[str]) -> Iterator[Problem]:
    if len(header) == 1 and ";" in header[0]:
        yield Problem("problems.semicolons")
        return
    for column in dict.fromkeys(header):
        if not column:
            yield Problem("problems.column_without_name")
        elif header.count(column) > 1:
            yield Problem("problems.column_twice", column, column=column)
    if set(header) == {PASSED_OVER}:
        yield Problem("problems.point_alone", column=PASSED_OVER)


def _wrong_row(header: list[str], cells: list[str]) -> Iterator[Problem]:
    if len(cells) != len(header):
        found = text("problems.cells", count=len(cells))
        yield Problem("problems.other_than_header", found=found, header=len(header))
        return
    for column, cell in zip(header, cells, strict=True):
        if not cell and column != PASSED_OVER:
            yield Problem("problems.empty_cell", column)


def _kind(scenario: Scenario, path: str) -> type:
    """Return the type of a parameter; text if there is none, which is found out later."""
    try:
        return type(parameter_info(scenario, path).value)
    except InputError:
        return str


def _value(cell: str, kind: type) -> Any:
    """Read a cell as its parameter's type; what cannot be read so stays text, refused later."""
    number = cell_value(cell, float if kind is int else kind)
    if not isinstance(number, float):
        return number
    if not math.isfinite(number):
        return cell
    # tables often write whole numbers as 91.0
    return int(number) if kind is int and number.is_integer() else number
