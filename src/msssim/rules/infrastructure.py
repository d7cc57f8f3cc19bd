"""Infrastructure: port, airport, fuel terminal and roads, open or closed by control of the ground.

A node works where the state controls enough of its zone and of at least one way to it, and no
offensive goes on near. Roads need control at both ends; a corridor out of the capital is open where
all its roads are.

Source: the port paralysed from March 2024, the airport shut from 4 March to 20 May 2024, the main
roads cut (UN reports of 2023-24). docs/ODD.md, 5.11.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Flag, Real


def node_open(
    control: Real, best_neighbour: Real, threshold: Real, attacked: Real, attacked_max: Real
) -> Flag:
    """Whether a port, an airport or a terminal works.

    ``control`` is the state's of its zone, ``best_neighbour`` of the best zone next to it;
    ``attacked`` the part of its gang members who take part in an offensive. With a threshold of 0
    gangs let it work, for a toll, until they attack it.
    """
    held = np.minimum(control, best_neighbour) >= threshold
    return held & (attacked <= attacked_max)


def road_open(
    control_a: Real, control_b: Real, threshold: Real, attacked: Real, attacked_max: Real
) -> Flag:
    """Whether a road is open: enough state control at both ends, and no attack on either."""
    return (np.minimum(control_a, control_b) >= threshold) & (attacked <= attacked_max)
