"""How the command line answers: its help, its refusals, and how it ends.

Exit status: 0 done, 1 the run failed, 2 the input or the usage is wrong. An error is one line a
problem on standard error, without traceback.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from msssim.cli.usage import UsageError, in_words, no_such_command
from msssim.errors import InputError, MsssimError

RESUMABLE = ("run", "sweep", "sensitivity", "discover")
"""Commands that go on where they were stopped."""


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


class Door(TyperGroup):
    """All commands, listed in groups; turns what msssim refuses into lines and an exit status."""

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """Read the options that stand before the command."""
        with refusing():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with refusing():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise no_such_command(args[0], self.commands)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands in their groups, each in the order in which they are used."""
        commands: list[Any] = list(self.commands.values())
        groups = list(dict.fromkeys(command.rich_help_panel for command in commands))
        commands.sort(key=lambda command: groups.index(command.rich_help_panel))
        widest = max(map(len, self.commands))
        for group, members in groupby(commands, lambda command: command.rich_help_panel):
            with formatter.section(group):
                formatter.write_dl(
                    [(each.name.ljust(widest), each.get_short_help_str(80)) for each in members]
                )


@contextmanager
def refusing() -> Iterator[None]:
    """Say what is refused inside a ``with`` statement, and end with its exit status."""
    try:
        yield
    except UsageError as error:
        raise _refusal(2, in_words(error)) from error
    except InputError as error:
        raise _refusal(2, map(str, error.problems)) from error
    except MsssimError as error:
        raise _refusal(1, [str(error)]) from error
    except BrokenPipeError as error:
        raise _unread() from error
    except OSError as error:
        raise _refusal(1, [_of_the_system(error)]) from error
    except KeyboardInterrupt as error:
        raise _refusal(1, [_interrupted(sys.argv[1:])]) from error


def _refusal(status: int, lines: Iterable[str]) -> typer.Exit:
    from msssim.scenario.text import printable  # noqa: PLC0415  (--help does without)

    for line in lines:
        typer.echo(printable(line), err=True)
    return typer.Exit(status)


def _unread() -> typer.Exit:
    """End without a word: whoever read the output (``head``, a pager) has had enough of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return typer.Exit(1)


def _of_the_system(error: OSError) -> str:
    """Say what the operating system refused, and where."""
    reason = error.strerror or str(error)
    return reason if error.filename is None else f"{error.filename}: {reason}"


def _interrupted(words: list[str]) -> str:
    if not words or words[0] not in RESUMABLE:
        return "interrupted"
    return f"interrupted; what is finished is kept, and this goes on:\n  msssim {shlex.join(words)}"
