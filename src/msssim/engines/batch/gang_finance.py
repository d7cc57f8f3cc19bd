"""Batch phase of gang finance: revenue by source, pay, arms."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.ground import node_usd, toll_roads
from msssim.engines.batch.posture import of_posture
from msssim.rules import gang_finance as rules
from msssim.rules.territory import part_of_gangs
from msssim.world.sums import total_by


def gang_finance(b: Block) -> None:
    """Gangs take in money, set their pay by it, and buy arms."""
    b.now.members_counted = total_by(b.state.fighters, b.axes.footholds_of_gang)
    _earn(b)
    _arm(b)


def _earn(b: Block) -> None:
    """Revenue of each gang by source, what it pays a member, and how it makes up for losses."""
    s, p, x, now, terms = b.state, b.p, b.axes, b.now, b.p.gang_finance
    zone = x.foothold_zone
    rent = rules.local_rent(
        s.gang_control,
        terms,
        residents=s.residents[zone],
        toll_roads=toll_roads(b)[zone],
        node_usd=node_usd(b)[zone],
    )
    within_reach = total_by(rent, x.footholds_of_gang)
    now.local_rent = within_reach * (1.0 - of_posture(b, lambda kind: kind.rent_given_up(p.gangs)))
    part = part_of_gangs(s.gang_control, s.state_control[zone])
    ransoms = rules.ransoms(s.kidnapped_per_week[zone], terms, part=part)
    now.ransoms = total_by(ransoms, x.footholds_of_gang)
    now.revenue = rules.total_revenue(
        now.local_rent + now.ransoms,
        p.interventions,
        sponsored_at_start=s.sponsored_at_start,
        sanctions=s.sanctions,
    )
    now.revenue_usd = np.rint(now.revenue * b.step.weeks)
    now.ransoms_usd = np.rint(now.ransoms * b.step.weeks)
    now.pay = rules.pay(now.revenue, terms, members=now.members_counted)
    now.substitution = rules.substitution(within_reach, s.local_rent_at_start, terms)


def _arm(b: Block) -> None:
    """Arms are bought, captured, lost and worn out."""
    s, x, now, terms, weeks = b.state, b.axes, b.now, b.p.gang_finance, b.step.weeks
    captured = rules.arms_captured(
        total_by(s.police_killed, x.units_of_zone),
        total_by(now.stations_fallen, x.units_of_zone),
        terms,
    )[x.foothold_zone]
    s.arms = rules.arms_after(
        s.arms,
        terms,
        bought=rules.arms_bought(now.revenue, terms, interdiction=s.interdiction, weeks=weeks),
        captured=total_by(captured * now.share_of_zone, x.footholds_of_gang),
        members=now.members_counted,
        members_lost=total_by(now.gang_killed + now.gang_arrested, x.footholds_of_gang),
        weeks=weeks,
    )
