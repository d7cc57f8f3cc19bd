"""The commands ``run`` and ``sweep``: many runs of a scenario, or of an experiment."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from msssim.cli.options import (
    Days,
    ExperimentName,
    Json,
    NoFigures,
    OtherSeed,
    Out,
    Quiet,
    Runs,
    ScenarioName,
    Seed,
    Settings,
    Uncertain,
    Workers,
)
from msssim.errors import InputError, Problem, RunError

if TYPE_CHECKING:
    from msssim.experiments import Experiment, Result

SHARED = ("out", "seed", "no_figures", "as_json", "quiet")
"""Options that both commands have, by the names of their parameters."""

LARGE = 2_000
"""Runs from which on it is worth some seconds to measure what they will take."""


def run(
    context: typer.Context,
    scenario: ScenarioName,
    runs: Runs = 500,
    seed: Seed = 1,
    days: Days = None,
    settings: Settings = None,
    uncertain: Uncertain = False,
    attribute: Annotated[
        bool, typer.Option("--attribute", help="Also say what each constraint on deployment cost.")
    ] = False,
    out: Out = None,
    no_figures: NoFigures = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate a scenario many times.

    It prints the outcomes of the mission and of each contingent, and stores runs, series,
    contingents, summary and figures. With --attribute the same random numbers are used again with
    one constraint lifted at a time: ten more times the runs. Ranges come from the random numbers
    alone, unless --uncertain lets parameters vary too.
    """
    from msssim.analysis.outcomes import run_analysis
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import kind_of, read_scenario
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments import lifted_scenarios, play_lifted, simulate
    from msssim.experiments.priors import load_priors

    if kind_of(scenario) == "experiment":
        shared = _shared(context, scenario, "experiment")
        sweep(context, scenario, **shared)
        return
    asked = read_scenario(scenario, settings)
    if attribute and uncertain:
        raise InputError("cli.attribute_uncertain")
    if attribute:
        lifted_scenarios(asked)  # what cannot be attributed is refused before anything is played
    folder, silent = out or Path("results", asked.name), quiet or as_json
    priors = load_priors() if uncertain else None
    with typed_as(replications="--runs", horizon_days="--days"), progress_bar(silent) as progress:
        result = simulate(asked, runs, seed, days, progress=progress, out=folder, priors=priors)
    failed = _failed(result, folder)
    if len(result.failed) < len(result):
        with progress_bar(silent) as progress:
            lifted = play_lifted(asked, runs, seed, days, progress) if attribute else None
        found = run_analysis(result, lifted)
        present(found, folder, as_json=as_json, quiet=quiet, figures=not no_figures)
    if failed:
        raise failed


def sweep(
    context: typer.Context,
    experiment: ExperimentName,
    out: Out = None,
    workers: Workers = None,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Use a Dask cluster: its scheduler's address, or local."
        ),
    ] = None,
    seed: OtherSeed = None,
    no_figures: NoFigures = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would take, and stop.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate an experiment, or go on with it.

    The plan comes first: runs, time, disk, the quality of the design. Started again on the same
    folder, it goes on where it stopped. If a run fails the others are played all the same; the
    exit status is then 1, and the failed run stands in the result with the reason.
    """
    from msssim.analysis.outcomes import sweep_analysis
    from msssim.cli.inputs import kind_of, read_experiment
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments import sweep as play_experiment

    if kind_of(experiment) == "scenario":
        shared = _shared(context, experiment, "scenario")
        run(context, experiment, **shared)
        return
    asked = read_experiment(experiment, seed)
    folder, silent = out or Path("results", asked.name), quiet or as_json
    if dry_run or not silent:
        on_this_machine = dask in (None, "local")  # of others it is not known how fast they are
        measured = on_this_machine and (dry_run or _is_new_and_large(asked, folder))
        _plan(asked, workers, measured, dry_run=dry_run, as_json=as_json)
    if dry_run:
        return
    with progress_bar(silent) as progress:
        result = play_experiment(asked, folder, workers, progress=progress, dask=dask)
    failed = _failed(result, folder)
    if len(result.failed) < len(result):
        found = sweep_analysis(result)
        present(found, folder, as_json=as_json, quiet=quiet, figures=not no_figures)
    if failed:
        raise failed


def _shared(context: typer.Context, name: str, kind: str) -> dict[str, Any]:
    """Return the options that run and sweep share, where one is typed and the other is meant.

    Raises
    ------
    InputError
        If another option was typed, which says nothing about what was named.
    """
    from msssim.cli.errors import was_typed
    from msssim.text import text

    typed = {
        param.name: max(param.opts, key=len)
        for param in context.command.params
        if was_typed(context, str(param.name)) and param.name not in ("scenario", "experiment")
    }
    other = [
        Problem(f"cli.option_of_other.{kind}", option, name=name)
        for param, option in typed.items()
        if param not in SHARED
    ]
    if other:
        raise InputError(other)
    typer.echo(text(f"cli.meant.{kind}", name=name), err=True)
    return {str(param): context.params[param] for param in typed}


def _plan(
    asked: Experiment, workers: int | None, measured: bool, *, dry_run: bool, as_json: bool
) -> None:
    """Say what a sweep will take, on standard error unless that is all that was asked."""
    from msssim.cli.render import say
    from msssim.experiments import plan_of

    plan = plan_of(asked, workers, measured=measured)
    if as_json:
        keys = ("title", "scenarios", "points", "runs", "most_runs", "parts", "workers")
        cost = {"seconds": None, "disk_bytes": None} if plan.cost is None else asdict(plan.cost)
        facts = {**{key: getattr(plan, key) for key in keys}, **cost}
        say({**facts, "sentences": list(plan.messages())})
        return
    for sentence in plan.messages():
        typer.echo(sentence, err=not dry_run)


def _is_new_and_large(asked: Experiment, folder: Path) -> bool:
    from msssim.experiments.tasks import task_list_of

    return not (folder / "manifest.json").exists() and task_list_of(asked).runs_in_all >= LARGE


def _failed(result: Result, folder: Path) -> RunError | None:
    """Return what says which runs failed; None if none did."""
    from msssim.text import text

    failed = result.failed
    if failed.empty:
        return None
    first = failed.iloc[0]
    return RunError(
        text(
            "cli.failed",
            count=len(failed),
            runs=len(result),
            folder=folder,
            scenario=first["scenario"],
            point=first["point"],
            run=first["run"],
            reason=first["failure"],
            command=first["reproduce"].replace("RESULT", shlex.quote(str(folder))),
        )
    )
