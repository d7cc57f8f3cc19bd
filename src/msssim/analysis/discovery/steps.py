"""Scenario discovery step by step, from a result to what fresh runs make of the box in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from msssim.analysis.cells import Cell, outcome_columns
from msssim.analysis.conditions import Condition, read_condition
from msssim.analysis.discovery.boxes import Box, choose, find_boxes, require_extra
from msssim.analysis.discovery.cases import Cases, cases_of, chosen_cell, refuse_too_little
from msssim.analysis.discovery.fresh import fresh_experiment, play_fresh
from msssim.analysis.discovery.parameters import Parameter, parameters_of
from msssim.analysis.discovery.shares import Share, contrast, share
from msssim.analysis.discovery.tree import Tree, grow
from msssim.analysis.pairs import refuse_lost_cells
from msssim.errors import InputError, Problem

if TYPE_CHECKING:
    from msssim.experiments import Experiment, Result
    from msssim.experiments.simulate import Progress


class Verdict(Enum):
    """What fresh runs make of a box."""

    HELD = "it held"
    WEAKER = "it held, but weaker than the search made it look"
    FAILED = "fresh runs do not bear it out"


@dataclass(frozen=True)
class Standing:
    """How a box does on some runs: shares with 95 % intervals, see :mod:`shares`.

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
class Search:
    """What was found in a cell.

    ``boxes`` are the steps of the peeling, ``box`` the one that was chosen, None if there is none;
    ``seen`` is how it does on the runs in which it was found.
    """

    condition: Condition
    cell: Cell
    parameters: Mapping[str, Parameter]
    cases: Cases
    boxes: Sequence[Box]
    box: Box | None
    seen: Standing | None
    tree: Tree


@dataclass(frozen=True)
class Discovery:
    """A search, and how its box does on ``fresh`` runs that it never saw; None without a box."""

    search: Search
    fresh_cases: Cases | None = None
    fresh: Standing | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether it held: the condition is met more often inside than outside, beyond doubt."""
        if self.fresh is None or self.search.seen is None or not self.fresh.gain.low > 0:
            return Verdict.FAILED
        seen = self.search.seen.gain.value
        return Verdict.WEAKER if seen > self.fresh.gain.high else Verdict.HELD


def discover(
    result: Result,
    where: str,
    scenario: str | None = None,
    box: int | None = None,
    *,
    out: str | Path,
    fresh: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Discovery:
    """Find the region of the sampled parameters in which a condition holds, and test it afresh.

    Parameters
    ----------
    result
        A sweep with uncertainties.
    where
        The condition, see :mod:`where`.
    scenario
        Which cell, if the result has several: a scenario, or a cell's label.
    box
        The step of the peeling to take; see :func:`choose` for the rule if None.
    out
        Folder in which the fresh runs are kept, in one of their own; none are played where the
        search found no box.
    fresh, seed
        How many fresh points, and their seed; see :func:`fresh_experiment`.
    workers, progress
        As in :func:`msssim.experiments.sweep`.

    Raises
    ------
    InputError
        If the condition, the cell or the box is none of what there is, if there is nothing to
        search, or the extra is not installed.
    """
    require_extra()
    condition = read_condition(where, outcome_columns(result))
    cell = chosen_cell(result, scenario)
    asked = fresh_experiment(result, cell, fresh, seed)
    found = search(result, condition, cell, box)
    if found.box is None:
        return Discovery(found)
    return on_fresh_runs(
        found, play_fresh(asked, Path(out, fresh_folder(asked, cell)), workers, progress)
    )


def search(result: Result, condition: Condition, cell: Cell, box: int | None = None) -> Search:
    """Return what is found in the runs of a cell."""
    refuse_lost_cells(result)
    cases = cases_of(result, condition, cell)
    refuse_too_little(cases, condition)
    boxes = find_boxes(cases)
    chosen = choose(boxes) if box is None else _numbered(boxes, box)
    return Search(
        condition,
        cell,
        parameters_of(result, cell, cases.parameters.columns.tolist()),
        cases,
        boxes,
        chosen,
        None if chosen is None else standing(chosen, cases),
        grow(cases, chosen),
    )


def on_fresh_runs(found: Search, fresh: Result) -> Discovery:
    """Return the search with its box tested on the runs of a result that it never saw."""
    cases = cases_of(fresh, found.condition, chosen_cell(fresh, None))
    return Discovery(found, cases, None if found.box is None else standing(found.box, cases))


def standing(box: Box, cases: Cases) -> Standing:
    """Return how a box does on some cases."""
    inside, hit = box.holds(cases.parameters), cases.hit
    clusters = cases.clusters
    return Standing(
        coverage=share(inside, hit, clusters),
        density=share(hit, inside, clusters),
        base=share(hit, np.ones_like(hit), clusters),
        gain=contrast(hit, inside, clusters),
        runs=len(cases),
        points=cases.points,
    )


def fresh_folder(asked: Experiment, cell: Cell) -> str:
    """Return the name of the folder of fresh runs: one for each cell, size and seed."""
    name = re.sub(r"\W+", "_", cell.label).strip("_")
    return f"fresh_{name}_{asked.design.points}_{asked.seed}"


def _numbered(boxes: Sequence[Box], number: int) -> Box:
    for box in boxes:
        if box.number == number and box.limits:
            return box
    known = ", ".join(str(box.number) for box in boxes if box.limits) or "none"
    raise InputError([Problem(f"found {number}; allowed is one of {known}", "box")])
