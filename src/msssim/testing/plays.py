"""Plays of one scenario and of the worlds that are made of it: each once, under the same luck."""

from __future__ import annotations

import hashlib
import json
import shlex
from functools import cached_property

from msssim.engines.batch import Played, run_block
from msssim.errors import MsssimError, RunError
from msssim.scenario import Scenario
from msssim.testing.facts import FACTS
from msssim.testing.moments import Watch
from msssim.text import text
from msssim.world.calendar import DAYS_PER_WEEK


class Plays:
    """What there is to look at when properties of a scenario are asked.

    Parameters
    ----------
    scenario
        What is played.
    runs, seed
        How often, and the name of the luck; run *k* does not depend on how many are played.
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
        self.watch = Watch(FACTS)

    @property
    def weeks(self) -> float:
        """Length of a run."""
        return self.scenario.days_played / DAYS_PER_WEEK

    @cached_property
    def own(self) -> Played:
        """The scenario itself, watched for all facts on the way."""
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
        play = f"msssim run {self._name} --runs {run + 1} {self._luck} --out {folder}"
        return f"{play} && msssim replay {folder} --run {run}"

    def again(self, name: str, run: int | None) -> str:
        """Return the command that asks one property again, of as few runs as show it."""
        runs = self.runs if run is None else run + 1
        return f"msssim check {self._name} --properties --only {name} --runs {runs} {self._luck}"

    @property
    def _fingerprint(self) -> str:
        """A few letters of what is played, so that no two plays are stored in one folder."""
        played = json.dumps([self.scenario.resolved(), self.seed], sort_keys=True, default=str)
        return hashlib.sha256(played.encode()).hexdigest()[:6]

    @property
    def _name(self) -> str:
        return shlex.quote(self.named)

    @property
    def _luck(self) -> str:
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
