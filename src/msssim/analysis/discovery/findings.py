"""Findings and tables of scenario discovery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan
from typing import Any

import pandas as pd

from msssim.analysis.discovery.cart import Tree
from msssim.analysis.discovery.cases import Parameter
from msssim.analysis.discovery.prim import LEAST_COVERAGE, SIGNIFICANCE, Box, Limit
from msssim.analysis.discovery.shares import Share
from msssim.analysis.discovery.study import Discovery, Measures, Verdict
from msssim.analysis.formatting import interval, listing, number, upper_first
from msssim.presentation import Analysis, Group, TextTable, headings
from msssim.text import text

MEASURES = ("coverage", "density", "base", "gain")
MOST_CUTS = 3


def discovery_analysis(found: Discovery) -> Analysis:
    """Return findings, tables and numbers of a scenario discovery."""
    return Analysis(
        name="discovery",
        findings=list(discovery_findings(found)),
        shown=list(_shown(found)),
        tables={"boxes": boxes_table(found), "shares": shares_table(found)},
        facts={
            "condition": str(found.condition),
            "cell": found.cell.label,
            "box": found.box and found.box.number,
            "verdict": found.verdict.value,
            "tree": found.tree.cuts.to_dict("records"),
        },
        source=found,
    )


def headline(found: Discovery) -> str:
    """Return the finding in a sentence: the region and its test, or that there is none."""
    holdout = found.holdout
    condition = upper_first(found.condition.in_words())
    if found.box is None or holdout is None:
        return _text("headline_none", condition=condition)
    form = "failed" if found.verdict is Verdict.FAILED else "passed"
    return _text(
        f"headline_{form}",
        condition=condition,
        base=percent(holdout.base),
        density=percent(holdout.density),
        region=region(found.box, found.parameters),
    )


def discovery_findings(found: Discovery) -> Iterator[str]:
    """Yield the region, its measures and test, the cross-check, and what was left out."""
    holdout = found.holdout
    yield headline(found)
    if found.box is None or found.in_sample is None or holdout is None:
        coverage = number(100 * LEAST_COVERAGE, 0)
        yield _text("no_box", coverage=coverage, significance=SIGNIFICANCE)
    else:
        yield _measured("in_sample", found.in_sample, box=found.box.number)
        yield _measured("holdout", holdout, runs=holdout.runs)
        yield _tested(found.verdict, found.in_sample, holdout)
        if found.verdict is Verdict.FAILED and holdout.gain.value > 0:
            yield _text("few_run_numbers")
    yield cross_check(found.tree, found.box, found.parameters)
    yield from _left_out(found)
    if found.cases.run_numbers == 1:
        yield _text("one_run_number")


def region(box: Box, parameters: Mapping[str, Parameter]) -> str:
    """Return the limits of a box: ``mean time from pledge to receipt above 9.1 months``."""
    parts = []
    for path in box.paths:
        parameter = parameters[path]
        values = {limit.side: limit.value for limit in box.limits if limit.path == path}
        amounts = {side: parameter.amount(value) for side, value in values.items()}
        side = "between" if len(values) == 2 else next(iter(values))
        if side == "between":
            amounts["above"] = parameter.number(values["above"])
        parts.append(_text(f"region_{side}", name=parameter.name, **amounts))
    return listing(parts)


def limit_label(limit: Limit, parameter: Parameter) -> str:
    """Return one limit: ``above 9.1 months``."""
    return _text(limit.side, value=parameter.amount(limit.value))


def cross_check(tree: Tree, box: Box | None, parameters: Mapping[str, Parameter]) -> str:
    """Return the first splits of the tree, and its agreement with the box."""
    if tree.cuts.empty:
        return _text("no_split")
    first = tree.cuts.drop_duplicates("path").head(MOST_CUTS)
    splits = [
        _text(
            "split",
            name=parameters[cut["path"]].name,
            value=parameters[cut["path"]].amount(cut["cut"]),
        )
        for cut in first.to_dict("records")
    ]
    if box is None:
        return _text("splits", splits=listing(splits))
    return _text(
        "splits_and_box",
        splits=listing(splits),
        count=len(box.paths),
        shared=len(set(box.paths) & set(tree.cuts["path"])),
        overlap=number(100 * tree.agreement, 0),
    )


def percent(share: Share, *, between: bool = False) -> str:
    """Return a share in per cent, with its interval if that is asked for."""
    if isnan(share.value):
        return _text("none")
    places = 0 if share.value >= 0.02 or share.value == 0 else 1
    value = f"{number(100 * share.value, places)} %"
    return f"{value} {interval(100 * share.low, 100 * share.high, places)}" if between else value


def boxes_table(found: Discovery) -> pd.DataFrame:
    """Return the peeling: a row a limit of each box; one row without a limit for everything.

    ``box, chosen, coverage, density, mass, path, side, value, quasi_p``; shares are of the runs
    that were searched.
    """
    rows: list[tuple[object, ...]] = []
    for box in found.boxes:
        head = (box.number, box == found.box, box.coverage, box.density, box.mass)
        rows += [(*head, each.path, each.side, each.value, each.quasi_p) for each in box.limits]
        if not box.limits:
            rows.append((*head, None, None, None, None))
    columns = ["box", "chosen", "coverage", "density", "mass", "path", "side", "value", "quasi_p"]
    return pd.DataFrame(rows, columns=columns)


def shares_table(found: Discovery) -> pd.DataFrame:
    """Return the measures of the chosen box, a row a measure, in sample and in the holdout sample.

    ``runs_of`` (searched, holdout), ``measure`` (of :class:`Measures`), ``value, low, high, runs,
    points``; without rows if no box was chosen.
    """
    samples = {"searched": found.in_sample, "holdout": found.holdout}
    rows = [
        (name, measure, share.value, share.low, share.high, each.runs, each.points)
        for name, each in samples.items()
        if each is not None
        for measure in MEASURES
        for share in [getattr(each, measure)]
    ]
    columns = ["runs_of", "measure", "value", "low", "high", "runs", "points"]
    return pd.DataFrame(rows, columns=columns)


def _shown(found: Discovery) -> Iterator[TextTable]:
    """Yield the measures of the chosen box on both samples, and its limits."""
    if found.box is None or found.in_sample is None or found.holdout is None:
        return
    rows = []
    for name, each in {"searched": found.in_sample, "holdout": found.holdout}.items():
        shares = (each.coverage, each.density, each.base)
        cells = [percent(share, between=True) for share in shares]
        rows.append([_text(f"row_{name}"), *cells, f"{each.runs:,}"])
    yield _table("measures", found.box, rows)
    limits = []
    for limit in found.box.limits:
        label = limit_label(limit, found.parameters[limit.path])
        limits.append([limit.path, label, f"{limit.quasi_p:.2g}"])
    yield _table("limits", found.box, limits)


def _table(name: str, box: Box, rows: list[list[str]]) -> TextTable:
    """Return a table of a box; its last column holds numbers."""
    columns = headings(f"studies.discovery.{name}_columns")
    title = _text(f"table_{name}", box=box.number)
    return TextTable(title, columns, [Group("", rows)], left=columns[:-1])


def _measured(sample: str, measures: Measures, **fields: Any) -> str:
    """Return the measures of the box on a sample."""
    if isnan(measures.coverage.value):
        return _text(f"{sample}_none", **fields)
    return _text(
        f"{sample}",
        coverage=percent(measures.coverage, between=True),
        density=percent(measures.density, between=True),
        base=percent(measures.base),
        **fields,
    )


def _tested(verdict: Verdict, in_sample: Measures, holdout: Measures) -> str:
    """Return the verdict, with the gain of the box on both samples."""
    gain = holdout.gain
    if isnan(gain.value):
        return _text("not_tested")
    return _text(
        f"{verdict.value}",
        gain=number(100 * gain.value, 0, signed=True),
        interval=interval(100 * gain.low, 100 * gain.high, 0),
        in_sample=number(100 * in_sample.gain.value, 0, signed=True),
    )


def _left_out(found: Discovery) -> Iterator[str]:
    cases, holdout = found.cases, found.holdout_cases
    if cases.never:
        yield _text("never", count=cases.never, runs=len(cases))
    if cases.failed:
        yield _text("failed_searched", count=cases.failed)
    if holdout is not None and holdout.failed:
        yield _text("failed_holdout", count=holdout.failed)
    if cases.left_out:
        yield _text("not_numeric", parameters=listing(cases.left_out))


def _text(name: str, /, **fields: Any) -> str:
    return text(f"studies.discovery.{name}", **fields)
