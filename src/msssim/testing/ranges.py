"""Facts about ranges: no variable leaves its range, no part is above its whole."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from msssim.testing.moments import Held, Moment
from msssim.world.sums import total, total_by
from msssim.world.variables import VARIABLES


def variables_stay_in_their_ranges(m: Moment) -> Held:
    """Every variable stays in the range that its declaration states."""
    return {
        name: _within(getattr(m.state, name), each.low, each.high)
        for name, each in VARIABLES.items()
        if each.low > -inf or each.high < inf
    }


def _within(values: Any, low: float, high: float) -> np.ndarray:
    values = np.atleast_1d(values)
    within: np.ndarray = ((values >= low) & (values <= high)) | np.isnan(values)
    return within


def no_part_is_larger_than_its_whole(m: Moment) -> Held:
    """Children are some of the members, broken vehicles some of the vehicles, and so on."""
    s, x = m.state, m.axes
    return {
        "children among members": s.children <= total_by(s.fighters, x.footholds_of_gang),
        "vehicles under repair": s.vehicles_down <= s.vehicles,
        "stations lost": s.stations_lost <= m.p.police.units.stations,
        "members in programmes": np.asarray(s.reintegrated <= total(s.gang_left)),
    }
