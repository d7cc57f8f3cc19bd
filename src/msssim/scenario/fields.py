"""What a scenario holds: its sections of parameters, its tables and its dated events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

from msssim.scenario.parameter import Section, Written, parameter
from msssim.scenario.parameters.authorities import Authorities
from msssim.scenario.parameters.contacts import Contacts
from msssim.scenario.parameters.council import Council
from msssim.scenario.parameters.funding import Funding
from msssim.scenario.parameters.gang_finance import GangFinance
from msssim.scenario.parameters.gangs import Gangs
from msssim.scenario.parameters.governance import Governance
from msssim.scenario.parameters.interventions import Interventions
from msssim.scenario.parameters.law import Law
from msssim.scenario.parameters.logistics import Logistics
from msssim.scenario.parameters.mission import Mission
from msssim.scenario.parameters.people import People
from msssim.scenario.parameters.police import Police
from msssim.scenario.parameters.recruitment import Recruitment
from msssim.scenario.parameters.territory import Territory

DATES = ("start", "horizon_days", "step_days")
"""Which days a run has: the same in all runs that are compared."""

FRAME = (*DATES, "territory.zones", "territory.links")
"""What stays as it is during a run."""

NAME = r"^[A-Za-z0-9][A-Za-z0-9_\-]{0,59}$"
"""Pattern of a scenario's name."""

MOST_EVENTS = 500
"""Each makes a stage of its own, which is validated whole."""


class Event(Section):
    """A dated intervention: from ``date`` on, each path in ``set`` has the value given."""

    date: dt.date
    set: Annotated[
        dict[str, Any], Written("a group of paths with values, as in {funding.conversion: 0.5}")
    ] = Field(min_length=1)


class ScenarioFields(Section):
    """The fields of a scenario; whether they fit together is checked in the scenario itself."""

    name: Annotated[
        str, Written("a name of letters, digits, _ and -, at most 60, the first no _ or -")
    ] = Field(pattern=NAME)
    title: str = Field(min_length=1, max_length=120)
    why: str = Field("", description="the question that the scenario answers, in words")
    start: dt.date = parameter(
        dt.date(2024, 6, 12),
        unit="date",
        meaning="first day of a run",
        source="information cut-off of the source article",
        evidence="published",
    )
    horizon_days: int = parameter(
        728,
        unit="days",
        low=7,
        high=3_660,
        meaning="length of a run; whole steps are played",
        source="104 weeks: two mandates",
    )
    step_days: int = parameter(
        7,
        unit="days",
        low=1,
        high=7,
        meaning="length of a step: 1 or 7",
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
    recruitment: Recruitment = Recruitment()
    gang_finance: GangFinance = GangFinance()
    contacts: Contacts = Contacts()
    police: Police = Police()
    people: People = People()
    territory: Territory = Territory()
    interventions: Interventions = Interventions()
    events: tuple[Event, ...] = Field((), max_length=MOST_EVENTS)

    @property
    def days_played(self) -> int:
        """Length of a run in days: the whole steps that fit in the horizon."""
        return self.horizon_days // self.step_days * self.step_days

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Show name and title; all parameters would fill pages."""
        return [("name", self.name), ("title", self.title)]

    def resolved(self) -> dict[str, Any]:
        """Return the whole scenario as plain data that JSON can hold; dates are text."""
        return self.model_dump(mode="json")

    @property
    def last_day(self) -> dt.date:
        """The last date that is played."""
        return self.start + dt.timedelta(days=self.days_played - 1)

    def events_by_date(self) -> list[tuple[int, Event]]:
        """Return the events in order of date, with their places; as typed within a date."""
        return sorted(enumerate(self.events), key=lambda placed: placed[1].date)
