"""The shape that a manifest has, whoever wrote it: what is read from one is there, and of its kind.

Only what the rest of the program leans on is looked at; whether the scenarios and the experiment
can be played again is found out where they are.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from msssim.experiments.replications import Replications
from msssim.scenario.text import shown
from msssim.text import text

MOST_PARTS = 1_000_000


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
