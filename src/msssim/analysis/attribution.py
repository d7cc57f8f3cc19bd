"""What each constraint cost: the scenario against itself with one constraint lifted.

Every difference is lifted minus as it is, run by run with the same random numbers. Single effects
do not add up: when one gate opens, the next one binds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.formatting import change_cells, interval, listing, number
from msssim.analysis.pairs import mean_interval, paired_runs
from msssim.errors import InputError, ResultError
from msssim.presentation import Group, TextTable, headings, text_table
from msssim.scenario.schema import Scenario
from msssim.text import text
from msssim.world.calendar import DAYS_PER_WEEK, steps
from msssim.world.mission import CONSTRAINTS

if TYPE_CHECKING:
    from msssim.experiments import Result

ALL = "all"
ROWS = (*CONSTRAINTS[1:], ALL)
"""What is lifted in the second and each later scenario of a result of ``play_lifted``."""

UNITS = {
    "first_boots_days": "days",
    "person_weeks": "person-weeks",
    "mean_strength": "persons",
    "strength_26w": "persons",
    "strength_52w": "persons",
    "strength_104w": "persons",
}
"""What is compared, with its unit; ``mean_strength`` is person-weeks over the weeks played."""

PRESENCE = ("first_boots_days", "person_weeks", "mean_strength")
NAMES = "analysis.attribution"


def attribution(result: Result) -> pd.DataFrame:
    """Say what each constraint cost by itself, and all of them together.

    A run that never deploys counts as one that deploys when the horizon ends; left out, the runs
    that a constraint hit hardest would be missing. The difference in first boots then says less
    than the true delay, and ``deployed_in_both`` how many runs needed no such treatment. A run that
    failed is left out with its partner.

    Parameters
    ----------
    result
        Runs of :func:`msssim.experiments.play_lifted`.

    Returns
    -------
    DataFrame
        A row a constraint and measure, the constraints in the order of ``CONSTRAINTS``, then
        ``"all"``: ``constraint, lifted`` (in words), ``weeks_bound`` (mean, as it is),
        ``weeks_still_bound`` (mean, lifted), ``deployed_in_both`` (share of runs), ``measure,
        unit, base_mean, lifted_mean, difference``, ``low`` and ``high`` (95 % interval of the
        mean paired difference) and ``runs``. Strength at weeks beyond the horizon is left out.

    Raises
    ------
    InputError
        If nobody is planned to be in theatre.
    ResultError
        If the result does not hold the scenario and each constraint lifted, in that order.
    """
    base, *lifted = cells(result)
    if len(lifted) != len(ROWS):
        counts = {"cells": 1 + len(lifted), "needed": 1 + len(ROWS)}
        raise ResultError(text(f"{NAMES}.other_runs", **counts))
    runs = paired_runs(result, _needed(result))
    reference = _of_cell(runs, base.label)
    plan = _plan_of(result.manifest)
    why = [scenario["why"] for scenario in result.manifest["scenarios"].values()][1:]
    tables = [
        _contrast(reference, _of_cell(runs, cell.label), constraint, words, plan)
        for constraint, words, cell in zip(ROWS, why, lifted, strict=True)
    ]
    return pd.concat(tables, ignore_index=True)


@dataclass(frozen=True)
class _Plan:
    """What the scenario plans: person-weeks, over so many weeks and days."""

    person_weeks: float
    weeks: float
    days: int


def most_binding_first(table: pd.DataFrame) -> list[str]:
    """Return the rows of an attribution by the weeks in which they bound, ``"all"`` last."""
    weeks = table.drop_duplicates("constraint").set_index("constraint")["weeks_bound"]
    return [*weeks.drop(ALL).sort_values(ascending=False, kind="stable").index, ALL]


def effects_on(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the rows of one measure, indexed by constraint; empty beyond the horizon."""
    return table[table["measure"] == measure].set_index("constraint")


def attribution_findings(table: pd.DataFrame, name: str) -> list[str]:
    """Say in plain words what bound longest, what brings most, and why effects do not add up."""
    effects = effects_on(table, "mean_strength")
    single, together = effects["difference"].drop(ALL).sum(), effects["difference"][ALL]
    told = [
        f"{_what_bound(effects, name)} {_what_brings_most(effects)}",
        text(
            f"{NAMES}.not_additive",
            single=number(single, signed=True),
            together=number(together, signed=True),
        ),
    ]
    fewer = effects[effects["high"] < 0]
    if len(fewer):
        named = listing([f"“{row.name}” {_persons(row)}" for _, row in fewer.iterrows()])
        told.append(text(f"{NAMES}.fewer", constraints=named))
    if (effects["deployed_in_both"] < 1).any():
        told.append(text(f"{NAMES}.never_deployed"))
    return told


