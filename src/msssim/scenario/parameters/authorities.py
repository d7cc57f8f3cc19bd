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
    pay_reliability: float = parameter(
        0.8, unit="share", low=0, high=1, plausible=(0.4, 1.0),
        meaning="share of police pay that arrives on time", source="judgement",
    )
