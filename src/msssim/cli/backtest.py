"""The command that holds the model against what was counted: ``backtest``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from msssim.cli.options import Json, Quiet, Runs, Seed, Uncertain
from msssim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from msssim.analysis.backtest import Backtest
    from msssim.analysis.observations import Observation
    from msssim.scenario import Scenario

PAST, PRESENT = "backtest_october_2023", "as_is"
"""What is played: to the counts that come with msssim, and to those of a later file."""


def backtest(
    observed: Annotated[
        list[Path] | None,
        typer.Option(
            "--observed",
            metavar="FILE",
            help="CSV file of counts after 12 June 2024; may be repeated.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for scores.csv and the figure; results/backtest, or results/observed, if "
            "not given.",
            show_default=False,
        ),
    ] = None,
    runs: Runs = 500,
    seed: Seed = 1,
    uncertain: Uncertain = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Hold the model against what was counted.

    It plays from 2 October 2023 with what was known then, and scores the runs against the counts
    up to 12 June 2024; with --observed from 12 June 2024 (as_is) against the counts of a file.
    Beside it stand two guesses without a model. Columns of a file: date, series, value, source
    and, as wanted, low, high, start.
    """
    from msssim.analysis.backtest import backtest as hold_against
    from msssim.cli import documents
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import free_folder
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import say, show
    from msssim.experiments.output import write_table
    from msssim.experiments.priors import load_priors
    from msssim.scenario import load_scenario
    from msssim.views.backtest import write_backtest

    folder = out or Path("results", "observed" if observed else "backtest")
    free_folder(folder)
    scenario = load_scenario(PRESENT if observed else PAST)
    counts = counts_of(scenario, observed or ())
    priors = load_priors() if uncertain else None
    silent = quiet or as_json
    options = typed_as(replications="--runs", horizon_days="--observed")
    with options, progress_bar(silent) as progress:
        test = hold_against(scenario, counts, runs, seed, progress, priors)
    write_backtest(test, folder)
    write_table(test.scores, folder / "scores.csv")
    if as_json:
        say(documents.of_backtest(test, folder))
    elif not quiet:
        show(_series_table(test), _count_table(test.scores), *_sentences(test))
        show(f"\nscores.csv and the figure are in {folder}")


def counts_of(scenario: Scenario, files: Sequence[Path]) -> list[Observation]:
    """Return the counts that come with msssim and those of the files, with all that is wrong."""
    from msssim.analysis.observations_file import read_observations, shipped_observations

    counts, problems = shipped_observations(scenario.start), []
    for file in files:
        try:
            counts += read_observations(file, scenario.start)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return counts


def _sentences(test: Backtest) -> Iterator[str]:
    from msssim.analysis.backtest_words import findings_of, headline

    yield f"{headline(test)}."
    yield from (f"- {sentence}" for sentence in findings_of(test))


def _series_table(test: Backtest) -> Table:
    """Mean CRPS of each series beside those of the baselines, both skills, and coverage."""
    from msssim.cli.tables import plain_table

    numbers = ("CRPS", "stays", "line", "skill\nstays", "skill\nline", "in 50 %,\n90 %")
    table = plain_table(
        "series", *numbers, right=numbers,
        title=f"{len(test.result):,} runs from {test.start} on; stays: the last count known, line: "
        "a straight line through all known; USD in millions, shares in %",
    )  # fmt: skip
    for row in _rows(test.by_series):
        scale, _ = shown_as(row.series)
        scores = (row.crps, row.crps_persistence, row.crps_trend)
        skills = (row.skill_persistence, row.skill_trend)
        table.add_row(
            row.series,
            *(_or_dash(score * scale) for score in scores),
            *(_or_dash(skill, 2) for skill in skills),
            f"{row.in_50}, {row.in_90} of {row.counts}",
        )
    return table


def _count_table(scores: pd.DataFrame) -> Table:
    """Every count beside the ensemble, and where it falls in it."""
    from msssim.analysis.formatting import decimals, number
    from msssim.cli.tables import plain_table

    table = plain_table(
        "series", "until", "counted", "median", "5-95 %", "below",
        right=("counted", "median", "below"),
        title="Each count, and the share of the runs below it",
    )  # fmt: skip
    for row in _rows(scores):
        scale, unit = shown_as(row.series)
        value, middle, low, high = (x * scale for x in (row.value, row.median, row.p5, row.p95))
        places = decimals(low, high)
        between = f"{number(low, places)} to {number(high, places)}"
        if row.unit == "0/1":  # the median of a yes or no says little
            middle, places, between = row.mean * scale, 0, unit
        below = f"{number(100 * row.pit, 0)} %"
        table.add_row(
            row.series, str(row.date), number(value), number(middle, places), between, below
        )
    return table


def shown_as(series: str) -> tuple[float, str]:
    """Return by what a count is multiplied for a reader, and the unit that it then has."""
    from msssim.analysis.backtest_words import display_of
    from msssim.analysis.observations import OBSERVABLES

    shown = display_of(OBSERVABLES[series])
    return shown.scale, shown.unit


def _or_dash(value: float, places: int | None = None) -> str:
    from msssim.analysis.formatting import number

    return "-" if isnan(value) else number(value, places)


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    yield from frame.itertuples(index=False)
