"""Postures of gangs: what each may do, what it promises, and what it changes.

A posture is a row of :data:`POSTURES`; everything that differs between postures is in its row.
Payoffs are in units of the gang's own baseline weekly rent::

    U_confront = 1       - c * loss(b)           + psi * share
    U_low      = (1 - s) - c * (1 - d) * loss(b) + W * V * presence
    U_relocate = max over reachable zones of (rent there / rent here) - toll of the way - c * loss

A gang that hides gives up part of its rent ``s``, is spared part of the repression (conditionality
``d``), and keeps its foothold for the time after the mission: its value ``V`` is discounted by
``W``, over the time that the mission is expected to stay. Confrontation wins political concessions,
of which a gang internalises its own share or, in a cohesive coalition, the coalition's.

Source: conditional repression and the free-rider problem of violent lobbying after Lessing, Journal
of Conflict Resolution 59(8). docs/ODD.md, 5.9.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from msssim.world.kinds import Count, Parameters, Posture, Real


@dataclass(frozen=True)
class Prospect:
    """What a gang weighs when it reviews its posture, a scalar or ``(gang, run)`` each."""

    loss: Real
    """Share of its members that it expects to lose in a week if it fights."""
    share: Real
    """Share of a political concession that it counts as its own."""
    waiting: Real
    """Discount on what a foothold is worth once the mission has left."""
    seriousness: Real
    """How far the mission is worth waiting out."""
    elsewhere: Real
    """Largest payoff of a zone within reach; minus infinity without one."""


def confront_payoff(prospect: Prospect, gangs: Parameters) -> Real:
    """Payoff of confrontation, in weekly rents."""
    return 1.0 - gangs.loss_aversion * prospect.loss + gangs.concession * prospect.share


def low_profile_payoff(prospect: Prospect, gangs: Parameters) -> Real:
    """Payoff of a low profile, in weekly rents."""
    kept = prospect.waiting * gangs.foothold_value * prospect.seriousness
    risk = gangs.loss_aversion * (1.0 - gangs.conditionality) * prospect.loss
    return (1.0 - gangs.rent_given_up) - risk + kept


def relocation_payoff(prospect: Prospect, gangs: Parameters) -> Real:
    """Payoff of relocation, in weekly rents: that of the best zone within reach."""
    return prospect.elsewhere


@dataclass(frozen=True)
class PostureKind:
    """A row of the table of postures; what depends on parameters is a function of a section."""

    posture: Posture
    payoff: Callable[[Prospect, Parameters], Real]
    attacks: float
    """Part of the members who take part in attacks on police."""
    moves: bool
    """Whether members move to other zones by choice, not only driven by losses."""
    spared: Callable[[Parameters], Real]
    """Part of the repression that misses the gang."""
    rent_given_up: Callable[[Parameters], Real]
    """Part of its rent that the gang does not draw."""
    effort: Callable[[Parameters], Real]
    """Effort for territory, against that of a gang that confronts."""
    violence: Callable[[Parameters], Real]
    """Violence against civilians, against that of a gang that confronts."""


POSTURES = (
    PostureKind(
        Posture.CONFRONT, confront_payoff, attacks=1.0, moves=False,
        spared=lambda gangs: 0.0,
        rent_given_up=lambda gangs: 0.0,
        effort=lambda territory: 1.0,
        violence=lambda people: 1.0,
    ),
    PostureKind(
        Posture.LOW_PROFILE, low_profile_payoff, attacks=0.0, moves=False,
        spared=lambda gangs: gangs.conditionality,
        rent_given_up=lambda gangs: gangs.rent_given_up,
        effort=lambda territory: territory.low_profile_effort,
        violence=lambda people: people.low_profile_violence,
    ),
    PostureKind(
        Posture.RELOCATE, relocation_payoff, attacks=0.0, moves=True,
        spared=lambda gangs: gangs.conditionality,
        rent_given_up=lambda gangs: gangs.rent_given_up,
        effort=lambda territory: territory.low_profile_effort,
        violence=lambda people: people.low_profile_violence,
    ),
)  # fmt: skip
"""Every posture, in the order of :class:`~msssim.world.kinds.Posture`."""


def by_posture(posture: Count, effects: Sequence[Any]) -> Any:
    """Effect of the posture that each gang acts in, given the effect of every posture."""
    found = effects[0]
    for place, effect in enumerate(effects[1:], start=1):
        found = np.where(posture == place, effect, found)
    return found


def shares_at_start(gangs: Parameters) -> list[Real]:
    """Share of gangs in each posture at the start."""
    confronting = gangs.confronting_at_start
    shares = {Posture.CONFRONT: confronting, Posture.LOW_PROFILE: 1.0 - confronting}
    return [shares.get(kind.posture, 0.0) for kind in POSTURES]


def mean_effect(effects: Sequence[Real], shares: Sequence[Real], base: Real = 0.0) -> Real:
    """Mean of an effect, given the share of members in each posture: u + sum_a (e_a - u) s_a.

    ``base`` u is the effect from which the others are measured.
    """
    mean = base
    for effect, share in zip(effects, shares, strict=True):
        mean = mean + (effect - base) * share
    return mean


def mean_violence(shares: Sequence[Real], people: Parameters) -> Real:
    """Mean violence of gang members, given their share in each posture."""
    effects = [kind.violence(people) for kind in POSTURES]
    return mean_effect(effects, shares, people.low_profile_violence)


def effort_at_start(territory: Parameters, gangs: Parameters) -> Real:
    """Mean effort for territory in the postures of the start."""
    effects = [kind.effort(territory) for kind in POSTURES]
    return mean_effect(effects, shares_at_start(gangs), territory.low_profile_effort)


def exposed_at_start(gangs: Parameters) -> Real:
    """Part of gang members on whom repression falls in the postures of the start."""
    return 1.0 - mean_effect([kind.spared(gangs) for kind in POSTURES], shares_at_start(gangs))


def drawn_at_start(gangs: Parameters) -> Real:
    """Part of its rent that a gang draws in the postures of the start."""
    given_up = [kind.rent_given_up(gangs) for kind in POSTURES]
    return 1.0 - mean_effect(given_up, shares_at_start(gangs))
