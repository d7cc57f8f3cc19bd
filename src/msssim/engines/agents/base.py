"""The mission's base: a construction project with a readiness inspection that can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules import logistics

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Base(Institution):
    """The base.

    Attributes
    ----------
    stages_done
        Stages of construction finished.
    ready
        Whether an inspection has found it ready.
    weeks_to_inspection
        Weeks to the next inspection, once it is built.
    inspections_failed
        Inspections failed so far.
    inspection_luck
        The uniform of the first step, which settles how many inspections it fails.
    months_open
        Months since it opened.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.stages_done = self.scenario.logistics.base_stages_done
        self.ready = False
        self.weeks_to_inspection = self.scenario.logistics.inspection_notice_weeks
        self.inspections_failed = 0
        self.inspection_uniform = self.draw("inspection")
        self.months_open = 0.0

    @property
    def places(self) -> int:
        """Persons whom it can house."""
        terms = self.scenario.logistics
        return int(
            logistics.places(
                self.ready, terms.base_places, terms.base_places_per_month, self.months_open
            )
        )

    def build(self) -> None:
        """Go on with the works, be inspected, grow once open."""
        open_before = self.ready
        self._construct()
        self._be_inspected()
        if open_before:
            self.months_open += self.period.months

    def _construct(self) -> None:
        """Finish stages, while aircraft land, no offensive is on, and the fund can pay."""
        terms, model = self.scenario.logistics, self.model
        working = (
            self.scenario.mission.enabled
            and not model.airport.closed
            and not model.coalition.offensive
        )
        drawn = self.poisson(
            "base",
            logistics.expected_stages(
                terms.base_stages, terms.base_weeks, working, self.period.weeks
            ),
        )
        fund = model.fund
        finished = int(
            logistics.stages_finished(
                drawn,
                terms.base_stages - self.stages_done,
                fund.balance_usd - fund.arrears_usd,
                self.scenario.funding.base_stage_usd,
            )
        )
        self.stages_done += finished
        fund.pay_for_works(finished)

    def _be_inspected(self) -> None:
        """Pass or fail the inspection, if it is due."""
        terms = self.scenario.logistics
        ready, waiting, failed = logistics.inspection(
            self.ready,
            self.stages_done >= terms.base_stages and self.scenario.mission.enabled,
            self.weeks_to_inspection,
            self.inspections_failed,
            self.inspection_uniform,
            terms.inspection_pass,
            terms.inspection_setback_weeks,
            self.period.weeks,
        )
        self.ready, self.weeks_to_inspection = bool(ready), float(waiting)
        self.inspections_failed = int(failed)
