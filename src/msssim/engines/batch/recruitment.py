"""Batch phase of recruitment: those who join gangs, those who leave them, children."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import recruitment as rules
from msssim.rules.counts import binomial_count
from msssim.rules.hazard import per_week
from msssim.world.sums import total, total_by


def recruitment(b: Block) -> None:
    """Gangs recruit by what they pay, and lose who leaves."""
    _recruit(b)
    _desert(b)
    _count_children(b)


def _recruit(b: Block) -> None:
    """Volunteers, those whom harm by the state brings, and those who are forced."""
    s, p, x, terms, weeks = b.state, b.p, b.axes, b.p.recruitment, b.step.weeks
    gang, zone, members = x.foothold_gang, x.foothold_zone, s.members_counted
    s.advantage = advantage(b, s.pay)
    at_start = rules.foothold_share(
        p.gangs, is_base=x.foothold_is_base[:, None], is_present=x.foothold_is_present[:, None],
        footholds=x.footholds_in_gang[:, None],
    )  # fmt: skip
    base = rules.recruiting_base(members, s.members_at_start, terms)[gang]
    volunteers = rules.expected_volunteers(
        base, terms, p.interventions, all_members=total(s.fighters), served=s.served[zone],
        share=rules.recruiting_share(at_start, terms, fighters=s.fighters, members=members[gang]),
        willing=rules.willingness(s.advantage, s.advantage_at_start, terms), weeks=weeks,
    )  # fmt: skip
    aggrieved = rules.expected_aggrieved(
        s.killed_by_state[zone], terms, share_of_zone=s.share_of_zone
    )
    forced = rules.expected_forced(
        s.residents[zone], terms, control=s.gang_control, fighters=s.fighters, weeks=weeks
    )
    s.volunteers = b.poisson("foothold.recruited", volunteers + aggrieved)
    s.forced = b.poisson("foothold.forced", forced)


def advantage(b: Block, pay: np.ndarray) -> np.ndarray:
    """USD a week by which a pay exceeds honest work and what programmes offer, by foothold."""
    s, p, x = b.state, b.p, b.axes
    s.served = rules.served(s.cvr_slots, p.interventions.cvr_half_slots, s.access)
    return rules.advantage(
        pay[x.foothold_gang], p.recruitment, p.interventions, served=s.served[x.foothold_zone]
    )


def _desert(b: Block) -> None:
    """Those who leave by themselves, and those of them who find a place."""
    s, p, x, weeks = b.state, b.p, b.axes, b.step.weeks
    lost = total_by(s.gang_killed + s.gang_arrested, x.footholds_of_gang)
    loss = lost / np.maximum(s.members_counted + lost, 1) / weeks
    served = rules.served(s.reintegration, p.interventions.reintegration_half, s.access)
    leaving = rules.desertion_chance(
        s.advantage - s.advantage_at_start, p.recruitment, p.interventions, offer=s.dialogue,
        loss_share=loss[x.foothold_gang], served=served[x.foothold_zone], weeks=weeks,
    )  # fmt: skip
    expected, places = total(s.fighters * leaving), per_week(s.reintegration)
    s.gang_left = b.binomial("foothold.deserted", s.fighters, leaving)
    placed = rules.reintegration_chance(places, expected, weeks)
    s.reintegrated = binomial_count(b.national("reintegrated"), total(s.gang_left), placed)
    s.gang_recruited = s.volunteers + s.forced
    s.fighters = s.fighters + s.gang_recruited - s.gang_left


def _count_children(b: Block) -> None:
    """Children among those who came and those who are gone, gang by gang."""
    s, terms, by_gang = b.state, b.p.recruitment, b.axes.footholds_of_gang
    among = rules.child_share(s.members_counted, s.members_at_start, terms)
    came = b.binomial("gang.child_volunteers", total_by(s.volunteers, by_gang), among)
    forced = b.binomial("gang.child_forced", total_by(s.forced, by_gang), terms.child_forced)
    lost_here = s.gang_killed + s.gang_arrested + s.gang_killed_by_rivals + s.gang_left
    gone, after = total_by(lost_here, by_gang), total_by(s.fighters, by_gang)
    before = after + gone - total_by(s.gang_recruited, by_gang)
    of_gone = np.minimum(s.children / np.maximum(before, 1), 1.0)
    lost = b.binomial("gang.children_lost", gone, of_gone)
    s.child_recruits = came + forced
    s.children = rules.children_after(
        s.children, recruited=s.child_recruits, lost=lost, members=after
    )
