"""What scenario discovery found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan

import pandas as pd

from msssim.analysis.discovery.boxes import FALSE_ALARM, LEAST_COVERAGE, Box, Limit
from msssim.analysis.discovery.parameters import Parameter
from msssim.analysis.discovery.shares import Share
from msssim.analysis.discovery.steps import Discovery, Standing, Verdict
from msssim.analysis.discovery.tree import Tree
from msssim.analysis.formatting import interval, listing, number

NOWHERE = "no region found"


def headline(found: Discovery) -> str:
    """Return the finding in a sentence: the region and what fresh runs make of it, or none."""
    search, fresh = found.search, found.fresh
    sought = search.condition.in_words()
    if search.box is None or fresh is None:
        return f"{_capital(sought)}: {NOWHERE} where this happens more often than elsewhere"
    where = box_in_words(search.box, search.parameters)
    often, there = percent(fresh.base), percent(fresh.density)
    if found.verdict is Verdict.FAILED:
        return (
            f"{_capital(sought)}: {NOWHERE} that fresh runs bear out; {often} of them, {there} of "
            f"those with {where}"
        )
    return f"{_capital(sought)}: {often} of fresh runs, {there} of those with {where}"


def discovery_findings(found: Discovery) -> Iterator[str]:
    """Yield what was found, how sure it is, what the tree says, and what was left out."""
    search = found.search
    yield headline(found)
    if search.box is None or search.seen is None or found.fresh is None:
        yield (
            f"no box that covers {100 * LEAST_COVERAGE:.0f} % of these runs has a limit whose "
            f"quasi-p-value is {FALSE_ALARM:g} at most; so there was nothing to test on fresh runs"
        )
    else:
        yield (
            f"in the runs that were searched, box {search.box.number} holds "
            f"{_standing(search.seen)}"
        )
        yield f"in {found.fresh.runs:,} fresh runs it holds {_standing(found.fresh)}"
        yield f"{found.verdict.value}: {_gain(found)}"
        if found.verdict is Verdict.FAILED and found.fresh.gain.value > 0:
            yield (
                "an interval that reaches 0 may be one of too few lucks: more `replications` at "
                "each point would tell"
            )
    yield tree_in_words(search.tree, search.box, search.parameters)
    yield from _left_out(found)
    yield from _thin_luck(found)


def box_in_words(box: Box, parameters: Mapping[str, Parameter]) -> str:
    """Return the limits of a box: ``mean time from pledge to receipt above 9.1 months``."""
    return listing([_range(parameters[path], _of(box, path)) for path in box.paths])


def limit_in_words(limit: Limit, parameter: Parameter) -> str:
    """Return one limit: ``above 9.1 months``."""
    return f"{limit.side} {parameter.amount(limit.value)}"


def tree_in_words(tree: Tree, box: Box | None, parameters: Mapping[str, Parameter]) -> str:
    """Return what the tree cuts, and how far its region is the box."""
    if tree.cuts.empty:
        return "the cross-check, a classification tree, finds no cut worth keeping"
    first = tree.cuts.drop_duplicates("path").head(3)
    cuts = listing([_cut(row, parameters) for row in _rows(first)])
    said = f"the cross-check, a classification tree, cuts first {cuts}"
    if box is None:
        return said
    same = sorted(set(box.paths) & set(tree.cuts["path"]))
    shared = f"{len(same)} of the {len(box.paths)} that the box limits"
    if len(box.paths) == 1:
        shared = "the one that the box limits" if same else "not the one that the box limits"
    common = number(100 * tree.agreement, 0)
    return f"{said} ({shared}); {common} % of what lies in its region or the box lies in both"


def percent(share: Share, *, between: bool = False) -> str:
    """Return a share in per cent, with its interval if that is asked for."""
    if isnan(share.value):
        return "none"
    places = 0 if share.value >= 0.02 or share.value == 0 else 1
    said = f"{number(100 * share.value, places)} %"
    return f"{said} {interval(100 * share.low, 100 * share.high, places)}" if between else said


def _standing(standing: Standing) -> str:
    if isnan(standing.coverage.value):
        return "none that meets the condition, for there is none"
    return (
        f"{percent(standing.coverage, between=True)} of those that meet the condition; "
        f"{percent(standing.density, between=True)} of what it holds meets it, against "
        f"{percent(standing.base)} of all"
    )


def _gain(found: Discovery) -> str:
    fresh, seen = found.fresh, found.search.seen
    if fresh is None or seen is None or isnan(fresh.gain.value):
        return "there is nothing to compare"
    gained = number(100 * fresh.gain.value, 0, signed=True)
    between = interval(100 * fresh.gain.low, 100 * fresh.gain.high, 0)
    return (
        f"inside the box against outside it, {gained} percentage points {between}; the search had "
        f"{number(100 * seen.gain.value, 0, signed=True)}"
    )


def _of(box: Box, path: str) -> dict[str, Limit]:
    return {limit.side: limit for limit in box.limits if limit.path == path}


def _range(parameter: Parameter, limits: Mapping[str, Limit]) -> str:
    if len(limits) == 2:
        low, high = limits["above"].value, limits["below"].value
        return f"{parameter.name} from {parameter.number(low)} to {parameter.amount(high)}"
    (limit,) = limits.values()
    return f"{parameter.name} {limit_in_words(limit, parameter)}"


def _cut(row: pd.Series, parameters: Mapping[str, Parameter]) -> str:
    parameter = parameters[row["path"]]
    return f"{parameter.name} at {parameter.amount(row['cut'])}"


def _left_out(found: Discovery) -> Iterator[str]:
    cases, fresh = found.search.cases, found.fresh_cases
    if cases.never:
        yield (
            f"in {cases.never:,} of {len(cases):,} runs what it asks about never happened; they "
            "count as not meeting it"
        )
    for kind, failed in {"searched": cases.failed, "fresh": fresh.failed if fresh else 0}.items():
        if failed:
            yield f"{failed:,} of the {kind} runs failed and are left out"
    if cases.left_out:
        yield f"not searched, for they are no numbers: {listing(cases.left_out)}"


def _thin_luck(found: Discovery) -> Iterator[str]:
    if found.search.cases.lucks == 1:
        yield (
            "one run a point: all points met one and the same luck, so no interval has luck in it; "
            "several replications are needed to speak of more"
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _rows(table: pd.DataFrame) -> Iterator[pd.Series]:
    for _, row in table.iterrows():
        yield row
