"""What cannot be done when runs failed, told with the first of them and how to see it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import cells, labelled_runs
from msssim.errors import ResultError

if TYPE_CHECKING:
    from msssim.experiments import Result


def refuse_failed_runs(result: Result) -> None:
    """Refuse a result of which a run failed.

    Raises
    ------
    ResultError
        It says how many failed, why the first did, and the command that plays it again.
    """
    failed = result.failed
    if failed.empty:
        return
    count = "1 run failed" if len(failed) == 1 else f"{len(failed):,} runs failed"
    raise ResultError(
        f"{count} and cannot be compared; the first is {told(failed.iloc[0])}; to compare the "
        "others, leave failed runs and their partners out (--without-failed, or "
        "without_failed=True)"
    )


def refuse_lost_cells(result: Result) -> None:
    """Refuse a result with a cell of which every run failed: nothing can be said of it.

    Raises
    ------
    ResultError
        It names the cell, why its first run failed, and the command that plays that run again.
    """
    left = set(labelled_runs(result, [])["cell"].unique())
    for cell in cells(result):
        if cell.label not in left:
            runs = labelled_runs(result, ["failure", "reproduce"], failed=True)
            first = runs[runs["cell"] == cell.label].iloc[0]
            raise ResultError(f"every run of {cell.label!r} failed; the first is {told(first)}")


def told(run: pd.Series) -> str:
    """Return which run it was, why it failed, and how to see it again."""
    return (
        f"run {run['run']} of {run['scenario']} at point {run['point']}: {run['failure']}; to see "
        f"it again: {run['reproduce']}"
    )
