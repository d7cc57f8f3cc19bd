"""Who there is: the entities of a scenario in the one order that both engines keep.

Rows are sorted by name when a scenario is validated, so an entity's place, and with it its luck,
does not depend on how a table happens to be sorted. A *foothold* is a gang's presence in one zone.
"""

from __future__ import annotations

from msssim.scenario.schema import Scenario


def footholds(scenario: Scenario) -> list[tuple[str, str]]:
    """Gang and zone of every foothold, by gang, then by zone."""
    return [
        (gang.name, zone) for gang in scenario.gangs.groups for zone in sorted(set(gang.presence))
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
