"""Errors that msssim raises on purpose.

Every one is a :class:`MsssimError`, so a caller can catch them all. An error about an input carries
a list of :class:`Problem`, because everything wrong with a file is reported together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["InputError", "MsssimError", "Problem", "ResultError", "RunError"]


class MsssimError(Exception):
    """Anything that msssim refuses or cannot do."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input.

    ``where`` is the field's dotted path, ``file`` and ``line`` the place it was typed (None when it
    came from the command line or from Python).
    """

    message: str
    where: str = ""
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = ""
        if self.file is not None:
            place = f"{self.file}:{self.line}: " if self.line is not None else f"{self.file}: "
        return f"{place}{self.where}: {self.message}" if self.where else f"{place}{self.message}"


class InputError(MsssimError):
    """A scenario, an experiment, a table or an option is wrong; ``problems`` says all of it."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems = [Problem(problems)] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ResultError(MsssimError):
    """A result folder is missing, damaged, or belongs to another experiment."""


class RunError(MsssimError):
    """A simulation run failed; the message says which scenario, point and run."""
