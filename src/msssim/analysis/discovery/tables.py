"""What scenario discovery found, as tables for other programs."""

from __future__ import annotations

import pandas as pd

from msssim.analysis.discovery.steps import Discovery, Standing

MEASURES = ("coverage", "density", "base", "gain")


def boxes_table(found: Discovery) -> pd.DataFrame:
    """Return the peeling: a row a limit of each box; one row without a limit for everything.

    ``box, chosen, coverage, density, mass, path, side, value, quasi_p``; shares are of the runs
    that were searched.
    """
    search = found.search
    rows: list[tuple[object, ...]] = []
    for box in search.boxes:
        head = (box.number, box == search.box, box.coverage, box.density, box.mass)
        rows += [(*head, each.path, each.side, each.value, each.quasi_p) for each in box.limits]
        if not box.limits:
            rows.append((*head, None, None, None, None))
    columns = ["box", "chosen", "coverage", "density", "mass", "path", "side", "value", "quasi_p"]
    return pd.DataFrame(rows, columns=columns)


def shares_table(found: Discovery) -> pd.DataFrame:
    """Return how the chosen box does: a row a measure, on searched and on fresh runs.

    ``runs_of`` (searched, fresh), ``measure`` (of :class:`Standing`), ``value, low, high, runs,
    points``; without rows if no box was chosen.
    """
    standings = {"searched": found.search.seen, "fresh": found.fresh}
    rows = [
        (name, measure, *_ends(standing, measure), standing.runs, standing.points)
        for name, standing in standings.items()
        if standing is not None
        for measure in MEASURES
    ]
    columns = ["runs_of", "measure", "value", "low", "high", "runs", "points"]
    return pd.DataFrame(rows, columns=columns)


def _ends(standing: Standing, measure: str) -> tuple[float, float, float]:
    share = getattr(standing, measure)
    return share.value, share.low, share.high
