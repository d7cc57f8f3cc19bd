"""The methods of sensitivity analysis, by the name that is typed.

Take Morris first, to find the few of many factors that matter; then Sobol, to say how much each of
those matters.
"""

from msssim.analysis.sensitivity.method import Method
from msssim.analysis.sensitivity.morris import Morris
from msssim.analysis.sensitivity.sobol import Sobol

METHODS: dict[str, Method] = {method.name: method for method in (Sobol(), Morris())}
