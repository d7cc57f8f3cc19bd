"""What is said to a command line that cannot be understood: what, where, what is allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from msssim.errors import InputError, Problem

MOST_DIGITS = 30

UsageError: Any = typer.BadParameter.__mro__[1]
"""What typer raises of a wrong command line; it has no public name for it."""


def in_words(error: Any) -> Iterator[str]:
    """Yield what is wrong with the command line, then how the command is used."""
    explain = _EXPLAINED.get(type(error).__name__)
    yield explain(error) if explain else error.format_message()
    if error.ctx is not None:
        usage = " ".join(error.ctx.get_usage().split()[1:])
        yield f"usage: {usage} (more: {error.ctx.command_path} --help)"


def no_such_command(word: str, commands: Iterable[str]) -> InputError:
    """Return the refusal of a word that is no command."""
    from msssim.scenario.text import did_you_mean  # noqa: PLC0415  (--help does without)

    known = list(commands)
    hint = did_you_mean(word, [*known, "--help", "--version"])
    return InputError(f"there is no command `{word}`{hint} (commands: {', '.join(known)})")


def was_typed(context: typer.Context, option: str) -> bool:
    """Whether an option stands on the command line, be it with the value that it has anyhow."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def whole_number(low: int | None = None, high: int | None = None) -> Callable[[object], int]:
    """Return a reader of whole numbers, written in digits alone.

    ``10.000`` is ten in one country and ten thousand in another; so it is refused.
    """
    allowed = "a whole number"
    if low is not None:
        allowed += f" of at least {low:,}" if high is None else f" from {low:,} to {high:,}"

    def read(typed: object) -> int:
        text = str(typed)
        if text.removeprefix("-").isdecimal() and len(text) <= MOST_DIGITS:
            number = int(text)
            if (low is None or low <= number) and (high is None or number <= high):
                return number
        raise typer.BadParameter(f"found `{text}`; allowed is {allowed}, in digits alone")

    return read


def calendar_date(typed: object) -> dt.date:
    """Read a date as the files write it."""
    try:
        return dt.datetime.strptime(str(typed), "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(
            f"found `{typed}`; allowed is a date, such as 2024-10-02"
        ) from None


def known_outcomes(typed: Iterable[str]) -> list[str]:
    """Return the outcomes, each once; refuse those that there are not."""
    from msssim.scenario.text import did_you_mean  # noqa: PLC0415
    from msssim.world.observables import OUTCOMES  # noqa: PLC0415

    names = list(dict.fromkeys(typed))
    problems = [
        Problem(f"there is no outcome `{name}`{did_you_mean(name, OUTCOMES)}", "--outcome")
        for name in names
        if name not in OUTCOMES
    ]
    if problems:
        raise InputError(problems)
    return names


@contextmanager
def typed_as(**options: str) -> Iterator[None]:
    """Name the option, in place of the field that it fills, inside a ``with`` statement."""
    try:
        yield
    except InputError as error:
        raise InputError(
            [each.at(path=options.get(each.path, each.path)) for each in error.problems]
        ) from error


def _no_such_option(error: Any) -> str:
    from msssim.scenario.text import did_you_mean  # noqa: PLC0415

    params = error.ctx.command.get_params(error.ctx)
    known = [name for param in params for name in param.opts if name.startswith("-")]
    longest = [name for name in known if name.startswith("--")]
    hint = did_you_mean(error.option_name, longest)
    return f"there is no option {error.option_name}{hint} (options: {', '.join(known)})"


def _bad_value(error: Any) -> str:
    return f"{_name(error.param)}: {error.message}" if error.param else str(error.message)


def _lacking(error: Any) -> str:
    described = error.param.help
    return f"{_name(error.param)} is missing: {described[:1].lower()}{described[1:]}"


def _name(param: Any) -> str:
    """Return an argument or an option as it is typed."""
    if param.param_type_name == "argument":
        return str(param.metavar)
    return str(max(param.opts, key=len))


_EXPLAINED: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_such_option,
    "BadParameter": _bad_value,
    "MissingParameter": _lacking,
}
