"""The base, the airlift, the airport and the vehicles."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class Logistics(Section):
    """What has to be in place before a person can land and move."""

    base_stages: int = parameter(
        6, unit="stages", low=1, high=20, plausible=(4, 6),
        meaning="stages of the base's construction, each with a random duration",
        source="Erlang with 4-6 stages",
    )
    base_stages_done: int = parameter(
        5, start_only=True, unit="stages", low=0, high=20, plausible=(4, 5),
        meaning="stages finished at the start",
        source="about 70 % complete on 24 May 2024; works of 45 days from 3 May",
        evidence="derived",
    )
    base_weeks: float = parameter(
        10.0, unit="weeks", low=0.5, high=104, plausible=(6, 20),
        meaning="mean duration of the whole construction", source="PERT 6 / 10 / 20 weeks",
    )
    inspection_pass: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.9),
        meaning="chance that a readiness inspection finds the base ready",
        source="judgement; the advance team of 21 May 2024 did not",
    )
    inspection_notice_weeks: float = parameter(
        1.0, start_only=True, unit="weeks", low=0, high=52, plausible=(0, 3),
        meaning="time between the end of the works and the first inspection", source="judgement",
    )
    inspection_setback_weeks: float = parameter(
        3.0, unit="weeks", low=0, high=52, plausible=(1, 4),
        meaning="time until the next inspection after a failed one",
        source="three weeks announced on 25 May 2024", evidence="published",
    )
    base_places: int = parameter(
        1_350, unit="persons", low=0, high=10_000, plausible=(1_300, 1_400),
        meaning="places in the base as planned",
        source="contract notices: bedding for 1,300, internet for 1,400", evidence="published",
    )
    base_places_per_month: float = parameter(
        75.0, unit="persons/month", low=0, high=2_000, plausible=(0, 150),
        meaning="places added each month after the base has opened", source="judgement",
    )
    airlift_sorties_per_week: float = parameter(
        2.0, unit="sorties/week", low=0, high=100, plausible=(0.5, 4),
        meaning="mean number of flights with personnel in a week with the airport open",
        source="judgement: a rotation of chartered aircraft",
    )
    sortie_seats: int = parameter(
        100, unit="persons/sortie", low=1, high=1_000, plausible=(60, 200),
        meaning="persons with their kit whom a flight brings",
        source="C-130 or chartered airliner with equipment", evidence="background",
    )
    airport_closure_per_week: float = parameter(
        0.01, unit="1/week", low=0, high=10, plausible=(0.005, 0.03),
        meaning="hazard that the airport is closed, without an offensive",
        source="one long closure in 36 weeks since authorisation, in 153 since July 2021",
        evidence="derived",
    )
    airport_offensive_factor: float = parameter(
        4.0, unit="-", low=1, high=100, plausible=(2, 6),
        meaning="how much a coalition offensive raises the hazard of closure", source="judgement",
    )
    airport_closure_weeks: float = parameter(
        8.0, unit="weeks", low=0.1, high=104, plausible=(3, 14),
        meaning="mean duration of a closure", source="4 March - 20 May 2024: 11 weeks",
        evidence="published",
    )
    vehicles_at_start: int = parameter(
        0, start_only=True, unit="vehicles", low=0, high=1_000, plausible=(0, 10),
        meaning="armoured vehicles on site at the start",
        source="advance team, May 2024: vehicles missing", evidence="published",
    )
    vehicles_per_month: float = parameter(
        5.0, unit="vehicles/month", low=0, high=200, plausible=(2, 15),
        meaning="mean deliveries of armoured vehicles, at the as-is support in kind", source="judgement; no delivery count known",
    )
    vehicles_in_kind_persons: float = parameter(
        1_200.0, unit="persons", low=1, high=10_000,
        meaning="capacity of support in kind at which that rate of deliveries is stated",
        source="as-is value of June 2024",
    )
    vehicles_ceiling: int = parameter(
        120, unit="vehicles", low=0, high=2_000, plausible=(60, 120),
        meaning="fleet at which deliveries end", source="judgement",
    )
    vehicle_seats: float = parameter(
        8.0, unit="persons/vehicle", low=1, high=40, plausible=(6, 10),
        meaning="seats of an armoured vehicle", source="judgement: 6-10",
    )
    vehicle_availability: float = parameter(
        0.6, unit="share", low=0.01, high=1, plausible=(0.3, 0.9),
        meaning="share of the fleet fit for use in the long run", source="judgement: 0.3-0.9",
    )
    vehicle_repair_weeks: float = parameter(
        4.0, unit="weeks", low=0.1, high=104, plausible=(2, 8),
        meaning="mean time to repair a vehicle that has broken down", source="judgement",
    )
    vehicle_wear_per_month: float = parameter(
        0.01, unit="1/month", low=0, high=1, plausible=(0.0, 0.04),
        meaning="hazard that a vehicle is worn out", source="judgement",
    )
    vehicle_loss_per_contact: float = parameter(
        0.003, unit="vehicles/contact", low=0, high=1, plausible=(0.0, 0.02),
        meaning="vehicles lost in a contact of the mission",
        source="judgement; one armoured vehicle trapped on 9 June 2024",
    )
    persons_per_vehicle: float = parameter(
        50.0, unit="persons/vehicle", low=1, high=1_000, plausible=(20, 100),
        meaning="persons who may be in theatre for each armoured vehicle on site",
        source="judgement: no tranche is accepted without vehicles",
    )
