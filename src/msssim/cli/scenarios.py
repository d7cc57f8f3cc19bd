"""The commands ``scenarios``, ``show`` and ``new``: what there is to simulate."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, Quiet, ScenarioName, Settings


def scenarios(as_json: Json = False, quiet: Quiet = False) -> None:
    """List the shipped scenarios.

    Each has a name, which is what the other commands take, a title and a sentence.
    """
    from msssim.cli.render import present
    from msssim.scenario import load_scenario, shipped_scenarios
    from msssim.scenario.listing import scenarios_analysis

    found = scenarios_analysis(map(load_scenario, shipped_scenarios()))
    present(found, as_json=as_json, quiet=quiet)


def show(
    scenario: ScenarioName,
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="[PATH]",
            help="A section (council), a parameter (council.renewal_term_days), or events.",
            autocompletion=complete.parts,
        ),
    ] = None,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show what a scenario assumes, and why.

    Every parameter with its value, unit, range, meaning and source, and the dated events that
    change some of them; with PATH a part of them.
    """
    from msssim.cli.inputs import read_scenario
    from msssim.cli.render import present
    from msssim.scenario.listing import parameters_analysis

    found = parameters_analysis(read_scenario(scenario, settings), path)
    present(found, as_json=as_json, quiet=quiet)


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new folder; its name is the scenario's.")
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="SCENARIO",
            help="Scenario to start from: a shipped name, or a YAML file. An invented island if "
            "not given.",
            autocompletion=complete.scenario_names,
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make a folder for a theatre of your own, which runs at once.

    A scenario, an experiment, all tables (zones, gangs, police, contingents, donors, courts,
    council) and a README. Change what you like; `msssim check` says what no longer fits together.
    """
    from msssim.cli.inputs import read_scenario
    from msssim.cli.render import present
    from msssim.presentation import Analysis
    from msssim.scenario import load_scenario
    from msssim.scenario.folder import SCENARIO, example, write_folder
    from msssim.text import text

    scenario = example() if source is None else read_scenario(source)
    files = write_folder(scenario, folder)
    load_scenario(folder / SCENARIO)  # what was written is read, before anybody relies on it
    made = text("cli.made", count=len(files), folder=folder, title=scenario.title)
    steps = text("cli.next_steps", folder=shlex.quote(str(folder)))
    found = Analysis(
        "new",
        findings=[f"{made}\n\n{steps}"],
        facts={"folder": folder, "from": scenario.name, "files": files},
    )
    present(found, as_json=as_json, quiet=quiet)
