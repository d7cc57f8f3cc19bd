"""A scenario: everything a run needs to know, validated and frozen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.authorities import Authorities
from msssim.scenario.parameters.contacts import Contacts
from msssim.scenario.parameters.council import Council
from msssim.scenario.parameters.funding import Funding
from msssim.scenario.parameters.gangs import Gangs
from msssim.scenario.parameters.governance import Governance
from msssim.scenario.parameters.law import Law
from msssim.scenario.parameters.logistics import Logistics
from msssim.scenario.parameters.mission import Mission
from msssim.scenario.parameters.people import People
from msssim.scenario.parameters.police import Police
from msssim.scenario.parameters.territory import Territory
from msssim.scenario.parameters.tools import Tools


class Event(Section):
    """A dated intervention: from ``date`` on, each path in ``set`` has the value given."""

    date: dt.date
    set: dict[str, Any] = Field(min_length=1)


class Scenario(Section):
    """One path of policy in one theatre, from a start date over a horizon."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-]{0,59}$")
    title: str = Field(min_length=1, max_length=120)
    why: str = Field("", description="the question that the scenario answers, in words")
    start: dt.date = parameter(
        dt.date(2024, 6, 12), unit="date", meaning="first day of a run",
        source="information cut-off of the source article", evidence="published",
    )
    horizon_days: int = parameter(
        728, unit="days", low=7, high=3_660, meaning="length of a run; whole steps are played",
        source="104 weeks: two mandates",
    )
    step_days: int = parameter(
        7, unit="days", low=1, high=7, meaning="length of a step: 1 or 7",
        source="a week is the finest grain of most sources",
    )
    mission: Mission = Mission()
    funding: Funding = Funding()
    logistics: Logistics = Logistics()
    law: Law = Law()
    council: Council = Council()
    governance: Governance = Governance()
    authorities: Authorities = Authorities()
    gangs: Gangs = Gangs()
    contacts: Contacts = Contacts()
    police: Police = Police()
    people: People = People()
    territory: Territory = Territory()
    tools: Tools = Tools()
    events: tuple[Event, ...] = ()
