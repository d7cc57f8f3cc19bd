"""Fresh runs: the same cell of the same experiment, at other points and under other luck.

What a search finds, it finds with hindsight: the box was drawn around the cases. How often the
condition holds there is known only from runs that the search never saw.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msssim.analysis.cells import Cell
from msssim.errors import InputError, Problem
from msssim.experiments import Experiment, Result, sweep
from msssim.experiments.fields import Design, Record
from msssim.experiments.manifest import experiment_of_manifest

if TYPE_CHECKING:
    from msssim.experiments.simulate import Progress


def fresh_experiment(
    result: Result, cell: Cell, points: int | None = None, seed: int | None = None
) -> Experiment:
    """Return the experiment whose runs test what was found in one cell of a result.

    Parameters
    ----------
    points
        How many at least (a Sobol sequence takes the next power of two); as many as the cell has,
        if None.
    seed
        Of the luck and of the sample; the next after the result's own if None.

    Raises
    ------
    InputError
        If the seed is the result's own, or its points were listed and cannot be drawn again.
    ResultError
        If the manifest describes nothing that this version can play.
    """
    asked = experiment_of_manifest(result.manifest)
    if asked.design.method == "listed":
        raise InputError(
            "the points of this result were listed, so no fresh ones can be drawn; discovery needs "
            "uncertainties with distributions"
        )
    seed = asked.seed + 1 if seed is None else seed
    if seed == asked.seed:
        message = f"found {seed}, the seed of the result itself; allowed is any other"
        raise InputError([Problem(message, "seed")])
    sampled = result.manifest["points"] // _lever_cells(result)
    return asked.with_seed(seed).model_copy(
        update={
            "scenarios": tuple(each for each in asked.scenarios if each.name == cell.scenario),
            "levers": {
                lever.name: _only(asked.levers[lever.name], cell.levels[lever.name])
                for lever in asked.lever_list()
            },
            "design": _design(asked.design, points or sampled),
            "replications": result.manifest["replications"],
            "record": Record(),
        }
    )


def play_fresh(
    experiment: Experiment,
    out: str | Path,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Play fresh runs into a folder of their own; the same call again goes on where it stopped."""
    return sweep(experiment, out, workers, progress=progress)


def _lever_cells(result: Result) -> int:
    number = 1
    for levels in result.manifest["factors"].values():
        number *= len(levels)
    return number


def _only(declared: object, level: object) -> object:
    """Return a lever, as it was declared, with one of its levels alone."""
    return {level: declared[level]} if isinstance(declared, dict) else (level,)


def _design(asked: Design, points: int) -> Design:
    """Return a design of at least so many points.

    A grid is the same for every seed: a latin hypercube is drawn in its place.
    """
    if asked.method == "sobol":
        points = 1 << (points - 1).bit_length()
    return Design(
        method="latin_hypercube" if asked.method == "grid" else asked.method, points=points
    )
