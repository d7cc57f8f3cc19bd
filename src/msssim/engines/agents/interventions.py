"""The interventions: sanctions, interdiction, aid, monitoring, support, places, dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules.hazard import per_week
from msssim.rules.interventions import delivered, funded_share, programme_cost, spent
from msssim.rules.recruitment import reintegration_chance

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Interventions(Institution):
    """What the interventions have delivered on the ground.

    Attributes
    ----------
    sanctions
        Share of gang revenue that sanctions remove.
    interdiction
        Share of arms kept out.
    cvr_slots, reintegration
        Places a month in violence reduction, and for members who leave.
    aid_usd_month
        Humanitarian aid, USD a month.
    monitoring, political
        Human-rights monitoring and political support, in [0, 1].
    dialogue
        Credible offer of exit to gang members, in [0, 1].
    spent_usd
        Spent on programmes in the last step.
    reintegrated
        Members who left a gang in the last step and found a place, persons.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        terms = self.scenario.interventions
        self.sanctions = terms.sanctions_at_start
        self.interdiction = terms.interdiction_at_start
        self.cvr_slots = terms.cvr_slots_at_start
        self.reintegration = terms.reintegration_at_start
        self.aid_usd_month = terms.aid_at_start_usd_month
        self.monitoring = terms.monitoring_at_start
        self.political = terms.political_at_start
        self.dialogue = terms.dialogue_at_start
        self.spent_usd = self.reintegrated = 0

    @property
    def aid_ratio(self) -> float:
        """Aid against the start."""
        return self.aid_usd_month / self.scenario.interventions.aid_at_start_usd_month

    def deliver(self) -> None:
        """Each approaches what policy aims at, as far as money and coordination let it."""
        t = self.scenario.interventions
        funded = self._fund()
        self.sanctions = self._after(
            self.sanctions, t.sanctions_at_start, t.sanctions_bite, t.sanctions_weeks
        )
        self.interdiction = self._after(
            self.interdiction, t.interdiction_at_start, t.interdiction * funded,
            t.interdiction_weeks,
        )  # fmt: skip
        self.monitoring = self._after(
            self.monitoring, t.monitoring_at_start, t.monitoring * funded, t.monitoring_weeks
        )
        self.political = self._after(
            self.political, t.political_at_start, t.political_support * funded, t.political_weeks
        )
        self.cvr_slots = self._after(
            self.cvr_slots, t.cvr_slots_at_start, t.cvr_slots_per_month * funded, t.cvr_weeks
        )
        self.reintegration = self._after(
            self.reintegration, t.reintegration_at_start, t.reintegration_places * funded,
            t.reintegration_weeks,
        )  # fmt: skip
        self.aid_usd_month = self._after(
            self.aid_usd_month, t.aid_at_start_usd_month, t.aid_usd_month, t.aid_weeks
        )
        self.dialogue = self._after(
            self.dialogue, t.dialogue_at_start, t.dialogue_offer, t.dialogue_weeks
        )

    def take_in(self, leavers: int, expected_leavers: float) -> None:
        """Give places to those who leave gangs, as far as there are any for each."""
        chance = reintegration_chance(
            per_week(self.reintegration), expected_leavers, self.period.weeks
        )
        self.reintegrated = self.binomial("reintegrated", leavers, chance)

    def _fund(self) -> float:
        """Part of the programmes' aims that their budget covers; it is spent."""
        t = self.scenario.interventions
        cost = programme_cost(
            t.interdiction, t.interdiction_cost_usd,
            t.monitoring, t.monitoring_cost_usd,
            t.political_support, t.political_cost_usd,
            t.cvr_slots_per_month, t.cvr_cost_usd,
            t.reintegration_places, t.reintegration_cost_usd,
        )  # fmt: skip
        funded = float(funded_share(t.programme_budget_usd_month, cost))
        self.spent_usd = int(spent(cost, funded, self.period.weeks))
        return funded

    def _after(self, level: float, at_start: float, aim: float, delivery_weeks: float) -> float:
        return float(
            delivered(
                level,
                at_start,
                aim,
                self.model.command.effectiveness,
                delivery_weeks,
                self.period.weeks,
            )
        )
