"""How a parameter is declared: value, unit, ranges, meaning and source in one place.

Every number that a rule uses is a field of a :class:`Section` (or of a row of the theatre's
tables), declared with :func:`parameter`. From that declaration come the validation, ``msssim show``
and the parameter reference in the documentation, so they cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from msssim.text import text

Evidence = Literal["published", "derived", "background", "judgement"]
"""Grade of a value's source.

``published``: a document names the number. ``derived``: arithmetic on published numbers.
``background``: general knowledge, not looked up. ``judgement``: a prior to be varied, not an
estimate.
"""


@dataclass(frozen=True)
class Written:
    """How a person writes a value, where its type does not say it; part of an annotation."""

    words: str


class Section(BaseModel):
    """A group of parameters, or one row of a table: frozen, strict, nothing unknown accepted.

    ``written`` says how a person writes one.
    """

    written: ClassVar[str] = "a group of keys with values"

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, validate_default=True
    )


def invalid(template: str, **fields: Any) -> PydanticCustomError:
    """Return what a validator raises of a value; ``template`` says in the catalogue why."""
    return PydanticCustomError("invalid", "{reason}", {"reason": text(template, **fields)})


def parameter(
    default: Any,
    *,
    unit: str,
    meaning: str,
    source: str,
    evidence: Evidence = "judgement",
    low: float | None = None,
    high: float | None = None,
    plausible: tuple[float, float] | None = None,
    start_only: bool = False,
) -> Any:
    """Declare one parameter of the model.

    Parameters
    ----------
    default
        Value in the as-is scenario of June 2024.
    unit
        Unit of measurement; ``"share"`` for a number in [0, 1], ``"-"`` for a pure number.
    meaning
        What it is, in one line.
    source
        Where the default comes from.
    evidence
        How good that source is, see :data:`Evidence`.
    low, high
        Admissible range: outside it the scenario is refused.
    plausible
        Range that the evidence leaves open, for experiments over uncertainties.
    start_only
        It describes the first day only, so that a dated event cannot change it.
    """
    return Field(
        default,
        ge=low,
        le=high,
        description=meaning,
        json_schema_extra={
            "unit": unit,
            "source": source,
            "evidence": evidence,
            "plausible": list(plausible) if plausible else None,
            "start_only": start_only,
        },
    )
