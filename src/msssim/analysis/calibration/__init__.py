"""Calibration: history matching and ABC of the uncertain parameters to counts."""

from msssim.analysis.calibration.findings import (
    calibration_analysis,
    calibration_findings,
    headline,
    priors_file,
)
from msssim.analysis.calibration.posterior import Posterior
from msssim.analysis.calibration.study import Calibration, calibrate, calibration_experiment
from msssim.analysis.calibration.targets import (
    Discrepancy,
    Target,
    read_discrepancies,
    shipped_discrepancies,
)

__all__ = [
    "Calibration",
    "Discrepancy",
    "Posterior",
    "Target",
    "calibrate",
    "calibration_analysis",
    "calibration_experiment",
    "calibration_findings",
    "headline",
    "priors_file",
    "read_discrepancies",
    "shipped_discrepancies",
]
