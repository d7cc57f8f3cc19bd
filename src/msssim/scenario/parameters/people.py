"""Inhabitants: violence, displacement, access, trust."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class People(Section):
    """Rates are per 100,000 residents of a zone wholly under gang control."""

    killed_by_gangs_per_100k_week: float = parameter(
        3.2, unit="persons/100,000/week", low=0, high=1_000, plausible=(1.5, 5),
        meaning="civilians killed by gangs, at as-is confrontation",
        source="killed in Q4 2023 and Q1 2024 less those killed by police and vigilantes",
        evidence="derived",
    )
    low_profile_violence: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="violence of a gang that keeps a low profile, against one that confronts",
        source="judgement",
    )
    offensive_factor: float = parameter(
        1.5, unit="-", low=1, high=20, plausible=(1.2, 3),
        meaning="how much a coalition offensive multiplies violence",
        source="Q1 2024 against Q4 2023", evidence="derived",
    )
    truce_reduction: float = parameter(
        0.42, unit="share", low=0, high=1, plausible=(0.31, 0.51),
        meaning="part of killing between gangs that full cohesion ends",
        source="El Salvador truce: rate ratio 0.55-0.61", evidence="published",
    )
    intergang_share: float = parameter(
        0.25, unit="share", low=0, high=1, plausible=(0.1, 0.5),
        meaning="part of civilians killed by gangs who die in fights between gangs",
        source="judgement; 166 killed in a week of a succession fight in November 2023",
    )
    injured_per_killed: float = parameter(
        0.55, unit="-", low=0, high=20, plausible=(0.4, 0.9),
        meaning="civilians injured by gangs or the state for each one killed", source="845 to 1,660 in Q1 2024",
        evidence="derived",
    )
    injured_by_vigilantes: float = parameter(
        0.1, unit="-", low=0, high=20, plausible=(0.0, 0.5),
        meaning="injured by self-defence groups for each one killed",
        source="judgement: lynchings rarely leave survivors",
    )
    kidnapped_per_100k_week: float = parameter(
        2.1, unit="persons/100,000/week", low=0, high=1_000, plausible=(1.2, 3),
        meaning="kidnapped, at as-is confrontation", source="438 in Q1 2024, 2,490 in 2023",
        evidence="derived",
    )
    vigilante_per_100k_week: float = parameter(
        1.1, unit="persons/100,000/week", low=0, high=1_000, plausible=(0.3, 2),
        meaning="killed by self-defence groups where control is contested",
        source="141 in Q1 2024; 395 from April to September 2023", evidence="derived",
    )
    vigilante_members: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.1, 0.8),
        meaning="part of those killed by self-defence groups who are gang members",
        source="judgement; 395 lynched in 2023 were alleged members",
    )
    fear_memory_weeks: float = parameter(
        8.0, unit="weeks", low=0.1, high=104, plausible=(4, 26),
        meaning="how long what gangs and the state did is remembered",
        source="reactions of two to five weeks in Iraq (Condra and Shapiro) and longer",
    )
    fear_reference: float = parameter(
        3.2, unit="persons/100,000/week", low=0.01, high=1_000, plausible=(1.5, 5),
        meaning="killings by gangs at which the rate of self-defence killing is stated",
        source="as-is value of June 2024",
    )
    fear_half: float = parameter(
        3.0, unit="persons/100,000/week", low=0.01, high=1_000, plausible=(1, 6),
        meaning="killings by gangs at which half of a zone would mobilise for self-defence",
        source="judgement",
    )
    protection_max: float = parameter(
        0.7, unit="log-rate", low=0, high=10, plausible=(0, 2),
        meaning="largest fall of violence that presence brings",
        source="judgement; sign from the peacekeeping literature, not its size",
    )
    protection_half_density: float = parameter(
        8.0, unit="persons/1,000", low=0.01, high=1_000, plausible=(3, 20),
        meaning="presence at which half of that fall is reached",
        source="between the UN police norm 2.2 and Quinlivan's 20",
    )
    protection_adhoc: float = parameter(
        0.6, unit="share", low=0, high=1, plausible=(0.3, 1.0),
        meaning="protection by an ad-hoc mission against one by a UN operation",
        source="Bara and Hultman 2020: sign",
    )
    displaced_at_start: int = parameter(
        578_074, start_only=True, unit="persons", low=0, high=3_000_000, plausible=(362_551, 578_074),
        meaning="internally displaced at the start",
        source="IOM DTM count of late May 2024; starting stock, never a target",
        evidence="published",
    )
    displacement_events_per_week: float = parameter(
        1.25, unit="1/week", low=0, high=100, plausible=(0.4, 2.2),
        meaning="attacks a week that displace people, at as-is confrontation, in the whole theatre",
        source="about 22,000 net a month, end of 2023 to March 2024", evidence="derived",
    )
    displacement_median: float = parameter(
        4_000.0, unit="persons", low=1, high=10**6, plausible=(1_500, 10_000),
        meaning="median number displaced by an attack", source="judgement",
    )
    displacement_log_sd: float = parameter(
        1.1, unit="-", low=0, high=3, plausible=(0.7, 1.6),
        meaning="standard deviation of its logarithm",
        source="judgement; tail: about 40,000 from mid-August 2023",
    )
    return_per_month: float = parameter(
        0.03, unit="1/month", low=0, high=10, plausible=(0.0, 0.1),
        meaning="hazard of return to a zone that the state holds", source="judgement",
    )
    trust_at_start: float = parameter(
        0.35, unit="share", low=0, high=1, plausible=(0.2, 0.5),
        meaning="community trust in the state's forces at the start, and where it returns to",
        source="judgement",
    )
    trust_recovery_per_week: float = parameter(
        0.2, unit="1/week", low=0, high=10, plausible=(0.1, 0.4),
        meaning="rate at which trust follows what sustains it",
        source="half-life of reactions of 2-5 weeks", evidence="derived",
    )
    trust_presence: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.0, 0.2),
        meaning="trust won by the visible presence of a dense mission",
        source="Gordon and Young 2017, direction",
    )
    trust_harm: float = parameter(
        0.1, unit="1/person/100,000/week", low=0, high=10, plausible=(0.0, 0.3),
        meaning="trust lost for the civilians killed by the state, as remembered",
        source="judgement; Shaver and Shapiro 2021, direction",
    )
    trust_gang_harm: float = parameter(
        0.02, unit="1/person/100,000/week", low=0, high=10, plausible=(0.0, 0.06),
        meaning="trust won where gangs kill more than at the start",
        source="judgement; half to all of the effect of harm by the state",
    )
    trust_abuse: float = parameter(
        0.05, unit="share", low=0, high=1, plausible=(0.0, 0.15),
        meaning="trust lost by remembered, detected abuse, for each unit of ln(1 + cases)",
        source="judgement; abuse ruins opinion (Gordon and Young 2017)",
    )
    abuse_memory_weeks: float = parameter(
        52.0, unit="weeks", low=1, high=520, plausible=(36, 112),
        meaning="how long people remember abuse", source="half-life of 6-18 months",
        evidence="derived",
    )
    abuse_on_tips: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.0, 0.8),
        meaning="how far abuse weighs on informing, against on trust",
        source="Gordon and Young 2017: smaller on cooperation",
    )
    tips_per_100k_week: float = parameter(
        4.0, unit="tips/100,000/week", low=0, high=1_000, plausible=(1, 15),
        meaning="tips from a zone wholly under gangs, were telling no danger", source="judgement",
    )
    tips_danger: float = parameter(
        0.8, unit="share", low=0, high=1, plausible=(0.5, 1.0),
        meaning="tips that danger silences where gangs control all", source="judgement",
    )
    tips_trust: float = parameter(
        2.0, unit="log-rate", low=0, high=20, plausible=(0.5, 4),
        meaning="effect of trust on tips", source="judgement: 0.5-2 for the whole range and beyond",
    )
    tips_half: float = parameter(
        5.0, unit="tips/week", low=0.01, high=10_000, plausible=(2, 20),
        meaning="tips from a zone at which half of their worth is reached", source="judgement",
    )
    tips_memory_weeks: float = parameter(
        4.0, unit="weeks", low=0.1, high=104, plausible=(2, 12),
        meaning="how long a tip is of use", source="judgement",
    )
    access_base: float = parameter(
        0.0, unit="log-odds", low=-10, high=10, plausible=(-1, 1),
        meaning="humanitarian access in a zone with no state control and no clashes",
        source="judgement",
    )
    access_state_control: float = parameter(
        1.5, unit="log-odds", low=0, high=10, plausible=(0.5, 3),
        meaning="effect of state control on access", source="judgement",
    )
    access_clashes: float = parameter(
        0.1, unit="log-odds/contact", low=0, high=10, plausible=(0.0, 0.3),
        meaning="effect of each contact in the zone on access", source="judgement",
    )
    clash_memory_weeks: float = parameter(
        3.0, unit="weeks", low=0.1, high=104, plausible=(1, 8),
        meaning="how long clashes keep humanitarians away", source="judgement",
    )
    access_roads: float = parameter(
        0.8, unit="log-odds", low=0, high=10, plausible=(0.2, 2),
        meaning="effect of open main roads on access", source="judgement",
    )
    access_fuel: float = parameter(
        0.5, unit="log-odds", low=0, high=10, plausible=(0.0, 1.5),
        meaning="access lost while the fuel terminal is shut",
        source="judgement; the blockade of Varreux in autumn 2022",
    )
    access_negotiation: float = parameter(
        0.5, unit="log-odds", low=0, high=10, plausible=(0.0, 1.5),
        meaning="access that a full offer of talks opens", source="judgement",
    )
