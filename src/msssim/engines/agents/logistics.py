"""The base, the fleet of armoured vehicles, and the airport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules import logistics
from msssim.rules.hazard import chance, per_week, spell
from msssim.rules.shocks import closure_rate
from msssim.world import variables

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel


class Base(variables.Base, Institution):
    """The mission's base: a construction project with a readiness inspection that can fail."""

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.inspection_uniform = self.draw("inspection")

    @property
    def places(self) -> int:
        """Persons whom it can house."""
        terms = self.scenario.logistics
        return int(logistics.places(self.base_ready, terms, months_open=self.months_open))

    def build(self) -> None:
        """Go on with the works, be inspected, grow once open."""
        open_before = self.base_ready
        self._construct()
        self._be_inspected()
        if open_before:
            self.months_open += self.period.months

    def _construct(self) -> None:
        """Finish stages, while aircraft land, no offensive is on, and the fund can pay."""
        terms, model, fund = self.scenario.logistics, self.model, self.model.fund
        stopped = model.airport.closed or model.coalition.offensive
        working = self.scenario.mission.enabled and not stopped
        expected = logistics.expected_stages(terms, working=working, weeks=self.period.weeks)
        finished = int(
            logistics.stages_finished(
                self.poisson("base", expected), terms, self.scenario.funding,
                done=self.stages_done, free_usd=fund.balance_usd - fund.arrears_usd,
            )
        )  # fmt: skip
        self.stages_done += finished
        fund.pay_for_works(finished)

    def _be_inspected(self) -> None:
        """Pass or fail the inspection, if it is due."""
        terms = self.scenario.logistics
        built = self.stages_done >= terms.base_stages and self.scenario.mission.enabled
        ready, waiting, failed = logistics.inspection(
            self.base_ready, terms, built=built, weeks_to_inspection=self.weeks_to_inspection,
            failures=self.inspections_failed, uniform=self.inspection_uniform,
            weeks=self.period.weeks,
        )  # fmt: skip
        self.base_ready, self.weeks_to_inspection = bool(ready), float(waiting)
        self.inspections_failed = int(failed)


class Fleet(variables.Fleet, Institution):
    """The mission's armoured vehicles: delivered, broken down, repaired, worn out, destroyed."""

    @property
    def persons_allowed(self) -> int:
        """Persons who may be in theatre with the vehicles on site."""
        each = self.scenario.logistics.persons_per_vehicle
        return int(logistics.equipment_persons(self.vehicles, each))

    @property
    def availability(self) -> float:
        """Share of the vehicles that runs."""
        return float(logistics.availability(self.vehicles, self.vehicles_down))

    def mobile(self, persons: int) -> float:
        """Persons who can move under armour."""
        seats = self.scenario.logistics.vehicle_seats
        return float(logistics.mobile_persons(persons, self.vehicles - self.vehicles_down, seats))

    def keep(self) -> None:
        """Take deliveries, lose vehicles, break down and repair, in that order."""
        self._take_delivery()
        self._lose()
        self._maintain()

    def _take_delivery(self) -> None:
        """Deliveries come by air, with the support in kind."""
        terms, model = self.scenario.logistics, self.model
        wanted = model.council.in_force and self.vehicles < terms.vehicles_ceiling
        expected = logistics.expected_deliveries(
            terms, self.scenario.funding,
            supplied=wanted and not model.airport.closed, months=self.period.months,
        )  # fmt: skip
        delivered = self.poisson("vehicle_deliveries", expected)
        self.vehicles += delivered
        self.vehicles_delivered += delivered

    def _lose(self) -> None:
        """Wear, the last step's contacts, and a disorderly drawdown take vehicles."""
        terms, council = self.scenario.logistics, self.model.council
        wears = chance(per_week(terms.vehicle_wear_per_month), self.period.weeks)
        worn = self.binomial("vehicle_wear", self.vehicles, wears)
        expected = terms.vehicle_loss_per_contact * self.model.command.mission_contacts
        destroyed = self.poisson("vehicle_losses", expected)
        gone = min(worn + destroyed, self.vehicles)
        if council.lapsing and not council.orderly:
            share = self.scenario.mission.abandoned_share
            gone += int(logistics.abandoned(self.vehicles - gone, share))
        self.vehicles -= gone
        self.vehicles_lost += gone
        self.vehicles_down = min(self.vehicles_down, self.vehicles)

    def _maintain(self) -> None:
        """Running vehicles break down; those that are down are repaired."""
        terms, weeks = self.scenario.logistics, self.period.weeks
        breaks = chance(logistics.breakdown_rate(terms), weeks)
        repairs = chance(1.0 / terms.vehicle_repair_weeks, weeks)
        broken = self.binomial("vehicle_breakdowns", self.vehicles - self.vehicles_down, breaks)
        repaired = self.binomial("vehicle_repairs", self.vehicles_down, repairs)
        self.vehicles_down += broken - repaired


class Airport(variables.Airport, Institution):
    """The international airport, which fire, fear or the loss of its ground may close."""

    @property
    def closed(self) -> bool:
        """Whether no aircraft can land: a closure is on, or its ground is not safe."""
        return self.airport_closed or not self.model.infrastructure.airport_held

    def close_or_open(self) -> None:
        """A closure starts or ends."""
        terms = self.scenario.logistics
        self.airport_closed = bool(
            spell(
                self.airport_closed, self.draw("airport"),
                rate=closure_rate(self.model.coalition.pressure, terms),
                mean_weeks=terms.airport_closure_weeks, weeks=self.period.weeks,
            )
        )  # fmt: skip
