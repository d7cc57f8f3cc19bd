"""The fleet of armoured vehicles: delivered, broken down, repaired, worn out, destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules import logistics
from msssim.rules.hazard import chance, per_week

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Fleet(Institution):
    """The mission's armoured vehicles.

    Attributes
    ----------
    vehicles
        On site; at the start and delivered = on site and lost.
    down
        Those of them that have broken down.
    delivered, lost
        Since the start.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.vehicles = self.scenario.logistics.vehicles_at_start
        self.down = 0
        self.delivered = 0
        self.lost = 0

    @property
    def persons_allowed(self) -> int:
        """Persons who may be in theatre with the vehicles on site."""
        return int(
            logistics.equipment_persons(self.vehicles, self.scenario.logistics.persons_per_vehicle)
        )

    @property
    def availability(self) -> float:
        """Share of the vehicles that runs."""
        return float(logistics.availability(self.vehicles, self.down))

    def mobile(self, persons: int) -> float:
        """Persons who can move under armour."""
        seats = self.scenario.logistics.vehicle_seats
        return float(logistics.mobile_persons(persons, self.vehicles - self.down, seats))

    def keep(self) -> None:
        """Take deliveries, lose vehicles, break down and repair, in that order."""
        self._take_delivery()
        self._lose()
        self._maintain()

    def _take_delivery(self) -> None:
        """Deliveries come by air, with the support in kind."""
        terms = self.scenario.logistics
        supplied = (
            self.model.council.in_force
            and not self.model.airport.closed
            and self.vehicles < terms.vehicles_ceiling
        )
        delivered = self.poisson(
            "vehicle_deliveries",
            logistics.expected_deliveries(
                terms.vehicles_per_month,
                self.scenario.funding.in_kind_persons,
                terms.vehicles_in_kind_persons,
                supplied,
                self.period.months,
            ),
        )
        self.vehicles += delivered
        self.delivered += delivered

    def _lose(self) -> None:
        """Wear, the last step's contacts, and a disorderly drawdown take vehicles."""
        terms, council = self.scenario.logistics, self.model.council
        worn = self.binomial(
            "vehicle_wear",
            self.vehicles,
            chance(per_week(terms.vehicle_wear_per_month), self.period.weeks),
        )
        destroyed = self.poisson(
            "vehicle_losses", terms.vehicle_loss_per_contact * self.model.command.contacts
        )
        gone = min(worn + destroyed, self.vehicles)
        if council.lapsing and not council.orderly:
            share = self.scenario.mission.abandoned_share
            gone += int(logistics.abandoned(self.vehicles - gone, share))
        self.vehicles -= gone
        self.lost += gone
        self.down = min(self.down, self.vehicles)

    def _maintain(self) -> None:
        """Running vehicles break down; those that are down are repaired."""
        terms, weeks = self.scenario.logistics, self.period.weeks
        rate = logistics.breakdown_rate(terms.vehicle_availability, terms.vehicle_repair_weeks)
        broken = self.binomial("vehicle_breakdowns", self.vehicles - self.down, chance(rate, weeks))
        repaired = self.binomial(
            "vehicle_repairs", self.down, chance(1.0 / terms.vehicle_repair_weeks, weeks)
        )
        self.down += broken - repaired
