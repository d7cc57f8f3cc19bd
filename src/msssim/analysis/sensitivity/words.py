"""What a sensitivity analysis says, in sentences that claim no more than can be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from msssim.analysis.cells import factor_name
from msssim.analysis.formatting import decimals, display, interval, listing, number, short_name
from msssim.analysis.sensitivity.indices import LUCK, PARAMETERS, SCENARIO, Sensitivity
from msssim.analysis.sensitivity.variance import TOGETHER
from msssim.world.observables import OUTCOMES

MOST_NAMED = 4
SOURCES = {
    SCENARIO: "the scenario",
    PARAMETERS: "the parameters",
    LUCK: "luck",
    TOGETHER: "what these do only together",
}


def factor_label(path: str) -> str:
    """Return a parameter's path in words: ``loss aversion (gangs)``."""
    within, _, name = path.replace("_", " ").rpartition(".")
    return f"{name} ({within.replace('.', ', ')})" if within else name


def factor_words(path: str) -> str:
    """Return the label of a parameter as it stands in a sentence."""
    return f"“{factor_label(path)}”"


def leading(found: Sensitivity, outcome: str) -> list[str]:
    """Return the factors of which each may be the strongest: their intervals meet the first's.

    Only those that are told from luck; none if no factor is.
    """
    factors, measure = found.of(outcome), found.method.measure
    told = factors[factors["told"]]
    if told.empty:
        return []
    return list(told.index[told[f"{measure}_high"] >= told[f"{measure}_low"].iloc[0]])


def sensitivity_findings(found: Sensitivity) -> Iterator[str]:
    """Yield what drives each outcome, what cannot be told from luck, and how much is luck."""
    for outcome in found.outcomes:
        yield f"{_capital(_what_drives(found, outcome))}.{_not_told(found, outcome)}"
        shares = found.shares[found.shares["outcome"] == outcome]
        if len(shares):
            yield _whose_spread(shares, outcome)
    for outcome, reason in found.left_out.items():
        yield f"{_capital(short_name(outcome))} has no indices: {reason}."


def drivers(found: Sensitivity) -> str:
    """Return what each outcome hangs on most, in one sentence without its full stop."""
    first, *others = found.outcomes
    parts = [f"{short_name(first)} hangs most on {_driver(found, first)}"]
    parts += [f"{short_name(outcome)} on {_driver(found, outcome)}" for outcome in others]
    return _capital("; ".join(parts))


def interactions(found: Sensitivity) -> str:
    """Return where a factor acts together with others by an amount that can be told from zero."""
    told = found.table[found.table["interaction_told"]]
    if told.empty:
        return "No interaction of a factor with the others can be told from zero"
    strongest = told.sort_values("interaction", ascending=False).drop_duplicates("outcome")
    parts = [
        f"{factor_words(factor)}, {number(100 * part, 0)} % of the variance of "
        f"{short_name(outcome)}"
        for outcome, factor, part in strongest[["outcome", "factor", "interaction"]].to_numpy()
    ]
    return f"Interactions with the others are told from zero: {'; '.join(parts)}"


def spread_headline(found: Sensitivity) -> str:
    """Return for which outcomes the parameters have most and least of the spread."""
    alone = found.shares[found.shares["source"] == PARAMETERS].set_index("outcome")["share"]
    ranked = [str(outcome) for outcome in alone.sort_values(ascending=False).index]
    parts = [
        f"{number(100 * alone[outcome], 0)} % of the spread of {short_name(outcome)}"
        for outcome in dict.fromkeys([ranked[0], ranked[-1]])
    ]
    return f"The sampled parameters by themselves make {listing(parts)}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _what_drives(found: Sensitivity, outcome: str) -> str:
    first, name = leading(found, outcome), short_name(outcome)
    if not first:
        return f"nothing that was varied moves {name} by more than luck would"
    if len(first) == 1:
        return f"{factor_words(first[0])} drives {name} most, {_amount(found, outcome, first[0])}"
    named = [factor_words(factor) for factor in first[:MOST_NAMED]]
    if len(first) > MOST_NAMED:
        named = [named[0], f"{len(first) - 1} more"]
    return f"{listing(named)} drive {name}, and which of them most cannot be told"


def _amount(found: Sensitivity, outcome: str, factor: str) -> str:
    """Return how far a factor drives an outcome, with the interval."""
    measure = found.method.measure
    row: Any = found.of(outcome).loc[factor]
    ends = [float(row[f"{measure}{end}"]) for end in ("", "_low", "_high")]
    if found.method.in_variance:
        value, low, high = (100 * end for end in ends)
        return (
            f"{number(value, 0)} % of its variance alone and with others {interval(low, high, 0)}"
        )
    shown = display(OUTCOMES[outcome])
    value, low, high = (shown.scale * end for end in ends)
    places = decimals(value, low, high)
    between = interval(low, high, places)
    return f"{number(value, places)} {shown.change_unit} from end to end {between}"


def _not_told(found: Sensitivity, outcome: str) -> str:
    """Return how many factors cannot be told from luck."""
    told = found.of(outcome)["told"]
    count = int((~told).sum())
    if count in (0, len(told)):
        return ""
    return f" {count} of {len(told)} factors cannot be told from luck."


def _whose_spread(shares: pd.DataFrame, outcome: str) -> str:
    parts = [
        f"{SOURCES[source]} {number(100 * share, 0)} % {interval(100 * low, 100 * high, 0)}"
        for source, share, low, high in shares[["source", "share", "low", "high"]].to_numpy()
    ]
    return f"Of the spread of {short_name(outcome)} over single runs: {listing(parts)}."


def _driver(found: Sensitivity, outcome: str) -> str:
    first = leading(found, outcome)
    if not first:
        return "nothing that can be told from luck"
    names = [f"“{factor_name(factor)}”" for factor in first]
    return f"{names[0]} or {len(first) - 1} others" if len(first) > 2 else " or ".join(names)
