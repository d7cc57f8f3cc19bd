"""The command that holds policies against each other over all futures: ``robustness``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, Quiet

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from msssim.analysis.robustness import Robustness


def robustness(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Result folder.")],
    outcomes: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="OUTCOME",
            help="In place of the main ones; may be repeated.",
            autocompletion=complete.outcomes,
        ),
    ] = None,
    lines: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            metavar="LINE",
            help='A line to be met, such as "lapse < 1", in place of the red lines; may be '
            "repeated.",
            autocompletion=complete.outcomes,
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Scenario or cell that lines at `baseline` refer to; the first if not given.",
            autocompletion=complete.scenario_names,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the tables as CSV and the figure."),
    ] = None,
    without_failed: Annotated[
        bool, typer.Option("--without-failed", help="Leave failed runs and their partners out.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Hold policies against each other over all futures.

    A policy is a cell of the result; a future is a sampled point, or a run where nothing is
    sampled. It prints the mean, the regret of choosing each policy, how often it meets every line,
    and what it would be worth to know a sampled parameter before the choice.
    """
    from msssim.analysis import line_of
    from msssim.analysis.information import (
        FEWEST_FUTURES,
        information_in_words,
        value_of_information,
    )
    from msssim.analysis.robustness import in_words
    from msssim.analysis.robustness import robustness as hold
    from msssim.cli import machine
    from msssim.cli.layout import show
    from msssim.cli.mistaken import meant, refuse_as_output
    from msssim.cli.usage import typed_as
    from msssim.experiments import Result
    from msssim.experiments.output import write_table
    from msssim.views.robustness import write_robustness

    if out is not None:
        refuse_as_output(out)
    with typed_as(where="--line"):
        asked = [line_of(text) for text in lines] if lines else None
    with meant("result", result):
        read = Result.read(result)
    found = hold(read, outcomes, asked, baseline=baseline, without_failed=without_failed)
    worth = None
    if found.sampled and found.futures >= FEWEST_FUTURES:
        named = list(dict.fromkeys(found.table["outcome"]))
        worth = value_of_information(read, named, without_failed=without_failed)
    if out is not None:
        write_robustness(read, found, out)
        write_table(found.table, out / "robustness.csv")
        write_table(found.lines, out / "lines.csv")
        if worth is not None:
            write_table(worth, out / "information.csv")
    if as_json:
        machine.say(
            {"folder": out, "futures": found.futures, "sampled": found.sampled,
             "policies": found.table, "lines": list(map(str, found.asked)), "met": found.lines,
             "finding": in_words(found), "information": worth}
        )  # fmt: skip
    elif not quiet:
        show(*_tables(found), f"{in_words(found)}.")
        if worth is not None:
            show(_information_table(worth), f"{information_in_words(worth)}.")
        if out is not None:
            show(f"\nTables and a figure are in {out}")


def _tables(found: Robustness) -> Iterator[Table]:
    """Yield a table an outcome, and one of the lines."""
    from msssim.analysis.formatting import decimals, display, number, short_name
    from msssim.cli.layout import plain_table
    from msssim.world.observables import OUTCOMES

    numbers = ("mean", "regret, 3 in 4", "regret, at most", "first in % ")
    for outcome, rows in found.table.groupby("outcome", sort=False):
        shown = display(OUTCOMES[str(outcome)])
        table = plain_table(
            "policy", *numbers, title=f"{short_name(str(outcome))} ({shown.unit})", right=numbers
        )
        table.columns[0].no_wrap = False
        for row in rows.to_dict("records"):
            regrets = [row[name] * shown.scale for name in ("regret_p75", "regret_max")]
            places = decimals(*regrets)
            table.add_row(
                row["policy"],
                number(row["mean"] * shown.scale),
                *(number(value, places) for value in regrets),
                number(100 * row["first_regret_p75"], 0),
            )
        yield table
    if len(found.lines):
        table = plain_table(
            "policy", "% of runs", "95 % interval",
            title=f"all at once: {'; '.join(map(str, found.asked))}", right=("% of runs",),
        )  # fmt: skip
        table.columns[0].no_wrap = False
        for row in found.lines.to_dict("records"):
            ends = f"[{number(100 * row['low'], 0)} to {number(100 * row['high'], 0)}]"
            table.add_row(row["policy"], number(100 * row["share"], 0), ends)
        yield table


def _information_table(worth: pd.DataFrame) -> Table:
    """What knowing everything, and each parameter that would turn the choice, would be worth."""
    from msssim.analysis.formatting import display, number, short_name
    from msssim.analysis.information import EVERYTHING
    from msssim.cli.layout import plain_table
    from msssim.world.observables import OUTCOMES

    table = plain_table(
        "outcome", "known", "worth", "noise",
        title="What it would be worth to know beforehand, on average over the futures",
        right=("worth", "noise"),
    )  # fmt: skip
    for row in worth[worth["told"] | (worth["parameter"] == EVERYTHING)].to_dict("records"):
        shown = display(OUTCOMES[row["outcome"]])
        floor = "" if row["parameter"] == EVERYTHING else number(row["floor"] * shown.scale)
        table.add_row(
            short_name(row["outcome"]),
            row["parameter"],
            f"{number(row['value'] * shown.scale)} {shown.change_unit.removeprefix('percentage ')}",
            floor,
        )
    return table
