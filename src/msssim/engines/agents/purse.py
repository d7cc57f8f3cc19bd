"""The purse of a gang: its revenue by source, what it pays, its arms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.shown import Shown
from msssim.rules import arms, means, revenue
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.gang import Gang


class Purse(Shown):
    """What a gang takes in and spends.

    Attributes
    ----------
    local_rent, ransoms, revenue
        USD a week drawn on the spot, in ransoms, and from all sources, in the last step.
    pay
        USD a week paid to a member in the last step.
    substitution
        Factor on kidnapping as other rents fall.
    local_rent_at_start, sponsored_at_start
        USD a week before the first step: within reach on the spot, and from sponsors.
    arms
        Weapons.
    """

    def __init__(self, gang: Gang) -> None:
        self.gang = gang
        self.local_rent = self.ransoms = self.revenue = self.pay = 0.0
        self.local_rent_at_start = self.sponsored_at_start = 0.0
        self.substitution = 1.0
        self.arms = gang.members * gang.scenario.economy.arms_per_member

    def set_up(self) -> None:
        """Work out what the gang took in and paid before the first step."""
        gang, economy = self.gang, self.gang.scenario.economy
        self.local_rent_at_start = self._within_reach()
        drawn = self._hiding(gang.scenario.gangs.confronting_at_start)
        earned = self.local_rent_at_start * drawn + self._ransoms()
        self.sponsored_at_start = float(revenue.sponsored(earned, economy.sponsor_share))
        everything = revenue.total_revenue(
            earned,
            0.0,
            1.0,
            gang.scenario.interventions.sanctions_at_start,
            self.sponsored_at_start,
        )
        pay = float(revenue.pay(everything, gang.members, economy.pay_share))
        terms = gang.scenario.interventions
        for foothold in gang.footholds:
            served = means.served(
                terms.cvr_slots_at_start, terms.cvr_half_slots, foothold.cell.people.access
            )
            foothold.advantage_at_start = float(
                means.advantage(pay, economy.wage_usd_week, terms.programme_pay_usd_week, served)
            )

    def earn(self) -> None:
        """Take in the step's revenue and set the pay by it."""
        gang, economy, terms = (
            self.gang,
            self.gang.scenario.economy,
            self.gang.scenario.interventions,
        )
        interventions = gang.model.interventions
        within_reach = self._within_reach()
        self.local_rent = within_reach * self._hiding(float(gang.confronts))
        self.ransoms = self._ransoms()
        cut = terms.sanctions_sponsors * (interventions.sanctions - terms.sanctions_at_start)
        self.revenue = float(
            revenue.total_revenue(
                self.local_rent,
                self.ransoms,
                max(1.0 - cut, 0.0),
                interventions.sanctions,
                self.sponsored_at_start,
            )
        )
        self.pay = float(revenue.pay(self.revenue, gang.members, economy.pay_share))
        self.substitution = float(
            revenue.substitution(
                within_reach,
                self.local_rent_at_start,
                economy.substitution,
                economy.substitution_bound,
            )
        )

    def _within_reach(self) -> float:
        """USD a week that could be drawn on the spot."""
        economy = self.gang.scenario.economy
        rents = (
            revenue.local_rent(
                foothold.control,
                foothold.cell.people.residents,
                economy.extortion_usd_week,
                foothold.cell.toll_roads,
                economy.toll_usd_week,
                foothold.cell.node_usd,
            )
            for foothold in self.gang.footholds
        )
        return ordered_sum(float(rent) for rent in rents)

    def _hiding(self, confronting: float) -> float:
        """Part of it that is drawn in a posture, 0 or 1, or a share."""
        given_up = self.gang.scenario.gangs.rent_given_up
        return float(revenue.hiding_factor(confronting, given_up))

    def _ransoms(self) -> float:
        ransom = self.gang.scenario.economy.ransom_usd
        return ordered_sum(
            ransom * foothold.cell.people.kidnapped_per_week * foothold.part_of_gang_control
            for foothold in self.gang.footholds
        )

    def arm(self) -> None:
        """Buy, capture, lose and wear out arms."""
        gang, economy = self.gang, self.gang.scenario.economy
        captured = ordered_sum(
            foothold.cell.arms_captured * foothold.share_of_zone for foothold in gang.footholds
        )
        weeks = gang.period.weeks
        self.arms = float(
            arms.stock_after(
                self.arms,
                economy.arms_wear_per_week,
                weeks,
                arms.bought(
                    self.revenue,
                    economy.arms_share,
                    economy.arms_price_usd,
                    gang.model.interventions.interdiction,
                    weeks,
                ),
                gang.members_then,
                ordered_sum(foothold.killed + foothold.arrested for foothold in gang.footholds),
                economy.arms_seized,
                captured,
            )
        )

    @property
    def lethality(self) -> float:
        """Factor on the gang's lethality by its arms, for its members when last counted."""
        economy = self.gang.scenario.economy
        return float(
            arms.lethality(
                self.arms, self.gang.members_then, economy.arms_per_member, economy.arms_elasticity
            )
        )
