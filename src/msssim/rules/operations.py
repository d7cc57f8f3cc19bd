"""Operations of the state: by police alone, by the mission alone, or by both, and attacks by gangs.

Where both stand, coordination decides how much of the force works together. Joint operations know
more, and are told to more people; a mission alone knows the ground least. Attacks on police follow
those who confront, rise around arrivals and votes, and most of all in an offensive.

Source: GI-TOC on the stalled mission (June 2024) for the fear of leaks; UN Secretary-General, 2024,
for attacks on police. docs/ODD.md, 5.10.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor
from msssim.world.kinds import Count, Flag, Real


def paired(police: Real, mission: Real, joint_share: Real) -> Real:
    """Effective persons of either side who work with the other: j * min(P, M)."""
    return joint_share * np.minimum(police, mission)


def intelligence_of(intelligence: Real, factor_of_kind: Real) -> Real:
    """Intelligence that a kind of operation has: mu times its factor, at most 1."""
    return np.minimum(intelligence * factor_of_kind, 1.0)


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
    """Expected contacts of one kind of operation in a zone and step.

    Operations grow with the force and with what gangs hold; one of them finds a gang with chance
    1 - exp(-c * mu); a gang that hides is sought in part only (``exposed``).
    """
    operations = tempo * per_100_week / 100.0 * force * gang_control * weeks
    return operations * -np.expm1(-finding * intelligence) * exposed


def found_share(members: Count, half: Real) -> Real:
    """Part of operations that come upon a gang at all, by how many members there are: G / (G + h).

    Few members are harder to meet than many, so a small foothold is not hunted like a large one.
    """
    return members / (members + half)


def exposed_share(confronting: Flag, conditionality: Real) -> Real:
    """Part of a gang that repression falls on: all of it if it confronts, else 1 - d."""
    return np.where(confronting, 1.0, 1.0 - conditionality)


def leak_chance(
    per_person: Real,
    informed: Real,
    colluding: Real,
    tells: Real,
    informed_police: Real,
    leakiness: Real,
    exposure: Real,
) -> Real:
    """Chance that an operation is given away.

    1 - (1 - l0)^n (1 - c t)^m (1 - chi O): by slips among n persons who are told, by the part c of
    m officers who collude and tell with chance t, and by what the mission exposes.
    """
    kept = np.power(1.0 - per_person, informed)
    loyal = np.power(1.0 - colluding * tells, informed_police)
    return 1.0 - kept * loyal * (1.0 - leakiness * exposure)


def expected_attacks(
    fighting: Real,
    per_1000_week: Real,
    recent_event: Flag,
    event_effect: Real,
    hardening: Real,
    police: Real,
    weeks: Real,
) -> Real:
    """Expected attacks on police in a zone and step; none where there are no police.

    ``fighting`` are confronting members, those in an offensive counted several times; attacks are
    exp(b) as many around an arrival or a vote, and fewer where premises are hardened.
    """
    rate = per_1000_week / 1000.0 * fighting * weeks * factor(event_effect * recent_event)
    return np.where(police > 0, rate * (1.0 - hardening), 0.0)


def around_event(
    weeks_since: Real, weeks_after: Real, weeks_to_vote: Real, weeks_before: Real
) -> Flag:
    """Whether a first arrival or a vote on the mandate was lately, or a vote is near."""
    due = (weeks_to_vote >= 0) & (weeks_to_vote <= weeks_before)
    return (weeks_since <= weeks_after) | due
