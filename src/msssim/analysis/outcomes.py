"""What came of a run or a sweep: outcomes of the mission, and of each country's offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.analysis.attribution import attribution, attribution_findings, attribution_tables
from msssim.analysis.cells import labelled_runs
from msssim.analysis.findings import findings
from msssim.analysis.formatting import BEYOND, decimals, display, number
from msssim.analysis.summary import summarise
from msssim.analysis.theatres import missing_roads
from msssim.experiments.partition import RUN
from msssim.presentation import Analysis, Group, TextTable, headings
from msssim.text import text
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result


def run_analysis(result: Result, lifted: Result | None = None) -> Analysis:
    """Describe the runs of one scenario.

    Parameters
    ----------
    lifted
        Runs of :func:`msssim.experiments.play_lifted` for what each constraint cost, if played.
    """
    mission = next(iter(result.manifest["scenarios"].values()))["resolved"]["mission"]["enabled"]
    summary = summarise(result)
    listed = [] if result.contingents is None or not mission else list(offers(result.contingents))
    told: Sequence[str] = ()
    shown = [outcome_table(result, summary), *([offer_table({"": listed})] if listed else [])]
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
        facts={**_facts(result), "contingents": listed, "attribution": None},
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
    title = text(
        "analysis.outcomes.title", count=len(result), title=result.manifest["title"], days=horizon
    )
    columns = headings("analysis.outcomes.columns")
    return TextTable(title, columns, [Group("", rows)], left=columns[2:])


def _outcome(row: Any, horizon: int) -> list[str]:
    quantity = OUTCOMES[row.outcome]
    shown = display(quantity)
    if row.share_null == 1 and quantity.from_day > horizon:
        return [row.outcome, "", BEYOND, shown.unit]
    if quantity.unit == "0/1":  # the median of a yes or no says little
        return [row.outcome, number(row.mean * shown.scale), "", shown.unit]
    values = [value * shown.scale for value in (row.median, row.p5, row.p95)]
    places = decimals(*values)
    middle, low, high = (number(value, places) for value in values)
    between = [text("analysis.between", low=low, high=high)] if row.share_null < 1 else []
    if 0 < row.share_null < 1:
        between.append(text("analysis.outcomes.never", share=number(100 * row.share_null)))
    return [row.outcome, middle, "\n".join(between), shown.unit]


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
        f"analysis.outcomes.{'precision' if found['reached'] else 'imprecision'}",
        replications=result.manifest["replications"],
        outcome=rule["outcome"],
        of=rule["of"].replace("_", " "),
        width=text("analysis.unknown") if width is None else f"{width:,.4g}",
        allowed=f"{found['allowed']:,.4g}",
        asked=rule["half_width"],
    )


@dataclass(frozen=True)
class Offer:
    """One country's contingent: medians, at the end the mean; shares of runs, and of weeks."""

    contingent: str
    offered: float
    committed_share: float
    landed_share: float
    landed_days: float
    """NaN where it never landed."""
    in_theatre_end: float
    bound_most_by: str | None
    """What held it up longest, None if nothing did, and in which share of the weeks."""
    bound_share: float


def offers(contingents: pd.DataFrame) -> Iterator[Offer]:
    """Yield the countries by name; ``contingents`` are rows of the table of that name."""
    for country, runs in contingents.groupby("contingent"):
        cause, share = _bound_most(runs)
        yield Offer(
            contingent=str(country),
            offered=runs["offered"].median(),
            committed_share=runs["committed_days"].notna().mean(),
            landed_share=runs["arrived_days"].notna().mean(),
            landed_days=runs["arrived_days"].median(),
            in_theatre_end=runs["in_theatre_end"].mean(),
            bound_most_by=cause,
            bound_share=share,
        )


def offers_in(result: Result, cell: str) -> list[Offer]:
    """Return the countries of one cell; none where contingents were not recorded."""
    if result.contingents is None:
        return []
    runs = labelled_runs(result, [])
    of_cell = runs.loc[runs["cell"] == cell, RUN]
    return list(offers(of_cell.merge(result.contingents, on=RUN)))


def offer_table(by_cell: Mapping[str, Sequence[Offer]]) -> TextTable:
    """Lay out what became of each country's offer, in each cell."""
    groups = [Group(cell, [_offer(offer) for offer in listed]) for cell, listed in by_cell.items()]
    columns = headings("analysis.outcomes.offer_columns")
    return TextTable(text("analysis.outcomes.offers"), columns, groups, left=columns[-1:])


def _offer(offer: Offer) -> list[str]:
    bound = f"{offer.bound_most_by} {number(100 * offer.bound_share, 0)} %"
    return [
        offer.contingent,
        number(offer.offered, 0),
        number(100 * offer.committed_share, 0),
        number(100 * offer.landed_share, 0),
        number(offer.landed_days, 0),
        number(offer.in_theatre_end, 0),
        bound if offer.bound_most_by else text("analysis.nothing"),
    ]


def _bound_most(runs: pd.DataFrame) -> tuple[str | None, float]:
    """Return what held a contingent up longest, over all runs, and in what share of the weeks."""
    weeks = {cause: runs[f"weeks_bound_{cause}"].sum() for cause in CONSTRAINTS}
    in_all = sum(weeks.values())
    weeks.pop("none")
    cause = max(weeks, key=lambda name: weeks[name])
    return (cause, float(weeks[cause] / in_all)) if weeks[cause] else (None, 0.0)
