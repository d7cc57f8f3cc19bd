"""A scenario: everything a run needs to know, validated and frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pydantic import model_validator

from msssim.errors import InputError
<<<<<<< HEAD
from msssim.scenario.checks import problems_of
from msssim.scenario.events import stages
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
=======
from msssim.scenario.checks import problems_of, stages
from msssim.scenario.fields import Event, ScenarioFields
>>>>>>> rules2
from msssim.scenario.paths import set_value
from msssim.scenario.validation import validated

__all__ = ["Event", "Scenario"]


class Scenario(ScenarioFields):
    """One path of policy in one theatre, from a start date over a horizon."""

<<<<<<< HEAD
    name: Annotated[
        str, Written("a name of letters, digits, _ and -, at most 60, the first no _ or -")
    ] = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-]{0,59}$")
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

=======
>>>>>>> rules2
    @model_validator(mode="after")
    def _fits_together(self) -> Scenario:
        problems = problems_of(self)
        if problems:
            raise InputError(problems)
        return self

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Scenario:
        """Return the scenario that plain data describe, such as :meth:`resolved` gives.

        Raises
        ------
        InputError
            With everything that is wrong.
        """
        return validated(cls, dict(data))

    def with_values(self, values: Mapping[str, Any]) -> Scenario:
        """Return the same scenario with other values of some parameters.

        Parameters
        ----------
        values
            A value for each dotted path; a row of a table is addressed by its name.

        Raises
        ------
        InputError
            If a path does not exist or a value is not allowed.
        """
        data, problems = self.resolved(), []
        for path, value in values.items():
            try:
                set_value(data, path, value)
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problems)
        return validated(type(self), data)

    def holding(self, values: Mapping[str, Any]) -> Scenario:
        """Return the same scenario with other values from the first day to the last.

        As :meth:`with_values`, but dated events no longer set what is given here.
        """
        data = self.resolved()
        for event in data["events"]:
            event["set"] = {path: to for path, to in event["set"].items() if path not in values}
        data["events"] = [event for event in data["events"] if event["set"]]
        return type(self).from_data(data).with_values(values)

    def at(self, date: dt.date) -> Scenario:
        """Return the scenario in force on a date: every event dated so far has been applied.

        The same object comes back until the next event.
        """
        happened = sum(event.date <= date for event in self.events)
        return self._stages[happened - 1] if happened else self

    @cached_property
    def _stages(self) -> list[Scenario]:
        return stages(self)[0]
