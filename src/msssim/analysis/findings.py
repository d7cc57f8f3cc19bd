"""The three sentences that matter: deployment, what held it up, and what that did to people.

Every number is computed from the result, and a difference that cannot be told from zero is said to
be one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import cells, factor_name, labelled_runs, level_name, outcome_columns
from msssim.analysis.formatting import (
    amount,
    between,
    change,
    display,
    finding,
    listing,
    number,
    short_name,
)
from msssim.analysis.paired import compare, main_effects
from msssim.analysis.pairs import refuse_lost_cells
from msssim.analysis.summary import binding_shares, summarise
from msssim.text import text
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

STRENGTHS = ("strength_104w", "strength_78w", "strength_52w", "strength_26w")
NAMES = "analysis.findings"
PEOPLE = ("gang_control_end", "civilians_killed", "held_share_end", "abuse_cases")


def findings(result: Result) -> list[str]:
    """Say what came of deployment, the binding constraint and people, in plain words.

    Runs that failed are left out.

    Raises
    ------
    ResultError
        When every run of a cell failed.
    """
    refuse_lost_cells(result)
    if len(cells(result)) == 1:
        return _of_one(result)
    told = [_what_moves_strength(result), _what_bound(result), _what_people_got(result)]
    return [sentence for sentence in told if sentence]


def last_strength(result: Result) -> str | None:
    """Return the strength outcome latest in the horizon; None in a very short run."""
    held = outcome_columns(result)
    for outcome in STRENGTHS:
        if outcome in held and result.outcomes([outcome], failed=False)[outcome].notna().all():
            return outcome
    return None


def telling_cell(result: Result, baseline: str) -> str:
    """Return the cell to set against the baseline: the one that ends with most personnel.

    Only cells that differ from the baseline in one factor, so that the difference has one cause.
    Where the baseline itself has most, the cell with fewest.
    """
    outcome = last_strength(result) or "delivered_share"
    runs = labelled_runs(result, [outcome])
    means = runs.groupby("cell", observed=True)[outcome].mean().fillna(0.0)
    base = next(cell for cell in cells(result) if cell.label == baseline)
    near = [
        cell.label
        for cell in cells(result)
        if len(cell.factors.items() - base.factors.items()) <= 1
    ]
    means = means.loc[near]
    most = str(means.idxmax())
    return most if most != baseline else str(means.drop(baseline).idxmin())


def binding_phrase(shares: pd.Series, most: int = 3) -> str:
    """Return ``cash in 45 % of weeks and the base in 20 %``: the largest shares, of 1 % or more."""
    causes = shares.sort_values(ascending=False, kind="stable")
    causes = causes[causes >= 0.01].head(most)
    if causes.empty:
        return text("analysis.nothing")
    return listing(
        [
            text(
                f"{NAMES}.{'bound_first' if place == 0 else 'bound'}",
                cause=text(f"common.constraint.{cause}"),
                share=number(100 * share, 0),
            )
            for place, (cause, share) in enumerate(causes.items())
        ]
    )


def _what_moves_strength(result: Result) -> str:
    outcome = last_strength(result)
    if outcome is None:
        return ""
    effects = main_effects(result, outcome)
    first, *others = [row for _, row in effects.iterrows()]
    if first["difference"] == 0:
        return text(f"{NAMES}.nothing_moves", outcome=short_name(outcome))
    if not first["low"] > 0:
        return _moved("moved_in_doubt", first, outcome)
    parts = [_moved("moves_most" if others else "moves", first, outcome)]
    parts += [_moved("also" if row["low"] > 0 else "also_in_doubt", row, outcome) for row in others]
    return text(f"{NAMES}.{'averages' if others else 'sentence'}", parts="; ".join(parts))


def _moved(name: str, row: pd.Series, outcome: str) -> str:
    return text(
        f"{NAMES}.{name}",
        outcome=short_name(outcome),
        factor=factor_name(row["factor"]),
        change=change(row["difference"], row["low"], row["high"], outcome),
        lowest=level_name(row["factor"], row["lowest"]),
        highest=level_name(row["factor"], row["highest"]),
    )


def _what_bound(result: Result) -> str:
    shares = binding_shares(result).T
    base = cells(result)[0].label
    told = [label for label in (base, telling_cell(result, base)) if _has_mission(result, label)]
    parts = [
        text(f"{NAMES}.{name}", cell=label, causes=binding_phrase(shares[label]))
        for name, label in zip(("bound_in", "bound_in_other"), told, strict=False)
    ]
    return text(f"{NAMES}.sentence", parts="; ".join(parts)) if parts else ""


def _has_mission(result: Result, label: str) -> bool:
    """Whether there is a mission in a cell, whose next tranche something can hold up."""
    scenario = next(cell.scenario for cell in cells(result) if cell.label == label)
    resolved = result.manifest["scenarios"][scenario]["resolved"]
    return bool(resolved.get("mission", {}).get("enabled", True))


def _what_people_got(result: Result) -> str:
    base = cells(result)[0].label
    other = telling_cell(result, base)
    shown = [outcome for outcome in PEOPLE if outcome in outcome_columns(result)]
    table = compare(result, outcomes=shown, without_failed=True)
    rows = table[table["cell"] == other].set_index("outcome")[["difference", "low", "high"]]
    effects = [finding(outcome, *rows.loc[outcome]) for outcome in shown]
    named = {"other": other, "base": base, "week": _weeks(result)}
    return text(f"{NAMES}.people", **named, effects="; ".join(effects))


def _weeks(result: Result) -> int:
    return int(result.manifest["horizon_days"]) // 7


def _range(row: pd.Series, outcome: str) -> str:
    """Return ``a median of 310 persons (nine runs in ten: 240 to 380)``."""
    if row["share_null"] == 1:
        return text("analysis.never")
    scale = display(OUTCOMES[outcome]).scale
    nine_in_ten = between(row["p5"] * scale, row["p95"] * scale)
    return text(f"{NAMES}.range", median=amount(row["median"], outcome), range=nine_in_ten)


def _of_one(result: Result) -> list[str]:
    """Describe a result of one cell: strength and arrival, what bound it, people."""
    cell = cells(result)[0].label.capitalize()
    last = last_strength(result)
    asked = [name for name in (last, "first_boots_days", *PEOPLE) if name is not None]
    held = [name for name in asked if name in outcome_columns(result)]
    rows = {row["outcome"]: row for _, row in summarise(result, held).iterrows()}
    ranges = {name: _range(row, name) for name, row in rows.items()}
    told = []
    if last in ranges:
        outcome = short_name(str(last))
        told.append(text(f"{NAMES}.strength", cell=cell, outcome=outcome, range=ranges[last]))
    if "first_boots_days" in rows:
        told.append(_arrival(rows["first_boots_days"], ranges["first_boots_days"]))
    people = [f"{short_name(name)}, {ranges[name]}" for name in PEOPLE if name in ranges]
    return [
        " ".join(told),
        text(f"{NAMES}.bound_alone", causes=binding_phrase(binding_shares(result).iloc[0])),
        text(f"{NAMES}.people_alone", week=_weeks(result), outcomes="; ".join(people)),
    ]


def _arrival(row: pd.Series, shown: str) -> str:
    never = 100 * row["share_null"]
    if never == 100:
        return text(f"{NAMES}.nobody_arrived")
    share = number(never, 0 if never >= 1 else 1)
    return text(f"{NAMES}.{'arrived_in_some' if never else 'arrived'}", range=shown, share=share)
