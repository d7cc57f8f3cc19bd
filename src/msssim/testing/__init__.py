"""Kit for the users' own tests: invariants as functions, checks of a scenario, strategies.

- :func:`check` asks every property and expectation of a scenario, :func:`assert_properties` raises
  if one is violated, :func:`check_result` asks a stored result.
- :data:`INVARIANTS`, :data:`TOTALS`, :data:`EXTREMES` and :data:`RELATIONS` are the properties,
  each a function with a sentence and its source; :class:`Watch` follows a run with some of them.
- :func:`load_expectations` reads ``expect:`` from a scenario's file.
- :mod:`msssim.testing.strategies` has Hypothesis strategies, which alone need ``hypothesis``.
- :mod:`msssim.testing.plugin` makes pytest collect scenario files.

Each name is imported when it is first used, since pytest loads the plugin in every run of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msssim.testing.checkup import (
        Checkup,
        State,
        Verdict,
        assert_properties,
        check,
        check_result,
    )
    from msssim.testing.expectations import Expectation, load_expectations
    from msssim.testing.extremes import EXTREMES
    from msssim.testing.invariants import Watch
    from msssim.testing.properties import INVARIANTS, PROPERTIES, Property
    from msssim.testing.relations import RELATIONS
    from msssim.testing.totals import TOTALS
    from msssim.testing.violations import PropertyViolatedError, Violation

__all__ = [
    "EXTREMES",
    "INVARIANTS",
    "PROPERTIES",
    "RELATIONS",
    "TOTALS",
    "Checkup",
    "Expectation",
    "Property",
    "PropertyViolatedError",
    "State",
    "Verdict",
    "Violation",
    "Watch",
    "assert_properties",
    "check",
    "check_result",
    "load_expectations",
]

_HOMES = {
    "violations": ("Violation", "PropertyViolatedError"),
    "checkup": ("Checkup", "State", "Verdict", "assert_properties", "check", "check_result"),
    "expectations": ("Expectation", "load_expectations"),
    "extremes": ("EXTREMES",),
    "invariants": ("Watch",),
    "properties": ("INVARIANTS", "PROPERTIES", "Property"),
    "relations": ("RELATIONS",),
    "totals": ("TOTALS",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'msssim.testing' has no attribute {name!r}")
    return getattr(import_module(f"msssim.testing.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
