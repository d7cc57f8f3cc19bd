"""Operations of the state: by police alone, by the mission alone, or by both, and attacks by gangs.

Where both stand, coordination decides how much of the force works together. Joint operations know
more, and are told to more people; a mission alone knows the ground least. Attacks on police follow
those who confront, rise around arrivals and votes, and most of all in an offensive.

Source: GI-TOC on the stalled mission (June 2024) for the fear of leaks; UN Secretary-General, 2024,
for attacks on police. docs/ODD.md, 5.10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from msssim.rules.hazard import factor
from msssim.world.kinds import Count, Flag, Parameters, Real


@dataclass(frozen=True)
class OperationKind:
    """A row of the table of operations; what depends on parameters is a function of a section."""

    name: str
    police_part: float
    """Part of the force that is police; the rest is the mission's."""
    force: Callable[[Real, Real, Real], Real]
    """Effective persons, of the police and the mission in the zone and of those in a pair."""
    knowledge: Callable[[Parameters], Real]
    """Intelligence against that of the police."""
    informed_police: Callable[[Parameters], Real]
    """Officers who are told."""
    leakiness: Callable[[Parameters], Real]
    """How far what the mission exposes gives it away."""
    armoured: bool
    """Whether police ride under the mission's armour."""

    @property
    def with_mission(self) -> bool:
        """Whether the mission takes part."""
        return self.police_part < 1


OPERATIONS = (
    OperationKind(
        "of_police", police_part=1.0, armoured=False,
        force=lambda police, mission, pair: police - pair,
        knowledge=lambda contacts: 1.0,
        informed_police=lambda governance: governance.informed_police,
        leakiness=lambda governance: 0.0,
    ),
    OperationKind(
        "joint", police_part=0.5, armoured=True,
        force=lambda police, mission, pair: pair + pair,
        knowledge=lambda contacts: contacts.intelligence_joint,
        informed_police=lambda governance: governance.informed_police,
        leakiness=lambda governance: governance.leakiness,
    ),
    OperationKind(
        "of_mission", police_part=0.0, armoured=False,
        force=lambda police, mission, pair: mission - pair,
        knowledge=lambda contacts: contacts.intelligence_alone,
        informed_police=lambda governance: 0.0,
        leakiness=lambda governance: governance.leakiness,
    ),
)  # fmt: skip
"""Operations of police alone, of both, and of the mission alone."""


@dataclass(frozen=True)
class Operations:
    """Operations of one kind in a step: a number for one zone, or ``(zone, run)``, each."""

    kind: OperationKind
    force: Any
    """Effective persons."""
    intelligence: Any
    contacts: Any
    """Operations that met a gang."""
    leaks: Any
    """Those that were given away."""
    evaded: Any
    """Those after which the target had left; the other leaks met an ambush."""

    @property
    def fought(self) -> Any:
        """Contacts that came to a fight."""
        return self.contacts - self.evaded

    @property
    def ambushes(self) -> Any:
        """Operations that met an ambush."""
        return self.leaks - self.evaded


def paired(police: Real, mission: Real, contacts: Parameters, *, coordination: Real) -> Real:
    """Effective persons of either side who work with the other: j * min(P, M)."""
    return contacts.joint_share * coordination * np.minimum(police, mission)


def intelligence_of(intelligence: Real, knowledge: Real) -> Real:
    """Intelligence that a kind of operation has: mu times its factor, at most 1."""
    return np.minimum(intelligence * knowledge, 1.0)


def expected_contacts(
    force: Real, contacts: Parameters, *, intelligence: Real, gang_control: Real, exposed: Real,
    weeks: Real,
) -> Real:  # fmt: skip
    """Expected contacts of one kind of operation in a zone and step.

    Operations grow with the force and with what gangs hold; one of them finds a gang with chance
    1 - exp(-c * mu); a gang that hides is sought in part only (``exposed``).
    """
    per_person = contacts.operations_tempo * contacts.operations_per_100 / 100.0
    operations = per_person * force * gang_control * weeks
    return operations * -np.expm1(-contacts.intelligence_finding * intelligence) * exposed


def found_share(members: Count, contacts: Parameters) -> Real:
    """Part of operations that come upon a gang at all, by how many members there are: G / (G + h).

    Few members are harder to meet than many, so a small foothold is not hunted like a large one.
    """
    return members / (members + contacts.members_half)


def leak_chance(
    kind: OperationKind, governance: Parameters, *, colluding: Real, exposure: Real
) -> Real:
    """Chance that an operation is given away.

    1 - (1 - l0)^n (1 - c t)^m (1 - chi O): by slips among n persons who are told, by the part c of
    m officers who collude and tell with chance t, and by what the mission exposes.
    """
    kept = np.power(1.0 - governance.leak_per_informed_person, governance.informed_persons)
    loyal = np.power(1.0 - colluding * governance.colluder_tells, kind.informed_police(governance))
    return 1.0 - kept * loyal * (1.0 - kind.leakiness(governance) * exposure)


def expected_attacks(
    fighting: Real, contacts: Parameters, police: Parameters, *, recent_event: Flag, force: Real,
    weeks: Real,
) -> Real:  # fmt: skip
    """Expected attacks on police in a zone and step; none where there are no police (``force``).

    ``fighting`` are members who attack, those in an offensive counted several times; attacks are
    exp(b) as many around an arrival or a vote, and fewer where premises are hardened.
    """
    rate = contacts.attacks_per_1000_week / 1000.0 * fighting * weeks
    around = factor(contacts.attack_event_effect * recent_event)
    return np.where(force > 0, rate * around * (1.0 - police.hardening), 0.0)


def around_event(weeks_since: Real, gangs: Parameters, *, weeks_to_vote: Real) -> Flag:
    """Whether a first arrival or a vote on the mandate was lately, or a vote is near."""
    due = (weeks_to_vote >= 0) & (weeks_to_vote <= gangs.offensive_vote_weeks)
    return (weeks_since <= gangs.offensive_event_weeks) | due
