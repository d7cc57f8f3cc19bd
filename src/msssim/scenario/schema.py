"""A scenario: everything a run needs to know, validated and frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pydantic import model_validator

from msssim.errors import InputError
from msssim.scenario.checks import problems_of, stages
from msssim.scenario.fields import Event, ScenarioFields
from msssim.scenario.paths import set_value
from msssim.scenario.validation import validated

__all__ = ["Event", "Scenario"]


class Scenario(ScenarioFields):
    """One path of policy in one theatre, from a start date over a horizon."""

    @model_validator(mode="after")
    def _fits_together(self) -> Scenario:
        problems = problems_of(self)
        if problems:
            raise InputError(problems)
        return self

    def _repr_html_(self) -> str:
        """Return what a notebook shows: title, reason, and the frame of a run."""
        from msssim.presentation import Group, TextTable, card, headings  # noqa: PLC0415

        days = f"{self.days_played:,}"
        row = [self.name, f"{self.start}", days, f"{self.step_days}", f"{len(self.events)}"]
        columns = headings("experiments.scenario_columns")
        return card(self.title, self.why, TextTable("", columns, [Group("", [row])]))

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
