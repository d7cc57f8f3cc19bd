"""Scenario discovery: the region of the sampled parameters in which a condition holds.

:mod:`where` reads the condition, :mod:`cases` the runs, :mod:`boxes` peels (PRIM), :mod:`tree`
gives a second opinion (CART), :mod:`fresh` plays runs that the search never saw, :mod:`steps` puts
them together, :mod:`words` says what came out.
"""

from msssim.analysis.conditions import Condition, read_condition
from msssim.analysis.discovery.boxes import Box, Limit
from msssim.analysis.discovery.steps import (
    Discovery,
    Search,
    Verdict,
    discover,
    on_fresh_runs,
    search,
)
from msssim.analysis.discovery.tables import boxes_table, shares_table
from msssim.analysis.discovery.words import discovery_findings

__all__ = [
    "Box",
    "Condition",
    "Discovery",
    "Limit",
    "Search",
    "Verdict",
    "boxes_table",
    "discover",
    "discovery_findings",
    "on_fresh_runs",
    "read_condition",
    "search",
    "shares_table",
]
