"""Errors that msssim raises on purpose.

Every one is a :class:`MsssimError`, so a caller can catch them all. An error about an input carries
a list of :class:`Problem`, because everything wrong with a file is reported together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

__all__ = ["InputError", "MsssimError", "Problem", "ResultError", "RunError"]

_NAME = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
"""A template's name; anything else in its place is the message itself."""


class MsssimError(Exception):
    """Anything that msssim refuses or cannot do."""


@dataclass(frozen=True, init=False)
class Problem:
    """One thing that is wrong with an input, in its parts.

    Attributes
    ----------
    template
        Name of its message in the catalogue, see :mod:`msssim.text`.
    path
        Dotted path of the field, or the option; empty where it is about the whole.
    file, line
        Where it was typed; None when that was on the command line or in Python.
    fields
        Values of the template's fields. ``found``, ``allowed`` and ``suggestion`` (the nearest
        right spelling; None if nothing is near) mean the same in every template.
    """

    template: str
    path: str
    file: str | None
    line: int | None
    fields: Mapping[str, Any] = field(hash=False)

    def __init__(
        self,
        template: str,
        path: str = "",
        file: str | None = None,
        line: int | None = None,
        **fields: Any,
    ) -> None:
        self.__dict__.update(template=template, path=path, file=file, line=line, fields=fields)

    @property
    def message(self) -> str:
        """What is wrong, in words, without the place."""
        if not _NAME.fullmatch(self.template):
            return self.template
        from msssim.text import text  # noqa: PLC0415  (slow to import, and nothing may be wrong)

        suggestion = self.fields.get("suggestion")
        hint = text("problems.did_you_mean", suggestion=suggestion) if suggestion else ""
        return text(self.template, hint=hint, **self.fields)

    def at(self, **place: Any) -> Problem:
        """Return the same problem at another ``path``, ``file`` or ``line``."""
        here = {"path": self.path, "file": self.file, "line": self.line}
        return Problem(self.template, **(here | place), **self.fields)

    def within(self, template: str, path: str, **fields: Any) -> Problem:
        """Return it as part of a problem whose template takes this one's ``message``."""
        return Problem(template, path, **{**self.fields, "message": self.message, **fields})

    def __str__(self) -> str:
        place = ""
        if self.file is not None:
            place = f"{self.file}:{self.line}: " if self.line is not None else f"{self.file}: "
        return f"{place}{self.path}: {self.message}" if self.path else f"{place}{self.message}"


class InputError(MsssimError):
    """A scenario, an experiment, a table or an option is wrong; ``problems`` says all of it.

    It takes a list of problems, or what makes one :class:`Problem`: a template and its fields.
    """

    def __init__(self, problems: Iterable[Problem] | str, path: str = "", **fields: Any) -> None:
        if isinstance(problems, str):
            problems = [Problem(problems, path, **fields)]
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """Take the problems along to another process."""
        return type(self), (self.problems,)


class ResultError(MsssimError):
    """A result folder is missing, damaged, or belongs to another experiment."""


class RunError(MsssimError):
    """A simulation run failed; the message says which scenario, point and run."""


def require_packages(template: str, *names: str) -> None:
    """Refuse if a package that an extra of msssim brings is not installed.

    Raises
    ------
    InputError
        With the template, which says what to install.
    """
    if not all(find_spec(name) for name in names):
        raise InputError(template)
