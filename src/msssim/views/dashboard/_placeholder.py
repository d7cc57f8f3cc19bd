"""Until the map and the story arrive."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import datetime as dt
from typing import Any
@dataclass(frozen=True)
class Event:
    date: dt.date; kind: str; who: str; facts: Any
class Chronicle:
    def __init__(self, model): self.model = model
    def look(self):
        return [Event(self.model.date, "x", "y", {"deployed": self.model.seen["deployed"]})]
def sentence(event): return f"{event.facts} persons are in theatre, and something has happened in this week."
