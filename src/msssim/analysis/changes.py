"""What a scenario changes in another one, and what each change does alone and with the others.

Every effect is changed minus unchanged, run by run under the same random numbers. What is left when
the effects of the single changes are taken from that of all together is their interaction, and what
those of them do that cannot be played alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.analysis.cells import cells
from msssim.analysis.formatting import (
    change,
    change_cells,
    display,
    finding,
    number,
    short_name,
    value_words,
)
from msssim.analysis.paired import compare
from msssim.analysis.pairs import mean_interval, paired_runs
from msssim.errors import ResultError
from msssim.presentation import Analysis, Group, TextTable, text_table
from msssim.scenario import Scenario
from msssim.scenario.csvtable import TABLES
from msssim.scenario.diff import Change, changes
from msssim.scenario.text import with_unit, written_unit
from msssim.text import text
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

TOGETHER, LEFT = "all together", "left to interaction"
COLUMNS = [
    *("outcome", "unit", "change", "baseline_mean", "mean", "difference", "low", "high"),
    *("runs", "dropped"),
]
NAMES = "analysis.changes"


def changes_analysis(
    before: Scenario, after: Scenario, result: Result | None = None, outcomes: Sequence[str] = ()
) -> Analysis:
    """Lay out what a scenario changes in another one.

    Parameters
    ----------
    result
        Runs of :func:`msssim.experiments.play_changes` with the same changes, for their effects.
    outcomes
        The outcomes on which the effects are told.
    """
    listed = changes(before, after)
    names = {"before": before.name, "after": after.name}
    titles = {"before_title": before.title, "after_title": after.title}
    same = [] if listed else [text(f"{NAMES}.none")]
    told = [text(f"{NAMES}.both", **names, **titles), *same]
    told += [
        text(f"{NAMES}.not_alone", change=each.label, reason=each.reason)
        for each in listed
        if not each.alone
    ]
    shown = [_change_table(listed)] if listed else []
    tables = {"changes": _change_frame(listed)}
    if result is not None:
        effects = tables["effects"] = change_effects(result, listed, outcomes)
        shown.append(_effect_table(effects))
        told += effect_sentences(effects, outcomes)
    rows = [{**asdict(each), "alone": each.alone} for each in listed]
    return Analysis(
        "changes",
        findings=told,
        shown=shown,
        tables=tables,
        keys={"changes": ""},
        facts={**names, "changes": rows, "effects": None},
        source=result and (result, tables["effects"], listed, after.name),
    )


def change_effects(
    result: Result, listed: Sequence[Change], outcomes: Sequence[str]
) -> pd.DataFrame:
    """Return the effect of each change, outcome by outcome, the largest first.

    Parameters
    ----------
    result
        Runs of :func:`msssim.experiments.play_changes` with the same changes.
    listed
        The changes.
    outcomes
        Which outcomes.

    Returns
    -------
    DataFrame
        A row an outcome and change that can be played alone, by the size of its effect; then
        ``"all together"`` and ``"left to interaction"``: ``outcome, unit, change`` (its label),
        ``baseline_mean, mean, difference``, ``low`` and ``high`` (95 % interval of the mean
        paired difference), ``runs`` and ``dropped`` (pairs in which it never happened in one of
        the two). The means are null for what is left.

    Raises
    ------
    ResultError
        If the result does not hold the scenario, then each change alone, then all.
    """
    labels = [*(change.label for change in listed if change.alone), TOGETHER]
    base, *changed = cells(result)
    if len(changed) != len(labels):
        raise ResultError(text(f"{NAMES}.other_runs", held=len(changed), needed=len(labels)))
    name_of = dict(zip((cell.label for cell in changed), labels, strict=True))
    table = compare(result, outcomes=outcomes)
    table["change"] = table["cell"].map(name_of)
    left = _left(result, outcomes, base.label, list(name_of)).assign(change=LEFT)
    both = pd.concat([table, left], ignore_index=True)
    both["unit"] = [OUTCOMES[str(outcome)].unit for outcome in both["outcome"]]
    return _largest_first(both, outcomes)[COLUMNS]


def effects_on(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return the rows of one outcome, indexed by change, the largest effect first."""
    return table[table["outcome"] == outcome].set_index("change")


def _left(
    result: Result, outcomes: Sequence[str], base: str, changed: Sequence[str]
) -> pd.DataFrame:
    """Return what is left of the whole, run by run, when the single effects are taken from it."""
    runs = paired_runs(result, outcomes)
    unchanged = runs.xs(base, axis=1, level="cell")
    *alone, together = (runs.xs(label, axis=1, level="cell") - unchanged for label in changed)
    left = pd.DataFrame(together)
    for effect in alone:
        left = left - effect
    found = mean_interval(left).rename(columns={"mean": "difference"})
    return found.rename_axis("outcome").reset_index()


