"""The three sentences that matter: deployment, what held it up, and what that did to people.

Every number is computed from the result, and a difference that cannot be told from zero is said to
be one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import cells, factor_name, labelled_runs, level_name, outcome_columns
from msssim.analysis.formatting import (
    CANNOT_TELL,
    amount,
    change,
    decimals,
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
        sentences = [_strength_of_one(result), _bound_in_one(result), _people_of_one(result)]
    else:
        sentences = [_what_moves_strength(result), _what_bound(result), _what_people_got(result)]
    return [sentence for sentence in sentences if sentence]


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
        return "nothing"
    parts = [
        text(f"common.constraint.{cause}") + f" in {number(100 * share, 0)} %"
        for cause, share in causes.items()
    ]
    parts[0] += " of weeks"
    return listing(parts)


def _what_moves_strength(result: Result) -> str:
    outcome = last_strength(result)
    if outcome is None:
        return ""
    effects = main_effects(result, outcome)
    first = effects.iloc[0]
    where = short_name(outcome)
    if first["difference"] == 0:
        return f"Nothing that was varied moves mean {where}: it is the same at every level."
    if not first["low"] > 0:
        return (
            f"Nothing that was varied moves mean {where} by an amount that can be told from zero: "
            f"the widest contrast is {_change(first, outcome)} {_contrast_words(first)}."
        )
    most = " most" if len(effects) > 1 else ""
    sentence = (
        f"The {factor_name(first['factor'])} moves mean {where}{most}: {_change(first, outcome)} "
        f"{_contrast_words(first)}"
    )
    rest = [
        f"the {factor_name(row['factor'])} moves it by {_change(row, outcome)} "
        f"{_contrast_words(row)}" + ("" if row["low"] > 0 else f", which {CANNOT_TELL}")
        for _, row in effects.iloc[1:].iterrows()
    ]
    averaged = " (averages over whatever else was varied)" if rest else ""
    return "; ".join([sentence, *rest]) + averaged + "."


def _contrast_words(row: pd.Series) -> str:
    low, high = (level_name(row["factor"], row[end]) for end in ("lowest", "highest"))
    return f"from “{low}” to “{high}”"


def _change(row: pd.Series, outcome: str) -> str:
    return change(row["difference"], row["low"], row["high"], outcome)


def _what_bound(result: Result) -> str:
    shares = binding_shares(result).T
    base = cells(result)[0].label
    told = [label for label in (base, telling_cell(result, base)) if _has_mission(result, label)]
    if not told:
        return ""
    first, *others = (f"“{label}”" for label in told)
    causes = [binding_phrase(shares[label]) for label in told]
    parts = [f"Under {first} the next tranche was held up by {causes[0]}"]
    parts += [f"under {other} by {causes[1]}" for other in others]
    return f"{'; '.join(parts)}."


def _has_mission(result: Result, label: str) -> bool:
    """Whether there is a mission in a cell, whose next tranche something can hold up."""
    scenario = next(cell.scenario for cell in cells(result) if cell.label == label)
    resolved = result.manifest["scenarios"][scenario]["resolved"]
    return bool(resolved.get("mission", {}).get("enabled", True))


def _what_people_got(result: Result) -> str:
    base = cells(result)[0].label
    other = telling_cell(result, base)
    held = outcome_columns(result)
    shown = [outcome for outcome in PEOPLE if outcome in held]
    table = compare(result, outcomes=shown, without_failed=True)
    rows = table[table["cell"] == other].set_index("outcome")
    estimates = rows[["difference", "low", "high"]]
    parts = [finding(outcome, *estimates.loc[outcome]) for outcome in shown]
    return f"For people, “{other}” against “{base}” by {_end(result)}: {'; '.join(parts)}."


def _end(result: Result) -> str:
    return f"week {result.manifest['horizon_days'] // 7}"


def _row(result: Result, outcome: str) -> pd.Series | None:
    if outcome not in outcome_columns(result):
        return None
    return summarise(result, [outcome]).iloc[0]


def _range(row: pd.Series, outcome: str) -> str:
    if row["share_null"] == 1:
        return "never"
    scale = display(OUTCOMES[outcome]).scale
    ends = [row["p5"] * scale, row["p95"] * scale]
    places = decimals(*ends)
    low, high = (number(end, places) for end in ends)
    return f"a median of {amount(row['median'], outcome)} (nine runs in ten: {low} to {high})"


def _strength_of_one(result: Result) -> str:
    outcome = last_strength(result)
    boots = _row(result, "first_boots_days")
    sentences = []
    row = None if outcome is None else _row(result, outcome)
    if outcome is not None and row is not None:
        label = cells(result)[0].label.capitalize()
        sentences.append(f"{label}: {short_name(outcome)}, {_range(row, outcome)}.")
    if boots is not None and boots["share_null"] == 1:
        sentences.append("No mission personnel arrived in any run.")
    elif boots is not None:
        sentence = f"The first arrived after {_range(boots, 'first_boots_days')}"
        share = 100 * boots["share_null"]
        never = f", never in {number(share, 0 if share >= 1 else 1)} % of runs"
        sentences.append(sentence + (never if boots["share_null"] else "") + ".")
    return " ".join(sentences)


def _bound_in_one(result: Result) -> str:
    shares = binding_shares(result).iloc[0]
    return f"The next tranche was held up by {binding_phrase(shares)}."


def _people_of_one(result: Result) -> str:
    parts = []
    for outcome in PEOPLE:
        row = _row(result, outcome)
        if row is not None:
            parts.append(f"{short_name(outcome)}, {_range(row, outcome)}")
    return f"By {_end(result)}: {'; '.join(parts)}."
