"""Kit for the users' own tests: invariants as functions, checks of a scenario, strategies.

- :func:`check` checks every property and expectation of a scenario, :func:`assert_properties`
  raises if one is violated, :func:`check_result` checks a stored result.
- :data:`STATE_INVARIANTS`, :data:`OUTCOME_INVARIANTS`, :data:`EXTREME_CONDITIONS` and
  :data:`METAMORPHIC_RELATIONS` are the properties, each a function with a sentence and its source;
  :class:`Watch` checks a run with some of them while it is played.
- :func:`load_expectations` reads ``expect:`` from a scenario's file.
- :mod:`msssim.testing.strategies` has Hypothesis strategies, which alone need ``hypothesis``.
- :mod:`msssim.testing.plugin` makes pytest collect scenario files.

Each name is imported when it is first used, since pytest loads the plugin in every run of its own.
"""

from __future__ import annotations

from importlib import import_module as _import_module
from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

if _TYPE_CHECKING:
    from msssim.testing.checkup import (
        Checkup,
        Status,
        Verdict,
        assert_properties,
        check,
        check_result,
    )
    from msssim.testing.expectations import Expectation, load_expectations
    from msssim.testing.extremes import EXTREME_CONDITIONS, Relation
    from msssim.testing.invariants import Invariant, PropertyViolationError, Violation, Watch
    from msssim.testing.outcome_invariants import OUTCOME_INVARIANTS
    from msssim.testing.properties import PROPERTIES, Property
    from msssim.testing.relations import METAMORPHIC_RELATIONS
    from msssim.testing.state_invariants import STATE_INVARIANTS

__all__ = [
    "EXTREME_CONDITIONS",
    "METAMORPHIC_RELATIONS",
    "OUTCOME_INVARIANTS",
    "PROPERTIES",
    "STATE_INVARIANTS",
    "Checkup",
    "Expectation",
    "Invariant",
    "Property",
    "PropertyViolationError",
    "Relation",
    "Status",
    "Verdict",
    "Violation",
    "Watch",
    "assert_properties",
    "check",
    "check_result",
    "load_expectations",
]

_MODULES = ("checkup", "expectations", "extremes", "properties", "relations", "state_invariants")
"""Where the names are looked for, in this order."""


def __getattr__(name: str) -> _Any:
    if name not in __all__:
        raise AttributeError(f"module 'msssim.testing' has no attribute {name!r}")
    modules = (_import_module(f"msssim.testing.{module}") for module in _MODULES)
    return next(getattr(module, name) for module in modules if hasattr(module, name))


def __dir__() -> list[str]:
    return sorted(__all__)
