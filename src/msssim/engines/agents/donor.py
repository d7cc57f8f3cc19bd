"""A donor: pledges, a legislative hold, and money on its way to the trust fund.

Every dollar stands in exactly one place: unpaid for ever, held, in the first or second stage of a
transfer, or received; together they are what was pledged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from msssim.engines.agents.actor import Actor
from msssim.rules import funding
from msssim.rules.hazard import chance, per_week, switch
from msssim.world.calendar import WEEKS_PER_MONTH, day_of

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.scenario.parameters.tables import Donor as DonorRow


class Donor(Actor, mesa.Agent):
    """A contributor to the trust fund.

    Attributes
    ----------
    pledged_usd
        Everything ever pledged, whole USD.
    unpaid_usd, held_usd, first_stage_usd, second_stage_usd, received_usd
        Where those dollars are.
    hold
        Whether a legislative hold is on.
    """

    kind = "donor"

    def __init__(self, model: MissionModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        row = self.row
        self.name = row.name
        self.pledged_usd = row.held_usd + row.received_usd
        self.first_stage_usd = self.second_stage_usd = self.unpaid_usd = 0
        self.held_usd, self.received_usd = row.held_usd, row.received_usd
        self.hold = row.held_usd > 0
        self.pledged_usd += row.pledged_usd
        self._send(row.pledged_usd)

    @property
    def row(self) -> DonorRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.funding.donors[self.slot]

    def _send(self, amount_usd: int) -> None:
        """Put the part of an amount that will be paid on its way, and write off the rest."""
        paid, unpaid = funding.split_pledge(amount_usd, self.scenario.funding.conversion)
        self.first_stage_usd += int(paid)
        self.unpaid_usd += int(unpaid)

    def hold_or_lift(self) -> None:
        """The legislature lifts or imposes a hold; what is released goes on its way."""
        if self.scenario.mission.enabled:
            self.hold = self._still_held()
        if not self.hold:
            released, self.held_usd = self.held_usd, 0
            self._send(released)

    def _still_held(self) -> bool:
        terms, weeks = self.row.hold, self.period.weeks
        if terms.lift_on is not None:
            lifted_from = day_of(terms.lift_on, self.scenario.start)
            if lifted_from < self.period.end_day:
                return False
        lift = funding.lift_rate(
            per_week(terms.lift_per_month),
            self.model.command.clarity,
            self.scenario.governance.reference_clarity,
            self.scenario.funding.hold_clarity,
            self.model.coalition.offensive,
            self.scenario.funding.hold_urgency,
        )
        reimposed = chance(per_week(terms.reimpose_per_month), weeks)
        return bool(switch(self.hold, self.draw("hold"), reimposed, chance(lift, weeks)))

    def pledge(self, appeal: float) -> None:
        """Make new pledges; ``appeal`` is the mission's, 1 at as-is openness."""
        if not self.model.council.in_force:
            return
        terms = self.scenario.funding
        number = self.poisson(
            "pledge_number",
            terms.pledges_per_month * self.row.pledge_weight * appeal * self.period.months,
        )
        size = funding.pledge_size(
            self.draw("pledge_size"),
            terms.pledge_rate_usd_month / terms.pledges_per_month,
            terms.pledge_size_log_sd,
        )
        amount = int(np.rint(number * size))
        self.pledged_usd += amount
        if self.hold:
            self.held_usd += amount
        else:
            self._send(amount)

    def transfer(self) -> int:
        """Move money on: the second stage first, so that no dollar passes both in one step.

        Returns
        -------
        Dollars that the fund receives.
        """
        if not self.scenario.mission.enabled:
            return 0
        lag_weeks = self.scenario.funding.lag_months * WEEKS_PER_MONTH
        weeks = self.period.weeks
        received = int(
            funding.transfer(self.second_stage_usd, self.draw("second_stage"), lag_weeks, weeks)
        )
        moved = int(
            funding.transfer(self.first_stage_usd, self.draw("first_stage"), lag_weeks, weeks)
        )
        self.second_stage_usd += moved - received
        self.first_stage_usd -= moved
        self.received_usd += received
        return received
