"""Which theatre a scenario of a result plays in: two are the same if their zones are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from msssim.scenario import load_scenario
from msssim.world.kinds import CORRIDORS

if TYPE_CHECKING:
    from msssim.experiments import Result


def zones_of(entry: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of a scenario's zones, as far as its entry in the manifest says."""
    return frozenset(
        zone["name"] for zone in entry["resolved"].get("territory", {}).get("zones", ())
    )


def is_elsewhere(zones: Iterable[str]) -> bool:
    """Whether a theatre is another than the shipped one: it has a zone that this one lacks."""
    return not _shipped_zones().issuperset(zones)


def plays_elsewhere(manifest: Mapping[str, Any]) -> bool:
    """Whether some scenario of a result plays in another theatre than the shipped one."""
    return any(is_elsewhere(zones_of(entry)) for entry in manifest["scenarios"].values())


def other_theatres(result: Result, baseline: str) -> list[str]:
    """Return the scenarios of a result that play in another theatre than one of them does."""
    entries = result.manifest["scenarios"]
    here = zones_of(entries[baseline])
    return [name for name, entry in entries.items() if zones_of(entry) != here]


def missing_roads(manifest: Mapping[str, Any]) -> set[str]:
    """Return the outcomes about corridors that no theatre of the result has a road of."""
    theatres = [entry["resolved"].get("territory") for entry in manifest["scenarios"].values()]
    if not all(theatres):  # written by a version that says nothing of them
        return set()
    links = [link for theatre in theatres for link in theatre["links"]]
    there = {link["corridor"] for link in links if link["national_road"]}
    return {f"corridor_{name}_open_share" for name in CORRIDORS if name not in there}


@cache
def _shipped_zones() -> frozenset[str]:
    return frozenset(zone.name for zone in load_scenario("as_is").territory.zones)
