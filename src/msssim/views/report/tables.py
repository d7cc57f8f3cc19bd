"""The tables of a report: numbers already in words, so that the page only lays them out."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.findings import telling_cell
from msssim.analysis.formatting import (
    BEYOND,
    CANNOT_TELL,
    decimals,
    display,
    interval,
    number,
    short_name,
)
from msssim.analysis.influence import Influence
from msssim.analysis.outcomes import offers_in
from msssim.analysis.paired import compare
from msssim.analysis.summary import binding_shares, summarise
from msssim.presentation import Group, TextTable
from msssim.text import text
from msssim.views.binding import cause_name
from msssim.views.differences import verdict
from msssim.views.style import BAD, GOOD, UNCLEAR
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

TOGETHER = ("civilians_killed", "held_share_end", "gang_control_end", "abuse_cases")
"""Harm, ground and abuse: never one without the others."""
MAIN = (
    "first_boots_days",
    "strength_26w",
    "strength_52w",
    "strength_104w",
    "delivered_share",
    "lapse",
    *TOGETHER,
    "kidnapped",
    "displaced_end",
)
READINGS = {GOOD: "better for people", BAD: "worse for people", UNCLEAR: CANNOT_TELL}
DASH = "\N{EN DASH}"


def people_table(result: Result) -> TextTable:
    """Civilians killed, ground held and abuse of every cell, side by side."""
    held = [name for name in TOGETHER if name in outcome_columns(result)]
    medians: dict[str, list[str]] = {cell.label: [] for cell in cells(result)}
    for _, row in summarise(result, held).iterrows():
        medians[row["cell"]].append(_median(row))
    return TextTable(
        "Civilians killed, ground held and abuse, together: median of the runs, and in brackets "
        "what nine runs in ten lie between",
        ("cell", *(_heading(name) for name in held)),
        [Group("", [[label, *shown] for label, shown in medians.items()])],
    )


def outcome_table(result: Result) -> TextTable:
    """The main outcomes of a result of one cell."""
    rows = []
    for _, row in summarise(result, _main(result)).iterrows():
        name = str(row["outcome"])
        if OUTCOMES[name].unit == "0/1":  # the median of a yes or no says little
            middle = number(row["mean"] * 100)
            rows.append([_heading(name), middle, DASH, DASH])
            continue
        if row["share_null"] == 1 and OUTCOMES[name].from_day > result.manifest["horizon_days"]:
            rows.append([_heading(name), BEYOND, DASH, DASH])
            continue
        scale, never = display(OUTCOMES[name]).scale, row["share_null"]
        values = [row[key] * scale for key in ("median", "p5", "p95")]
        places = decimals(*values)
        middle = number(values[0], places)
        between = DASH if isnan(values[1]) else _to(values[1], values[2], places)
        rows.append([_heading(name), middle, between, f"{number(100 * never)} %"])
    return TextTable(
        "Main outcomes over the runs; of a yes or no, the share of runs",
        ("outcome", "median", "nine runs in ten", "never"),
        [Group("", rows)],
    )


def difference_table(result: Result) -> TextTable:
    """The main outcomes of every cell against the baseline, with their 95 % intervals."""
    comparison = compare(result, outcomes=_main(result), without_failed=True)
    by_outcome = {name: comparison[comparison["outcome"] == name] for name in _main(result)}
    groups = [
        Group(_heading(name), [_difference(row, name) for _, row in rows.iterrows()])
        for name, rows in by_outcome.items()
        if rows["difference"].notna().any()
    ]
    return TextTable(
        f"What each cell changes against “{cells(result)[0].label}”: means over paired runs, and "
        "the difference with its 95 % interval",
        ("cell", "baseline", "mean", "difference", "95 % interval", "pairs", "reading"),
        groups,
        left=("reading",),
    )


def binding_table(result: Result) -> TextTable:
    """What held up the next tranche, cell by cell, in per cent of the weeks."""
    shares = binding_shares(result)
    causes = [cause for cause in (*CONSTRAINTS[1:], "none") if shares[cause].max() > 0]
    rows = [
        [str(label), *(number(100 * share[cause], 0) for cause in causes)]
        for label, share in shares.iterrows()
    ]
    return TextTable(
        "What held up the next tranche: per cent of the weeks, mean of the runs",
        ("cell", *(cause_name(cause) for cause in causes)),
        [Group("", rows)],
    )


def offer_table(result: Result) -> TextTable | None:
    """What became of each country's offer, in the baseline and the cell set against it."""
    first, *others = (cell.label for cell in cells(result))
    shown = [first, telling_cell(result, first)] if others else [first]
    by_cell = {label: offers_in(result, label) for label in shown}
    groups = [
        Group(label if others else "", [_offer(offer) for offer in offers.itertuples()])
        for label, offers in by_cell.items()
        if offers is not None and len(offers)
    ]
    if not groups:
        return None
    return TextTable(
        "What became of each country's offer: persons offered, runs in which it was committed and "
        "landed, median day of landing, mean strength at the end, and what held it up longest",
        ("country", "offered", "committed, %", "landed, %", "day", "at the end", "held up by"),
        groups,
        left=("held up by",),
    )


