"""Batch phase of posture: each gang chooses; in an offensive some join; the coalition moves."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block, in_runs
from msssim.engines.batch.ground import zone_rent
from msssim.engines.batch.moves import WAYS
from msssim.rules import choice, coalition, relocation
from msssim.rules.counts import systematic
from msssim.rules.hazard import chance
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.kinds import Posture
from msssim.world.sums import running_total, total, total_by


def posture(b: Block) -> None:
    """Gangs review their posture, an offensive carries some along, the ranks close or open."""
    _look_around(b)
    _look_elsewhere(b)
    _choose(b)
    _join(b)
    s, x, now = b.state, b.axes, b.now
    now.confronts = (s.posture == Posture.CONFRONT) | s.joined
    now.hides = (s.posture == Posture.LOW_PROFILE) & ~now.confronts
    now.relocates = (s.posture == Posture.RELOCATE) & ~now.confronts
    now.confronts_here = now.confronts[x.foothold_gang]
    _close_ranks(b)


def _look_around(b: Block) -> None:
    """Who is where: members, their part of each zone, the force that they face."""
    s, x, now = b.state, b.axes, b.now
    now.in_zone = total_by(s.fighters, x.footholds_of_zone)
    now.share_of_zone = s.fighters / np.maximum(now.in_zone, 1)[x.foothold_zone]
    now.members = total_by(s.fighters, x.footholds_of_gang)
    now.share_of_gang = s.fighters / np.maximum(now.members, 1)[x.foothold_gang]
    now.belief = choice.belief(s.successes, s.failures)


def _look_elsewhere(b: Block) -> None:
    """What each neighbouring zone promises the members of each foothold."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    gangs = p.gangs
    rent = relocation.member_rent(
        zone_rent(b), 1.0 - s.state_control, now.in_zone, gangs.newcomers
    )[x.foothold_zone]
    here = total_by(now.share_of_gang * rent, x.footholds_of_gang)
    loss = choice.expected_loss(
        now.belief[x.foothold_gang],
        now.police_force[x.foothold_zone],
        now.mission_force[x.foothold_zone],
        now.in_zone[x.foothold_zone],
        gangs.expected_loss_max,
    )
    place = choice.place_payoff(rent, here[x.foothold_gang], gangs.relocation_gain_max)
    tolls = np.stack(
        np.broadcast_arrays(*(np.atleast_1d(getattr(gangs, f"way_{way}")) for way in WAYS))
    )
    way = tolls[x.moves.way]
    now.staying = choice.relocation_payoff(place, 0.0, loss, gangs.loss_aversion)
    now.moving = np.empty((len(x.moves.there), b.runs))
    now.best_move = np.full((x.footholds, b.runs), -np.inf)
    for pairs in x.moves.choices:
        here, there = x.moves.here[pairs], x.moves.there[pairs]
        now.moving[pairs] = choice.relocation_payoff(
            place[there], way[pairs], loss[there], gangs.loss_aversion
        )
        now.best_move[here] = np.maximum(now.best_move[here], now.moving[pairs])


