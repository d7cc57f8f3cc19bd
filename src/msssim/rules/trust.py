"""Trust, tips and intelligence: from how people are treated to what the state knows.

Community trust returns to what presence, relief and conduct sustain. Harm by the state costs it for
weeks, abuse for much longer; harm by gangs wins some. Cooperation is sustained in the same way, but
abuse weighs on it only in part. Who cooperates informs, where gangs rule but not wholly; and tips,
as far as they are shared, become intelligence, which aims fire and finds gangs.

Source: Gordon and Young, JPR 54(1), for Port-au-Prince: relief and security raise cooperation,
abuse ruins opinion more than cooperation; Shaver and Shapiro, JCR 2021: tips fall after harm by the
state and rise after harm by its opponents; Condra and Shapiro, AJPS: within weeks. docs/ODD.md,
5.14.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor, relax
from msssim.world.kinds import Count, Parameters, Real


def relief(aid_ratio: Real, access: Real, access_at_start: Real) -> Real:
    """Relief that reaches a zone against the start: aid decided times access."""
    return aid_ratio * access / np.maximum(access_at_start, 1e-12)


def sustained_trust(
    people: Parameters,
    interventions: Parameters,
    *,
    mission_density: Real,
    relief: Real,
    harm_by_state: Real,
    harm_by_gangs_change: Real,
    monitoring: Real,
    abuse: Real,
) -> Real:
    """Level to which trust in the state's forces, or cooperation with them, tends; in [0, 1].

    L0 + l1 D/(1 + D) + l2 (log2(1 + relief) - 1) - l3 harm + l4 (harm by gangs - start's)
    + l6 (monitoring - start's) - abuse; harm is the killed per 100,000 and week as remembered, and
    relief that triples adds what no relief at all takes away.
    """
    level = (
        people.trust_at_start
        + people.trust_presence * mission_density / (1.0 + mission_density)
        + interventions.aid_trust * (np.log2(1.0 + relief) - 1.0)
        - people.trust_harm * harm_by_state
        + people.trust_gang_harm * harm_by_gangs_change
        + interventions.monitoring_trust * (monitoring - interventions.monitoring_at_start)
        - abuse
    )
    return np.minimum(np.maximum(level, 0.0), 1.0)


def abuse_effect(cases_remembered: Real, per_case: Real) -> Real:
    """Trust that remembered, detected cases of abuse cost, with decreasing effect of each."""
    return per_case * np.log1p(cases_remembered)


def expected_tips(
    residents: Count, people: Parameters, *, gang_control: Real, cooperation: Real, weeks: Real
) -> Real:
    """Expected tips from a zone in a step.

    t0 N x (1 - f x) exp(g (L - L0)): there is something to tell where gangs are, and danger in
    telling it where they are everywhere.
    """
    willing = factor(people.tips_trust * (cooperation - people.trust_at_start))
    told = gang_control * (1.0 - people.tips_danger * gang_control) * willing
    return people.tips_per_100k_week * (residents / 100_000.0) * told * weeks


def tip_saturation(tips_per_week: Real, half_tips: Real) -> Real:
    """What tips are worth, with decreasing returns: t / (t + t50)."""
    return tips_per_week / (tips_per_week + half_tips)


def intelligence_after(
    intelligence: Real,
    contacts: Parameters,
    *,
    worth: Real,
    worth_at_start: Real,
    shared: Real,
    weeks: Real,
) -> Real:
    """Intelligence of the state in a zone after a step, in [0, 1].

    It tends to mu0 + m (worth of tips - at the start) * shared, with ``shared`` the part of what is
    known that reaches those who use it.
    """
    learnt = contacts.intelligence_tips * (worth - worth_at_start) * shared
    aim = np.minimum(np.maximum(contacts.intelligence + learnt, 0.0), 1.0)
    return relax(intelligence, aim, contacts.intelligence_adjustment_per_week, weeks)
