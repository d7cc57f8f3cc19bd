"""msssim: a scenario simulation laboratory for the deployment of a security mission.

The names below are the whole public interface; each is imported when it is first used, so that
``import msssim`` and ``msssim --help`` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from msssim._version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from msssim.analysis import compare, findings, summarise
    from msssim.engines.agents import MissionModel
    from msssim.experiments import Experiment, Result, load_experiment, simulate, sweep
    from msssim.experiments.simulate import Progress
    from msssim.scenario import Scenario, load_scenario, shipped_scenarios

__all__ = [
    "Experiment",
    "MissionModel",
    "Result",
    "Scenario",
    "__version__",
    "attribute",
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


def attribute(
    scenario: Scenario,
    runs: int = 500,
    seed: int = 1,
    days: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Say what each constraint on a mission's deployment cost.

    The same runs are played again with one constraint lifted at a time, and with all of them: ten
    times the runs of :func:`simulate`, whose parameters these are. The table is that of
    :func:`msssim.analysis.attribution`.
    """
    from msssim.analysis import attribution  # noqa: PLC0415
    from msssim.experiments import play_lifted  # noqa: PLC0415

    return attribution(play_lifted(scenario, runs, seed, days, progress))


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'msssim' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
