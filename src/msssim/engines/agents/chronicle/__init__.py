"""The chronicle of a run: what happens in it, told as dated events.

It looks at the model after every step, compares what it sees with what it saw before, and tells
what has changed. It only looks: it changes nothing in the model and draws no luck, so a run that is
watched is the same as one that is not. Each topic of the story is a file of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msssim.engines.agents.chronicle import (
    contributors,
    courts,
    gangs,
    ground,
    harm,
    mandate,
    money,
    works,
)
from msssim.engines.agents.chronicle.topic import Topic
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

OF_A_MISSION = (mandate.TOPIC, courts.TOPIC, money.TOPIC, works.TOPIC, contributors.TOPIC)
"""What is looked at only where there is a mission."""

ALWAYS = (gangs.TOPIC, harm.TOPIC, ground.TOPIC)
"""What is looked at in any run; events of one date are told in the order of a step."""


class Chronicle:
    """Who watches a model, and tells what happens.

    Parameters
    ----------
    model
        The model to watch, from now on.

    Examples
    --------
    >>> from msssim.engines.agents import MissionModel
    >>> model = MissionModel("as_is", seed=1, run=0)
    >>> chronicle = Chronicle(model)
    >>> model.step()
    >>> [event.kind for event in chronicle.look() if event.kind == "tranche"]
    ['tranche']
    >>> model.close()
    """

    def __init__(self, model: MissionModel) -> None:
        self._model = model
        self._looked_at = model.period.index if model.seen else -1
        topics = (*OF_A_MISSION, *ALWAYS) if model.plan.mission.enabled else ALWAYS
        self._topics: tuple[Topic[Any], ...] = topics
        self._sights: list[Any] = [topic.see(model) for topic in topics]

    def look(self) -> list[Event]:
        """Return what has happened in the last step, by date; nothing if none was played since."""
        step = self._model.period
        if not self._model.seen or step.index == self._looked_at:
            return []
        self._looked_at = step.index
        events: list[Event] = []
        for place, topic in enumerate(self._topics):
            now = topic.see(self._model)
            events += topic.tell(self._sights[place], now, step)
            self._sights[place] = now
        return sorted(events, key=lambda event: event.date)
