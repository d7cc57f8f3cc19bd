"""How a quantity of the model is declared: once, with everything that is known of it.

An :class:`Owner` is a class whose annotated fields are the variables of one kind of entity. From
the declarations come the arrays of the batch engine, the attributes of the agents, series and
outcomes with their units, the ranges that tests hold, what docking compares, and tables of docs.

A variable is either remembered from step to step, or written in each step by the phase that ``by``
names, for the phases after it and for the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, get_args, get_type_hints

Whole: TypeAlias = Annotated[Any, int]
"""A whole number of persons, vehicles, events or dollars."""

Real: TypeAlias = Annotated[Any, float]
"""A real quantity."""

Flag: TypeAlias = Annotated[Any, bool]
"""Yes or no."""

Kind = Literal["stock", "flow", "share", "index", "code"]
Better = Literal["low", "high", ""]
Reduction = Literal["total", "value", "mean", "share"]
"""Over the entities: their sum, the one value, the weighted mean, the part for which it is true."""

Over = Literal["sum", "last", "mean", "peak", "weeks", "days"]
"""Over the steps: sum, last value, mean, largest value, weeks and days in which it is true."""

Seen: TypeAlias = Mapping[str, Any]
"""Observations of a step by name."""


@dataclass(frozen=True)
class Outcome:
    """An outcome that is an observation reduced over the steps; an empty field is inherited."""

    over: Over
    name: str = ""
    meaning: str = ""
    unit: str = ""
    kind: Kind | Literal[""] = ""
    may_be_null: bool = False


@dataclass(frozen=True)
class Observed:
    """How a variable is observed at the end of a step.

    Attributes
    ----------
    reduction, weight
        Over the entities; a mean is weighted by another variable of the same axis.
    equals
        For a code: the value that is looked for, of which the share is observed.
    name, meaning, unit
        Of the observation, where they are not the variable's.
    kind, better
        What it is, and the direction that is good for people.
    series
        Whether it is a recorded series.
    outcomes
        What it becomes over the run.
    derive
        For what is worked out of other observations of the step; takes them by name.
    """

    reduction: Reduction = "value"
    weight: str = ""
    equals: int | None = None
    name: str = ""
    meaning: str = ""
    unit: str = ""
    kind: Kind = "stock"
    better: Better = ""
    series: bool = False
    outcomes: tuple[Outcome, ...] = ()
    derive: Callable[[Seen], Any] | None = None


@dataclass(frozen=True)
class Variable:
    """Declaration of one variable.

    Attributes
    ----------
    unit, meaning
        As a reader needs them; the meaning is one line.
    start
        Value before the first step: a number, or the path of a parameter; None where the first
        step's rules set it.
    by
        Phase that writes it in each step; empty for what is remembered.
    low, high
        Range that always holds.
    observed
        How it is recorded, in the order of declaration.
    zone_series
        Name of the series of each zone, or road, that it is; empty for none.
    owner, name, axis, type
        Filled in by the class that declares it.
    """

    unit: str
    meaning: str
    start: float | str | None = None
    by: str = ""
    low: float = 0.0
    high: float = inf
    observed: tuple[Observed, ...] = ()
    zone_series: str = ""
    owner: str = ""
    name: str = ""
    axis: str = "nation"
    type: type = float


def variable(
    unit: str,
    meaning: str,
    *observed: Observed,
    start: float | str | None = None,
    by: str = "",
    low: float = 0.0,
    high: float = inf,
    zone_series: str = "",
) -> Any:
    """Declare a variable; see :class:`Variable`."""
    return Variable(unit, meaning, start, by, low, high, observed, zone_series)


def share(meaning: str, *observed: Observed, **options: Any) -> Any:
    """Declare a share or an index, in [0, 1]."""
    return variable("share", meaning, *observed, **{"high": 1.0, **options})


def flow(
    unit: str,
    meaning: str,
    *,
    by: str,
    better: Better = "",
    name: str = "",
    series: bool = False,
    outcome: bool = True,
    zone_series: str = "",
    **observed: Any,
) -> Any:
    """Declare what happens in a step to an entity, recorded as its sum over entities and steps."""
    seen = Observed(
        "total", name=name, kind="flow", better=better, series=series,
        outcomes=(Outcome("sum"),) if outcome else (), **observed,
    )  # fmt: skip
    return variable(unit, meaning, seen, by=by, zone_series=zone_series)


class Owner:
    """Base of the classes that declare the variables of a kind of entity.

    ``axis`` names the kind of entity, as random channels do; ``table`` the path of its rows in the
    scenario, where it has any.
    """

    axis: ClassVar[str] = "nation"
    declared: ClassVar[dict[str, Variable]] = {}

    def __init_subclass__(cls, axis: str = "", **options: Any) -> None:
        """Collect what the class declares, in its order; one that declares nothing inherits."""
        super().__init_subclass__(**options)
        own = {name: each for name, each in vars(cls).items() if isinstance(each, Variable)}
        if not own:
            return
        cls.axis = axis or "nation"
        types = get_type_hints(cls, include_extras=True)
        cls.declared = {
            name: replace(
                each, owner=cls.__name__, name=name, axis=cls.axis, type=get_args(types[name])[1]
            )
            for name, each in own.items()
        }
        for name in own:
            delattr(cls, name)  # an agent that has not set it has no such attribute
