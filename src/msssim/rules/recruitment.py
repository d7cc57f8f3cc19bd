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
from msssim.world.kinds import Count, Flag, Parameters, Real


def foothold_share(gangs: Parameters, *, is_base: Flag, is_present: Flag, footholds: Count) -> Real:
    """Part of a gang in one of its footholds at the start: some at the base, the rest evenly.

    ``footholds`` counts those where it is present; where it is not, it has nobody.
    """
    elsewhere = (1.0 - gangs.base_share) / np.maximum(footholds - 1, 1)
    part = np.where(footholds == 1, 1.0, np.where(is_base, gangs.base_share, elsewhere))
    return np.where(is_present, part, 0.0)


def recruiting_share(
    at_start: Real, recruitment: Parameters, *, fighters: Count, members: Count
) -> Real:
    """Part of a gang's recruits that a foothold gets.

    A gang sends recruits to all its old footholds, so that one which was cleared comes back while
    the gang lives, and to where its members now are: h * share at start + (1 - h) * share now.
    """
    habit = recruitment.recruits_habit
    now = np.where(members > 0, fighters / np.maximum(members, 1), at_start)
    return habit * at_start + (1.0 - habit) * now


def advantage(
    pay: Real, recruitment: Parameters, interventions: Parameters, *, served: Real
) -> Real:
    """USD a week by which a gang pays more than honest work and what a programme offers."""
    return pay - recruitment.wage_usd_week - interventions.programme_pay_usd_week * served


def willingness(advantage: Real, at_start: Real, recruitment: Parameters) -> Real:
    """Will to join against the start: logit^-1(B a) / logit^-1(B a0)."""
    response = recruitment.pay_response
    return special.expit(response * advantage) / special.expit(response * at_start)


def served(slots: Real, half_slots: Real, access: Real) -> Real:
    """Part of those at risk whom a programme reaches: slots / (slots + half) * access."""
    return slots / (slots + half_slots) * access


def recruiting_base(members: Count, at_start: Count, recruitment: Parameters) -> Real:
    """Members that recruitment is proportional to: r of those at the start, the rest those now.

    A gang makes up for part of what it has lost; one without a member recruits nobody.
    """
    replaced = recruitment.replacement
    return np.where(members > 0, replaced * at_start + (1.0 - replaced) * members, 0.0)


def expected_volunteers(
    base: Real, recruitment: Parameters, interventions: Parameters, *, share: Real,
    all_members: Count, willing: Real, served: Real, weeks: Real,
) -> Real:  # fmt: skip
    """Expected volunteers in one of a gang's footholds.

    rho G (1 - all members / K) * will * (1 - programme), of which the foothold gets its ``share``;
    G is the :func:`recruiting_base`.
    """
    room = np.maximum(1.0 - all_members / recruitment.saturation_members, 0.0)
    will = willing * (1.0 - interventions.cvr_recruitment * served)
    return recruitment.rate_per_week * weeks * base * share * room * will


def expected_aggrieved(
    killed_by_state: Count, recruitment: Parameters, *, share_of_zone: Real
) -> Real:
    """Expected recruits whom civilians killed by the state bring a foothold: theta C."""
    return recruitment.grievance_recruits * killed_by_state * share_of_zone


def expected_forced(
    residents: Count, recruitment: Parameters, *, control: Real, fighters: Count, weeks: Real
) -> Real:
    """Expected recruits by force, from residents under a gang's control where it has members."""
    per_100k = recruitment.forced_per_100k_week
    return np.where(fighters > 0, per_100k * (residents / 100_000.0) * control * weeks, 0.0)


def child_share(members: Count, at_start: Count, recruitment: Parameters) -> Real:
    """Part of the volunteers who are children: more when a gang is short of members.

    c (G0 / G)^e, at most 1.
    """
    shortage = np.maximum(at_start, 1) / np.maximum(members, 1)
    raised = recruitment.child_recruits * np.power(shortage, recruitment.child_pressure)
    return np.minimum(raised, 1.0)


def children_after(children: Count, *, recruited: Count, lost: Count, members: Count) -> Count:
    """Children among a gang's members after a step, no more than it has members."""
    return np.minimum(np.maximum(children + recruited - lost, 0), members)


def desertion_chance(
    advantage_change: Real, recruitment: Parameters, interventions: Parameters, *,
    loss_share: Real, served: Real, offer: Real, weeks: Real,
) -> Real:  # fmt: skip
    """Chance that a member leaves by himself in a step.

    d0 exp(-B (a - a0) + c losses) (1 + c1 programme + c2 offer) per week: who is paid better stays,
    losses, places in a programme and offers draw members away.
    """
    pushed = recruitment.desertion_losses * loss_share - recruitment.pay_response * advantage_change
    drawn = 1.0 + interventions.reintegration_exit * served + interventions.dialogue_exit * offer
    return chance(recruitment.desertion_per_week * factor(pushed) * drawn, weeks)


def reintegration_chance(places_per_week: Real, expected_leavers: Real, weeks: Real) -> Real:
    """Chance that one who leaves a gang finds a place in a programme: places for each leaver."""
    return np.minimum(places_per_week * weeks / np.maximum(expected_leavers, 1e-12), 1.0)
