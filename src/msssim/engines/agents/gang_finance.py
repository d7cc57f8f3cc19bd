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
        drawn = self.local_rent_at_start * float(drawn_at_start(self.gang.scenario.gangs))
        earned = drawn + self._ransoms()
        self.sponsored_at_start = float(rules.sponsored(earned, self.terms))
        pay = self._pay_from(self._revenue_from(earned))
        for foothold in self.gang.footholds:
            foothold.advantage_at_start = foothold.advantage_of(pay)

    def earn(self) -> None:
        """Take in the step's revenue, set the pay by it, and make up for rents that were lost."""
        within_reach = self._within_reach()
        given_up = self.gang.conduct.rent_given_up(self.gang.scenario.gangs)
        self.local_rent = float(within_reach * (1.0 - given_up))
        self.ransoms = self._ransoms()
        self.revenue = self._revenue_from(self.local_rent + self.ransoms)
        weeks = self.gang.period.weeks
        self.revenue_usd = float(np.rint(self.revenue * weeks))
        self.ransoms_usd = float(np.rint(self.ransoms * weeks))
        self.pay = self._pay_from(self.revenue)
        self.substitution = float(
            rules.substitution(within_reach, self.local_rent_at_start, self.terms)
        )

    def _within_reach(self) -> float:
        """USD a week that could be drawn on the spot."""
        return ordered_sum(
            float(
                rules.local_rent(
                    foothold.gang_control,
                    self.terms,
                    residents=foothold.cell.people.residents,
                    toll_roads=foothold.cell.toll_roads,
                    node_usd=foothold.cell.node_usd,
                )
            )
            for foothold in self.gang.footholds
        )

    def _ransoms(self) -> float:
        """USD a week in ransoms."""
        return ordered_sum(
            float(
                rules.ransoms(
                    foothold.cell.people.kidnapped_per_week,
                    self.terms,
                    part=foothold.part_of_gang_control,
                )
            )
            for foothold in self.gang.footholds
        )

    def _revenue_from(self, earned: float) -> float:
        """USD a week with the money of sponsors, after sanctions."""
        gang = self.gang
        return float(
            rules.total_revenue(
                earned,
                gang.scenario.interventions,
                sponsored_at_start=self.sponsored_at_start,
                sanctions=gang.model.interventions.sanctions,
            )
        )

    def _pay_from(self, revenue: float) -> float:
        """USD a week that a member is paid."""
        return float(rules.pay(revenue, self.terms, members=self.gang.members))

    def arm(self) -> None:
        """Buy, capture, lose and wear out arms."""
        gang, terms, weeks = self.gang, self.terms, self.gang.period.weeks
        interdiction = gang.model.interventions.interdiction
        self.arms = float(
            rules.arms_after(
                self.arms,
                terms,
                bought=rules.arms_bought(
                    self.revenue, terms, interdiction=interdiction, weeks=weeks
                ),
                captured=ordered_sum(
                    foothold.cell.arms_captured * foothold.share_of_zone
                    for foothold in gang.footholds
                ),
                members=gang.members,
                members_lost=gang.lost_in_contacts,
                weeks=weeks,
            )
        )

    @property
    def lethality(self) -> float:
        """Factor on the gang's lethality by its arms, for its members when last counted."""
        return float(rules.lethality(self.arms, self.terms, members=self.gang.members_counted))
