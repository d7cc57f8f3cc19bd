"""Metamorphic relations: two variants of a scenario, and what must not differ between them.

Both are played with common random numbers.

They need no right answer to compare with (Segura et al. 2016): a name, an island or the levers of a
mission that is not there make no difference; help never delays the first boots. What would
hard-code a conclusion is not among them: more force, more openness and more arrests may do harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from msssim.experiments.variants import LIFTED
from msssim.scenario import ParameterInfo, Scenario, parameter_info, parameters
from msssim.scenario.fields import FRAME
from msssim.testing.extremes import no_mission
from msssim.testing.invariants import Holds, Relation, first_line
from msssim.testing.totals import Outcomes
from msssim.world.observables import OUTCOMES

MISSION_SIDE = ("mission", "funding", "logistics", "law", "council", "governance")
"""Sections of a scenario whose numbers do nothing without a mission."""

ALSO_WITHOUT = (
    "logistics.airport", "governance.leak_per", "governance.informed", "governance.exposure_floor",
    "governance.colluder_tells", "governance.coordination_floor",
    "governance.reference_coordination",
)  # fmt: skip
"""Beginnings of paths among these that describe the country all the same: the airport, leaks from
operations of the police alone, and how authorities coordinate that are left to themselves."""

GROUND = tuple(
    name
    for name in OUTCOMES
    if not name.startswith(("fund_", "weeks_", "in_kind"))
    and name not in ("airport_open_days", "delivered_share", "vehicles_end")
)
"""Outcomes on the ground: not those of the mission's money, its vehicles and what binds it."""

SHARED_OUT = (
    "civilians_killed", "civilians_injured", "kidnapped", "gang_killed", "gang_members_end",
    "police_end", "displaced_end", "gang_control_end", "first_boots_days", "mission_killed",
)  # fmt: skip
"""Outcomes in which an island of inhabitants without gangs has no part."""

ISLAND = "\U0010fffd island"
"""Sorts behind any name of a zone, so that it changes nobody's random numbers."""

A_GREAT_DEAL_USD = 60_000_000


def without_mission(
    scenario: Scenario, levers: Mapping[str, Any] | None = None
) -> tuple[Scenario, Scenario]:
    """Return the scenario without a mission, and the same with other values of mission levers.

    Parameters
    ----------
    levers
        Values by path; if not given, every number of the mission's side at another plausible value.
    """
    alone = no_mission(scenario)
    other = levers if levers is not None else _other_ends(scenario)
    moved = {path: to for path, to in other.items() if not path.startswith(ALSO_WITHOUT)}
    return alone, alone.holding(moved)


def with_other_zone_names(scenario: Scenario) -> tuple[Scenario, Scenario]:
    """Return the scenario, and the same with zones named otherwise, in the same order."""
    in_order = sorted(zone.name for zone in scenario.territory.zones)
    new = {name: f"zone {place:04}" for place, name in enumerate(in_order)}
    return scenario, with_zones_named(scenario, new)


def with_zones_named(scenario: Scenario, new: Mapping[str, str]) -> Scenario:
    """Return the scenario with its zones renamed, in every table that names them."""
    data = scenario.resolved()
    for row in data["territory"]["zones"]:
        row["name"] = new[row["name"]]
    for row in data["territory"]["links"]:
        row["zone_a"], row["zone_b"] = new[row["zone_a"]], new[row["zone_b"]]
    for row in data["gangs"]["groups"]:
        row["base"], row["presence"] = new[row["base"]], [new[zone] for zone in row["presence"]]
    for row in data["police"]["units"]:
        row["zone"] = new[row["zone"]] if row["zone"] else None
    return Scenario.from_data(data)


def with_an_island(scenario: Scenario) -> tuple[Scenario, Scenario]:
    """Return the scenario, and the same with one more zone that nothing leads to."""
    data = scenario.resolved()
    island = data["territory"]["zones"][0] | {
        "name": ISLAND, "metropolitan": False, "gang_control": 0.0, "priority": 0.0, "node": None
    }  # fmt: skip
    data["territory"]["zones"].append(island)
    return scenario, Scenario.from_data(data)


def same_on_the_ground(before: Outcomes, after: Outcomes) -> Holds:
    """Say of each run whether every outcome on the ground is the same number."""
    return same(before, after, GROUND)


def same_where_shared_out(before: Outcomes, after: Outcomes) -> Holds:
    """Say of each run whether every outcome is the same in which an island has no part."""
    return same(before, after, SHARED_OUT)


def same(before: Outcomes, after: Outcomes, names: tuple[str, ...] = tuple(OUTCOMES)) -> Holds:
    """Say of each run whether outcomes are the same number, or null in both."""
    return {
        name: (before[name] == after[name]) | (np.isnan(before[name]) & np.isnan(after[name]))
        for name in names
    }


