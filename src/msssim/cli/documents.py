"""The documents of analyses that are printed with ``--json``; docs/how-to/machines.md has keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msssim.analysis.backtest import Backtest
    from msssim.analysis.calibration import Calibration
    from msssim.analysis.discovery import Discovery
    from msssim.analysis.sensitivity import Sensitivity
    from msssim.experiments import Result

Document = dict[str, Any]


def of_sensitivity(found: Sensitivity, result: Result, folder: Path) -> Document:
    """Return what ``sensitivity`` found: the rows of its tables, and what has no indices."""
    from msssim.analysis.sensitivity import sensitivity_findings

    return {
        "title": result.manifest["title"],
        "folder": folder,
        "method": found.method.name,
        "scenario": next(iter(result.manifest["scenarios"])),
        "runs": len(result),
        "seed": result.manifest["seed"],
        "indices": found.table,
        "shares": found.shares,
        "left_out": [
            {"outcome": name, "reason": reason} for name, reason in found.left_out.items()
        ],
        "findings": list(sensitivity_findings(found)),
    }


def of_discovery(found: Discovery, out: Path) -> Document:
    """Return what ``discover`` prints, which is also its discovery.json."""
    from msssim.analysis.discovery import boxes_table, discovery_findings, shares_table

    search = found.search
    return {
        "condition": str(search.condition),
        "cell": search.cell.label,
        "folder": out,
        "box": search.box and search.box.number,
        "verdict": found.verdict.name.lower(),
        "findings": list(discovery_findings(found)),
        "boxes": boxes_table(found),
        "shares": shares_table(found),
        "tree": search.tree.cuts,
    }


def of_backtest(test: Backtest, folder: Path) -> Document:
    """Return what ``backtest`` prints."""
    from msssim.analysis.backtest_words import findings_of, headline

    asked = test.result.manifest
    return {
        "scenario": next(iter(asked["scenarios"])),
        "folder": folder,
        "start": test.start,
        "runs": len(test.result),
        "failed": len(test.result.failed),
        "seed": asked["seed"],
        "counts": test.scores,
        "series": test.by_series,
        "headline": headline(test),
        "findings": list(findings_of(test)),
    }


def of_calibration(found: Calibration, folder: Path) -> Document:
    """Return what ``calibrate`` prints."""
    from msssim.analysis.calibration import calibration_findings, headline

    return {
        "experiment": found.experiment.name,
        "folder": folder,
        "points": len(found.plausible),
        "plausible": int(found.plausible.sum()),
        "widened": found.widened,
        "effective_points": found.effective,
        "counts": found.by_count,
        "parameters": found.posterior.table,
        "correlations": found.posterior.correlations,
        "headline": headline(found),
        "findings": list(calibration_findings(found)),
    }
