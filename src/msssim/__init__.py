"""msssim: a scenario simulation laboratory for the deployment of a security mission.

The names below are the whole public door; each is imported when it is first used, so that
``import msssim`` and ``msssim --help`` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from msssim._version import __version__

if TYPE_CHECKING:
    from msssim.analysis import compare, findings, summarise
    from msssim.engines.agents import MissionModel
    from msssim.experiments import Experiment, Result, load_experiment, simulate, sweep
    from msssim.scenario import Scenario, load_scenario, shipped_scenarios

__all__ = [
    "Experiment",
    "MissionModel",
    "Result",
    "Scenario",
    "__version__",
    "compare",
    "findings",
    "load_experiment",
    "load_scenario",
    "shipped_scenarios",
    "simulate",
    "summarise",
    "sweep",
]

_HOMES = {
    "msssim.analysis": ("compare", "findings", "summarise"),
    "msssim.engines.agents": ("MissionModel",),
    "msssim.experiments": ("Experiment", "Result", "load_experiment", "simulate", "sweep"),
    "msssim.scenario": ("Scenario", "load_scenario", "shipped_scenarios"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'msssim' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
