"""The command ``sensitivity``: which uncertainties drive which outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.errors import typed_as
from msssim.cli.options import (
    ExperimentName,
    Json,
    OtherSeed,
    Quiet,
    Workers,
    known_outcomes,
    whole_number,
)
from msssim.errors import InputError, Problem

if TYPE_CHECKING:
    from msssim.analysis.sensitivity import Sensitivity, Study
    from msssim.experiments import Result

LAYOUT = "spread"
"""Folder, inside that of the result, of the runs that tell luck from parameters and scenario."""


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
            help="Which of its scenarios; if not given the first, and all for their share.",
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
    """Say which uncertainties drive which outcomes.

    The factors are the experiment's uncertainties; the points are those of the method. Each is
    played with the same luck, and the outcome there is the mean over its runs. Started again on the
    same folder, it goes on where it stopped.
    """
    from msssim.analysis.sensitivity import require_salib, study_of
    from msssim.analysis.sensitivity import sensitivity as analyse
    from msssim.cli import documents
    from msssim.cli.inputs import meant
    from msssim.cli.render import say
    from msssim.experiments import load_experiment

    require_salib()
    asked_outcomes = known_outcomes(outcomes)
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
    result, layout = _played(study, folder, workers, silent)
    found = analyse(study, result, asked_outcomes, layout)
    _write(found, result, layout, folder)
    if as_json:
        say(documents.of_sensitivity(found, result, folder))
    elif not quiet:
        _tell(found, folder)


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
    asked, layout = study.experiment, study.layout
    plan = (
        f"{asked.title} of {asked.scenarios[0].name}: {_count(len(study.factors), 'factor')}, "
        f"{len(study.sample):,} points x {asked.replications} runs"
    )
    if layout is None:
        return plan
    return (
        f"{plan}; for the share of luck {_count(len(layout.scenarios), 'scenario')} x "
        f"{layout.design.points} points x {layout.replications} runs"
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _played(
    study: Study, folder: Path, workers: int | None, silent: bool
) -> tuple[Result, Result | None]:
    """Play what the study asks for, or go on with it."""
    from msssim.cli.progress import progress_bar
    from msssim.experiments import sweep

    with progress_bar(silent) as progress:
        result = sweep(study.experiment, folder, workers, progress=progress)
    if study.layout is None:
        return result, None
    with progress_bar(silent) as progress:
        return result, sweep(study.layout, folder / LAYOUT, workers, progress=progress)


def _write(found: Sensitivity, result: Result, layout: Result | None, folder: Path) -> None:
    """Write the tables and figures beside the result."""
    from msssim.experiments.output import own_folder, write_table
    from msssim.views.sensitivity import write_sensitivity

    write_table(found.table, folder / "sensitivity.csv")
    if len(found.shares):
        write_table(found.shares, folder / "variance.csv")
    write_sensitivity(found, result, layout, own_folder(folder, "figures"))


def _tell(found: Sensitivity, folder: Path) -> None:
    from msssim.analysis.sensitivity import sensitivity_findings
    from msssim.cli.render import show
    from msssim.cli.tables import sensitivity_tables

    show(*sensitivity_tables(found))
    show("", *(f"- {sentence}" for sentence in sensitivity_findings(found)))
    show(f"\nsensitivity.csv and figures are in {folder}")
