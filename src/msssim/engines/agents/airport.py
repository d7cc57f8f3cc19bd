"""The airport, which an offensive may close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules.hazard import chance, switch
from msssim.rules.shocks import raised_rate

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Airport(Institution):
    """The international airport.

    Attributes
    ----------
    closed
        Whether no aircraft can land.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.closed = False

    def close_or_open(self) -> None:
        """A closure starts or ends."""
        terms, weeks = self.scenario.logistics, self.period.weeks
        rate = raised_rate(
            terms.airport_closure_per_week,
            self.model.coalition.offensive,
            terms.airport_offensive_factor,
        )
        self.closed = bool(
            switch(
                self.closed,
                self.draw("airport"),
                chance(rate, weeks),
                chance(1.0 / terms.airport_closure_weeks, weeks),
            )
        )
