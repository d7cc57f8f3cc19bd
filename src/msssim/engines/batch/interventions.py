"""Batch phase of interventions: what the money covers, and what has arrived."""

from __future__ import annotations

from msssim.engines.batch.block import Block
from msssim.rules import interventions as rules
from msssim.rules import openness


def interventions(b: Block) -> None:
    """Each approaches what policy aims at, as far as money and coordination let it."""
    s, aims, weeks = b.state, b.p.interventions, b.step.weeks
    cost = rules.programme_cost(aims)
    funded = rules.funded_share(cost, aims)
    s.programme_usd = rules.spent(cost, funded, weeks)
    effectiveness = openness.effectiveness(s.coordination, b.p.governance)
    for each in rules.INTERVENTIONS:
        level = rules.delivered(
            getattr(s, each.name), each, aims,
            funded=funded, effectiveness=effectiveness, weeks=weeks,
        )  # fmt: skip
        setattr(s, each.name, level)
