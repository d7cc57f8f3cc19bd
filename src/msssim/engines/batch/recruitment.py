"""Batch phase of recruitment: those who join gangs, those who leave them, children."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import recruitment as rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import per_week
from msssim.world.sums import total, total_by


def recruitment(b: Block) -> None:
    """Gangs recruit by what they pay, and lose who leaves."""
    _recruit(b)
    _desert(b)
    _count_children(b)


def _recruit(b: Block) -> None:
    """Volunteers, those whom harm by the state brings, and those who are forced."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    terms, gang, zone = p.recruitment, x.foothold_gang, x.foothold_zone
    now.served = rules.served(s.cvr_slots, p.interventions.cvr_half_slots, s.access)
    now.advantage = rules.advantage(now.pay[gang], terms, p.interventions, served=now.served[zone])
    at_start = rules.foothold_share(
        p.gangs,
        is_base=x.foothold_is_base[:, None],
        is_present=x.foothold_is_present[:, None],
        footholds=x.footholds_in_gang[:, None],
    )
    volunteers = rules.expected_volunteers(
        rules.recruiting_base(now.members_counted, s.members_at_start, terms)[gang],
        terms,
        p.interventions,
        share=rules.recruiting_share(
            at_start, terms, fighters=s.fighters, members=now.members_counted[gang]
        ),
        all_members=total(s.fighters),
        willing=rules.willingness(now.advantage, s.advantage_at_start, terms),
        served=now.served[zone],
        weeks=weeks,
    )
    aggrieved = rules.expected_aggrieved(
        now.killed_by_state[zone], terms, share_of_zone=now.share_of_zone
    )
    forced = rules.expected_forced(
        s.residents[zone], terms, control=s.gang_control, fighters=s.fighters, weeks=weeks
    )
    now.volunteers = poisson_count(b.streams.of("foothold.recruited"), volunteers + aggrieved)
    now.forced = poisson_count(b.streams.of("foothold.forced"), forced)


def _desert(b: Block) -> None:
    """Those who leave by themselves, and those of them who find a place."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    lost = total_by(now.gang_killed + now.gang_arrested, x.footholds_of_gang)
    loss = lost / np.maximum(now.members_counted + lost, 1) / weeks
    served = rules.served(s.reintegration, p.interventions.reintegration_half, s.access)
    leaving = rules.desertion_chance(
        now.advantage - s.advantage_at_start,
        p.recruitment,
        p.interventions,
        loss_share=loss[x.foothold_gang],
        served=served[x.foothold_zone],
        offer=s.dialogue,
        weeks=weeks,
    )
    now.gang_left = binomial_count(b.streams.of("foothold.deserted"), s.fighters, leaving)
    now.reintegrated = binomial_count(
        b.national("reintegrated"),
        total(now.gang_left),
        rules.reintegration_chance(per_week(s.reintegration), total(s.fighters * leaving), weeks),
    )
    now.gang_recruited = now.volunteers + now.forced
    s.fighters = s.fighters + now.gang_recruited - now.gang_left


def _count_children(b: Block) -> None:
    """Children among those who came and those who are gone, gang by gang."""
    s, x, now, terms = b.state, b.axes, b.now, b.p.recruitment
    came = binomial_count(
        b.streams.of("gang.child_volunteers"),
        total_by(now.volunteers, x.footholds_of_gang),
        rules.child_share(now.members_counted, s.members_at_start, terms),
    )
    forced = binomial_count(
        b.streams.of("gang.child_forced"),
        total_by(now.forced, x.footholds_of_gang),
        terms.child_forced,
    )
    lost_here = now.gang_killed + now.gang_arrested + now.gang_killed_by_rivals + now.gang_left
    gone = total_by(lost_here, x.footholds_of_gang)
    after = total_by(s.fighters, x.footholds_of_gang)
    before = after + gone - total_by(now.gang_recruited, x.footholds_of_gang)
    of_gone = np.minimum(s.children / np.maximum(before, 1), 1.0)
    lost = binomial_count(b.streams.of("gang.children_lost"), gone, of_gone)
    now.child_recruits = came + forced
    s.children = rules.children_after(
        s.children, recruited=now.child_recruits, lost=lost, members=after
    )
