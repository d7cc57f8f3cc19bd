"""The Haitian National Police."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.tables import PoliceUnit, Rows


class Police(Section):
    """Strength, attrition, morale, equipment, collusion, stations and academy classes."""

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
        meaning="effect of each officer of the unit killed lately", source="judgement",
    )
    losses_memory_weeks: float = parameter(
        4.0, unit="weeks", low=0.1, high=104, plausible=(2, 12),
        meaning="how long a unit's dead weigh on it", source="judgement",
    )
    emigration_pull: float = parameter(
        0.0, unit="log-hazard", low=-5, high=5, plausible=(-0.5, 0.5),
        meaning="pull of emigration beyond that of 2023, when a humanitarian parole was new",
        source="as-is value",
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
    equipment_support: float = parameter(
        0.0, unit="share", low=0, high=1, plausible=(0.0, 0.4),
        meaning="equipment provided beyond that of the start", source="none as-is",
    )
    equipment_renewal_per_week: float = parameter(
        0.02, unit="1/week", low=0, high=1, plausible=(0.005, 0.05),
        meaning="rate at which equipment approaches what is provided", source="judgement",
    )
    collusion: float = parameter(
        0.03, unit="share", low=0, high=1, plausible=(0.01, 0.1),
        meaning="officers who collude with gangs, at the start's morale",
        source="judgement; links of police to gangs named as a threat (Crisis Group, January 2024)",
    )
    collusion_morale: float = parameter(
        2.0, unit="log-share", low=0, high=10, plausible=(0, 5),
        meaning="how much low morale raises collusion", source="judgement",
    )
    hardening: float = parameter(
        0.0, unit="share", low=0, high=1, plausible=(0.0, 0.6),
        meaning="attacks on police premises that their hardening averts", source="none as-is",
    )
    station_loss_per_attack: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.1, 0.6),
        meaning="chance that an attacked station falls where gangs control the whole zone",
        source="45 stations attacked in 2023; 22 buildings wrecked in a month of 2024",
        evidence="derived",
    )
    station_retaken_per_week: float = parameter(
        0.1, unit="1/week", low=0, high=10, plausible=(0.02, 0.5),
        meaning="hazard that a lost station is retaken",
        source="Gressier lost on 10 May 2024, retaken by 13 May; others stay lost",
    )
    station_retaken_control: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.1, 0.6),
        meaning="state control of the zone that retaking needs", source="judgement",
    )
    without_station: float = parameter(
        0.6, unit="share", low=0, high=1, plausible=(0.3, 0.9),
        meaning="effect of a unit that has lost its stations", source="judgement",
    )
    station_equipment: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="equipment of a unit that burns if all its stations fall", source="judgement",
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
        meaning="lift of sustained morale where the force in the zone is the mission's",
        source="judgement",
    )
    morale_equipment: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.0, 0.5),
        meaning="change of sustained morale with equipment against the start", source="judgement",
    )
    morale_stations: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.0, 0.3),
        meaning="fall of morale with the part of its stations that a unit has lost",
        source="judgement",
    )
    morale_losses: float = parameter(
        0.03, unit="share", low=0, high=1, plausible=(0.0, 0.1),
        meaning="fall of sustained morale with the logarithm of the unit's officers killed lately",
        source="judgement",
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
