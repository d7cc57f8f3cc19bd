"""Batch phase of observation: what a step shows to the recorder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.state import airport_works, reduce
from msssim.rules import contingents, territory
from msssim.world import observables
from msssim.world.calendar import day_of
from msssim.world.sums import total, total_by


def observe(b: Block) -> None:
    """What the step shows to the recorder."""
    _mission(b)
    _ground(b)
    _ways(b)
    b.seen = observables.observe(partial(reduce, b.state))


def _mission(b: Block) -> None:
    s, p = b.state, b.p
    s.force_target = p.mission.force_target
    s.slippage_now = contingents.slippage(
        b.step.end_day - 1,
        day_of(p.mission.first_announced, p.start),
        day_of(p.council.authorised_on, p.start),
    )
    s.allowances_late = s.arrears_usd > 0
    s.contributes = s.committed & ~s.going_home


def _ground(b: Block) -> None:
    """Who holds the zones, and who is in them."""
    s, p, x = b.state, b.p, b.axes
    metropolitan = x.metropolitan[:, None]
    s.gang_share = 1.0 - s.state_control
    s.population = np.broadcast_to(p.territory.zones.population, s.residents.shape)
    s.metropolitan_population = np.where(metropolitan, s.population, 0)
    s.held_inhabitants = territory.held_inhabitants(
        s.population, p.territory, weeks_held=s.weeks_held
    )
    s.members_here = total_by(s.fighters, x.footholds_of_zone)
    s.peripheral_members = np.where(metropolitan, 0, s.members_here)
    s.stations_held = p.police.units.stations - s.stations_lost


def _ways(b: Block) -> None:
    """Which ways into the capital and out of it are open."""
    s, x = b.state, b.axes
    s.airport_open = airport_works(s)
    s.roads_open_share = _open_share(b, range(len(x.road_ends)))
    for name, roads in x.corridors.items():
        setattr(s, f"corridor_{name}_open", _open_share(b, roads) == 1.0)


def _open_share(b: Block, roads: Sequence[int]) -> np.ndarray:
    """Share of some main roads that are open, ``(run,)``; 1 where there is none."""
    if not len(roads):
        return np.ones(b.runs)
    share: np.ndarray = total(b.state.road_open[list(roads)]) / len(roads)
    return share
