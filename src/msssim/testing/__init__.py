"""Kit for the users' own tests: invariants as functions, checks of a scenario, strategies.

- :func:`check` asks every property and expectation of a scenario, :func:`assert_properties` raises
  if one is broken, :func:`check_result` asks a stored result.
- :data:`FACTS`, :data:`TOTALS`, :data:`EXTREMES` and :data:`RELATIONS` are the properties, each a
  function with a sentence and its source; :class:`Watch` follows a run with some of them.
- :func:`load_expectations` reads ``expect:`` from a scenario's file.
- :mod:`msssim.testing.strategies` has Hypothesis strategies, which alone need ``hypothesis``.
- :mod:`msssim.testing.plugin` makes pytest collect scenario files.

Each name is imported when it is first used, since pytest loads the plugin in every run of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msssim.testing.broken import Breach, PropertyBrokenError
    from msssim.testing.checkup import Checkup, State, Verdict, assert_properties, check
    from msssim.testing.expectations import Expectation, load_expectations
    from msssim.testing.extremes import EXTREMES
    from msssim.testing.facts import FACTS
    from msssim.testing.moments import Watch
    from msssim.testing.properties import PROPERTIES, Property
    from msssim.testing.relations import RELATIONS
    from msssim.testing.stored import check_result
    from msssim.testing.totals import TOTALS

__all__ = [
    "EXTREMES",
    "FACTS",
    "PROPERTIES",
    "RELATIONS",
    "TOTALS",
    "Breach",
    "Checkup",
    "Expectation",
    "Property",
    "PropertyBrokenError",
    "State",
    "Verdict",
    "Watch",
    "assert_properties",
    "check",
    "check_result",
    "load_expectations",
]

_HOMES = {
    "broken": ("Breach", "PropertyBrokenError"),
    "checkup": ("Checkup", "State", "Verdict", "assert_properties", "check"),
    "expectations": ("Expectation", "load_expectations"),
    "extremes": ("EXTREMES",),
    "facts": ("FACTS",),
    "moments": ("Watch",),
    "properties": ("PROPERTIES", "Property"),
    "relations": ("RELATIONS",),
    "stored": ("check_result",),
    "totals": ("TOTALS",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'msssim.testing' has no attribute {name!r}")
    return getattr(import_module(f"msssim.testing.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
