"""The command ``analyse robustness``: policies against each other over all futures."""

from __future__ import annotations

from msssim.cli.options import (
    Baseline,
    Json,
    Lines,
    Outcomes,
    Quiet,
    ResultFolder,
    TablesOut,
    WithoutFailed,
)


def robustness(
    result: ResultFolder,
    outcomes: Outcomes = None,
    lines: Lines = None,
    baseline: Baseline = None,
    out: TablesOut = None,
    without_failed: WithoutFailed = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Hold policies against each other over all futures.

    A policy is a cell of the result; a future is a sampled point, or a run where nothing is
    sampled. It prints the mean, the regret of choosing each policy, how often it meets every line
    (the red lines if none is given), and what it would be worth to know a sampled parameter before
    the choice.
    """
    from msssim.analysis import line_of
    from msssim.analysis.robustness import robustness_analysis
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import read_result
    from msssim.cli.render import present

    with typed_as(where="--line"):
        asked = [line_of(line) for line in lines] if lines else None
    read = read_result(result)
    with typed_as(baseline="--baseline"):
        found = robustness_analysis(
            read, outcomes, asked, baseline=baseline, without_failed=without_failed
        )
    present(found, out, as_json=as_json, quiet=quiet)
