"""A scenario's parameters as the batch engine reads them: scalars, or one value for each run.

``view(scenario, values)`` mirrors the scenario's sections (``p.funding.conversion``). A parameter
that varies between runs is an array ``(run,)``; a column of a table is an array ``(row, 1)``, or
``(row, run)`` where it varies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, get_args, get_origin

import numpy as np
from numpy.typing import NDArray

from msssim.scenario import Scenario
from msssim.scenario.parameter import Section
from msssim.scenario.parameters.tables import Row


def view(scenario: Scenario, values: Mapping[str, NDArray[Any]]) -> SimpleNamespace:
    """Mirror the scenario with the values that vary between runs in their place."""
    return _section(scenario, "", values)


def _section(section: Section, path: str, values: Mapping[str, NDArray[Any]]) -> SimpleNamespace:
    found = SimpleNamespace()
    for name, field in type(section).model_fields.items():
        here = f"{path}{name}"
        value = getattr(section, name)
        row_type = _row_type(field.annotation)
        if isinstance(value, Section):
            value = _section(value, f"{here}.", values)
        elif row_type is not None:
            value = _table(row_type, value, [f"{here}.{row.name}" for row in value], values)
        elif here in values:
            value = _like(value, values[here])
        setattr(found, name, value)
    return found


def _row_type(annotation: Any) -> type[Section] | None:
    """Type of the rows of a table, which may be empty; None for anything else than a table."""
    of = get_args(annotation)[:1] if get_origin(annotation) is tuple else ()
    return of[0] if of and isinstance(of[0], type) and issubclass(of[0], Row) else None


def _table(
    row_type: type[Section],
    rows: Sequence[Section],
    paths: Sequence[str],
    values: Mapping[str, NDArray[Any]],
) -> SimpleNamespace:
    columns = SimpleNamespace()
    for name, field in row_type.model_fields.items():
        kind: Any = field.annotation
        cells = [getattr(row, name) for row in rows]
        if isinstance(kind, type) and issubclass(kind, Section):
            nested = _table(kind, cells, [f"{path}.{name}" for path in paths], values)
            setattr(columns, name, nested)
        elif kind in (bool, int, float):
            varied = [
                _like(cell, values.get(f"{path}.{name}", np.asarray(cell)))
                for cell, path in zip(cells, paths, strict=True)
            ]
            runs = np.broadcast_shapes(*(cell.shape for cell in varied), (1,))
            column = np.empty((len(rows), *runs), dtype=np.dtype(kind))
            for place, cell in enumerate(varied):
                column[place] = cell
            setattr(columns, name, column)
        else:
            setattr(columns, name, cells)
    return columns


def _like(value: Any, varied: NDArray[Any]) -> NDArray[Any]:
    """Give varied values the type of the parameter they stand for."""
    kind = np.bool_ if isinstance(value, bool) else np.int64 if isinstance(value, int) else float
    return np.asarray(varied).astype(kind)
