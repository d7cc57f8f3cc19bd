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

import numpy as np

from msssim.world.kinds import Count, Real


def casualty_rate(
    lethality_per_1000: Real, shooters: Real, aim: Real, targets: Real, block_persons: Real
) -> Real:
    """Casualties an hour that shooters inflict on targets: a S (mu + (1 - mu) T / D).

    ``lethality_per_1000`` are casualties in 1,000 person-hours of aimed fire, ``aim`` the share of
    fire that is aimed, ``block_persons`` D those among whom the rest falls.
    """
    unaimed = (1.0 - aim) * np.minimum(targets / block_persons, 1.0)
    return lethality_per_1000 / 1000.0 * shooters * (aim + unaimed)


def bystander_rate(
    lethality_per_1000: Real,
    shooters: Real,
    aim: Real,
    targets: Real,
    block_persons: Real,
    bystanders: Real,
) -> Real:
    """Civilians hit an hour by the fire that is not aimed and misses the targets.

    eta a S (1 - mu) (1 - T / D), with ``bystanders`` eta the part of it that hits anybody.
    """
    missed = (1.0 - aim) * (1.0 - np.minimum(targets / block_persons, 1.0))
    return bystanders * lethality_per_1000 / 1000.0 * shooters * missed


def hours_of_contact(
    planned: Real,
    gangs: Real,
    gang_rate: Real,
    gang_break_off: Real,
    state: Real,
    state_rate: Real,
    state_break_off: Real,
) -> Real:
    """How long a contact lasts: as planned, or until a side has lost what it bears and breaks off.

    With losses at a constant rate r, a side of n breaks off at a loss fraction q after q n / r.
    """
    gangs_bear = gang_break_off * gangs / np.maximum(gang_rate, 1e-12)
    state_bears = state_break_off * state / np.maximum(state_rate, 1e-12)
    return np.minimum(planned, np.minimum(gangs_bear, state_bears))


def engaged(present: Real, frontage: Real) -> Real:
    """Persons of a side in a contact: those present, as far as the street has room."""
    return np.minimum(present, frontage)


def restraint_under(restraint: Real, monitoring: Real, effect: Real) -> Real:
    """Restraint in the use of force, strengthened where human rights are monitored."""
    return 1.0 - (1.0 - restraint) * (1.0 - effect * monitoring)


def faced(fought: Count, ambushes: Count, ambush_factor: Real) -> Real:
    """Contacts as the state's losses count them: an ambush costs several times as much.

    An operation that was given away finds nobody, or is one of the ``ambushes``.
    """
    return fought + (ambush_factor - 1.0) * ambushes


def expected_killed(contacts: Real, rate: Real, hours: Real, killed_share: Real) -> Real:
    """Expected deaths in so many contacts: the share of casualties who die."""
    return contacts * rate * hours * killed_share


def expected_arrests(contacts: Real, per_contact: Real, intelligence: Real) -> Real:
    """Expected arrests: some in each contact, in proportion to what is known."""
    return contacts * per_contact * intelligence


def forced_attrition(fighters: Count, per_week: Real, weeks: Real) -> Real:
    """Members killed from outside the model, for what-if questions: a rate on all members."""
    return fighters * per_week * weeks


def killed_in_attacks(
    attacks: Count, ambush_factor: Real, rate: Real, hours: Real, killed_share: Real
) -> Real:
    """Expected deaths of police in a zone's attacks of a step; an attack is an ambush."""
    return attacks * ambush_factor * rate * hours * killed_share


def protection(armour: Real, availability: Real) -> Real:
    """Factor on losses of persons under armour: 1 - armour * availability."""
    return 1.0 - armour * availability


def success_share(gang_lost: Real, state_lost: Real, contacts: Count, fought: Count) -> Real:
    """How far contacts go the state's way, as gangs see it: part of all losses, half if none.

    Expected losses are compared, so that what is learned does not depend on the length of a step;
    an operation that found nobody was a failure.
    """
    lost = gang_lost + state_lost
    won = np.where(lost > 1e-12, gang_lost / np.maximum(lost, 1e-12), 0.5)
    return won * np.where(contacts > 0, fought / np.maximum(contacts, 1), 1.0)
