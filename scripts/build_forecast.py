"""Write docs/forecast_2024-06-12.csv: what the model says of the two years after 12 June 2024.

    python scripts/build_forecast.py [FILE] [--runs N] [--days D]

The committed file is the model's public word: 2,000 runs of as_is with the seed below, each with
parameters of its own from scenarios/priors_june2024.yaml. It is written once for a version of the
model and its priors and then left alone, so that it can be held against what is counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from msssim import __version__
from msssim.analysis.ensemble import forecast_table
from msssim.experiments import simulate
from msssim.experiments.priors import load_priors
from msssim.scenario import load_scenario

FILE = Path(__file__).resolve().parent.parent / "docs" / "forecast_2024-06-12.csv"
RUNS, SEED = 2_000, 20_240_612
HEAD = """\
# msssim {version}, scenario as_is from {start}, {runs} runs, seed {seed}, inputs {inputs}
# A stock is its value on the date, a flow its sum over the 28 days that end on it. Quantiles are of
# the runs on each date; every run draws parameters (priors_june2024), with its own random numbers.
"""


def main() -> None:
    """Play, and write the quantiles."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--days", type=int, default=None, help="a shorter horizon")
    asked = parser.parse_args()
    scenario, priors = load_scenario("as_is"), load_priors()
    result = simulate(scenario, asked.runs, SEED, asked.days, priors=priors)
    head = HEAD.format(
        version=__version__,
        start=result.manifest["start"],
        runs=asked.runs,
        seed=SEED,
        inputs=result.manifest["inputs_sha256"][:12],
    )
    table = forecast_table(result).to_csv(index=False, float_format="%.6g", lineterminator="\n")
    asked.file.write_text(head + table, encoding="utf-8")


if __name__ == "__main__":
    main()
