"""Scenario discovery: search a box in a result, and test it on a holdout sample.

The box is fitted to the runs that were searched, so its density there is too good. An unbiased
estimate comes from a holdout sample: the same cell of the same experiment, at other points and with
other random numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from msssim.analysis.cells import Cell, outcome_columns
from msssim.analysis.conditions import Condition, read_condition
from msssim.analysis.discovery.cart import Tree, grow
from msssim.analysis.discovery.cases import (
    Cases,
    Parameter,
    cases_of,
    chosen_cell,
    parameters_of,
    refuse_too_little,
)
from msssim.analysis.discovery.prim import NEEDED, Box, choose, find_boxes
from msssim.analysis.discovery.shares import Share, contrast, share
from msssim.analysis.pairs import refuse_lost_cells
from msssim.errors import InputError, require_packages
from msssim.experiments import Experiment, Result, sweep
from msssim.experiments.fields import Design, Record
from msssim.experiments.manifest import experiment_of_manifest

if TYPE_CHECKING:
    from msssim.experiments.simulate import Progress


class Verdict(Enum):
    """Result of the test on a holdout sample."""

    PASSED = "passed"
    WEAKER = "weaker"
    FAILED = "failed"


@dataclass(frozen=True)
class Measures:
    """Measures of a box on some runs, with 95 % intervals, see :mod:`shares`.

    Attributes
    ----------
    coverage, density : Share
        As in :class:`Box`.
    base : Share
        The share of all the runs that meet the condition.
    gain : Share
        The density less the same share outside the box.
    runs, points : int
    """

    coverage: Share
    density: Share
    base: Share
    gain: Share
    runs: int
    points: int


@dataclass(frozen=True)
class Discovery:
    """Boxes of a cell, the chosen one, and its test.

    Attributes
    ----------
    result, condition, cell
        What was searched.
    parameters, cases
        The searched parameters by path, and the runs.
    boxes
        Steps of the peeling.
    box
        The chosen one; None if there is none.
    in_sample
        Its measures on the runs that were searched.
    tree
        The cross-check.
    holdout_cases, holdout
        Runs of the holdout sample, and the measures of the box on them; None before the test.
    """

    result: Result
    condition: Condition
    cell: Cell
    parameters: Mapping[str, Parameter]
    cases: Cases
    boxes: Sequence[Box]
    box: Box | None
    in_sample: Measures | None
    tree: Tree
    holdout_cases: Cases | None = None
    holdout: Measures | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the condition is met significantly more often inside the box than outside."""
        if self.holdout is None or self.in_sample is None or not self.holdout.gain.low > 0:
            return Verdict.FAILED
        weaker = self.in_sample.gain.value > self.holdout.gain.high
        return Verdict.WEAKER if weaker else Verdict.PASSED


