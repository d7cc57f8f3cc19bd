"""Gang manpower: recruitment by pay, by force and by grievance, children, saturation, desertion.

Voluntary recruitment is proportional to members, falls to nothing at saturation, and follows what a
member is paid against honest work; some are forced; and civilians whom the state kills bring
recruits. Because incapacitation is a flow and recruitment a rate, removing members is not the same
as reducing gangs.

Source: Prieto-Curiel, Campedelli and Hope, Science 381 (2023): recruitment as a rate,
incapacitation as a flow; Kress and Szechtman (2009): recruitment by collateral harm; UNICEF, April
2024: 30-50 % of members are children. docs/ODD.md, 5.12.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from msssim.rules.hazard import chance, factor
from msssim.world.kinds import Count, Flag, Real


def foothold_share(is_base: Flag, present: Flag, footholds: Count, base_share: Real) -> Real:
    """Part of a gang in one of its footholds at the start: some at the base, the rest evenly.

    ``footholds`` counts those where it is present; where it is not, it has nobody.
    """
    elsewhere = (1.0 - base_share) / np.maximum(footholds - 1, 1)
    part = np.where(footholds == 1, 1.0, np.where(is_base, base_share, elsewhere))
    return np.where(present, part, 0.0)


def recruiting_share(at_start: Real, fighters: Count, gang_members: Count, habit: Real) -> Real:
    """Part of a gang's recruits that a foothold gets.

    A gang sends recruits to all its old footholds, so that one which was cleared comes back while
    the gang lives, and to where its members now are: h * share at start + (1 - h) * share now.
    """
    now = np.where(gang_members > 0, fighters / np.maximum(gang_members, 1), at_start)
    return habit * at_start + (1.0 - habit) * now


def advantage(pay: Real, wage: Real, programme_usd: Real, served: Real) -> Real:
    """USD a week by which a gang pays more than honest work and what a programme offers."""
    return pay - wage - programme_usd * served


def willingness(advantage_usd: Real, at_start: Real, response: Real) -> Real:
    """Will to join against the start: logit^-1(B a) / logit^-1(B a0)."""
    return special.expit(response * advantage_usd) / special.expit(response * at_start)


def served(slots: Real, half_slots: Real, access: Real) -> Real:
    """Part of those at risk whom a programme reaches: slots / (slots + half) * access."""
    return slots / (slots + half_slots) * access


def recruiting_base(members: Count, members_at_start: Count, replacement: Real) -> Real:
    """Members that recruitment is proportional to: r of those at the start, the rest those now.

    A gang makes up for part of what it has lost; one without a member recruits nobody.
    """
    base = replacement * members_at_start + (1.0 - replacement) * members
    return np.where(members > 0, base, 0.0)


def expected_volunteers(
    base: Real,
    share: Real,
    all_members: Count,
    recruitment_per_week: Real,
    saturation: Real,
    willing: Real,
    programme: Real,
    programme_recruitment: Real,
    weeks: Real,
) -> Real:
    """Expected volunteers in one of a gang's footholds.

    rho G (1 - all members / K) * will * (1 - programme), of which the foothold gets its ``share``;
    G is the :func:`recruiting_base`.
    """
    room = np.maximum(1.0 - all_members / saturation, 0.0)
    will = willing * (1.0 - programme_recruitment * programme)
    return recruitment_per_week * weeks * base * share * room * will


def expected_aggrieved(killed_by_state: Count, per_killed: Real, share_of_zone: Real) -> Real:
    """Expected recruits whom civilians killed by the state bring a foothold: theta C."""
    return per_killed * killed_by_state * share_of_zone


def expected_forced(
    residents: Count, control: Real, per_100k_week: Real, fighters: Count, weeks: Real
) -> Real:
    """Expected recruits by force, from residents under a gang's control where it has members."""
    forced = per_100k_week * (residents / 100_000.0) * control * weeks
    return np.where(fighters > 0, forced, 0.0)


def child_share(share: Real, members: Count, members_at_start: Count, pressure: Real) -> Real:
    """Part of the volunteers who are children: more when a gang is short of members.

    c (G0 / G)^e, at most 1.
    """
    shortage = np.maximum(members_at_start, 1) / np.maximum(members, 1)
    return np.minimum(share * np.power(shortage, pressure), 1.0)


def children_after(children: Count, recruited: Count, lost: Count, members: Count) -> Count:
    """Children among a gang's members after a step, no more than it has members."""
    return np.minimum(np.maximum(children + recruited - lost, 0), members)


def desertion_chance(
    desertion_per_week: Real,
    advantage_change: Real,
    response: Real,
    loss_share: Real,
    loss_effect: Real,
    programme: Real,
    programme_exit: Real,
    offer: Real,
    offer_exit: Real,
    weeks: Real,
) -> Real:
    """Chance that a member leaves by himself in a step.

    d0 exp(-B (a - a0) + c losses) (1 + c1 programme + c2 offer) per week: who is paid better stays,
    losses, places in a programme and offers draw members away.
    """
    rate = desertion_per_week * factor(loss_effect * loss_share - response * advantage_change)
    return chance(rate * (1.0 + programme_exit * programme + offer_exit * offer), weeks)


def reintegration_chance(places_per_week: Real, expected_leavers: Real, weeks: Real) -> Real:
    """Chance that one who leaves a gang finds a place in a programme: places for each leaver."""
    return np.minimum(places_per_week * weeks / np.maximum(expected_leavers, 1e-12), 1.0)
