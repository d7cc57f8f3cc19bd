"""The properties of the model that every scenario must keep, and how each is asked.

A property is an invariant of every step, an invariant of the outcomes, a relation between worlds
made of the scenario, or a statement on how runs are played. :data:`PROPERTIES` has them all.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from msssim.engines.batch import Played, run_block
from msssim.errors import InputError, MsssimError, RunError
from msssim.scenario import Scenario
from msssim.testing import conservation, deployment, relations
from msssim.testing.extremes import EXTREMES
from msssim.testing.invariants import Invariant, Location, Relation, Watch, first_violated
from msssim.testing.relations import RELATIONS
from msssim.testing.totals import TOTALS
from msssim.testing.violations import CannotBeAskedError, Violation
from msssim.text import text
from msssim.world.calendar import DAYS_PER_WEEK

INVARIANTS = (
    Invariant(conservation.persons_are_conserved, "5.8"),
    Invariant(conservation.inhabitants_are_conserved, "5.14"),
    Invariant(conservation.members_are_conserved, "5.12"),
    Invariant(conservation.officers_are_conserved, "5.13"),
    Invariant(conservation.vehicles_are_conserved, "5.8"),
    Invariant(conservation.pledges_are_conserved, "5.7"),
    Invariant(conservation.cash_is_conserved, "5.7"),
    Invariant(conservation.control_sums_to_one, "5.11"),
    Invariant(conservation.variables_stay_in_their_ranges, "2"),
    Invariant(conservation.no_part_is_larger_than_its_whole, "2"),
    Invariant(deployment.nobody_lands_without_a_mandate, "5.8"),
    Invariant(deployment.nobody_lands_without_consent, "5.8"),
    Invariant(deployment.nobody_lands_without_legal_clearance, "5.8"),
    Invariant(deployment.nobody_lands_without_a_base, "5.8"),
    Invariant(deployment.nobody_lands_without_vehicles, "5.8"),
    Invariant(deployment.nobody_lands_without_a_flight, "5.8"),
    Invariant(deployment.nobody_lands_without_cover, "5.7"),
    Invariant(deployment.nobody_lands_beyond_the_target, "5.5"),
    Invariant(deployment.a_lapse_ends_in_a_drawdown, "5.8"),
)
"""Every invariant of a step with the section of docs/ODD.md that it comes from."""


class RunCache:
    """What there is to look at when properties of a scenario are asked.

    Parameters
    ----------
    scenario
        What is played.
    runs, seed
        How often, and the seed; run *k* does not depend on how many are played.
    days
        Horizon; None takes the scenario's.
    named
        How the scenario is named on a command line: a file or a shipped name.
    """

    def __init__(
        self, scenario: Scenario, runs: int, seed: int, days: int | None, named: str
    ) -> None:
        self.scenario = scenario
        if days is not None:
            self.scenario = scenario.with_values({"horizon_days": days})
        self.runs, self.seed, self.days, self.named = runs, seed, days, named
        self.watch = Watch(INVARIANTS)

    @property
    def weeks(self) -> float:
        """Length of a run."""
        return self.scenario.days_played / DAYS_PER_WEEK

    @cached_property
    def own(self) -> Played:
        """The scenario itself, watched for all invariants on the way."""
        return self._played(self.scenario, range(self.runs), self.watch)

    def of(self, world: Scenario) -> Played:
        """Play a world; the scenario itself is played once."""
        return self.own if world is self.scenario else self._played(world, range(self.runs))

    def backwards(self) -> Played:
        """Play the scenario's runs in the other order."""
        return self._played(self.scenario, range(self.runs - 1, -1, -1))

    def story(self, run: int) -> str:
        """Return the commands that tell a run of the scenario by dates."""
        folder = f"results/again_{self._fingerprint}_{run}"
        play = f"msssim run {self._name} --runs {run + 1} {self._seed} --out {folder}"
        return f"{play} && msssim replay {folder} --run {run}"

    def again(self, name: str, run: int | None) -> str:
        """Return the command that asks one property again, of as few runs as show it."""
        runs = self.runs if run is None else run + 1
        return f"msssim check {self._name} --properties --only {name} --runs {runs} {self._seed}"

    @property
    def _fingerprint(self) -> str:
        """A few letters of what is played, so that no two plays are stored in one folder."""
        played = json.dumps([self.scenario.resolved(), self.seed], sort_keys=True, default=str)
        return hashlib.sha256(played.encode()).hexdigest()[:6]

    @property
    def _name(self) -> str:
        return shlex.quote(self.named)

    @property
    def _seed(self) -> str:
        return f"--seed {self.seed}" + ("" if self.days is None else f" --days {self.days}")

    def _played(self, world: Scenario, runs: range, watch: Watch | None = None) -> Played:
        try:
            return run_block(world, seed=self.seed, runs=runs, watch=watch)
        except MsssimError:
            raise
        except Exception as error:  # whatever the engine raises is the finding
            reason = f"{type(error).__name__}: {error}"
            raise RunError(
                text("problems.cannot_be_played", name=self.named, reason=reason)
            ) from error


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
        :class:`~.violations.CannotBeAskedError` if the scenario does not admit the question.
    of_a_mission
        Whether it says something of scenarios with a mission only.
    """

    name: str
    sentence: str
    source: str
    ask: Callable[[RunCache], Violation | None]
    of_a_mission: bool = False

    def says_something_of(self, scenario: Scenario) -> bool:
        """Whether it applies to a scenario."""
        return scenario.mission.enabled or not self.of_a_mission


def _invariant(invariant: Invariant, cache: RunCache) -> Violation | None:
    cache.own  # noqa: B018  (it is watched while it is played)
    return _violation(cache, invariant.name, cache.watch.violated.get(invariant.name))


def _total(total: Invariant, cache: RunCache) -> Violation | None:
    return _violation(
        cache, total.name, first_violated(total.holds(cache.own.outcomes, cache.weeks))
    )


def _relation(relation: Relation, cache: RunCache) -> Violation | None:
    try:
        worlds = relation.worlds(cache.scenario)
    except InputError as error:
        raise CannotBeAskedError(f"Its world cannot be made of this scenario: {error}") from error
    place = first_violated(relation.holds(*(cache.of(world).outcomes for world in worlds)))
    if place is None:
        return None
    return Violation(place.part, place.run, place.date, cache.again(relation.name, place.run))


def _order_of_runs(cache: RunCache) -> Violation | None:
    backwards = {name: values[::-1] for name, values in cache.backwards().outcomes.items()}
    place = first_violated(relations.same(cache.own.outcomes, backwards))
    return _violation(cache, "order_of_runs", place, of_all=True)


def _both_engines(cache: RunCache) -> Violation | None:
    from msssim.engines.agents import MissionModel  # noqa: PLC0415  (Mesa is asked by this alone)

    model = MissionModel(cache.scenario, seed=cache.seed, run=0)
    while model.running:
        model.step()
    apart = {
        name: np.isclose([value], cache.own.outcomes[name][:1], rtol=1e-9, atol=0, equal_nan=True)
        for name, value in model.outcomes().items()
    }
    return _violation(cache, "both_engines", first_violated(apart))


def _violation(
    cache: RunCache, name: str, place: Location | None, of_all: bool = False
) -> Violation | None:
    """Return a violation by a run of the scenario; ``of_all`` if it takes all runs to show."""
    if place is None:
        return None
    again = cache.again(name, None if of_all else place.run)
    return Violation(place.part, place.run, place.date, again, cache.story(place.run))


_ALL = (
    *(Property(f.name, f.sentence, f.source, partial(_invariant, f)) for f in INVARIANTS),
    *(Property(t.name, t.sentence, t.source, partial(_total, t)) for t in TOTALS),
    *(
        Property(t.name, t.sentence, t.source, partial(_relation, t), t.of_a_mission)
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
