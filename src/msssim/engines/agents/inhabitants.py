"""The inhabitants of a zone: residents, displaced, dead; their trust, and access to them.

Violence follows the gangs' control, posture and cohesion and an offensive; presence of the state
lowers it. A person of the zone is a resident, displaced, or killed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.adding import add_up
from msssim.rules import command, contacts, people, territory
from msssim.rules.hazard import chance, per_week

if TYPE_CHECKING:
    from msssim.engines.agents.zone import Zone


class Inhabitants:
    """The people of a zone.

    Attributes
    ----------
    residents, displaced, killed
        Persons; together they are the population at the start.
    trust, access
        Community trust and humanitarian access, in [0, 1].
    density_at_start
        The state's presence before the first step, persons per 1,000 residents.
    killed_by_gangs, killed_by_state, killed_by_vigilantes, injured, kidnapped
        Persons in the last step.
    """

    def __init__(self, zone: Zone, residents: int, displaced: int) -> None:
        self.zone = zone
        self.residents = residents
        self.displaced = displaced
        self.killed = 0
        self.trust = zone.scenario.people.trust_at_start
        self.access = 0.0
        self.density_at_start = 0.0
        self.killed_by_gangs = self.killed_by_state = self.killed_by_vigilantes = 0
        self.injured = self.kidnapped = 0

    @property
    def killed_now(self) -> int:
        """Civilians killed by anybody in the last step."""
        return self.killed_by_gangs + self.killed_by_state + self.killed_by_vigilantes

    @property
    def held(self) -> bool:
        """Whether the state has held the zone long enough for people to return."""
        return self.zone.weeks_held >= self.zone.scenario.territory.held_weeks

    def caught_in_crossfire(self, casualties_per_contact: float) -> None:
        """Count the residents killed by the state's unaimed fire; they are taken out later."""
        zone, fire = self.zone, self.zone.scenario.contacts
        expected = contacts.expected_civilians_killed(
            zone.fought, casualties_per_contact, fire.civilians_per_gang_casualty, fire.intelligence
        )
        killed = zone.poisson("killed_by_state", expected)
        self.killed_by_state = min(killed, self.residents)

    def live_through(self, exposed_at_start: float) -> None:
        """Suffer violence, flee and return, trust or not.

        ``exposed_at_start`` is the number of inhabitants under gang control at the start, in the
        whole theatre: the rate of displacement is stated for them.
        """
        factor = self._violence_factor()
        self._suffer(factor)
        self._flee_and_return(factor, exposed_at_start)
        self._judge()

    def _violence_factor(self) -> float:
        """Violence of gangs against the start, for the same residents and control."""
        zone, model, scenario = self.zone, self.zone.model, self.zone.scenario
        terms, coalition = scenario.people, model.coalition
        confronting = add_up(
            foothold.share_of_zone * foothold.gang.confronting for foothold in zone.footholds
        )
        kind = 1.0 if model.council.converted else terms.protection_adhoc
        protecting = zone.police_force + kind * zone.mission_force
        return float(
            people.activity(
                confronting,
                terms.low_profile_violence,
                scenario.gangs.confronting_at_start,
                zone.gang_members,
            )
            * (terms.offensive_factor if coalition.offensive else 1.0)
            * people.protection(
                command.density(protecting, self.residents),
                self.density_at_start,
                terms.protection_max,
                terms.protection_half_density,
            )
        )

    def _suffer(self, factor: float) -> None:
        """Be killed by gangs or self-defence groups, injured, kidnapped; the dead are residents."""
        zone, terms, weeks = self.zone, self.zone.scenario.people, self.zone.period.weeks
        gangs_hold = 1.0 - zone.state_control
        self.residents -= self.killed_by_state
        truce = people.truce_factor(
            zone.model.coalition.cohesion,
            zone.scenario.gangs.cohesion_at_start,
            terms.truce_reduction,
            terms.intergang_share,
        )
        expected = people.expected_violence(
            self.residents, terms.killed_by_gangs_per_100k_week, gangs_hold, factor * truce, weeks
        )
        killed = zone.poisson("killed_by_gangs", expected)
        self.killed_by_gangs = min(killed, self.residents)
        self.residents -= self.killed_by_gangs
        expected = people.expected_vigilantism(
            self.residents, terms.vigilante_per_100k_week, gangs_hold, factor, weeks
        )
        killed = zone.poisson("killed_by_vigilantes", expected)
        self.killed_by_vigilantes = min(killed, self.residents)
        self.residents -= self.killed_by_vigilantes
        self.killed += self.killed_now
        self.injured = zone.poisson(
            "injured", terms.injured_per_killed * (self.killed_by_gangs + self.killed_by_state)
        )
        expected = people.expected_violence(
            self.residents, terms.kidnapped_per_100k_week, gangs_hold, factor, weeks
        )
        self.kidnapped = zone.poisson("kidnapped", expected)

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
        fleeing = int(
            people.displaced_by(
                events,
                zone.draw("displacement_size"),
                terms.displacement_median,
                terms.displacement_log_sd,
                self.residents,
            )
        )
        returning = zone.binomial(
            "returns",
            self.displaced,
            people.may_return(self.held, chance(per_week(terms.return_per_month), weeks)),
        )
        self.residents += returning - fleeing
        self.displaced += fleeing - returning

    def _judge(self) -> None:
        """Trust the state's forces more or less; let aid reach them or not."""
        zone, model, scenario = self.zone, self.zone.model, self.zone.scenario
        terms, tools, weeks = scenario.people, scenario.tools, zone.period.weeks
        aid_ratio = model.programmes.aid_ratio
        self.trust = float(
            people.trust_after(
                self.trust,
                people.sustained_trust(terms.trust_at_start, tools.aid_trust, aid_ratio),
                terms.trust_recovery_per_week,
                terms.trust_presence,
                zone.mission_force * 1000.0 / max(self.residents, 1),
                terms.trust_harm,
                self.killed_by_state,
                self.residents,
                terms.trust_abuse,
                model.oversight.abuse_detected,
                weeks,
            )
        )
        self.access = float(
            people.access(
                terms.access_base,
                terms.access_state_control,
                zone.state_control,
                terms.access_clashes,
                zone.contacts / weeks,
                tools.aid_access,
                aid_ratio,
            )
        )

    def held_inhabitants(self) -> int:
        """Inhabitants, as the table counts them, if the state has held the zone long enough."""
        zone = self.zone
        return int(
            territory.held_inhabitants(
                zone.row.population, zone.weeks_held, zone.scenario.territory.held_weeks
            )
        )
