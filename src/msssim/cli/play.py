"""The commands that play: ``run`` and ``sweep``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.experiments import Result

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Result folder; results/NAME if not given.", show_default=False),
]
LARGEST_SEED = 2**63 - 1


def run(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped name, or a YAML file.")
    ],
    runs: Annotated[int, typer.Option(min=1, help="How many runs.")] = 500,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Names the luck.")] = 1,
    days: Annotated[
        int | None, typer.Option(help="Horizon in days; the scenario's if not given.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a parameter; may be repeated."),
    ] = None,
    attribute: Annotated[
        bool, typer.Option("--attribute", help="Also say what each constraint on deployment cost.")
    ] = False,
    out: Out = None,
    quiet: Quiet = False,
) -> None:
    """Play a scenario many times.

    It prints the outcomes of the mission and of each contingent, and stores runs, series,
    contingents, summary and figures. With --attribute the same luck is played again with one
    constraint lifted at a time: ten more times the runs.
    """
    from msssim.cli.progress import progress_bar
    from msssim.experiments import lifted_scenarios, play_lifted, simulate
    from msssim.scenario import load_scenario

    asked = load_scenario(scenario, settings or ())
    if attribute:
        lifted_scenarios(asked)  # what cannot be attributed is refused before anything is played
    folder = out or Path("results", asked.name)
    with progress_bar(quiet) as progress:
        result = simulate(asked, runs, seed, days, progress=progress, out=folder)
    _write_views(result, folder)
    if not quiet:
        from msssim.cli.tables import contingent_table, outcome_table, show

        show(outcome_table(result))
        contingents = result.contingents
        if asked.mission.enabled and contingents is not None and len(contingents):
            show(contingent_table(contingents))
    if attribute:
        with progress_bar(quiet) as progress:
            lifted = play_lifted(asked, runs, seed, days, progress)
        _attribute(lifted, folder, quiet)
    if not quiet:
        _say_where(folder)


def sweep(
    experiment: Annotated[
        str, typer.Argument(metavar="EXPERIMENT", help="A shipped name, or a YAML file.")
    ],
    out: Out = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one a core if not given.")
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Scheduler of a Dask cluster.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=LARGEST_SEED, help="In place of the experiment's seed.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Play an experiment, or go on with it.

    Started again on the same folder, it goes on where it stopped.
    """
    if dask is not None:
        raise InputError(
            "--dask: a cluster needs the extra msssim[dask] and is not available yet; "
            "use --workers on this machine"
        )
    from msssim.analysis import findings
    from msssim.cli.progress import progress_bar
    from msssim.experiments import load_experiment
    from msssim.experiments import sweep as play_experiment

    asked = load_experiment(experiment)
    folder = out or Path("results", asked.name)
    with progress_bar(quiet) as progress:
        result = play_experiment(asked, folder, workers, seed, progress)
    _write_views(result, folder)
    if not quiet:
        from msssim.cli.tables import show

        show(f"{asked.title}: {len(result):,} runs\n")
        show(*(f"- {sentence}" for sentence in findings(result)))
        _say_where(folder)


def _write_views(result: Result, folder: Path) -> None:
    """Write summary.csv and the figures beside a stored result."""
    from msssim.analysis import summarise
    from msssim.views import write_figures

    summarise(result).to_csv(folder / "summary.csv", index=False)
    write_figures(result, folder / "figures")


def _attribute(lifted: Result, folder: Path, quiet: bool) -> None:
    """Write and print what each constraint cost."""
    from msssim.analysis import attribution, attribution_findings
    from msssim.views import write_attribution

    table = attribution(lifted)
    table.to_csv(folder / "attribution.csv", index=False)
    write_attribution(lifted, folder / "figures")
    if not quiet:
        from msssim.cli.tables import attribution_tables, show

        leading, *rest = attribution_findings(table, next(iter(lifted.manifest["scenarios"])))
        show(leading, "", *attribution_tables(table), *(f"- {sentence}" for sentence in rest))


def _say_where(folder: Path) -> None:
    from msssim.cli.tables import show

    show(f"\nTables of results, summary.csv and figures are in {folder}")
