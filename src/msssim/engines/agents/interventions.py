"""The interventions: sanctions, interdiction, aid, monitoring, support, places, dialogue."""

from __future__ import annotations

from msssim.engines.agents.actor import Institution
from msssim.rules.hazard import per_week
from msssim.rules.interventions import INTERVENTIONS, delivered, funded_share, programme_cost, spent
from msssim.rules.recruitment import reintegration_chance
from msssim.world import variables


class Interventions(variables.Interventions, Institution):
    """What the interventions have delivered on the ground."""

    @property
    def aid_ratio(self) -> float:
        """Aid against the start."""
        return self.aid_usd_month / self.scenario.interventions.aid_at_start_usd_month

    def deliver(self) -> None:
        """Each approaches what policy aims at, as far as money and coordination let it."""
        aims, weeks = self.scenario.interventions, self.period.weeks
        cost = programme_cost(aims)
        funded = funded_share(cost, aims)
        self.programme_usd = int(spent(cost, funded, weeks))
        effectiveness = self.model.command.effectiveness
        for each in INTERVENTIONS:
            level = delivered(
                getattr(self, each.name), each, aims,
                funded=funded, effectiveness=effectiveness, weeks=weeks,
            )  # fmt: skip
            setattr(self, each.name, float(level))

    def take_in(self, leavers: int, expected_leavers: float) -> None:
        """Give places to those who leave gangs, as far as there are any for each."""
        chance = reintegration_chance(
            per_week(self.reintegration), expected_leavers, self.period.weeks
        )
        self.reintegrated = self.binomial("reintegrated", leavers, chance)
