"""Donors and the trust fund: from a pledge to what the mission has spent, and owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from msssim.engines.agents.actor import Actor, Institution
from msssim.rules import funding
from msssim.rules.hazard import chance, per_week, switch
from msssim.world import variables
from msssim.world.calendar import DAYS_PER_WEEK, WEEKS_PER_MONTH, day_of
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.scenario.parameters.tables import Donor as DonorRow


class Donor(variables.Donor, Actor, mesa.Agent):
    """A contributor to the trust fund, with a legislative hold and money on its way.

    Every dollar stands in exactly one place: unpaid for ever, held, in the first or second stage of
    a transfer, or received; together they are what was pledged.
    """

    def __init__(self, model: MissionModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        row = self.row
        self.name = row.name
        self.set_starts(self.scenario, row)
        self.pledged_usd = row.held_usd + row.received_usd
        self.first_stage_usd = self.unpaid_usd = 0
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
        scenario, hold, weeks = self.scenario, self.row.hold, self.period.weeks
        if hold.lift_on and day_of(hold.lift_on, scenario.start) < self.period.end_day:
            return False
        lift = funding.lift_rate(
            self.row, scenario.funding, scenario.governance,
            clarity=self.model.command.clarity, urgent=self.model.coalition.offensive,
        )  # fmt: skip
        reimposed = chance(per_week(hold.reimpose_per_month), weeks)
        return bool(switch(self.hold, self.draw("hold"), reimposed, chance(lift, weeks)))

    def pledge(self, appeal: float) -> None:
        """Make new pledges; ``appeal`` is the mission's, 1 at as-is openness."""
        if not self.model.council.in_force:
            return
        terms = self.scenario.funding
        expected = terms.pledges_per_month * self.row.pledge_weight * appeal * self.period.months
        number = self.poisson("pledge_number", expected)
        amount = int(np.rint(number * funding.pledge_size(self.draw("pledge_size"), terms)))
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
        received = self._leaving(self.second_stage_usd, "second_stage")
        moved = self._leaving(self.first_stage_usd, "first_stage")
        self.second_stage_usd += moved - received
        self.first_stage_usd -= moved
        self.received_usd += received
        return received

    def _leaving(self, stage_usd: int, channel: str) -> int:
        """Dollars that leave a stage of the transfer in this step."""
        terms, weeks = self.scenario.funding, self.period.weeks
        return int(funding.transfer(stage_usd, terms, uniform=self.draw(channel), weeks=weeks))


class TrustFund(variables.TrustFund, Institution):
    """The fund's ledger in whole USD; received and assessed = spent + balance."""

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.balance_usd = ordered_sum(donor.received_usd for donor in model.donors)
        self.in_kind = int(funding.in_kind_capacity(0.0, self.scenario.funding))

    @property
    def allowances_late(self) -> bool:
        """Whether allowances are in arrears."""
        return self.arrears_usd > 0

    @property
    def unpaid_too_long(self) -> bool:
        """Whether arrears of allowances are beyond what contributors bear."""
        return self.arrears_days > self.scenario.funding.arrears_days

    @property
    def affordable_persons(self) -> int:
        """Largest strength whose cost the free cash covers for long enough."""
        free = self.balance_usd - self.arrears_usd
        terms = self.scenario.funding
        return int(funding.affordable_persons(free, terms, in_kind=self.in_kind))

    def appeal(self) -> float:
        """Factor on the rate of pledges: openness, progress, and what the fund still needs."""
        terms, command, oversight = self.scenario.funding, self.model.command, self.model.oversight
        appeal = funding.appeal(
            terms, self.scenario.governance, clarity=command.clarity, oversight=oversight.oversight,
            filled=min(command.filled, 1.0), deaths=command.deaths_remembered,
            cases=oversight.cases_remembered,
        )  # fmt: skip
        planned_cost = self._monthly_cost(self.scenario.mission.force_target)
        in_sight = self.balance_usd + ordered_sum(
            donor.first_stage_usd + donor.second_stage_usd for donor in self.model.donors
        )
        return float(appeal * funding.unmet_need(in_sight, planned_cost, terms.need_months))

    def receive(self, amount_usd: int) -> None:
        """Book what donors have transferred in this step."""
        self.receipts_usd = amount_usd
        self.balance_usd += amount_usd

    def spend(self) -> None:
        """Pay what the mission costs in this step, as far as the cash goes."""
        terms, step = self.scenario.funding, self.period
        persons = self.model.command.in_theatre
        self.in_kind = self._supported_in_kind() if self.scenario.mission.enabled else 0
        cost_month = self._monthly_cost(persons)
        cost = int(np.rint(cost_month * step.months))
        assessed = self._assess(cost)
        paid, owed = funding.pay(self.balance_usd, self.arrears_usd, cost)
        self.arrears_usd = int(owed)
        self.balance_usd -= int(paid)
        self.spent_usd += int(paid)
        self.paid_usd = int(paid) - assessed
        self.arrears_days = float(funding.arrears_days(self.arrears_usd, cost_month))
        with_tranche = self._monthly_cost(max(persons, self.scenario.mission.tranche_persons))
        self.cover_months = float(funding.cover_months(self.balance_usd, with_tranche))
        self.in_kind_usd = int(
            funding.in_kind_value(persons, terms, in_kind=self.in_kind, weeks=step.weeks)
        )

    def pay_for_works(self, stages: int) -> None:
        """Pay for finished stages of the base."""
        cost = stages * self.scenario.funding.base_stage_usd
        self.balance_usd -= cost
        self.spent_usd += cost
        self.paid_usd += cost

    def _assess(self, cost_usd: int) -> int:
        """Once contributions are assessed, they fill what the fund lacks; return how much."""
        if not self.model.council.assessed:
            return 0
        missing = max(self.arrears_usd + cost_usd - self.balance_usd, 0)
        self.assessed_usd += missing
        self.balance_usd += missing
        return missing

    def _supported_in_kind(self) -> int:
        """Persons whom states, or a support office, sustain in kind by the step's end."""
        months = self.period.end_day / DAYS_PER_WEEK / WEEKS_PER_MONTH
        capacity = int(funding.in_kind_capacity(months, self.scenario.funding))
        if self.model.council.office_serves:
            return max(capacity, self.scenario.council.office_in_kind_persons)
        return capacity

    def _monthly_cost(self, persons: int) -> float:
        return float(funding.monthly_cost(persons, self.scenario.funding, in_kind=self.in_kind))
