"""What was counted outside the model, and the series of the model that each count is held against.

One series is declared for each quantity, so that counts by different methods are not mixed.
:mod:`msssim.analysis.observations_file` reads them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from msssim.world.observables import SERIES

Kind = Literal["stock", "flow", "event"]


@dataclass(frozen=True)
class Observable:
    """Something that can be counted, and how the model tells it.

    ``parts`` are the series of the model that add up to it, each with its sign. An event has none:
    it is 0 until it has happened, and 1 from then on.
    """

    label: str
    unit: str
    kind: Kind
    parts: Mapping[str, int] = field(default_factory=dict)


_BY_STATE = {
    "civilians_killed_by_state": 1, "gang_killed": 1, "gang_lynched": -1,
    "gang_killed_by_rivals": -1,
}  # fmt: skip
_BY_VIGILANTES = {"civilians_killed_by_vigilantes": 1, "gang_lynched": 1}
_NOT_BY_STATE = {"killed_total": 1, **{name: -sign for name, sign in _BY_STATE.items()}}

FIRST_BOOTS = "first_boots"

_LABELS = {
    "killed_total": "killed in all",
    "civilians_injured": "injured",
    "displaced": "displaced",
    "police": "police on the rolls",
    "gang_control": "gang control of the capital",
    "fund_received_usd": "received by the trust fund",
    "deployed": "mission personnel in theatre",
}


def _plain_series() -> dict[str, Observable]:
    """Return the model's own series, each as a thing to be counted; codes are no counts."""
    return {
        name: Observable(
            _LABELS.get(name, name.removesuffix("_usd").replace("_", " ")),
            quantity.unit,
            "flow" if quantity.kind == "flow" else "stock",
            {name: 1},
        )
        for name, quantity in SERIES.items()
        if quantity.kind != "code"
    }


OBSERVABLES: dict[str, Observable] = {
    **_plain_series(),
    "killed_by_state": Observable("killed by police or mission", "persons", "flow", _BY_STATE),
    "killed_not_by_state": Observable("killed by anybody else", "persons", "flow", _NOT_BY_STATE),
    "killed_by_vigilantes": Observable(
        "killed by self-defence groups", "persons", "flow", _BY_VIGILANTES
    ),
    FIRST_BOOTS: Observable("first boots", "0/1", "event"),
}
"""What may stand in the column ``series``."""


@dataclass(frozen=True)
class Observation:
    """One count: its value, the range that its source leaves open, and the document.

    ``start`` is the first day of a flow, None for anything else.
    """

    series: str
    date: dt.date
    value: float
    low: float
    high: float
    source: str
    start: dt.date | None = None

    @property
    def observable(self) -> Observable:
        """What was counted."""
        return OBSERVABLES[self.series]

    @property
    def days(self) -> int:
        """Length of a flow's period in days; 0 for anything else."""
        return 0 if self.start is None else (self.date - self.start).days + 1
