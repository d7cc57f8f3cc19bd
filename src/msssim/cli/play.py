"""The commands that play: ``run`` and ``sweep``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from msssim.errors import InputError, RunError

if TYPE_CHECKING:
    import pandas as pd

    from msssim.experiments import Experiment, Result
    from msssim.experiments.priors import Priors


def run(
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
    """Play a scenario many times.

    It prints the outcomes of the mission and of each contingent, and stores runs, series,
    contingents, summary and figures. With --attribute the same luck is played again with one
    constraint lifted at a time: ten more times the runs. Ranges are of luck alone, unless
    --uncertain lets parameters vary too.
    """
    from msssim.cli import documents, machine
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.cli.usage import typed_as
    from msssim.experiments import lifted_scenarios, play_lifted, simulate
    from msssim.scenario import load_scenario

    with meant("scenario", scenario):
        asked = load_scenario(scenario, settings or ())
    if attribute and uncertain:
        raise InputError("--attribute plays one value of every parameter; leave out --uncertain")
    if attribute:
        lifted_scenarios(asked)  # what cannot be attributed is refused before anything is played
    folder = out or Path("results", asked.name)
    silent = quiet or as_json
    with typed_as(replications="--runs", horizon_days="--days"), progress_bar(silent) as progress:
        result = simulate(
            asked, runs, seed, days, progress=progress, out=folder, priors=_priors(uncertain)
        )
    failed = result.failed
    if len(failed) == len(result):
        _refuse_failed(failed, len(result), folder)
    _write_summary(result, folder)
    if not no_figures:
        _draw(result, folder, silent)
    contingents = result.contingents if asked.mission.enabled else None
    if not silent:
        _tell_outcomes(result, contingents)
    costs = None
    if attribute:
        with progress_bar(silent) as progress:
            lifted = play_lifted(asked, runs, seed, days, progress)
        costs = _attribution(lifted, folder)
        if not no_figures:
            _draw_attribution(lifted, folder)
        if not silent:
            _tell_costs(costs, asked.name)
    if as_json:
        machine.say(documents.of_run(result, folder, contingents, costs))
    elif not quiet:
        _say_where(folder, figures=not no_figures)
    if len(failed):
        _refuse_failed(failed, len(result), folder)


def _priors(uncertain: bool) -> Priors | None:
    from msssim.experiments.priors import load_priors

    return load_priors() if uncertain else None


def sweep(
    experiment: ExperimentName,
    out: Out = None,
    workers: Workers = None,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Play on a Dask cluster: its scheduler's address, or local."
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
    """Play an experiment, or go on with it.

    The plan comes first: runs, time, disk, the quality of the design. Started again on the same
    folder, it goes on where it stopped. If a run fails the others are played all the same; the
    exit status is then 1, and the failed run stands in the result with the reason.
    """
    from msssim.cli import documents, machine
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.experiments import load_experiment, plan_of
    from msssim.experiments import sweep as play_experiment

    with meant("experiment", experiment):
        asked = load_experiment(experiment)
    if seed is not None:
        asked = asked.with_seed(seed)
    folder = out or Path("results", asked.name)
    silent = quiet or as_json
    if dry_run or not silent:
        on_this_machine = dask in (None, "local")  # of others it is not known how fast they are
        measured = on_this_machine and (dry_run or _is_new_and_large(asked, folder))
        plan = plan_of(asked, workers, measured=measured)
        if as_json:
            machine.say(documents.of_plan(plan))
        else:
            for sentence in plan.messages():
                typer.echo(sentence, err=not dry_run)
    if dry_run:
        return
    with progress_bar(silent) as progress:
        result = play_experiment(asked, folder, workers, progress=progress, dask=dask)
    failed = result.failed
    if len(failed) < len(result):
        _write_summary(result, folder)
        if not no_figures:
            _draw(result, folder, silent)
        if as_json:
            machine.say(documents.of_sweep(result, folder))
        elif not quiet:
            _tell_findings(result)
            _say_where(folder, figures=not no_figures)
    if len(failed):
        _refuse_failed(failed, len(result), folder)


LARGE = 2_000
"""Runs from which on it is worth some seconds to measure what they will take."""


def _is_new_and_large(asked: Experiment, folder: Path) -> bool:
    from msssim.experiments.tasks import task_list_of

    return not (folder / "manifest.json").exists() and task_list_of(asked).runs_in_all >= LARGE


def _precision(result: Result) -> Iterator[str]:
    """Say how many replications a rule took, if there was one."""
    found = result.manifest.get("precision")
    if found:
        rule = result.manifest["experiment"]["replications"]["until"]
        width = "unknown" if found["half_width"] is None else f"{found['half_width']:,.4g}"
        yield (
            f"{result.manifest['replications']:,} replications: half the 95 % interval of "
            f"{rule['outcome']} ({rule['of'].replace('_', ' ')}) is {width} at most, "
            f"{found['allowed']:,.4g} was asked ({rule['half_width']})"
            + ("" if found["reached"] else "; not reached, at_most ended it")
            + "\n"
        )


def _refuse_failed(failed: pd.DataFrame, runs: int, folder: Path) -> None:
    """Say which runs failed, and end with status 1."""
    first = failed.iloc[0]
    command = first["reproduce"].replace("RESULT", shlex.quote(str(folder)))
    raise RunError(
        f"{len(failed):,} of {runs:,} runs failed; they stand in {folder} with the reason, and "
        f"comparisons leave them out only when told so (--without-failed)\n"
        f"the first: scenario {first['scenario']}, point {first['point']}, run {first['run']}: "
        f"{first['failure']}\nto see it again: {command}"
    )


def _write_summary(result: Result, folder: Path) -> None:
    """Write summary.csv beside a stored result."""
    from msssim.analysis import summarise
    from msssim.experiments.output import write_table

    write_table(summarise(result), folder / "summary.csv")


def _draw(result: Result, folder: Path, silent: bool) -> None:
    """Draw the figures beside a stored result."""
    from msssim.cli.progress import progress_bar
    from msssim.experiments.output import own_folder
    from msssim.views import write_figures

    with progress_bar(silent, "figures") as progress:
        write_figures(result, own_folder(folder, "figures"), progress=progress)


def _tell_outcomes(result: Result, contingents: pd.DataFrame | None) -> None:
    """Print the outcomes of the mission, and of each contingent if there are any."""
    from msssim.cli.contingents import contingent_table
    from msssim.cli.layout import show
    from msssim.cli.tables import outcome_table

    show(outcome_table(result))
    if contingents is not None and len(contingents):
        show(contingent_table(contingents))


def _tell_findings(result: Result) -> None:
    from msssim.analysis import findings
    from msssim.cli.layout import show

    show("", *_precision(result), *(f"- {sentence}" for sentence in findings(result)))


def _attribution(lifted: Result, folder: Path) -> pd.DataFrame:
    """Return what each constraint cost, and write it beside the result."""
    from msssim.analysis import attribution
    from msssim.experiments.output import write_table

    table = attribution(lifted)
    write_table(table, folder / "attribution.csv")
    return table


def _draw_attribution(lifted: Result, folder: Path) -> None:
    from msssim.experiments.output import own_folder
    from msssim.views import write_attribution

    write_attribution(lifted, own_folder(folder, "figures"))


def _tell_costs(costs: pd.DataFrame, scenario: str) -> None:
    from msssim.analysis import attribution_findings
    from msssim.cli.layout import show
    from msssim.cli.tables import attribution_tables

    leading, *rest = attribution_findings(costs, scenario)
    show(leading, "", *attribution_tables(costs), *(f"- {sentence}" for sentence in rest))


def _say_where(folder: Path, *, figures: bool) -> None:
    from msssim.cli.layout import show

    drawn = ", summary.csv and figures" if figures else " and summary.csv"
    show(f"\nTables of results{drawn} are in {folder}")
