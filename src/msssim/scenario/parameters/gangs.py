"""Gangs: their choice between confrontation and a low profile, and their manpower."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.tables import Gang, Rows


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
    renewal_expectation: float = parameter(
        0.8, unit="share", low=0, high=1, plausible=(0.3, 0.95),
        meaning="chance of a renewal as gangs see it at the start", source="judgement",
    )
    presence_persons: float = parameter(
        200.0, unit="persons", low=1, high=10_000, plausible=(100, 1_000),
        meaning="mission strength at which waiting it out is taken seriously", source="judgement",
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
    cohesion_threat: float = parameter(
        0.02, unit="1/week", low=0, high=1, plausible=(0.0, 0.05),
        meaning="rate at which a threat closes the ranks", source="judgement",
    )
    cohesion_rivalry: float = parameter(
        0.006, unit="1/week", low=0, high=1, plausible=(0.0, 0.02),
        meaning="rate at which they return to the cohesion of the start", source="judgement",
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
    recruitment_per_week: float = parameter(
        0.010, unit="1/week", low=0, high=1, plausible=(0.002, 0.02),
        meaning="rate of recruitment per member, far from saturation",
        source="0.2-2 % a week: membership survived the losses of Q1 2024", evidence="derived",
    )
    saturation_members: float = parameter(
        20_000.0, unit="persons", low=1, high=10**7, plausible=(10_000, 30_000),
        meaning="membership at which recruitment ends", source="judgement",
    )
    desertion_per_week: float = parameter(
        0.0015, unit="1/week", low=0, high=1, plausible=(0.0005, 0.005),
        meaning="hazard that a member leaves", source="judgement",
    )
    confronting_at_start: float = parameter(
        0.75, start_only=True, unit="share", low=0, high=1, plausible=(0.5, 0.95),
        meaning="share of gangs in confrontation at the start, at which rates of violence are stated",
        source="judgement; coalition on the attack from February to June 2024",
    )
    base_share: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.3, 0.8),
        meaning="part of a gang's members in its base zone, the rest spread evenly over the others",
        source="judgement",
    )
    offensive_per_week: float = parameter(
        0.012, unit="1/week", low=0, high=10, plausible=(0.005, 0.03),
        meaning="hazard of a coalition offensive at the starting cohesion",
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
