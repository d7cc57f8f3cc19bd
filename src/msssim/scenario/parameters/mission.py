"""The mission and the contingents that states send."""

from __future__ import annotations

import datetime as dt

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.tables import Contingent, Rows


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
    first_announced: dt.date = parameter(
        dt.date(2024, 2, 1), start_only=True, unit="date",
        meaning="date first announced for the deployment, from which slippage is counted",
        source="source article, June 2024: February 2024", evidence="published",
    )
    postponement_weeks: float = parameter(
        3.0, unit="weeks", low=0.5, high=52, plausible=(2, 12),
        meaning="how far an announced date that has passed is put back",
        source="three weeks announced on 25 May 2024", evidence="published",
    )
    announced_optimism: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.3, 0.8),
        meaning="announced time to deployment against what vetting and training take on average",
        source="judgement: by June 2024 twice the time first announced had passed",
    )
    lead_lands_first: bool = parameter(
        True, unit="-", meaning="nobody lands before the lead nation, or after it is lost",
        source="judgement: no other state had a command in theatre in June 2024",
    )
    replacement_lead_per_month: float = parameter(
        0.087, unit="1/month", low=0, high=10, plausible=(0.02, 0.2),
        meaning="hazard that another state takes the lead once the lead nation is lost",
        source="judgement: 0.02 a week; nobody else had offered by June 2024",
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
        meaning="effect of each remembered mission death on commitment", source="judgement",
    )
    commit_abuse: float = parameter(
        0.05, unit="log-hazard/case", low=0, high=10, plausible=(0.0, 0.2),
        meaning="effect of each remembered case of detected abuse on commitment",
        source="judgement",
    )
    commit_assessed: float = parameter(
        1.5, unit="log-hazard", low=0, high=10, plausible=(0.5, 2.5),
        meaning="effect of assessed reimbursement, once a UN operation has taken over",
        source="faster where contributors depend on reimbursement (Lundgren et al. 2021): judgement",
    )
    standing_clarity: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.3, 0.7),
        meaning="weight of strategic clarity in the standing that a contributor asks for",
        source="judgement",
    )
    standing_oversight: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.3),
        meaning="weight of human-rights oversight in that standing", source="judgement",
    )
    standing_peers: float = parameter(
        0.3, unit="share", low=0, high=1, plausible=(0.1, 0.5),
        meaning="weight of the share of offers already committed in that standing",
        source="judgement",
    )
    threshold_mean: float = parameter(
        0.2, unit="share", low=0.01, high=0.99, plausible=(0.1, 0.5),
        meaning="mean, over contributors, of the standing below which they do not commit",
        source="judgement: half of the notified offers would go as things stood",
    )
    threshold_weight: float = parameter(
        8.0, unit="-", low=0.5, high=1_000, plausible=(4, 20),
        meaning="how alike contributors are in it: weight of the Beta distribution",
        source="Beta(4, 4) widened from a mean of one half",
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
    disorderly_weeks: float = parameter(
        2.0, unit="weeks", low=1, high=104, plausible=(1, 4),
        meaning="the same where the mission leaves in disorder: in an offensive, or out of money",
        source="judgement",
    )
    abandoned_share: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="part of the vehicles that a disorderly drawdown leaves behind", source="judgement",
    )
    resignations_per_month: float = parameter(
        0.10, unit="1/month", low=0, high=10, plausible=(0.02, 0.3),
        meaning="hazard that a person resigns while allowances are in arrears", source="judgement",
    )
    recall_arrears_per_month: float = parameter(
        0.15, unit="1/month", low=0, high=10, plausible=(0.05, 0.5),
        meaning="hazard that a state recalls its contingent while allowances are in arrears",
        source="judgement",
    )
    recall_losses_per_month: float = parameter(
        0.01, unit="1/month per person", low=0, high=10, plausible=(0.0, 0.05),
        meaning="the same for each remembered death in its contingent",
        source="judgement: casualty aversion of contributors",
    )
    recall_abuse_per_month: float = parameter(
        0.002, unit="1/month per case", low=0, high=10, plausible=(0.0, 0.01),
        meaning="the same for each remembered case of detected abuse in the mission",
        source="judgement",
    )
    memory_weeks: float = parameter(
        26.0, unit="weeks", low=1, high=520, plausible=(13, 52),
        meaning="mean time for which deaths and abuse are remembered",
        source="judgement: half-life of 6-18 months for abuse",
    )
    tour_weeks: float = parameter(
        52.0, unit="weeks", low=4, high=260, plausible=(26, 52),
        meaning="length of a tour: everybody goes on leave once in it",
        source="usual tour of UN police", evidence="background",
    )
    leave_waves: int = parameter(
        6, unit="waves", low=1, high=52, plausible=(4, 12),
        meaning="waves in which a contingent goes on leave during a tour", source="judgement",
    )
    leave_weeks: float = parameter(
        4.0, unit="weeks", low=0.1, high=52, plausible=(2, 6),
        meaning="mean time away on leave, before the flight back", source="judgement",
    )
    contingents: Rows[Contingent] = ()
