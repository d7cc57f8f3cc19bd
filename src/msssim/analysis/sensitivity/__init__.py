"""Sensitivity analysis: Morris screening, Sobol indices, variance decomposition.

:mod:`methods` calls SALib, :mod:`study` says what must be played, :mod:`indices` reads what was
played, :mod:`variance` separates random numbers from parameters, :mod:`findings` puts it into
tables and sentences.
"""

from msssim.analysis.sensitivity.findings import sensitivity_analysis, sensitivity_findings
from msssim.analysis.sensitivity.indices import Sensitivity, indices, sensitivity
from msssim.analysis.sensitivity.methods import METHODS, Method, require_salib
from msssim.analysis.sensitivity.study import Study, study_of
from msssim.analysis.sensitivity.variance import crossed_components, variance_shares

__all__ = [
    "METHODS",
    "Method",
    "Sensitivity",
    "Study",
    "crossed_components",
    "indices",
    "require_salib",
    "sensitivity",
    "sensitivity_analysis",
    "sensitivity_findings",
    "study_of",
    "variance_shares",
]
