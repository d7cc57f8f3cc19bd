"""The command that lays two scenarios side by side: ``diff``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from msssim.cli import complete
from msssim.cli.options import Days, Json, Quiet, Seed
from msssim.cli.usage import typed_as, whole_number
from msssim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from msssim.scenario import Change, Scenario

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
        bool, typer.Option("--effect", help="Play each change alone, and say what it does.")
    ] = False,
    outcomes: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="With --effect: what is looked at; may be repeated. Four usual ones if not given.",
            autocompletion=complete.outcomes,
            show_default=False,
        ),
    ] = None,
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
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for changes.csv, effects.csv and the figure."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what a scenario changes, and what each change does.

    Every parameter that differs, with unit and source; rows of tables that only one of the two has;
    dated events. With --effect each change is laid on A alone and played under the same luck, then
    all together.
    """
    from msssim.cli import documents, machine
    from msssim.cli.changes import change_tables, effect_tables
    from msssim.cli.layout import show
    from msssim.cli.mistaken import refuse_as_output
    from msssim.scenario import changes

    _refuse_without_effect(effect, outcomes, runs)
    if out is not None:
        refuse_as_output(out)
    first, second = _loaded(before), _loaded(after)
    listed = changes(first, second)
    effects = None
    if effect and listed:
        with typed_as(replications="--runs", horizon_days="--days"):
            effects = _effects(
                first, second.name, listed, _asked(outcomes), runs or USUAL_RUNS, seed, days, out,
                silent=quiet or as_json,
            )  # fmt: skip
    if out is not None:
        _write_changes(listed, out)
    if as_json:
        machine.say(documents.of_diff(first, second, listed, effects, out))
    elif not quiet:
        show(*change_tables(first, second, listed))
        if effects is not None:
            show(*effect_tables(effects))
        if out is not None:
            show(f"\nTables{' and a figure' if effects is not None else ''} are in {out}")


def _refuse_without_effect(effect: bool, outcomes: list[str] | None, runs: int | None) -> None:
    """Refuse what says how to play where nothing is played."""
    for option, value in {"--outcome": outcomes, "--runs": runs}.items():
        if value and not effect:
            raise InputError(f"{option}: nothing is played without --effect; add it")


def _loaded(name: str) -> Scenario:
    from msssim.cli.mistaken import meant
    from msssim.scenario import load_scenario

    with meant("scenario", name):
        return load_scenario(name)


def _asked(outcomes: list[str] | None) -> list[str]:
    from msssim.cli.sensitivity import USUAL_OUTCOMES
    from msssim.cli.usage import known_outcomes

    return known_outcomes(outcomes or USUAL_OUTCOMES)


def _effects(
    first: Scenario,
    after: str,
    listed: Sequence[Change],
    outcomes: Sequence[str],
    runs: int,
    seed: int,
    days: int | None,
    out: Path | None,
    *,
    silent: bool,
) -> pd.DataFrame:
    """Play every change alone, and write what it does beside the changes."""
    from msssim.analysis import change_effects
    from msssim.cli.progress import progress_bar
    from msssim.experiments import play_changes

    with progress_bar(silent) as progress:
        result = play_changes(first, listed, runs, seed, days, progress)
    table = change_effects(result, listed, outcomes)
    if out is not None:
        from msssim.experiments.output import write_table
        from msssim.views.changes import write_changes

        write_changes(result, table, listed, after, out)
        write_table(table, out / "effects.csv")
    return table


def _write_changes(listed: Sequence[Change], out: Path) -> None:
    import pandas as pd

    from msssim.analysis.change_words import both_values
    from msssim.experiments.output import write_table
    from msssim.scenario import Change
    from msssim.scenario.text import written_unit

    def row(change: Change) -> dict[str, Any]:
        data = asdict(change) | {"unit": written_unit(change.unit)}
        if change.kind == "events":
            data["before"], data["after"] = both_values(change)
        return data

    out.mkdir(parents=True, exist_ok=True)
    columns = [field.name for field in fields(Change)]
    table = pd.DataFrame([row(change) for change in listed], columns=columns)
    write_table(table, out / "changes.csv")
