"""What the command line opened: the page offers this, and reads nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.scenario import shipped_scenarios

if TYPE_CHECKING:
    from msssim.experiments import Result


@dataclass(frozen=True)
class Opened:
    """The scenario to begin with, and the stored results to compare, if any were given."""

    scenario: str = "as_is"
    result: Result | None = None

    @property
    def scenarios(self) -> list[str]:
        """The scenarios to choose from: the shipped ones, and the file given."""
        return list(dict.fromkeys([*shipped_scenarios(), self.scenario]))
