"""Batch phase of posture: each gang chooses; in an offensive some join; the coalition moves."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block, InRuns
from msssim.engines.batch.gang_finance import zone_rent
from msssim.rules import choice, coalition, relocation
from msssim.rules.counts import systematic
from msssim.rules.hazard import chance
from msssim.rules.postures import Prospect
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.kinds import Posture
from msssim.world.sums import running_total, total, total_by


def posture(b: Block) -> None:
    """Gangs review their posture, an offensive carries some along, the ranks close or open."""
    update(b)
    _look_elsewhere(b)
    _choose(b)
    _join(b)
    b.state.acting_posture = np.where(b.state.joined, int(Posture.CONFRONT), b.state.posture)
    _close_ranks(b)


def update(b: Block) -> None:
    """Who is where: members, their part of each zone, what they believe of the mission."""
    s, x = b.state, b.axes
    s.members_in_zone = total_by(s.fighters, x.footholds_of_zone)
    s.share_of_zone = s.fighters / np.maximum(s.members_in_zone, 1)[x.foothold_zone]
    s.members_counted = total_by(s.fighters, x.footholds_of_gang)
    s.share_of_gang = s.fighters / np.maximum(s.members_counted, 1)[x.foothold_gang]
    s.belief = choice.belief(s.successes, s.failures)


def _look_elsewhere(b: Block) -> None:
    """What each neighbouring zone promises the members of each foothold."""
    s, x, gangs, zone = b.state, b.axes, b.p.gangs, b.axes.foothold_zone
    rent = relocation.member_rent(
        zone_rent(b), gangs, gang_control=1.0 - s.state_control, members=s.members_in_zone
    )[zone]
    here = total_by(s.share_of_gang * rent, x.footholds_of_gang)
    place = relocation.place_payoff(rent, here[x.foothold_gang], gangs)
    loss = choice.expected_loss(
        s.belief[x.foothold_gang], gangs, police=s.police_force[zone],
        mission=s.mission_force[zone], fighters=s.members_in_zone[zone],
    )  # fmt: skip
    toll = x.moves.tolls(gangs)
    s.staying = relocation.zone_payoff(place, gangs, toll=0.0, loss=loss)
    s.moving = np.empty((len(x.moves.there), b.runs))
    s.best_move = np.full((x.footholds, b.runs), -np.inf)
    for pairs in x.moves.choices:
        here, there = x.moves.here[pairs], x.moves.there[pairs]
        s.moving[pairs] = relocation.zone_payoff(
            place[there], gangs, toll=toll[pairs], loss=loss[there]
        )
        s.best_move[here] = np.maximum(s.best_move[here], s.moving[pairs])


def _choose(b: Block) -> None:
    """Quantal response over the postures, for the gangs that review theirs."""
    s, gangs = b.state, b.p.gangs
    chances = choice.posture_chances(_prospect(b), gangs)
    reviews = b.streams.of("gang.revision") < chance(1.0 / gangs.revision_weeks, b.step.weeks)
    chosen = choice.chosen(b.streams.of("gang.posture"), chances)
    s.posture = np.where(reviews, chosen, s.posture)


def _prospect(b: Block) -> Prospect:
    """What each gang weighs."""
    s, x, gangs = b.state, b.axes, b.p.gangs
    everybody, membership = np.maximum(total(s.members_counted), 1), gangs.groups.coalition
    s.bloc_share = total(s.members_counted * membership) / everybody
    s.seriousness = choice.taken_seriously(total(s.in_theatre), gangs, belief=s.belief)
    loss = choice.expected_loss(
        s.belief, gangs, fighters=s.members_counted,
        police=total_by(s.police_force[x.foothold_zone] * s.share_of_zone, x.footholds_of_gang),
        mission=total_by(s.mission_force[x.foothold_zone] * s.share_of_zone, x.footholds_of_gang),
    )  # fmt: skip
    share = choice.internalised_share(
        s.members_counted / everybody, bloc_share=s.bloc_share, cohesion=s.cohesion,
        membership=membership,
    )  # fmt: skip
    waiting = choice.waiting_factor(
        (s.mandate_end_day - b.step.day) / DAYS_PER_WEEK, gangs, in_force=s.in_force,
        renewal=choice.belief(s.renewals_for, s.renewals_against),
        term_weeks=b.p.council.renewal_term_days / DAYS_PER_WEEK,
    )  # fmt: skip
    occupied = np.where(s.fighters > 0, s.best_move, -np.inf)
    elsewhere = np.full((x.gangs, b.runs), -np.inf)
    for gang, rows in enumerate(x.footholds_of_gang):
        elsewhere[gang] = occupied[rows].max(axis=0)
    return Prospect(loss, share, waiting, s.seriousness, elsewhere)


def _join(b: Block) -> None:
    """An offensive starts with one gang; the others join in rounds, until nobody more does."""
    s = b.state
    weight = s.members_counted * b.p.gangs.groups.coalition
    bloc = np.maximum(total(weight), 1e-12)
    s.offensive_started = s.offensive & ~np.any(s.joined, axis=0)
    before, through = running_total(weight)
    first = systematic(1, before / bloc, through / bloc, b.national("initiator")) > 0
    joined = (s.joined & s.offensive) | (s.offensive_started & first & (weight > 0))
    run = s.offensive.nonzero()[0]
    if run.size:
        joined[:, run] = _follow(b, run, joined[:, run], weight[:, run], bloc[run])
    s.joined = joined
    s.participation = total(np.where(joined, s.members_counted, 0)) / np.maximum(
        total(s.members_counted), 1
    )


def _follow(
    b: Block, run: np.ndarray, joined: np.ndarray, weight: np.ndarray, bloc: np.ndarray
) -> np.ndarray:
    """Gangs that take part in the end, ``(gang, run)``, in the runs that see an offensive."""
    s, x, gangs = b.state, b.axes, InRuns(b.p.gangs, run)
    force = (s.police_force + s.mission_force)[:, run][x.foothold_zone]
    near = total_by(force * s.share_of_gang[:, run], x.footholds_of_gang)
    for _ in range(x.gangs):
        risk = coalition.arrest_risk(near, gangs, acting=total(np.where(joined, 1, 0)))
        more = coalition.joins(
            total(np.where(joined, weight, 0.0)) / bloc, gangs, risk=risk,
            membership=gangs.groups.coalition, cohesion=s.cohesion[run],
            threshold=s.join_threshold[:, run],
        )  # fmt: skip
        if not np.any(more & ~joined):
            break
        joined = joined | more
    return joined


def _close_ranks(b: Block) -> None:
    """A mission taken seriously binds the coalition; rivalry, losses and offers loosen it."""
    s = b.state
    threat = total(s.seriousness * s.members_counted) / np.maximum(total(s.members_counted), 1)
    s.cohesion = coalition.cohesion_after(
        s.cohesion, b.p.gangs, threat=threat, rivalry_change=rivalry(b) - s.rivalry_at_start,
        loss_rate=s.members_lost_per_week, inducement=s.dialogue, weeks=b.step.weeks,
    )  # fmt: skip


def rivalry(b: Block) -> np.ndarray:
    """How mixed gangs are in the zones where they stand, ``(run,)``."""
    s = b.state
    rivals = total(s.fighters * (1.0 - s.share_of_zone))
    return coalition.rivalry(rivals, total(s.fighters))
