"""Hypothesis strategies for valid scenarios, for tests of models, policies and analyses.

They read the ranges from the parameters' declarations, so they follow the schema by themselves.
What fails is shrunk towards the scenario that one starts from: a week of it, on its own dates, with
as few values changed as still fail. Needs the ``hypothesis`` package.

>>> from hypothesis import given
>>> from msssim.testing.strategies import scenarios
>>> @given(scenarios())
... def test_my_policy_never_fails(scenario): ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from msssim.errors import InputError
from msssim.scenario import ParameterInfo, Scenario, load_scenario
from msssim.testing.relations import numbers

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise InputError("problems.hypothesis_not_installed") from error

Range = Literal["plausible", "admissible"]

FIRST_START = dt.date(2023, 10, 2)
LAST_START = dt.date(2024, 6, 12)


def value_of(info: ParameterInfo, within: Range = "plausible") -> st.SearchStrategy[Any]:
    """Values of one parameter: of its plausible range, or of the admissible one if it has none.

    The parameter's own value comes first: towards it they shrink.
    """
    low, high = info.low, info.high
    if within == "plausible" and info.plausible is not None:
        low, high = info.plausible
    if low is None or high is None:
        return st.just(info.value)
    own = st.just(info.value)
    if isinstance(info.value, int):
        return own | st.integers(int(np.ceil(low)), int(high))
    return own | st.floats(low, high, allow_subnormal=False)


@st.composite
def settings_of(
    draw: st.DrawFn,
    scenario: Scenario,
    *,
    sections: Sequence[str] = (),
    min_size: int = 0,
    max_size: int = 12,
    within: Range = "plausible",
) -> dict[str, Any]:
    """Values for some parameters, by path; :meth:`Scenario.with_values` takes them.

    They are of the ``sections`` named ("funding", "law"), or of all.
    """
    known = {
        info.path: info
        for info in numbers(scenario)
        if not sections or info.path.partition(".")[0] in sections
    }
    paths = draw(
        st.lists(st.sampled_from(sorted(known)), min_size=min_size, max_size=max_size, unique=True)
    )
    return {path: draw(value_of(known[path], within)) for path in paths}


@st.composite
def policies(draw: st.DrawFn, scenario: Scenario, *, max_size: int = 3) -> dict[str, Any]:
    """Values for a dated event: of parameters that act after the first day."""
    known = {info.path: info for info in numbers(scenario) if not info.start_only}
    paths = draw(
        st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=max_size, unique=True)
    )
    return {path: draw(value_of(known[path])) for path in paths}


@st.composite
def values_between_runs(
    draw: st.DrawFn,
    scenario: Scenario,
    runs: int,
    *,
    min_size: int = 5,
    max_size: int = 15,
    within: Range = "plausible",
) -> dict[str, np.ndarray]:
    """For some parameters, by path, a value for each run of a block: arrays ``(run,)``."""
    known = {info.path: info for info in numbers(scenario)}
    paths = draw(
        st.lists(st.sampled_from(sorted(known)), min_size=min_size, max_size=max_size, unique=True)
    )
    return {
        path: np.array([draw(value_of(known[path], within)) for _ in range(runs)]) for path in paths
    }


@st.composite
def small_theatres(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """A part of a scenario's theatre: some zones, what stands in them, some states and donors."""
    data = scenario.resolved() | {"events": []}
    zones = set(draw(_some(data["territory"]["zones"], 1, 6)))
    territory, gangs, police = data["territory"], data["gangs"], data["police"]
    territory["zones"] = [row for row in territory["zones"] if row["name"] in zones]
    territory["links"] = [
        row for row in territory["links"] if {row["zone_a"], row["zone_b"]} <= zones
    ]
    gangs["groups"] = [
        row | {"presence": [zone for zone in row["presence"] if zone in zones]}
        for row in gangs["groups"]
        if row["base"] in zones
    ]
    police["units"] = [row for row in police["units"] if row["zone"] in zones | {None}]
    for section, table in (("mission", "contingents"), ("funding", "donors")):
        kept = draw(_some(data[section][table], 1, 4))
        data[section][table] = [row for row in data[section][table] if row["name"] in kept]
    countries = {row["name"] for row in data["mission"]["contingents"]}
    law = data["law"]
    law["steps"] = [row for row in law["steps"] if row["contingent"] in countries]
    return Scenario.from_data(data)


def _some(
    rows: Sequence[Mapping[str, Any]], at_least: int, at_most: int
) -> st.SearchStrategy[list[str]]:
    names = [row["name"] for row in rows]
    if not names:
        return st.just([])
    return st.lists(st.sampled_from(names), min_size=at_least, max_size=at_most, unique=True)


@st.composite
def scenarios(
    draw: st.DrawFn,
    base: Scenario | None = None,
    *,
    max_steps: int = 20,
    within: Range = "plausible",
) -> Scenario:
    """Valid scenarios: some of the theatre, other values, dates and events.

    Parameters
    ----------
    base
        The scenario to start from; as it stood in June 2024 by default.
    max_steps
        Steps of the longest run.
    within
        Whether values are drawn from plausible ranges or from all that is admissible.
    """
    scenario = base if base is not None else load_scenario("as_is")
    scenario = draw(st.just(scenario) | small_theatres(scenario))
    start = draw(_starts(scenario.start))
    step_days = draw(st.sampled_from([7, 1]))
    fewest = -(-7 // step_days)
    horizon = step_days * draw(st.integers(fewest, max(max_steps, fewest)))
    values = draw(settings_of(scenario, within=within))
    dates = st.integers(0, horizon + 30).map(lambda days: start + dt.timedelta(days - 30))
    values |= {"start": start, "step_days": step_days, "horizon_days": horizon}
    if draw(st.integers(0, 5)) == 5:
        values["mission.enabled"] = not scenario.mission.enabled
    for path in _dated(scenario):
        if (date := draw(st.none() | dates)) is not None:
            values[path] = date
    events = [
        {"date": draw(dates), "set": draw(policies(scenario))}
        for _ in range(draw(st.integers(0, 2)))
    ]
    data = scenario.with_values(values).resolved()
    return Scenario.from_data(data | {"events": data["events"] + events})


def _starts(own: dt.date) -> st.SearchStrategy[dt.date]:
    """Dates on which a run may start: the scenario's own, or one from the history."""
    days = st.integers(0, (LAST_START - FIRST_START).days)
    return st.just(own) | days.map(lambda before: LAST_START - dt.timedelta(before))


def _dated(scenario: Scenario) -> list[str]:
    """Paths of the dates on which something is decided, set or not."""
    council = [
        f"council.{name}"
        for name in (
            "mandate_ends", "review_on", "conops_filed_on", "office_vote_on", "conversion_vote_on",
        )
    ]  # fmt: skip
    hearings = [f"law.steps.{row.name}.date" for row in scenario.law.steps]
    lifts = [f"funding.donors.{row.name}.hold.lift_on" for row in scenario.funding.donors]
    return council + hearings + lifts
