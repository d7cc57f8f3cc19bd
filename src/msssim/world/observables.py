"""What a run reports, with unit and meaning: series, outcomes, and both for parts of the whole.

The names are the public contract of the result files. Most are declared with the variable that they
observe (:mod:`msssim.world.variables`); here stand those that are worked out of several. A *stock*
is its value at the end of an interval, a *flow* the sum over it; shares and indices lie in [0, 1].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import numpy as np

from msssim.world.declare import Better, Kind, Observed, Outcome, Seen, Variable
from msssim.world.mission import CONSTRAINTS
from msssim.world.variables import VARIABLES


@dataclass(frozen=True)
class Quantity:
    """Unit and meaning of a reported quantity.

    ``better`` is the direction good for people; ``may_be_null`` says that the thing may never
    happen in a run, so that a missing number is an answer and not a fault. ``from_day`` is the
    first day of a run on which it can be known; a shorter run ends before. ``low`` and ``high``
    are the range in which it lies.
    """

    unit: str
    meaning: str
    kind: Kind
    better: Better = ""
    may_be_null: bool = False
    from_day: int = 0
    low: float = 0.0

    @property
    def high(self) -> float:
        """Upper end of its range: 1 for a share."""
        return 1.0 if self.kind in ("share", "index") or self.unit == "0/1" else inf


@dataclass(frozen=True)
class Observation:
    """An observation of each step: of a variable, or worked out of other observations."""

    name: str
    quantity: Quantity
    observed: Observed
    variable: Variable | None = None


def _observed(variable: Variable) -> Iterator[Observation]:
    """Yield the observations that are declared with a variable."""
    for declared in variable.observed:
        each = declared
        unit, meaning = each.unit or variable.unit, each.meaning or variable.meaning
        unit = "index" if each.kind == "index" else unit
        quantity = Quantity(unit, meaning, each.kind, each.better)
        if variable.axis == "nation":  # there is one, so nothing to add up
            each = replace(each, reduction="value")
        yield Observation(each.name or variable.name, quantity, each, variable)


def _derived(
    name: str, unit: str, meaning: str, derive: Callable[[Seen], Any], **options: Any
) -> Observation:
    """Declare an observation that is worked out of others."""
    observed = Observed(name=name, derive=derive, **options)
    return Observation(name, Quantity(unit, meaning, observed.kind, observed.better), observed)


def _per(part: str, whole: str) -> Callable[[Seen], Any]:
    """Ratio of two observations; nothing of nothing is nothing."""
    return lambda seen: seen[part] / np.maximum(seen[whole], 1)


def _sum(*names: str) -> Callable[[Seen], Any]:
    return lambda seen: sum(seen[name] for name in names)


def _killed_and_injured() -> tuple[Observation, ...]:
    return (
        _derived(
            "killed_in_crossfire", "persons",
            "civilians killed in exchanges of fire, counted by who fired among those killed by "
            "gangs or the state",
            _sum("civilians_killed_by_state", "killed_by_gang_fire"),
            kind="flow", better="low", outcomes=(Outcome("sum"),),
        ),
        _derived(
            "civilians_injured", "persons", "civilians injured",
            _sum("civilians_injured_by_gangs", "civilians_injured_by_state",
                 "civilians_injured_by_vigilantes"),
            kind="flow", better="low", series=True, outcomes=(Outcome("sum"),),
        ),
        _derived(
            "gang_killed", "persons", "gang members killed",
            _sum("killed_in_contacts", "gang_killed_by_rivals", "gang_lynched"),
            kind="flow", series=True, outcomes=(Outcome("sum"),),
        ),
        _derived(
            "killed_total", "persons",
            "everybody killed in violence: civilians, gang members, police, mission",
            _sum("civilians_killed", "gang_killed", "mission_killed", "police_killed"),
            kind="flow", better="low", series=True,
        ),
    )  # fmt: skip


DERIVED: tuple[Observation, ...] = (
    *_killed_and_injured(),
    _derived(
        "held_share", "share",
        "share of inhabitants in zones held by the state for 8 weeks or more",
        _per("held_inhabitants", "population"),
        kind="share", better="high", series=True, outcomes=(Outcome("last", "held_share_end"),),
    ),
    _derived(
        "arms_per_member", "weapons/person", "weapons of gangs per member",
        _per("arms", "gang_members"),
        better="low", series=True, outcomes=(Outcome("last", "arms_per_member_end"),),
    ),
    _derived(
        "peripheral_share", "share", "share of gang members outside the metropolitan zones",
        _per("peripheral_members", "gang_members"),
        kind="share", series=True, outcomes=(Outcome("last", "peripheral_share_end"),),
    ),
    _derived(
        "attacks_around_events", "events", "of these, around an arrival or a vote on the mandate",
        lambda seen: np.where(seen["event"], seen["attacks_on_police"], 0),
        kind="flow", better="low", outcomes=(Outcome("sum"),),
    ),
)  # fmt: skip

OBSERVATIONS: dict[str, Observation] = {
    each.name: each
    for each in (*(o for variable in VARIABLES.values() for o in _observed(variable)), *DERIVED)
}
"""Every observation of a step; what is worked out of others comes after them."""


def observe(reduce: Callable[[Observation], Any]) -> dict[str, Any]:
    """Observe a step: each engine reduces its variables, what is derived is the same for both."""
    seen: dict[str, Any] = {}
    for name, each in OBSERVATIONS.items():
        derive = each.observed.derive
        seen[name] = reduce(each) if derive is None else derive(seen)
    return seen


SERIES: dict[str, Quantity] = {
    name: each.quantity for name, each in OBSERVATIONS.items() if each.observed.series
}
"""Recorded series."""

SUFFIX = {"last": " at the end", "mean": ", mean", "peak": " at the peak"}
"""What an outcome adds to the meaning of the observation that it reduces."""


def _reduced() -> Iterator[tuple[str, tuple[Observation, Outcome], Quantity]]:
    """Yield the outcomes that reduce one observation over the steps."""
    for observation in OBSERVATIONS.values():
        of = observation.quantity
        for outcome in observation.observed.outcomes:
            meaning = outcome.meaning or of.meaning + _suffix(observation, outcome)
            unit = outcome.unit or ("weeks" if outcome.over == "weeks" else of.unit)
            kind = outcome.kind or ("flow" if outcome.over == "weeks" else of.kind)
            better = of.better if unit != "weeks" else ""
            quantity = Quantity(unit, meaning, kind, better, outcome.may_be_null)
            yield outcome.name or observation.name, (observation, outcome), quantity


def _suffix(observation: Observation, outcome: Outcome) -> str:
    return "" if outcome.name in ("", observation.name) else SUFFIX.get(outcome.over, "")


REDUCED: dict[str, tuple[Observation, Outcome]] = {name: of for name, of, _ in _reduced()}
"""Outcomes that reduce one observation over the steps: which, and how."""


def _bound(cause: str, nothing: str, something: str) -> Quantity:
    meaning = nothing if cause == "none" else f"{something}: {cause}"
    return Quantity("weeks", meaning, "flow")


STRENGTH_WEEKS = (26, 52, 78, 104)
REBOUND_DAYS = 26 * 7
"""How long after the exit the rebound of gang control is measured."""

OUTCOMES: dict[str, Quantity] = {
    "first_boots_days": Quantity(
        "days", "days from the start to the first mission person in theatre", "stock",
        may_be_null=True,
    ),
    **{
        f"strength_{week}w": Quantity(
            "persons", f"mission personnel in theatre at week {week}", "stock", may_be_null=True,
            from_day=7 * week,
        )
        for week in STRENGTH_WEEKS
    },
    "delivered_share": Quantity(
        "share", "person-weeks in theatre against person-weeks planned", "share", may_be_null=True
    ),
    **{
        f"weeks_bound_{cause}": _bound(cause, "weeks in which nothing bound", "weeks bound by")
        for cause in (*CONSTRAINTS[1:], CONSTRAINTS[0])
    },
    "weeks_cover_below_1m": Quantity("weeks", "weeks with less than a month of cash cover", "flow"),
    "slippage": Quantity(
        "ratio", "time from authorisation to first boots against the time first announced", "stock",
        may_be_null=True,
    ),
    "police_killed_per_1000_years": Quantity(
        "persons", "police officers killed per 1,000 officers and year", "stock", "low",
        may_be_null=True,
    ),
    "mission_killed_per_1000_years": Quantity(
        "persons", "mission personnel killed per 1,000 person-years; null without a mission",
        "stock", "low", may_be_null=True,
    ),
    "exit_days": Quantity(
        "days", "days from the start to the mission's exit: mandate over, nobody in theatre",
        "stock", may_be_null=True,
    ),
    "low_profile_before_exit": Quantity(
        "share", "share of gang-weeks in a low profile from first boots to the exit", "share",
        may_be_null=True,
    ),
    "rebound_26w": Quantity(
        "share", "gang control 26 weeks after the exit less that at the exit", "stock", "low",
        may_be_null=True, from_day=REBOUND_DAYS, low=-1.0,
    ),
    **{name: quantity for name, _, quantity in _reduced()},
}  # fmt: skip
"""Outcomes of a run."""


CONTINGENT_OUTCOMES: dict[str, Quantity] = {
    "offered": Quantity("persons", "persons whom the country offers", "stock"),
    "committed_days": Quantity(
        "days", "days from the start to the decision to send them; 0 if taken before the start",
        "stock",
    ),
    "first_announced_days": Quantity(
        "days",
        "days from the start to the date first announced for their arrival; negative before it",
        "stock",
    ),
    "arrived_days": Quantity(
        "days", "days from the start to the first of them in theatre", "stock"
    ),
    "slippage_days": Quantity("days", "arrival less the date first announced", "stock"),
    "postponements": Quantity("count", "announced dates that passed with nobody landed", "stock"),
    "in_theatre_end": Quantity("persons", "in theatre at the end", "stock"),
    "person_weeks": Quantity("person-weeks", "persons in theatre times weeks", "flow"),
    "lost": Quantity("persons", "killed in theatre", "flow", "low"),
    "gone_home": Quantity(
        "persons", "gone home for good: resigned, drawn down or released", "flow"
    ),
    "recalled": Quantity("0/1", "recalled by the country", "stock"),
    "weeks_barred": Quantity("weeks", "weeks under a court's order or bar", "flow"),
    **{
        f"weeks_bound_{cause}": _bound(
            cause,
            "weeks in which nothing bound its next persons, or none were wanted or to come",
            "weeks in which its next persons were bound by",
        )
        for cause in CONSTRAINTS
    },
}  # fmt: skip
"""Outcomes of one contingent; what bound its next persons sums to the horizon in weeks."""


def _of_places(axes: tuple[str, ...]) -> dict[str, Variable]:
    return {
        each.zone_series: each
        for each in VARIABLES.values()
        if each.zone_series and each.axis in axes
    }


def _series_of(variable: Variable) -> Quantity:
    first = variable.observed[0] if variable.observed else Observed()
    return Quantity(variable.unit, variable.meaning, first.kind, first.better)


ZONE_VARIABLES = _of_places(("zone",))
ROAD_VARIABLES = _of_places(("road",))
ZONE_SERIES: dict[str, Quantity] = {n: _series_of(each) for n, each in ZONE_VARIABLES.items()}
"""Series of one zone."""
ROAD_SERIES: dict[str, Quantity] = {n: _series_of(each) for n, each in ROAD_VARIABLES.items()}
"""Series of one main road."""


def range_of(outcome: str) -> tuple[float, float]:
    """Return what an outcome lies between: 0 and 1 for a share, 0 and infinity for a count."""
    quantity = OUTCOMES[outcome]
    return quantity.low, 1.0 if quantity.low < 0 else quantity.high
