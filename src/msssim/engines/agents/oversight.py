"""Human-rights oversight of the mission, and the abuse that it prevents or finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules import openness
from msssim.rules.hazard import relax

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Oversight(Institution):
    """Those who watch the mission's conduct.

    Attributes
    ----------
    level
        Oversight in place, in [0, 1].
    abuse_cases
        Cases of serious abuse by mission personnel in the last step.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.level = self.scenario.governance.reference_oversight
        self.abuse_cases = 0

    @property
    def detected_abuse(self) -> float:
        """Expected cases that come to light."""
        terms = self.scenario.governance
        return self.abuse_cases * (terms.detection_base + terms.detection_oversight * self.level)

    def watch(self) -> None:
        """Approach the level that policy aims at; abuse happens all the less."""
        terms, weeks = self.scenario.governance, self.period.weeks
        if self.scenario.mission.enabled:
            self.level = float(
                relax(self.level, terms.oversight, 1.0 / terms.adjustment_weeks, weeks)
            )
        self.abuse_cases = self.poisson(
            "abuse",
            openness.expected_abuse(
                terms.abuse_per_1000_years,
                self.model.command.in_theatre,
                self.level,
                terms.oversight_effect,
                weeks,
            ),
        )
