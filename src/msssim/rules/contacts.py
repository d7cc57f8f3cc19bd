"""Contacts: an exchange of fire under the mixed law, broken off by whoever has had enough.

Fire is aimed with a chance (for the state: its intelligence), otherwise it falls on a block where
the targets are some of the people: aimed fire alone gives Lanchester's square law, unaimed fire his
linear law, and aimed against unaimed Deitchman's guerrilla law. When the state has the initiative,
a gang brings only part of its fire to bear; in an ambush it brings a multiple. Losses are drawn as
whole persons.

Source: Lanchester (1916); Deitchman (1962); Kress and Szechtman, Operations Research (2009); order
of the rates from the operations of 2005 and 2007 in Cite Soleil. docs/ODD.md, 5.10.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from msssim.rules.operations import Operations
from msssim.world.kinds import Count, Parameters, Real


@dataclass(frozen=True)
class Losses:
    """What operations in a zone are expected to cost, persons; those of the state before armour."""

    gang_deaths: Any
    gang_arrests: Any
    police_deaths: Any
    joint_police_deaths: Any
    """Of these, where police ride under the mission's armour."""
    mission_deaths: Any
    gangs_lost_to_mission: Any
    state_lost_with_mission: Any
    """Losses of both sides in operations in which the mission takes part."""
    hit_by_state: Any
    hit_by_gangs: Any
    """Civilians killed by either side's fire."""

    def __add__(self, other: Losses) -> Losses:
        """Add up two kinds of operations."""
        names = (field.name for field in fields(self))
        return Losses(**{name: getattr(self, name) + getattr(other, name) for name in names})


def exchange_of_fire(
    operations: Operations, contacts: Parameters, *, members: Count, lethality: Real,
    restraint: Real,
) -> Losses:  # fmt: skip
    """Expected losses in the contacts of one kind of operation that came to a fight.

    ``members`` of gangs, with the ``lethality`` that their arms give them, face the state's force
    under the ``restraint`` of its rules of engagement.
    """
    kind, fought = operations.kind, operations.fought
    gangs = engaged(members, contacts.frontage_gang)
    state = engaged(operations.force, contacts.frontage_state)
    fire = {"shooters": state, "aim": operations.intelligence, "targets": gangs}
    return_fire = {"shooters": gangs, "aim": contacts.aim_gang, "targets": state}
    aimed = 1.0 - contacts.restraint_aimed * restraint
    on_gangs = aimed * casualty_rate(contacts.lethality_state, contacts, **fire)
    on_state = contacts.return_fire * casualty_rate(lethality, contacts, **return_fire)
    by_state = (1.0 - restraint) * bystander_rate(contacts.lethality_state, contacts, **fire)
    by_gangs = contacts.return_fire * bystander_rate(lethality, contacts, **return_fire)
    hours = hours_of_contact(
        contacts, gangs=gangs, on_gangs=on_gangs, state=state, on_state=on_state
    )
    died = expected_killed(fought, contacts, rate=on_gangs, hours=hours)
    arrested = expected_arrests(fought, contacts, intelligence=operations.intelligence)
    exposed = faced(fought, operations.ambushes, contacts)
    lost = expected_killed(exposed, contacts, rate=on_state, hours=hours)
    return Losses(
        gang_deaths=died,
        gang_arrests=arrested,
        police_deaths=kind.police_part * lost,
        joint_police_deaths=kind.police_part * lost if kind.armoured else 0.0,
        mission_deaths=(1.0 - kind.police_part) * lost,
        gangs_lost_to_mission=died + arrested if kind.with_mission else 0.0,
        state_lost_with_mission=lost if kind.with_mission else 0.0,
        hit_by_state=expected_killed(fought, contacts, rate=by_state, hours=hours),
        hit_by_gangs=expected_killed(fought, contacts, rate=by_gangs, hours=hours),
    )


