"""Arguments and options that several commands share, each with its help and its completion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.inputs import free_folder
from msssim.errors import InputError, Problem

LARGEST_SEED = 2**63 - 1
MOST_DIGITS = 30
USUAL_OUTCOMES = ("delivered_share", "gang_control_end", "civilians_killed", "displaced_end")


def whole_number(low: int | None = None, high: int | None = None) -> Callable[[object], int]:
    """Return a reader of whole numbers, written in digits alone.

    ``10.000`` is ten in one country and ten thousand in another; so it is refused.
    """

    def read(typed: object) -> int:
        word = str(typed)
        if word.removeprefix("-").isdecimal() and len(word) <= MOST_DIGITS:
            number = int(word)
            if (low is None or low <= number) and (high is None or number <= high):
                return number
        raise typer.BadParameter(_allowed(word, low, high))

    return read


def _allowed(typed: str, low: int | None, high: int | None) -> str:
    from msssim.text import text

    kind = "any" if low is None else "least" if high is None else "between"
    return text(f"cli.whole_number.{kind}", typed=typed, low=low, high=high)


def calendar_date(typed: object) -> dt.date:
    """Read a date as the files write it."""
    from msssim.text import text

    try:
        return dt.datetime.strptime(str(typed), "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(text("cli.date", typed=typed)) from None


def known_outcomes(typed: Iterable[str] | None) -> list[str]:
    """Return the outcomes, each once, or the usual ones; refuse those that there are not."""
    from msssim.scenario.text import nearest
    from msssim.world.observables import OUTCOMES

    names = list(dict.fromkeys(typed or USUAL_OUTCOMES))
    problems = [
        Problem("analysis.no_outcome", "--outcome", name=name, suggestion=nearest(name, OUTCOMES))
        for name in names
        if name not in OUTCOMES
    ]
    if problems:
        raise InputError(problems)
    return names


ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A shipped name (`msssim scenarios` lists them), or a YAML file.",
        autocompletion=complete.scenario_names,
    ),
]
OptionalScenario = Annotated[
    str,
    typer.Argument(
        metavar="[SCENARIO]",
        help="A shipped name (`msssim scenarios` lists them), or a YAML file; as_is if not given.",
        autocompletion=complete.scenario_names,
        show_default=False,
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
ResultFolder = Annotated[Path, typer.Argument(metavar="RESULT", help="Result folder.")]
OneScenario = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="NAME",
        help="Its scenario or cell, where the result has several.",
        autocompletion=complete.scenario_names,
    ),
]
Point = Annotated[
    int | None,
    typer.Option(metavar="N", parser=whole_number(0), help="Its point, where there are several."),
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
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome",
        metavar="NAME",
        help="Outcome to look at, in place of the usual ones; may be repeated.",
        autocompletion=complete.outcomes,
        show_default=False,
    ),
]
Lines = Annotated[
    list[str] | None,
    typer.Option(
        "--line",
        metavar="LINE",
        help='Line that an outcome is to meet, such as "displaced_end <= baseline"; may be '
        "repeated.",
        autocompletion=complete.outcomes,
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Scenario or cell to compare with; the first if not given.",
        autocompletion=complete.scenario_names,
    ),
]
WithoutFailed = Annotated[
    bool, typer.Option("--without-failed", help="Leave failed runs and their partners out.")
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
TablesOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Folder for the tables as CSV and the figures.",
        callback=free_folder,
        show_default=False,
    ),
]
Observed = Annotated[
    list[Path] | None,
    typer.Option(
        "--observed",
        metavar="FILE",
        help="CSV file of further counts; may be repeated.",
        show_default=False,
    ),
]
Runs = Annotated[
    int,
    typer.Option(
        metavar="N",
        parser=whole_number(1),
        help="How many runs, each with random numbers of its own.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        metavar="N",
        parser=whole_number(0, LARGEST_SEED),
        help="Seed of the random numbers: the same seed gives the same runs.",
    ),
]
OtherSeed = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number(0, LARGEST_SEED),
        help="Seed of the random numbers, in place of the experiment's.",
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
        help="How many days are simulated; the scenario's horizon if not given.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number(1),
        help="How many processes work at once; one a core if not given.",
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
