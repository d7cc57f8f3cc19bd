"""What the people of a zone remember, whom they trust, and whom they tell.

Harm is remembered for weeks, abuse for a year; trust follows presence, relief and conduct; tips
follow trust, and the state's intelligence follows tips. Aid reaches people as far as access allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.shown import Shown
from msssim.rules import command, operations, people, trust
from msssim.rules.hazard import decayed_mean, relax
from msssim.rules.postures import exposed_at_start
from msssim.world import variables
from msssim.world.kinds import Real

if TYPE_CHECKING:
    from msssim.engines.agents.actor import Inhabitants


class Opinion(variables.Opinion, Shown):
    """Trust, memory and tips of a zone's people, and access to them."""

    def __init__(self, inhabitants: Inhabitants) -> None:
        self.people = inhabitants
        self.zone = inhabitants.zone
        self.set_starts(self.zone.scenario)
        terms = self.zone.scenario.people
        self.harm_by_gangs = terms.killed_by_gangs_per_100k_week * (1.0 - self.zone.state_control)
        self.harm_by_gangs_at_start = self.harm_by_gangs
        self.tips_per_week = self._expected_tips(terms.trust_at_start, 1.0)
        self.tip_worth_at_start = float(trust.tip_saturation(self.tips_per_week, terms.tips_half))

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
        clashes = self.zone.fight.contacts / weeks
        self.clashes_per_week = float(decayed_mean(self.clashes_per_week, clashes, memory, weeks))

    def _clashes_at_start(self) -> float:
        """Contacts a week of the police that stand in the zone, at the start's postures."""
        zone, scenario = self.zone, self.zone.scenario
        members = zone.members_here
        exposed = float(exposed_at_start(scenario.gangs)) if members > 0 else 0.0
        found = exposed * operations.found_share(members, scenario.contacts)
        clashes = operations.expected_contacts(
            zone.force, scenario.contacts, intelligence=scenario.contacts.intelligence,
            gang_control=1.0 - zone.state_control, exposed=found, weeks=1.0,
        )  # fmt: skip
        return float(clashes)

    def _remembered(self, rate: float, killed: int) -> float:
        weeks, memory = self.zone.period.weeks, self.zone.scenario.people.fear_memory_weeks
        now_a_week = people.per_100k(killed, self.people.residents) / weeks
        return float(decayed_mean(rate, now_a_week, memory, weeks))

    def _access(self, aid_ratio: float, dialogue: float) -> float:
        """Humanitarian access to the zone."""
        zone, scenario = self.zone, self.zone.scenario
        infrastructure = zone.model.infrastructure
        roads = len(infrastructure.roads_of(zone))
        roads_open = zone.roads_open / roads if roads else 1.0
        access = people.access(
            scenario.people, scenario.interventions, state_control=zone.state_control,
            clashes_per_week=self.clashes_per_week, aid_ratio=aid_ratio, negotiation=dialogue,
            roads_open=roads_open, fuel_open=infrastructure.fuel_open,
        )  # fmt: skip
        return float(access)

    def _trust(self) -> None:
        """Trust and cooperation follow presence, relief and conduct."""
        terms, weeks = self.zone.scenario.people, self.zone.period.weeks
        abuse = float(trust.abuse_effect(self.zone.model.oversight.abuse_felt, terms.trust_abuse))
        rate, told = terms.trust_recovery_per_week, terms.abuse_on_tips * abuse
        self.trust = float(relax(self.trust, self._sustained(abuse), rate, weeks))
        self.cooperation = float(relax(self.cooperation, self._sustained(told), rate, weeks))

    def _sustained(self, abuse: float) -> Real:
        """Level to which trust tends, given what abuse costs it."""
        zone, scenario, given = self.zone, self.zone.scenario, self.zone.model.interventions
        density = command.density(zone.mission_force, self.people.residents)
        relief = trust.relief(given.aid_ratio, self.access, self.access_at_start)
        change = self.harm_by_gangs - self.harm_by_gangs_at_start
        return trust.sustained_trust(
            scenario.people, scenario.interventions, mission_density=density, relief=relief,
            harm_by_state=self.harm_by_state, harm_by_gangs_change=change,
            monitoring=given.monitoring, abuse=abuse,
        )  # fmt: skip

    def _expected_tips(self, cooperation: float, weeks: float) -> float:
        return float(
            trust.expected_tips(
                self.people.residents, self.zone.scenario.people,
                gang_control=1.0 - self.zone.state_control, cooperation=cooperation, weeks=weeks,
            )
        )  # fmt: skip

    def _inform(self) -> None:
        """Give tips; the state learns from them, as far as what it knows is shared."""
        zone, terms, weeks = self.zone, self.zone.scenario.people, self.zone.period.weeks
        self.tips = zone.poisson("tips", self._expected_tips(self.cooperation, weeks))
        told, memory = self.tips / weeks, terms.tips_memory_weeks
        self.tips_per_week = float(decayed_mean(self.tips_per_week, told, memory, weeks))
        worth = trust.tip_saturation(self.tips_per_week, terms.tips_half)
        intelligence = trust.intelligence_after(
            self.intelligence, zone.scenario.contacts, worth=worth, weeks=weeks,
            worth_at_start=self.tip_worth_at_start, shared=zone.model.command.effectiveness,
        )  # fmt: skip
        self.intelligence = float(intelligence)
