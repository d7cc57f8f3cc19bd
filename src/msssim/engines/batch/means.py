"""Batch phase of the gangs' means: revenue, recruits, deserters, children, arms, moves."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block, in_runs
from msssim.engines.batch.ground import node_usd, toll_roads
from msssim.rules import arms as arms_rules
from msssim.rules import means as rules
from msssim.rules import relocation, revenue
from msssim.rules.counts import binomial_count, poisson_count, systematic
from msssim.rules.hazard import per_week
from msssim.world.kinds import Posture
from msssim.world.sums import total, total_by


def means(b: Block) -> None:
    """Gangs take in money, recruit by it, lose who leaves, buy arms, and move."""
    _earn(b)
    _recruit(b)
    _desert(b)
    _count_children(b)
    _arm(b)
    _move(b)


def _earn(b: Block) -> None:
    """Revenue of each gang by source, and what it pays a member."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    terms = p.economy
    hiding = revenue.hiding_factor(np.where(now.confronts, 1.0, 0.0), p.gangs.rent_given_up)
    within_reach = total_by(
        revenue.local_rent(
            s.gang_control,
            s.residents[x.foothold_zone],
            terms.extortion_usd_week,
            toll_roads(b)[x.foothold_zone],
            terms.toll_usd_week,
            node_usd(b)[x.foothold_zone],
        ),
        x.footholds_of_gang,
    )
    now.local_rent = within_reach * hiding
    part = s.gang_control / np.maximum(1.0 - s.state_control, 1e-12)[x.foothold_zone]
    now.ransoms = total_by(
        terms.ransom_usd * s.kidnapped_per_week[x.foothold_zone] * part, x.footholds_of_gang
    )
    sponsors = np.maximum(
        1.0
        - p.interventions.sanctions_sponsors * (s.sanctions - p.interventions.sanctions_at_start),
        0.0,
    )
    now.revenue = revenue.total_revenue(
        now.local_rent, now.ransoms, sponsors, s.sanctions, s.sponsored_at_start
    )
    now.revenue_usd = np.rint(now.revenue * b.step.weeks)
    now.ransoms_usd = np.rint(now.ransoms * b.step.weeks)
    now.pay = revenue.pay(now.revenue, total_by(s.fighters, x.footholds_of_gang), terms.pay_share)
    now.substitution = revenue.substitution(
        within_reach, s.local_rent_at_start, terms.substitution, terms.substitution_bound
    )


