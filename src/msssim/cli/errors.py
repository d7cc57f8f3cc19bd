"""What the command line refuses, in words and by its exit status.

Exit status: 0 done, 1 the run failed, 2 the input or the usage is wrong. An error is one line a
problem on standard error, without traceback.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import typer

from msssim.errors import InputError, MsssimError

RESUMABLE = ("run", "sweep", "sensitivity", "discover", "calibrate")
"""Commands that go on where they were stopped."""

UsageError: Any = typer.BadParameter.__mro__[1]
"""What typer raises of a wrong command line; it has no public name for it."""


@contextmanager
def refusing() -> Iterator[None]:
    """Say what is refused inside a ``with`` statement, and end with its exit status."""
    try:
        yield
    except UsageError as error:
        raise _refusal(2, _explained(error)) from error
    except InputError as error:
        raise _refusal(2, map(str, error.problems)) from error
    except MsssimError as error:
        raise _refusal(1, [str(error)]) from error
    except BrokenPipeError as error:
        raise _unread() from error
    except OSError as error:
        reason = error.strerror or str(error)
        place = "" if error.filename is None else f"{error.filename}: "
        raise _refusal(1, [f"{place}{reason}"]) from error
    except KeyboardInterrupt as error:
        raise _refusal(1, [_interrupted(sys.argv[1:])]) from error


@contextmanager
def typed_as(**options: str) -> Iterator[None]:
    """Name the option, in place of the field that it fills, inside a ``with`` statement."""
    try:
        yield
    except InputError as error:
        raise InputError(
            [each.at(path=options.get(each.path, each.path)) for each in error.problems]
        ) from error


def was_typed(context: typer.Context, option: str) -> bool:
    """Whether an option stands on the command line, be it with the value that it has anyhow."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def no_such_command(
    word: str, group: str, own: Iterable[str], full: Mapping[str, str]
) -> InputError:
    """Return the refusal of a word that is no command.

    Parameters
    ----------
    group
        What was typed before it: the name of a group, or nothing.
    own
        Commands of the group.
    full
        What to type for each command that there is, by its last word.
    """
    flags = {flag: flag for flag in ("--help", "--version")}
    choices = {**flags, **full, **{name: f"{group} {name}".strip() for name in own}}
    near = get_close_matches(word.lower(), choices, n=1)
    return InputError(
        "cli.no_command",
        typed=f"{group} {word}".strip(),
        commands=", ".join(own),
        suggestion=choices[near[0]] if near else None,
    )


def note_moved(old: str, new: str) -> None:
    """Answer the old name of a command with the new one."""
    from msssim.text import text

    typer.echo(text("cli.moved", old=old, new=new), err=True)


def _refusal(status: int, lines: Iterable[str]) -> typer.Exit:
    from msssim.scenario.text import printable

    for line in lines:
        typer.echo(printable(line), err=True)
    return typer.Exit(status)


def _unread() -> typer.Exit:
    """End without a word: whoever read the output (``head``, a pager) has had enough of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return typer.Exit(1)


def _interrupted(words: list[str]) -> str:
    from msssim.text import text

    if not set(words[:2]) & set(RESUMABLE):
        return text("cli.interrupted")
    return text("cli.interrupted_resumable", command=shlex.join(words))


def _explained(error: Any) -> Iterator[str]:
    """Yield what is wrong with a command line, then how the command is used."""
    from msssim.text import text

    explain = _EXPLAINED.get(type(error).__name__)
    yield explain(error) if explain else error.format_message()
    if error.ctx is not None:
        usage = " ".join(error.ctx.get_usage().split()[1:])
        yield text("cli.usage", usage=usage, command=error.ctx.command_path)


def _no_such_option(error: Any) -> str:
    from msssim.scenario.text import did_you_mean
    from msssim.text import text

    params = error.ctx.command.get_params(error.ctx)
    known = [name for param in params for name in param.opts if name.startswith("-")]
    hint = did_you_mean(error.option_name, [name for name in known if name.startswith("--")])
    return text("cli.no_option", name=error.option_name, hint=hint, options=", ".join(known))


def _bad_value(error: Any) -> str:
    return f"{_name(error.param)}: {error.message}" if error.param else str(error.message)


def _missing(error: Any) -> str:
    from msssim.text import text

    described = error.param.help
    meaning = f"{described[:1].lower()}{described[1:]}"
    return text("cli.missing", name=_name(error.param), meaning=meaning)


def _name(param: Any) -> str:
    """Return an argument or an option as it is typed."""
    if param.param_type_name == "argument":
        return str(param.metavar)
    return str(max(param.opts, key=len))


_EXPLAINED: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_such_option,
    "BadParameter": _bad_value,
    "MissingParameter": _missing,
}
