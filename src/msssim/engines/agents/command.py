"""The mission's command, and human-rights oversight of it.

The command leads and speaks, loses secrets, and places the force. Oversight prevents abuse, or
finds it.

Strategic clarity wins contributors and donors; operational exposure gives operations away. They are
two things, and the command owns both. Where a doctrine sends the force is in
:mod:`msssim.engines.agents.placement`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.engines.agents.placement import placed
from msssim.rules import command, contacts, contingents, openness
from msssim.rules.hazard import chance, decayed_sum, per_week, relax
from msssim.world import variables
from msssim.world.calendar import day_of
from msssim.world.kinds import Real
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.engines.agents.contingents import Contingent


class Command(variables.Command, Institution):
    """The mission's headquarters."""

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.exposure = float(openness.exposure(self.clarity, self.scenario.governance))

    @property
    def in_theatre(self) -> int:
        """Mission personnel in theatre, persons."""
        return ordered_sum(contingent.in_theatre for contingent in self.model.contingents)

    @property
    def force_target(self) -> int:
        """Planned strength, persons."""
        return self.scenario.mission.force_target

    @property
    def slippage_now(self) -> float:
        """Time since authorisation against the time first announced."""
        scenario = self.scenario
        return float(
            contingents.slippage(
                self.period.end_day - 1,
                day_of(scenario.mission.first_announced, scenario.start),
                day_of(scenario.council.authorised_on, scenario.start),
            )
        )

    @property
    def filled(self) -> float:
        """Strength in theatre against the planned strength."""
        return self.in_theatre / max(self.scenario.mission.force_target, 1)

    @property
    def effectiveness(self) -> float:
        """Part of the mission's effect that coordination lets through."""
        return float(openness.effectiveness(self.coordination, self.scenario.governance))

    @property
    def deaths_remembered(self) -> float:
        """Mission deaths that still weigh on donors and contributors."""
        return ordered_sum(contingent.deaths_remembered for contingent in self.model.contingents)

    # -- who leads

    @property
    def lead(self) -> Contingent | None:
        """The lead nation's contingent, if the table names one."""
        leads = [contingent for contingent in self.model.contingents if contingent.lead]
        return leads[0] if leads else None

    @property
    def leaderless(self) -> bool:
        """Whether the lead nation is lost and nobody has taken over."""
        return self.lead is not None and self.lead.lost_to_mission and not self._taken_over

    @property
    def _taken_over(self) -> bool:
        """Whether another state leads, or a UN operation, which needs no lead nation."""
        return self.replacement_lead or self.model.council.assessed

    def _is_led(self) -> bool:
        """Whether others than the lead nation may land."""
        lead = self.lead
        if lead is None or self._taken_over or not self.scenario.mission.lead_lands_first:
            return True
        return lead.has_landed and not lead.lost_to_mission

    def seek_lead(self) -> None:
        """Another state may take over from a lead nation that is lost."""
        lead = self.lead
        if lead is not None and lead.lost_to_mission and self.model.council.in_force:
            hazard = per_week(self.scenario.mission.replacement_lead_per_month)
            if self.draw("replacement_lead") < chance(hazard, self.period.weeks):
                self.replacement_lead = True
        self.led = self._is_led()

    # -- what is known, and how it works together

    def speak(self) -> None:
        """Clarity and coordination approach what policy aims at; leaks and turnover set back."""
        terms, council = self.scenario.governance, self.model.council
        if self.scenario.mission.enabled:
            aim = openness.clarity_aim(council.conops_filed, terms)
            self.clarity = self._towards(self.clarity, aim)
            aim = openness.coordination_aim(terms)
            bonus = self.scenario.council.office_coordination
            aim = openness.raised(aim, council.office_serves, bonus)
            self.coordination = float(
                openness.coordination_after(
                    self._towards(self.coordination, aim), terms,
                    leaks=self.leaks_with_mission, fell=self.model.authorities.fell,
                )
            )  # fmt: skip
        self.exposure = float(openness.exposure(self.clarity, terms))

    def _towards(self, level: float, aim: Real) -> float:
        rate = 1.0 / self.scenario.governance.adjustment_weeks
        return float(relax(level, aim, rate, self.period.weeks))

    def commitment_factor(self) -> float:
        """How much openness, peers, losses and the mandate change an offer's commitment."""
        scenario, oversight, council = self.scenario, self.model.oversight, self.model.council
        committed, deaths = self._share_committed(), self.deaths_remembered
        left = council.weeks_of_mandate_left
        factor = contingents.commitment_factor(
            scenario.mission, scenario.governance, clarity=self.clarity, assessed=council.assessed,
            oversight=oversight.oversight, cases=oversight.cases_remembered, deaths=deaths,
            coordination=self.coordination, share_committed=committed, mandate_weeks_left=left,
        )  # fmt: skip
        return float(factor)

    def standing(self) -> float:
        """Standing of the mission among those who might contribute."""
        return float(
            contingents.standing(
                self.scenario.mission, clarity=self.clarity,
                oversight=self.model.oversight.oversight, share_committed=self._share_committed(),
            )
        )  # fmt: skip

    def _share_committed(self) -> float:
        contributors = self.model.contingents
        offered = ordered_sum(contingent.offered for contingent in contributors)
        committed = ordered_sum(
            contingent.offered
            for contingent in contributors
            if contingent.committed and not contingent.going_home
        )
        return committed / max(offered, 1)

    # -- the force

    def place_force(self) -> None:
        """Send who can move to the zones, as the doctrine says."""
        contacts, effectiveness = self.scenario.contacts, self.effectiveness
        self.mobile = self._mobile()
        persons_in = placed(self.scenario, self.model.zones, self.mobile, effectiveness)
        for zone, persons in zip(self.model.zones, persons_in, strict=True):
            zone.mission_force = float(
                command.presence(0.0, persons, contacts, effectiveness=effectiveness)
            )

    def _mobile(self) -> float:
        """Persons who can move; a handover to the UN ties down a part of them."""
        mobile, council = self.model.fleet.mobile(self.in_theatre), self.model.council
        if council.converted and not council.assessed:
            return mobile * (1.0 - self.scenario.council.handover_dip)
        return mobile

    # -- the fight

    def restrain(self) -> None:
        """Set the restraint in the use of force, stronger where human rights are monitored."""
        monitoring = self.model.interventions.monitoring
        self.restraint = float(
            contacts.restraint_under(
                monitoring, self.scenario.contacts, self.scenario.interventions
            )
        )

    @property
    def joint_protection(self) -> float:
        """Factor on losses of police on joint operations: the mission's armour covers some."""
        fire = self.scenario.contacts
        shared = fire.armour * fire.joint_armour
        return float(contacts.protection(shared, self.model.fleet.availability))

    def take_losses(self) -> None:
        """Lose persons of each contingent; armour protects those who have a vehicle."""
        protection = contacts.protection(
            self.scenario.contacts.armour, self.model.fleet.availability
        )
        exposed = ordered_sum(zone.fight.mission_deaths for zone in self.model.zones)
        shielded = float(exposed * protection)
        present = max(self.in_theatre, 1)
        for contingent in self.model.contingents:
            contingent.take_losses(shielded, present)

    def debrief(self) -> None:
        """Count the step's contacts and leaks."""
        fights = [zone.fight for zone in self.model.zones]
        self.mission_contacts = float(ordered_sum(fight.contacts_with_mission for fight in fights))
        self.leaks_with_mission = ordered_sum(fight.leaks_of_mission for fight in fights)


