"""Batch phase of posture: each gang chooses; in an offensive some join; the coalition moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from msssim.engines.batch.block import Block, InRuns
from msssim.engines.batch.ground import zone_rent
from msssim.rules import choice, coalition, relocation
from msssim.rules.counts import systematic
from msssim.rules.hazard import chance
from msssim.rules.postures import POSTURES, PostureKind, Prospect, by_posture
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.kinds import Posture
from msssim.world.sums import running_total, total, total_by


def posture(b: Block) -> None:
    """Gangs review their posture, an offensive carries some along, the ranks close or open."""
    _update(b)
    _look_elsewhere(b)
    _choose(b)
    _join(b)
    b.now.acting_posture = np.where(b.state.joined, int(Posture.CONFRONT), b.state.posture)
    _close_ranks(b)


def of_posture(b: Block, effect: Callable[[PostureKind], Any]) -> np.ndarray:
    """An effect of the posture that each gang acts in, ``(gang, run)``."""
    found: np.ndarray = by_posture(b.now.acting_posture, [effect(kind) for kind in POSTURES])
    return found


def _update(b: Block) -> None:
    """Who is where: members, their part of each zone, what they believe of the mission."""
    s, x, now = b.state, b.axes, b.now
    now.members_in_zone = total_by(s.fighters, x.footholds_of_zone)
    now.share_of_zone = s.fighters / np.maximum(now.members_in_zone, 1)[x.foothold_zone]
    now.members_counted = total_by(s.fighters, x.footholds_of_gang)
    now.share_of_gang = s.fighters / np.maximum(now.members_counted, 1)[x.foothold_gang]
    now.belief = choice.belief(s.successes, s.failures)


def _look_elsewhere(b: Block) -> None:
    """What each neighbouring zone promises the members of each foothold."""
    s, x, now, gangs = b.state, b.axes, b.now, b.p.gangs
    rent = relocation.member_rent(
        zone_rent(b), gangs, gang_control=1.0 - s.state_control, members=now.members_in_zone
    )[x.foothold_zone]
    here = total_by(now.share_of_gang * rent, x.footholds_of_gang)
    place = relocation.place_payoff(rent, here[x.foothold_gang], gangs)
    loss = choice.expected_loss(
        now.belief[x.foothold_gang],
        gangs,
        police=now.police_force[x.foothold_zone],
        mission=now.mission_force[x.foothold_zone],
        fighters=now.members_in_zone[x.foothold_zone],
    )
    toll = x.moves.tolls(gangs)
    now.staying = relocation.zone_payoff(place, gangs, toll=0.0, loss=loss)
    now.moving = np.empty((len(x.moves.there), b.runs))
    now.best_move = np.full((x.footholds, b.runs), -np.inf)
    for pairs in x.moves.choices:
        here, there = x.moves.here[pairs], x.moves.there[pairs]
        now.moving[pairs] = relocation.zone_payoff(
            place[there], gangs, toll=toll[pairs], loss=loss[there]
        )
        now.best_move[here] = np.maximum(now.best_move[here], now.moving[pairs])


def _choose(b: Block) -> None:
    """Quantal response over the postures, for the gangs that review theirs."""
    s, gangs = b.state, b.p.gangs
    chances = choice.posture_chances(_prospect(b), gangs)
    reviews = b.streams.of("gang.revision") < chance(1.0 / gangs.revision_weeks, b.step.weeks)
    chosen = choice.chosen(b.streams.of("gang.posture"), chances)
    s.posture = np.where(reviews, chosen, s.posture)


def _prospect(b: Block) -> Prospect:
    """What each gang weighs."""
    s, p, x, now, gangs = b.state, b.p, b.axes, b.now, b.p.gangs
    everybody = np.maximum(total(now.members_counted), 1)
    membership = gangs.groups.coalition
    now.bloc_share = total(now.members_counted * membership) / everybody
    now.seriousness = choice.taken_seriously(total(s.in_theatre), gangs, belief=now.belief)
    occupied = np.where(s.fighters > 0, now.best_move, -np.inf)
    elsewhere = np.full((x.gangs, b.runs), -np.inf)
    for gang, rows in enumerate(x.footholds_of_gang):
        elsewhere[gang] = occupied[rows].max(axis=0)
    return Prospect(
        loss=choice.expected_loss(
            now.belief,
            gangs,
            police=total_by(
                now.police_force[x.foothold_zone] * now.share_of_zone, x.footholds_of_gang
            ),
            mission=total_by(
                now.mission_force[x.foothold_zone] * now.share_of_zone, x.footholds_of_gang
            ),
            fighters=now.members_counted,
        ),
        share=choice.internalised_share(
            now.members_counted / everybody,
            bloc_share=now.bloc_share,
            cohesion=s.cohesion,
            membership=membership,
        ),
        waiting=choice.waiting_factor(
            (s.mandate_end_day - b.step.day) / DAYS_PER_WEEK,
            gangs,
            in_force=s.in_force,
            renewal=choice.belief(s.renewals_for, s.renewals_against),
            term_weeks=p.council.renewal_term_days / DAYS_PER_WEEK,
        ),
        seriousness=now.seriousness,
        elsewhere=elsewhere,
    )


def _join(b: Block) -> None:
    """An offensive starts with one gang; the others join in rounds, until nobody more does."""
    s, now = b.state, b.now
    weight = now.members_counted * b.p.gangs.groups.coalition
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
    s.participation = total(np.where(joined, now.members_counted, 0)) / np.maximum(
        total(now.members_counted), 1
    )


def _follow(
    b: Block, run: np.ndarray, joined: np.ndarray, weight: np.ndarray, bloc: np.ndarray
) -> np.ndarray:
    """Gangs that take part in the end, ``(gang, run)``, in the runs that see an offensive."""
    s, x, now, gangs = b.state, b.axes, b.now, InRuns(b.p.gangs, run)
    force = (now.police_force + now.mission_force)[:, run][x.foothold_zone]
    near = total_by(force * now.share_of_gang[:, run], x.footholds_of_gang)
    for _ in range(x.gangs):
        risk = coalition.arrest_risk(near, gangs, acting=total(np.where(joined, 1, 0)))
        more = coalition.joins(
            total(np.where(joined, weight, 0.0)) / bloc,
            gangs,
            membership=gangs.groups.coalition,
            cohesion=s.cohesion[run],
            risk=risk,
            threshold=s.join_threshold[:, run],
        )
        if not np.any(more & ~joined):
            break
        joined = joined | more
    return joined


def _close_ranks(b: Block) -> None:
    """A mission taken seriously binds the coalition; rivalry, losses and offers loosen it."""
    s, now = b.state, b.now
    rivals = total(s.fighters * (1.0 - now.share_of_zone))
    s.cohesion = coalition.cohesion_after(
        s.cohesion,
        b.p.gangs,
        threat=total(now.seriousness * now.members_counted)
        / np.maximum(total(now.members_counted), 1),
        rivalry_change=coalition.rivalry(rivals, total(s.fighters)) - s.rivalry_at_start,
        loss_rate=s.members_lost_per_week,
        inducement=s.dialogue,
        weeks=b.step.weeks,
    )
