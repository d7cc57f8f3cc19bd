"""All properties of a scenario under one interface, and the runs in which they are looked for.

A property is an invariant of every step or of the outcomes, an extreme condition or a metamorphic
relation, or one of two that need a way of playing of their own.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from msssim.engines.batch import Played, run_block
from msssim.errors import InputError, MsssimError, RunError
from msssim.scenario import Scenario
from msssim.testing import relations
from msssim.testing.extremes import EXTREME_CONDITIONS, Relation
from msssim.testing.invariants import (
    Invariant,
    NotApplicableError,
    Violation,
    Watch,
    first_violation,
)
from msssim.testing.outcome_invariants import OUTCOME_INVARIANTS
from msssim.testing.relations import METAMORPHIC_RELATIONS
from msssim.testing.state_invariants import STATE_INVARIANTS
from msssim.text import text
from msssim.world.calendar import DAYS_PER_WEEK


class RunCache:
    """Runs of a scenario and of those made of it: each played once, with common random numbers.

    Parameters
    ----------
    scenario
        What is played.
    runs, seed
        How often, and with which random numbers; run *k* does not depend on how many are played.
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
        self.watch = Watch(STATE_INVARIANTS)

    @property
    def weeks(self) -> float:
        """Length of a run."""
        return self.scenario.days_played / DAYS_PER_WEEK

    @cached_property
    def own(self) -> Played:
        """The scenario itself, its state invariants checked on the way."""
        return self._played(self.scenario, range(self.runs), self.watch)

    def of(self, scenario: Scenario) -> Played:
        """Play another scenario; the scenario itself is played once."""
        return self.own if scenario is self.scenario else self._played(scenario, range(self.runs))

    def backwards(self) -> Played:
        """Play the scenario's runs in the other order."""
        return self._played(self.scenario, range(self.runs - 1, -1, -1))

    def story(self, run: int) -> str:
        """Return the commands that tell a run of the scenario by dates."""
        played = json.dumps([self.scenario.resolved(), self.seed], sort_keys=True, default=str)
        fingerprint = hashlib.sha256(played.encode()).hexdigest()[:6]  # no two share a folder
        folder = f"results/again_{fingerprint}_{run}"
        play = f"msssim run {shlex.quote(self.named)} --runs {run + 1} {self._options()}"
        return f"{play} --out {folder} && msssim replay {folder} --run {run}"

    def reproduce(self, name: str, run: int | None) -> str:
        """Return the command that checks one property again, in as few runs as show it."""
        runs = self.runs if run is None else run + 1
        check = f"msssim check {shlex.quote(self.named)} --properties --only {name}"
        return f"{check} --runs {runs} {self._options()}"

    def _options(self) -> str:
        return f"--seed {self.seed}" + ("" if self.days is None else f" --days {self.days}")

    def _played(self, scenario: Scenario, runs: range, watch: Watch | None = None) -> Played:
        try:
            return run_block(scenario, seed=self.seed, runs=runs, watch=watch)
        except MsssimError:
            raise
        except Exception as error:  # whatever the engine raises is the finding
            reason = f"{type(error).__name__}: {error}"
            said = {"name": self.named, "reason": reason}
            raise RunError(text("problems.cannot_be_played", **said)) from error


@dataclass(frozen=True)
class Property:
    """Something that must hold of every scenario.

    Attributes
    ----------
    name, sentence
        What it is called, and what it says.
    source
        The section of docs/ODD.md that it comes from.
    find
        Finds a run that violates it; None if it holds in all. Raises
        :class:`~.invariants.NotApplicableError` if it says nothing about the scenario.
    of_a_mission
        Whether it says something about scenarios with a mission only.
    """

    name: str
    sentence: str
    source: str
    find: Callable[[RunCache], Violation | None]
    of_a_mission: bool = False

    def violation(self, cache: RunCache) -> Violation | None:
        """Return the first run that violates it, with the command that shows it again."""
        if self.of_a_mission and not cache.scenario.mission.enabled:
            raise NotApplicableError(text("testing.no_mission"))
        found = self.find(cache)
        if found is None:
            return None
        run = None if self.find is _order_of_runs else found.run  # which takes all runs to show
        return replace(found, reproduce=cache.reproduce(self.name, run))


def _in_state(invariant: Invariant, cache: RunCache) -> Violation | None:
    cache.own  # noqa: B018  (it is checked while it is played)
    return _told(cache, cache.watch.violations.get(invariant.name))


def _in_outcomes(invariant: Invariant, cache: RunCache) -> Violation | None:
    return _told(cache, first_violation(invariant.holds(cache.own.outcomes, cache.weeks)))


def _in_relation(relation: Relation, cache: RunCache) -> Violation | None:
    try:
        scenarios = relation.scenarios(cache.scenario)
    except InputError as error:
        raise NotApplicableError(text("testing.not_made", reason=error)) from error
    return first_violation(relation.holds(*(cache.of(each).outcomes for each in scenarios)))


def _order_of_runs(cache: RunCache) -> Violation | None:
    backwards = {name: values[::-1] for name, values in cache.backwards().outcomes.items()}
    return _told(cache, first_violation(relations.same(cache.own.outcomes, backwards)))


def _both_engines(cache: RunCache) -> Violation | None:
    from msssim.engines.agents import MissionModel  # noqa: PLC0415  (Mesa is used by this alone)

    model = MissionModel(cache.scenario, seed=cache.seed, run=0)
    while model.running:
        model.step()
    apart = {
        name: np.isclose([value], cache.own.outcomes[name][:1], rtol=1e-9, atol=0, equal_nan=True)
        for name, value in model.outcomes().items()
    }
    return _told(cache, first_violation(apart))


def _told(cache: RunCache, found: Violation | None) -> Violation | None:
    """Add the story of the run, which is one of the scenario itself."""
    return None if found is None else replace(found, story=cache.story(found.run or 0))


_ALL = (
    *(Property(i.name, i.sentence, i.source, partial(_in_state, i)) for i in STATE_INVARIANTS),
    *(Property(i.name, i.sentence, i.source, partial(_in_outcomes, i)) for i in OUTCOME_INVARIANTS),
    *(
        Property(r.name, r.sentence, r.source, partial(_in_relation, r), r.of_a_mission)
        for r in (*EXTREME_CONDITIONS, *METAMORPHIC_RELATIONS)
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
"""Every property by name, in the order in which they are checked."""
