"""Which uncertainties drive which outcomes: Morris screening, Sobol indices, the share of luck.

:mod:`study` says what must be played, :mod:`sobol` and :mod:`morris` know SALib, :mod:`indices`
reads what was played, :mod:`variance` tells luck from parameters, :mod:`words` says what came out.
"""

from msssim.analysis.sensitivity.indices import Sensitivity, indices, sensitivity
from msssim.analysis.sensitivity.method import Method, require_salib
from msssim.analysis.sensitivity.methods import METHODS
from msssim.analysis.sensitivity.study import Study, study_of
from msssim.analysis.sensitivity.variance import crossed_components, variance_shares
from msssim.analysis.sensitivity.words import sensitivity_findings

__all__ = [
    "METHODS",
    "Method",
    "Sensitivity",
    "Study",
    "crossed_components",
    "indices",
    "require_salib",
    "sensitivity",
    "sensitivity_findings",
    "study_of",
    "variance_shares",
]
