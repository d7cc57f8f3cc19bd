"""The complementary tools: sanctions, arms interdiction, reintegration, aid, dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules.tools import delivered

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Programmes(Institution):
    """What the complementary tools have delivered on the ground.

    Attributes
    ----------
    sanctions
        Share of gang revenue that sanctions remove.
    interdiction
        Share of arms kept out.
    cvr_slots
        Places a month in violence reduction and reintegration.
    aid_usd_month
        Humanitarian aid, USD a month.
    dialogue
        Credible offer of exit to gang members, in [0, 1].
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        tools = self.scenario.tools
        self.sanctions = tools.sanctions_at_start
        self.interdiction = tools.interdiction_at_start
        self.cvr_slots = tools.cvr_slots_at_start
        self.aid_usd_month = tools.aid_at_start_usd_month
        self.dialogue = tools.dialogue_at_start

    @property
    def aid_ratio(self) -> float:
        """Aid against the start."""
        return self.aid_usd_month / self.scenario.tools.aid_at_start_usd_month

    def deliver(self) -> None:
        """Each tool approaches what policy aims at, as far as coordination lets it."""
        tools = self.scenario.tools
        self.sanctions = self._after(self.sanctions, tools.sanctions_at_start, tools.sanctions_bite)
        self.interdiction = self._after(
            self.interdiction, tools.interdiction_at_start, tools.interdiction
        )
        self.cvr_slots = self._after(
            self.cvr_slots, tools.cvr_slots_at_start, tools.cvr_slots_per_month
        )
        self.aid_usd_month = self._after(
            self.aid_usd_month, tools.aid_at_start_usd_month, tools.aid_usd_month
        )
        self.dialogue = self._after(self.dialogue, tools.dialogue_at_start, tools.dialogue_offer)

    def _after(self, level: float, at_start: float, aim: float) -> float:
        return float(
            delivered(
                level,
                at_start,
                aim,
                self.model.command.effectiveness,
                self.scenario.tools.delivery_weeks,
                self.period.weeks,
            )
        )
