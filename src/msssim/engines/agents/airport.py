"""The airport, which fire, fear or the loss of its ground may close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules.hazard import spell
from msssim.rules.shocks import closure_rate

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Airport(Institution):
    """The international airport.

    Attributes
    ----------
    shut
        Whether a closure is on; an offensive makes one more likely.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.shut = False

    @property
    def closed(self) -> bool:
        """Whether no aircraft can land: a closure is on, or its ground is not safe."""
        return self.shut or not self.model.infrastructure.airport_held

    def close_or_open(self) -> None:
        """A closure starts or ends."""
        terms = self.scenario.logistics
        rate = closure_rate(self.model.coalition.pressure, terms)
        self.shut = bool(
            spell(
                self.shut, self.draw("airport"),
                rate=rate, mean_weeks=terms.airport_closure_weeks, weeks=self.period.weeks,
            )
        )  # fmt: skip
