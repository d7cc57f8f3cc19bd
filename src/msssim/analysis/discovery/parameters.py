"""What the searched parameters are called, and how their values read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.analysis.cells import Cell, factor_name
from msssim.analysis.formatting import number
from msssim.errors import InputError
from msssim.scenario import Scenario, parameters
from msssim.scenario.text import written_unit

if TYPE_CHECKING:
    from msssim.experiments import Result

MILLION = 1e6


@dataclass(frozen=True)
class Parameter:
    """A parameter in words: its meaning up to the first pause, and its unit."""

    path: str
    name: str
    unit: str

    @property
    def scale(self) -> float:
        """What values are multiplied by to be shown in :attr:`shown_unit`."""
        if self.unit == "share":
            return 100.0
        return 1 / MILLION if self.unit.startswith("USD/month") else 1.0

    @property
    def shown_unit(self) -> str:
        """The unit for a reader; nothing for a pure number."""
        if self.unit.startswith("USD/month"):
            return f"USD million{self.unit.removeprefix('USD')}"
        if self.unit.startswith("1/"):
            return f"a {self.unit.removeprefix('1/')}"
        return "%" if self.unit == "share" else written_unit(self.unit)

    def amount(self, value: float) -> str:
        """Return a value with its unit: ``9.1 months``, ``54 %``."""
        return f"{self.number(value)} {self.shown_unit}".strip()

    def number(self, value: float) -> str:
        """Return a value without its unit, to three figures or so."""
        shown = value * self.scale
        return number(shown, 0 if abs(shown) >= 100 else 1 if abs(shown) >= 5 else 2)


def parameters_of(result: Result, cell: Cell, paths: Sequence[str]) -> Mapping[str, Parameter]:
    """Return the parameters of a cell's scenario by path.

    One that this version does not know, because another wrote the result, has its path for a name.
    """
    resolved = result.manifest["scenarios"][cell.scenario]["resolved"]
    try:
        known = {info.path: info for info in parameters(Scenario.from_data(resolved))}
    except InputError:
        known = {}
    return {
        path: Parameter(path, _name(known[path].meaning), known[path].unit)
        if path in known
        else Parameter(path, factor_name(path), "-")
        for path in paths
    }


def _name(meaning: str) -> str:
    return re.split(r"[,;:(]", meaning, maxsplit=1)[0].strip()
