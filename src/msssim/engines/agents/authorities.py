"""The authorities of the host state: they consent to the mission, pay and train police."""

from __future__ import annotations

from msssim.engines.agents.actor import Institution
from msssim.rules import shocks
from msssim.rules.hazard import spell
from msssim.rules.police import lessened
from msssim.world import variables


class Authorities(variables.Authorities, Institution):
    """The transitional authorities."""

    @property
    def consents(self) -> bool:
        """Whether there is an authority that can consent to arrivals."""
        terms = self.scenario.authorities
        return bool(shocks.consent(terms, crisis=self.crisis, stability=self.stability))

    @property
    def pay_reliability(self) -> float:
        """Share of police pay that arrives on time."""
        terms = self.scenario.authorities
        return float(lessened(terms.pay_reliability, self.crisis, terms.crisis_pay))

    @property
    def class_size(self) -> float:
        """Officers of a class that finishes now."""
        loss = self.scenario.authorities.crisis_intake
        return float(lessened(self.scenario.police.class_size, self.crisis, loss))

    def fall_or_recover(self) -> None:
        """A crisis starts or ends; an offensive of the gangs makes one more likely."""
        terms, weeks = self.scenario.authorities, self.period.weeks
        pressure = self.model.coalition.pressure
        rate = shocks.fall_rate(self.stability, terms, participation=pressure)
        before = self.crisis
        self.crisis = bool(
            spell(
                before, self.draw("crisis"), rate=rate, mean_weeks=terms.crisis_weeks, weeks=weeks
            )
        )
        self.fell = self.crisis and not before
        self.stability = float(
            shocks.stability_after(
                self.stability, terms, self.scenario.interventions,
                political=self.model.interventions.political, participation=pressure,
                fell=self.fell, weeks=weeks,
            )
        )  # fmt: skip
