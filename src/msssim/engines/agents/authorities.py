"""The authorities of the host state: they consent to the mission, pay and train police."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules import shocks
from msssim.rules.hazard import chance, ending_chance, per_week, switch
from msssim.rules.police import lessened

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Authorities(Institution):
    """The transitional authorities.

    Attributes
    ----------
    stability
        Stability of the transition, in [0, 1].
    crisis
        Whether a political crisis leaves nobody who could receive the mission.
    fell
        Whether a government fell in the last step.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.stability = self.scenario.authorities.stability_at_start
        self.crisis = self.fell = False

    @property
    def consents(self) -> bool:
        """Whether there is an authority that can consent to arrivals."""
        least = self.scenario.authorities.consent_stability
        return bool(shocks.consent(self.crisis, self.stability, least))

    @property
    def pay_reliability(self) -> float:
        """Share of police pay that arrives on time."""
        terms = self.scenario.authorities
        return float(lessened(terms.pay_reliability, self.crisis, terms.crisis_pay))

    @property
    def class_size(self) -> float:
        """Officers of a class that finishes now."""
        terms = self.scenario.authorities
        return float(lessened(self.scenario.police.class_size, self.crisis, terms.crisis_intake))

    @property
    def _stability_aim(self) -> float:
        """Stability to which the transition tends, with the support that it gets."""
        terms = self.scenario.interventions
        change = self.model.interventions.political - terms.political_at_start
        return float(
            shocks.supported(
                self.scenario.authorities.stability_aim, terms.political_stability, change
            )
        )

    def fall_or_recover(self) -> None:
        """A crisis starts or ends; an offensive of the gangs makes one more likely."""
        terms, weeks = self.scenario.authorities, self.period.weeks
        pressure = self.model.coalition.pressure
        rate = shocks.fall_rate(
            shocks.raised_rate(
                per_week(terms.crisis_per_month), pressure, terms.crisis_offensive_factor
            ),
            self.stability,
            terms.stability_at_start,
            terms.stability_effect,
        )
        before = self.crisis
        self.crisis = bool(
            switch(
                self.crisis,
                self.draw("crisis"),
                chance(rate, weeks),
                ending_chance(weeks, terms.crisis_weeks),
            )
        )
        self.fell = self.crisis and not before
        self.stability = float(
            shocks.stability_after(
                self.stability,
                self._stability_aim,
                pressure,
                terms.stability_offensive,
                self.fell,
                terms.stability_fall,
                1.0 / terms.stability_weeks,
                weeks,
            )
        )
