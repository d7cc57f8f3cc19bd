"""The inhabitants of a zone: residents, displaced, dead, and what is done to them.

Violence follows the gangs' control, posture and cohesion and an offensive; presence of the state
lowers it. A person of the zone is a resident, displaced, or killed. What they make of it is in
:mod:`msssim.engines.agents.opinion`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.opinion import Opinion
from msssim.engines.agents.shown import Shown
from msssim.rules import coalition, command, people, postures, recruitment, territory
from msssim.rules.hazard import chance, decayed_mean, per_week
from msssim.world import variables
from msssim.world.kinds import Real
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import Zone


class Inhabitants(variables.Inhabitants, Shown):
    """The people of a zone.

    Attributes
    ----------
    opinion
        Their trust and memory, the tips they give, and access to them.
    """

    def __init__(self, zone: Zone, residents: int, displaced: int) -> None:
        self.zone = zone
        self.set_starts(zone.scenario)
        self.residents = residents
        self.displaced = displaced
        self.kidnapped_per_week = float(
            people.expected_violence(
                residents, zone.scenario.people.kidnapped_per_100k_week,
                gang_control=1.0 - zone.state_control, factor=1.0, weeks=1.0,
            )
        )  # fmt: skip
        self.opinion = Opinion(self)

    @property
    def killed_by_gangs(self) -> int:
        """Civilians killed by gangs in the last step, in contacts or otherwise."""
        return self.killed_by_violence + self.killed_by_gang_fire

    @property
    def civilians_killed(self) -> int:
        """Civilians killed by anybody in the last step."""
        return self.killed_by_gangs + self.killed_by_state + self.killed_by_vigilantes

    @property
    def access(self) -> float:
        """Humanitarian access to them, in [0, 1]."""
        return self.opinion.access

    @property
    def intelligence(self) -> float:
        """What the state knows of the gangs among them, in [0, 1]."""
        return self.opinion.intelligence

    def reach(self) -> None:
        """See what part of those at risk violence reduction reaches."""
        slots = self.zone.model.interventions.cvr_slots
        self.served = float(
            recruitment.served(slots, self.zone.scenario.interventions.cvr_half_slots, self.access)
        )

    @property
    def held(self) -> bool:
        """Whether the state has held the zone long enough for people to return."""
        return self.zone.weeks_held >= self.zone.scenario.territory.held_weeks

    def caught_in_crossfire(self) -> None:
        """Lose residents to the fire of the state and of gangs in contacts."""
        fight = self.zone.fight
        self.killed_by_state = self._lose_killed("killed_by_state", fight.hit_by_state)
        self.killed_by_gang_fire = self._lose_killed("killed_by_gang_fire", fight.hit_by_gangs)

    def live_through(self, exposed_at_start: float) -> None:
        """Suffer violence, defend themselves, flee and return, and make up their minds.

        ``exposed_at_start`` is the number of inhabitants under gang control at the start, in the
        whole theatre: the rate of displacement is stated for them.
        """
        factor = self._violence_factor()
        self._suffer(factor)
        self._defend_themselves()
        self.killed += self.civilians_killed
        self._be_hurt()
        self._be_kidnapped(factor)
        self._flee_and_return(factor, exposed_at_start)
        self.opinion.form()

    def _violence_factor(self) -> float:
        """Violence of gangs against the start, for the same residents and control."""
        zone, scenario = self.zone, self.zone.scenario
        terms = scenario.people
        shares = [zone.share_acting(kind.posture) for kind in postures.POSTURES]
        violence = postures.mean_violence(shares, terms)
        at_start = postures.mean_violence(postures.shares_at_start(scenario.gangs), terms)
        kind = 1.0 if zone.model.council.converted else terms.protection_adhoc
        protecting = zone.police_force + kind * zone.mission_force
        density = command.density(protecting, self.residents)
        return float(
            people.activity(violence, at_start, zone.members_here)
            * coalition.raised(terms.offensive_factor, zone.attacked)
            * people.protection(density, terms, density_at_start=self.density_at_start)
            * people.calmed(self.served, scenario.interventions.cvr_violence)
        )

    def _lose_killed(self, channel: str, expected: Real) -> int:
        """Lose residents who are killed; return how many."""
        killed = min(self.zone.poisson(channel, expected), self.residents)
        self.residents -= killed
        return killed

    def _suffer(self, factor: float) -> None:
        """Lose residents to gangs, apart from contacts."""
        zone, terms = self.zone, self.zone.scenario.people
        cohesion = zone.model.coalition.cohesion
        truce = people.truce_factor(cohesion, terms, zone.scenario.gangs)
        expected = people.expected_violence(
            self.residents, terms.killed_by_gangs_per_100k_week,
            gang_control=1.0 - zone.state_control, factor=factor * truce, weeks=zone.period.weeks,
        )  # fmt: skip
        self.killed_by_violence = self._lose_killed("killed_by_gangs", expected)

    def _defend_themselves(self) -> None:
        """Self-defence groups kill: members of gangs, and people taken for such."""
        zone, terms = self.zone, self.zone.scenario.people
        expected = float(
            people.expected_vigilantism(
                self.residents, terms, fear=self.opinion.harm_by_gangs,
                gang_control=1.0 - zone.state_control, weeks=zone.period.weeks,
            )
        )  # fmt: skip
        of_residents = expected * (1.0 - terms.vigilante_members)
        self.killed_by_vigilantes = self._lose_killed("killed_by_vigilantes", of_residents)
        for foothold in zone.footholds:
            foothold.lose_to_vigilantes(expected * terms.vigilante_members)

    def _be_hurt(self) -> None:
        """Be injured, for those killed by each perpetrator."""
        draw, terms = self.zone.poisson, self.zone.scenario.people
        per_killed, by_vigilantes = terms.injured_per_killed, terms.injured_by_vigilantes
        self.injured_by_gangs = draw("injured_by_gangs", per_killed * self.killed_by_gangs)
        self.injured_by_state = draw("injured_by_state", per_killed * self.killed_by_state)
        self.injured_by_vigilantes = draw(
            "injured_by_vigilantes", by_vigilantes * self.killed_by_vigilantes
        )

    def _be_kidnapped(self, factor: float) -> None:
        """Be kidnapped, more where other rents of the gangs have fallen."""
        zone, scenario, weeks = self.zone, self.zone.scenario, self.zone.period.weeks
        gangs_hold = 1.0 - zone.state_control
        instead = 1.0
        if gangs_hold > 0:
            replacing = ordered_sum(
                foothold.gang_control * foothold.gang.finance.substitution
                for foothold in zone.footholds
            )
            instead = replacing / gangs_hold
        expected = people.expected_violence(
            self.residents, scenario.people.kidnapped_per_100k_week,
            gang_control=gangs_hold, factor=factor * instead, weeks=weeks,
        )  # fmt: skip
        self.kidnapped = zone.poisson("kidnapped", expected)
        memory = scenario.gang_finance.kidnapping_memory_weeks
        self.kidnapped_per_week = float(
            decayed_mean(self.kidnapped_per_week, self.kidnapped / weeks, memory, weeks)
        )

    def _flee_and_return(self, factor: float, exposed_at_start: float) -> None:
        zone, terms, weeks = self.zone, self.zone.scenario.people, self.zone.period.weeks
        weight = zone.residents_under_gangs / max(exposed_at_start, 1e-12)
        expected = people.expected_displacement_events(weight, terms, factor=factor, weeks=weeks)
        self.fled = int(
            people.displaced_by(
                zone.poisson("displacement_events", expected), terms,
                uniform=zone.draw("displacement_size"),
                residents=self.residents, population=zone.row.population,
            )
        )  # fmt: skip
        returns = people.may_return(self.held, chance(per_week(terms.return_per_month), weeks))
        self.returned = zone.binomial("returns", self.displaced, returns)
        self.residents += self.returned - self.fled
        self.displaced += self.fled - self.returned

    @property
    def population(self) -> int:
        """Inhabitants as the table counts them."""
        return self.zone.row.population

    @property
    def held_inhabitants(self) -> int:
        """Inhabitants, as the table counts them, if the state has held the zone long enough."""
        zone = self.zone
        return int(
            territory.held_inhabitants(
                zone.row.population, zone.scenario.territory, weeks_held=zone.weeks_held
            )
        )
