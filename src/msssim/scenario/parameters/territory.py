"""Control of zones, hold, and the infrastructure that control opens."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.tables import Link, Rows, Zone


class Territory(Section):
    """A Tullock contest with inertia on the zone graph."""

    contest_exponent: float = parameter(
        1.4, unit="-", low=0.1, high=10, plausible=(0.8, 2.5),
        meaning="decisiveness of effort in the contest", source="judgement",
    )
    inertia_per_week: float = parameter(
        0.05, unit="1/week", low=0, high=1, plausible=(0.02, 0.12),
        meaning="share of the gap to the contest's outcome that closes in a week",
        source="judgement; drift over months, 60 to 80 % from January to September 2023",
    )
    state_gain: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.3, 0.7),
        meaning="speed of the state's gains against its losses where it does not hold",
        source="judgement",
    )
    spill: float = parameter(
        0.1, unit="share", low=0, high=1, plausible=(0.05, 0.3),
        meaning="part of the strength in neighbouring zones that counts", source="judgement",
    )
    low_profile_effort: float = parameter(
        0.6, unit="share", low=0, high=1, plausible=(0.3, 0.9),
        meaning="effort for territory of a gang that keeps a low profile", source="judgement",
    )
    hold_density: float = parameter(
        5.0, unit="persons/1,000", low=0, high=1_000, plausible=(3, 10),
        meaning="presence that holds a zone", source="judgement",
    )
    hold_weeks: float = parameter(
        6.0, unit="weeks", low=0, high=104, plausible=(4, 12),
        meaning="how long that presence must last", source="judgement: a sweep of hours is no hold",
    )
    held_control: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.5, 0.8),
        meaning="state control from which a zone counts as held by the state", source="judgement",
    )
    held_weeks: float = parameter(
        8.0, unit="weeks", low=0, high=104, meaning="how long control must last to count as held",
        source="definition of the outcome",
    )
    contest_margin: float = parameter(
        0.01, start_only=True, unit="share", low=0.0001, high=0.2, plausible=(0.005, 0.05),
        meaning="least share of the contest that either side is given at the start",
        source="judgement: nobody is beyond contest",
    )
    node_open_control: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.4),
        meaning="state control at which the port and the roads work",
        source="judgement; the airport works beside contested zones, the port does not",
    )
    airport_open_control: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.0, 0.4),
        meaning="state control of its ground at which the airport works; closures by fire and fear "
        "come on top (logistics.airport_closure_per_week)",
        source="judgement",
    )
    fuel_open_control: float = parameter(
        0.0, unit="share", low=0, high=1, plausible=(0.0, 0.3),
        meaning="state control at which the fuel terminal works; at 0 gangs let it work for a toll",
        source="judgement; Varreux worked beside gangs except in blockades",
    )
    attacked_max: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.2, 0.8),
        meaning="part of the gang members near in an offensive at which a node or road shuts",
        source="judgement",
    )
    zones: Rows[Zone] = ()
    links: Rows[Link] = ()

    @property
    def main_roads(self) -> tuple[Link, ...]:
        """The links that are main roads, which control of the ground opens and shuts."""
        return tuple(link for link in self.links if link.national_road)
