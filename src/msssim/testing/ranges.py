"""Facts about ranges: no stock below nothing, no share beyond its ends, no part above its whole."""

from __future__ import annotations

import numpy as np

from msssim.testing.moments import Held, Moment
from msssim.world.sums import total, total_by

STOCKS = (
    "uncommitted", "vetting", "training", "ready", "in_theatre", "on_leave", "lost", "gone_home",
    "fighters", "children", "arms", "officers", "residents", "displaced", "killed", "vehicles",
    "vehicles_down", "stations_lost", "unpaid_usd", "held_usd", "first_stage_usd",
    "second_stage_usd", "received_usd", "balance_usd", "arrears_usd", "spent_usd", "police_killed",
)  # fmt: skip

FLOWS = (
    "gang_killed", "gang_feud", "gang_lynched", "gang_arrested", "gang_recruited", "gang_left",
    "moved", "mission_killed", "graduates", "police_left",
)  # fmt: skip

SHARES = (
    "state_control", "gang_control", "trust", "access", "cohesion", "clarity", "coordination",
    "oversight", "exposure", "morale", "equipment", "intelligence", "participation", "monitoring",
    "political", "interdiction", "sanctions", "stability",
)  # fmt: skip


def nothing_is_negative(m: Moment) -> Held:
    """No stock and no flow is below nothing."""
    held = {name: getattr(m.state, name) >= 0 for name in STOCKS}
    return held | {name: np.asarray(getattr(m.now, name)) >= 0 for name in FLOWS}


def shares_stay_between_nothing_and_all(m: Moment) -> Held:
    """Shares and indices stay in [0, 1]."""
    shares = {name: getattr(m.state, name) for name in SHARES}
    return {name: (share >= 0) & (share <= 1) for name, share in shares.items()}


def no_part_is_larger_than_its_whole(m: Moment) -> Held:
    """Children are some of the members, broken vehicles some of the vehicles, and so on."""
    s, now, x = m.state, m.now, m.axes
    return {
        "children among members": s.children <= total_by(s.fighters, x.footholds_of_gang),
        "vehicles under repair": s.vehicles_down <= s.vehicles,
        "stations lost": s.stations_lost <= m.p.police.units.stations,
        "members in programmes": np.asarray(now.reintegrated <= total(now.gang_left)),
    }
