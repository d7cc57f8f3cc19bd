"""Openness, command, coordination and oversight of the mission."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class Governance(Section):
    """Strategic clarity and operational exposure are two things, not one."""

    transparency: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.05, 0.8),
        meaning="level of strategic clarity that statements reach without the four steps below",
        source="judgement; source article, June 2024: no spokesperson, documents not shared",
    )
    leadership_named: float = parameter(
        0.0, unit="share", low=0, high=1,
        meaning="how far it is public who leads and who speaks for the mission",
        source="source article, June 2024: nobody plainly in charge", evidence="published",
    )
    conops_published: float = parameter(
        0.0, unit="share", low=0, high=1,
        meaning="how far a summary of the concept of operations is public, once it is filed",
        source="source article, June 2024: not shared", evidence="published",
    )
    budget_published: float = parameter(
        0.0, unit="share", low=0, high=1, meaning="how far budget and receipts are public",
        source="complaint of the committees that hold the money, March 2024", evidence="published",
    )
    oversight_published: float = parameter(
        0.0, unit="share", low=0, high=1, meaning="how far rules on conduct and complaints are public",
        source="Amnesty International, 4 June 2024: no detailed public information",
        evidence="published",
    )
    leadership_clarity: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.1, 0.5),
        meaning="part of what is unclear that naming the leadership clears up", source="judgement",
    )
    conops_clarity: float = parameter(
        0.25, unit="share", low=0, high=1, plausible=(0.1, 0.4),
        meaning="the same for the summary of the concept of operations", source="judgement",
    )
    budget_clarity: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.4),
        meaning="the same for the budget", source="judgement",
    )
    oversight_clarity: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.4),
        meaning="the same for the rules on conduct and complaints", source="judgement",
    )
    leakiness: float = parameter(
        0.15, unit="share", low=0, high=1, plausible=(0.0, 0.7),
        meaning="operational exposure that each unit of clarity brings",
        source="judgement: 0-0.1 for a well-run compact, 0.3-0.7 for a careless one",
    )
    exposure_floor: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.0, 0.3),
        meaning="operational exposure without any openness", source="judgement",
    )
    coordination: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.2, 0.7),
        meaning="quality of coordination between authorities, police and mission under the as-is lines of command",
        source="judgement; unclear lines in June 2024",
    )
    chains_of_command: int = parameter(
        3, unit="chains", low=1, high=20, plausible=(1, 5),
        meaning="chains of command side by side: Haitian police, lead nation, donors' contractors",
        source="source article, June 2024: unclear lines", evidence="derived",
    )
    reference_chains: int = parameter(
        3, start_only=True, unit="chains", low=1, high=20,
        meaning="chains of command at which coordination is stated", source="as-is value of June 2024",
    )
    coordination_per_chain: float = parameter(
        0.05, unit="1/chain", low=0, high=1, plausible=(0, 0.1),
        meaning="coordination that each chain of command costs", source="judgement",
    )
    liaison: float = parameter(
        0.0, unit="share", low=0, high=1,
        meaning="how far liaison officers and one Haitian interlocutor are in place",
        source="source article, June 2024: none named", evidence="published",
    )
    joint_headquarters: float = parameter(
        0.0, unit="share", low=0, high=1,
        meaning="how far police and mission plan in one headquarters",
        source="source article, June 2024: none", evidence="published",
    )
    liaison_coordination: float = parameter(
        0.15, unit="share", low=0, high=1, plausible=(0.05, 0.3),
        meaning="what full liaison adds to coordination", source="judgement",
    )
    headquarters_coordination: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.05, 0.3),
        meaning="what a joint headquarters adds to coordination", source="judgement",
    )
    turnover_coordination: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0, 0.2),
        meaning="coordination lost when a government falls and its people go", source="judgement",
    )
    coordination_floor: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.3, 0.6),
        meaning="part of effectiveness that needs no coordination", source="judgement",
    )
    oversight: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.05, 0.7),
        meaning="level of human-rights oversight that policy aims at",
        source="judgement; Amnesty International, 4 June 2024: no public information",
    )
    adjustment_weeks: float = parameter(
        8.0, unit="weeks", low=0.1, high=104, plausible=(4, 16),
        meaning="mean time in which clarity, coordination and oversight reach what policy aims at",
        source="judgement",
    )
    reference_clarity: float = parameter(
        0.2, start_only=True, unit="share", low=0, high=1, meaning="as-is clarity at which the hazards are stated",
        source="as-is value of June 2024",
    )
    reference_oversight: float = parameter(
        0.2, start_only=True, unit="share", low=0, high=1, meaning="as-is oversight at which the hazards are stated",
        source="as-is value of June 2024",
    )
    reference_coordination: float = parameter(
        0.3, start_only=True, unit="share", low=0, high=1, meaning="as-is coordination at which the hazards are stated",
        source="as-is value of June 2024",
    )
    leak_per_informed_person: float = parameter(
        0.006, unit="share", low=0, high=1, plausible=(0.002, 0.02),
        meaning="chance that one informed person gives an operation away", source="judgement",
    )
    informed_persons: float = parameter(
        25.0, unit="persons", low=0, high=1_000, plausible=(10, 60),
        meaning="persons who know of an operation beforehand", source="judgement",
    )
    informed_police: float = parameter(
        10.0, unit="persons", low=0, high=1_000, plausible=(5, 30),
        meaning="officers who know beforehand of an operation in which police take part",
        source="judgement",
    )
    colluder_tells: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.02, 0.5),
        meaning="chance that an officer who colludes gives an operation away that he knows of",
        source="judgement",
    )
    mistrust_per_leak: float = parameter(
        0.002, unit="1/leak", low=0, high=1, plausible=(0.0, 0.01),
        meaning="loss of coordination from each leak", source="judgement",
    )
    detection_base: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.4),
        meaning="share of abuse that is detected without oversight", source="judgement",
    )
    detection_oversight: float = parameter(
        0.6, unit="share", low=0, high=1, plausible=(0.3, 0.8),
        meaning="share that full oversight adds", source="judgement",
    )
    abuse_per_1000_years: float = parameter(
        12.0, unit="cases/1,000 person-years", low=0, high=1_000, plausible=(2, 40),
        meaning="serious abuse by mission personnel without oversight", source="judgement",
    )
    oversight_effect: float = parameter(
        0.65, unit="share", low=0, high=1, plausible=(0.4, 0.9),
        meaning="share of abuse that full oversight prevents", source="judgement",
    )
