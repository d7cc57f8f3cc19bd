"""What an experiment holds: scenarios, levers, uncertainties, its design, and what is recorded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator

from msssim.experiments.copula import Correlation
from msssim.experiments.replications import Replications, Rounds, Until
from msssim.experiments.uncertainty import Uncertainty
from msssim.scenario.parameter import Section, Written, invalid
from msssim.scenario.schema import Scenario

MOST_LEVELS = 100
"""Of a lever; what has more is an uncertainty."""

LARGEST_SEED = 2**63 - 1
"""The largest whole number that every program reads from the manifest as it is."""


@dataclass(frozen=True)
class Level:
    """One setting of a lever: its label in the results, and the parameters that it sets."""

    label: Any
    settings: Mapping[str, Any]


@dataclass(frozen=True)
class Lever:
    """A choice that policy has; ``name`` is a parameter's path or, if it is ``named``, a word."""

    name: str
    levels: tuple[Level, ...]
    named: bool

    @property
    def paths(self) -> tuple[str, ...]:
        """Every parameter that some level sets, in file order."""
        return tuple(dict.fromkeys(path for level in self.levels for path in level.settings))


def _alike(value: Any, other: Any) -> bool:
    """Whether two levels are the same value: 1 is 1.0, but not true."""
    return bool(value == other) and isinstance(value, bool) == isinstance(other, bool)


def _levels(declared: Any) -> Any:
    """Accept ``[value, ...]`` or ``{label: {path: value}}``; refuse everything else in words."""
    if isinstance(declared, (list, tuple)):
        if not declared:
            raise invalid("problems.lever_empty")
        if len(declared) > MOST_LEVELS:
            raise invalid("problems.lever_long", found=len(declared), most=MOST_LEVELS)
        for place, value in enumerate(declared):
            if any(_alike(value, other) for other in declared[:place]):
                raise invalid("problems.lever_value_twice", value=value)
        return tuple(declared)
    if not isinstance(declared, Mapping) or not declared:
        raise invalid("problems.lever_form")
    for label, values in declared.items():
        if not isinstance(label, str):
            raise invalid("problems.lever_label", label=label)
        if not isinstance(values, Mapping) or not values:
            raise invalid("problems.level_empty", label=label)
    return {label: dict(values) for label, values in declared.items()}


class Design(Section):
    """How the uncertainties are sampled; ``points`` is the sample's size.

    For ``grid`` it is the number of values along each uncertainty, both ends included. In a
    ``listed`` design each uncertainty lists its values, and the n-th of them is that of point n.

    Under ``common`` random numbers run *k* has the same stream at every point, so that points
    differ by their parameters alone. Under ``independent`` ones no two points share a stream, so
    that the runs together are a forecast in which nothing is held still.
    """

    method: Literal["latin_hypercube", "sobol", "halton", "grid", "listed"] = "latin_hypercube"
    points: StrictInt = Field(64, ge=1, le=1_000_000)
    random_numbers: Literal["common", "independent"] = "common"

    @model_validator(mode="after")
    def _is_balanced(self) -> Design:
        if self.method == "sobol" and self.points & (self.points - 1):
            below = 1 << (self.points.bit_length() - 1)
            points = {"below": below, "above": 2 * below, "points": self.points}
            raise invalid("problems.sobol_points", **points)
        return self


class Record(Section):
    """What is kept: series, how often; the outcomes of each contingent; zones and main roads.

    ``zones_every_days`` says how often the latter are kept; without it, they are not.
    """

    series: tuple[str, ...] = ()
    every_days: StrictInt = Field(7, ge=1)
    contingents: StrictBool = False
    zones_every_days: StrictInt | None = Field(None, ge=1)


class ExperimentFields(Section):
    """The fields of an experiment; whether it can be played is checked in the experiment itself."""

    name: Annotated[
        str, Written("a name of 1 to 100 characters, a letter or a digit first, without / and \\")
    ] = Field("experiment", min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][^/\\\x00-\x1f]*$")
    title: str = Field(min_length=1, max_length=200)
    why: str = ""
    scenarios: tuple[Scenario, ...] = Field(min_length=1)
    levers: dict[str, Annotated[Any, AfterValidator(_levels)]] = Field({})
    uncertainties: dict[str, Uncertainty] = Field({})
    correlations: tuple[Correlation, ...] = ()
    design: Design = Design()
    replications: Replications = 100
    horizon_days: StrictInt | None = None
    record: Record = Record()
    seed: StrictInt = Field(1, ge=0, le=LARGEST_SEED)

    def lever_list(self) -> tuple[Lever, ...]:
        """Return the levers, in file order."""
        return tuple(_lever(name, declared) for name, declared in self.levers.items())

    @property
    def until(self) -> Until | None:
        """The rule that says when there are replications enough, if there is one."""
        return self.replications.until if isinstance(self.replications, Rounds) else None

    @property
    def cells(self) -> int:
        """Number of cells: every scenario with every setting of the levers."""
        return len(self.scenarios) * math.prod(len(lever.levels) for lever in self.lever_list())

    def scenarios_to_play(self) -> tuple[Scenario, ...]:
        """Return the scenarios over the experiment's horizon, the baseline first."""
        if self.horizon_days is None:
            return self.scenarios
        over = {"horizon_days": self.horizon_days}
        return tuple(scenario.with_values(over) for scenario in self.scenarios)

    def described(self) -> dict[str, Any]:
        """Return the experiment as plain data, with the scenarios by name."""
        plain = self.model_dump(mode="json", exclude={"scenarios"}, exclude_none=True)
        if not self.correlations:
            del plain["correlations"]
        if self.design.random_numbers == "common":
            del plain["design"]["random_numbers"]
        names = [scenario.name for scenario in self.scenarios]
        return {"name": plain.pop("name"), "title": plain.pop("title"), "scenarios": names, **plain}


def _lever(name: str, declared: Any) -> Lever:
    if isinstance(declared, Mapping):
        levels = tuple(Level(label, settings) for label, settings in declared.items())
        return Lever(name, levels, named=True)
    return Lever(name, tuple(Level(value, {name: value}) for value in declared), named=False)
