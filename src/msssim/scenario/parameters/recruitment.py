"""Recruitment of gangs: volunteers, recruits by force, children, and members who leave."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class Recruitment(Section):
    """Rates are per member, far from saturation and at the start's pay."""

    rate_per_week: float = parameter(
        0.012, unit="1/week", low=0, high=1, plausible=(0.002, 0.02),
        meaning="rate of recruitment per member, far from saturation",
        source="0.2-2 % a week: membership survived the losses of Q1 2024", evidence="derived",
    )
    replacement: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.0, 0.9),
        meaning="how far recruitment follows the members at the start rather than those left: 1 "
        "makes up for all losses in time",
        source="judgement; membership resilient to losses (Prieto-Curiel and others, 2023)",
    )
    saturation_members: float = parameter(
        20_000.0, unit="persons", low=1, high=10**7, plausible=(10_000, 30_000),
        meaning="membership at which recruitment ends", source="judgement",
    )
    recruits_habit: float = parameter(
        0.9, unit="share", low=0, high=1, plausible=(0.2, 0.9),
        meaning="part of recruits sent to old footholds rather than to where members now are",
        source="judgement",
    )
    wage_usd_week: float = parameter(
        20.0, unit="USD/week", low=0, high=1_000, plausible=(10, 40),
        meaning="what honest work pays who could join", source="background: wages and employment",
        evidence="background",
    )
    pay_response: float = parameter(
        0.02, unit="1/USD/week", low=0, high=1, plausible=(0.005, 0.05),
        meaning="response of joining and staying to a gang's pay over honest work",
        source="Prieto-Curiel: 0.001 per USD a year of pay, scaled", evidence="derived",
    )
    forced_per_100k_week: float = parameter(
        0.2, unit="persons/100,000/week", low=0, high=1_000, plausible=(0.0, 1.0),
        meaning="recruited by force, from residents under a gang's control",
        source="judgement; forced recruitment of children reported by UNICEF, April 2024",
    )
    grievance_recruits: float = parameter(
        0.5, unit="persons/person", low=0, high=20, plausible=(0.0, 2.0),
        meaning="recruits whom a civilian killed by the state brings gangs",
        source="Kress and Szechtman 2009: range examined", evidence="background",
    )
    children_at_start: float = parameter(
        0.35, start_only=True, unit="share", low=0, high=1, plausible=(0.3, 0.5),
        meaning="children among the members at the start",
        source="30-50 %: UNICEF to the Security Council, April 2024", evidence="published",
    )
    child_recruits: float = parameter(
        0.35, unit="share", low=0, high=1, plausible=(0.3, 0.5),
        meaning="children among volunteers, at the start's membership",
        source="the share among members", evidence="derived",
    )
    child_forced: float = parameter(
        0.7, unit="share", low=0, high=1, plausible=(0.5, 0.9),
        meaning="children among those recruited by force", source="judgement",
    )
    child_pressure: float = parameter(
        0.5, unit="-", low=0, high=5, plausible=(0.0, 1.5),
        meaning="how the share of children rises as members run short", source="judgement",
    )
    desertion_per_week: float = parameter(
        0.0015, unit="1/week", low=0, high=1, plausible=(0.0005, 0.005),
        meaning="hazard that a member leaves", source="judgement",
    )
    desertion_losses: float = parameter(
        5.0, unit="log-hazard", low=0, high=100, plausible=(0, 20),
        meaning="effect of the share of a gang's members lost in the step on desertion",
        source="judgement",
    )
