"""The command ``sensitivity``: Sobol indices, Morris screening, variance decomposition."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import ExperimentName, Json, OtherSeed, Quiet, Workers
from msssim.cli.usage import known_outcomes, typed_as, whole_number
from msssim.errors import InputError, Problem

if TYPE_CHECKING:
    from msssim.analysis.sensitivity import Study

USUAL_OUTCOMES = ("delivered_share", "gang_control_end", "civilians_killed", "displaced_end")
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
    outcomes: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="Outcome to explain; may be repeated. Four usual ones if not given.",
            autocompletion=complete.outcomes,
            show_default=False,
        ),
    ] = None,
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
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for the result; results/NAME_METHOD if not given.",
            show_default=False,
        ),
    ] = None,
    seed: OtherSeed = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say which uncertainties have an effect on which outcomes.

    The factors are the experiment's uncertainties; the points are those of the method. Each is
    played with the same random numbers, and the outcome there is the mean over its runs. Started
    again on the same folder, it goes on where it stopped.
    """
    from msssim.analysis.sensitivity import require_salib, sensitivity_analysis, study_of
    from msssim.analysis.sensitivity import sensitivity as indices_of
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments import load_experiment, sweep

    require_salib()
    asked_outcomes = known_outcomes(outcomes or USUAL_OUTCOMES)
    with meant("experiment", experiment):
        asked = load_experiment(experiment)
    if seed is not None:
        asked = asked.with_seed(seed)
    with typed_as(method="--method", points="--points", scenario="--scenario"):
        study = study_of(asked, method, points, runs, scenario, _levels(levers or ()))
    folder = out or Path("results", f"{asked.name}_{method}")
    silent = quiet or as_json
    if not silent:
        typer.echo(_plan(study), err=True)
    with progress_bar(silent) as progress:
        result = sweep(study.experiment, folder, workers, progress=progress)
        layout = None
        if study.layout is not None:
            layout = sweep(study.layout, folder / LAYOUT, workers, progress=progress)
    found = indices_of(study, result, asked_outcomes, layout)
    present(sensitivity_analysis(found), folder, as_json=as_json, quiet=quiet)


def _levels(typed: Sequence[str]) -> dict[str, str]:
    """Read ``NAME=LEVEL``."""
    split = [each.partition("=") for each in typed]
    wrong = [name for name, sign, level in split if not (name and sign and level)]
    if wrong:
        raise InputError(
            [Problem(f"found `{name}`; allowed is NAME=LEVEL", "--lever") for name in wrong]
        )
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
