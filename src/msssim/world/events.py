"""Events: what happens in a run, dated, as a person would tell it.

An event is a *kind* of thing that happened on a date, to whom or where, with the facts that belong
to it. The facts are plain numbers, words and dates, so that an event can be told as a sentence,
drawn on a time axis, or written as JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

Fact = str | int | float | bool | dt.date | None
"""What a fact may be; None is what is not known, or does not apply."""

Facts = Mapping[str, Fact]
"""Facts by name."""


@dataclass(frozen=True)
class Event:
    """Something that happened in a run.

    Attributes
    ----------
    date
        When: the date that the calendar fixes for it, such as that of a vote; for everything else
        the last date of its step.
    kind
        What, one of :data:`KINDS`.
    who
        The state, donor or zone that it is about; empty where there is only one.
    facts
        What belongs to it, by name.
    """

    date: dt.date
    kind: str
    who: str = ""
    facts: Facts = field(default_factory=dict)


KINDS: dict[str, str] = {
    # the mandate
    "documents": "concept of operations and rules of engagement reach the Council",
    "review": "the Council reviews the mission",
    "renewal": "the Council renews the mandate",
    "rollover": "the Council extends the mandate for technical reasons, without a renewal",
    "lapse": "the mandate ends without a renewal",
    "office": "the Council votes on a UN support office",
    "office_serves": "the support office begins to serve the mission",
    "conversion": "the Council votes on conversion to a UN operation",
    "un_operation": "the UN operation takes over payment and command",
    # courts
    "petition": "a petition against a deployment",
    "interim_order": "a court stops a deployment for the time being",
    "hearing": "a hearing, held or put off",
    "ruling": "a court clears or bars a deployment",
    "agreement": "an agreement between states meets a bar",
    # contingents
    "commitment": "a state decides to send its offer",
    "postponement": "an announced arrival passes with nobody landed",
    "first_boots": "the first contingent lands",
    "arrival": "the first persons of another contingent land",
    "landing": "persons land, those back from home leave included",
    "recall": "a state calls its contingent home",
    "gone_home": "the last person of a contingent has left the theatre",
    "exit": "the last person of the mission has left the theatre, the mandate over",
    "resignations": "personnel resign unpaid",
    "leaderless": "the lead nation is lost",
    "new_lead": "another state takes the lead",
    "killed": "personnel of the mission are killed",
    # what holds the next tranche up
    "tranche": "what holds up the next tranche is another thing than before",
    # money
    "pledge": "a donor pledges",
    "hold": "a legislative hold begins",
    "hold_lifted": "a legislative hold is lifted",
    "receipt": "money reaches the trust fund",
    "cover": "the fund's cash falls below a month of costs, or is above it again",
    "arrears": "allowances fall into arrears, or are paid up",
    "arrears_long": "arrears grow beyond what contributors bear",
    # works
    "base": "stages of the base are finished",
    "inspection": "the base fails or passes its inspection",
    "airport": "the airport closes or opens",
    "port": "the port closes or opens",
    # gangs and ground
    "offensive": "an offensive of the coalition begins or ends",
    "posture": "gangs turn to another posture",
    "zone": "the state's control of a zone falls below a threshold, or rises to it",
    "zone_held": "the state has held a zone for long enough to count",
    # harm
    "abuse": "cases of serious abuse by mission personnel come to light",
    "ambush": "operations that were given away meet an ambush",
    "displacement": "many people flee in a step",
    # politics
    "government": "a government falls, or there is one again to receive the mission",
}
"""What can be told: kind -> meaning."""


def record(of: Any, *attributes: str, **more: Any) -> SimpleNamespace:
    """Return attributes as they stand, and what else is to be compared with a later record."""
    return SimpleNamespace(**{name: getattr(of, name) for name in attributes}, **more)
