"""What gangs do while the mandate runs: shares of their postures, and the mandate's dates.

A gang confronts, keeps a low profile or relocates; there is no fourth posture, so that the shares
add up to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.analysis.cells import Cell, cell_paths
from msssim.analysis.pairs import as_pairs, mean_interval

if TYPE_CHECKING:
    from msssim.experiments import Result

WEEKS_AROUND = 4
"""Over how many weeks before a date and after it a share is averaged."""

COLUMNS = ("low_profile_share", "relocate_share", "confront_share", "mandate_in_force", "deployed")


@dataclass(frozen=True)
class MandateDates:
    """The dates of a mandate that are known before it runs, as scenario and levers set them.

    What an event or an uncertainty changes in them, and what the Council decides in a run, is not
    in it: ``ends_until`` takes every renewal to be won.
    """

    authorised_on: date
    ends_on: date
    renewable: bool
    term_days: int
    first_review_on: date
    review_interval_days: int

    def ends_until(self, last: date) -> list[date]:
        """Return the mandate's end and the ends of its renewed terms, up to a date."""
        ends = _every(self.ends_on, self.term_days, last)
        return ends if self.renewable else ends[:1]

    def reviews_until(self, last: date) -> list[date]:
        """Return the reviews, up to a date; a mandate that is not renewed has none after its end.

        The Council reviews what is in force.
        """
        reviews = _every(self.first_review_on, self.review_interval_days, last)
        return [day for day in reviews if self.renewable or day <= self.ends_on]


def mandate_dates(result: Result, cell: Cell) -> MandateDates | None:
    """Return the mandate's dates in a cell; None where there is no mission, or nothing is known."""
    resolved = result.manifest["scenarios"][cell.scenario]["resolved"]
    mission = {**resolved.get("mission", {}), **_set_by_levers(result, cell, "mission.")}
    if not mission.get("enabled"):
        return None
    council = {**resolved["council"], **_set_by_levers(result, cell, "council.")}
    return MandateDates(
        authorised_on=date.fromisoformat(council["authorised_on"]),
        ends_on=date.fromisoformat(council["mandate_ends"]),
        renewable=council["renewal_tabled"] > 0 or council["rollover_probability"] > 0,
        term_days=council["renewal_term_days"],
        first_review_on=date.fromisoformat(council["review_on"]),
        review_interval_days=council["review_interval_days"],
    )


def posture_shares(result: Result) -> pd.DataFrame:
    """Return the mean over the runs, date by date, of what was recorded of :data:`COLUMNS`.

    Index ``(cell, date)``; ``deployed`` becomes the share of runs with somebody in theatre, and
    ``mandate_in_force`` that of runs in which it is in force. All shares lie in [0, 1].
    """
    held = [name for name in COLUMNS if name in result.columns("series")]
    tables = {name: _means(result, name) for name in held}
    return pd.DataFrame(tables)


def change_at(result: Result, day: date, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return how the share of gangs that lie low changes at a date, run by run.

    Compared are the mean over the four weeks up to the date and that over the four weeks after it.

    Returns
    -------
    DataFrame, indexed by cell
        ``before, after, difference, low, high``; empty where nothing was recorded on one side.
    """
    rows = {}
    for cell, paths in cell_paths(result, "low_profile_share"):
        days = pd.DatetimeIndex(paths.columns)
        weeks = (days - pd.Timestamp(day)).days / 7
        before = paths.loc[:, (weeks > -WEEKS_AROUND) & (weeks <= 0)].astype(float)
        after = paths.loc[:, (weeks > 0) & (weeks <= WEEKS_AROUND)].astype(float)
        if before.empty or after.empty:
            continue
        moved = (after.mean(axis=1) - before.mean(axis=1)).to_frame("difference")
        estimate = mean_interval(as_pairs(moved), confidence).loc["difference"]
        rows[cell.label] = {
            "before": before.mean(axis=None),
            "after": after.mean(axis=None),
            "difference": estimate["mean"],
            "low": estimate["low"],
            "high": estimate["high"],
        }
    columns = ["before", "after", "difference", "low", "high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("cell")


def _every(first: date, days: int, last: date) -> list[date]:
    count = (last - first).days // days + 1
    return [first + timedelta(days=days * number) for number in range(max(count, 0))]


def _set_by_levers(result: Result, cell: Cell, section: str) -> dict[str, Any]:
    """Return what the levels of a cell set in a section, by the name of the parameter."""
    experiment = result.manifest["experiment"] or {}
    levers: Mapping[str, Any] = experiment.get("levers", {})
    values: dict[str, Any] = {}
    for lever, level in cell.levels.items():
        declared = levers.get(lever)
        values |= declared.get(level, {}) if isinstance(declared, Mapping) else {lever: level}
    return {
        path.removeprefix(section): value
        for path, value in values.items()
        if path.startswith(section)
    }


def _means(result: Result, name: str) -> pd.Series:
    means: dict[str, pd.Series] = {}
    for cell, paths in cell_paths(result, name):
        values = paths > 0 if name == "deployed" else paths
        means[cell.label] = values.astype(float).mean()
    labels = pd.CategoricalIndex(means, list(means), ordered=True)
    together: pd.Series = pd.concat(means.values(), keys=labels, names=["cell", "date"])
    return together
