"""Where a doctrine sends the mission: to assets, to people under gangs, to clear zone by zone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msssim.rules import command
from msssim.scenario.schema import Scenario
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.zone import Zone


def placed(
    scenario: Scenario, zones: Sequence[Zone], mobile: float, effectiveness: float
) -> list[float]:
    """Mission persons in each zone, of all who are ``mobile``; the mission works in the capital.

    ``effectiveness`` is the part of their effect that coordination lets through: the less it is,
    the more of them a zone needs to be held.
    """
    doctrine = command.doctrine_parts(scenario.contacts)
    priority = _shares([zone.row.priority if zone.metropolitan else 0.0 for zone in zones])
    under_gangs = _shares(
        [zone.residents_under_gangs if zone.metropolitan else 0.0 for zone in zones]
    )
    weights = [
        float(command.spread_weight(assets, people, doctrine, metropolitan=zone.metropolitan))
        for zone, assets, people in zip(zones, priority, under_gangs, strict=True)
    ]
    worth = [assets + people for assets, people in zip(priority, under_gangs, strict=True)]
    clearing = float(mobile * doctrine.clear)
    cleared = _cleared(scenario, zones, clearing, worth, effectiveness)
    left = max(clearing - ordered_sum(cleared), 0.0)
    everywhere, spread = ordered_sum(weights), mobile * (doctrine.protect + doctrine.present)
    return [
        (weight / max(everywhere, 1e-12) if everywhere > 0 else 0.0) * spread + sent + left * people
        for weight, sent, people in zip(weights, cleared, under_gangs, strict=True)
    ]


def _cleared(
    scenario: Scenario,
    zones: Sequence[Zone],
    force: float,
    worth: Sequence[float],
    effectiveness: float,
) -> list[float]:
    """Persons sent to clear and hold, one objective after the other by rank."""
    fire = scenario.contacts
    weight = fire.mission_weight * effectiveness
    needed = [
        float(
            command.needed_to_hold(
                zone.people.residents, scenario.territory, police=zone.police_force, weight=weight
            )
        )
        for zone in zones
    ]
    ranks = [
        float(
            command.objective_rank(
                value, fire, needed=persons, weeks_dense=zone.weeks_dense,
                metropolitan=zone.metropolitan,
            )
        )
        for zone, value, persons in zip(zones, worth, needed, strict=True)
    ]  # fmt: skip
    sent, taken = [0.0] * len(zones), 0.0
    for place in sorted(range(len(zones)), key=lambda place: -ranks[place]):
        wanted = needed[place] if zones[place].metropolitan else 0.0
        sent[place] = float(command.given(force, taken, wanted))
        taken += sent[place]
    return sent


def _shares(amounts: Sequence[float]) -> list[float]:
    """Each amount's part of all; zeros if there is nothing."""
    everything = max(ordered_sum(amounts), 1e-12)
    return [amount / everything for amount in amounts]
