"""The manifest of a result: what was asked, resolved, so that it can be read and asked again.

It holds nothing that differs between two machines that play the same thing (no time, no host, no
number of workers), except ``versions``.
"""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from typing import Any

from pydantic_core import to_jsonable_python

from msssim._version import __version__
from msssim.experiments.design import design_points
from msssim.experiments.experiment import Experiment

LIBRARIES = ("numpy", "scipy", "pandas", "pyarrow")


def manifest_of(experiment: Experiment, *, parts: int, from_file: bool = True) -> dict[str, Any]:
    """Return the manifest; ``from_file`` is False for runs that no experiment file describes."""
    scenarios = experiment.scenarios_to_play()
    resolved = {scenario.name: scenario.resolved() for scenario in scenarios}
    asked = experiment.described()
    return {
        "msssim": __version__,
        "title": experiment.title,
        "seed": experiment.seed,
        "scenarios": {
            scenario.name: {
                "title": scenario.title,
                "why": scenario.why.strip(),
                "resolved": resolved[scenario.name],
            }
            for scenario in scenarios
        },
        "experiment": asked if from_file else None,
        "factors": {
            lever.name: [to_jsonable_python(level.label) for level in lever.levels]
            for lever in experiment.lever_list()
        },
        "uncertainties": list(experiment.uncertainties),
        "points": len(design_points(experiment)),
        "replications": experiment.replications,
        "start": scenarios[0].start.isoformat(),
        "horizon_days": scenarios[0].horizon_days,
        "step_days": scenarios[0].step_days,
        "recorded": list(experiment.record.series),
        "every_days": experiment.record.every_days,
        "contingents": experiment.record.contingents,
        "parts": parts,
        "inputs_sha256": _sha256({"scenarios": resolved, "experiment": asked}),
        "versions": {
            "msssim": __version__,
            "python": platform.python_version(),
            **{library: version(library) for library in LIBRARIES},
        },
    }


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the keys in which two manifests ask for different things; libraries may differ."""
    keys = [key for key in {**one, **other} if key != "versions"]
    return [key for key in keys if one.get(key) != other.get(key)]


def _sha256(inputs: Any) -> str:
    canonical = json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
