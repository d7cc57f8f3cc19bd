"""Findings and table of a calibration, and the posterior as a file of priors."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML

from msssim.analysis.backtest_findings import KNOWN_UNTIL, counted, period
from msssim.analysis.calibration.matching import IMPLAUSIBLE
from msssim.analysis.calibration.study import Calibration
from msssim.analysis.formatting import decimals, listing, number, value_words
from msssim.analysis.observations import OBSERVABLES
from msssim.presentation import Analysis, Group, TextTable, headings
from msssim.text import text

LINE_LENGTH = 118
FIGURES = 3
"""Significant figures of a parameter's values."""

REFUSES = 0.02
"""Share of the points from which on a count is named as one that rules them out."""


def calibration_analysis(found: Calibration) -> Analysis:
    """Return findings, tables and numbers of a calibration."""
    return Analysis(
        name="calibration",
        findings=[headline(found), *calibration_findings(found)],
        shown=[_count_table(found)],
        tables={"counts": found.by_count, "parameters": found.posterior.table},
        facts={
            "experiment": found.experiment.name,
            "points": len(found.plausible),
            "plausible": int(found.plausible.sum()),
            "widened": found.widened,
            "effective_points": found.effective,
            "correlations": found.posterior.correlations,
            "headline": headline(found),
        },
        source=found,
    )


def headline(found: Calibration) -> str:
    """Return how many points are ruled out, and how many parameters the counts inform."""
    informed = found.posterior.table["told"]
    return _text(
        "headline",
        ruled_out=number(100.0 * (1.0 - found.plausible.mean()), 0),
        informed=int(informed.sum()),
        parameters=len(informed),
    )


def calibration_findings(found: Calibration) -> Iterator[str]:
    """Yield the counts that the posterior misses, what rules out points, and the posterior."""
    counts = found.by_count
    for row in counts[~counts["in_90"] & ~counts["held_back"]].to_dict("records"):
        yield counted(row, "studies.calibration.missed", "posterior_")
    for row in counts[counts["held_back"]].to_dict("records"):
        form = "covered" if row["in_90"] else "not_covered"
        yield counted(row, f"studies.calibration.held_back_{form}", "posterior_")
    yield _text(
        "plausible", plausible=found.plausible.sum(), points=len(found.plausible), limit=IMPLAUSIBLE
    )
    ruling = counts[counts["refused"] >= REFUSES].sort_values("refused", ascending=False)
    if len(ruling):
        parts = [
            _text(
                "ruled_out_by",
                count=f"{OBSERVABLES[row['series']].label} {period(row['start'], row['date'])}",
                share=number(100.0 * row["refused"], 0),
            )
            for row in ruling.to_dict("records")
        ]
        yield _text("ruling_out", counts="; ".join(parts))
    if found.widened > 1.0:
        factor, points = number(found.widened, 1), number(found.effective, 0)
        yield _text("widened", factor=factor, points=points)
    for row in found.posterior.table.query("told").to_dict("records"):
        low, high = found.experiment.uncertainties[row["parameter"]].extremes
        values = {name: float(f"{row[name]:.{FIGURES}g}") for name in ("median", "p5", "p95")}
        yield _text(
            "posterior",
            parameter=row["parameter"],
            unit=found.unit_of(row["parameter"]),
            **{name: value_words(value) for name, value in values.items()},
            low=value_words(low),
            high=value_words(high),
        )


def priors_file(found: Calibration, name: str) -> str:
    """Return the posterior as the text of a file of priors."""
    informed = found.posterior.table["told"]
    why = _text(
        "priors_why",
        experiment=name,
        version=found.result.manifest["msssim"],
        inputs=found.result.manifest["inputs_sha256"][:12],
        plausible=found.plausible.sum(),
        points=len(found.plausible),
        counts=len(found.targets),
        series=listing(list(dict.fromkeys(target.count.series for target in found.targets))),
        factor=number(found.widened, 2),
        effective=number(found.effective, 0),
        informed=int(informed.sum()),
        parameters=len(informed),
    )
    document = {
        "title": _text("priors_title", date=KNOWN_UNTIL),
        "why": why,
        "version": 1,
        "known_until": KNOWN_UNTIL,
        "uncertainties": found.posterior.uncertainties,
        "correlations": found.posterior.correlations,
    }
    writer = YAML()
    writer.default_flow_style = None  # a distribution on a line
    writer.width = LINE_LENGTH
    written = io.StringIO()
    writer.dump(document, written)
    return written.getvalue()


def _count_table(found: Calibration) -> TextTable:
    """Return every count, the points that it rules out, and the posterior's 90 % interval."""
    rows = []
    for row in found.by_count.to_dict("records"):
        scale = OBSERVABLES[row["series"]].display.scale
        low, high = scale * row["posterior_p5"], scale * row["posterior_p95"]
        places = decimals(low, high)
        cells = [
            number(scale * row["value"]),
            "-" if row["held_back"] else f"{number(100.0 * row['refused'], 0)} %",
            f"{number(low, places)} to {number(high, places)}",
            "" if row["in_90"] else _text("not_in_interval"),
        ]
        rows.append([row["series"], str(row["date"]), *cells])
    columns = headings("studies.calibration.columns")
    left = [columns[1], *columns[4:]]
    return TextTable(_text("table"), columns, [Group("", rows)], left)


def _text(name: str, /, **fields: Any) -> str:
    return text(f"studies.calibration.{name}", **fields)
