"""The Mesa model: one world to watch, step by step, agent by agent."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Any

import mesa
import numpy as np

from msssim.engines.agents import phases, theatre
from msssim.engines.agents.airlift import Airlift
from msssim.engines.agents.authorities import Authorities
from msssim.engines.agents.coalition import Coalition
from msssim.engines.agents.command import Command, Oversight
from msssim.engines.agents.contingents import Contingent
from msssim.engines.agents.council import Council
from msssim.engines.agents.draws import Draws
from msssim.engines.agents.foothold import Foothold
from msssim.engines.agents.funding import Donor, TrustFund
from msssim.engines.agents.gang import Gang
from msssim.engines.agents.infrastructure import Infrastructure
from msssim.engines.agents.inhabitants import Inhabitants
from msssim.engines.agents.interventions import Interventions
from msssim.engines.agents.logistics import Airport, Base, Fleet
from msssim.engines.agents.observation import Seen, reporters
from msssim.engines.agents.police import Academy
from msssim.engines.agents.shown import Shown, table
from msssim.engines.agents.zone import Zone
from msssim.engines.tally import Tally
from msssim.engines.tally_contingents import SEEN, ContingentTally
from msssim.errors import RunError
from msssim.rules.day import ORDER
from msssim.scenario import Scenario, load_scenario
from msssim.scenario.validation import require_whole
from msssim.world.calendar import Step, steps
from msssim.world.observables import SERIES
from msssim.world.sums import ordered_sum
from msssim.world.variables import OWNERS, VARIABLES

ATTRIBUTES = {"binding_of": "binding", "legal_status": "case.legal_status"}
"""Where a contingent keeps what the tally knows by another name."""

__all__ = ["Foothold", "Gang", "Inhabitants", "MissionModel", "Zone"]

FIRST_SEED = 1
"""What ``None`` stands for: never chance itself, or a run could not be played again."""


class MissionModel(mesa.Model):
    """The mission, the gangs, the institutions and the people of one run.

    It is, step by step, the very run that the batch engine plays for the same scenario, seed and
    run number. All random numbers come from ``(seed, run)``; the order of agents
    never matters.

    Parameters
    ----------
    scenario
        A shipped scenario's name, a path to a YAML file, or a scenario.
    seed, run
        Seed of the experiment, 1 if None (as ``mesa.batch_run`` of Mesa 3.5 passes it), and number
        of the run.
    rng
        Handed to Mesa for its own generators, from which nothing in the model draws; ``seed`` by
        default. So ``iterations`` of ``mesa.batch_run`` play one run several times: vary ``run``.
    **parameters
        Values by dotted path, as ``**{"funding.conversion": 0.5}``; ``mesa.batch_run`` passes them
        so.

    Attributes
    ----------
    plan, in_force
        The scenario with all its events, and as it is in force in the present step.
    run
        Number of the run.
    period
        The present step: its index, its days and dates.
    space, zones
        The network and its cells, by name. A cell's ``people`` are its inhabitants.
    gangs, footholds, units, contingents, donors
        Agents, each list by name; footholds by gang, then by zone.
    council, command, oversight, fund, base, fleet, airport, airlift, coalition, authorities
        Institutions, one agent each; so are ``academy``, ``infrastructure`` and ``interventions``.
    seen
        What the last step has shown; empty before the first.
    datacollector
        A row a step with every series of :data:`msssim.world.observables.SERIES`, collected at the
        step's end. Nothing is collected before the first step: flows have no value then, and row
        ``k`` is step ``k``, as ``mesa.batch_run`` expects.

    Raises
    ------
    InputError
        If the scenario or a parameter is wrong, or seed or run no whole number of at least 0.

    Examples
    --------
    >>> model = MissionModel("as_is", seed=1, run=0)
    >>> model.step()
    >>> model.seen["mandate_in_force"]
    1
    >>> model.close()
    """

    scenario: None = None
    # From Mesa 3.5 on a model has one of Mesa's own experimental scenarios under this name, from
    # which Mesa's pages make it anew on Reset. This model has none: they take its parameters.

    def __init__(
        self,
        scenario: str | Path | Scenario = "as_is",
        *,
        seed: int | None = None,
        run: int = 0,
        rng: Any = None,
        **parameters: Any,
    ) -> None:
        seed = FIRST_SEED if seed is None else seed
        require_whole("seed", seed)
        require_whole("run", run)
        super().__init__(rng=seed if rng is None else rng)
        self.scenario = None
        plan = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.plan = plan.with_values(parameters) if parameters else plan
        self.in_force = self.plan.at(self.plan.start)
        self._calendar = steps(self.plan.start, self.plan.horizon_days, self.plan.step_days)
        self.run = run
        self._steps_played = 0
        self.period: Step = self._calendar[0]
        self.draws = Draws(self.plan, seed, run)
        self.draws.turn_to(self.period.day)
        self._set_up_institutions()
        self._set_up_theatre()
        self.seen: Seen = {}
        self.datacollector = mesa.DataCollector(model_reporters=reporters())
        received = ordered_sum(donor.received_usd for donor in self.donors)
        self._tally = Tally(1, received)
        self._by_contingent = ContingentTally(len(self.contingents), 1, self.column("committed"))

    def _set_up_institutions(self) -> None:
        """Found the institutions; those who read others at their founding come after them."""
        mission, funding = self.in_force.mission, self.in_force.funding
        self.contingents = [Contingent(self, slot) for slot in range(len(mission.contingents))]
        self.donors = [Donor(self, slot) for slot in range(len(funding.donors))]
        self.council = Council(self)
        self.command = Command(self)
        self.oversight = Oversight(self)
        self.coalition = Coalition(self)
        self.authorities = Authorities(self)
        self.fund = TrustFund(self)
        self.base = Base(self)
        self.fleet = Fleet(self)
        self.airport = Airport(self)
        self.airlift = Airlift(self)
        self.academy = Academy(self)
        self.interventions = Interventions(self)

    def _set_up_theatre(self) -> None:
        """Lay out the zones and put gangs and police in them."""
        territory = self.in_force.territory
        self.space = theatre.lay_out_zones(self)
        self.zones: list[Zone] = [self.space[row.name] for row in territory.zones]
        self._ways = {frozenset((link.zone_a, link.zone_b)): link.kind for link in territory.links}
        self.infrastructure = Infrastructure(self)
        self.gangs: list[Gang] = theatre.settle_gangs(self)
        self.footholds: list[Foothold] = [
            foothold for gang in self.gangs for foothold in gang.footholds
        ]
        self.units = theatre.station_police(self)
        theatre.initialise(self)

    @cached_property
    def holders(self) -> dict[str, list[Shown]]:
        """Everything that holds declared variables, by the class that declares them.

        The order is that of the batch engine's rows.
        """
        institutions = (
            self.council, self.command, self.oversight, self.fund, self.base, self.fleet,
            self.airlift, self.authorities, self.airport, self.infrastructure, self.interventions,
            self.coalition,
        )  # fmt: skip
        entities = (
            *institutions, *self.donors, *self.contingents, *self.gangs, *self.footholds,
            *self.units, *self.zones, *self.infrastructure.roads,
        )  # fmt: skip
        found: dict[str, list[Shown]] = {owner.__name__: [] for owner in OWNERS}
        for entity in entities:
            for each in (entity, *entity.parts):
                found[each.owner].append(each)
        found["Way"] = theatre.ways_by_rank(self.footholds)
        return found

    def values(self, variable: str) -> list[Any]:
        """Values of a declared variable, of every entity that has it."""
        return [getattr(each, variable) for each in self.holders[VARIABLES[variable].owner]]

    @property
    def gang_members(self) -> int:
        """Members of all gangs, persons."""
        return ordered_sum(foothold.fighters for foothold in self.footholds)

    def way_between(self, zone: str, other: str) -> str:
        """Kind of the way between two zones that border each other."""
        return self._ways[frozenset((zone, other))]

    @property
    def date(self) -> dt.date:
        """Last date of the present step."""
        return self.period.last_date

    def step(self) -> None:
        """Play one step: every phase in its order, on the scenario in force at the step's end.

        Raises
        ------
        RunError
            If the horizon is already reached.
        """
        if self._steps_played == len(self._calendar):
            raise RunError(f"the run is over: its horizon ended on {self.date}")
        self.period = self._calendar[self._steps_played]
        self.in_force = self.plan.at(self.period.last_date)
        self.draws.turn_to(self.period.day)
        for phase in ORDER:
            getattr(phases, phase)(self)
        self._tally.observe(self.period, self.seen)
        self._by_contingent.observe(self.period, {name: self.column(name) for name in SEEN})
        self.datacollector.collect(self)
        self._steps_played += 1
        self.running = self._steps_played < len(self._calendar)

    def __repr__(self) -> str:
        """Return what is played, and how far."""
        played = f"{self._steps_played} of {len(self._calendar)} steps"
        return f"<MissionModel {self.plan.name}, run {self.run}: {played}>"

    def _repr_html_(self) -> str:
        """Return a table of what the last step has shown."""
        seen = (
            (name, self.seen[name], series.meaning)
            for name, series in SERIES.items()
            if name in self.seen
        )
        return table(repr(self), seen)

    def outcomes(self) -> dict[str, float]:
        """Outcomes by name, over the steps played so far; NaN for what never happened.

        Raises
        ------
        RunError
            Before the first step.
        """
        if not self.seen:
            raise RunError("nothing has come of a run before its first step")
        return {name: float(value[0]) for name, value in self._tally.outcomes().items()}

    def contingent_outcomes(self) -> dict[str, dict[str, float]]:
        """Outcomes of each contingent, by country, over the steps played so far; NaN for never.

        Raises
        ------
        RunError
            Before the first step.

        Examples
        --------
        >>> model = MissionModel("as_is", seed=1, run=0)
        >>> model.step()
        >>> model.contingent_outcomes()["Kenya"]["offered"]
        1000.0
        >>> model.close()
        """
        if not self.seen:
            raise RunError("nothing has come of a run before its first step")
        found = self._by_contingent.outcomes()
        return {
            contingent.name: {name: float(values[slot, 0]) for name, values in found.items()}
            for slot, contingent in enumerate(self.contingents)
        }

    def column(self, variable: str) -> np.ndarray:
        """Values of a declared variable as the batch engine has them, ``(entity, 1)``."""
        return np.array(self.values(variable)).reshape(-1, 1)

    def close(self) -> None:
        """Take all agents out and let go of the model, so that Python can free it.

        Mesa 3 keeps every model alive in a table of agents' numbers; whoever makes many models
        closes each when done. Outcomes and the collected data stay readable.
        """
        self.remove_all_agents()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)
