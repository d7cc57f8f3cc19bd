"""Numbers of a scenario that may be set freely, each to any value of its range."""

from __future__ import annotations

from msssim.scenario import ParameterInfo, Scenario, parameters
from msssim.scenario.fields import FRAME

BOUND_TO_OTHERS = ("base_stages", "base_stages_done", "pledged", "pledged_log_sd", "trained")
"""Values that must fit each other; whoever sets values at will leaves them as they are."""


def numbers(scenario: Scenario) -> list[ParameterInfo]:
    """List the parameters that a scenario may set, each to any number of its range."""
    return [
        info
        for info in parameters(scenario)
        if isinstance(info.value, int | float)
        and not isinstance(info.value, bool)
        and info.low is not None
        and info.high is not None
        and not info.path.startswith(FRAME)
        and info.path.rpartition(".")[2] not in BOUND_TO_OTHERS
    ]
