"""How a sweep scales: time and memory against runs, workers, and processes against Dask.

    python benchmarks/scaling.py runs        # 1,000 to 100,000 runs: time a run, peak memory
    python benchmarks/scaling.py workers     # one worker, two workers, a local Dask cluster

The experiment is as-is and full funding, four renewal terms, half a year, three weekly series; each
measurement is in a process of its own. ``runs`` measures the whole command ``msssim sweep``, with
tables and figures; memory is that of its largest process. ``workers`` measures playing and storing,
from the start of the pool or cluster to its end; the three take turns, and ratios are taken turn by
turn, because the speed of a machine drifts.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

EXPERIMENT = """
title: Scaling
scenarios: [as_is, full_funding]
levers: {{council.renewal_term_days: [91, 183, 274, 365]}}
replications: {replications}
horizon_days: 182
record: {{series: [deployed, gang_control, civilians_killed], every_days: 7}}
"""
CELLS = 8

COMMAND = """
import resource, sys
from msssim.cli import app
app(["sweep", sys.argv[1], "--quiet", "--out", sys.argv[2]], standalone_mode=False)
kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
print(max(resource.getrusage(kind).ru_maxrss for kind in kinds) // 1024)
"""

PLAYING = """
import sys, time
import msssim
if __name__ == "__main__":
    experiment = msssim.load_experiment(sys.argv[1])
    started = time.perf_counter()
    msssim.sweep(experiment, sys.argv[2], workers=int(sys.argv[3]), dask=sys.argv[4] or None)
    print(time.perf_counter() - started)
"""


def measured(script: str, runs: int, *options: str) -> tuple[float, float]:
    """Return the seconds that a script took for about so many runs, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        file, code = Path(folder, "scaling.yaml"), Path(folder, "measured.py")
        file.write_text(EXPERIMENT.format(replications=runs // CELLS))
        code.write_text(script)
        command = [sys.executable, str(code), str(file), f"{folder}/result", *options]
        started = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return time.perf_counter() - started, float(done.stdout.split()[-1])


def against_runs(most: int) -> None:
    """Print time and memory for more and more runs."""
    print("| runs | seconds | ms a run | peak memory, MB |")
    print("| ---: | ---: | ---: | ---: |")
    for runs in (1_000, 5_000, 10_000, 100_000):
        if runs <= most:
            seconds, memory = measured(COMMAND, runs)
            rate = 1000 * seconds / runs
            print(f"| {runs:,} | {seconds:.1f} | {rate:.2f} | {memory:.0f} |", flush=True)


def against_workers(runs: int, turns: int) -> None:
    """Print times with one worker, two, and a local Dask cluster of two."""
    options = {
        "1 worker": ["1", ""],
        "2 workers": ["2", ""],
        "Dask local, 2 workers": ["2", "local"],
    }
    taken: dict[str, list[float]] = {name: [] for name in options}
    for _ in range(turns):
        for name, chosen in options.items():
            taken[name].append(measured(PLAYING, runs, *chosen)[1])
            print(f"{name}: {taken[name][-1]:.1f} s", flush=True)
    one, two, dask = taken.values()
    print(f"\n{runs:,} runs, {turns} turns: median (from to)")
    say("1 worker / 2 workers", [a / b for a, b in zip(one, two, strict=True)])
    say("Dask local / 2 workers", [a / b for a, b in zip(dask, two, strict=True)])


def say(name: str, ratios: list[float]) -> None:
    """Print a ratio by its median and range."""
    print(f"{name}: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def main() -> None:
    """Measure what is asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("what", choices=("runs", "workers"))
    options.add_argument("--most", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=20_000)
    options.add_argument("--turns", type=int, default=3)
    chosen = options.parse_args()
    measure: dict[str, Callable[[], None]] = {
        "runs": lambda: against_runs(chosen.most),
        "workers": lambda: against_workers(chosen.runs, chosen.turns),
    }
    measure[chosen.what]()


if __name__ == "__main__":
    main()
