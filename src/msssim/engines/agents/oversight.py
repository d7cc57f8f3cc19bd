"""Human-rights oversight of the mission, and the abuse that it prevents or finds."""

from __future__ import annotations

from msssim.engines.agents.actor import Institution
from msssim.rules import openness
from msssim.rules.hazard import decayed_sum, relax
from msssim.world import variables
from msssim.world.kinds import Real


class Oversight(variables.Oversight, Institution):
    """Those who watch the mission's conduct."""

    def watch(self) -> None:
        """Approach the level that policy aims at; abuse happens, and some of it comes to light."""
        terms, weeks = self.scenario.governance, self.period.weeks
        if self.scenario.mission.enabled:
            self.oversight = float(
                relax(self.oversight, self._aim(), 1.0 / terms.adjustment_weeks, weeks)
            )
        present = self.model.command.in_theatre
        expected = openness.expected_abuse(present, terms, oversight=self.oversight, weeks=weeks)
        self.abuse_cases = self.poisson("abuse", expected)
        self.abuse_detected = self.binomial(
            "detection", self.abuse_cases, openness.detection(self.oversight, terms)
        )
        memory = self.scenario.mission.memory_weeks
        self.cases_remembered = float(
            decayed_sum(self.cases_remembered, self.abuse_detected, memory, weeks)
        )

    def become_known(self) -> None:
        """People hear of the step's detected cases, and remember them for long."""
        memory, weeks = self.scenario.people.abuse_memory_weeks, self.period.weeks
        self.abuse_felt = float(decayed_sum(self.abuse_felt, self.abuse_detected, memory, weeks))

    def _aim(self) -> Real:
        """Level that policy aims at; a UN body that serves raises it."""
        terms, council = self.scenario.council, self.model.council
        aim: Real = self.scenario.governance.oversight
        aim = openness.raised(aim, council.office_serves, terms.office_oversight)
        return openness.raised(aim, council.assessed, terms.conversion_oversight)
