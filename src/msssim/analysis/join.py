"""Several results as one, so that their cells can be compared.

Only results with the same random numbers over the same weeks may be compared: the same seed,
start, horizon and step, the same levers and uncertainties.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msssim.analysis.formatting import listing
from msssim.errors import ResultError
from msssim.text import text

if TYPE_CHECKING:
    from msssim.experiments import Result

MUST_AGREE = ("seed", "start", "horizon_days", "step_days")
MUST_HAVE_THE_SAME = ("uncertainties", "factors")
FEW = 3
"""So many of the names that only one result has are told."""

NAMES = "analysis.join"


def join(result: Result, *others: Result) -> Result:
    """Return one result with the cells of all; a scenario name that repeats gets a number.

    Raises
    ------
    ResultError
        When the results differ in seed, start, horizon, step, levers or uncertainties.
    """
    if not others:
        return result
    taken: set[str] = set()
    members = []
    for position, one in enumerate((result, *others), start=1):
        _require_same_frame(result, one, position)
        names = {name: _free_name(name, taken) for name in one.manifest["scenarios"]}
        taken.update(names.values())
        members.append((one, names))
    manifest = {
        **result.manifest,
        "scenarios": {
            names[name]: scenario
            for one, names in members
            for name, scenario in one.manifest["scenarios"].items()
        },
        "factors": _all_levels([one for one, _ in members]),
        "recorded": _recorded_by_all([one for one, _ in members]),
    }
    return result.together(members, manifest)


def _require_same_frame(first: Result, one: Result, position: int) -> None:
    for key in MUST_AGREE:
        ours, theirs = first.manifest[key], one.manifest[key]
        if ours != theirs:
            told = {"what": text(f"{NAMES}.{key}"), "ours": ours, "theirs": theirs}
            raise ResultError(text(f"{NAMES}.disagree", **told, position=position))
    for key in MUST_HAVE_THE_SAME:
        ours, theirs = list(first.manifest[key]), list(one.manifest[key])
        if ours != theirs:
            only = _what_differs(ours, theirs, position)
            raise ResultError(text(f"{NAMES}.differ", what=text(f"{NAMES}.{key}"), only=only))


def _what_differs(ours: Sequence[str], theirs: Sequence[str], position: int) -> str:
    """Return ``funding.conversion and 2 more only in the first``."""
    only = {
        "first": [name for name in ours if name not in theirs],
        "other": [name for name in theirs if name not in ours],
    }
    told = [
        text(f"{NAMES}.only_in_{where}", names=_few(names), position=position)
        for where, names in only.items()
        if names
    ]
    return "; ".join(told) or text(f"{NAMES}.other_order")


def _few(names: Sequence[str]) -> str:
    more = len(names) - FEW
    return listing([*names[:FEW], *([text(f"{NAMES}.more", count=more)] if more > 0 else [])])


def _free_name(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


def _recorded_by_all(results: list[Result]) -> list[str]:
    """Return the series that can be compared: what one result lacks is no value of its cells."""
    recorded = [one.manifest["recorded"] for one in results]
    return [name for name in recorded[0] if all(name in names for names in recorded)]


def _all_levels(results: list[Result]) -> dict[str, list[Any]]:
    together = [one.manifest["factors"] for one in results]
    return {
        factor: list(dict.fromkeys(level for factors in together for level in factors[factor]))
        for factor in together[0]
    }
