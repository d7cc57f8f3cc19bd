"""Complementary tools: what is decided and what has arrived on the ground.

Sanctions, interdiction, reintegration places, aid and offers each have a level that policy aims at
and a delivered level that follows with a lag; coordination scales the difference from the start
that is delivered. Each delivered level enters one equation elsewhere (rent, lethality, recruitment
and exit, trust and access). There is no bonus for using several at once.

Source: effect sizes stand with the parameters (docs/parameters.md, tools). docs/ODD.md, 5.15.
"""

from __future__ import annotations

from msssim.rules.hazard import relax
from msssim.world.kinds import Real


def delivered(
    level: Real, at_start: Real, aim: Real, delivery: Real, delivery_weeks: Real, weeks: Real
) -> Real:
    """Level on the ground after a step.

    ``delivery`` is the part of a change from the start that coordination lets through, in [0, 1].
    """
    target = at_start + (aim - at_start) * delivery
    return relax(level, target, 1.0 / delivery_weeks, weeks)