def _choose(b: Block) -> None:
    """Quantal response over the three postures, for the gangs that review theirs."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    gangs = p.gangs
    everybody = np.maximum(total(now.members), 1)
    membership = gangs.groups.coalition
    now.bloc_share = total(now.members * membership) / everybody
    loss = choice.expected_loss(
        now.belief,
        total_by(now.police_force[x.foothold_zone] * now.share_of_zone, x.footholds_of_gang),
        total_by(now.mission_force[x.foothold_zone] * now.share_of_zone, x.footholds_of_gang),
        now.members,
        gangs.expected_loss_max,
    )
    share = choice.internalised_share(
        now.members / everybody, now.bloc_share, s.cohesion, membership
    )
    now.seriousness = choice.taken_seriously(
        total(s.in_theatre), now.belief, gangs.presence_persons
    )
    waiting = choice.waiting_factor(
        s.in_force,
        (s.mandate_end_day - b.step.day) / DAYS_PER_WEEK,
        choice.belief(s.renewals_for, s.renewals_against),
        p.council.renewal_term_days / DAYS_PER_WEEK,
        gangs.patience,
    )
    occupied = np.where(s.fighters > 0, now.best_move, -np.inf)
    elsewhere = np.full((x.gangs, b.runs), -np.inf)
    for gang, rows in enumerate(x.footholds_of_gang):
        elsewhere[gang] = np.max(occupied[rows], axis=0)
    confront, low_profile, _ = choice.logit_shares(
        gangs.rationality,
        choice.confront_payoff(loss, gangs.loss_aversion, gangs.concession, share),
        choice.low_profile_payoff(
            loss,
            gangs.loss_aversion,
            gangs.rent_given_up,
            gangs.conditionality,
            waiting,
            gangs.foothold_value,
            now.seriousness,
        ),
        elsewhere,
    )
    reviews = b.streams.of("gang.revision") < chance(1.0 / gangs.revision_weeks, b.step.weeks)
    s.posture = np.where(
        reviews, choice.chosen(b.streams.of("gang.posture"), confront, low_profile), s.posture
    )


def _join(b: Block) -> None:
    """An offensive starts with one gang; the others join in rounds, until nobody more does."""
    s, p, now = b.state, b.p, b.now
    gangs = p.gangs
    weight = now.members * gangs.groups.coalition
    bloc = np.maximum(total(weight), 1e-12)
    starts = s.offensive & ~np.any(s.joined, axis=0)
    before, through = running_total(weight)
    first = systematic(1, before / bloc, through / bloc, b.national("initiator")) > 0
    joined = (s.joined & s.offensive) | (starts & first & (weight > 0))
    run = s.offensive.nonzero()[0]
    if run.size:
        joined[:, run] = _follow(b, run, joined[:, run], weight[:, run], bloc[run])
    s.joined = joined
    now.offensive_started = starts
    s.participation = total(np.where(joined, now.members, 0)) / np.maximum(total(now.members), 1)


def _follow(
    b: Block, run: np.ndarray, joined: np.ndarray, weight: np.ndarray, bloc: np.ndarray
) -> np.ndarray:
    """Gangs that take part in the end, ``(gang, run)``, in the runs that see an offensive."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    gangs = p.gangs
    force = (now.police_force + now.mission_force)[:, run][x.foothold_zone]
    faced = total_by(force * now.share_of_gang[:, run], x.footholds_of_gang)
    elements = faced / in_runs(gangs.element_persons, run)
    for _ in range(x.gangs):
        risk = coalition.arrest_risk(
            elements, total(np.where(joined, 1, 0)), in_runs(gangs.arrest_constant, run)
        )
        more = coalition.joins(
            total(np.where(joined, weight, 0.0)) / bloc,
            in_runs(gangs.groups.coalition, run),
            s.cohesion[run],
            risk,
            in_runs(gangs.risk_aversion, run),
            s.join_threshold[:, run],
        )
        if not np.any(more & ~joined):
            break
        joined = joined | more
    return joined


def _close_ranks(b: Block) -> None:
    s, p, now = b.state, b.p, b.now
    gangs = p.gangs
    rivals = total(s.fighters * (1.0 - now.share_of_zone))
    s.cohesion = coalition.cohesion_after(
        s.cohesion,
        gangs.cohesion_at_start,
        gangs.cohesion_recovery,
        total(now.seriousness * now.members) / np.maximum(total(now.members), 1),
        gangs.cohesion_threat,
        coalition.rivalry(rivals, total(s.fighters)) - s.rivalry_at_start,
        gangs.cohesion_rivalry,
        s.members_lost_per_week - gangs.losses_reference,
        gangs.cohesion_losses,
        s.dialogue,
        gangs.cohesion_offers,
        gangs.cohesion_locked,
        b.step.weeks,
    )