def discover(
    result: Result,
    where: str,
    scenario: str | None = None,
    box: int | None = None,
    *,
    out: str | Path,
    holdout: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Discovery:
    """Find the region of the sampled parameters in which a condition holds, and test it.

    Parameters
    ----------
    result
        A sweep with uncertainties.
    where
        The condition, see :mod:`msssim.analysis.conditions`.
    scenario
        Which cell, if the result has several: a scenario, or a cell's label.
    box
        The step of the peeling to take; see :func:`choose` for the rule if None.
    out
        Folder in which the holdout sample is kept, in a folder of its own; it is played only if the
        search found a box.
    holdout, seed
        Number of points of the holdout sample, and its seed; see :func:`holdout_experiment`.
    workers, progress
        As in :func:`msssim.experiments.sweep`.

    Raises
    ------
    InputError
        If the condition, the cell or the box does not exist, if there is nothing to search, or the
        extra is not installed.
    """
    require_packages("studies.discovery.needs_extra", *NEEDED)
    condition = read_condition(where, outcome_columns(result))
    cell = chosen_cell(result, scenario)
    asked = holdout_experiment(result, cell, holdout, seed)
    found = search(result, condition, cell, box)
    if found.box is None:
        return found
    folder = Path(out, holdout_folder(asked, cell))
    return on_holdout(found, sweep(asked, folder, workers, progress=progress))


def search(result: Result, condition: Condition, cell: Cell, box: int | None = None) -> Discovery:
    """Return the boxes that are found in the runs of a cell, not yet tested."""
    refuse_lost_cells(result)
    cases = cases_of(result, condition, cell)
    refuse_too_little(cases, condition)
    boxes = find_boxes(cases)
    chosen = choose(boxes) if box is None else _numbered(boxes, box)
    parameters = parameters_of(result, cell, cases.parameters.columns.tolist())
    in_sample = None if chosen is None else measures(chosen, cases)
    tree = grow(cases, chosen)
    return Discovery(result, condition, cell, parameters, cases, boxes, chosen, in_sample, tree)


def on_holdout(found: Discovery, sample: Result) -> Discovery:
    """Return a discovery with its box tested on the runs of a result that were not searched."""
    cases = cases_of(sample, found.condition, chosen_cell(sample, None))
    tested = None if found.box is None else measures(found.box, cases)
    return replace(found, holdout_cases=cases, holdout=tested)


def measures(box: Box, cases: Cases) -> Measures:
    """Return the measures of a box on some cases."""
    inside, hit = box.holds(cases.parameters), cases.hit
    clusters = cases.clusters
    return Measures(
        coverage=share(inside, hit, clusters),
        density=share(hit, inside, clusters),
        base=share(hit, np.ones_like(hit), clusters),
        gain=contrast(hit, inside, clusters),
        runs=len(cases),
        points=cases.points,
    )


def holdout_experiment(
    result: Result, cell: Cell, points: int | None = None, seed: int | None = None
) -> Experiment:
    """Return the experiment of the holdout sample for one cell of a result.

    Parameters
    ----------
    points
        How many at least (a Sobol sequence takes the next power of two); as many as the cell has,
        if None.
    seed
        Of the random numbers and of the points; the next after the result's own if None.

    Raises
    ------
    InputError
        If the seed is the result's own, or its points were listed and cannot be drawn again.
    ResultError
        If this version cannot play the experiment of the manifest.
    """
    asked = experiment_of_manifest(result.manifest)
    if asked.design.method == "listed":
        raise InputError("studies.discovery.listed_points")
    seed = asked.seed + 1 if seed is None else seed
    if seed == asked.seed:
        raise InputError("studies.discovery.same_seed", "seed", found=seed)
    levers = {
        lever.name: _only(asked.levers[lever.name], cell.levels[lever.name])
        for lever in asked.lever_list()
    }
    lever_cells = math.prod(len(levels) for levels in result.manifest["factors"].values())
    return asked.with_seed(seed).model_copy(
        update={
            "scenarios": tuple(each for each in asked.scenarios if each.name == cell.scenario),
            "levers": levers,
            "design": _design(asked.design, points or result.manifest["points"] // lever_cells),
            "replications": result.manifest["replications"],
            "record": Record(),
        }
    )


def holdout_folder(asked: Experiment, cell: Cell) -> str:
    """Return the name of the folder of a holdout sample: one for each cell, size and seed."""
    name = re.sub(r"\W+", "_", cell.label).strip("_")
    return f"holdout_{name}_{asked.design.points}_{asked.seed}"


def _only(declared: object, level: object) -> object:
    """Return a lever, as it was declared, with one of its levels alone."""
    return {level: declared[level]} if isinstance(declared, dict) else (level,)


def _design(asked: Design, points: int) -> Design:
    """Return a design of at least so many points.

    A grid is the same for every seed: a latin hypercube is drawn in its place.
    """
    if asked.method == "sobol":
        points = 1 << (points - 1).bit_length()
    method = "latin_hypercube" if asked.method == "grid" else asked.method
    return Design(method=method, points=points)


def _numbered(boxes: Sequence[Box], number: int) -> Box:
    numbered = {box.number: box for box in boxes if box.limits}
    if number not in numbered:
        allowed = ", ".join(map(str, numbered)) or "none"
        raise InputError("studies.discovery.no_such_box", "box", found=number, allowed=allowed)
    return numbered[number]
