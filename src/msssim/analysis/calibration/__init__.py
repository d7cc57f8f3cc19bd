"""Calibration: which values of the uncertain parameters the counts refuse, and what is left."""

from msssim.analysis.calibration.posterior import Posterior
from msssim.analysis.calibration.study import Calibration, calibrate, calibration_experiment
from msssim.analysis.calibration.targets import (
    Discrepancy,
    Target,
    read_discrepancies,
    shipped_discrepancies,
)
from msssim.analysis.calibration.words import calibration_findings, headline, priors_file

__all__ = [
    "Calibration",
    "Discrepancy",
    "Posterior",
    "Target",
    "calibrate",
    "calibration_experiment",
    "calibration_findings",
    "headline",
    "priors_file",
    "read_discrepancies",
    "shipped_discrepancies",
]