def _largest_first(table: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    order = pd.DataFrame(
        {
            "outcome": table["outcome"].map({name: n for n, name in enumerate(outcomes)}),
            "group": table["change"].map({TOGETHER: 1, LEFT: 2}).fillna(0),
            "size": -table["difference"].abs(),
        }
    )
    return table.loc[
        order.sort_values(["outcome", "group", "size"], kind="stable").index
    ].reset_index(drop=True)


def change_words(asked: Change) -> str:
    """Return a change in a few words: ``United States, hold lift on: nothing → 2024-06-12``."""
    path = asked.path.split(".")
    if asked.kind == "row":
        kind = "added" if asked.before is None else "left_out"
        return text(f"{NAMES}.{kind}", row=path[2], table=path[1].replace("_", " "))
    in_table = ".".join(path[:2]) in TABLES
    whose, words = (f"{path[2]}, ", path[3:]) if in_table else ("", path[-1:])
    before, after = both_values(asked)
    return f"{whose}{' '.join(words).replace('_', ' ')}: {before} → {after}"


def both_values(asked: Change) -> tuple[str, str]:
    """Return what a change leads from, and what to."""
    if asked.kind == "row":
        return _presence(asked.before), _presence(asked.after)
    if asked.kind == "events":
        return _course(asked.before, asked.unit), _course(asked.after, asked.unit)
    return value_words(asked.before), value_words(asked.after)


def _presence(row: dict[str, Any] | None) -> str:
    return text(f"{NAMES}.absent" if row is None else f"{NAMES}.present")


def _course(course: Sequence[tuple[str, Any]] | None, unit: str) -> str:
    """Return the dated events of a parameter: ``0.8 share from 2024-09-01``."""
    return ", ".join(
        text("analysis.value_from", value=with_unit(value_words(value), unit), date=date)
        for date, value in course or ()
    ) or text(f"{NAMES}.no_event")


def effect_sentences(table: pd.DataFrame, outcomes: Sequence[str]) -> list[str]:
    """Say, outcome by outcome, what all changes do, which does most, and what is left."""
    return [_sentence(effects_on(table, outcome), outcome) for outcome in outcomes]


def headline(table: pd.DataFrame, outcome: str, listed: Sequence[Change]) -> str:
    """Say what all changes do to an outcome, and which does most of it alone."""
    effects = effects_on(table, outcome)
    words = {each.label: change_words(each) for each in listed}
    together = finding(outcome, *effects.loc[TOGETHER, ["difference", "low", "high"]])
    return f"{together}; {_most_alone(effects, outcome, words)}"


def _sentence(effects: pd.DataFrame, outcome: str) -> str:
    together = effects.loc[TOGETHER, ["difference", "low", "high"]]
    if pd.isna(together["difference"]):
        return text(f"{NAMES}.never", outcome=short_name(outcome))
    words = {str(name): str(name) for name in effects.index}
    parts = [
        text(f"{NAMES}.together", effect=finding(outcome, *together)),
        _most_alone(effects, outcome, words),
        _what_is_left(effects.loc[LEFT], outcome),
    ]
    return f"{'; '.join(parts)}."


def _most_alone(effects: pd.DataFrame, outcome: str, words: dict[str, str]) -> str:
    """Say which change does most alone, and which other one may do as much."""
    most, second, *_ = effects.iloc[:2].iterrows()
    (name, first), (other, rival) = most, second
    if not _told(first):
        return text(f"{NAMES}.none_alone")
    fields_ = {"change": words[str(name)], "effect": _effect(first, outcome)}
    reach = max(abs(rival["low"]), abs(rival["high"]))
    if other == TOGETHER or reach < min(abs(first["low"]), abs(first["high"])):
        return text(f"{NAMES}.most_alone", **fields_)
    return text(f"{NAMES}.most_alone_in_doubt", **fields_, rival=words[str(other)])


def _what_is_left(left: pd.Series, outcome: str) -> str:
    if left["low"] == left["high"] == 0:
        return text(f"{NAMES}.nothing_left")
    kind = "left" if _told(left) else "left_in_doubt"
    return text(f"{NAMES}.{kind}", effect=_effect(left, outcome))


def _effect(row: pd.Series, outcome: str) -> str:
    return change(row["difference"], row["low"], row["high"], outcome)


def _told(row: pd.Series) -> bool:
    return bool(row["low"] > 0 or row["high"] < 0)


def _change_table(listed: Sequence[Change]) -> TextTable:
    groups = [
        Group(section, [_change_row(each) for each in members])
        for section, members in groupby(listed, _section)
    ]
    return text_table(f"{NAMES}.table", groups, left=(1, 2))


def _section(asked: Change) -> str:
    if asked.kind == "events":
        return text(f"{NAMES}.dated")
    section, _, inside = asked.path.partition(".")
    return section if inside else "run"


def _change_row(asked: Change) -> list[str]:
    before, after = both_values(asked)
    if asked.kind == "events":  # each of them carries its own unit
        name = asked.path
    else:
        name = asked.path.partition(".")[2] or asked.path
        after = with_unit(after, asked.unit)
    source = text("analysis.source", source=asked.source) if asked.source else ""
    return [name, f"{before} →\n{after}", "\n".join(filter(None, (asked.meaning, source)))]


def _effect_table(table: pd.DataFrame) -> TextTable:
    groups = []
    for outcome, rows in table.groupby("outcome", sort=False):
        shown, effects = display(OUTCOMES[str(outcome)]), rows.set_index("change")
        base = number(effects["baseline_mean"][TOGETHER] * shown.scale)
        names = {"outcome": short_name(str(outcome)), "unit": shown.change_unit}
        cells = [
            [str(name), *change_cells(difference, low, high, shown.scale)]
            for name, difference, low, high in effects[["difference", "low", "high"]].itertuples()
        ]
        groups.append(Group(text(f"{NAMES}.heading", **names, base=base), cells[:-2]))
        groups.append(Group("", cells[-2:]))
    return text_table(f"{NAMES}.effects", groups)


def _change_frame(listed: Sequence[Change]) -> pd.DataFrame:
    """Return the changes as a table, a row a change, with dated events in words."""

    def row(asked: Change) -> dict[str, Any]:
        data = asdict(asked) | {"unit": written_unit(asked.unit)}
        if asked.kind == "events":
            data["before"], data["after"] = both_values(asked)
        return data

    columns = [field.name for field in fields(Change)]
    return pd.DataFrame([row(each) for each in listed], columns=columns)
