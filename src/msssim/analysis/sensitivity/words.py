"""What a sensitivity analysis says, in sentences that claim no more than can be told."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from msssim.analysis.sensitivity.indices import LUCK, PARAMETERS, SCENARIO, Sensitivity
from msssim.analysis.sensitivity.variance import TOGETHER
from msssim.analysis.wording import decimals, display, interval, listing, number, short_name
from msssim.world.observables import OUTCOMES

MOST_NAMED = 4
SOURCES = {
    SCENARIO: "the scenario",
    PARAMETERS: "the parameters",
    LUCK: "luck",
    TOGETHER: "what these do only together",
}


def factor_words(path: str) -> str:
    """Return a parameter's path in words: ``loss aversion (gangs)``."""
    within, _, name = path.replace("_", " ").rpartition(".")
    return f"{name} ({within.replace('.', ', ')})" if within else name


def leading(found: pd.DataFrame, measure: str) -> list[str]:
    """Return the factors of which each may be the strongest: their intervals meet the first's.

    Parameters
    ----------
    found
        The factors of one outcome, see :meth:`Sensitivity.of`.
    measure
        By which they are ranked.

    Returns
    -------
    list of str
        Only those that are told from noise; empty if none is.
    """
    told = found[found["told"]]
    if told.empty:
        return []
    return list(told.index[told[f"{measure}_high"] >= told[f"{measure}_low"].iloc[0]])


def headline(found: Sensitivity, outcome: str) -> str:
    """Return what drives an outcome, in a clause."""
    factors = found.of(outcome)
    first = leading(factors, found.method.measure)
    name = short_name(outcome)
    if not first:
        return f"nothing that was varied moves {name} by more than the noise of luck"
    if len(first) == 1:
        return f"{factor_words(first[0])} drives {name} most, {_amount(found, outcome, first[0])}"
    named = [factor_words(factor) for factor in first[:MOST_NAMED]]
    if len(first) > MOST_NAMED:
        return (
            f"{named[0]} and {len(first) - 1} more drive {name}, and which of them most cannot "
            "be told"
        )
    return f"{listing(named)} drive {name}, and which of them most cannot be told"


def sensitivity_findings(found: Sensitivity) -> Iterator[str]:
    """Yield what drives each outcome, what cannot be told from noise, and how much is luck."""
    for outcome in found.outcomes:
        clause = headline(found, outcome)
        yield f"{clause[0].upper()}{clause[1:]}.{_rest(found, outcome)}"
        shares = found.shares[found.shares["outcome"] == outcome]
        if len(shares):
            yield spread_words(shares.set_index("source")["share"], outcome)
    for outcome, reason in found.left_out.items():
        yield f"{short_name(outcome).capitalize()} has no indices: {reason}."


def spread_words(shares: pd.Series, outcome: str) -> str:
    """Return who has which share of the spread of single runs."""
    parts = [f"{SOURCES[str(name)]} {number(100 * share, 0)} %" for name, share in shares.items()]
    return f"Of the spread of {short_name(outcome)} over single runs: {listing(parts)}."


def _rest(found: Sensitivity, outcome: str) -> str:
    """Return how many factors cannot be told from the noise."""
    told = found.of(outcome)["told"]
    below = int((~told).sum())
    if not below or not told.any():
        return ""
    verb = "is" if below == 1 else "are"
    return f" {below} of {len(told)} factors {verb} not told from luck."


def _amount(found: Sensitivity, outcome: str, factor: str) -> str:
    measure = found.method.measure
    row = found.of(outcome).loc[factor]
    value, low, high = (row[f"{measure}{end}"] for end in ("", "_low", "_high"))
    if measure == "total_order":
        value, low, high = 100 * value, 100 * low, 100 * high
        return f"{number(value, 0)} % of its variance alone and with others {interval(low, high, 0)}"
    shown = display(OUTCOMES[outcome])
    value, low, high = value * shown.scale, low * shown.scale, high * shown.scale
    places = decimals(value, low, high)
    return f"{number(value, places)} {shown.change_unit} from end to end {interval(low, high, places)}"


def drivers(found: Sensitivity) -> str:
    """Return what each outcome hangs on most, in one sentence without its full stop."""
    parts = [f"{short_name(outcome)} on {_driver(found, outcome)}" for outcome in found.outcomes]
    first, *others = parts
    sentence = "; ".join([first.replace(" on ", " hangs most on ", 1), *others])
    return f"{sentence[0].upper()}{sentence[1:]}"


def interactions(found: Sensitivity) -> str:
    """Return where a factor acts together with others by an amount that can be told from zero."""
    told = found.table[found.table["interaction_low"] > 0]
    if told.empty:
        return "No factor is seen to act together with others: all differences may be zero"
    strongest = told.sort_values("interaction", ascending=False).drop_duplicates("outcome")
    parts = [
        f"{factor_words(row.factor)} on {short_name(row.outcome)} "
        f"({number(100 * row.interaction, 0)} % of variance)"
        for row in strongest.itertuples()
    ]
    return f"Acts together with others: {'; '.join(parts)}"


def spread_headline(found: Sensitivity) -> str:
    """Return for which outcomes luck and parameters have the largest share."""
    shares = found.shares.pivot_table("share", "outcome", "source")[[PARAMETERS, LUCK, TOGETHER]]
    parts = shares[PARAMETERS].reindex(found.outcomes).dropna()
    least, most = parts.idxmin(), parts.idxmax()
    amounts = [
        f"{number(100 * parts[outcome], 0)} % of the spread of {short_name(str(outcome))}"
        for outcome in dict.fromkeys([most, least])
    ]
    sentence = f"The sampled parameters alone make {amounts[0]}"
    return f"{sentence}, and {amounts[1]}" if len(amounts) > 1 else sentence


def _driver(found: Sensitivity, outcome: str) -> str:
    first = leading(found.of(outcome), found.method.measure)
    if not first:
        return "nothing told from luck"
    if len(first) > 2:
        return f"{factor_words(first[0])} or {len(first) - 1} others"
    return " or ".join(factor_words(factor) for factor in first)
