"""What a backtest found, in sentences: misses first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from msssim.analysis.backtest import Backtest
from msssim.analysis.formatting import DISPLAYS, Display, decimals, number, quantity
from msssim.analysis.observations import FIRST_BOOTS, OBSERVABLES, Observable

KNOWN_UNTIL = dt.date(2024, 6, 12)
HINDSIGHT = "Rates of the model were set with these months in view: this is a fit, not a forecast"
"""What must be said of every run that begins before what is known today."""

BASELINES = {"persistence": "“nothing changes”", "trend": "a straight line"}


def display_of(observable: Observable) -> Display:
    """Return scale and unit of a count for a reader."""
    return DISPLAYS.get(observable.unit, Display(1.0, observable.unit, observable.unit))


def headline(test: Backtest) -> str:
    """Return the finding in a sentence: misses, and what the model is worth beside the baselines.

    ``10 of 17 counts lie outside the band of nine runs in ten; the model beats ...``
    """
    missed = int((~test.scores["in_90"]).sum())
    verb = "lies" if missed == 1 else "lie"
    counts = _counts(len(test.later))
    outside = f"{missed or 'None'} of {counts} {verb} outside the range of nine runs in ten"
    beaten = [words for words in (_beaten(test, name) for name in BASELINES) if words]
    return f"{outside}; the model beats {' and '.join(beaten)}" if beaten else outside


def findings_of(test: Backtest) -> Iterator[str]:
    """Yield the misses, then coverage, skill, the first boots, and the dead with and without."""
    for row in _rows(test.scores):
        if not row.in_90:
            yield _miss(row)
    inside, half, counts = test.scores["in_90"].sum(), test.scores["in_50"].sum(), len(test.later)
    yield (
        f"Within the range of nine runs in ten: {inside} of {_counts(counts)}, where "
        f"{number(0.9 * counts, 1)} would be right; within that of the middle half: {half}, where "
        f"{number(0.5 * counts, 1)} would be"
    )
    if test.start < KNOWN_UNTIL:
        yield HINDSIGHT
    for name, words in BASELINES.items():
        lost = [
            OBSERVABLES[row.series].label
            for row in _rows(test.by_series)
            if getattr(row, f"skill_{name}") <= 0
        ]
        if lost:
            yield f"No better than {words}: {', '.join(lost)}"
    yield from _boots(test)
    yield from _with_and_without(test)


def period_words(start: dt.date | None, date: dt.date) -> str:
    """Return ``on 8 March 2024``, or ``from 1 January to 31 March 2024`` for a flow."""
    end = f"{date.day} {date:%B %Y}"
    if start is None or pd.isna(start):
        return f"on {end}"
    year = "" if start.year == date.year else f" {start.year}"
    return f"from {start.day} {start:%B}{year} to {end}"


def _beaten(test: Backtest, name: str) -> str:
    skills = test.by_series[f"skill_{name}"].dropna()
    if skills.empty:
        return ""
    return f"{BASELINES[name]} in {(skills > 0).sum()} of {len(skills)} series"


def _miss(row: Any) -> str:
    observable = OBSERVABLES[row.series]
    shown = display_of(observable)
    value, low, high, p5, p95 = (
        each * shown.scale for each in (row.value, row.low, row.high, row.p5, row.p95)
    )
    places = decimals(p5, p95)
    open_range = "" if low == high else f" (open: {number(low)} to {number(high)})"
    return (
        f"Missed: {observable.label} {period_words(row.start, row.date)}: counted "
        f"{quantity(value, shown.unit)}{open_range}, nine runs in ten between "
        f"{number(p5, places)} and {number(p95, places)}"
    )


def _boots(test: Backtest) -> Iterator[str]:
    for row in _rows(test.scores[test.scores["series"] == FIRST_BOOTS]):
        chance = row.mean if row.value else 1.0 - row.mean
        who = "Somebody" if row.value else "Nobody"
        by = f"{row.date.day} {row.date:%B %Y}"
        yield f"{who} had landed by {by}: the model gave that a chance of {_percent(chance)}"


def _with_and_without(test: Backtest) -> Iterator[str]:
    """Yield how far off the dead are, with and without those whom the state killed."""
    everybody, without = (
        test.scores[test.scores["series"] == name]
        for name in ("killed_total", "killed_not_by_state")
    )
    both = everybody.merge(without, on=["start", "date"], suffixes=("", "_without"))
    for row in _rows(both[(both["value"] > 0) & (both["value_without"] > 0)]):
        yield (
            f"Killed {period_words(row.start, row.date)}: off by {_percent(row.crps / row.value)} "
            f"of the count (CRPS) with those killed by the state, by "
            f"{_percent(row.crps_without / row.value_without)} without them"
        )


def _percent(share: float) -> str:
    return f"{number(100.0 * share, 0)} %"


def _counts(several: int) -> str:
    return "1 count" if several == 1 else f"{several} counts"


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    yield from frame.itertuples(index=False)
