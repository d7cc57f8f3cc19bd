"""Contacts between the state's forces and gangs, and where forces are sent."""

from __future__ import annotations

from typing import Literal

from msssim.scenario.parameter import Section, parameter


class Contacts(Section):
    """Operations of the state, attacks by gangs, and the losses of both."""

    operations_tempo: float = parameter(
        1.0, unit="-", low=0, high=20, plausible=(0.3, 3),
        meaning="tempo of state operations against the as-is tempo", source="as-is",
    )
    operations_per_100: float = parameter(
        240.0, unit="operations/week", low=0, high=2_000, plausible=(80, 600),
        meaning="operations a week of 100 effective officers in a zone fully held by gangs",
        source="judgement; deaths in operations come out below the worst quarter, Q1 2024",
    )
    intelligence: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="share of fire that is aimed: knowledge of who and where",
        source="judgement: 0.2-0.4 as-is, 0.6-0.8 in Cite Soleil in 2006-07",
    )
    intelligence_finding: float = parameter(
        3.0, unit="-", low=0, high=100, plausible=(1, 6),
        meaning="how fast the chance that an operation finds the gang rises with intelligence",
        source="judgement",
    )
    members_half: float = parameter(
        600.0, unit="persons", low=0.1, high=10_000, plausible=(200, 2_000),
        meaning="gang members in a zone at which half of the operations would come upon one",
        source="judgement: few are harder to meet than many",
    )
    intelligence_joint: float = parameter(
        1.2, unit="-", low=0, high=5, plausible=(1.0, 1.5),
        meaning="intelligence of a joint operation against one of police alone",
        source="judgement: local knowledge with the mission's means",
    )
    intelligence_alone: float = parameter(
        0.7, unit="-", low=0, high=5, plausible=(0.4, 1.0),
        meaning="intelligence of an operation of the mission alone against one of police alone",
        source="judgement: no local knowledge",
    )
    intelligence_tips: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="intelligence that tips without end would add",
        source="judgement; hotlines fed many arrests in Cite Soleil in 2006-07",
    )
    intelligence_adjustment_per_week: float = parameter(
        0.1, unit="1/week", low=0, high=10, plausible=(0.03, 0.3),
        meaning="rate at which intelligence follows tips, and fades without", source="judgement",
    )
    contact_hours: float = parameter(
        5.0, unit="hours", low=0, high=48, plausible=(2, 6),
        meaning="mean duration of a contact", source="judgement; six hours on 9 February 2007",
    )
    frontage_state: float = parameter(
        60.0, unit="persons", low=1, high=1_000, plausible=(20, 100),
        meaning="officers engaged at a time in a contact", source="judgement: street frontage",
    )
    frontage_gang: float = parameter(
        30.0, unit="persons", low=1, high=1_000, plausible=(10, 60),
        meaning="fighters engaged at a time in a contact", source="judgement: street frontage",
    )
    block_persons: float = parameter(
        200.0, unit="persons", low=1, high=10_000, plausible=(50, 500),
        meaning="persons in the block among whom unaimed fire falls", source="judgement",
    )
    lethality_state: float = parameter(
        3.0, unit="casualties/1,000 person-hours", low=0, high=100, plausible=(0.2, 5),
        meaning="gang casualties of an officer's aimed fire",
        source="operations of 2005 and 2007 in Cite Soleil", evidence="derived",
    )
    lethality_gang: float = parameter(
        3.0, unit="casualties/1,000 person-hours", low=0, high=100, plausible=(1, 8),
        meaning="state casualties of a fighter's fire on the unprotected", source="judgement",
    )
    aim_gang: float = parameter(
        0.6, unit="share", low=0, high=1, plausible=(0.3, 1.0),
        meaning="share of gangs' fire that is aimed, from cover at forces in the open",
        source="judgement",
    )
    return_fire: float = parameter(
        0.027, unit="share", low=0, high=1, plausible=(0.01, 0.1),
        meaning="share of a gang's fire that it brings to bear when the state has the initiative",
        source="judgement; set so that police deaths have the known order of 3-6 per 1,000 a year",
    )
    killed_share: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.2, 0.6),
        meaning="casualties who die", source="judgement",
    )
    arrests_per_contact: float = parameter(
        0.15, unit="persons", low=0, high=100, plausible=(0.05, 0.6),
        meaning="members arrested in a contact, at full intelligence",
        source="55 arrests in three months of 2006-07", evidence="derived",
    )
    bystanders: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.05, 1.0),
        meaning="part of the fire that is neither aimed nor hits the other side that hits civilians",
        source="judgement; higher in disputed accounts of 2005-07",
    )
    break_off_gang: float = parameter(
        0.15, unit="share", low=0.001, high=1, plausible=(0.05, 0.25),
        meaning="loss among those engaged at which a gang breaks off a contact",
        source="judgement: aversion to casualties",
    )
    break_off_state: float = parameter(
        0.03, unit="share", low=0.001, high=1, plausible=(0.01, 0.05),
        meaning="loss among those engaged at which the state breaks off a contact",
        source="judgement: aversion to casualties",
    )
    attrition_forcing_per_week: float = parameter(
        0.0, unit="1/week", low=0, high=1, plausible=(0.0, 0.02),
        meaning="members killed from outside the model, for what-if questions",
        source="none as-is",
    )
    restraint: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.0, 0.8),
        meaning="restraint of the rules of engagement: less fire where civilians are",
        source="judgement",
    )
    restraint_aimed: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.0, 1.0),
        meaning="how far restraint also holds back fire that is aimed at gangs",
        source="judgement: rules of engagement spare civilians first",
    )
    armour: float = parameter(
        0.9, unit="share", low=0, high=1, plausible=(0.6, 0.95),
        meaning="protection of armour when the vehicle is available", source="judgement",
    )
    joint_armour: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.0, 1.0),
        meaning="how far the mission's armour also covers police in a joint operation",
        source="judgement",
    )
    joint_share: float = parameter(
        1.0, unit="share", low=0, high=1, plausible=(0.3, 1.0),
        meaning="part of police and mission in a zone who would work together at full coordination",
        source="judgement",
    )
    ambush_factor: float = parameter(
        3.0, unit="-", low=1, high=100, plausible=(2, 4),
        meaning="how much a leaked operation multiplies the state's losses", source="judgement",
    )
    evasion: float = parameter(
        0.75, unit="share", low=0, high=1, plausible=(0.6, 0.9),
        meaning="share of leaked operations whose target has left; the others meet an ambush",
        source="judgement; the raid of 28 May 2024 found nobody",
    )
    attacks_per_1000_week: float = parameter(
        0.3, unit="attacks/week", low=0, high=100, plausible=(0.1, 1),
        meaning="attacks on police by 1,000 confronting fighters",
        source="45 stations attacked and 37-48 officers killed in 2023", evidence="derived",
    )
    attack_event_effect: float = parameter(
        0.3, unit="log-rate", low=0, high=10, plausible=(0.0, 1.0),
        meaning="effect of an arrival or a vote near in time on attacks on police",
        source="judgement; mass attacks while the prime minister was in Nairobi, 2024",
    )
    attack_offensive_factor: float = parameter(
        5.0, unit="-", low=1, high=100, plausible=(2, 10),
        meaning="how much a gang in an offensive multiplies its attacks on police",
        source="22 police buildings wrecked in a month of 2024", evidence="derived",
    )
    attack_hours: float = parameter(
        3.0, unit="hours", low=0, high=48, plausible=(1, 6),
        meaning="duration of an attack on police", source="judgement",
    )
    mission_weight: float = parameter(
        1.5, unit="-", low=0, high=10, plausible=(1.0, 2.5),
        meaning="weight of a mission person against an officer in presence and operations",
        source="formed police unit against an individual officer: 1.5-2.5",
    )
    doctrine: Literal["protect_assets", "presence", "clear_and_hold", "mixed"] = parameter(
        "mixed", unit="-",
        meaning="where the mission is sent: to assets, to where gangs rule people, to one zone "
        "after the other, or in part to each",
        source="judgement; planned tasks: airport, port, roads, public buildings",
    )
    mixed_protect: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.9),
        meaning="part of the force that protects assets under a mixed doctrine", source="judgement",
    )
    mixed_presence: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.1, 0.6),
        meaning="part that is present where gangs rule people, as far as the first part leaves it; "
        "the rest clears and holds",
        source="judgement",
    )
    held_bonus: float = parameter(
        1.0, unit="-", low=0, high=100,
        meaning="rank of a zone already densely manned above all new objectives; 0 lets a force "
        "that clears wander",
        source="judgement: ground won is kept first",
    )
