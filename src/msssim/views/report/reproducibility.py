"""Reproducibility of a result: the commands that repeat it, and what has to be the same for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from msssim.errors import MsssimError
from msssim.experiments import load_experiment
from msssim.experiments.manifest import manifest_of
from msssim.scenario import load_scenario

VERIFY = "msssim validate verify RESULT"


@dataclass(frozen=True)
class Reproducibility:
    """What to type, with a sentence before it, and the facts that fix the numbers."""

    sentence: str
    commands: list[str]
    facts: dict[str, str]


def reproducibility(manifest: dict[str, Any]) -> Reproducibility:
    """Return how to repeat what a manifest describes."""
    played = _shipped_command(manifest)
    first = (
        "The first command plays the same runs anew, the second plays stored runs again and "
        "compares every number, bit for bit"
        if played
        else "The manifest of the result folder holds everything that was asked, resolved. This "
        "command plays stored runs again from it and compares every number, bit for bit"
    )
    return Reproducibility(
        f"{first}. RESULT is the result folder that this report was made from.",
        [played, VERIFY] if played else [VERIFY],
        _facts(manifest),
    )


def _shipped_command(manifest: dict[str, Any]) -> str | None:
    """Return the command for a shipped scenario or experiment; None if the inputs are others."""
    try:
        return _run(manifest) if manifest["experiment"] is None else _sweep(manifest)
    except MsssimError:
        return None


def _run(manifest: dict[str, Any]) -> str | None:
    name, *others = manifest["scenarios"]
    days = manifest["horizon_days"]
    shipped = load_scenario(name).with_values({"horizon_days": days})
    if others or shipped.resolved() != manifest["scenarios"][name]["resolved"]:
        return None
    runs, seed = manifest["replications"], manifest["seed"]
    return f"msssim run {name} --runs {runs} --seed {seed} --days {days}"


def _sweep(manifest: dict[str, Any]) -> str | None:
    name, seed = manifest["experiment"]["name"], manifest["seed"]
    shipped = load_experiment(name).with_seed(seed)
    if manifest_of(shipped, parts=None)["inputs_sha256"] != manifest["inputs_sha256"]:
        return None
    return f"msssim sweep {name} --seed {seed}"


def _facts(manifest: dict[str, Any]) -> dict[str, str]:
    versions = {**manifest["versions"], "msssim": manifest["msssim"]}
    return {
        "seed": str(manifest["seed"]),
        "runs of each cell and sample": f"{manifest['replications']:,}",
        "start": manifest["start"],
        "horizon": f"{manifest['horizon_days']:,} days in steps of {manifest['step_days']}",
        "inputs (SHA-256)": manifest["inputs_sha256"],
        "versions": ", ".join(f"{name} {version}" for name, version in sorted(versions.items())),
    }
