"""Scenario discovery: the region of the sampled parameters in which a condition holds.

:mod:`cases` reads the runs, :mod:`prim` peels boxes, :mod:`cart` cross-checks them, :mod:`study`
tests the chosen box on a holdout sample, :mod:`findings` puts it into tables and sentences.
"""

from msssim.analysis.conditions import Condition, read_condition
from msssim.analysis.discovery.findings import (
    boxes_table,
    discovery_analysis,
    discovery_findings,
    shares_table,
)
from msssim.analysis.discovery.prim import Box, Limit
from msssim.analysis.discovery.study import Discovery, Verdict, discover, on_holdout, search

__all__ = [
    "Box",
    "Condition",
    "Discovery",
    "Limit",
    "Verdict",
    "boxes_table",
    "discover",
    "discovery_analysis",
    "discovery_findings",
    "on_holdout",
    "read_condition",
    "search",
    "shares_table",
]
