"""The command that asks which parameters the counts leave open: ``calibrate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from msssim.cli.options import ExperimentName, Json, Quiet, Workers

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from msssim.analysis.calibration import Calibration

PRIORS = "priors.yaml"


def calibrate(
    experiment: ExperimentName,
    observed: Annotated[
        list[Path] | None,
        typer.Option(
            "--observed",
            metavar="FILE",
            help="CSV file of further counts; may be repeated.",
            show_default=False,
        ),
    ] = None,
    discrepancy: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="CSV file that says how far the model may be off (series, share, fixed, why); the "
            "one that comes with msssim if not given.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for runs, tables, figures and priors.yaml; results/NAME if not given.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say which parameters the counts leave open.

    The points of the experiment are played and held against what was counted after its start:
    points that some count refuses are dropped (history matching), the others weighed (ABC). What is
    left is written as priors.yaml, which experiments can name. Series without a stated discrepancy
    are held back as a test. Started again on the same folder, it goes on where it stopped.
    """
    from msssim.analysis import calibration as method
    from msssim.cli import documents
    from msssim.cli.backtest import counts_of
    from msssim.cli.inputs import meant
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import say, show
    from msssim.experiments import load_experiment, sweep
    from msssim.experiments.output import own_file, own_folder, write_table
    from msssim.views.calibration import write_calibration

    with meant("experiment", experiment):
        asked = load_experiment(experiment)
    folder = out or Path("results", asked.name)
    errors = (
        method.read_discrepancies(discrepancy) if discrepancy else method.shipped_discrepancies()
    )
    counts = counts_of(asked.scenarios[0], observed or ())
    played = method.calibration_experiment(asked, counts)
    silent = quiet or as_json
    with progress_bar(silent) as progress:
        result = sweep(played, folder, workers, progress=progress)
    found = method.calibrate(played, result, counts, errors)
    write_table(found.by_count, folder / "counts.csv")
    write_table(found.posterior.table, folder / "parameters.csv")
    own_file(folder / PRIORS).write_text(method.priors_file(found, asked.name), encoding="utf-8")
    write_calibration(found, own_folder(folder, "figures"))
    if as_json:
        say(documents.of_calibration(found, folder))
    elif not quiet:
        show(_count_table(found.by_count), *_sentences(found))
        show(f"\ncounts.csv, parameters.csv, {PRIORS} and figures are in {folder}")


def _sentences(found: Calibration) -> Iterator[str]:
    from msssim.analysis.calibration import calibration_findings, headline

    yield f"{headline(found)}."
    yield from (f"- {sentence}" for sentence in calibration_findings(found))


def _count_table(counts: pd.DataFrame) -> Table:
    """Every count, how many points it refuses, and what is left around it."""
    from msssim.analysis.formatting import number
    from msssim.cli.backtest import shown_as
    from msssim.cli.tables import plain_table

    table = plain_table(
        "series", "until", "counted", "refuses", "left", "",
        right=("counted", "refuses"),
        title="Each count, the points that it refuses (-: held back), and nine in ten of what is "
        "left; USD in millions, shares in %",
    )  # fmt: skip
    for row in _rows(counts):
        scale, _ = shown_as(row.series)
        table.add_row(
            row.series,
            str(row.date),
            number(row.value * scale),
            "-" if row.held_back else f"{number(100.0 * row.refused, 0)} %",
            _between(row.posterior_p5 * scale, row.posterior_p95 * scale),
            "" if row.in_90 else "missed",
        )
    return table


def _between(low: float, high: float) -> str:
    from msssim.analysis.formatting import decimals, number

    places = decimals(low, high)
    return f"{number(low, places)} to {number(high, places)}"


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    yield from frame.itertuples(index=False)
