"""The mission and the contingents that states send."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.tables import Contingent, Rows


class Mission(Section):
    """The mission's size and the pipeline through which contingents reach the theatre."""

    enabled: bool = parameter(
        True, start_only=True, unit="-", meaning="whether there is a mission at all",
        source="S/RES/2699 (2023)", evidence="published",
    )
    force_target: int = parameter(
        2_500, unit="persons", low=0, high=10_000, plausible=(1_000, 5_000),
        meaning="planned strength; nobody is lifted beyond it",
        source="planning figure in the press, 22 May 2024; the resolution sets no ceiling",
        evidence="published",
    )
    tranche_persons: int = parameter(
        200, unit="persons", low=1, high=2_500, plausible=(50, 400),
        meaning="size of the next tranche against which the binding constraint is judged",
        source="first Kenyan contingent on standby, 15 May 2024", evidence="published",
    )
    vetting_weeks: float = parameter(
        4.0, unit="weeks", low=0.1, high=104, plausible=(2, 8), meaning="mean duration of vetting",
        source="staged pipeline, 2-8 weeks a stage",
    )
    training_weeks: float = parameter(
        6.0, unit="weeks", low=0.1, high=104, plausible=(2, 8),
        meaning="mean duration of pre-deployment training",
        source="staged pipeline, 2-8 weeks a stage",
    )
    commit_clarity: float = parameter(
        1.2, unit="log-hazard", low=0, high=10, plausible=(0.5, 2.5),
        meaning="effect of strategic clarity on commitment",
        source="judgement; direction: Amnesty International, 4 June 2024",
    )
    commit_oversight: float = parameter(
        0.6, unit="log-hazard", low=0, high=10, plausible=(0.2, 1.5),
        meaning="effect of human-rights oversight on commitment", source="judgement",
    )
    commit_coordination: float = parameter(
        0.6, unit="log-hazard", low=0, high=10, plausible=(0.2, 1.5),
        meaning="effect of coordination quality on commitment", source="judgement",
    )
    commit_peers: float = parameter(
        1.0, unit="log-hazard", low=0, high=10, plausible=(0.5, 2.0),
        meaning="effect of the share of offers already committed", source="judgement",
    )
    commit_losses: float = parameter(
        0.05, unit="log-hazard/person", low=0, high=10, plausible=(0.0, 0.2),
        meaning="effect of each mission death so far on commitment", source="judgement",
    )
    commit_horizon_weeks: float = parameter(
        3.0, unit="weeks", low=0, high=52, plausible=(0, 6),
        meaning="deterrent of a short mandate: the log-hazard falls by this over the weeks left",
        source="judgement; parliamentary constraint: Lundgren, Oksamytna, Coleman 2021",
    )
    drawdown_weeks: float = parameter(
        8.0, unit="weeks", low=1, high=104, plausible=(4, 16),
        meaning="time in which everybody has left after a lapse", source="judgement",
    )
    withdrawal_per_month: float = parameter(
        0.25, unit="1/month", low=0, high=10, plausible=(0.05, 0.6),
        meaning="hazard that a person is withdrawn while allowances are in arrears",
        source="judgement",
    )
    contingents: Rows[Contingent] = ()
