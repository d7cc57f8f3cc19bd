"""A foothold: the members of one gang in one zone.

Manpower, control and luck in a fight are local, so they live here; posture and belief are the
gang's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.adding import add_up
from msssim.rules import means, territory

if TYPE_CHECKING:
    from msssim.engines.agents.gang import Gang
    from msssim.engines.agents.zone import Zone


class Foothold(Actor, CellAgent):
    """A gang's presence in a zone; it stands in the cell of that zone.

    Attributes
    ----------
    gang
        The gang that it belongs to.
    fighters
        Armed members here, persons.
    control
        Share of the zone under this gang's control, in [0, 1].
    share_of_zone
        Part of all gang members in the zone when postures were last chosen.
    killed, arrested, recruited, left
        Members lost and won in the last step, persons.
    """

    kind = "foothold"
    cell: Zone

    def __init__(self, gang: Gang, slot: int, zone: Zone, fighters: int) -> None:
        super().__init__(gang.model)
        self.slot = slot
        self.gang = gang
        self.name = f"{gang.name} in {zone.name}"
        self.cell = zone
        self.fighters = fighters
        self.control = 0.0
        self.share_of_zone = 0.0
        self.killed = self.arrested = self.recruited = self.left = 0

    def take_stock(self) -> None:
        """See how large a part of the zone's gang members it is."""
        self.share_of_zone = self.fighters / max(self.cell.gang_members, 1)

    @property
    def sought(self) -> float:
        """Its part of the zone's gang members, as far as repression falls on it."""
        return self.share_of_zone * self.gang.exposed_share

    def take_losses(self, casualties_per_contact: float) -> None:
        """Lose members killed and arrested in its part of the zone's contacts."""
        fire = self.scenario.contacts
        part = self.sought / max(self.cell.exposed, 1e-12)
        met = self.cell.fought * part
        killed = self.poisson("killed", met * casualties_per_contact * fire.killed_share)
        self.killed = min(killed, self.fighters)
        arrested = self.poisson("arrested", met * fire.arrests_per_contact * fire.intelligence)
        self.arrested = min(arrested, self.fighters - self.killed)
        self.fighters -= self.killed + self.arrested

    def strength(self, confronting: float) -> float:
        """Strength in the contest for the zone; its gang's members next door count in part.

        ``confronting`` is the gang's posture, 0 or 1, or a share.
        """
        terms = self.scenario.territory
        effort = territory.gang_effort(
            self.fighters,
            self._members_next_door(),
            terms.spill,
            confronting,
            terms.low_profile_effort,
        )
        return float(territory.contest_strength(effort, terms.contest_exponent))

    def _members_next_door(self) -> int:
        return add_up(
            sister.fighters for sister in self.gang.footholds if self.cell.borders(sister.cell)
        )

    @property
    def share_of_gang(self) -> float:
        """Part of the gang's recruits that it sends here."""
        return float(
            means.foothold_share(
                self.cell is self.gang.cell,
                len(self.gang.footholds),
                self.scenario.gangs.base_share,
            )
        )

    def recruit_and_lose(
        self, gang_members: int, all_members: int, rent: float, programme: float
    ) -> None:
        """Win recruits and lose deserters.

        ``rent`` is the gang's rent against the start, ``programme`` the effect of reintegration
        places.
        """
        gangs, tools, weeks = self.scenario.gangs, self.scenario.tools, self.period.weeks
        self.recruited = self.poisson(
            "recruited",
            means.expected_recruits(
                gang_members,
                self.share_of_gang,
                all_members,
                gangs.recruitment_per_week,
                gangs.saturation_members,
                rent,
                programme,
                tools.cvr_recruitment,
                weeks,
            ),
        )
        self.left = self.binomial(
            "deserted",
            self.fighters,
            means.desertion_chance(
                gangs.desertion_per_week,
                programme,
                tools.cvr_exit,
                self.model.programmes.dialogue,
                tools.dialogue_exit,
                weeks,
            ),
        )
        self.fighters += self.recruited - self.left
