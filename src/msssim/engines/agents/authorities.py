"""The Haitian authorities of the transition: without a crisis they receive the mission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules.hazard import chance, per_week, switch
from msssim.rules.shocks import raised_rate

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Authorities(Institution):
    """The transitional authorities.

    Attributes
    ----------
    crisis
        Whether a political crisis leaves nobody who could receive the mission.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.crisis = False

    def fall_or_recover(self) -> None:
        """A crisis starts or ends; an offensive of the gangs makes one more likely."""
        terms, weeks = self.scenario.authorities, self.period.weeks
        rate = raised_rate(
            per_week(terms.crisis_per_month),
            self.model.coalition.offensive,
            terms.crisis_offensive_factor,
        )
        self.crisis = bool(
            switch(
                self.crisis,
                self.draw("crisis"),
                chance(rate, weeks),
                chance(1.0 / terms.crisis_weeks, weeks),
            )
        )
