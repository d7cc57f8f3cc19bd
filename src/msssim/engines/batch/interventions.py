"""Batch phase of interventions: what the money covers, and what has arrived."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import interventions as rules
from msssim.rules import openness


def interventions(b: Block) -> None:
    """Each approaches what policy aims at, as far as money and coordination let it."""
    s, terms, weeks = b.state, b.p.interventions, b.step.weeks
    delivery = openness.effectiveness(s.coordination, b.p.governance.coordination_floor)
    cost = rules.programme_cost(
        terms.interdiction, terms.interdiction_cost_usd,
        terms.monitoring, terms.monitoring_cost_usd,
        terms.political_support, terms.political_cost_usd,
        terms.cvr_slots_per_month, terms.cvr_cost_usd,
        terms.reintegration_places, terms.reintegration_cost_usd,
    )  # fmt: skip
    funded = rules.funded_share(terms.programme_budget_usd_month, cost)
    b.now.programme_usd = rules.spent(cost, funded, weeks)

    def delivered(
        level: np.ndarray, at_start: np.ndarray, aim: np.ndarray, delivery_weeks: np.ndarray
    ) -> np.ndarray:
        return rules.delivered(level, at_start, aim, delivery, delivery_weeks, weeks)

    s.sanctions = delivered(
        s.sanctions, terms.sanctions_at_start, terms.sanctions_bite, terms.sanctions_weeks
    )
    s.interdiction = delivered(
        s.interdiction, terms.interdiction_at_start, terms.interdiction * funded,
        terms.interdiction_weeks,
    )  # fmt: skip
    s.monitoring = delivered(
        s.monitoring, terms.monitoring_at_start, terms.monitoring * funded, terms.monitoring_weeks
    )
    s.political = delivered(
        s.political, terms.political_at_start, terms.political_support * funded,
        terms.political_weeks,
    )  # fmt: skip
    s.cvr_slots = delivered(
        s.cvr_slots, terms.cvr_slots_at_start, terms.cvr_slots_per_month * funded, terms.cvr_weeks
    )
    s.reintegration = delivered(
        s.reintegration, terms.reintegration_at_start, terms.reintegration_places * funded,
        terms.reintegration_weeks,
    )  # fmt: skip
    s.aid_usd_month = delivered(
        s.aid_usd_month, terms.aid_at_start_usd_month, terms.aid_usd_month, terms.aid_weeks
    )
    s.dialogue = delivered(
        s.dialogue, terms.dialogue_at_start, terms.dialogue_offer, terms.dialogue_weeks
    )
