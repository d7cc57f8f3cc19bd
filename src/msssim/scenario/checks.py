"""What must fit together in a scenario: references between tables, and values between fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msssim.errors import Problem
from msssim.scenario.events import stages
from msssim.scenario.text import did_you_mean

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
        yield Problem(f"found {scenario.step_days}; allowed is 1 or 7 (days)", "step_days")
    if not EARLIEST_START <= scenario.start <= LATEST_START:
        yield Problem(
            f"found {scenario.start}; allowed is a date from {EARLIEST_START} to {LATEST_START}",
            "start",
        )


def _base(scenario: Scenario) -> Iterator[Problem]:
    done, stages_in_all = scenario.logistics.base_stages_done, scenario.logistics.base_stages
    if done > stages_in_all:
        yield Problem(
            f"found {done} stages done; logistics.base_stages has {stages_in_all} in all",
            "logistics.base_stages_done",
        )


def _zones(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.territory.zones:
        yield Problem("there is no zone; at least one is needed", "territory.zones")


def _links(scenario: Scenario) -> Iterator[Problem]:
    linked: dict[frozenset[str], str] = {}
    for link in scenario.territory.links:
        where = f"territory.links.{link.name}"
        yield from _no_zone(scenario, link.zone_a, f"{where}.zone_a")
        yield from _no_zone(scenario, link.zone_b, f"{where}.zone_b")
        ends = frozenset((link.zone_a, link.zone_b))
        if len(ends) == 1:
            yield Problem(f"links zone `{link.zone_a}` with itself", where)
        if ends in linked:
            yield Problem(f"links the same zones as `{linked[ends]}`", where)
        linked[ends] = link.name


def _gangs(scenario: Scenario) -> Iterator[Problem]:
    for gang in scenario.gangs.groups:
        where = f"gangs.groups.{gang.name}"
        for zone in gang.presence:
            yield from _no_zone(scenario, zone, f"{where}.presence")
        unknown_base = list(_no_zone(scenario, gang.base, f"{where}.base"))
        yield from unknown_base
        if gang.base not in gang.presence and not unknown_base:
            yield Problem(f"its base `{gang.base}` is not among the zones of `presence`", where)
        yield from _turned_round(gang.fighters_low, gang.fighters_high, f"{where}.fighters_low")


def _police(scenario: Scenario) -> Iterator[Problem]:
    for unit in scenario.police.units:
        where = f"police.units.{unit.name}.zone"
        if unit.zone is not None:
            yield from _no_zone(scenario, unit.zone, where)
        if (unit.zone is None) != (unit.kind == "elsewhere"):
            yield Problem("a unit stands in a zone, or is of kind `elsewhere` and has none", where)


def _contingents(scenario: Scenario) -> Iterator[Problem]:
    leads = [contingent.name for contingent in scenario.mission.contingents if contingent.lead]
    for name in leads if len(leads) > 1 else []:
        yield Problem(
            f"there are {len(leads)} lead nations ({', '.join(leads)}); at most one leads",
            f"mission.contingents.{name}.lead",
        )
    for contingent in scenario.mission.contingents:
        where = f"mission.contingents.{contingent.name}"
        if contingent.trained > contingent.pledged:
            yield Problem(
                f"found {contingent.trained} trained; only {contingent.pledged} are pledged",
                f"{where}.trained",
            )
        if contingent.pledged_log_sd > 0 and contingent.pledged_high == 0:
            yield Problem(
                "an offer that is drawn (pledged_log_sd above 0) needs bounds: pledged_low and "
                "pledged_high",
                f"{where}.pledged_high",
            )
        yield from _turned_round(
            contingent.pledged_low, contingent.pledged_high, f"{where}.pledged_low"
        )


def _cases(scenario: Scenario) -> Iterator[Problem]:
    countries = [contingent.name for contingent in scenario.mission.contingents]
    for step in scenario.law.steps:
        if step.contingent not in countries:
            yield Problem(
                f"there is no contingent `{step.contingent}`"
                f"{did_you_mean(step.contingent, countries)}",
                f"law.steps.{step.name}.contingent",
            )


def _no_zone(scenario: Scenario, zone: str, where: str) -> Iterator[Problem]:
    names = [known.name for known in scenario.territory.zones]
    if zone not in names:
        yield Problem(f"there is no zone `{zone}`{did_you_mean(zone, names)}", where)


def _turned_round(low: int, high: int, where: str) -> Iterator[Problem]:
    if low > high > 0:
        yield Problem(f"found {low}, above the high end {high} of the range", where)
