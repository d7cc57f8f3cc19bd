"""What a calibration found, in sentences, and as a file of priors: misses are said first."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pandas as pd
from ruamel.yaml import YAML

from msssim.analysis.backtest_words import KNOWN_UNTIL, display_of, period_words
from msssim.analysis.calibration.matching import IMPLAUSIBLE
from msssim.analysis.calibration.study import Calibration
from msssim.analysis.formatting import decimals, listing, number, quantity
from msssim.analysis.formatting import value_words as said
from msssim.analysis.observations import OBSERVABLES

LINE_LENGTH = 118
FIGURES = 3
"""Significant figures of a parameter's values."""

REFUSES = 0.02
"""Share of the points from which on a count is named as one that refuses them."""


def headline(found: Calibration) -> str:
    """Return the finding in a sentence."""
    table = found.posterior.table
    told = int(table["told"].sum())
    refused = _percent(1.0 - found.plausible.mean())
    return (
        f"The counts refuse {refused} of the points and say something of {told} of {len(table)} "
        "parameters"
    )


def calibration_findings(found: Calibration) -> Iterator[str]:
    """Yield what came out, the counts that are missed all the same first."""
    counts = found.by_count
    for row in _rows(counts[~counts["in_90"] & ~counts["held_back"]]):
        yield f"Missed all the same: {_count(row)}"
    for row in _rows(counts[counts["held_back"]]):
        verdict = "within" if row.in_90 else "outside"
        yield f"Held back, and {verdict}: {_count(row)}"
    yield (
        f"{found.plausible.sum():,} of {len(found.plausible):,} points are plausible: no count "
        f"lies {IMPLAUSIBLE:g} standard deviations or more from their runs"
    )
    refusing = counts[counts["refused"] >= REFUSES].sort_values("refused", ascending=False)
    if len(refusing):
        each = [
            f"{OBSERVABLES[row.series].label} {period_words(row.start, row.date)} "
            f"{_percent(row.refused)}"
            for row in _rows(refusing)
        ]
        yield f"How many single counts refuse: {'; '.join(each)}"
    if found.widened > 1.0:
        yield (
            f"The stated errors were widened {number(found.widened, 1)} times for "
            f"{number(found.effective, 0)} points to carry the weight: what is left is wider than "
            "they allow"
        )
    for row in _rows(found.posterior.table.query("told")):
        yield f"{row.parameter}: {_values(row, found)}"


def priors_file(found: Calibration, name: str) -> str:
    """Return what is left of the parameters as the text of a file of priors."""
    targets = list(dict.fromkeys(target.count.series for target in found.targets))
    table = found.posterior.table
    document = {
        "title": f"What the counts known on {KNOWN_UNTIL} leave open",
        "why": (
            f"Written by msssim calibrate {name} (msssim {found.result.manifest['msssim']}, inputs "
            f"{found.result.manifest['inputs_sha256'][:12]}): {found.plausible.sum():,} of "
            f"{len(found.plausible):,} points plausible against {len(found.targets)} counts of "
            f"{listing(targets)}; errors widened {number(found.widened, 2)} times, worth "
            f"{number(found.effective, 0)} points. Deciles where the counts say something of a "
            f"parameter ({int(table['told'].sum())} of {len(table)}), else the range that was "
            "sampled; rank correlations beyond doubt."
        ),
        "version": 1,
        "known_until": KNOWN_UNTIL,
        "uncertainties": found.posterior.uncertainties,
        "correlations": found.posterior.correlations,
    }
    writer = YAML()
    writer.default_flow_style = None  # a distribution on a line
    writer.width = LINE_LENGTH
    text = io.StringIO()
    writer.dump(document, text)
    return text.getvalue()


def _count(row: Any) -> str:
    shown = display_of(OBSERVABLES[row.series])
    value, low, high = (
        each * shown.scale for each in (row.value, row.posterior_p5, row.posterior_p95)
    )
    places = decimals(low, high)
    return (
        f"{OBSERVABLES[row.series].label} {period_words(row.start, row.date)}: counted "
        f"{quantity(value, shown.unit)}, nine in ten of what is left between "
        f"{number(low, places)} and {number(high, places)}"
    )


def _values(row: Any, found: Calibration) -> str:
    low, high = found.experiment.uncertainties[row.parameter].extremes
    middle, p5, p95 = (said(float(f"{each:.{FIGURES}g}")) for each in (row.median, row.p5, row.p95))
    return (
        f"median {middle} {found.unit_of(row.parameter)}, nine in ten between {p5} and {p95} "
        f"(sampled: {said(low)} to {said(high)})"
    )


def _percent(share: float) -> str:
    return f"{number(100.0 * share, 0)} %"


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    yield from frame.itertuples(index=False)
