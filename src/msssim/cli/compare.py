"""The command that holds results against each other: ``compare``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, Quiet
from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.experiments import Result


def compare(
    results: Annotated[list[Path], typer.Argument(help="Result folders.", metavar="RESULT...")],
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Scenario or cell to compare against; the first if not given.",
            autocompletion=complete.scenario_names,
        ),
    ] = None,
    spread: Annotated[
        bool, typer.Option("--spread", help="Also compare medians and the tails, with intervals.")
    ] = False,
    lines: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            metavar="LINE",
            help='Also say how often a line is met, such as "displaced_end <= baseline"; may be '
            "repeated.",
            autocompletion=complete.outcomes,
        ),
    ] = None,
    sizes: Annotated[
        list[str] | None,
        typer.Option(
            "--resolve",
            metavar="OUTCOME=SIZE",
            help="Also say how many runs would tell a difference of that size from nothing; may be "
            "repeated.",
            autocompletion=complete.outcomes,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder for comparison.csv and figures.", show_default=False
        ),
    ] = None,
    without_failed: Annotated[
        bool, typer.Option("--without-failed", help="Leave failed runs and their partners out.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare results, run by run.

    It prints the mean differences to the baseline with their 95 % intervals, and how many of them
    stay when it counts how many were looked at. Results can be compared if they were played with
    the same seed, runs and horizon; one of a sweep holds several scenarios already. It
    says so where they play in different theatres.
    """
    from msssim.analysis import chances, distribution_differences, join, line_of
    from msssim.analysis import compare as compare_results
    from msssim.analysis.paired import find_cell
    from msssim.analysis.theatres import other_theatres
    from msssim.cli import comparison, documents, machine
    from msssim.cli.layout import show
    from msssim.cli.mistaken import refuse_as_output
    from msssim.cli.progress import progress_bar
    from msssim.cli.usage import typed_as
    from msssim.experiments.output import own_folder, write_table
    from msssim.views import write_figures, write_spread

    if out is not None:
        refuse_as_output(out)
    with typed_as(where="--line"):
        asked = [line_of(text) for text in lines or ()]
    wanted = [_size(text) for text in sizes or ()]
    together = join(*map(_opened, results))
    tables = {
        "comparison": compare_results(together, baseline=baseline, without_failed=without_failed)
    }
    if asked:
        tables["chances"] = chances(
            together, asked, baseline=baseline, without_failed=without_failed
        )
    if wanted:
        tables["runs_needed"] = comparison.needed(together, wanted, baseline)
    if spread:
        tables["spread"] = distribution_differences(
            together, baseline=baseline, without_failed=without_failed
        )
    elsewhere = other_theatres(together, find_cell(together, baseline).scenario)
    if not quiet and not as_json:
        show(*comparison.theatre_warning(elsewhere))
        for name, table in tables.items():
            show(*comparison.LAYOUTS[name](table))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            write_table(table, out / f"{name}.csv")
        with progress_bar(quiet or as_json, "figures") as progress:
            write_figures(together, own_folder(out, "figures"), baseline, progress)
        if spread:
            write_spread(together, tables["spread"], own_folder(out, "figures"))
    if as_json:
        reference = find_cell(together, baseline).label
        machine.say(documents.of_comparison(tables, reference, elsewhere, out))
    elif out is not None and not quiet:
        show(f"\n{', '.join(f'{name}.csv' for name in tables)} and figures are in {out}")


def _opened(folder: Path) -> Result:
    from msssim.cli.mistaken import meant
    from msssim.experiments import Result

    with meant("result", folder):
        return Result.read(folder)


def _size(text: str) -> tuple[str, float]:
    """Read an outcome and a size of it."""
    outcome, _, size = text.partition("=")
    try:
        return outcome.strip(), float(size)
    except ValueError:
        raise InputError(
            f"--resolve: found `{text}`; allowed is an outcome and a size in its own unit, such as "
            "civilians_killed=50"
        ) from None
