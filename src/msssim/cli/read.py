"""The commands that play nothing: ``scenarios``, ``show``, ``check`` and ``compare``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.errors import InputError, Problem


def scenarios() -> None:
    """List the shipped scenarios."""
    from msssim.cli.tables import scenario_table
    from msssim.cli.tables import show as print_out
    from msssim.scenario import load_scenario, shipped_scenarios

    print_out(scenario_table([load_scenario(name) for name in shipped_scenarios()]))


def show(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped name, or a YAML file.")
    ],
    path: Annotated[
        str | None, typer.Argument(metavar="[PATH]", help="A section, or one parameter.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a parameter; may be repeated."),
    ] = None,
) -> None:
    """Show what a scenario assumes, and why."""
    from msssim.cli.parameters import overview, parameter_sheet, section_tables
    from msssim.cli.tables import show as print_out
    from msssim.scenario import load_scenario, parameter_info, parameters
    from msssim.scenario.wording import did_you_mean

    asked = load_scenario(scenario, settings or ())
    listed = parameters(asked)
    if path is None:
        print_out(*overview(asked, listed))
        return
    below = [info for info in listed if info.path.startswith(f"{path}.")]
    if below:
        print_out(*section_tables(below))
        return
    sections = dict.fromkeys(info.path.split(".")[0] for info in listed)
    if "." not in path and path not in sections:
        hint = did_you_mean(path, sections)
        raise InputError([Problem(f"there is no section of that name{hint}", path)])
    print_out(parameter_sheet(parameter_info(asked, path)))


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Scenario and experiment files.")
    ],
) -> None:
    """Validate scenario and experiment files.

    The exit status is 2 if any is wrong.
    """
    problems = []
    for file in files:
        try:
            kind, title = _loaded(file)
        except InputError as error:
            problems += error.problems
        else:
            typer.echo(f"ok  {file}: {kind}, {title}")
    if problems:
        raise InputError(problems)


def compare(
    results: Annotated[list[Path], typer.Argument(help="Result folders.", metavar="RESULT...")],
    baseline: Annotated[
        str | None,
        typer.Option(help="Scenario or cell to compare against; the first if not given."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for comparison.csv and figures.", show_default=False)
    ] = None,
    without_failed: Annotated[
        bool, typer.Option("--without-failed", help="Leave failed runs and their partners out.")
    ] = False,
) -> None:
    """Compare results, run by run.

    It prints the mean differences to the baseline with their 95 % intervals.
    """
    from msssim.analysis import compare as compare_results
    from msssim.analysis import join
    from msssim.cli.tables import difference_tables
    from msssim.cli.tables import show as print_out
    from msssim.experiments import Result
    from msssim.views import write_figures

    read = [Result.read(folder) for folder in results]
    table = compare_results(*read, baseline=baseline, without_failed=without_failed)
    print_out(*difference_tables(table))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        table.to_csv(out / "comparison.csv", index=False)
        write_figures(join(*read), out / "figures")
        print_out(f"\ncomparison.csv and figures are in {out}")


def _loaded(file: Path) -> tuple[str, str]:
    """Return what kind of file it is, and its title."""
    from msssim.experiments.load import is_experiment, load_experiment
    from msssim.scenario import load_scenario

    if is_experiment(file):
        return "experiment", load_experiment(file).title
    return "scenario", load_scenario(file).title
