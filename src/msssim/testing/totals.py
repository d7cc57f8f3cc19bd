"""Invariants of what a run came to: outcomes that must add up, or stay within bounds.

They need the outcomes alone, so they can also be asked of a stored result. Outcomes are arrays
``(run,)``, NaN where a thing never happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msssim.testing.invariants import Holds, Invariant
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import OUTCOMES, range_of

Outcomes = Mapping[str, NDArray[np.float64]]

COUNTED = ("persons", "events", "tips", "stations")
"""Units of what is counted one by one."""


def weeks_bound_sum_to_the_horizon(outcomes: Outcomes, weeks: float) -> Holds:
    """In every week one constraint binds the next tranche, or none does."""
    bound = np.sum([outcomes[f"weeks_bound_{cause}"] for cause in CONSTRAINTS], axis=0)
    return {"weeks bound": np.isclose(bound, weeks, rtol=0, atol=1e-9 * weeks)}


def outcomes_stay_in_range(outcomes: Outcomes, weeks: float) -> Holds:
    """Outcomes are numbers, shares in [0, 1], and nothing else below nothing."""
    return {name: _in_range(name, outcomes[name]) for name in OUTCOMES if name != "rebound_26w"}


def counts_are_whole(outcomes: Outcomes, weeks: float) -> Holds:
    """Persons and events are counted one by one."""
    counted = [
        name
        for name, quantity in OUTCOMES.items()
        if quantity.unit in COUNTED and quantity.kind == "flow"
    ]
    return {name: outcomes[name] == np.rint(outcomes[name]) for name in counted}


def harm_has_an_author(outcomes: Outcomes, weeks: float) -> Holds:
    """Civilians killed and injured are the sums over those who did it."""
    authors = ("gangs", "state", "vigilantes")
    return {
        harm: outcomes[harm] == np.sum([outcomes[f"{harm}_by_{who}"] for who in authors], axis=0)
        for harm in ("civilians_killed", "civilians_injured")
    }


def a_lapse_lasts(outcomes: Outcomes, weeks: float) -> Holds:
    """There are weeks without a mandate where it lapsed, and only there."""
    lapsed, lasted = outcomes["lapse"], outcomes["lapse_weeks"]
    return {"lapse": (lapsed == 1) == (lasted > 0), "weeks of it": lasted <= weeks + 1e-9}


def a_peak_is_no_lower_than_the_end(outcomes: Outcomes, weeks: float) -> Holds:
    """Never are fewer displaced at the peak than at the end."""
    return {"displaced": outcomes["displaced_peak"] >= outcomes["displaced_end"]}


TOTALS = (
    Invariant(weeks_bound_sum_to_the_horizon, "5.8"),
    Invariant(outcomes_stay_in_range, "2"),
    Invariant(counts_are_whole, "2"),
    Invariant(harm_has_an_author, "5.14"),
    Invariant(a_lapse_lasts, "5.5"),
    Invariant(a_peak_is_no_lower_than_the_end, "5.14"),
)
"""Every such invariant with the section of docs/ODD.md that it comes from."""


def _in_range(name: str, values: NDArray[Any]) -> NDArray[np.bool_]:
    low, high = range_of(name)
    within = (values >= low) & (values <= high) & np.isfinite(values)
    return np.asarray(within | (np.isnan(values) & OUTCOMES[name].may_be_null))
