"""A scenario where an experiment is meant, a result where a scenario is: what was given instead.

A new user knows four kinds of things by one kind of name. When what was given cannot be read as
what the command takes, it is looked at again, and the answer names the command that does take it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msssim.errors import InputError, ResultError

if TYPE_CHECKING:
    from msssim.experiments import Result

Kind = Literal["scenario", "experiment", "result"]

A: dict[str, str] = {
    "scenario": "a scenario",
    "experiment": "an experiment",
    "result": "a result folder",
    "folder": "a folder",
}
TAKEN_BY = {
    "scenario": "`msssim run {name}` plays it",
    "experiment": "`msssim sweep {name}` plays it",
    "result": "`msssim compare {name}` reads it",
    "folder": "a shipped name or a YAML file is needed",
}
RUN_FIRST = "`msssim run` and `msssim sweep` write results"
CHECKED = "allowed are the YAML files of scenarios and experiments"


@contextmanager
def meant(kind: Kind, name: str | Path) -> Iterator[None]:
    """Say what ``name`` is if it cannot be read as a ``kind`` inside a ``with`` statement."""
    try:
        yield
    except (InputError, ResultError) as error:
        given = kind_of(str(name))
        if given in (kind, None) or (kind, given) == ("result", "folder"):
            raise
        raise type(error)(
            f"{name} is {A[given]}, not {A[kind]}; {TAKEN_BY[given].format(name=name)}"
        ) from error


def opened(folder: Path) -> Result:
    """Open a result folder; of one that is not there, suggest the nearest beside it."""
    from msssim.experiments import Result  # noqa: PLC0415

    if not folder.exists() and kind_of(str(folder)) is None:
        beside = [each for each in _inside(folder.parent) if kind_of(str(each)) == "result"]
        raise ResultError(f"there is no folder {folder}{_nearest(folder, beside)}; {RUN_FIRST}")
    with meant("result", folder):
        return Result.read(folder)


def there_is(file: Path) -> None:
    """Refuse what is no file; suggest the nearest in the same folder.

    Raises
    ------
    InputError
        Which says what is of that name, if anything is.
    """
    if file.is_file():
        return
    given = kind_of(str(file))
    if given is not None:
        raise InputError(f"{file} is {A[given]}, not a file; {CHECKED}")
    files = [each for each in _inside(file.parent) if each.suffix in (".yaml", ".yml")]
    raise InputError(f"there is no file {file}{_nearest(file, files)}")


def refuse_as_output(folder: Path) -> None:
    """Refuse a folder in which nothing may be written.

    Raises
    ------
    ResultError
        If it is a file, or a result, whose own figures would be lost.
    """
    if folder.is_file():
        raise ResultError(f"--out: {folder} is a file; choose another folder")
    if kind_of(str(folder)) == "result":
        raise ResultError(f"--out: {folder} holds a result; choose another folder")


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _nearest(path: Path, others: Iterable[Path]) -> str:
    from msssim.scenario.wording import did_you_mean  # noqa: PLC0415

    return did_you_mean(str(path), map(str, others))


def kind_of(name: str) -> str | None:
    """Return what is of that name: a shipped name first, as everywhere; None if nothing is."""
    from msssim.scenario.shipped import shipped_names  # noqa: PLC0415

    path = Path(name)
    if name in shipped_names("scenarios"):
        return "scenario"
    if name in shipped_names("experiments"):
        return "experiment"
    if (path / "manifest.json").is_file():
        return "result"
    if path.is_dir():
        return "folder"
    return _kind_of_file(path) if path.is_file() else None


def _kind_of_file(path: Path) -> str | None:
    from msssim.scenario import read_yaml  # noqa: PLC0415

    try:
        data = read_yaml(path).data
    except InputError:
        return None
    if "scenarios" in data:
        return "experiment"
    return "scenario" if {"extends", "name"} & set(data) else None
