"""What came of a run or a sweep: outcomes of the mission, and of each country's offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.analysis.attribution import attribution, attribution_findings, attribution_tables
from msssim.analysis.cells import labelled_runs
from msssim.analysis.findings import findings
from msssim.analysis.formatting import BEYOND, between, decimals, display, number
from msssim.analysis.summary import summarise
from msssim.analysis.theatres import missing_roads
from msssim.experiments.partition import RUN
from msssim.presentation import Analysis, Group, TextTable, text_table
from msssim.text import text
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result


NAMES = "analysis.outcomes"


def run_analysis(result: Result, lifted: Result | None = None) -> Analysis:
    """Describe the runs of one scenario.

    Parameters
    ----------
    lifted
        Runs of :func:`msssim.experiments.play_lifted` for what each constraint cost, if played.
    """
    mission = next(iter(result.manifest["scenarios"].values()))["resolved"]["mission"]["enabled"]
    summary = summarise(result)
    shown, told = [outcome_table(result, summary)], []
    facts: dict[str, Any] = {**_facts(result), "contingents": [], "attribution": None}
    if mission and result.contingents is not None:
        facts["contingents"] = offers(result.contingents)
        shown.append(offer_table({"": facts["contingents"]}))
    tables = {"summary": summary}
    if lifted is not None:
        tables["attribution"] = attribution(lifted)
        name = next(iter(result.manifest["scenarios"]))
        told = attribution_findings(tables["attribution"], name)
        shown += attribution_tables(tables["attribution"])
    return Analysis(
        "run",
        findings=told,
        shown=shown,
        tables=tables,
        keys={"summary": "outcomes"},
        facts=facts,
        source=(result, lifted),
    )


def sweep_analysis(result: Result) -> Analysis:
    """Describe the runs of an experiment."""
    precision = result.manifest.get("precision")
    return Analysis(
        "sweep",
        findings=[*findings(result), *([_precision(result, precision)] if precision else [])],
        tables={"summary": summarise(result)},
        keys={"summary": "outcomes"},
        facts={**_facts(result), "precision": precision},
        source=result,
    )


def outcome_table(result: Result, summary: pd.DataFrame) -> TextTable:
    """Lay out median and range of every outcome over the runs of one cell.

    Outcomes about roads that the theatre lacks are left out.
    """
    summary = summary[~summary["outcome"].isin(missing_roads(result.manifest))]
    horizon = result.manifest["horizon_days"]
    rows = [_outcome(row, horizon) for row in summary.itertuples(index=False)]
    named = {"title": result.manifest["title"], "days": horizon}
    return text_table(f"{NAMES}.table", [Group("", rows)], left=(2, 3), count=len(result), **named)


def _outcome(row: Any, horizon: int) -> list[str]:
    quantity = OUTCOMES[row.outcome]
    shown = display(quantity)
    if row.share_null == 1 and quantity.from_day > horizon:
        return [row.outcome, "", BEYOND, shown.unit]
    if quantity.unit == "0/1":  # the median of a yes or no says little
        return [row.outcome, number(row.mean * shown.scale), "", shown.unit]
    middle, low, high = (value * shown.scale for value in (row.median, row.p5, row.p95))
    places = decimals(middle, low, high)
    ranges = [between(low, high, places)] if row.share_null < 1 else []
    if 0 < row.share_null < 1:
        ranges.append(text(f"{NAMES}.never", share=number(100 * row.share_null)))
    return [row.outcome, number(middle, places), "\n".join(ranges), shown.unit]


def _facts(result: Result) -> dict[str, Any]:
    manifest = result.manifest
    return {
        "title": manifest["title"],
        "runs": len(result),
        "failed": len(result.failed),
        "seed": manifest["seed"],
        "horizon_days": manifest["horizon_days"],
    }


def _precision(result: Result, found: Mapping[str, Any]) -> str:
    """Say how many replications a rule took."""
    rule = result.manifest["experiment"]["replications"]["until"]
    width = found["half_width"]
    return text(
        f"{NAMES}.{'precision' if found['reached'] else 'imprecision'}",
        replications=result.manifest["replications"],
        outcome=rule["outcome"],
        of=rule["of"].replace("_", " "),
        width=text("analysis.unknown") if width is None else f"{width:,.4g}",
        allowed=f"{found['allowed']:,.4g}",
        asked=rule["half_width"],
    )


def offers(contingents: pd.DataFrame) -> pd.DataFrame:
    """Return what became of each country's offer, from rows of the table ``contingents``.

    Returns
    -------
    DataFrame
        A row a country, by name: ``contingent, offered`` (median), ``committed_share,
        landed_share`` (of the runs), ``landed_days`` (median; null where it never landed),
        ``in_theatre_end`` (mean), ``bound_most_by`` (what held it up longest; null if nothing did)
        and ``bound_share`` (of the weeks).
    """
    by_country = contingents.groupby("contingent")
    table = by_country.agg(
        offered=("offered", "median"),
        committed_share=("committed_days", lambda days: days.notna().mean()),
        landed_share=("arrived_days", lambda days: days.notna().mean()),
        landed_days=("arrived_days", "median"),
        in_theatre_end=("in_theatre_end", "mean"),
    )
    weeks = by_country[[f"weeks_bound_{cause}" for cause in CONSTRAINTS]].sum()
    weeks.columns = pd.Index(CONSTRAINTS)
    bound = weeks.drop(columns="none")
    causes = zip(bound.idxmax(axis=1), bound.max(axis=1), strict=True)
    table["bound_most_by"] = [cause if longest else None for cause, longest in causes]
    table["bound_share"] = bound.max(axis=1) / weeks.sum(axis=1)
    return table.reset_index()


def offers_in(result: Result, cell: str) -> pd.DataFrame | None:
    """Return the offers in one cell; None where contingents were not recorded."""
    if result.contingents is None:
        return None
    runs = labelled_runs(result, [])
    of_cell = runs.loc[runs["cell"] == cell, RUN]
    return offers(of_cell.merge(result.contingents, on=RUN))


def offer_table(by_cell: Mapping[str, pd.DataFrame]) -> TextTable:
    """Lay out what became of each country's offer, in each cell."""
    groups = [
        Group(cell, [_offer(row) for _, row in table.iterrows()]) for cell, table in by_cell.items()
    ]
    return text_table(f"{NAMES}.offers", groups, left=[-1])


def _offer(row: pd.Series) -> list[str]:
    bound = f"{row['bound_most_by']} {number(100 * row['bound_share'], 0)} %"
    return [
        row["contingent"],
        number(row["offered"], 0),
        number(100 * row["committed_share"], 0),
        number(100 * row["landed_share"], 0),
        number(row["landed_days"], 0),
        number(row["in_theatre_end"], 0),
        bound if row["bound_most_by"] else text("analysis.nothing"),
    ]
