"""Complementary tools: sanctions, interdiction, aid, reintegration, dialogue."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter


class Tools(Section):
    """Each acts in the equation it belongs to; there is no bonus for using several at once."""

    delivery_weeks: float = parameter(
        13.0, unit="weeks", low=0.1, high=260, plausible=(6, 39),
        meaning="mean lag from decision to delivery on the ground", source="3-9 months",
    )
    sanctions_bite: float = parameter(
        0.03, unit="share", low=0, high=1, plausible=(0.0, 0.15),
        meaning="share of gang revenue that sanctions remove",
        source="UN listings act on sponsors; effective in a tenth of episodes", evidence="derived",
    )
    sanctions_at_start: float = parameter(
        0.03, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    interdiction: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.0, 0.5),
        meaning="share of arms and ammunition kept out",
        source="embargo since 2022 with little visible effect",
    )
    interdiction_at_start: float = parameter(
        0.1, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    arms_elasticity: float = parameter(
        0.4, unit="-", low=0, high=2, plausible=(0.2, 0.7),
        meaning="how gang lethality follows arms per member", source="judgement",
    )
    cvr_slots_per_month: float = parameter(
        50.0, unit="persons/month", low=0, high=20_000, plausible=(0, 3_000),
        meaning="places a month in violence reduction and reintegration", source="judgement",
    )
    cvr_slots_at_start: float = parameter(
        50.0, start_only=True, unit="persons/month", low=0, high=20000, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    cvr_half_slots: float = parameter(
        1_500.0, unit="persons/month", low=1, high=10**6, plausible=(500, 3_000),
        meaning="places at which half of the effect is reached", source="judgement",
    )
    cvr_recruitment: float = parameter(
        0.35, unit="share", low=0, high=1, plausible=(0.1, 0.5),
        meaning="fall of recruitment at full effect",
        source="Liberia trial: 10-25 % among those served", evidence="derived",
    )
    cvr_exit: float = parameter(
        1.0, unit="share", low=0, high=10, plausible=(0.2, 1.6),
        meaning="rise of the desertion hazard at full effect",
        source="Liberia trial: exit 1.2-1.8 times as likely among those served", evidence="derived",
    )
    aid_usd_month: float = parameter(
        25_000_000.0, unit="USD/month", low=0, high=10**9, plausible=(5e6, 8e7),
        meaning="humanitarian aid delivered", source="2024 appeal of 674 million, funded in part",
        evidence="derived",
    )
    aid_at_start_usd_month: float = parameter(
        25_000_000.0, start_only=True, unit="USD/month", low=1, high=10**9,
        meaning="aid delivered at the start, at which trust and access are stated", source="as-is value of June 2024",
    )
    aid_trust: float = parameter(
        0.05, unit="share", low=0, high=1, plausible=(0.02, 0.1),
        meaning="lift of sustained trust when aid doubles", source="Gordon and Young 2017",
    )
    aid_access: float = parameter(
        0.4, unit="log-odds", low=0, high=10, plausible=(0.1, 1),
        meaning="lift of access when aid doubles", source="judgement",
    )
    dialogue_offer: float = parameter(
        0.0, unit="share", low=0, high=1, plausible=(0, 0.5),
        meaning="credible offer of exit to gang members, which raises desertion",
        source="none in June 2024",
    )
    dialogue_at_start: float = parameter(
        0.0, start_only=True, unit="share", low=0, high=1, meaning="level delivered at the start",
        source="as-is value of June 2024",
    )
    dialogue_exit: float = parameter(
        1.0, unit="share", low=0, high=10, plausible=(0.2, 2),
        meaning="rise of the desertion hazard at a full offer", source="judgement",
    )
