"""The finance of a gang: its revenue by source, what it pays, its arms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from msssim.engines.agents.shown import Shown
from msssim.rules import gang_finance as rules
from msssim.rules.postures import drawn_at_start
from msssim.world import variables
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import Gang
    from msssim.scenario.parameters.gang_finance import GangFinance as Terms


class GangFinance(variables.GangFinance, Shown):
    """What a gang takes in and spends."""

    def __init__(self, gang: Gang) -> None:
        self.gang = gang
        self.set_starts(gang.scenario)
        self.arms = gang.members * self.terms.arms_per_member

    @property
    def terms(self) -> Terms:
        """Its parameters, as now in force."""
        return self.gang.scenario.gang_finance

    def set_up(self) -> None:
        """Work out what the gang took in and paid before the first step."""
        self.local_rent_at_start = self._within_reach()
        drawn = self.local_rent_at_start * drawn_at_start(self.gang.scenario.gangs)
        earned = drawn + self._ransoms()
        self.sponsored_at_start = rules.sponsored(earned, self.terms)
        pay = self._pay_from(self._revenue_from(earned))
        for foothold in self.gang.footholds:
            foothold.advantage_at_start = foothold.advantage_of(pay)

    def earn(self) -> None:
        """Take in the step's revenue, set the pay by it, and make up for rents that were lost."""
        reach, weeks = self._within_reach(), self.gang.period.weeks
        given_up = self.gang.conduct.rent_given_up(self.gang.scenario.gangs)
        self.local_rent = reach * (1.0 - given_up)
        self.ransoms = self._ransoms()
        self.revenue = self._revenue_from(self.local_rent + self.ransoms)
        self.revenue_usd = np.rint(self.revenue * weeks)
        self.ransoms_usd = np.rint(self.ransoms * weeks)
        self.pay = self._pay_from(self.revenue)
        self.substitution = rules.substitution(reach, self.local_rent_at_start, self.terms)

    def _within_reach(self) -> float:
        """USD a week that could be drawn on the spot."""
        return ordered_sum(
            rules.local_rent(
                each.gang_control, self.terms, residents=each.cell.people.residents,
                toll_roads=each.cell.toll_roads, node_usd=each.cell.node_usd,
            )
            for each in self.gang.footholds
        )  # fmt: skip

    def _ransoms(self) -> float:
        """USD a week in ransoms."""
        return ordered_sum(
            rules.ransoms(
                each.cell.people.kidnapped_per_week, self.terms, part=each.part_of_gang_control
            )
            for each in self.gang.footholds
        )

    def _revenue_from(self, earned: float) -> float:
        """USD a week with the money of sponsors, after sanctions."""
        return rules.total_revenue(
            earned, self.gang.scenario.interventions, sponsored_at_start=self.sponsored_at_start,
            sanctions=self.gang.model.interventions.sanctions,
        )  # fmt: skip

    def _pay_from(self, revenue: float) -> float:
        """USD a week that a member is paid."""
        return rules.pay(revenue, self.terms, members=self.gang.members)

    def arm(self) -> None:
        """Buy, capture, lose and wear out arms."""
        gang, terms, weeks = self.gang, self.terms, self.gang.period.weeks
        kept_out = gang.model.interventions.interdiction
        bought = rules.arms_bought(self.revenue, terms, interdiction=kept_out, weeks=weeks)
        captured = ordered_sum(
            each.cell.arms_captured * each.share_of_zone for each in gang.footholds
        )
        self.arms = rules.arms_after(
            self.arms, terms, bought=bought, captured=captured, members=gang.members,
            members_lost=gang.lost_in_contacts, weeks=weeks,
        )  # fmt: skip

    @property
    def lethality(self) -> float:
        """Factor on the gang's lethality by its arms, for its members when last counted."""
        return rules.lethality(self.arms, self.terms, members=self.gang.members_counted)
