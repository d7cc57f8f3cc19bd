"""The command ``diff``: what one scenario changes in another, and what each change does."""

from __future__ import annotations

from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Days, Json, Outcomes, Quiet, Seed, TablesOut, whole_number
from msssim.errors import InputError

USUAL_RUNS = 200


def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A scenario: a shipped name, or a YAML file.",
            autocompletion=complete.scenario_names,
        ),
    ],
    after: Annotated[
        str,
        typer.Argument(
            metavar="B",
            help="Another, of which is said what it changes.",
            autocompletion=complete.scenario_names,
        ),
    ],
    effect: Annotated[
        bool, typer.Option("--effect", help="Simulate each change alone, and say what it does.")
    ] = False,
    outcomes: Outcomes = None,
    runs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(2),
            help=f"With --effect: runs of each change; {USUAL_RUNS} if not given.",
        ),
    ] = None,
    seed: Seed = 1,
    days: Days = None,
    out: TablesOut = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what a scenario changes, and what each change does.

    Every parameter that differs, with unit and source; rows of tables that only one of the two has;
    dated events. With --effect each change is laid on A alone and simulated with the same random
    numbers, then all together; --outcome says what is looked at.
    """
    from msssim.analysis.changes import changes_analysis
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import read_scenario
    from msssim.cli.options import known_outcomes
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments import play_changes
    from msssim.scenario import changes

    for option, value in {"--outcome": outcomes, "--runs": runs}.items():
        if value and not effect:
            raise InputError("cli.no_effect", option)
    first, second = read_scenario(before), read_scenario(after)
    asked, listed, result = known_outcomes(outcomes), changes(first, second), None
    if effect and listed:
        options = typed_as(replications="--runs", horizon_days="--days")
        with options, progress_bar(quiet or as_json) as progress:
            result = play_changes(first, listed, runs or USUAL_RUNS, seed, days, progress)
    found = changes_analysis(first, second, result, asked)
    present(found, out, as_json=as_json, quiet=quiet)
