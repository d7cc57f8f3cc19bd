"""Changes between two scenarios, and their effects, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from msssim.analysis.changes import LEFT, TOGETHER, effects_on
from msssim.analysis.formatting import CANNOT_TELL, change, finding, short_name
from msssim.scenario.csvtable import TABLES
from msssim.scenario.diff import Change
from msssim.scenario.text import with_unit

NOTHING = "nothing"


def value_words(value: Any) -> str:
    """Return a value of a scenario as a reader writes it: ``50,000,000``, ``yes``, ``A and B``."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    if isinstance(value, list):
        return " and ".join(map(str, value)) or NOTHING
    return str(value)


def both_values(asked: Change) -> tuple[str, str]:
    """Return what a change leads from, and what to."""
    if asked.kind == "row":
        return _presence(asked.before), _presence(asked.after)
    if asked.kind == "events":
        return _course(asked.before, asked.unit), _course(asked.after, asked.unit)
    return value_words(asked.before), value_words(asked.after)


def change_words(asked: Change) -> str:
    """Return a change in a few words: ``United States, hold lift on: nothing → 2024-06-12``."""
    path = asked.path.split(".")
    in_table = ".".join(path[:2]) in TABLES
    if asked.kind == "row":
        verb = "added" if asked.before is None else "left out"
        return f"{path[2]} {verb} ({path[1].replace('_', ' ')})"
    whose, words = (f"{path[2]}, ", path[3:]) if in_table else ("", path[-1:])
    before, after = both_values(asked)
    return f"{whose}{' '.join(words).replace('_', ' ')}: {before} → {after}"


def effect_sentences(table: pd.DataFrame, asked: Sequence[str]) -> list[str]:
    """Say, outcome by outcome, what all changes do, which does most, and what is left."""
    return [_sentence(effects_on(table, outcome), outcome) for outcome in asked]


def headline(table: pd.DataFrame, outcome: str, listed: Sequence[Change]) -> str:
    """Say what all changes do to an outcome, and which does most of it alone."""
    effects = effects_on(table, outcome)
    together = finding(outcome, *effects.loc[TOGETHER, ["difference", "low", "high"]])
    words = {each.label: change_words(each) for each in listed}
    most = effects.iloc[0]
    if not _told(most):
        return f"{together}; no change alone can be told from none"
    rival = _rival(effects)
    ahead = f", not clearly ahead of {words[rival]}" if rival else ""
    return f"{together}; most alone by {words[str(most.name)]} ({_effect(most, outcome)}){ahead}"


def _sentence(effects: pd.DataFrame, outcome: str) -> str:
    together, left, most = effects.loc[TOGETHER], effects.loc[LEFT], effects.iloc[0]
    if pd.isna(together["difference"]):
        return f"{short_name(outcome)}: it never happened in both of any pair of runs."
    start = f"{finding(outcome, *together[['difference', 'low', 'high']])} all together"
    rival = _rival(effects)
    ahead = f", not clearly more than {rival}" if rival else ""
    alone = f"; {most.name} does most alone, {_effect(most, outcome)}{ahead}"
    if not _told(most):
        alone = "; no change alone can be told from none"
    return f"{start}{alone}; {_what_is_left(left, outcome)}."


def _rival(effects: pd.DataFrame) -> str:
    """Return the second largest of the single changes if its interval reaches into the first's."""
    first: Any
    second: Any
    first, second, *_ = effects.itertuples()
    if second.Index == TOGETHER:
        return ""
    least = min(abs(first.low), abs(first.high))
    return str(second.Index) if max(abs(second.low), abs(second.high)) >= least else ""


def _what_is_left(left: pd.Series, outcome: str) -> str:
    if left["low"] == left["high"] == 0:
        return "nothing is left to interaction"
    doubt = "" if _told(left) else f", which {CANNOT_TELL}"
    return f"left to interaction {_effect(left, outcome)}{doubt}"


def _effect(row: pd.Series, outcome: str) -> str:
    return change(row["difference"], row["low"], row["high"], outcome)


def _told(row: pd.Series) -> bool:
    return bool(row["low"] > 0 or row["high"] < 0)


def _presence(row: dict[str, Any] | None) -> str:
    return "not there" if row is None else "there"


def _course(course: Sequence[tuple[str, Any]] | None, unit: str) -> str:
    """Return the dated events of a parameter: ``0.8 share from 2024-09-01``."""
    if not course:
        return "no event"
    return ", ".join(f"{with_unit(value_words(value), unit)} from {date}" for date, value in course)