def casualty_rate(
    lethality: Real, contacts: Parameters, *, shooters: Real, aim: Real, targets: Real
) -> Real:
    """Casualties an hour that shooters inflict on targets: a S (mu + (1 - mu) T / D).

    ``lethality`` are casualties in 1,000 person-hours of aimed fire, ``aim`` the share of fire that
    is aimed, D the persons of the block among whom the rest falls.
    """
    unaimed = (1.0 - aim) * np.minimum(targets / contacts.block_persons, 1.0)
    return lethality / 1000.0 * shooters * (aim + unaimed)


def bystander_rate(
    lethality: Real, contacts: Parameters, *, shooters: Real, aim: Real, targets: Real
) -> Real:
    """Civilians hit an hour by the fire that is not aimed and misses the targets.

    eta a S (1 - mu) (1 - T / D), with eta the part of it that hits anybody.
    """
    missed = (1.0 - aim) * (1.0 - np.minimum(targets / contacts.block_persons, 1.0))
    return contacts.bystanders * lethality / 1000.0 * shooters * missed


def hours_of_contact(
    contacts: Parameters, *, gangs: Real, on_gangs: Real, state: Real, on_state: Real
) -> Real:
    """How long a contact lasts: as planned, or until a side has lost what it bears and breaks off.

    With losses at a constant rate r, a side of n breaks off at a loss fraction q after q n / r.
    """
    gangs_bear = contacts.break_off_gang * gangs / np.maximum(on_gangs, 1e-12)
    state_bears = contacts.break_off_state * state / np.maximum(on_state, 1e-12)
    return np.minimum(contacts.contact_hours, np.minimum(gangs_bear, state_bears))


def engaged(present: Count | Real, frontage: Real) -> Real:
    """Persons of a side in a contact: those present, as far as the street has room."""
    return np.minimum(present, frontage)


def restraint_under(monitoring: Real, contacts: Parameters, interventions: Parameters) -> Real:
    """Restraint in the use of force, strengthened where human rights are monitored."""
    lacking = 1.0 - contacts.restraint
    return 1.0 - lacking * (1.0 - interventions.monitoring_restraint * monitoring)


def faced(fought: Count, ambushes: Count, contacts: Parameters) -> Real:
    """Contacts as the state's losses count them: an ambush costs several times as much.

    An operation that was given away finds nobody, or is one of the ``ambushes``.
    """
    return fought + (contacts.ambush_factor - 1.0) * ambushes


def expected_killed(fought: Count | Real, contacts: Parameters, *, rate: Real, hours: Real) -> Real:
    """Expected deaths in so many contacts: the share of casualties who die."""
    return fought * rate * hours * contacts.killed_share


def expected_arrests(fought: Count | Real, contacts: Parameters, *, intelligence: Real) -> Real:
    """Expected arrests: some in each contact, in proportion to what is known."""
    return fought * contacts.arrests_per_contact * intelligence


def forced_attrition(fighters: Count, contacts: Parameters, *, weeks: Real) -> Real:
    """Members killed from outside the model, for what-if questions: a rate on all members."""
    return fighters * contacts.attrition_forcing_per_week * weeks


def killed_in_attacks(
    attacks: Count, contacts: Parameters, *, members: Count, force: Real, lethality: Real
) -> Real:
    """Expected deaths of police in a zone's attacks of a step; an attack is an ambush."""
    rate = casualty_rate(
        lethality,
        contacts,
        shooters=engaged(members, contacts.frontage_gang),
        aim=contacts.aim_gang,
        targets=engaged(force, contacts.frontage_state),
    )
    return attacks * contacts.ambush_factor * rate * contacts.attack_hours * contacts.killed_share


def protection(armour: Real, availability: Real) -> Real:
    """Factor on losses of persons under armour: 1 - armour * availability."""
    return 1.0 - armour * availability


def success_share(gang_lost: Real, state_lost: Real, *, met: Count, fought: Count) -> Real:
    """How far contacts go the state's way, as gangs see it: part of all losses, half if none.

    Expected losses are compared, so that what is learned does not depend on the length of a step;
    an operation that met a gang and found nobody was a failure.
    """
    lost = gang_lost + state_lost
    won = np.where(lost > 1e-12, gang_lost / np.maximum(lost, 1e-12), 0.5)
    return won * np.where(met > 0, fought / np.maximum(met, 1), 1.0)
