"""Interventions: what policy decides, what it costs, how late it comes, what it does."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class Interventions(Section):
    """Each acts in the equation it belongs to; there is no bonus for using several at once.

    Programmes (interdiction, monitoring, political support, violence reduction, reintegration)
    draw on one budget; aid has its own money, sanctions and offers cost none.
    """

    programme_budget_usd_month: float = parameter(
        1_000_000.0, unit="USD/month", low=0, high=10**9, plausible=(2e5, 2e7),
        meaning="money for the programmes; aims beyond it are met in part", source="judgement",
    )
    sanctions_bite: float = parameter(
        0.03, unit="share", low=0, high=1, plausible=(0.0, 0.15),
        meaning="share of gang revenue that sanctions remove",
        source="UN listings act on sponsors; effective in a tenth of episodes", evidence="derived",
    )
    sanctions_at_start: float = parameter(
        0.03, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    sanctions_sponsors: float = parameter(
        4.0, unit="-", low=0, high=50, plausible=(2, 10),
        meaning="how many times as hard sanctions hit sponsors' money as other revenue",
        source="leaders neither travel nor bank abroad: the bite is on sponsors and brokers",
    )
    sanctions_weeks: float = parameter(
        13.0, unit="weeks", low=0.1, high=260, plausible=(6, 39),
        meaning="mean lag of sanctions", source="judgement",
    )
    interdiction: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.0, 0.5),
        meaning="share of arms and ammunition kept out",
        source="embargo since 2022 with little visible effect",
    )
    interdiction_at_start: float = parameter(
        0.1, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    interdiction_weeks: float = parameter(
        26.0, unit="weeks", low=0.1, high=260, plausible=(13, 39),
        meaning="mean lag of interdiction", source="3-9 months",
    )
    interdiction_cost_usd: float = parameter(
        5_000_000.0, unit="USD/month", low=0, high=10**9, plausible=(1e6, 2e7),
        meaning="cost of keeping out all arms, were cost proportional", source="judgement",
    )
    cvr_slots_per_month: float = parameter(
        50.0, unit="persons/month", low=0, high=20_000, plausible=(0, 3_000),
        meaning="places a month in development and community violence reduction",
        source="judgement",
    )
    cvr_slots_at_start: float = parameter(
        50.0, start_only=True, unit="persons/month", low=0, high=20_000,
        meaning="level delivered at the start", source="as-is value of June 2024",
    )
    cvr_half_slots: float = parameter(
        1_500.0, unit="persons/month", low=1, high=10**6, plausible=(500, 3_000),
        meaning="places at which half of the effect is reached", source="judgement",
    )
    cvr_weeks: float = parameter(
        20.0, unit="weeks", low=0.1, high=260, plausible=(8, 39),
        meaning="mean lag of violence reduction", source="judgement",
    )
    cvr_cost_usd: float = parameter(
        1_500.0, unit="USD/place", low=0, high=10**6, plausible=(500, 3_000),
        meaning="cost of a place",
        source="450 projects, 76 million USD, 400,000 people over a decade in Haiti, and stipends",
    )
    cvr_recruitment: float = parameter(
        0.35, unit="share", low=0, high=1, plausible=(0.1, 0.5),
        meaning="fall of recruitment among those reached",
        source="Liberia trial: 10-25 % among those served", evidence="derived",
    )
    cvr_violence: float = parameter(
        0.16, unit="share", low=0, high=1, plausible=(0.0, 0.5),
        meaning="fall of violence where all are reached",
        source="0-25 % (8 %) at full programmes; no causal estimate",
    )
    reintegration_places: float = parameter(
        20.0, unit="persons/month", low=0, high=20_000, plausible=(0, 1_000),
        meaning="places a month for members who leave", source="judgement",
    )
    reintegration_at_start: float = parameter(
        20.0, start_only=True, unit="persons/month", low=0, high=20_000,
        meaning="level delivered at the start", source="as-is value of June 2024",
    )
    reintegration_half: float = parameter(
        300.0, unit="persons/month", low=1, high=10**6, plausible=(100, 1_000),
        meaning="places at which half of the effect on exit is reached", source="judgement",
    )
    reintegration_weeks: float = parameter(
        26.0, unit="weeks", low=0.1, high=260, plausible=(13, 52),
        meaning="mean lag of reintegration", source="judgement",
    )
    reintegration_cost_usd: float = parameter(
        3_000.0, unit="USD/place", low=0, high=10**6, plausible=(1_000, 6_000),
        meaning="cost of a place", source="judgement",
    )
    reintegration_exit: float = parameter(
        1.0, unit="share", low=0, high=10, plausible=(0.2, 1.6),
        meaning="rise of the desertion hazard among those reached",
        source="Liberia trial: exit 1.2-1.8 times as likely among those served", evidence="derived",
    )
    programme_pay_usd_week: float = parameter(
        15.0, unit="USD/week", low=0, high=1_000, plausible=(5, 30),
        meaning="what a programme offers against a gang's pay", source="judgement",
    )
    aid_usd_month: float = parameter(
        25_000_000.0, unit="USD/month", low=0, high=10**9, plausible=(5e6, 8e7),
        meaning="humanitarian aid delivered", source="2024 appeal of 674 million, funded in part",
        evidence="derived",
    )
    aid_at_start_usd_month: float = parameter(
        25_000_000.0, start_only=True, unit="USD/month", low=1, high=10**9,
        meaning="aid delivered at the start, at which trust and access are stated",
        source="as-is value of June 2024",
    )
    aid_weeks: float = parameter(
        8.0, unit="weeks", low=0.1, high=260, plausible=(4, 26),
        meaning="mean lag of aid", source="judgement",
    )
    aid_trust: float = parameter(
        0.05, unit="share", low=0, high=1, plausible=(0.02, 0.1),
        meaning="lift of sustained trust when relief triples, and loss without any", source="Gordon and Young 2017",
    )
    aid_access: float = parameter(
        0.4, unit="log-odds", low=0, high=10, plausible=(0.1, 1),
        meaning="lift of access when aid doubles", source="judgement",
    )
    monitoring: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.0, 1.0),
        meaning="human-rights monitoring of the state's operations",
        source="judgement: a small UN office in June 2024",
    )
    monitoring_at_start: float = parameter(
        0.1, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    monitoring_weeks: float = parameter(
        13.0, unit="weeks", low=0.1, high=260, plausible=(6, 39),
        meaning="mean lag of monitoring", source="judgement",
    )
    monitoring_cost_usd: float = parameter(
        1_500_000.0, unit="USD/month", low=0, high=10**9, plausible=(5e5, 4e6),
        meaning="cost of full monitoring", source="judgement",
    )
    monitoring_restraint: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.0, 0.7),
        meaning="unrestrained use of force that full monitoring ends",
        source="Rio de Janeiro: a court's limits on operations cut police killings by 66 %",
    )
    monitoring_trust: float = parameter(
        0.05, unit="share", low=0, high=1, plausible=(0.0, 0.15),
        meaning="lift of sustained trust by full monitoring", source="judgement",
    )
    political_support: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.0, 1.0),
        meaning="support of the transition by good offices", source="judgement",
    )
    political_at_start: float = parameter(
        0.1, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    political_weeks: float = parameter(
        26.0, unit="weeks", low=0.1, high=260, plausible=(13, 52),
        meaning="mean lag of political support", source="judgement",
    )
    political_cost_usd: float = parameter(
        1_000_000.0, unit="USD/month", low=0, high=10**9, plausible=(3e5, 3e6),
        meaning="cost of full support", source="judgement",
    )
    political_stability: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.0, 0.4),
        meaning="lift of the stability to which the transition tends, at full support",
        source="judgement",
    )
    dialogue_offer: float = parameter(
        0.0, unit="share", low=0, high=1, plausible=(0, 0.5),
        meaning="credible offer of exit to gang members, which raises desertion",
        source="none in June 2024",
    )
    dialogue_at_start: float = parameter(
        0.0, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    dialogue_weeks: float = parameter(
        13.0, unit="weeks", low=0.1, high=260, plausible=(4, 39),
        meaning="mean lag of an offer", source="judgement",
    )
    dialogue_exit: float = parameter(
        1.0, unit="share", low=0, high=10, plausible=(0.2, 2),
        meaning="rise of the desertion hazard at a full offer", source="judgement",
    )
