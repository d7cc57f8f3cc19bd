"""A member of the Security Council and its leaning on the mission."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from msssim.engines.agents.actor import Actor

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.scenario.tables import CouncilMember as MemberRow


class CouncilMember(Actor, mesa.Agent):
    """A member of the Council, permanent or elected.

    Attributes
    ----------
    name
        The state.
    row
        Its row of the theatre's table: permanence, end of term, leaning.
    """

    def __init__(self, model: MissionModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        self.name = self.row.name

    @property
    def row(self) -> MemberRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.council.members[self.slot]
