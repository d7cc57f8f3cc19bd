"""What the people of a zone remember, whom they trust, and whom they tell.

Harm is remembered for weeks, abuse for a year; trust follows presence, relief and conduct; tips
follow trust, and the state's intelligence follows tips. Aid reaches people as far as access allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.shown import Shown
from msssim.rules import command, operations, people, trust
from msssim.rules.hazard import decayed_mean
from msssim.rules.postures import exposed_at_start

if TYPE_CHECKING:
    from msssim.engines.agents.inhabitants import Inhabitants


class Opinion(Shown):
    """Trust, memory and tips of a zone's people, and access to them.

    Attributes
    ----------
    trust, cooperation, access, intelligence
        In [0, 1]; cooperation is trust as it counts for informing.
    clashes_per_week
        Operations that met a gang, as humanitarians remember them.
    harm_by_gangs, harm_by_state
        Civilians killed per 100,000 and week, as people remember it.
    tips
        Tips in the last step; ``tips_per_week`` evened out over some weeks.
    """

    def __init__(self, inhabitants: Inhabitants) -> None:
        self.people = inhabitants
        self.zone = inhabitants.zone
        terms = self.zone.scenario.people
        self.trust = self.cooperation = terms.trust_at_start
        self.harm_by_gangs = terms.killed_by_gangs_per_100k_week * (1.0 - self.zone.state_control)
        self.harm_by_gangs_at_start = self.harm_by_gangs
        self.harm_by_state = 0.0
        self.intelligence = self.zone.scenario.contacts.intelligence
        self.tips = 0
        self.tips_per_week = self._expected_tips(terms.trust_at_start, 1.0)
        self.tip_worth_at_start = float(trust.tip_saturation(self.tips_per_week, terms.tips_half))
        self.access = self.access_at_start = self.clashes_per_week = 0.0

    def settle(self) -> None:
        """Work out access before the first step, once the roads are known."""
        dialogue = self.zone.scenario.interventions.dialogue_at_start
        self.clashes_per_week = self._clashes_at_start()
        self.access = self._access(aid_ratio=1.0, dialogue=dialogue)
        self.access_at_start = self.access

    def form(self) -> None:
        """Remember the step, be reached by aid or not, trust, and tell."""
        self._remember()
        interventions = self.zone.model.interventions
        self.access = self._access(interventions.aid_ratio, interventions.dialogue)
        self._trust()
        self._inform()

    def _remember(self) -> None:
        self.harm_by_gangs = self._remembered(self.harm_by_gangs, self.people.killed_by_gangs)
        self.harm_by_state = self._remembered(self.harm_by_state, self.people.killed_by_state)

        weeks, memory = self.zone.period.weeks, self.zone.scenario.people.clash_memory_weeks
        self.clashes_per_week = float(
            decayed_mean(self.clashes_per_week, self.zone.fight.contacts / weeks, memory, weeks)
        )

    def _clashes_at_start(self) -> float:
        """Contacts a week of the police that stand in the zone, at the start's postures."""
        zone, scenario = self.zone, self.zone.scenario
        members = zone.gang_members
        exposed = float(exposed_at_start(scenario.gangs)) if members > 0 else 0.0
        return float(
            operations.expected_contacts(
                zone.force,
                scenario.contacts,
                intelligence=scenario.contacts.intelligence,
                gang_control=1.0 - zone.state_control,
                exposed=exposed * operations.found_share(members, scenario.contacts),
                weeks=1.0,
            )
        )

    def _remembered(self, rate: float, killed: int) -> float:
        weeks = self.zone.period.weeks
        now_a_week = people.per_100k(killed, self.people.residents) / weeks
        memory = self.zone.scenario.people.fear_memory_weeks
        return float(decayed_mean(rate, now_a_week, memory, weeks))

    def _access(self, aid_ratio: float, dialogue: float) -> float:
        """Humanitarian access to the zone."""
        zone, scenario = self.zone, self.zone.scenario
        terms, infrastructure = scenario.people, zone.model.infrastructure
        roads = len(infrastructure.roads_of(zone))
        return float(
            people.access(
                terms.access_base,
                terms.access_state_control,
                zone.state_control,
                terms.access_clashes,
                self.clashes_per_week,
                scenario.interventions.aid_access,
                aid_ratio,
                terms.access_negotiation,
                dialogue,
                terms.access_roads,
                zone.roads_open / roads if roads else 1.0,
                terms.access_fuel,
                infrastructure.fuel_open,
            )
        )

    @property
    def _abuse(self) -> float:
        """Trust that remembered abuse costs."""
        felt = self.zone.model.oversight.abuse_felt
        return float(trust.abuse_effect(felt, self.zone.scenario.people.trust_abuse))

    def _trust(self) -> None:
        """Trust and cooperation follow presence, relief and conduct."""
        terms, weeks = self.zone.scenario.people, self.zone.period.weeks
        abuse, rate = self._abuse, terms.trust_recovery_per_week
        self.trust = float(trust.trust_after(self.trust, self._sustained(abuse), rate, weeks))
        told = self._sustained(terms.abuse_on_tips * abuse)
        self.cooperation = float(trust.trust_after(self.cooperation, told, rate, weeks))

    def _sustained(self, abuse: float) -> float:
        """Level to which trust tends, given what abuse costs it."""
        zone, terms = self.zone, self.zone.scenario.people
        aims, interventions = zone.scenario.interventions, zone.model.interventions
        return float(
            trust.sustained_trust(
                terms.trust_at_start,
                terms.trust_presence,
                command.density(zone.mission_force, self.people.residents),
                aims.aid_trust,
                trust.relief(interventions.aid_ratio, self.access, self.access_at_start),
                terms.trust_harm,
                self.harm_by_state,
                terms.trust_gang_harm,
                self.harm_by_gangs - self.harm_by_gangs_at_start,
                aims.monitoring_trust,
                interventions.monitoring - aims.monitoring_at_start,
                abuse,
            )
        )

    def _expected_tips(self, cooperates: float, weeks: float) -> float:
        zone, terms = self.zone, self.zone.scenario.people
        return float(
            trust.expected_tips(
                terms.tips_per_100k_week,
                self.people.residents,
                1.0 - zone.state_control,
                terms.tips_danger,
                cooperates,
                terms.trust_at_start,
                terms.tips_trust,
                weeks,
            )
        )

    def _inform(self) -> None:
        """Give tips; the state learns from them, as far as what it knows is shared."""
        zone, terms, weeks = self.zone, self.zone.scenario.people, self.zone.period.weeks
        contacts = zone.scenario.contacts
        self.tips = zone.poisson("tips", self._expected_tips(self.cooperation, weeks))
        self.tips_per_week = float(
            decayed_mean(self.tips_per_week, self.tips / weeks, terms.tips_memory_weeks, weeks)
        )
        self.intelligence = float(
            trust.intelligence_after(
                self.intelligence,
                contacts.intelligence,
                contacts.intelligence_tips,
                trust.tip_saturation(self.tips_per_week, terms.tips_half),
                self.tip_worth_at_start,
                zone.model.command.effectiveness,
                contacts.intelligence_adjustment_per_week,
                weeks,
            )
        )
