"""Kinds of the mission side, each a row of a table: gates, phases, drafts, court steps, doctrines.

A row holds all that differs between kinds, so that a new kind is a new row. What parameters give is
named by the field of its section.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msssim.world.kinds import LegalStatus, Real


@dataclass(frozen=True)
class Gate:
    """What the next tranche must pass: it lets a number of persons through."""

    name: str
    by_contingent: bool = False
    """Each contingent has its own, beside that of all together."""
    by_flight: bool = False
    """Who boards has a seat on a flight of the step; the gate is the mean of flights."""


GATES = (
    Gate("council"),
    Gate("host"),
    Gate("pledge", by_contingent=True),
    Gate("court", by_contingent=True),
    Gate("base"),
    Gate("equipment"),
    Gate("airlift", by_flight=True),
    Gate("cash"),
)
"""Of gates that let through the same number, the first is said to bind."""

CONSTRAINTS = ("none", *(gate.name for gate in GATES))
"""What can bind the next tranche; the code in the series is the place in this tuple.

Each has a name in the catalogue, ``common.constraint.NAME``.
"""


@dataclass(frozen=True)
class Phase:
    """Where a person of a contingent stands, named by the variable that counts them."""

    name: str
    prepares: bool = False
    """Between the commitment and the flight: a recall ends it at once."""
    leads_to: str = ""
    """Phase that follows it after some weeks."""
    weeks: str = ""
    """Parameter of the section ``mission`` that says how many, in the mean."""
    channel: str = ""
    """Random numbers of those who leave it for the next."""


PHASES = (
    Phase("uncommitted"),
    Phase("vetting", prepares=True, leads_to="training", weeks="vetting_weeks", channel="vetting"),
    Phase("training", prepares=True, leads_to="ready", weeks="training_weeks", channel="training"),
    Phase("ready", prepares=True),
    Phase("in_theatre"),
    Phase("on_leave", leads_to="ready", weeks="leave_weeks", channel="returning"),
    Phase("lost"),
    Phase("gone_home"),
)
"""Every person who is offered is in one of them."""


@dataclass(frozen=True)
class Draft:
    """A draft resolution that the Council votes on."""

    name: str
    """Also the channel of its random numbers."""
    leaning: str
    """Column of a member's disposition to vote yes."""
    support: str
    """Parameter of the section ``council`` that is added for every member."""


RENEWAL = Draft("renewal", "leaning", "renewal_support")
OFFICE = Draft("office", "leaning_office", "office_support")
CONVERSION = Draft("conversion", "leaning_operation", "conversion_support")


@dataclass(frozen=True)
class CourtStep:
    """A known step of a case: where it leaves the deployment, and how it is told."""

    status: LegalStatus
    event: str
    facts: dict[str, bool | str] = field(default_factory=dict)
    yields_to_order: bool = False
    """An interim order in force outlasts it."""
    heard: bool = False
    """The court can close the hearing at once."""


COURT_STEPS = {
    "petition": CourtStep(
        LegalStatus.PENDING, "petition", {"ordered": False}, yields_to_order=True
    ),
    "hearing": CourtStep(
        LegalStatus.PENDING, "hearing", {"outcome": "held"}, yields_to_order=True, heard=True
    ),
    "interim_order": CourtStep(LegalStatus.INTERIM_ORDER, "interim_order"),
    "ruling_clears": CourtStep(LegalStatus.CLEAR, "ruling", {"barred": False, "for_good": False}),
    "ruling_bars": CourtStep(LegalStatus.BARRED, "ruling", {"barred": True, "for_good": False}),
    "bar_for_good": CourtStep(
        LegalStatus.BARRED_FOR_GOOD, "ruling", {"barred": True, "for_good": True}
    ),
    "agreement": CourtStep(LegalStatus.CLEAR, "agreement"),
}
"""Kinds of steps in the theatre's table, by name."""


@dataclass(frozen=True)
class Doctrine:
    """Parts of the force that protect assets, are present, and clear and hold; they sum to 1."""

    protect: Real
    present: Real
    clear: Real


DOCTRINES = {
    "protect_assets": Doctrine(1.0, 0.0, 0.0),
    "presence": Doctrine(0.0, 1.0, 0.0),
    "clear_and_hold": Doctrine(0.0, 0.0, 1.0),
}
"""Doctrines that do one thing; a mixed one has its parts from parameters."""
