"""Batch phase of the people, their opinion: memory, access, trust, tips and intelligence."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import command, openness, people, trust
from msssim.rules.hazard import decayed_mean, decayed_sum, relax


def form_opinion(b: Block) -> None:
    """People remember the step, are reached by aid or not, trust, and tell."""
    _remember(b)
    _reach(b)
    _trust(b)
    _inform(b)


def _remember(b: Block) -> None:
    """Harm by gangs, harm by the state, and abuse, as people remember them."""
    s, terms, weeks = b.state, b.p.people, b.step.weeks

    def remembered(rate: np.ndarray, killed: np.ndarray) -> np.ndarray:
        now_a_week = people.per_100k(killed, s.residents) / weeks
        return decayed_mean(rate, now_a_week, terms.fear_memory_weeks, weeks)

    s.harm_by_gangs = remembered(s.harm_by_gangs, s.killed_by_gangs)
    s.harm_by_state = remembered(s.harm_by_state, s.killed_by_state)
    s.abuse_felt = decayed_sum(s.abuse_felt, s.abuse_detected, terms.abuse_memory_weeks, weeks)


def _aid_ratio(b: Block) -> np.ndarray:
    return b.state.aid_usd_month / b.p.interventions.aid_at_start_usd_month


def _reach(b: Block) -> None:
    """Humanitarian access to each zone."""
    s, p, weeks = b.state, b.p, b.step.weeks
    s.clashes_per_week = decayed_mean(
        s.clashes_per_week, s.contacts / weeks, p.people.clash_memory_weeks, weeks
    )
    s.access = humanitarian_access(b)


def humanitarian_access(b: Block) -> np.ndarray:
    """Access to each zone at the clashes that are remembered, ``(zone, run)``."""
    s, p = b.state, b.p
    roads = np.array([len(found) for found in b.axes.roads_of_zone])[:, None]
    roads_open = np.where(roads > 0, s.roads_open / np.maximum(roads, 1), 1.0)
    return people.access(
        p.people, p.interventions, state_control=s.state_control,
        clashes_per_week=s.clashes_per_week, aid_ratio=_aid_ratio(b), negotiation=s.dialogue,
        roads_open=roads_open, fuel_open=s.fuel_open,
    )  # fmt: skip


def _trust(b: Block) -> None:
    """Trust and cooperation follow presence, relief and conduct."""
    s, terms, weeks = b.state, b.p.people, b.step.weeks
    abuse, rate = trust.abuse_effect(s.abuse_felt, terms.trust_abuse), terms.trust_recovery_per_week
    s.trust = relax(s.trust, _sustained(b, abuse), rate, weeks)
    s.cooperation = relax(s.cooperation, _sustained(b, terms.abuse_on_tips * abuse), rate, weeks)


def _sustained(b: Block, abuse: np.ndarray) -> np.ndarray:
    """Level to which trust tends, given what abuse costs it, ``(zone, run)``."""
    s, p = b.state, b.p
    relief = trust.relief(_aid_ratio(b), s.access, s.access_at_start)
    density = command.density(s.mission_force, s.residents)
    harm_change = s.harm_by_gangs - s.harm_by_gangs_at_start
    return trust.sustained_trust(
        p.people, p.interventions, mission_density=density, relief=relief, abuse=abuse,
        harm_by_state=s.harm_by_state, harm_by_gangs_change=harm_change, monitoring=s.monitoring,
    )  # fmt: skip


def expected_tips(b: Block, weeks: float) -> np.ndarray:
    """Tips that people of each zone are expected to give, ``(zone, run)``."""
    s = b.state
    return trust.expected_tips(
        s.residents, b.p.people,
        gang_control=1.0 - s.state_control, cooperation=s.cooperation, weeks=weeks,
    )  # fmt: skip


def _inform(b: Block) -> None:
    """Tips from the people, and the intelligence that they become."""
    s, p, weeks = b.state, b.p, b.step.weeks
    s.tips = b.poisson("zone.tips", expected_tips(b, weeks))
    s.tips_per_week = decayed_mean(
        s.tips_per_week, s.tips / weeks, p.people.tips_memory_weeks, weeks
    )
    worth = trust.tip_saturation(s.tips_per_week, p.people.tips_half)
    shared = openness.effectiveness(s.coordination, p.governance)
    s.intelligence = trust.intelligence_after(
        s.intelligence, p.contacts,
        worth=worth, worth_at_start=s.tip_worth_at_start, shared=shared, weeks=weeks,
    )  # fmt: skip
