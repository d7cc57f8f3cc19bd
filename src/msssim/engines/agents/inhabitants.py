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
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.zone import Zone


class Inhabitants(Shown):
    """The people of a zone.

    Attributes
    ----------
    residents, displaced, killed
        Persons; together they are the population at the start.
    opinion
        Their trust and memory, the tips they give, and access to them.
    density_at_start
        The state's presence before the first step, persons per 1,000 residents.
    kidnapped_per_week
        Persons, evened out over some weeks.
    killed_by_violence, killed_by_gang_fire, killed_by_state, killed_by_vigilantes
        Persons in the last step; gangs kill by the first two.
    injured_by_gangs, injured_by_state, injured_by_vigilantes, kidnapped, fled, returned
        Persons in the last step.
    """

    def __init__(self, zone: Zone, residents: int, displaced: int) -> None:
        self.zone = zone
        self.residents = residents
        self.displaced = displaced
        self.killed = 0
        self.density_at_start = 0.0
        self.killed_by_violence = self.killed_by_gang_fire = 0
        self.killed_by_state = self.killed_by_vigilantes = 0
        self.injured_by_gangs = self.injured_by_state = self.injured_by_vigilantes = 0
        self.kidnapped = self.fled = self.returned = 0
        self.kidnapped_per_week = float(
            people.expected_violence(
                residents, zone.scenario.people.kidnapped_per_100k_week,
                1.0 - zone.state_control, 1.0, 1.0,
            )
        )  # fmt: skip
        self.opinion = Opinion(self)

    @property
    def killed_by_gangs(self) -> int:
        """Civilians killed by gangs in the last step, in contacts or otherwise."""
        return self.killed_by_violence + self.killed_by_gang_fire

    @property
    def killed_now(self) -> int:
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

    @property
    def served(self) -> float:
        """Part of those at risk whom violence reduction reaches."""
        slots = self.zone.model.interventions.cvr_slots
        return float(
            recruitment.served(slots, self.zone.scenario.interventions.cvr_half_slots, self.access)
        )

    @property
    def held(self) -> bool:
        """Whether the state has held the zone long enough for people to return."""
        return self.zone.weeks_held >= self.zone.scenario.territory.held_weeks

    def caught_in_crossfire(self) -> None:
        """Lose residents to the fire of the state and of gangs in contacts."""
        zone, fight = self.zone, self.zone.fight
        killed = zone.poisson("killed_by_state", fight.hit_by_state)
        self.killed_by_state = min(killed, self.residents)
        self.residents -= self.killed_by_state
        killed = zone.poisson("killed_by_gang_fire", fight.hit_by_gangs)
        self.killed_by_gang_fire = min(killed, self.residents)
        self.residents -= self.killed_by_gang_fire

    def live_through(self, exposed_at_start: float) -> None:
        """Suffer violence, defend themselves, flee and return, and make up their minds.

        ``exposed_at_start`` is the number of inhabitants under gang control at the start, in the
        whole theatre: the rate of displacement is stated for them.
        """
        factor = self._violence_factor()
        self._suffer(factor)
        self._defend_themselves()
        self.killed += self.killed_now
        self._be_hurt()
        self._be_kidnapped(factor)
        self._flee_and_return(factor, exposed_at_start)
        self.opinion.form()

    def _violence_factor(self) -> float:
        """Violence of gangs against the start, for the same residents and control."""
        zone, model, scenario = self.zone, self.zone.model, self.zone.scenario
        terms = scenario.people
        shares = [zone.share_acting(kind.posture) for kind in postures.POSTURES]
        at_start = postures.shares_at_start(scenario.gangs)
        kind = 1.0 if model.council.converted else terms.protection_adhoc
        protecting = zone.police_force + kind * zone.mission_force
        return float(
            people.activity(
                postures.mean_violence(shares, terms),
                postures.mean_violence(at_start, terms),
                zone.gang_members,
            )
            * coalition.raised(terms.offensive_factor, zone.attacked)
            * people.protection(
                command.density(protecting, self.residents),
                self.density_at_start,
                terms.protection_max,
                terms.protection_half_density,
            )
            * people.calmed(self.served, scenario.interventions.cvr_violence)
        )

    def _suffer(self, factor: float) -> None:
        """Lose residents to gangs, apart from contacts."""
        zone, terms = self.zone, self.zone.scenario.people
        truce = people.truce_factor(
            zone.model.coalition.cohesion,
            zone.scenario.gangs.cohesion_reference,
            terms.truce_reduction,
            terms.intergang_share,
        )
        expected = people.expected_violence(
            self.residents,
            terms.killed_by_gangs_per_100k_week,
            1.0 - zone.state_control,
            factor * truce,
            zone.period.weeks,
        )
        killed = zone.poisson("killed_by_gangs", expected)
        self.killed_by_violence = min(killed, self.residents)
        self.residents -= self.killed_by_violence

    def _defend_themselves(self) -> None:
        """Self-defence groups kill: members of gangs, and people taken for such."""
        zone, terms = self.zone, self.zone.scenario.people
        mobilised = people.mobilisation(self.opinion.harm_by_gangs, terms.fear_half) / max(
            people.mobilisation(terms.fear_reference, terms.fear_half), 1e-12
        )
        expected = float(
            people.expected_vigilantism(
                self.residents,
                terms.vigilante_per_100k_week,
                1.0 - zone.state_control,
                mobilised,
                zone.period.weeks,
            )
        )
        killed = zone.poisson("killed_by_vigilantes", expected * (1.0 - terms.vigilante_members))
        self.killed_by_vigilantes = min(killed, self.residents)
        self.residents -= self.killed_by_vigilantes
        for foothold in zone.footholds:
            foothold.lose_to_vigilantes(expected * terms.vigilante_members)

    def _be_hurt(self) -> None:
        """Be injured, for those killed by each perpetrator."""
        zone, terms = self.zone, self.zone.scenario.people
        self.injured_by_gangs = zone.poisson(
            "injured_by_gangs", terms.injured_per_killed * self.killed_by_gangs
        )
        self.injured_by_state = zone.poisson(
            "injured_by_state", terms.injured_per_killed * self.killed_by_state
        )
        self.injured_by_vigilantes = zone.poisson(
            "injured_by_vigilantes", terms.injured_by_vigilantes * self.killed_by_vigilantes
        )

    def _be_kidnapped(self, factor: float) -> None:
        """Be kidnapped, more where other rents of the gangs have fallen."""
        zone, terms, weeks = self.zone, self.zone.scenario.people, self.zone.period.weeks
        gangs_hold = 1.0 - zone.state_control
        instead = 1.0
        if gangs_hold > 0:
            replacing = ordered_sum(
                foothold.control * foothold.gang.finance.substitution for foothold in zone.footholds
            )
            instead = replacing / gangs_hold
        expected = people.expected_violence(
            self.residents, terms.kidnapped_per_100k_week, gangs_hold, factor * instead, weeks
        )
        self.kidnapped = zone.poisson("kidnapped", expected)
        self.kidnapped_per_week = float(
            decayed_mean(
                self.kidnapped_per_week,
                self.kidnapped / weeks,
                zone.scenario.gang_finance.kidnapping_memory_weeks,
                weeks,
            )
        )

    def _flee_and_return(self, factor: float, exposed_at_start: float) -> None:
        zone, terms, weeks = self.zone, self.zone.scenario.people, self.zone.period.weeks
        events = zone.poisson(
            "displacement_events",
            people.expected_displacement_events(
                terms.displacement_events_per_week,
                zone.residents_under_gangs / max(exposed_at_start, 1e-12),
                factor,
                weeks,
            ),
        )
        self.fled = int(
            people.displaced_by(
                events,
                zone.draw("displacement_size"),
                terms.displacement_median,
                terms.displacement_log_sd,
                self.residents,
                zone.row.population,
            )
        )
        self.returned = zone.binomial(
            "returns",
            self.displaced,
            people.may_return(self.held, chance(per_week(terms.return_per_month), weeks)),
        )
        self.residents += self.returned - self.fled
        self.displaced += self.fled - self.returned

    def held_inhabitants(self) -> int:
        """Inhabitants, as the table counts them, if the state has held the zone long enough."""
        zone = self.zone
        return int(
            territory.held_inhabitants(
                zone.row.population, zone.scenario.territory, weeks_held=zone.weeks_held
            )
        )
