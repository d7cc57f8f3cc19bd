"""The Haitian transition: stability, consent, and the police it pays."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class Authorities(Section):
    """Political stability as a process with crises in which the host's consent is suspended."""

    crisis_per_month: float = parameter(
        0.04, unit="1/month", low=0, high=10, plausible=(0.01, 0.1),
        meaning="hazard of a political crisis in which no authority can receive the mission",
        source="one such hold (12 March - 25 April 2024) since authorisation", evidence="derived",
    )
    crisis_weeks: float = parameter(
        6.0, unit="weeks", low=0.1, high=104, plausible=(2, 12),
        meaning="mean duration of a crisis", source="12 March - 25 April 2024: six weeks",
        evidence="derived",
    )
    crisis_offensive_factor: float = parameter(
        2.0, unit="-", low=1, high=100, plausible=(1, 5),
        meaning="how much a coalition offensive raises the hazard of a crisis",
        source="judgement; the offensive of 29 February 2024 ended a government",
    )
    stability_at_start: float = parameter(
        0.4, start_only=True, unit="share", low=0, high=1, plausible=(0.2, 0.6),
        meaning="stability of the transition at the start, and the level at which hazards are stated",
        source="judgement: council installed 25 April 2024, cabinet of 11 June",
    )
    stability_aim: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.2, 0.7),
        meaning="stability to which the transition tends, left alone", source="judgement",
    )
    stability_weeks: float = parameter(
        26.0, unit="weeks", low=1, high=520, plausible=(13, 52),
        meaning="mean time in which stability returns to it", source="judgement",
    )
    stability_fall: float = parameter(
        0.15, unit="share", low=0, high=1, plausible=(0.05, 0.3),
        meaning="stability lost when a government falls", source="judgement",
    )
    stability_offensive: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.4),
        meaning="how far a coalition offensive lowers what stability tends to", source="judgement",
    )
    stability_effect: float = parameter(
        3.0, unit="log-hazard", low=0, high=20, plausible=(1, 5),
        meaning="effect of stability on the hazard of a crisis", source="judgement",
    )
    consent_stability: float = parameter(
        0.15, unit="share", low=0, high=1, plausible=(0, 0.25),
        meaning="stability below which the authorities cannot consent to arrivals",
        source="judgement: deployment on hold from 12 March 2024 until an authority existed",
    )
    pay_reliability: float = parameter(
        0.8, unit="share", low=0, high=1, plausible=(0.4, 1.0),
        meaning="share of police pay that arrives on time", source="judgement",
    )
    crisis_pay: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.1, 0.5),
        meaning="part of that reliability that is lost in a crisis", source="judgement",
    )
    crisis_intake: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="part of an academy class that is lost when it should finish in a crisis",
        source="judgement; the academy was attacked in March 2024",
    )
