"""Who there is: the entities of a scenario in the one order that both engines keep.

Rows are sorted by name when a scenario is validated, so an entity's place, and with it its random
numbers, does not depend on how a table happens to be sorted. A *foothold* is a gang's presence in
one zone, now or in reach: the zones of its table row and those next to them.
"""

from __future__ import annotations

from msssim.scenario.schema import Scenario


def footholds(scenario: Scenario) -> list[tuple[str, str]]:
    """Gang and zone of every foothold, by gang, then by zone."""
    near: dict[str, set[str]] = {zone.name: {zone.name} for zone in scenario.territory.zones}
    for link in scenario.territory.links:
        near[link.zone_a].add(link.zone_b)
        near[link.zone_b].add(link.zone_a)
    return [
        (gang.name, zone)
        for gang in scenario.gangs.groups
        for zone in sorted(set().union(*(near[here] for here in gang.presence)))
    ]


def entity_counts(scenario: Scenario) -> dict[str, int]:
    """How many entities of each kind draw random numbers."""
    return {
        "nation": 1,
        "member": len(scenario.council.members),
        "donor": len(scenario.funding.donors),
        "contingent": len(scenario.mission.contingents),
        "unit": len(scenario.police.units),
        "gang": len(scenario.gangs.groups),
        "foothold": len(footholds(scenario)),
        "zone": len(scenario.territory.zones),
    }
