"""What a theatre of one's own may hold, and no property must stumble over."""

from __future__ import annotations

import pytest

from msssim.scenario import Scenario
from msssim.scenario.folder import example
from msssim.testing import relations
from msssim.testing.checkup import Checkup, State
from msssim.testing.relations import numbers

ISLAND = example()
LONG = "A" * 59


def with_zones(*names: str) -> Scenario:
    """The example with some of its zones renamed."""
    zones = [zone.name for zone in ISLAND.territory.zones]
    return relations.with_zones_named(
        ISLAND, dict(zip(zones, [*names, *zones[len(names) :]], strict=True))
    )


def without(section: str, table: str) -> Scenario:
    data = ISLAND.resolved()
    data[section][table] = []
    return Scenario.from_data(data)


def without_bounds() -> Scenario:
    data = ISLAND.resolved()
    for row in data["mission"]["contingents"]:
        row |= {"pledged_low": 0, "pledged_high": 0, "pledged_log_sd": 0.0}
    return Scenario.from_data(data)


STRANGE = {
    "an accent": (lambda: with_zones("Île Rouge"), "an_island"),
    "names that differ late": (lambda: with_zones(f"{LONG}1", f"{LONG}2"), "zones_by_other_names"),
    "no donors": (lambda: without("funding", "donors"), "help_more_cash"),
    "vehicles": (lambda: ISLAND.with_values({"logistics.vehicles_at_start": 950}),
                 "help_more_vehicles"),
    "a rich donor": (
        lambda: ISLAND.with_values(
            {f"funding.donors.{ISLAND.funding.donors[0].name}.received_usd": 10**11 - 1}
        ),
        "help_more_cash",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_theatre_is_asked_like_any_other(name):
    scenario, asked = STRANGE[name]
    checkup = Checkup(scenario(), 4, days=182, only=[asked])
    assert checkup.verdict(asked).state in (State.PASSED, State.NOT_ASKED)


def test_an_offer_without_bounds_is_not_drawn_from_them():
    scenario = without_bounds()
    scenario.with_values({info.path: info.high for info in numbers(scenario) if info.high})
