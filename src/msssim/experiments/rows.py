"""The rows of one stored run, and where they differ from the rows of the same run played again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from msssim.errors import InputError
from msssim.experiments.sources import RUN
from msssim.scenario.text import nearest
from msssim.text import text


@dataclass(frozen=True)
class Difference:
    """A number that came out otherwise than it is stored."""

    scenario: str
    point: int
    run: int
    column: str
    stored: Any
    played: Any

    def __str__(self) -> str:
        return text("experiments.difference", **self.__dict__)


def rows_of(table: pa.Table, key: tuple[str, int, int]) -> pa.Table:
    """Return the rows of a run, by scenario, point and run."""
    import pyarrow.compute as pc  # noqa: PLC0415

    masks = [pc.equal(table[name], value) for name, value in zip(RUN, key, strict=True)]
    return table.filter(pc.and_(pc.and_(masks[0], masks[1]), masks[2]))


def differing_columns(stored: pa.Table, played: pa.Table) -> Iterator[tuple[str, Any, Any]]:
    """Yield each column that differs, with the first value in which it does: stored, played."""
    if stored.num_rows != played.num_rows:
        yield "number of rows", stored.num_rows, played.num_rows
        return
    for name in dict.fromkeys([*stored.column_names, *played.column_names]):
        sides = [
            table[name].to_pylist() if name in table.column_names else ["no such column"]
            for table in (stored, played)
        ]
        pairs = zip(*sides, strict=False)
        different = next(((one, other) for one, other in pairs if one != other), None)
        if different is not None:
            yield name, *different


def require_scenario(folder: str | Path, manifest: dict[str, Any], scenario: str) -> None:
    """Refuse a scenario that a result does not have.

    Raises
    ------
    InputError
        If it has none of that name.
    """
    held = manifest["scenarios"]
    if scenario not in held:
        raise InputError(
            "problems.not_in_result",
            folder=folder,
            name=scenario,
            held=", ".join(held),
            suggestion=nearest(scenario, held),
        )