def influence_table(found: Influence) -> TextTable:
    """How far each sampled assumption moves each outcome of the findings."""
    rows = [
        [str(path), *(_share(share, found.floor) for share in shares)]
        for path, shares in found.shares.iterrows()
    ]
    return TextTable(
        "Share of the spread of each outcome's ranks that goes with each sampled assumption, %, "
        f"over {number(found.samples, 0)} samples; “noise”: no more than "
        f"{number(100 * found.floor, 0)} %, which cannot be told from noise",
        ("assumption", *(short_name(str(name)) for name in found.shares)),
        [Group("", rows)],
    )


def _main(result: Result) -> list[str]:
    held = set(outcome_columns(result))
    return [name for name in MAIN if name in held]


def _heading(outcome: str) -> str:
    return f"{short_name(outcome)}, {display(OUTCOMES[outcome]).unit}".capitalize()


def _median(row: pd.Series) -> str:
    scale = display(OUTCOMES[row["outcome"]]).scale
    middle, low, high = (row[key] * scale for key in ("median", "p5", "p95"))
    places = decimals(middle, low, high)
    return f"{number(middle, places)} [{_to(low, high, places)}]"


def _to(low: float, high: float, places: int) -> str:
    return f"{number(low, places)} to {number(high, places)}"


def _difference(row: pd.Series, outcome: str) -> list[str]:
    scale = display(OUTCOMES[outcome]).scale
    change, low, high = (row[key] * scale for key in ("difference", "low", "high"))
    means = [row[key] * scale for key in ("baseline_mean", "mean")]
    if isnan(change):
        return [row["cell"], *(DASH for _ in range(4)), "0", "no pair in which it happened"]
    places = decimals(change, low, high)
    return [
        row["cell"],
        *(number(mean) for mean in means),
        number(change, places, signed=True),
        interval(low, high, places),
        number(row["runs"], 0),
        _reading(row, outcome),
    ]


def _reading(row: pd.Series, outcome: str) -> str:
    if row["difference"] == row["low"] == row["high"] == 0:
        return "the same in every run"
    return READINGS.get(verdict(row, outcome), "")


def _offer(offer: Any) -> list[str]:
    share = f", {number(100 * offer.bound_share, 0)} %" if offer.bound_most_by else ""
    return [
        offer.contingent,
        number(offer.offered, 0),
        number(100 * offer.committed_share, 0),
        number(100 * offer.landed_share, 0),
        number(offer.landed_days, 0),
        number(offer.in_theatre_end, 0),
        text(f"common.constraint.{offer.bound_most_by or 'none'}") + share,
    ]


def _share(share: float, floor: float) -> str:
    if isnan(share):
        return "does not vary"
    return number(100 * share, 0) if share > floor else "noise"
