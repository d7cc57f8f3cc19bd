"""The batch engine: a block of runs of one scenario, every run at once.

The loop turns to the next step, puts the parameters of that date in force, and carries out the
phases of :data:`msssim.rules.day.ORDER`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msssim.engines.batch.axes import axes_of
from msssim.engines.batch.block import Block
from msssim.engines.batch.command import command
from msssim.engines.batch.contacts import contacts
from msssim.engines.batch.contingents import contingents
from msssim.engines.batch.council import council
from msssim.engines.batch.courts import courts
from msssim.engines.batch.funding import funding
from msssim.engines.batch.gang_finance import gang_finance
from msssim.engines.batch.interventions import interventions
from msssim.engines.batch.logistics import logistics
from msssim.engines.batch.observe import observe
from msssim.engines.batch.openness import openness
from msssim.engines.batch.parameters import view
from msssim.engines.batch.people import people
from msssim.engines.batch.police import police
from msssim.engines.batch.posture import posture
from msssim.engines.batch.recruitment import recruitment
from msssim.engines.batch.relocation import relocation
from msssim.engines.batch.shocks import shocks
from msssim.engines.batch.start import start
from msssim.engines.batch.state import starting_state
from msssim.engines.batch.territory import territory
from msssim.engines.tally import Tally
from msssim.engines.tally_contingents import ContingentTally
from msssim.engines.tally_places import Places, PlaceTally, kept_steps
from msssim.rules.day import ORDER
from msssim.scenario import Scenario
from msssim.world.calendar import steps
from msssim.world.entities import entity_counts
from msssim.world.observables import SERIES
from msssim.world.streams import RandomStreams
from msssim.world.sums import total

PHASES: dict[str, Callable[[Block], None]] = {
    "shocks": shocks,
    "courts": courts,
    "council": council,
    "openness": openness,
    "funding": funding,
    "logistics": logistics,
    "contingents": contingents,
    "command": command,
    "posture": posture,
    "contacts": contacts,
    "territory": territory,
    "gang_finance": gang_finance,
    "recruitment": recruitment,
    "relocation": relocation,
    "police": police,
    "people": people,
    "interventions": interventions,
    "observe": observe,
}


@dataclass(frozen=True)
class Played:
    """What a block of runs came to.

    ``outcomes`` are arrays ``(run,)``, NaN where a thing never happened; ``series`` arrays
    ``(step, run)``; ``dates`` the last date of each step; ``contingents`` arrays
    ``(contingent, run)`` of :data:`msssim.world.observables.CONTINGENT_OUTCOMES`; ``places`` are
    zones and main roads at some dates, None where nobody asked for them.
    """

    outcomes: dict[str, NDArray[np.float64]]
    series: dict[str, NDArray[np.float64]]
    dates: list[dt.date]
    contingents: dict[str, NDArray[np.float64]]
    places: Places | None = None


def run_block(
    scenario: Scenario,
    *,
    seed: int,
    runs: Sequence[int] | NDArray[np.integer[Any]],
    values: Mapping[str, NDArray[Any]] | None = None,
    series: Sequence[str] = (),
    places_every: int | None = None,
    watch: Callable[[Block], None] | None = None,
) -> Played:
    """Play runs of one scenario together.

    Parameters
    ----------
    scenario
        The scenario; its dated events are applied on the way.
    seed, runs
        Seed of the experiment and numbers of the runs: together they fix each run's random numbers.
    values
        For each parameter that varies between runs (by path), its values, ``(run,)``.
    series
        Names of the series to record, see :data:`msssim.world.observables.SERIES`.
    places_every
        Keep zones and main roads at the first step and every so many steps; None keeps none.
    watch
        Called with the block after each step; for tests and for looking inside.
    """
    values = values or {}
    calendar = steps(scenario.start, scenario.horizon_days, scenario.step_days)
    axes = axes_of(scenario)
    in_force = scenario.at(scenario.start)
    p = view(in_force, _still_varying(scenario, scenario.start, values))
    streams = RandomStreams(seed, runs, entity_counts(scenario))
    streams.turn_to(calendar[0].day)
    block = Block(
        runs=len(runs),
        axes=axes,
        p=p,
        streams=streams,
        step=calendar[0],
        state=starting_state(p, axes.sizes, len(runs)),
    )
    start(block)
    tally = Tally(len(runs), total(block.state.received_usd))
    by_contingent = ContingentTally(axes.contingents, len(runs), block.state.committed)
    kept = [] if places_every is None else kept_steps(calendar, places_every)
    by_place = PlaceTally(kept, axes.zones, len(axes.road_ends), len(runs))
    recorded = {name: np.empty((len(calendar), len(runs))) for name in series}
    unknown = set(series) - set(SERIES)
    if unknown:
        raise KeyError(f"no series of that name: {', '.join(sorted(unknown))}")

    for step in calendar:
        today = scenario.at(step.last_date)
        if today is not in_force:
            in_force = today
            block.p = view(today, _still_varying(scenario, step.last_date, values))
        block.step = step
        block.state.begin_step()
        block.streams.turn_to(step.day)
        for phase in ORDER:
            PHASES[phase](block)
        tally.observe(step, block.seen)
        by_contingent.observe(step, vars(block.state))
        by_place.observe(step, vars(block.state))
        for name, rows in recorded.items():
            rows[step.index] = block.seen[name]
        if watch is not None:
            watch(block)
    return Played(
        outcomes=tally.outcomes(),
        series=recorded,
        dates=[step.last_date for step in calendar],
        contingents=by_contingent.outcomes(),
        places=by_place.places if kept else None,
    )


def _still_varying(
    scenario: Scenario, date: dt.date, values: Mapping[str, NDArray[Any]]
) -> dict[str, NDArray[Any]]:
    """Values that no event of the scenario has overruled by a date."""
    overruled = {path for event in scenario.events if event.date <= date for path in event.set}
    return {path: array for path, array in values.items() if path not in overruled}
