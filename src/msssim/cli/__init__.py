"""The command ``msssim``: a thin door to the functions that Python users call.

Here the commands are listed; :mod:`msssim.cli.door` shows their help and says what they refuse. A
command imports what it needs when it is called, so that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import signal
import sys
from typing import Annotated, Any

import typer

from msssim._version import __version__
from msssim.cli import (
    again,
    backtest,
    calibrate,
    compare,
    dashboard,
    diff,
    discover,
    export,
    new,
    play,
    read,
    replay,
    report,
    robustness,
    sensitivity,
    threshold,
)
from msssim.cli.door import Command, Door

LOOK = "Before you play"
PLAY = "Play"
READ = "Read what came out"
CHECK = "Check the program itself"

app = typer.Typer(
    cls=Door,
    help="Scenarios for the deployment of the security mission in Haiti, as of June 2024.",
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"msssim {__version__}")
        raise typer.Exit


@app.callback(epilog="\b\nExample:\n  msssim run as_is --runs 200\n  msssim run --help")
def _door(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def _add(command: Any, *examples: str, group: str = READ) -> None:
    lines = "\n".join(f"  msssim {example}" for example in examples)
    app.command(cls=Command, epilog=f"\b\nExample:\n{lines}", rich_help_panel=group)(command)


_add(read.scenarios, "scenarios", group=LOOK)
_add(read.show, "show as_is council", "show as_is council.renewal_term_days", group=LOOK)
_add(
    read.check,
    "check my_scenario.yaml experiments/*.yaml",
    "check my_scenario.yaml --properties --runs 100",
    group=LOOK,
)
_add(new.new, "new my_theatre", "new my_theatre --from as_is", group=LOOK)
_add(
    diff.diff,
    "diff as_is full_funding",
    "diff as_is integrated_plan --effect --outcome strength_52w --runs 100",
    group=LOOK,
)
_add(play.run, "run as_is --runs 200 --set funding.conversion=0.8 --out results/paid", group=PLAY)
_add(
    play.sweep,
    "sweep renewal_funding --dry-run",
    "sweep experiments/renewal_funding.yaml --out results/renewal_funding",
    group=PLAY,
)
_add(
    compare.compare,
    "compare results/as_is results/full_funding --out results/comparison",
    'compare results/renewal_funding --line "gang_control_end <= 70 %"',
    "compare results/renewal_funding --spread --resolve abuse_cases=1",
)
_add(
    sensitivity.sensitivity,
    "sensitivity sensitivity_core --method morris --outcome trust_end",
    "sensitivity sensitivity_core --points 128 --out results/core",
)
_add(
    discover.discover,
    "discover results/discovery_core --where 'displaced_end > 900_000'",
    "discover results/discovery_core --where 'lapse >= 1' --fresh 1024",
)
_add(
    replay.replay,
    "replay results/as_is --run 17",
    "replay results/as_is --run 17 --kind landing --from 2024-10-01",
    "replay results/as_is --run 17 --figure run_17.pdf",
)
_add(
    robustness.robustness,
    "robustness results/renewal_funding",
    'robustness results/renewal_funding --line "strength_52w >= 1000"',
)
_add(
    threshold.threshold,
    "threshold renewal_funding --outcome strength_52w --crosses 1000 "
    "\\\n    --lever funding.lag_months",
)
_add(report.report, "report results/renewal_funding", "report results/as_is --out as_is.html")
_add(
    export.export,
    "export results/as_is --to csv",
    "export results/as_is --to xlsx --out as_is.xlsx",
)
_add(
    dashboard.dashboard,
    "dashboard as_is",
    "dashboard as_is --result results/as_is --result results/full_funding",
)
_add(
    backtest.backtest,
    "backtest --out results/backtest",
    "backtest --observed counted_since.csv",
    group=CHECK,
)
_add(
    calibrate.calibrate,
    "calibrate calibration_june_2024 --out results/calibration",
    "calibrate my_ranges.yaml --observed counted.csv",
    group=CHECK,
)
_add(again.verify, "verify results/renewal_funding", "verify results/as_is --run 17", group=CHECK)
_add(again.bench, "bench as_is --rounds 5", group=CHECK)


def _interrupt(number: int, frame: object) -> None:
    """Stop as on Ctrl-C when the system asks a process to end, as batch systems do."""
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line; what the terminal's encoding lacks is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, _interrupt)
    app(prog_name="msssim")