def never_later(before: Outcomes, after: Outcomes) -> Holds:
    """Say of each run whether the first boots are no later in the second world."""
    days = [
        np.where(np.isnan(outcomes["first_boots_days"]), np.inf, outcomes["first_boots_days"])
        for outcomes in (before, after)
    ]
    return {"first boots": days[1] <= days[0]}


def _other_ends(scenario: Scenario) -> dict[str, Any]:
    """Return another plausible value of every number of the mission's side."""
    ends = {}
    for info in numbers(scenario):
        low, high = info.plausible or (info.low, info.high)
        if info.path.partition(".")[0] in MISSION_SIDE and low is not None and high is not None:
            ends[info.path] = type(info.value)(high if info.value != high else low)
    return ends


def _more(scenario: Scenario, path: str, amount: float) -> Any:
    """Return a value that is larger by an amount, as far as larger ones are admitted."""
    info = parameter_info(scenario, path)
    larger = info.value + amount
    return larger if info.high is None else type(info.value)(min(larger, info.high))


# -- help: what brings the mission nearer, and nothing else


def more_cash(scenario: Scenario) -> dict[str, Any]:
    """A donor has paid a great deal more."""
    paths = [f"funding.donors.{donor.name}.received_usd" for donor in scenario.funding.donors]
    return {path: _more(scenario, path, A_GREAT_DEAL_USD) for path in paths[:1]}


def all_pledges_paid(scenario: Scenario) -> dict[str, Any]:
    """Whatever is pledged is paid in the end."""
    return {"funding.conversion": 1.0}


def holds_lifted(scenario: Scenario) -> dict[str, Any]:
    """Every hold is lifted at the start."""
    donors = scenario.funding.donors
    return {f"funding.donors.{donor.name}.hold.lift_on": scenario.start for donor in donors}


def base_built(scenario: Scenario) -> dict[str, Any]:
    """The base is built, and waits for its inspection."""
    return {"logistics.base_stages_done": scenario.logistics.base_stages}


def no_contest(scenario: Scenario) -> dict[str, Any]:
    """No deployment is challenged in court."""
    return LIFTED["court"](scenario)


def more_vehicles(scenario: Scenario) -> dict[str, Any]:
    """A hundred vehicles more are on site."""
    path = "logistics.vehicles_at_start"
    return {path: _more(scenario, path, 100)}


def open_airport(scenario: Scenario) -> dict[str, Any]:
    """Nobody closes the airport."""
    return {"logistics.airport_closure_per_week": 0.0}


def no_crisis(scenario: Scenario) -> dict[str, Any]:
    """No government falls."""
    return {"authorities.crisis_per_month": 0.0}


def more_in_kind(scenario: Scenario) -> dict[str, Any]:
    """The whole mission can be sustained in kind."""
    target = scenario.mission.force_target
    return {"funding.in_kind_persons": max(scenario.funding.in_kind_persons, target)}


HELP = (
    more_cash, all_pledges_paid, holds_lifted, base_built, no_contest, more_vehicles, open_airport,
    no_crisis, more_in_kind,
)  # fmt: skip
"""Each makes one gate of the deployment easier, and does nothing else until somebody is there."""


def _help(change: Callable[[Scenario], dict[str, Any]]) -> Relation:
    return Relation(
        f"help_{change.__name__}",
        f"{first_line(change).removesuffix('.')}: no run sees its first boots later.",
        "5.8",
        lambda scenario: (scenario, scenario.holding(change(scenario))),
        never_later,
    )


RELATIONS = (
    Relation("levers_of_no_mission", "Without a mission its levers change nothing on the ground.",
          "4", without_mission, same_on_the_ground, of_a_mission=False),
    Relation("zones_by_other_names", "Zones under other names have the same fate.",
          "4", with_other_zone_names, same, of_a_mission=False),
    Relation("an_island", "A zone that nothing leads to leaves the others as they are.",
          "4", with_an_island, same_where_shared_out, of_a_mission=False),
    *map(_help, HELP),
)  # fmt: skip
"""Every relation with what must hold of its two worlds."""


BOUND_TO_OTHERS = ("base_stages", "base_stages_done", "pledged", "pledged_log_sd", "trained")
"""Values that must fit each other; whoever sets values at will leaves them as they are."""


def numbers(scenario: Scenario) -> list[ParameterInfo]:
    """List the parameters that a scenario may set, each to any number of its range."""
    return [
        info
        for info in parameters(scenario)
        if isinstance(info.value, int | float)
        and not isinstance(info.value, bool)
        and info.low is not None
        and info.high is not None
        and not info.path.startswith(FRAME)
        and info.path.rpartition(".")[2] not in BOUND_TO_OTHERS
    ]
