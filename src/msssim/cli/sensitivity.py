"""The command ``analyse sensitivity``: Sobol indices, Morris screening, variance decomposition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli.options import (
    ExperimentName,
    Json,
    OtherSeed,
    Out,
    Outcomes,
    Quiet,
    Workers,
    whole_number,
)
from msssim.errors import InputError, Problem

if TYPE_CHECKING:
    from msssim.analysis.sensitivity import Study

LAYOUT = "variance"
"""Folder, inside that of the result, of the crossed layout for the variance decomposition."""


def sensitivity(
    experiment: ExperimentName,
    method: Annotated[
        str,
        typer.Option(
            metavar="sobol|morris",
            help="Sobol indices, or the cheaper Morris screening.",
            autocompletion=lambda: ["sobol", "morris"],
        ),
    ] = "sobol",
    outcomes: Outcomes = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Which of its scenarios; if not given the first, and all for the variance "
            "decomposition.",
            show_default=False,
        ),
    ] = None,
    levers: Annotated[
        list[str] | None,
        typer.Option(
            "--lever",
            metavar="NAME=LEVEL",
            help="Hold a lever at a level; at its first if not given.",
            show_default=False,
        ),
    ] = None,
    points: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(1),
            help="Base sample of sobol (64 if not given), trajectories of morris (30).",
        ),
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(2),
            help="Replications of each point; as the experiment has it if not given.",
        ),
    ] = None,
    out: Out = None,
    seed: OtherSeed = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say which uncertainties have an effect on which outcomes.

    The factors are the experiment's uncertainties; the points are those of the method. Each is
    simulated with the same random numbers, and the outcome there is the mean over its runs. Started
    again on the same folder (results/NAME_METHOD if none is given), it goes on where it stopped.
    """
    from msssim.analysis.sensitivity import require_salib, sensitivity_analysis, study_of
    from msssim.analysis.sensitivity import sensitivity as indices_of
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import read_experiment
    from msssim.cli.options import known_outcomes
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments import sweep

    require_salib()
    names = known_outcomes(outcomes)
    asked = read_experiment(experiment, seed)
    with typed_as(method="--method", points="--points", scenario="--scenario"):
        study = study_of(asked, method, points, runs, scenario, _levels(levers or ()))
    folder, silent = out or Path("results", f"{asked.name}_{method}"), quiet or as_json
    if not silent:
        typer.echo(_plan(study), err=True)
    with progress_bar(silent) as progress:
        result = sweep(study.experiment, folder, workers, progress=progress)
        layout = None
        if study.layout is not None:
            layout = sweep(study.layout, folder / LAYOUT, workers, progress=progress)
    found = indices_of(study, result, names, layout)
    present(sensitivity_analysis(found), folder, as_json=as_json, quiet=quiet)


def _levels(typed: Sequence[str]) -> dict[str, str]:
    """Read ``NAME=LEVEL``."""
    split = [each.partition("=") for each in typed]
    wrong = [name for name, sign, level in split if not (name and sign and level)]
    if wrong:
        raise InputError([Problem("cli.lever", "--lever", found=f"`{name}`") for name in wrong])
    return {name: level for name, _, level in split}


def _plan(study: Study) -> str:
    """Return what will be played."""
    from msssim.text import text

    asked, layout = study.experiment, study.layout
    return text(
        f"studies.sensitivity.plan{'' if layout is None else '_and_layout'}",
        title=asked.title,
        scenario=asked.scenarios[0].name,
        count=len(study.factors),
        points=len(study.sample),
        runs=asked.replications,
        scenarios=layout and len(layout.scenarios),
        layout_points=layout and layout.design.points,
        layout_runs=layout and layout.replications,
    )
