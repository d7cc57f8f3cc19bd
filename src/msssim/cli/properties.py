"""``check --properties``: every property and expectation of scenarios, a line each."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from msssim.cli.progress import progress_bar
from msssim.errors import RunError

if TYPE_CHECKING:
    from msssim.testing import Verdict
    from msssim.testing.files import Checked

Found = Mapping[str, "Sequence[Verdict]"]
"""What was found of each file."""


def check_all(
    files: Mapping[str, Checked],
    runs: int,
    seed: int,
    days: int | None,
    only: Sequence[str],
    silent: bool,
) -> Found:
    """Ask the properties of the scenarios among these files, each by the name of its file.

    What ``only`` names is asked of the files that have it; what none of them has is refused.
    """
    from msssim.testing import check
    from msssim.testing.checkup import refuse_unknown

    refuse_unknown(only, [each for file in files.values() for each in file.expectations])
    found = {}
    for name, file in files.items():
        asked = [each for each in only if _has(file, each)]
        if file.scenario is None or (only and not asked):
            continue
        with progress_bar(silent, counted=f"properties of {Path(name).name}") as progress:
            found[name] = check(
                file.scenario,
                runs,
                seed,
                days,
                expectations=file.expectations,
                only=asked,
                named=name,
                progress=progress,
            )
    return found


def _has(file: Checked, name: str) -> bool:
    from msssim.testing import PROPERTIES

    return name in PROPERTIES or name in (each.name for each in file.expectations)


def tell(found: Found) -> None:
    """Print a line a property, and more for one that is broken or could not be asked."""
    for name, verdicts in found.items():
        typer.echo(f"\n{name}")
        for verdict in verdicts:
            typer.echo(str(verdict))


def rows(found: Found) -> list[dict[str, Any]]:
    """Return a row a file and property, as ``--json`` has them."""
    return [
        {
            "file": name,
            "property": each.name,
            "sentence": each.sentence,
            "verdict": each.status.value,
            "found": each.found or None,
            "part": each.violation and each.violation.part,
            "run": each.violation and each.violation.run,
            "date": each.violation and each.violation.date,
            "reproduce": each.violation and each.violation.reproduce,
            "story": (each.violation and each.violation.story) or None,
            "estimate": each.estimate and each.estimate.value,
            "low": each.estimate and each.estimate.low,
            "high": each.estimate and each.estimate.high,
        }
        for name, verdicts in found.items()
        for each in verdicts
    ]


def require(found: Found) -> None:
    """Refuse if anything is broken.

    Raises
    ------
    RunError
        Saying how much of what was asked, and what.
    """
    asked = [
        (name, each)
        for name, verdicts in found.items()
        for each in verdicts
        if each.status.value != "not applicable"
    ]
    broken = [f"{name}: {each.name}" for name, each in asked if each.status.value == "violated"]
    if broken:
        raise RunError(
            f"{len(broken)} of {len(asked)} properties and expectations are broken "
            f"({'; '.join(broken)})"
        )
