"""The command that makes a folder for a theatre of one's own: ``new``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, Quiet


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
    from msssim.cli import machine
    from msssim.cli.mistaken import meant
    from msssim.scenario import load_scenario
    from msssim.scenario.folder import SCENARIO, example, write_folder

    if source is None:
        scenario = example()
    else:
        with meant("scenario", source):
            scenario = load_scenario(source)
    files = write_folder(scenario, folder)
    load_scenario(folder / SCENARIO)  # what was written is read, before anybody relies on it
    if as_json:
        machine.say({"folder": folder, "from": scenario.name, "files": files})
    elif not quiet:
        where = shlex.quote(str(folder))
        typer.echo(f"{len(files)} files in {folder}, made from {scenario.title!r}. Next:\n")
        for line in (
            f"cd {where}",
            "msssim check scenario.yaml experiment.yaml",
            "msssim run scenario.yaml --runs 200",
            "msssim sweep experiment.yaml",
        ):
            typer.echo(f"  {line}")