def _recruit(b: Block) -> None:
    """Volunteers, those whom harm by the state brings, and those who are forced."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    gangs, zone = p.gangs, x.foothold_zone
    now.members = total_by(s.fighters, x.footholds_of_gang)
    served = rules.served(s.cvr_slots, p.interventions.cvr_half_slots, s.access)
    now.served = served
    now.advantage = rules.advantage(
        now.pay[x.foothold_gang], p.economy.wage_usd_week, p.interventions.programme_pay_usd_week,
        served[zone],
    )  # fmt: skip
    at_start = rules.foothold_share(
        x.foothold_is_base[:, None],
        x.foothold_is_present[:, None],
        x.footholds_in_gang[:, None],
        gangs.base_share,
    )
    base = rules.recruiting_base(now.members, s.members_at_start, gangs.recruitment_replacement)
    volunteers = rules.expected_volunteers(
        base[x.foothold_gang],
        rules.recruiting_share(
            at_start, s.fighters, now.members[x.foothold_gang], gangs.recruits_habit
        ),
        total(s.fighters),
        gangs.recruitment_per_week,
        gangs.saturation_members,
        rules.willingness(now.advantage, s.advantage_at_start, p.economy.pay_response),
        served[zone],
        p.interventions.cvr_recruitment,
        weeks,
    )
    aggrieved = rules.expected_aggrieved(
        now.killed_by_state[zone], gangs.grievance_recruits, now.share_of_zone
    )
    now.volunteers = poisson_count(b.streams.of("foothold.recruited"), volunteers + aggrieved)
    now.forced = poisson_count(
        b.streams.of("foothold.forced"),
        rules.expected_forced(
            s.residents[zone], s.gang_control, gangs.forced_per_100k_week, s.fighters, weeks
        ),
    )


def _desert(b: Block) -> None:
    """Those who leave by themselves, and those of them who find a place."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    gangs, zone = p.gangs, x.foothold_zone
    lost = total_by(now.gang_killed + now.gang_arrested, x.footholds_of_gang)
    loss = lost / np.maximum(now.members + lost, 1) / weeks
    leaving = rules.desertion_chance(
        gangs.desertion_per_week,
        now.advantage - s.advantage_at_start,
        p.economy.pay_response,
        loss[x.foothold_gang],
        gangs.desertion_losses,
        rules.served(s.reintegration, p.interventions.reintegration_half, s.access)[zone],
        p.interventions.reintegration_exit,
        s.dialogue,
        p.interventions.dialogue_exit,
        weeks,
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
    s, p, x, now = b.state, b.p, b.axes, b.now
    gangs = p.gangs
    came = binomial_count(
        b.streams.of("gang.child_volunteers"),
        total_by(now.volunteers, x.footholds_of_gang),
        rules.child_share(
            gangs.child_recruits, now.members, s.members_at_start, gangs.child_pressure
        ),
    )
    forced = binomial_count(
        b.streams.of("gang.child_forced"), total_by(now.forced, x.footholds_of_gang),
        gangs.child_forced,
    )  # fmt: skip
    gone = total_by(
        now.gang_killed + now.gang_arrested + now.gang_feud + now.gang_left, x.footholds_of_gang
    )
    after = total_by(s.fighters, x.footholds_of_gang)
    before = after + gone - total_by(now.gang_recruited, x.footholds_of_gang)
    lost = binomial_count(
        b.streams.of("gang.children_lost"), gone,
        np.minimum(s.children / np.maximum(before, 1), 1.0),
    )  # fmt: skip
    now.child_recruits = came + forced
    s.children = rules.children_after(s.children, now.child_recruits, lost, after)


def _arm(b: Block) -> None:
    """Arms are bought, captured, lost and worn out."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    terms = p.economy
    zones = x.units_of_zone
    captured = arms_rules.captured(
        total_by(s.police_killed, zones),
        terms.arms_per_officer,
        total_by(now.stations_fallen, zones),
        terms.arms_per_station,
    )
    lost = total_by(now.gang_killed + now.gang_arrested, x.footholds_of_gang)
    s.arms = arms_rules.stock_after(
        s.arms,
        terms.arms_wear_per_week,
        b.step.weeks,
        arms_rules.bought(
            now.revenue, terms.arms_share, terms.arms_price_usd, s.interdiction, b.step.weeks
        ),
        now.members,
        lost,
        terms.arms_seized,
        total_by(captured[x.foothold_zone] * now.share_of_zone, x.footholds_of_gang),
    )


def _move(b: Block) -> None:
    """Members leave for neighbouring zones: driven by losses, or because the gang relocates.

    Few footholds lose anybody in a step, so only those where somebody may leave are worked through:
    ``foothold`` and ``run`` say where that is.
    """
    s, p, x, now = b.state, b.p, b.axes, b.now
    gangs = p.gangs
    lost = now.gang_killed + now.gang_arrested
    relocates = ((s.posture == Posture.RELOCATE) & ~s.joined)[x.foothold_gang] & (
        now.best_move > now.staying
    )
    may_leave = (s.fighters > 0) & ((lost > 0) | relocates) & np.isfinite(now.best_move)
    foothold, run = may_leave.nonzero()
    leaves = relocation.leaving_chance(
        lost[foothold, run],
        s.fighters[foothold, run],
        in_runs(gangs.displaced_share, run),
        in_runs(gangs.displacing_losses, run),
        relocates[foothold, run],
        in_runs(gangs.relocation_per_week, run),
        b.step.weeks,
    )
    now.moved = np.zeros_like(s.fighters)
    now.moved[foothold, run] = binomial_count(
        b.streams.of("foothold.moved")[foothold, run], s.fighters[foothold, run], leaves
    )
    s.fighters = s.fighters - now.moved + _arrivals(b, now.moved)


def _arrivals(b: Block, moved: np.ndarray) -> np.ndarray:
    """Members who arrive in each foothold: movers are spread by the weights of where they can go.

    Where they come from is worked through choice by choice: all first choices, all second ones.
    """
    x, now = b.axes, b.now
    foothold, run = moved.nonzero()
    movers = moved[foothold, run]
    choices = []
    everything = np.zeros(movers.shape)
    for pair_of in x.moves.choice_of:
        able = (pair_of[foothold] >= 0).nonzero()[0]  # those who have a choice of this rank
        pair = pair_of[foothold[able]]
        weight = relocation.destination_weight(
            now.moving[pair, run[able]],
            now.best_move[foothold[able], run[able]],
            in_runs(b.p.gangs.rationality, run[able]),
        )
        everything[able] += weight
        choices.append((able, x.moves.there[pair], weight))
    shift = b.streams.of("foothold.destination")[foothold, run]
    before = np.zeros(movers.shape)
    arriving = np.zeros_like(moved)
    for able, there, weight in choices:
        through = before[able] + weight
        part = systematic(
            movers[able], before[able] / everything[able], through / everything[able], shift[able]
        )
        np.add.at(arriving, (there, run[able]), part)
        before[able] = through
    return arriving