def _contrast(
    base: pd.DataFrame, lifted: pd.DataFrame, constraint: str, words: str, plan: _Plan
) -> pd.DataFrame:
    went_well = base.notna().any(axis=1) & lifted.notna().any(axis=1)
    base, lifted = base[went_well], lifted[went_well]
    before, after = _measures(base, plan), _measures(lifted, plan)
    estimate = mean_interval(after - before)
    bound = [f"weeks_bound_{cause}" for cause in CONSTRAINTS[1:] if constraint in (cause, ALL)]
    both = base["first_boots_days"].notna() & lifted["first_boots_days"].notna()
    return pd.DataFrame(
        {
            "constraint": constraint,
            "lifted": words,
            "weeks_bound": base[bound].sum(axis=1).mean(),
            "weeks_still_bound": lifted[bound].sum(axis=1).mean(),
            "deployed_in_both": both.mean(),
            "measure": before.columns,
            "unit": [UNITS[str(measure)] for measure in before],
            "base_mean": before.mean(),
            "lifted_mean": after.mean(),
            "difference": estimate["mean"],
            "low": estimate["low"],
            "high": estimate["high"],
            "runs": estimate["runs"],
        }
    ).reset_index(drop=True)


def _needed(result: Result) -> list[str]:
    """Return the outcomes that the measures and the weeks bound are taken from."""
    bound = {f"weeks_bound_{cause}" for cause in CONSTRAINTS}
    wanted = {*UNITS, "delivered_share", *bound}
    return [name for name in outcome_columns(result) if name in wanted]


def _measures(runs: pd.DataFrame, plan: _Plan) -> pd.DataFrame:
    """Return what is compared, of each run: a column for each of ``UNITS`` within the horizon."""
    person_weeks = runs["delivered_share"] * plan.person_weeks
    found = pd.DataFrame(
        {
            "first_boots_days": runs["first_boots_days"].fillna(plan.days),
            "person_weeks": person_weeks,
            "mean_strength": person_weeks / plan.weeks,
        }
    )
    strengths = [name for name in UNITS if name in runs and name not in found]
    return found.join(runs[strengths].dropna(axis=1))


def _plan_of(manifest: dict[str, Any]) -> _Plan:
    """Return what the first scenario plans over the whole steps played, its events included."""
    first = next(iter(manifest["scenarios"].values()))
    scenario = Scenario.from_data(first["resolved"])
    calendar = steps(scenario.start, scenario.horizon_days, scenario.step_days)
    planned = sum(
        scenario.at(step.last_date).mission.force_target * step.weeks for step in calendar
    )
    if planned == 0:
        raise InputError(f"{NAMES}.nobody_planned", "mission.force_target")
    days = len(calendar) * scenario.step_days
    return _Plan(planned, days / DAYS_PER_WEEK, days)


def _of_cell(runs: pd.DataFrame, label: str) -> pd.DataFrame:
    return pd.DataFrame(runs.xs(label, axis=1, level="cell"))


def _what_bound(effects: pd.DataFrame, name: str) -> str:
    weeks = effects["weeks_bound"].drop(ALL)
    if weeks.max() == 0:
        return text(f"{NAMES}.unbound", scenario=name)
    longest = [text(f"common.constraint.{cause}") for cause in weeks.index[weeks == weeks.max()]]
    return text(
        f"{NAMES}.longest", scenario=name, causes=listing(longest), weeks=number(weeks.max())
    )


def _what_brings_most(effects: pd.DataFrame) -> str:
    single = effects.drop(ALL)
    most = single.sort_values("difference", kind="stable").iloc[-1]
    if not most["difference"] > 0:
        return text(f"{NAMES}.none_brings")
    told = "brings_most" if most["low"] > 0 else "brings_most_in_doubt"
    return text(f"{NAMES}.{told}", constraint=most.name, persons=_persons(most))


def _persons(row: pd.Series) -> str:
    between = f" {interval(row['low'], row['high'])}" if pd.notna(row["low"]) else ""
    return text(f"{NAMES}.persons", difference=number(row["difference"], signed=True)) + between


def attribution_tables(table: pd.DataFrame) -> list[TextTable]:
    """Lay out what each constraint cost: time and presence, strength, and what lifting it means."""
    order = most_binding_first(table)
    facts = table.drop_duplicates("constraint").set_index("constraint").loc[order]
    weeks = [number(value) for value in facts["weeks_bound"]]
    both = [f"{number(100 * share)} %" for share in facts["deployed_in_both"]]
    presence = [_effects(table, measure, order) for measure in PRESENCE]
    strengths = {week: _effects(table, f"strength_{week}w", order) for week in (26, 52, 104)}
    reached = {week: cells for week, cells in strengths.items() if cells}
    lifted, deployed = headings(f"{NAMES}.strength.columns")
    columns = [lifted, *(text(f"{NAMES}.week", week=week) for week in reached), deployed]
    strength = _by_row(order, *reached.values(), both)
    return [
        text_table(f"{NAMES}.presence", _by_row(order, weeks, *presence)),
        TextTable(text(f"{NAMES}.strength.title"), columns, strength),
        text_table(f"{NAMES}.meaning", _by_row(order, list(facts["lifted"])), left=[1]),
    ]


def _by_row(*columns: Sequence[str]) -> list[Group]:
    return [Group("", list(zip(*columns, strict=True)))]


def _effects(table: pd.DataFrame, measure: str, order: list[str]) -> list[str]:
    """Return each difference with its interval below; nothing for what lies beyond the horizon."""
    effects = effects_on(table, measure)[["difference", "low", "high"]]
    rows = effects.loc[order].to_numpy() if len(effects) else np.empty((0, 3))
    return ["\n".join(change_cells(*row)) for row in rows]
