"""What must fit together in a scenario: references between tables, and values between fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msssim.errors import Problem
from msssim.scenario.events import stages
from msssim.scenario.text import nearest
from msssim.text import text

if TYPE_CHECKING:
    from msssim.scenario.schema import Scenario

EARLIEST_START = dt.date(1945, 10, 24)  # the United Nations: before it no Council authorises
LATEST_START = dt.date(2099, 12, 31)


def problems_of(scenario: Scenario) -> list[Problem]:
    """Return everything that does not fit together in a scenario whose single values are valid."""
    checks = (_time, _base, _zones, _links, _gangs, _police, _contingents, _cases)
    problems = [problem for check in checks for problem in check(scenario)]
    return problems + stages(scenario, known=problems)[1]


def _time(scenario: Scenario) -> Iterator[Problem]:
    if scenario.step_days not in (1, 7):
        allowed = text("problems.allowed_step")
        yield Problem(
            "problems.wrong_value", "step_days", found=scenario.step_days, allowed=allowed
        )
    if not EARLIEST_START <= scenario.start <= LATEST_START:
        allowed = text("problems.allowed_start", earliest=EARLIEST_START, latest=LATEST_START)
        yield Problem("problems.wrong_value", "start", found=scenario.start, allowed=allowed)


def _base(scenario: Scenario) -> Iterator[Problem]:
    done, stages_in_all = scenario.logistics.base_stages_done, scenario.logistics.base_stages
    if done > stages_in_all:
        where = "logistics.base_stages_done"
        yield Problem("problems.stages_done", where, done=done, stages=stages_in_all)


def _zones(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.territory.zones:
        yield Problem("problems.no_zones", "territory.zones")


def _links(scenario: Scenario) -> Iterator[Problem]:
    linked: dict[frozenset[str], str] = {}
    for link in scenario.territory.links:
        where = f"territory.links.{link.name}"
        yield from _no_zone(scenario, link.zone_a, f"{where}.zone_a")
        yield from _no_zone(scenario, link.zone_b, f"{where}.zone_b")
        ends = frozenset((link.zone_a, link.zone_b))
        if len(ends) == 1:
            yield Problem("problems.link_to_itself", where, zone=link.zone_a)
        if ends in linked:
            yield Problem("problems.same_link", where, link=linked[ends])
        linked[ends] = link.name


def _gangs(scenario: Scenario) -> Iterator[Problem]:
    for gang in scenario.gangs.groups:
        where = f"gangs.groups.{gang.name}"
        for zone in gang.presence:
            yield from _no_zone(scenario, zone, f"{where}.presence")
        unknown_base = list(_no_zone(scenario, gang.base, f"{where}.base"))
        yield from unknown_base
        if gang.base not in gang.presence and not unknown_base:
            yield Problem("problems.base_not_present", where, base=gang.base)
        yield from _turned_round(gang.fighters_low, gang.fighters_high, f"{where}.fighters_low")


def _police(scenario: Scenario) -> Iterator[Problem]:
    for unit in scenario.police.units:
        where = f"police.units.{unit.name}.zone"
        if unit.zone is not None:
            yield from _no_zone(scenario, unit.zone, where)
        if (unit.zone is None) != (unit.kind == "elsewhere"):
            yield Problem("problems.unit_zone", where)


def _contingents(scenario: Scenario) -> Iterator[Problem]:
    leads = [contingent.name for contingent in scenario.mission.contingents if contingent.lead]
    for name in leads if len(leads) > 1 else []:
        where = f"mission.contingents.{name}.lead"
        yield Problem("problems.lead_nations", where, number=len(leads), names=", ".join(leads))
    for contingent in scenario.mission.contingents:
        where = f"mission.contingents.{contingent.name}"
        if contingent.trained > contingent.pledged:
            yield Problem(
                "problems.trained_not_pledged",
                f"{where}.trained",
                trained=contingent.trained,
                pledged=contingent.pledged,
            )
        if contingent.pledged_log_sd > 0 and contingent.pledged_high == 0:
            yield Problem("problems.offer_without_bounds", f"{where}.pledged_high")
        yield from _turned_round(
            contingent.pledged_low, contingent.pledged_high, f"{where}.pledged_low"
        )


def _cases(scenario: Scenario) -> Iterator[Problem]:
    countries = [contingent.name for contingent in scenario.mission.contingents]
    for step in scenario.law.steps:
        if step.contingent not in countries:
            yield Problem(
                "problems.no_contingent",
                f"law.steps.{step.name}.contingent",
                contingent=step.contingent,
                suggestion=nearest(step.contingent, countries),
            )


def _no_zone(scenario: Scenario, zone: str, where: str) -> Iterator[Problem]:
    names = [known.name for known in scenario.territory.zones]
    if zone not in names:
        yield Problem("problems.no_zone", where, zone=zone, suggestion=nearest(zone, names))


def _turned_round(low: int, high: int, where: str) -> Iterator[Problem]:
    if low > high > 0:
        yield Problem("problems.ends_of_range", where, found=low, high=high)