class Oversight(variables.Oversight, Institution):
    """Those who watch the mission's conduct."""

    def watch(self) -> None:
        """Approach the level that policy aims at; abuse happens, and some of it comes to light."""
        terms, weeks = self.scenario.governance, self.period.weeks
        if self.scenario.mission.enabled:
            self.oversight = float(
                relax(self.oversight, self._aim(), 1.0 / terms.adjustment_weeks, weeks)
            )
        present = self.model.command.in_theatre
        expected = openness.expected_abuse(present, terms, oversight=self.oversight, weeks=weeks)
        self.abuse_cases = self.poisson("abuse", expected)
        self.abuse_detected = self.binomial(
            "detection", self.abuse_cases, openness.detection(self.oversight, terms)
        )
        memory = self.scenario.mission.memory_weeks
        self.cases_remembered = float(
            decayed_sum(self.cases_remembered, self.abuse_detected, memory, weeks)
        )

    def become_known(self) -> None:
        """People hear of the step's detected cases, and remember them for long."""
        memory, weeks = self.scenario.people.abuse_memory_weeks, self.period.weeks
        self.abuse_felt = float(decayed_sum(self.abuse_felt, self.abuse_detected, memory, weeks))

    def _aim(self) -> Real:
        """Level that policy aims at; a UN body that serves raises it."""
        terms, council = self.scenario.council, self.model.council
        aim: Real = self.scenario.governance.oversight
        aim = openness.raised(aim, council.office_serves, terms.office_oversight)
        return openness.raised(aim, council.assessed, terms.conversion_oversight)
