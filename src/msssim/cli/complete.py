"""What the Tab key offers: shipped names, paths of parameters, and their values as they are.

It is asked on every press of the key, so it reads scenarios at most, and imports nothing heavier.
A name with a space in it is left to be typed: shells take the words apart there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msssim.scenario import ParameterInfo

EVENTS = "events"
"""What ``show`` is asked for dated events by; no section has that name."""


def scenario_names(incomplete: str) -> list[str]:
    """Return the shipped scenarios that begin so."""
    from msssim.scenario import shipped_scenarios

    return [name for name in shipped_scenarios() if name.startswith(incomplete)]


def experiment_names(incomplete: str) -> list[str]:
    """Return the shipped experiments that begin so."""
    from msssim.scenario.shipped import shipped_names

    return [name for name in shipped_names("experiments") if name.startswith(incomplete)]


def event_kinds(incomplete: str) -> list[str]:
    """Return the kinds of events that begin so."""
    from msssim.world.events import KINDS

    return [kind for kind in KINDS if kind.startswith(incomplete)]


def export_kinds(incomplete: str) -> list[str]:
    """Return the kinds of files that results are exported to."""
    return [kind for kind in ("csv", "xlsx") if kind.startswith(incomplete)]


def outcomes(incomplete: str) -> list[str]:
    """Return the outcomes that begin so."""
    from msssim.world.observables import OUTCOMES

    return [name for name in OUTCOMES if name.startswith(incomplete)]


def settings(incomplete: str) -> list[str]:
    """Return ``PATH=VALUE`` of the parameters that begin so, with their values in as_is."""
    return [f"{info.path}={_typed(info.value)}" for info in _beginning(incomplete)]


def paths(incomplete: str) -> list[str]:
    """Return the sections that begin so; with only one left, what is in it too."""
    found = [info.path for info in _beginning(incomplete)]
    sections = list(dict.fromkeys(path.split(".")[0] for path in found))
    return sections + found if len(sections) == 1 else sections


def parts(incomplete: str) -> list[str]:
    """Return what ``show`` takes of a scenario: sections, parameters, and its dated events."""
    return paths(incomplete) + [word for word in (EVENTS,) if word.startswith(incomplete)]


def _beginning(incomplete: str) -> Iterator[ParameterInfo]:
    from msssim.scenario import load_scenario, parameters

    for info in parameters(load_scenario("as_is")):
        if info.path.startswith(incomplete) and " " not in info.path:
            yield info


def _typed(value: float | dt.date | None) -> str:
    """Write a value as it is typed in YAML."""
    return "null" if value is None else str(value).lower()
