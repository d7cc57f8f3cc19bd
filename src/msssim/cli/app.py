"""The application ``msssim``: its commands in groups, their help, and how it ends.

A command imports what it needs when it is called, so that ``--help`` answers at once.

Exit status: 0 done, 1 the run failed, 2 the input or the usage is wrong. An error is one line a
problem on standard error, without traceback.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from msssim._version import __version__
from msssim.cli import (
    backtest,
    calibrate,
    check,
    compare,
    diff,
    discover,
    pages,
    replay,
    robustness,
    run,
    scenarios,
    sensitivity,
    threshold,
    verify,
)
from msssim.cli.errors import no_such_command, note_moved, refusing


class Command(TyperCommand):
    """A command whose help says what is typed, not of which type it is."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what follows the command's name in its usage line."""
        return ["[OPTIONS]", *(str(argument.metavar) for argument in self._arguments())]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then the options."""
        arguments = [(argument.metavar, argument.help) for argument in self._arguments()]
        records = (param.get_help_record(ctx) for param in self.get_params(ctx))
        options = [record for record in records if record and record[0].startswith("-")]
        for title, rows in {"Arguments": arguments, "Options": options}.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _arguments(self) -> list[Any]:
        return [param for param in self.params if param.param_type_name == "argument"]


class Group(TyperGroup):
    """Commands under headings; turns what msssim refuses into lines and an exit status."""

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """Read the options that stand before the command."""
        with refusing():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with refusing():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed; one that moved to a group is found there."""
        word, full = args[0], _full_names(ctx.find_root().command)
        if word in self.commands or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if ctx.parent is not None or word not in full:
            group = "" if ctx.parent is None else str(ctx.info_name)
            raise no_such_command(word, group, self.commands, full)
        note_moved(word, full[word])
        return super().resolve_command(ctx, [*full[word].split()[:-1], *args])

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under their headings, each in the order in which they are used."""
        widest = max(map(len, self.commands))
        commands: list[Any] = list(self.commands.values())
        for heading, members in groupby(commands, lambda each: each.rich_help_panel):
            with formatter.section(heading):
                formatter.write_dl(
                    [(each.name.ljust(widest), each.get_short_help_str(80)) for each in members]
                )


def _full_names(root: Any) -> dict[str, str]:
    """Return what to type for each command, by its last word: ``analyse sensitivity``."""
    names = {name: name for name in root.commands}
    for group, command in root.commands.items():
        names |= {name: f"{group} {name}" for name in getattr(command, "commands", {})}
    return names


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"msssim {__version__}")
        raise typer.Exit


def _help(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def _help_or_version(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version."),
    ] = False,
) -> None:
    _help(ctx)


def _examples(examples: Sequence[str]) -> str:
    return "\n".join(["\b\nExample:", *(f"  msssim {example}" for example in examples)])


def _group(summary: str, *examples: str, callback: Any = _help) -> typer.Typer:
    return typer.Typer(
        cls=Group,
        callback=callback,
        invoke_without_command=True,
        help=summary,
        epilog=_examples(examples),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _add(group: typer.Typer, heading: str, command: Any, *examples: str) -> None:
    group.command(cls=Command, epilog=_examples(examples), rich_help_panel=heading)(command)


app = _group(
    "Scenarios for the deployment of the security mission in Haiti, as of June 2024.",
    "run as_is --runs 200",
    "run --help",
    callback=_help_or_version,
)
LOOK = "Before you simulate"
_add(app, LOOK, scenarios.scenarios, "scenarios")
_add(app, LOOK, scenarios.show, "show as_is council", "show as_is council.renewal_term_days")
_add(
    app,
    LOOK,
    check.check,
    "check my_scenario.yaml experiments/*.yaml",
    "check my_scenario.yaml --properties --runs 100",
)
_add(app, LOOK, scenarios.new, "new my_theatre", "new my_theatre --from as_is")
_add(
    app,
    LOOK,
    diff.diff,
    "diff as_is full_funding",
    "diff as_is integrated_plan --effect --outcome strength_52w --runs 100",
)

SIMULATE = "Simulate"
_add(app, SIMULATE, run.run, "run as_is --runs 200 --set funding.conversion=0.8 --out results/paid")
_add(
    app,
    SIMULATE,
    run.sweep,
    "sweep renewal_funding --dry-run",
    "sweep experiments/renewal_funding.yaml --out results/renewal_funding",
)

READ = "Read results"
_add(
    app,
    READ,
    compare.compare,
    "compare results/as_is results/full_funding --out results/comparison",
    'compare results/renewal_funding --line "gang_control_end <= 70 %"',
    "compare results/renewal_funding --spread --resolve abuse_cases=1",
)
_add(
    app,
    READ,
    pages.report,
    "report results/renewal_funding",
    "report results/as_is --out as_is.html",
)
_add(
    app,
    READ,
    replay.replay,
    "replay results/as_is --run 17",
    "replay results/as_is --run 17 --kind landing --from 2024-10-01",
    "replay results/as_is --run 17 --figure run_17.pdf",
)
_add(
    app,
    READ,
    pages.dashboard,
    "dashboard as_is",
    "dashboard as_is --result results/as_is --result results/full_funding",
)
_add(
    app,
    READ,
    pages.export,
    "export results/as_is --to csv",
    "export results/as_is --to xlsx --out as_is.xlsx",
)

MORE = "Groups of commands"
COMMANDS = "Commands"
analyse = _group(
    "Ask what drives outcomes, and which policy holds up.",
    "analyse sensitivity sensitivity_core --points 128",
    "analyse robustness results/renewal_funding",
)
app.add_typer(analyse, name="analyse", rich_help_panel=MORE)
_add(
    analyse,
    COMMANDS,
    sensitivity.sensitivity,
    "analyse sensitivity sensitivity_core --method morris",
    "analyse sensitivity sensitivity_core --points 128 --out results/core",
)
_add(
    analyse,
    COMMANDS,
    discover.discover,
    "analyse discover results/discovery_core --where 'lapse >= 1'",
    "analyse discover results/core --where 'lapse >= 1' --fresh 1024",
)
_add(
    analyse,
    COMMANDS,
    robustness.robustness,
    "analyse robustness results/renewal_funding",
    'analyse robustness results/terms --line "strength_52w >= 1000"',
)
_add(
    analyse,
    COMMANDS,
    threshold.threshold,
    "analyse threshold renewal_funding --outcome strength_52w \\\n"
    "    --crosses 1000 --lever funding.lag_months",
)

validate = _group(
    "Test the model against counts, and the program itself.",
    "validate backtest",
    "validate verify results/renewal_funding",
)
app.add_typer(validate, name="validate", rich_help_panel=MORE)
_add(
    validate,
    COMMANDS,
    backtest.backtest,
    "validate backtest --out results/backtest",
    "validate backtest --observed counted_since.csv",
)
_add(
    validate,
    COMMANDS,
    calibrate.calibrate,
    "validate calibrate calibration_june_2024 --out results/calibration",
    "validate calibrate my_ranges.yaml --observed counted.csv",
)
_add(
    validate,
    COMMANDS,
    verify.verify,
    "validate verify results/renewal_funding",
    "validate verify results/as_is --run 17",
)
_add(validate, COMMANDS, verify.bench, "validate bench as_is --rounds 5")


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
