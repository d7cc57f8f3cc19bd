"""The arguments and options that several commands share, each with its help and its completion."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.usage import whole_number

LARGEST_SEED = 2**63 - 1

ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A shipped name (`msssim scenarios` lists them), or a YAML file.",
        autocompletion=complete.scenario_names,
    ),
]
ExperimentName = Annotated[
    str,
    typer.Argument(
        metavar="EXPERIMENT",
        help="A shipped name, or a YAML file.",
        autocompletion=complete.experiment_names,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change a parameter for this once, as in funding.conversion=0.8; may be repeated. "
        "`msssim show` names them.",
        autocompletion=complete.settings,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Folder for the result; results/NAME if not given.",
        show_default=False,
    ),
]
Runs = Annotated[
    int,
    typer.Option(
        metavar="N",
        parser=whole_number(1),
        help="How many times it is played, each time with other luck.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        metavar="N",
        parser=whole_number(0, LARGEST_SEED),
        help="Names the luck: the same seed gives the same runs.",
    ),
]
OtherSeed = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number(0, LARGEST_SEED),
        help="Names the luck, in place of the experiment's seed.",
    ),
]
Uncertain = Annotated[
    bool,
    typer.Option(
        "--uncertain", help="Let every run draw its parameters too, from what is known of them."
    ),
]
Days = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number(),
        help="How many days are played; the scenario's horizon if not given.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number(1),
        help="How many processes play at once; one a core if not given.",
    ),
]
NoFigures = Annotated[
    bool,
    typer.Option("--no-figures", help="Leave out the figures; the same without it draws them."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON document for programs, and nothing else.")
]
