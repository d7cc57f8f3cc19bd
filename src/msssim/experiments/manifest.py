"""The manifest of a result: what was asked, resolved, so that it can be read and asked again.

It holds nothing that differs between two machines that play the same thing (no time, no host, no
number of workers), except ``versions``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
from importlib.metadata import version
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_jsonable_python

from msssim._version import __version__
from msssim.errors import InputError, ResultError
from msssim.experiments.design import design_points
from msssim.experiments.experiment import Experiment, experiment_of
from msssim.experiments.replications import Replications
from msssim.scenario.schema import Scenario
from msssim.scenario.text import shown
from msssim.text import text

FORMAT = 1
"""Layout of a result folder; a folder of a later one is refused."""

FOUND = ("parts", "replications", "precision")
"""What a manifest may leave open at the start, and says at the end."""

MOST_PARTS = 1_000_000

LIBRARIES = ("numpy", "scipy", "pandas", "pyarrow")


def manifest_of(
    experiment: Experiment, *, parts: int | None, from_file: bool = True
) -> dict[str, Any]:
    """Return the manifest of an experiment.

    Parameters
    ----------
    experiment
        What is asked.
    parts
        In how many parts; None where a rule says when there are enough, until it has spoken.
    from_file
        False for runs that no experiment file describes.
    """
    scenarios = experiment.scenarios_to_play()
    resolved = {scenario.name: scenario.resolved() for scenario in scenarios}
    asked = experiment.described()
    return {
        "msssim": __version__,
        "format": FORMAT,
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
        "replications": None if experiment.until else experiment.replications,
        "start": scenarios[0].start.isoformat(),
        "horizon_days": scenarios[0].horizon_days,
        "step_days": scenarios[0].step_days,
        "recorded": list(experiment.record.series),
        "every_days": experiment.record.every_days,
        "contingents": experiment.record.contingents,
        "zones_every_days": experiment.record.zones_every_days,
        "parts": parts,
        "precision": None,
        "inputs_sha256": _sha256({"scenarios": resolved, "experiment": asked}),
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Return the versions of what the numbers come from."""
    return {
        "msssim": __version__,
        "python": platform.python_version(),
        **{library: version(library) for library in LIBRARIES},
    }


def other_versions(manifest: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the libraries whose version is not the one that wrote a result: then, now."""
    then, now = manifest["versions"], versions()
    return {
        name: (then.get(name, "?"), now[name]) for name in LIBRARIES if then.get(name) != now[name]
    }


def differences(held: dict[str, Any], asked: dict[str, Any]) -> list[str]:
    """Return the keys in which a manifest asks for something else than the one that is held.

    Libraries may differ, and what the asked one leaves open.
    """
    open_ = {"versions", *(key for key in FOUND if asked.get(key) is None)}
    keys = [key for key in {**held, **asked} if key not in open_]
    return [key for key in keys if held.get(key) != asked.get(key)]


def experiment_of_manifest(manifest: dict[str, Any]) -> Experiment:
    """Return the experiment that a manifest describes, so that any of it can be played again.

    Raises
    ------
    ResultError
        If it does not describe what its hash says, because somebody changed it, or because another
        version wrote it, whose parameters are not those of this one.
    """
    scenarios = manifest["scenarios"]
    settings = manifest["experiment"] or {
        **{key: manifest[key] for key in ("title", "replications", "horizon_days", "seed")},
        "name": next(iter(scenarios)),
        "record": {
            "series": manifest["recorded"],
            "every_days": manifest.get("every_days", 7),
            "contingents": manifest.get("contingents", False),
            "zones_every_days": manifest.get("zones_every_days"),
        },
    }
    wrote = {"writer": manifest.get("msssim"), "reader": __version__}
    try:
        experiment = experiment_of(
            [Scenario.from_data(entry["resolved"]) for entry in scenarios.values()],
            **{key: value for key, value in settings.items() if key != "scenarios"},
        )
    except InputError as error:
        raise ResultError(text("problems.not_playable", **wrote, reason=error)) from error
    if manifest_of(experiment, parts=None)["inputs_sha256"] != manifest["inputs_sha256"]:
        raise ResultError(text("problems.other_hash", **wrote))
    return experiment


def in_present_words(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest with the keys of today, whichever version wrote it."""
    asked: Any = manifest.get("experiment")
    design = asked.get("design") if isinstance(asked, dict) else None
    if not isinstance(design, dict) or "luck" not in design:
        return manifest
    today = {key: value for key, value in design.items() if key != "luck"}
    today |= {"random_numbers": "independent"} if design["luck"] == "own" else {}
    return {**manifest, "experiment": {**asked, "design": today}}


def _sha256(inputs: Any) -> str:
    canonical = json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def wrong_shape(manifest: dict[str, Any]) -> str:
    """Return what is wrong with a manifest, in words; empty if nothing is."""
    try:
        _Manifest.model_validate(manifest)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(key) for key in first["loc"] if not str(key).startswith("<"))
        reason = text("problems.not_valid", found=shown(first["input"]), reason=first["msg"])
        return f"{where}: {reason}"
    return ""


def _date(written: str) -> str:
    dt.date.fromisoformat(written)
    return written


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class _Scenario(_Shape):
    title: str
    why: str
    resolved: dict[str, Any]


class _Asked(_Shape):
    name: str
    title: str
    why: str = ""
    replications: Replications = 100


class _Precision(_Shape):
    half_width: float | None
    allowed: float
    reached: bool


class _Manifest(_Shape):
    msssim: str
    title: str
    seed: int = Field(ge=0)
    scenarios: dict[str, _Scenario] = Field(min_length=1)
    experiment: _Asked | None
    factors: dict[str, list[Any]]
    uncertainties: list[str]
    points: int = Field(ge=1)
    replications: int | None
    start: Annotated[str, AfterValidator(_date)]
    horizon_days: int = Field(ge=1)
    step_days: int = Field(ge=1)
    recorded: list[str]
    every_days: int = Field(7, ge=1)
    contingents: bool = False
    zones_every_days: int | None = Field(None, ge=1)
    parts: int | None = Field(ge=1, le=MOST_PARTS)
    precision: _Precision | None = None
    inputs_sha256: str
    versions: dict[str, str]
