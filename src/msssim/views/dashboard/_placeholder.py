"""Until the map and the story arrive."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import datetime as dt
from typing import Any
@dataclass(frozen=True)
class GangMark:
    zone: str; name: str; members: int; posture: str
@dataclass(frozen=True)
class Picture:
    control: Mapping[str, float]; police: Mapping[str, float]; mission: Mapping[str, float]
    open_roads: Mapping[str, float]; gangs: Sequence[GangMark] = ()
@dataclass(frozen=True)
class Event:
    date: dt.date; kind: str; who: str; facts: Any
class Chronicle:
    def __init__(self, model): self.model = model
    def look(self):
        return [Event(self.model.date, "x", "y", {"deployed": self.model.seen["deployed"]})]
def sentence(event): return f"{event.facts} persons are in theatre, and something has happened in this week."
def geography_of(territory): return territory
def draw_map(axes, geography, picture):
    for row in geography.zones:
        axes.plot(row.longitude, row.latitude, "o", ms=4+8*picture.control[row.name])
