"""Findings and tables of a backtest: the counts that it missed come first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from math import isnan
from typing import Any

import pandas as pd
from babel.dates import format_date

from msssim.analysis.backtest import Backtest
from msssim.analysis.formatting import decimals, interval, listing, number, quantity
from msssim.analysis.observations import FIRST_BOOTS, OBSERVABLES
from msssim.presentation import Analysis, Group, TextTable, headings
from msssim.text import LANGUAGE, text

KNOWN_UNTIL = dt.date(2024, 6, 12)
REFERENCES = ("persistence", "trend")
BAND_90, BAND_50 = 0.9, 0.5


def backtest_analysis(found: Backtest) -> Analysis:
    """Return findings, tables and numbers of a backtest."""
    asked = found.result.manifest
    return Analysis(
        name="backtest",
        findings=[headline(found), *backtest_findings(found)],
        shown=[_series_table(found), _count_table(found)],
        tables={"scores": found.scores},
        keys={"scores": "counts"},
        facts={
            "scenario": next(iter(asked["scenarios"])),
            "start": found.start,
            "runs": len(found.result),
            "failed": len(found.result.failed),
            "seed": asked["seed"],
            "series": found.by_series.to_dict("records"),
            "headline": headline(found),
        },
        source=found,
    )


def headline(found: Backtest) -> str:
    """Return how many counts were missed, and in which series the reference forecasts are beaten.

    ``10 of 17 counts lie outside the 90 % interval of the runs. The model beats ...``
    """
    missed = int((~found.scores["in_90"]).sum())
    outside = _text("outside", count=missed, counts=len(found.later))
    beaten = []
    for name in REFERENCES:
        skills = found.by_series[f"skill_{name}"].dropna()
        if len(skills):
            better = {"better": (skills > 0).sum(), "series": len(skills)}
            beaten.append(_text(f"beats_{name}", **better))
    if not beaten:
        return outside
    return f"{outside} {_text('beats', references=listing(beaten))}"


def hindsight(found: Backtest) -> str:
    """Return what must be said of a run that begins before what is known; nothing of others."""
    return _text("hindsight") if found.start < KNOWN_UNTIL else ""


def backtest_findings(found: Backtest) -> Iterator[str]:
    """Yield the misses, coverage, skill, first boots, and the killed with and without the state."""
    scores, counts = found.scores, len(found.later)
    for row in scores[~scores["in_90"]].to_dict("records"):
        yield counted(row, "studies.backtest.missed", "")
    yield _text(
        "coverage",
        inside=scores["in_90"].sum(),
        half=scores["in_50"].sum(),
        counts=counts,
        inside_expected=number(BAND_90 * counts, 1),
        half_expected=number(BAND_50 * counts, 1),
    )
    if hindsight(found):
        yield hindsight(found)
    for name in REFERENCES:
        worse = found.by_series[found.by_series[f"skill_{name}"] <= 0]["series"]
        if len(worse):
            labels = ", ".join(OBSERVABLES[series].label for series in worse)
            yield _text(f"no_better_{name}", series=labels)
    for row in scores[scores["series"] == FIRST_BOOTS].to_dict("records"):
        happened = "landed" if row["value"] else "not_landed"
        chance = number(100 * (row["mean"] if row["value"] else 1.0 - row["mean"]), 0)
        yield _text(happened, date=_long_date(row["date"]), chance=chance)
    yield from _killed_by_state(scores)


def period(start: dt.date | None, date: dt.date) -> str:
    """Return ``on 8 March 2024``, or ``from 1 January 2024 to 31 March 2024`` for a flow."""
    if start is None or pd.isna(start):
        return _text("on", date=_long_date(date))
    return _text("from_to", start=_long_date(start), date=_long_date(date))


def counted(row: Mapping[Any, Any], template: str, ensemble: str) -> str:
    """Return a count with the 90 % interval of an ensemble, in a template.

    Parameters
    ----------
    row
        Of a table of counts: ``series, start, date, value, low, high`` and the quantiles.
    ensemble
        What the names of its quantiles begin with.
    """
    observable = OBSERVABLES[row["series"]]
    shown = observable.display
    low, high = (shown.scale * row[f"{ensemble}{end}"] for end in ("p5", "p95"))
    value = quantity(shown.scale * row["value"], shown.unit)
    if row["low"] != row["high"]:
        ends = interval(shown.scale * row["low"], shown.scale * row["high"])
        value = _text("with_range", value=value, range=ends)
    return text(
        template,
        count=f"{observable.label} {period(row['start'], row['date'])}",
        value=value,
        interval=interval(low, high, decimals(low, high)),
    )


def _killed_by_state(scores: pd.DataFrame) -> Iterator[str]:
    """Yield the errors of the killed, with and without those whom the state killed."""
    everybody, without = (
        scores[(scores["series"] == name) & (scores["value"] > 0)]
        for name in ("killed_total", "killed_not_by_state")
    )
    both = everybody.merge(without, on=["start", "date"], suffixes=("", "_without"))
    for row in both.to_dict("records"):
        yield _text(
            "killed",
            period=period(row["start"], row["date"]),
            everybody=number(100 * row["crps"] / row["value"], 0),
            without=number(100 * row["crps_without"] / row["value_without"], 0),
        )


def _series_table(found: Backtest) -> TextTable:
    """Return the mean CRPS of each series and of the reference forecasts, skill and coverage."""
    rows = []
    for row in found.by_series.to_dict("records"):
        scale = OBSERVABLES[row["series"]].display.scale
        scores = (scale * row[name] for name in ("crps", "crps_persistence", "crps_trend"))
        skills = (row[f"skill_{name}"] for name in REFERENCES)
        inside = f"{row['in_50']}, {row['in_90']} of {row['counts']}"
        cells = [*map(_or_dash, scores), *(_or_dash(skill, 2) for skill in skills)]
        rows.append([row["series"], *cells, inside])
    title = _text("series_table", count=len(found.result), start=found.start)
    return TextTable(title, headings("studies.backtest.series_columns"), [Group("", rows)])


def _count_table(found: Backtest) -> TextTable:
    """Return every count, median and interval of the ensemble, and its place in it (PIT)."""
    rows = []
    for row in found.scores.to_dict("records"):
        shown = OBSERVABLES[row["series"]].display
        value, middle, low, high = (
            shown.scale * row[name] for name in ("value", "median", "p5", "p95")
        )
        places = decimals(low, high)
        between = f"{number(low, places)} to {number(high, places)}"
        if row["unit"] == "0/1":  # the median of a yes or no says little
            middle, places, between = shown.scale * row["mean"], 0, shown.unit
        cells = [number(value), number(middle, places), between, f"{number(100 * row['pit'], 0)} %"]
        rows.append([row["series"], str(row["date"]), *cells])
    columns = headings("studies.backtest.count_columns")
    left = [columns[1], columns[4]]
    return TextTable(_text("count_table"), columns, [Group("", rows)], left)


def _or_dash(value: float, places: int | None = None) -> str:
    return "-" if isnan(value) else number(value, places)


def _long_date(date: dt.date) -> str:
    return format_date(date, "d MMMM y", locale=LANGUAGE)


def _text(name: str, /, **fields: Any) -> str:
    return text(f"studies.backtest.{name}", **fields)
