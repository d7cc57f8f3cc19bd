"""A gang: its base, its footholds, what it believes about the mission, and its posture.

Each step a gang weighs confrontation against a low profile, from what is public and from its own
experience of the mission. It fights, loses, learns, draws rent from the inhabitants it controls,
and recruits by that rent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.adding import add_up
from msssim.rules import choice, contacts, means

if TYPE_CHECKING:
    from msssim.engines.agents.coalition import PublicPicture
    from msssim.engines.agents.foothold import Foothold
    from msssim.engines.agents.model import MissionModel
    from msssim.engines.agents.zone import Zone
    from msssim.scenario.tables import Gang as GangRow


class Gang(Actor, CellAgent):
    """An armed group; it stands in the cell of its base.

    Attributes
    ----------
    name
        As UN reports name it.
    footholds
        Its presence, one foothold a zone, by name of the zone.
    confronting
        Posture: confrontation (True) or a low profile.
    wants_to_confront
        What it has chosen in this step, before anybody acts.
    successes, failures
        Its Beta belief about the mission's capability, in contacts remembered.
    rent_at_start
        Rent before the first step, in residents under its control.
    """

    kind = "gang"

    def __init__(self, model: MissionModel, slot: int, base: Zone) -> None:
        super().__init__(model)
        self.slot = slot
        self.name = self.row.name
        self.cell = base
        self.footholds: list[Foothold] = []
        gangs = self.scenario.gangs
        self.successes = gangs.belief_mean * gangs.belief_weight
        self.failures = (1.0 - gangs.belief_mean) * gangs.belief_weight
        self.confronting = True
        self.wants_to_confront = True
        self.rent_at_start = 0.0

    @property
    def row(self) -> GangRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.gangs.groups[self.slot]

    @property
    def members(self) -> int:
        """Members in all its footholds, persons."""
        return add_up(foothold.fighters for foothold in self.footholds)

    @property
    def belief(self) -> float:
        """Capability that it ascribes to the mission, in [0, 1]."""
        return float(choice.belief(self.successes, self.failures))

    @property
    def exposed_share(self) -> float:
        """Part of it that repression falls on: it is spared some of it while it hides."""
        return float(contacts.exposed_share(self.confronting, self.scenario.gangs.conditionality))

    def rent(self, confronting: float) -> float:
        """Rent from all its footholds, in residents under its control; hiding gives up part."""
        given_up = self.scenario.gangs.rent_given_up
        rents = (
            means.rent(foothold.control, foothold.cell.people.residents, confronting, given_up)
            for foothold in self.footholds
        )
        return add_up(float(rent) for rent in rents)

    def choose(self, public: PublicPicture) -> None:
        """Choose a posture from what is public, without acting on it yet."""
        gangs = self.scenario.gangs
        loss = self._expected_loss()
        share = choice.internalised_share(
            self.members / public.all_members,
            public.bloc_share,
            public.cohesion,
            self.row.coalition,
        )
        likely = choice.confront_probability(
            choice.confront_payoff(loss, gangs.loss_aversion, gangs.concession, share),
            choice.low_profile_payoff(
                loss,
                gangs.loss_aversion,
                gangs.rent_given_up,
                gangs.conditionality,
                gangs.patience,
                public.stay_weeks,
                gangs.foothold_value,
                public.seriousness,
            ),
            gangs.rationality,
        )
        self.wants_to_confront = bool(self.draw("posture") < likely)

    def _expected_loss(self) -> float:
        """Part of its members that it expects to lose in a week if it fights."""
        police = add_up(
            foothold.cell.police_force * foothold.share_of_zone for foothold in self.footholds
        )
        mission = add_up(
            foothold.cell.mission_force * foothold.share_of_zone for foothold in self.footholds
        )
        return float(
            choice.expected_loss(
                self.belief, police, mission, self.members, self.scenario.gangs.expected_loss_max
            )
        )

    def take_posture(self) -> None:
        """Act on the choice."""
        self.confronting = self.wants_to_confront

    def learn(self) -> None:
        """Update the belief about the mission from the contacts with it and how they ended."""
        kept = choice.remembered(1.0, self.scenario.gangs.belief_memory, self.period.weeks)
        seen = [
            foothold.cell.contacts_with_mission * foothold.share_of_zone
            for foothold in self.footholds
        ]
        lost = [
            contacts_seen * foothold.cell.success_of_state
            for contacts_seen, foothold in zip(seen, self.footholds, strict=True)
        ]
        self.successes = float(self.successes * kept + add_up(lost))
        self.failures = float(
            self.failures * kept + add_up(a - b for a, b in zip(seen, lost, strict=True))
        )

    def recruit_and_lose(self, all_members: int) -> None:
        """Recruit by the rent that it draws; lose those who leave by themselves.

        Parameters
        ----------
        all_members
            Members of all gangs before anybody recruits: they share the pool.
        """
        tools, programmes = self.scenario.tools, self.model.programmes
        rent = float(
            means.rent_index(
                self.rent(self.confronting),
                self.rent_at_start,
                programmes.sanctions,
                tools.sanctions_at_start,
            )
        )
        programme = float(means.programme_effect(programmes.cvr_slots, tools.cvr_half_slots))
        members = self.members
        for foothold in self.footholds:
            foothold.recruit_and_lose(members, all_members, rent, programme)
