"""The fleet of armoured vehicles: delivered, worn out, destroyed."""

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
    delivered, lost
        Since the start.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.vehicles = self.scenario.logistics.vehicles_at_start
        self.delivered = 0
        self.lost = 0

    @property
    def persons_allowed(self) -> int:
        """Persons who may be in theatre with the vehicles on site."""
        return int(
            logistics.equipment_persons(self.vehicles, self.scenario.logistics.persons_per_vehicle)
        )

    def mobile(self, persons: int) -> float:
        """Persons who can move under armour."""
        terms = self.scenario.logistics
        return float(
            logistics.mobile_persons(
                persons, self.vehicles, terms.vehicle_seats, terms.vehicle_availability
            )
        )

    def deliver_and_lose(self) -> None:
        """Take deliveries by air; lose vehicles to wear, and to the last step's contacts."""
        terms, step = self.scenario.logistics, self.period
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
                step.months,
            ),
        )
        worn = self.binomial(
            "vehicle_wear",
            self.vehicles,
            chance(per_week(terms.vehicle_wear_per_month), step.weeks),
        )
        destroyed = self.poisson(
            "vehicle_losses", terms.vehicle_loss_per_contact * self.model.command.contacts
        )
        gone = min(worn + destroyed, self.vehicles)
        self.vehicles += delivered - gone
        self.delivered += delivered
        self.lost += gone
