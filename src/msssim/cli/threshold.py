"""The command ``analyse threshold``: the level of a lever at which an outcome crosses a line."""

from __future__ import annotations

from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import ExperimentName, Json, OtherSeed, Quiet, TablesOut, whole_number


def threshold(
    experiment: ExperimentName,
    outcome: Annotated[
        str,
        typer.Option(
            metavar="OUTCOME",
            help="What crosses the line, in the mean.",
            autocompletion=complete.outcomes,
        ),
    ],
    crosses: Annotated[
        float, typer.Option(metavar="VALUE", help="The line, in the outcome's own unit.")
    ],
    lever: Annotated[
        str,
        typer.Option(
            metavar="PATH",
            help="The numeric parameter that is moved.",
            autocompletion=complete.paths,
        ),
    ],
    low: Annotated[
        float | None,
        typer.Option(
            "--from", metavar="VALUE", help="Where to begin; the plausible range if not given."
        ),
    ] = None,
    high: Annotated[
        float | None, typer.Option("--to", metavar="VALUE", help="Where to end; likewise.")
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(2),
            help="Runs a level and point, in place of the experiment's.",
        ),
    ] = None,
    seed: OtherSeed = None,
    out: TablesOut = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the level of a lever at which an outcome crosses a line.

    The experiment's first scenario is simulated at one level after the other, with the same random
    numbers at each, until the crossing is known. Its uncertainties are sampled as it says; its
    levers stand aside.
    """
    from msssim.analysis.threshold import threshold_analysis
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import read_experiment
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present

    asked = read_experiment(experiment, seed)
    options = typed_as(outcome="--outcome", lever="--lever")
    with options, progress_bar(quiet or as_json, "levels") as progress:
        found = threshold_analysis(
            asked, lever, outcome, crosses, low=low, high=high, runs=runs, progress=progress
        )
    present(found, out, as_json=as_json, quiet=quiet)
