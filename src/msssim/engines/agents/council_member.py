"""A member of the Security Council: its term, its leanings, its vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from msssim.engines.agents.actor import Actor
from msssim.rules import council
from msssim.world.calendar import day_of
from msssim.world.kinds import Ballot

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.scenario.parameters.tables import CouncilMember as MemberRow


class CouncilMember(Actor, mesa.Agent):
    """A member of the Council, permanent or elected.

    Attributes
    ----------
    name
        The state.
    row
        Its row of the theatre's table: permanence, term, leanings.
    """

    kind = "member"

    def __init__(self, model: MissionModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        self.name = self.row.name

    @property
    def row(self) -> MemberRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.council.members[self.slot]

    @property
    def sits(self) -> bool:
        """Whether it sits on the Council today."""
        row, start = self.row, self.scenario.start
        since = float("-inf") if row.since is None else day_of(row.since, start)
        until = float("inf") if row.until is None else day_of(row.until, start)
        return bool(council.sits(since, until, self.period.day))

    def vote(self, draft: str, leaning: float, mood: float) -> Ballot:
        """Vote on a draft, given its leaning and what the draft and the mission add to it."""
        readiness = leaning + mood
        ballot = council.ballot(self.draw(draft), readiness, self.scenario.council.abstention)
        return Ballot(int(ballot))
