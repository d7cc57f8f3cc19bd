"""The properties of the model that every scenario must keep, and how each is asked.

A property is a fact of every step, a fact of the outcomes, a trial of worlds made of the scenario,
or a word on how runs are played. :data:`PROPERTIES` has them all by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from msssim.errors import InputError
from msssim.scenario import Scenario
from msssim.testing import relations
from msssim.testing.broken import Breach, CannotBeAskedError
from msssim.testing.extremes import EXTREMES
from msssim.testing.facts import FACTS
from msssim.testing.moments import Fact, Place, first_broken
from msssim.testing.plays import Plays
from msssim.testing.relations import RELATIONS
from msssim.testing.totals import TOTALS, Total
from msssim.testing.trials import Trial


@dataclass(frozen=True)
class Property:
    """Something that must hold of every scenario.

    Attributes
    ----------
    name, sentence
        What it is called, and what it says.
    source
        The section of docs/ODD.md that it comes from.
    ask
        Looks for a run in which it does not hold; None if it holds in all. Raises
        :class:`~.broken.CannotBeAskedError` if the scenario does not admit the question.
    of_a_mission
        Whether it says something of scenarios with a mission only.
    """

    name: str
    sentence: str
    source: str
    ask: Callable[[Plays], Breach | None]
    of_a_mission: bool = False

    def says_something_of(self, scenario: Scenario) -> bool:
        """Whether it applies to a scenario."""
        return scenario.mission.enabled or not self.of_a_mission


def _fact(fact: Fact, plays: Plays) -> Breach | None:
    plays.own  # noqa: B018  (it is watched while it is played)
    return _breach(plays, fact.name, plays.watch.broken.get(fact.name))


def _total(total: Total, plays: Plays) -> Breach | None:
    return _breach(plays, total.name, first_broken(total.holds(plays.own.outcomes, plays.weeks)))


def _trial(trial: Trial, plays: Plays) -> Breach | None:
    try:
        worlds = trial.worlds(plays.scenario)
    except InputError as error:
        raise CannotBeAskedError(f"Its world cannot be made of this scenario: {error}") from error
    place = first_broken(trial.holds(*(plays.of(world).outcomes for world in worlds)))
    if place is None:
        return None
    return Breach(place.part, place.run, place.date, plays.again(trial.name, place.run))


def _order_of_runs(plays: Plays) -> Breach | None:
    backwards = {name: values[::-1] for name, values in plays.backwards().outcomes.items()}
    place = first_broken(relations.same(plays.own.outcomes, backwards))
    return _breach(plays, "order_of_runs", place, of_all=True)


def _both_engines(plays: Plays) -> Breach | None:
    from msssim.engines.agents import MissionModel  # noqa: PLC0415  (Mesa is asked by this alone)

    model = MissionModel(plays.scenario, seed=plays.seed, run=0)
    while model.running:
        model.step()
    apart = {
        name: np.isclose([value], plays.own.outcomes[name][:1], rtol=1e-9, atol=0, equal_nan=True)
        for name, value in model.outcomes().items()
    }
    return _breach(plays, "both_engines", first_broken(apart))


def _breach(plays: Plays, name: str, place: Place | None, of_all: bool = False) -> Breach | None:
    """Return a breach by a run of the scenario itself; ``of_all`` if it takes all runs to show."""
    if place is None:
        return None
    again = plays.again(name, None if of_all else place.run)
    return Breach(place.part, place.run, place.date, again, plays.story(place.run))


_ALL = (
    *(Property(f.name, f.sentence, f.source, partial(_fact, f)) for f in FACTS),
    *(Property(t.name, t.sentence, t.source, partial(_total, t)) for t in TOTALS),
    *(
        Property(t.name, t.sentence, t.source, partial(_trial, t), t.of_a_mission)
        for t in (*EXTREMES, *RELATIONS)
    ),
    Property(
        "order_of_runs",
        "A run is the same whichever runs are played beside it, and in whichever order.",
        "4",
        _order_of_runs,
    ),
    Property(
        "both_engines",
        "The agents' model plays run 0 as the batch engine does, number by number.",
        "4",
        _both_engines,
    ),
)

PROPERTIES: dict[str, Property] = {each.name: each for each in _ALL}
"""Every property by name, in the order in which they are asked."""
