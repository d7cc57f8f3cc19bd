"""Contacts: operations of the state, attacks by gangs, and the losses of both.

State fire is aimed with probability ``mu`` (intelligence), otherwise it falls on a block where the
gang is some of the people: the mixed law of Deitchman and Kress-Szechtman. When the state has the
initiative, a gang brings only part of its fire to bear; in an ambush, because an operation was
given away or because the gang attacks, it brings a multiple. Losses are drawn as whole persons.

Source: Deitchman (1962); Kress and Szechtman, Operations Research (2009); order of the rates from
the operations of 2005 and 2007 in Cite Soleil. docs/ODD.md, 5.10.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Flag, Real


def expected_contacts(
    force: Real,
    per_100_week: Real,
    tempo: Real,
    intelligence: Real,
    finding: Real,
    gang_control: Real,
    exposed: Real,
    weeks: Real,
) -> Real:
    """Expected contacts of the state's operations in a zone and step.

    Operations grow with the force and with what gangs hold; one of them finds a gang with chance
    1 - exp(-c * mu); a gang that hides is sought in part only (``exposed``).
    """
    operations = tempo * per_100_week / 100.0 * force * gang_control * weeks
    return operations * -np.expm1(-finding * intelligence) * exposed


def exposed_share(confronting: Flag, conditionality: Real) -> Real:
    """Part of a gang that repression falls on: all of it if it confronts, else 1 - d."""
    return np.where(confronting, 1.0, 1.0 - conditionality)


def gang_casualties(
    lethality_per_1000: Real,
    frontage_state: Real,
    hours: Real,
    intelligence: Real,
    frontage_gang: Real,
    block_persons: Real,
    restraint: Real,
) -> Real:
    """Expected gang casualties of one contact: a * s * h * (mu + (1 - mu) g / D) * roe."""
    unaimed = (1.0 - intelligence) * np.minimum(frontage_gang / block_persons, 1.0)
    rate = lethality_per_1000 / 1000.0 * frontage_state * (intelligence + unaimed)
    return rate * hours * (1.0 - restraint)


def state_casualties(
    lethality_per_1000: Real, frontage_gang: Real, hours: Real, arms_factor: Real
) -> Real:
    """Expected casualties among unprotected state forces under a gang's full fire: b * g * h."""
    return lethality_per_1000 / 1000.0 * frontage_gang * hours * arms_factor


def arms_factor(interdiction: Real, interdiction_at_start: Real, elasticity: Real) -> Real:
    """Gang lethality against the start, as arms kept out lower the arms per member."""
    inflow = (1.0 - interdiction) / np.maximum(1.0 - interdiction_at_start, 0.01)
    return np.power(inflow, elasticity)


def expected_attacks(
    confronting_fighters: Count,
    per_1000_week: Real,
    offensive: Flag,
    offensive_factor: Real,
    force: Real,
    weeks: Real,
) -> Real:
    """Expected attacks on police in a zone and step; none where the state has nobody."""
    rate = per_1000_week / 1000.0 * confronting_fighters * weeks
    rate = np.where(offensive, rate * offensive_factor, rate)
    return np.where(force > 0, rate, 0.0)


def fought(contacts: Count, leaks: Count, evasion: Real) -> Real:
    """Contacts that come to a fight: the target of some leaked operations has left."""
    return contacts - evasion * leaks


def expected_killed_in_operations(
    contacts: Count,
    leaks: Count,
    evasion: Real,
    return_fire: Real,
    ambush_factor: Real,
    casualties: Real,
    killed_share: Real,
) -> Real:
    """Expected deaths among unprotected state forces in a zone's operations of a step.

    A leaked operation finds nobody, or costs ``ambush_factor`` times an ordinary one.
    """
    ambushed = (1.0 - evasion) * leaks
    faced = fought(contacts, leaks, evasion) + (ambush_factor - 1.0) * ambushed
    return faced * return_fire * casualties * killed_share


def expected_killed_in_attacks(
    attacks: Count, ambush_factor: Real, casualties: Real, killed_share: Real
) -> Real:
    """Expected deaths of police in a zone's attacks of a step; an attack is an ambush."""
    return attacks * ambush_factor * casualties * killed_share


def protection(armour: Real, availability: Real) -> Real:
    """Factor on losses of persons under armour: 1 - armour * availability."""
    return 1.0 - armour * availability


def expected_civilians_killed(
    contacts: Real, casualties: Real, per_casualty: Real, intelligence: Real
) -> Real:
    """Expected civilians killed by the state's unaimed fire in a zone and step."""
    return contacts * casualties * per_casualty * (1.0 - intelligence)


def expected_gang_losses(
    contacts: Real, casualties: Real, killed_share: Real, arrests: Real, intelligence: Real
) -> Real:
    """Members whom gangs expect to lose in so many contacts, killed or arrested."""
    return contacts * (casualties * killed_share + arrests * intelligence)


def success_share(gang_lost: Real, state_lost: Real) -> Real:
    """How far contacts go the state's way, as gangs see it: part of all losses, half if none.

    Expected losses are compared, so that what is learned does not depend on the length of a step.
    """
    lost = gang_lost + state_lost
    return np.where(lost > 1e-12, gang_lost / np.maximum(lost, 1e-12), 0.5)
