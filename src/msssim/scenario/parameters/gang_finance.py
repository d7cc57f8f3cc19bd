"""Finance of gangs: where their money comes from, what they pay, their arms."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class GangFinance(Section):
    """USD are of 2024; rents are what a gang keeps."""

    extortion_usd_week: float = parameter(
        0.10, unit="USD/resident/week", low=0, high=100, plausible=(0.03, 0.3),
        meaning="extorted from a resident under a gang's control, businesses included",
        source="businesses paid up to 20,000 USD a week (Reuters, February 2024); spread: judgement",
    )
    toll_usd_week: float = parameter(
        20_000.0, unit="USD/week", low=0, high=10**7, plausible=(5_000, 56_000),
        meaning="tolls of the end of an open main road in a zone wholly under gangs",
        source="up to 8,000 USD a day at a checkpoint (Reuters on GI-TOC, February 2024)",
        evidence="derived",
    )
    port_usd_week: float = parameter(
        400_000.0, unit="USD/week", low=0, high=10**8, plausible=(100_000, 1_000_000),
        meaning="rent of the working port for who controls its zone",
        source="container and road extortion of 10-150 million USD a year: judgement",
    )
    fuel_usd_week: float = parameter(
        100_000.0, unit="USD/week", low=0, high=10**8, plausible=(20_000, 300_000),
        meaning="rent of the working fuel terminal for who controls its zone", source="judgement",
    )
    closed_traffic: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="traffic, and so toll, on a closed road or in a closed port against an open one",
        source="judgement",
    )
    ransom_usd: float = parameter(
        10_000.0, unit="USD/person", low=0, high=10**6, plausible=(4_000, 20_000),
        meaning="ransom that a gang keeps for a person kidnapped",
        source="25 million USD a year and 2,490 kidnapped in 2023", evidence="derived",
    )
    kidnapping_memory_weeks: float = parameter(
        8.0, unit="weeks", low=0.1, high=104, plausible=(4, 26),
        meaning="time from a kidnapping to the ransom, and over which pay is evened out",
        source="judgement",
    )
    substitution: float = parameter(
        0.4, unit="-", low=0, high=5, plausible=(0.0, 1.0),
        meaning="how kidnapping rises as other rents fall: elasticity", source="judgement",
    )
    substitution_bound: float = parameter(
        10.0, unit="-", low=1, high=1_000, plausible=(3, 30),
        meaning="fall or rise of other rents beyond which kidnapping follows no further",
        source="judgement",
    )
    sponsor_share: float = parameter(
        0.2, start_only=True, unit="share", low=0, high=0.95, plausible=(0.1, 0.3),
        meaning="part of a gang's revenue that sponsors pay at the start", source="judgement",
    )
    pay_share: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.6),
        meaning="part of its revenue that a gang pays its members",
        source="a pay of about 50 USD a week (10-150)", evidence="derived",
    )
    arms_share: float = parameter(
        0.05, unit="share", low=0, high=1, plausible=(0.02, 0.15),
        meaning="part of its revenue that a gang spends on arms", source="judgement",
    )
    arms_price_usd: float = parameter(
        1_700.0, unit="USD/weapon", low=1, high=10**6, plausible=(1_000, 10_000),
        meaning="price of a weapon with its ammunition",
        source="pistols of 400-500 USD resell at up to 10,000 (UNODC 2023)", evidence="derived",
    )
    arms_per_member: float = parameter(
        1.0, start_only=True, unit="weapons/person", low=0.01, high=100, plausible=(0.5, 2),
        meaning="weapons of a member at the start, at which lethality is stated",
        source="judgement",
    )
    arms_wear_per_week: float = parameter(
        0.005, unit="1/week", low=0, high=1, plausible=(0.002, 0.02),
        meaning="rate at which arms and ammunition wear out", source="judgement",
    )
    arms_elasticity: float = parameter(
        0.4, unit="-", low=0, high=2, plausible=(0.2, 0.7),
        meaning="how gang lethality follows arms per member", source="judgement",
    )
    arms_seized: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.9),
        meaning="part of the arms of members killed or arrested that is seized", source="judgement",
    )
    arms_per_officer: float = parameter(
        0.5, unit="weapons/person", low=0, high=10, plausible=(0.2, 1),
        meaning="weapons captured for an officer killed", source="judgement",
    )
    arms_per_station: float = parameter(
        20.0, unit="weapons", low=0, high=1_000, plausible=(5, 50),
        meaning="weapons captured in a station that falls", source="judgement",
    )
