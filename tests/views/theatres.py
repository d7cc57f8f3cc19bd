"""Small theatres for the tests of maps: zones and links with no more than a map needs."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

HAITI = (-72.3, 18.9)


class Theatre(SimpleNamespace):
    """Zones and links, told apart by identity."""

    __hash__ = object.__hash__


def theatre(
    points: Sequence[tuple[float, float]],
    *,
    titles: Sequence[str] | None = None,
    metropolitan: Sequence[int] = (),
    roads: Sequence[tuple[int, int]] = (),
) -> Theatre:
    """A territory of zones at some longitudes and latitudes, with main roads between some."""
    zones = [
        SimpleNamespace(
            name=f"Z{place}",
            title=f"Zone {place}" if titles is None else titles[place],
            longitude=longitude,
            latitude=latitude,
            metropolitan=place in metropolitan,
            node=None,
            population=400_000,
        )
        for place, (longitude, latitude) in enumerate(points)
    ]
    links = [
        SimpleNamespace(
            name=f"Z{one} - Z{other}",
            zone_a=f"Z{one}",
            zone_b=f"Z{other}",
            kind="road",
            national_road=True,
        )
        for one, other in roads
    ]
    return Theatre(zones=zones, links=links)


STRANGE = {
    "one zone": theatre([HAITI]),
    "two zones": theatre([HAITI, (-72.1, 18.9)], roads=[(0, 1)]),
    "in a line": theatre([(30 + place / 10, -1.0) for place in range(5)], metropolitan=[1, 2, 3]),
    "on one spot": theatre([HAITI] * 4, metropolitan=range(4)),
    "another country": theatre(
        [(36 + x * (1 if x > 2 else 0.1), 1 + y * (1 if x > 2 else 0.1)) for x, y in
         [(0, 0), (1, 2), (2, 1), (0, 2), (4, 1), (5, 5), (7, 2)]],
        metropolitan=range(4), roads=[(0, 1), (0, 4)],
    ),
    "in the sea": theatre([HAITI, (-72.9, 18.95), (-72.2, 18.8)]),
}  # fmt: skip
