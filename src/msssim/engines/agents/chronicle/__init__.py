"""The chronicle of a run: what happens in it, told as dated events.

It looks at the model after every step, compares what it sees with what it saw before, and tells
what has changed. It only looks: it changes nothing in the model and draws no random number, so a
run that is watched is the same as one that is not. A topic is a pair of functions: one takes down,
in plain values, what the topic needs of the model as it stands; the other tells what happened in a
step, from what was seen before it and after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from msssim.engines.agents.chronicle import deployment, ground, mandate
from msssim.world.calendar import Step
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

Topic = tuple[Callable[["MissionModel"], Any], Callable[[Any, Any, Step], Iterator[Event]]]

OF_A_MISSION: tuple[Topic, ...] = (
    (mandate.see_council, mandate.tell_council),
    (mandate.see_cases, mandate.tell_cases),
    (deployment.see_money, deployment.tell_money),
    (deployment.see_works, deployment.tell_works),
    (deployment.see_contingents, deployment.tell_contingents),
)
"""What is looked at only where there is a mission."""

ALWAYS: tuple[Topic, ...] = (
    (ground.see_gangs, ground.tell_gangs),
    (ground.see_harm, ground.tell_harm),
    (ground.see_ground, ground.tell_ground),
)
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
        self._topics = (*OF_A_MISSION, *ALWAYS) if model.plan.mission.enabled else ALWAYS
        self._before = [see(model) for see, _ in self._topics]

    def look(self) -> list[Event]:
        """Return what has happened in the last step, by date; nothing if none was played since."""
        step = self._model.period
        if not self._model.seen or step.index == self._looked_at:
            return []
        self._looked_at = step.index
        events: list[Event] = []
        for place, (see, tell) in enumerate(self._topics):
            now = see(self._model)
            events += tell(self._before[place], now, step)
            self._before[place] = now
        return sorted(events, key=lambda event: event.date)
