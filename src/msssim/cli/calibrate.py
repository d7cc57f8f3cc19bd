"""The command ``validate calibrate``: uncertain parameters against counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli.options import ExperimentName, Json, Observed, Out, Quiet, Workers

PRIORS = "priors.yaml"


def calibrate(
    experiment: ExperimentName,
    observed: Observed = None,
    discrepancy: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="CSV file that says how far the model may be off (series, share, fixed, why); the "
            "one that comes with msssim if not given.",
            show_default=False,
        ),
    ] = None,
    out: Out = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Calibrate uncertain parameters to counts.

    The points of the experiment are simulated and compared with what was counted after its start:
    points at which some count is implausible are ruled out (history matching), the others weighted
    (ABC). The posterior is written as priors.yaml, which experiments can name. Series without a
    stated discrepancy are held back as a test. Started again on the same folder, it goes on where
    it stopped.
    """
    from msssim.analysis import calibration as method
    from msssim.cli.backtest import counts_of
    from msssim.cli.inputs import read_experiment
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments import sweep
    from msssim.experiments.output import own_file

    asked = read_experiment(experiment)
    folder = out or Path("results", asked.name)
    errors = (
        method.read_discrepancies(discrepancy) if discrepancy else method.shipped_discrepancies()
    )
    counts = counts_of(asked.scenarios[0], observed or ())
    played = method.calibration_experiment(asked, counts)
    with progress_bar(quiet or as_json) as progress:
        result = sweep(played, folder, workers, progress=progress)
    found = method.calibrate(played, result, counts, errors)
    priors = method.priors_file(found, asked.name)
    own_file(folder / PRIORS).write_text(priors, encoding="utf-8")
    analysis = method.calibration_analysis(found)
    present(analysis, folder, as_json=as_json, quiet=quiet, beside=[PRIORS])
