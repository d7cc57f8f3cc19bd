"""The Haitian National Police."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.tables import PoliceUnit, Rows


class Police(Section):
    """Strength, attrition, morale and academy classes."""

    on_duty_share: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.25, 0.7),
        meaning="officers available for public security",
        source="4,000 of 13,196 (UN Panel of Experts, September 2023)", evidence="derived",
    )
    attrition_per_week: float = parameter(
        0.002, unit="1/week", low=0, high=1, plausible=(0.0005, 0.0025),
        meaning="hazard that an officer leaves, at average morale",
        source="1,663 of about 14,000 left in 2023", evidence="derived",
    )
    attrition_losses: float = parameter(
        0.05, unit="log-hazard/person", low=0, high=10, plausible=(0.0, 0.2),
        meaning="effect of each officer killed in the past step", source="judgement",
    )
    attrition_morale: float = parameter(
        1.0, unit="log-hazard", low=0, high=10, plausible=(0.3, 2),
        meaning="how much morale above average holds officers back", source="judgement",
    )
    morale_floor: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.3, 0.7),
        meaning="effect of an officer without any morale", source="judgement",
    )
    equipment_exponent: float = parameter(
        0.5, unit="-", low=0, high=2, plausible=(0.3, 1.0),
        meaning="how effect follows equipment", source="judgement",
    )
    morale_at_start: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.3, 0.6),
        meaning="morale at the start", source="judgement",
    )
    morale_recovery_per_week: float = parameter(
        0.03, unit="1/week", low=0, high=1, plausible=(0.01, 0.1),
        meaning="rate at which morale returns to what pay and equipment sustain",
        source="judgement",
    )
    morale_pay: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.7),
        meaning="part of sustained morale that depends on reliable pay", source="judgement",
    )
    reference_pay: float = parameter(
        0.8, unit="share", low=0, high=1,
        meaning="reliability of pay at which morale rests at its start",
        source="as-is value of June 2024",
    )
    morale_mission: float = parameter(
        0.15, unit="share", low=0, high=1, plausible=(0.0, 0.3),
        meaning="lift of sustained morale by a mission as large as the planned one",
        source="judgement",
    )
    morale_losses: float = parameter(
        0.01, unit="share", low=0, high=1, plausible=(0.0, 0.03),
        meaning="fall of morale with the logarithm of officers killed", source="judgement",
    )
    class_size: int = parameter(
        700, unit="persons", low=0, high=10_000, plausible=(300, 2_000),
        meaning="officers who leave the academy with a class",
        source="796 cadets in the class of November 2023", evidence="derived",
    )
    class_interval_weeks: float = parameter(
        52.0, unit="weeks", low=1, high=260, plausible=(26, 60),
        meaning="time between classes", source="one class in the year to June 2024 (November 2023)", evidence="derived",
    )
    units: Rows[PoliceUnit] = ()
