"""What stored results mean: cells, summaries, paired comparisons and the sentences that matter."""

from msssim.analysis.attribution import attribution, attribution_findings
from msssim.analysis.backtest import Backtest, backtest
from msssim.analysis.cells import Cell, cell_paths, cells, factors, labelled_runs
from msssim.analysis.chances import chances
from msssim.analysis.changes import change_effects
from msssim.analysis.conditions import RED_LINES, Line, line_of
from msssim.analysis.discovery import discover, discovery_findings
from msssim.analysis.ensemble import forecast_table
from msssim.analysis.findings import findings
from msssim.analysis.join import join
from msssim.analysis.observations import read_observations, shipped_observations
from msssim.analysis.paired import compare, factorial_effects, main_effects
from msssim.analysis.pairs import mean_interval, paired_runs
from msssim.analysis.precision import runs_needed
from msssim.analysis.spread import distribution_differences
from msssim.analysis.summary import bands, binding_shares, summarise

__all__ = [
    "RED_LINES",
    "Backtest",
    "Cell",
    "Line",
    "attribution",
    "attribution_findings",
    "backtest",
    "bands",
    "binding_shares",
    "cell_paths",
    "cells",
    "chances",
    "change_effects",
    "compare",
    "discover",
    "discovery_findings",
    "distribution_differences",
    "factorial_effects",
    "factors",
    "findings",
    "forecast_table",
    "join",
    "labelled_runs",
    "line_of",
    "main_effects",
    "mean_interval",
    "paired_runs",
    "read_observations",
    "runs_needed",
    "shipped_observations",
    "summarise",
]
