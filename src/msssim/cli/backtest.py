"""The command ``validate backtest``: the model against what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msssim.cli.options import Json, Observed, Quiet, Runs, Seed, TablesOut, Uncertain
from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.analysis.observations import Observation
    from msssim.scenario import Scenario

PAST, PRESENT = "backtest_october_2023", "as_is"
"""What is simulated: up to the counts that come with msssim, and up to those of a later file."""


def backtest(
    observed: Observed = None,
    out: TablesOut = None,
    runs: Runs = 500,
    seed: Seed = 1,
    uncertain: Uncertain = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare the model with what was counted.

    It simulates from 2 October 2023 with what was known then, and scores the runs against the
    counts up to 12 June 2024; with --observed from 12 June 2024 (as_is) against the counts of a
    file. Beside it stand two reference forecasts without a model: persistence and a linear trend.
    Columns of a file: date, series, value, source and, as wanted, low, high, start. Tables and the
    figure go to results/backtest, or results/observed, if no folder is given.
    """
    from msssim.analysis.backtest import backtest as score
    from msssim.analysis.backtest_findings import backtest_analysis
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import free_folder
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments.priors import load_priors
    from msssim.scenario import load_scenario

    folder = out or free_folder(Path("results", "observed" if observed else "backtest"))
    scenario = load_scenario(PRESENT if observed else PAST)
    counts = counts_of(scenario, observed or ())
    priors = load_priors() if uncertain else None
    options = typed_as(replications="--runs", horizon_days="--observed")
    with options, progress_bar(quiet or as_json) as progress:
        found = score(scenario, counts, runs, seed, progress, priors)
    present(backtest_analysis(found), folder, as_json=as_json, quiet=quiet)


def counts_of(scenario: Scenario, files: Sequence[Path]) -> list[Observation]:
    """Return the counts that come with msssim and those of the files, with all that is wrong."""
    from msssim.analysis.observations import read_observations, shipped_observations

    counts, problems = shipped_observations(scenario.start), []
    for file in files:
        try:
            counts += read_observations(file, scenario.start)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return counts
