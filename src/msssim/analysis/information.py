"""Value of information: what it would be worth to know an uncertain parameter before choosing.

Whoever must choose now takes the policy that is best on average. Whoever first learns the value of
a parameter takes the policy that is best there. What that gains on average is the expected value of
partial perfect information,

    EVPPI(theta) = E[max_p E[V(p) | theta]] - max_p E[V(p)],

in the unit of the outcome V, and it is 0 where one policy is best whatever the parameter: then it
moves the outcome, but not the choice. Knowing everything is worth E[max_p V(p)] - max_p E[V(p)],
the mean regret of the policy that is best on average; chance in the runs makes it too large.

E[V(p) | theta] is a cubic of the parameter's rank, fitted over the futures to each policy's gain
over the first. A fit finds something in noise too: what it finds when the values are dealt out to
other futures is the floor.

Source: Strong, Oakley and Brennan 2014 (estimating multiparameter partial expected value of perfect
information: a regression approach).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from msssim.analysis.cells import cells
from msssim.analysis.formatting import amount, display, heading, number, short_name
from msssim.analysis.pairs import SEED, paired_runs, refuse_failed_runs, sample_values
from msssim.errors import InputError
from msssim.presentation import Group, TextTable, text_table
from msssim.text import text
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

EVERYTHING = "everything"
"""Stands in the place of a parameter for knowing which future it is."""

FEWEST_FUTURES = 20
DEGREE = 3
SHUFFLES = 200
FALSE_ALARM = 0.05


def value_of_information(
    result: Result, outcomes: Sequence[str], *, without_failed: bool = False
) -> pd.DataFrame:
    """Return what knowing each uncertain parameter beforehand would be worth.

    Parameters
    ----------
    outcomes
        Those of which more or less is better.
    without_failed
        Leave out futures that lost a run, instead of refusing the result.

    Returns
    -------
    DataFrame
        A row an outcome and parameter, ``everything`` first: ``outcome, parameter, value`` (in the
        unit of the outcome), ``floor`` (what noise alone would give the strongest parameter in 95
        of 100 cases; null for everything), ``told``.

    Raises
    ------
    InputError
        If fewer than two policies or too few futures are there to choose between.
    ResultError
        When runs failed, unless ``without_failed``.
    """
    if not without_failed:
        refuse_failed_runs(result)
    policies = [cell.label for cell in cells(result)]
    means = paired_runs(result, outcomes).groupby(level=["sample", "twin"]).mean().dropna()
    if len(policies) < 2 or len(means) < FEWEST_FUTURES:
        raise InputError(
            "analysis.information.too_few",
            policies=len(policies),
            futures=len(means),
            needed=FEWEST_FUTURES,
        )
    known = sample_values(result).loc[means.index.get_level_values("sample")]
    places = known.rank().to_numpy() / len(known) - 0.5
    tables = [
        _of_outcome(
            name,
            [str(each) for each in known],
            places,
            pd.DataFrame(means[name])[policies].to_numpy(),
        )
        for name in outcomes
    ]
    return pd.concat(tables, ignore_index=True)


def most_worth_knowing(table: pd.DataFrame) -> str:
    """Say which parameters are worth knowing before the choice, outcome by outcome."""
    told = table[table["told"] & (table["parameter"] != EVERYTHING)]
    if told.empty:
        return text("analysis.information.nothing")
    strongest = told.sort_values("value", ascending=False).drop_duplicates("outcome")
    found = strongest.set_index("outcome").loc[told["outcome"].unique()]
    gains = [
        text(
            "analysis.information.gain",
            outcome=short_name(str(outcome)),
            parameter=row["parameter"],
            amount=amount(row["value"], str(outcome)),
        )
        for outcome, row in found.iterrows()
    ]
    return text("analysis.information.worth", gains="; ".join(gains))


def information_table(worth: pd.DataFrame) -> TextTable:
    """Lay out what knowing everything, and each parameter that matters, would be worth."""
    shown = worth[worth["told"] | (worth["parameter"] == EVERYTHING)]
    groups = [
        Group(heading(str(outcome)), [_row(row, str(outcome)) for _, row in rows.iterrows()])
        for outcome, rows in shown.groupby("outcome", sort=False)
    ]
    return text_table("analysis.information", groups)


def _row(row: pd.Series, outcome: str) -> list[str]:
    scale = display(OUTCOMES[outcome]).scale
    floor = "" if row["parameter"] == EVERYTHING else number(row["floor"] * scale)
    return [row["parameter"], number(row["value"] * scale), floor]


def _of_outcome(
    outcome: str, parameters: list[str], places: np.ndarray, values: np.ndarray
) -> pd.DataFrame:
    """Return the rows of an outcome; ``values`` has the shape (future, policy)."""
    gains = values - values[:, :1]
    if OUTCOMES[outcome].better == "low":
        gains = -gains
    generator = np.random.default_rng(SEED)
    worth = np.array([_worth(gains, place) for place in places.T])
    strongest = [
        max(_worth(gains, place) for place in generator.permutation(places).T)
        for _ in range(SHUFFLES)
    ]
    floor = float(np.quantile(strongest, 1.0 - FALSE_ALARM))
    everything = gains.max(axis=1).mean() - gains.mean(axis=0).max()
    return pd.DataFrame(
        {
            "outcome": outcome,
            "parameter": [EVERYTHING, *parameters],
            "value": [everything, *worth],
            "floor": [np.nan, *np.full(len(worth), floor)],
            "told": [bool(everything > 0.0), *((worth > floor) & (everything > 0.0))],
        }
    )


def _worth(gains: np.ndarray, places: np.ndarray) -> float:
    """Return what knowing one parameter adds to the best policy's mean, shape (future, policy)."""
    powers = np.vander(places, DEGREE + 1)
    fitted = powers @ np.linalg.lstsq(powers, gains, rcond=None)[0]
    return max(0.0, float(fitted.max(axis=1).mean() - np.max(gains.mean(axis=0))))
