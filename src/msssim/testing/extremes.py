"""Extreme conditions: the user's own world without one thing, and what then cannot be.

Each is a change that no dated event of the scenario can take back, and a statement that must hold
in every run: the test that Forrester and Senge (1980) ask of a model before any other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np

from msssim.scenario import Scenario
from msssim.testing.invariants import Holds, Relation
from msssim.testing.totals import Outcomes

HARM_BY_GANGS = (
    "civilians_killed_by_gangs", "civilians_injured_by_gangs", "kidnapped", "attacks_on_police",
    "police_killed", "mission_killed", "gang_killed", "gang_arrested", "gang_recruited",
    "gang_members_end", "gang_revenue_usd", "stations_lost", "offensives", "ambushes",
)  # fmt: skip
"""What takes a gang to do, or to suffer."""

PRESENCE = (
    "mission_killed", "operations_of_mission", "operations_joint", "abuse_cases", "resigned",
    "mobile_mean",
)  # fmt: skip
"""What takes somebody in theatre."""


def no_money(scenario: Scenario) -> Scenario:
    """Nothing pledged, held or received, nothing to come, and no assessed contributions."""
    empty = {
        f"funding.donors.{donor.name}.{stage}_usd": 0
        for donor in scenario.funding.donors
        for stage in ("pledged", "held", "received")
    }
    return scenario.holding(
        {**empty, "funding.pledge_rate_usd_month": 0.0, "council.conversion_vote_on": None}
    )


def no_base(scenario: Scenario) -> Scenario:
    """No inspection ever finds the base ready."""
    return scenario.holding({"logistics.inspection_pass": 0.0})


def no_mandate(scenario: Scenario) -> Scenario:
    """The mandate has ended on the eve of the start, and nobody renews it."""
    return scenario.holding(
        {
            "council.mandate_ends": scenario.start - dt.timedelta(1),
            "council.renewal_tabled": 0.0,
            "council.rollover_probability": 0.0,
        }
    )


def no_flights(scenario: Scenario) -> Scenario:
    """No flight brings personnel."""
    return scenario.holding({"logistics.airlift_sorties_per_week": 0.0})


def no_offers(scenario: Scenario) -> Scenario:
    """No country offers anybody."""
    offers = ("pledged", "trained", "pledged_low", "pledged_high", "pledged_log_sd")
    return scenario.holding(
        {
            f"mission.contingents.{row.name}.{name}": type(getattr(row, name))(0)
            for row in scenario.mission.contingents
            for name in offers
        }
    )


def no_mission(scenario: Scenario) -> Scenario:
    """There is no mission at all."""
    return scenario.holding({"mission.enabled": False})


def no_gangs(scenario: Scenario) -> Scenario:
    """Gangs have no members, control nothing, and recruit nobody."""
    members = {f"gangs.groups.{gang.name}.fighters": 0 for gang in scenario.gangs.groups}
    control = {
        f"territory.zones.{zone.name}.gang_control": 0.0 for zone in scenario.territory.zones
    }
    return scenario.holding({**members, **control, "recruitment.forced_per_100k_week": 0.0})


def _only(change: Callable[[Scenario], Scenario]) -> Callable[[Scenario], tuple[Scenario, ...]]:
    """Return the change as a relation wants it: it makes one world."""
    return lambda scenario: (change(scenario),)


def _none_of(names: Sequence[str], outcomes: Outcomes) -> Holds:
    return {name: outcomes[name] == 0 for name in names}


def nobody_comes(outcomes: Outcomes) -> Holds:
    """Say of each run whether nobody was in theatre, and did nothing there."""
    return {"first boots": np.isnan(outcomes["first_boots_days"]), **_none_of(PRESENCE, outcomes)}


def gangs_do_nothing(outcomes: Outcomes) -> Holds:
    """Say of each run whether gangs did nothing, and nothing happened to them."""
    return _none_of(HARM_BY_GANGS, outcomes)


EXTREMES = (
    Relation("no_money", "Without money nobody lands.", "5.7",
             _only(no_money), nobody_comes),
    Relation("no_base", "Without a base nobody lands.", "5.8",
             _only(no_base), nobody_comes),
    Relation("no_mandate", "Without a mandate nobody lands.", "5.5",
             _only(no_mandate), nobody_comes),
    Relation("no_flights", "Without flights nobody lands.", "5.8",
             _only(no_flights), nobody_comes),
    Relation("no_offers", "Where nobody offers, nobody lands.", "5.8",
             _only(no_offers), nobody_comes),
    Relation("no_mission", "Without a mission nobody lands.", "5.8",
             _only(no_mission), nobody_comes, of_a_mission=False),
    Relation("no_gangs", "Without gangs nobody is harmed by them, and they do not come back.",
             "5.12",
             _only(no_gangs), gangs_do_nothing, of_a_mission=False),
)  # fmt: skip
"""Every extreme condition with what must hold under it."""
