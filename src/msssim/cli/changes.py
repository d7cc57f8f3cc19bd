"""How ``diff`` lays out what differs between two scenarios, and what each change does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from msssim.analysis.change_words import both_values, effect_sentences
from msssim.analysis.changes import LEFT, TOGETHER, effects_on
from msssim.analysis.formatting import decimals, display, interval, number, short_name
from msssim.cli.layout import at_dots, plain_table
from msssim.scenario.text import with_unit
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

    from msssim.scenario import Change, Scenario

HEADINGS = {"events": "dated events"}
"""What a group of changes is called, where it is not by its section."""

NAME_WIDTH, LABEL_WIDTH = 28, 44
"""Letters of a line of a parameter's name, beside its meaning and beside numbers."""


def change_tables(
    before: Scenario, after: Scenario, listed: Sequence[Change]
) -> Iterator[RenderableType]:
    """Yield what differs, a table a section; then what cannot be played alone, and why."""
    yield f"A  {before.name}: {before.title}\nB  {after.name}: {after.title}\n"
    if not listed:
        yield "They differ in nothing but what they say about themselves."
    for heading, members in groupby(listed, _heading):
        yield _table(heading, members)
    not_alone = [change for change in listed if not change.alone]
    if not_alone:
        yield "Not to be played alone:"
        yield from (f"- {change.label}: {change.reason}" for change in not_alone)
        yield ""


def effect_tables(table: pd.DataFrame) -> Iterator[RenderableType]:
    """Yield the effects of the changes, a table an outcome, then what they come to in words."""
    outcomes = list(dict.fromkeys(table["outcome"]))
    for outcome in outcomes:
        yield _effects(effects_on(table, outcome), outcome)
    yield from (f"- {sentence}" for sentence in effect_sentences(table, outcomes))


def _heading(change: Change) -> str:
    return HEADINGS.get(change.kind, change.path.split(".")[0] if "." in change.path else "run")


def _table(heading: str, members: Any) -> Table:
    table = plain_table("what", "A → B", "meaning and source", title=heading)
    listed = list(members)
    full = heading in HEADINGS.values()
    names = [at_dots(each.path if full else _inside(each.path), NAME_WIDTH) for each in listed]
    for change, name in zip(listed, names, strict=True):
        before, after = both_values(change)
        if change.kind != "events":  # each of them carries its own
            after = with_unit(after, change.unit)
        meaning = [(f"{change.meaning}\n" if change.meaning else "")]
        source = [(f"Source: {change.source}", "dim")] if change.source else []
        table.add_row(
            Text(name),
            Text(f"{before} →\n{after}"),
            Text.assemble(*meaning, *source),
            end_section=True,
        )
    return table


def _inside(path: str) -> str:
    """Return a path inside its section."""
    return path.partition(".")[2] or path


def _effects(effects: pd.DataFrame, outcome: str) -> Table:
    shown = display(OUTCOMES[outcome])
    base = float(effects["baseline_mean"][TOGETHER]) * shown.scale
    table = plain_table(
        "change alone", "difference", "95 % interval",
        title=f"{short_name(outcome)} ({shown.change_unit}); A has {number(base)} on average",
        right=("difference",),
    )  # fmt: skip
    scaled = effects[["difference", "low", "high"]] * shown.scale
    names = [at_dots(str(name), LABEL_WIDTH) for name in scaled.index]
    for name, shown_name, (difference, low, high) in zip(
        scaled.index, names, scaled.to_numpy(float), strict=True
    ):
        places = decimals(difference, low, high)
        table.add_row(
            Text(shown_name),
            number(difference, places, signed=True),
            interval(low, high, places),
            end_section=str(name) == _last_alone(effects) or name == LEFT,
        )
    return table


def _last_alone(effects: pd.DataFrame) -> str:
    """Return the last of the single changes; a line parts them from what they do together."""
    return str(effects.index[-3])
