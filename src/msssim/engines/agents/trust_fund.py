"""The trust fund: what it receives, what the mission costs, and what it owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from msssim.engines.agents.actor import Institution
from msssim.rules import funding
from msssim.world.calendar import DAYS_PER_WEEK, WEEKS_PER_MONTH
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class TrustFund(Institution):
    """The fund's ledger in whole USD; received and assessed = spent + balance.

    Attributes
    ----------
    balance_usd, spent_usd, assessed_usd, arrears_usd
        Cash, spent so far, assessed contributions so far, owed.
    arrears_days
        Arrears in days of the present cost.
    cover_months
        Months that the cash lasts, for a tranche at least.
    in_kind
        Persons whom bilateral support in kind sustains.
    receipts_usd, paid_usd, in_kind_usd
        Received, paid by the fund itself, and given in kind in the last step.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.balance_usd = ordered_sum(donor.received_usd for donor in model.donors)
        self.spent_usd = self.assessed_usd = self.arrears_usd = 0
        self.arrears_days = 0.0
        self.cover_months = 0.0
        self.in_kind = self._capacity_in_kind(0.0)
        self.receipts_usd = self.paid_usd = self.in_kind_usd = 0

    @property
    def unpaid_too_long(self) -> bool:
        """Whether arrears of allowances are beyond what contributors bear."""
        return self.arrears_days > self.scenario.funding.arrears_days

    def appeal(self) -> float:
        """Factor on the rate of pledges: openness, progress, and what the fund still needs."""
        terms, governance = self.scenario.funding, self.scenario.governance
        command = self.model.command
        appeal = funding.appeal(
            command.clarity,
            governance.reference_clarity,
            terms.pledge_clarity,
            self.model.oversight.level,
            governance.reference_oversight,
            terms.pledge_oversight,
            min(command.filled, 1.0),
            terms.pledge_progress,
            command.deaths_remembered,
            terms.pledge_losses,
            self.model.oversight.cases_remembered,
            terms.pledge_abuse,
        )
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
        step, persons = self.period, self.model.command.in_theatre
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
        self.cover_months = float(
            funding.cover_months(
                self.balance_usd,
                self._monthly_cost(max(persons, self.scenario.mission.tranche_persons)),
            )
        )
        self.in_kind_usd = int(
            funding.in_kind_value(
                persons, self.in_kind, self.scenario.funding.unit_cost_kind_usd_month, step.weeks
            )
        )

    def affordable_persons(self) -> int:
        """Largest strength whose cost the free cash covers for long enough."""
        terms = self.scenario.funding
        return int(
            funding.affordable_persons(
                self.balance_usd - self.arrears_usd,
                terms.cover_months_to_deploy,
                self.in_kind,
                terms.unit_cost_cash_usd_month,
                terms.unit_cost_kind_usd_month,
            )
        )

    def _assess(self, cost_usd: int) -> int:
        """Once contributions are assessed, they fill what the fund lacks; return how much."""
        if not self.model.council.assessed:
            return 0
        missing = max(self.arrears_usd + cost_usd - self.balance_usd, 0)
        self.assessed_usd += missing
        self.balance_usd += missing
        return missing

    def pay_for_works(self, stages: int) -> None:
        """Pay for finished stages of the base."""
        cost = stages * self.scenario.funding.base_stage_usd
        self.balance_usd -= cost
        self.spent_usd += cost
        self.paid_usd += cost

    def _supported_in_kind(self) -> int:
        """Persons whom states, or a support office, sustain in kind by the step's end."""
        months = self.period.end_day / DAYS_PER_WEEK / WEEKS_PER_MONTH
        capacity = self._capacity_in_kind(months)
        council = self.model.council
        if council.office_serves:
            return max(capacity, self.scenario.council.office_in_kind_persons)
        return capacity

    def _capacity_in_kind(self, months: float) -> int:
        terms = self.scenario.funding
        return int(
            funding.in_kind_capacity(
                terms.in_kind_persons, terms.in_kind_at_start, terms.in_kind_ramp_months, months
            )
        )

    def _monthly_cost(self, persons: int) -> float:
        terms = self.scenario.funding
        return float(
            funding.monthly_cost(
                persons,
                self.in_kind,
                terms.unit_cost_cash_usd_month,
                terms.unit_cost_kind_usd_month,
            )
        )
