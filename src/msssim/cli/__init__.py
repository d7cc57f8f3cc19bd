"""The command ``msssim``: a thin door to the functions that Python users call.

Exit status: 0 done, 1 the run failed, 2 the input or the usage is wrong. An error is one line a
problem on standard error, without traceback. A command imports what it needs when it is called, so
that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import shlex
import signal
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from msssim._version import __version__
from msssim.cli import again, play, read, report
from msssim.cli.dashboard import dashboard
from msssim.cli.replay import replay
from msssim.errors import InputError, MsssimError

RESUMABLE = ("run", "sweep")
"""Commands that go on where they were stopped."""


class Door(TyperGroup):
    """Turns what msssim refuses into lines and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except InputError as error:
            raise _refusal(2, map(str, error.problems)) from error
        except (MsssimError, OSError) as error:
            raise _refusal(1, [str(error)]) from error
        except KeyboardInterrupt as error:
            raise _refusal(1, [_interrupted(sys.argv[1:])]) from error


def _refusal(status: int, lines: Any) -> typer.Exit:
    for line in lines:
        typer.echo(line, err=True)
    return typer.Exit(status)


def _interrupted(words: list[str]) -> str:
    if not words or words[0] not in RESUMABLE:
        return "interrupted"
    return f"interrupted; what is finished is kept, and this goes on:\n  msssim {shlex.join(words)}"


def _interrupt(number: int, frame: object) -> None:
    """Stop as on Ctrl-C when the system asks a process to end, as batch systems do."""
    raise KeyboardInterrupt


app = typer.Typer(
    cls=Door,
    help="Scenarios for the deployment of the security mission in Haiti, as of June 2024.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"msssim {__version__}")
        raise typer.Exit


@app.callback(epilog="\b\nExample:\n  msssim run as_is --runs 200")
def _door(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    pass


def _add(command: Any, *examples: str) -> None:
    lines = "\n".join(f"  msssim {example}" for example in examples)
    app.command(epilog=f"\b\nExample:\n{lines}")(command)


_add(play.run, "run as_is --runs 200 --set funding.conversion=0.8 --out results/paid")
_add(play.sweep, "sweep experiments/renewal_funding.yaml --out results/renewal_funding")
_add(read.compare, "compare results/as_is results/full_funding --out results/comparison")
_add(report.report, "report results/renewal_funding", "report results/as_is --out as_is.html")
_add(dashboard, "dashboard as_is --result results/as_is --result results/full_funding")
_add(
    replay,
    "replay results/as_is --run 17",
    "replay results/as_is --run 17 --kind landing --kind tranche --from 2024-10-01",
    "replay results/renewal_funding --scenario as_is --point 2 --run 0 --figure run.pdf",
)
_add(again.verify, "verify results/renewal_funding", "verify results/as_is --run 17")
_add(again.bench, "bench as_is --rounds 5")
_add(read.check, "check my_scenario.yaml experiments/*.yaml")
_add(read.show, "show as_is council", "show as_is council.renewal_term_days")
_add(read.scenarios, "scenarios")


def main() -> None:
    """Run the command line; what the terminal's encoding lacks is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, _interrupt)
    app()
