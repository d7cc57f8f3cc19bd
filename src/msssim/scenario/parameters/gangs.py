"""Gangs: choice of posture, beliefs, coalition, offensives and relocation."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.tables import Gang, Rows


class Gangs(Section):
    """Payoffs are in units of a gang's own baseline weekly rent."""

    rationality: float = parameter(
        2.0, unit="-", low=0, high=50, plausible=(0.5, 6),
        meaning="precision of the logit choice: 0 is a coin, large is best response",
        source="judgement; quantal-response fits in the laboratory span about this",
    )
    rent_given_up: float = parameter(
        0.35, unit="share", low=0, high=1, plausible=(0.2, 0.6),
        meaning="rent that a gang gives up when it keeps a low profile", source="judgement",
    )
    loss_aversion: float = parameter(
        20.0, unit="rents", low=0, high=1_000, plausible=(5, 40),
        meaning="cost of losing the whole membership, in weekly rents", source="judgement",
    )
    conditionality: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.0, 0.9),
        meaning="how far repression spares those who hide",
        source="judgement; logic of Lessing, conditional repression",
    )
    patience: float = parameter(
        0.985, unit="1/week", low=0.5, high=1, plausible=(0.97, 0.997),
        meaning="weekly discount factor of a gang", source="judgement",
    )
    foothold_value: float = parameter(
        0.6, unit="rents", low=0, high=10, plausible=(0.2, 1.5),
        meaning="value of a foothold kept until the mission leaves", source="judgement",
    )
    revision_weeks: float = parameter(
        2.0, unit="weeks", low=0.1, high=52, plausible=(1, 6),
        meaning="mean time between a gang's reviews of its posture",
        source="judgement: a posture is chosen every one or two weeks",
    )
    relocation_gain_max: float = parameter(
        2.0, unit="rents", low=0, high=20, plausible=(1, 3),
        meaning="most that a gang expects a member to earn elsewhere, against here",
        source="judgement",
    )
    way_street: float = parameter(
        1.3, unit="rents", low=0, high=20, plausible=(0.4, 1.5),
        meaning="toll of moving to a zone next door by street", source="judgement",
    )
    way_road: float = parameter(
        1.5, unit="rents", low=0, high=20, plausible=(0.5, 2),
        meaning="toll of moving by a road", source="judgement",
    )
    way_path: float = parameter(
        1.7, unit="rents", low=0, high=20, plausible=(0.6, 2.5),
        meaning="toll of moving by hill paths", source="judgement",
    )
    way_sea: float = parameter(
        1.7, unit="rents", low=0, high=20, plausible=(0.6, 2.5),
        meaning="toll of moving by boat",
        source="judgement; boats of 5 Segond to its northern cells",
    )
    newcomers: float = parameter(
        50.0, unit="persons", low=1, high=5_000, plausible=(20, 150),
        meaning="members assumed to come along when a gang judges another zone",
        source="judgement",
    )
    renewal_expectation: float = parameter(
        0.8, start_only=True, unit="share", low=0.01, high=0.99, plausible=(0.3, 0.95),
        meaning="chance of a renewal as gangs see it at the start", source="judgement",
    )
    renewal_weight: float = parameter(
        3.0, start_only=True, unit="votes", low=0.1, high=100, plausible=(1, 10),
        meaning="weight of that belief, in votes seen", source="judgement",
    )
    rollover_worth: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.2, 0.7),
        meaning="how far a technical rollover counts as a renewal in that belief",
        source="judgement",
    )
    presence_persons: float = parameter(
        500.0, unit="persons", low=1, high=10_000, plausible=(100, 1_000),
        meaning="mission strength, as far as believed in, at which waiting it out is taken seriously", source="judgement",
    )
    concession: float = parameter(
        0.8, unit="rents", low=0, high=10, plausible=(0, 3),
        meaning="value of a political concession won by confrontation",
        source="judgement; gangs sought and obtained the prime minister's departure in 2024",
    )
    cohesion_at_start: float = parameter(
        0.6, start_only=True, unit="share", low=0, high=1, plausible=(0.4, 0.8),
        meaning="cohesion of the coalition at the start",
        source="judgement; pact of September 2023, joint offensive of February 2024",
    )
    cohesion_reference: float = parameter(
        0.6, unit="share", low=0, high=1,
        meaning="cohesion at which rates of killing and of offensives are stated",
        source="as-is value of June 2024",
    )
    cohesion_locked: bool = parameter(
        False, unit="-", meaning="keep the coalition's cohesion at its start, whatever happens",
        source="a what-if; off as-is",
    )
    cohesion_recovery: float = parameter(
        0.02, unit="1/week", low=0, high=1, plausible=(0.0, 0.05),
        meaning="rate at which cohesion returns to that of the pact", source="judgement",
    )
    cohesion_threat: float = parameter(
        0.02, unit="1/week", low=0, high=1, plausible=(0.0, 0.05),
        meaning="rate at which a mission taken seriously closes the ranks", source="judgement",
    )
    cohesion_rivalry: float = parameter(
        0.1, unit="1/week", low=0, high=10, plausible=(0.0, 0.3),
        meaning="rate at which rivalry beyond the start's opens them",
        source="judgement; the coalition's truce of July 2023 lasted weeks",
    )
    cohesion_losses: float = parameter(
        2.0, unit="-", low=0, high=100, plausible=(0.0, 5),
        meaning="fall of cohesion with the share of all members lost", source="judgement",
    )
    losses_reference: float = parameter(
        0.004, unit="1/week", low=0, high=1, plausible=(0.002, 0.008),
        meaning="share of members lost a week that the coalition is used to",
        source="as-is value of June 2024",
    )
    cohesion_offers: float = parameter(
        0.03, unit="1/week", low=0, high=1, plausible=(0.0, 0.1),
        meaning="rate at which a full offer of exit opens the ranks", source="judgement",
    )
    threshold_mean: float = parameter(
        0.15, start_only=True, unit="share", low=0.01, high=0.99, plausible=(0.05, 0.4),
        meaning="mean over gangs of the share acting at which one joins an offensive",
        source="judgement; nearly all joined in February and March 2024",
    )
    threshold_weight: float = parameter(
        4.0, start_only=True, unit="-", low=0.1, high=1_000, plausible=(2, 20),
        meaning="how alike those thresholds are: weight of their Beta distribution",
        source="judgement",
    )
    risk_aversion: float = parameter(
        0.3, unit="share", low=0, high=10, plausible=(0, 1),
        meaning="how much a certain arrest raises the threshold of joining", source="judgement",
    )
    arrest_constant: float = parameter(
        2.3, unit="-", low=0, high=100, plausible=(1, 5),
        meaning="how fast the risk of arrest rises with the state's elements for each gang acting",
        source="Epstein 2002: risk of 0.9 at one to one", evidence="published",
    )
    element_persons: float = parameter(
        8.0, unit="persons", low=1, high=5_000, plausible=(3, 30),
        meaning="effective persons of the state who count as one element near a gang",
        source="judgement: a patrol in strength",
    )
    belief_mean: float = parameter(
        0.5, start_only=True, unit="share", low=0.01, high=0.99, plausible=(0.2, 0.9),
        meaning="capability that gangs ascribe to the mission at the start", source="judgement",
    )
    belief_weight: float = parameter(
        15.0, start_only=True, unit="contacts", low=0.1, high=1_000, plausible=(4, 60),
        meaning="weight of that prior, in contacts", source="judgement",
    )
    belief_memory: float = parameter(
        0.98, unit="1/week", low=0, high=1, plausible=(0.95, 1.0),
        meaning="share of evidence still remembered after a week", source="judgement",
    )
    expected_loss_max: float = parameter(
        0.04, unit="1/week", low=0, high=1, plausible=(0.01, 0.1),
        meaning="weekly loss that a gang expects if it fights a force that is everywhere",
        source="judgement",
    )
    fighters_factor: float = parameter(
        1.0, start_only=True, unit="-", low=0, high=10, plausible=(0.55, 1.7),
        meaning="factor on the membership of every gang at the start",
        source="low and high sums of gangs.csv over the mid sum", evidence="derived",
    )
    killed_by_rivals_per_week: float = parameter(
        0.001, unit="1/week", low=0, high=1, plausible=(0.0, 0.004),
        meaning="members killed by rival gangs, where all others in the zone are rivals and no pact "
        "holds",
        source="judgement; 166 killed in ten days of a succession fight in November 2023",
    )
    confronting_at_start: float = parameter(
        0.75, start_only=True, unit="share", low=0, high=1, plausible=(0.5, 0.95),
        meaning="share of gangs in confrontation at the start, at which rates of violence are stated",
        source="judgement; coalition on the attack from February to June 2024",
    )
    displaced_share: float = parameter(
        0.45, unit="share", low=0, high=1, plausible=(0.2, 0.7),
        meaning="part of survivors whom losses drive to another zone, at the most",
        source="Rio de Janeiro: several studies find crime displaced from pacified areas",
    )
    displacing_losses: float = parameter(
        0.8, unit="share", low=0.001, high=5, plausible=(0.2, 1.5),
        meaning="share of a foothold lost in a step at which most of that is reached",
        source="judgement",
    )
    relocation_per_week: float = parameter(
        0.1, unit="1/week", low=0, high=10, plausible=(0.03, 0.3),
        meaning="hazard that a member of a gang that relocates has moved", source="judgement",
    )
    base_share: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.3, 0.8),
        meaning="part of a gang's members in its base zone, the rest spread evenly over the others",
        source="judgement",
    )
    offensive_per_week: float = parameter(
        0.015, unit="1/week", low=0, high=10, plausible=(0.005, 0.03),
        meaning="hazard of a pre-emptive offensive of the coalition at the starting cohesion",
        source="one mass offensive in the eight months after authorisation", evidence="derived",
    )
    offensive_event_effect: float = parameter(
        0.8, unit="log-hazard", low=0, high=10, plausible=(0.5, 1.5),
        meaning="effect of a recent first arrival or vote on that hazard", source="judgement",
    )
    offensive_event_weeks: float = parameter(
        8.0, unit="weeks", low=0, high=52, plausible=(4, 12),
        meaning="how long an arrival or a vote counts as recent", source="judgement",
    )
    offensive_vote_weeks: float = parameter(
        2.0, unit="weeks", low=0, high=52, plausible=(0, 6),
        meaning="how long before a vote on the mandate gangs begin to press", source="judgement",
    )
    offensive_exposure_effect: float = parameter(
        1.0, unit="log-hazard", low=0, high=10, plausible=(0, 3),
        meaning="effect of what the mission exposes, beyond the start's, on that hazard",
        source="judgement",
    )
    offensive_hardening_effect: float = parameter(
        1.0, unit="log-hazard", low=0, high=10, plausible=(0, 3),
        meaning="how much hardened police premises deter an offensive", source="judgement",
    )
    offensive_cohesion_effect: float = parameter(
        2.0, unit="log-hazard", low=0, high=10, plausible=(1, 3),
        meaning="effect of cohesion on that hazard", source="judgement",
    )
    offensive_weeks: float = parameter(
        4.0, unit="weeks", low=0.1, high=52, plausible=(2, 8),
        meaning="mean duration of an offensive", source="29 February - end of March 2024",
        evidence="derived",
    )
    groups: Rows[Gang] = ()
