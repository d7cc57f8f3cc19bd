"""A scenario where an experiment is meant, a result where a scenario is: what was given instead.

A new user knows five kinds of things by one kind of name. When what was given cannot be read as
what the command takes, it is looked at again, and the answer names the command that does take it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msssim.errors import InputError, ResultError

Kind = Literal["scenario", "experiment", "result"]

A = {
    "scenario": "a scenario",
    "experiment": "an experiment",
    "priors": "a file of priors",
    "result": "a result folder",
    "manifest": "the manifest of a result",
    "folder": "a folder",
}
TAKEN_BY = {
    "scenario": "`msssim run {name}` plays it",
    "experiment": "`msssim sweep {name}` plays it",
    "priors": "an experiment samples it by `uncertainties: prior`",
    "result": "`msssim compare {name}` reads it",
    "manifest": "results are named by their folder",
    "folder": "a shipped name or a YAML file is needed",
}
COMMANDS = ("scenario", "experiment", "priors", "result")
"""What some command takes as it is."""


@contextmanager
def meant(kind: Kind, name: str | Path) -> Iterator[None]:
    """Say what ``name`` is if it cannot be read as a ``kind`` inside a ``with`` statement."""
    try:
        yield
    except (InputError, ResultError) as error:
        answer = _answer(kind, str(name))
        if answer is None:
            raise
        raise type(error)(answer) from error


def _answer(kind: Kind, name: str) -> str | None:
    """Return what there is in place of a ``kind``; None if the error said it better."""
    given = kind_of(name)
    if kind == "result" and not Path(name).exists() and given is None:
        beside = [each for each in _inside(Path(name).parent) if kind_of(str(each)) == "result"]
        written = "`msssim run` and `msssim sweep` write results"
        return f"there is no folder {name}{_nearest(name, beside)}; {written}"
    if given in (kind, None) or (kind, given) == ("result", "folder"):
        return None
    return f"{name} is {A[given]}, not {A[kind]}; {TAKEN_BY[given].format(name=name)}"


def refuse_other_than_file(path: Path) -> None:
    """Refuse what is no file of a scenario or an experiment; suggest the nearest beside it.

    Raises
    ------
    InputError
        Which says what is of that name, if anything is.
    """
    if path.is_file() and path.name != "manifest.json":
        return
    given = kind_of(str(path))
    if given is not None:
        allowed = "allowed are your YAML files of scenarios, experiments and priors"
        next_step = f"; {TAKEN_BY[given].format(name=path)}" if given in COMMANDS else ""
        raise InputError(f"{path} is {A[given]}; {allowed}{next_step}")
    files = [each for each in _inside(path.parent) if each.suffix in (".yaml", ".yml")]
    raise InputError(f"there is no file {path}{_nearest(str(path), files)}")


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


def _nearest(name: str, others: Iterable[Path]) -> str:
    from msssim.scenario.text import did_you_mean  # noqa: PLC0415

    return did_you_mean(name, map(str, others))


def kind_of(name: str) -> str | None:
    """Return what is of that name: a shipped name first, as everywhere; None if nothing is."""
    from msssim.scenario.shipped import shipped_names  # noqa: PLC0415

    path = Path(name)
    kinds = {
        "scenario": name in shipped_names("scenarios"),
        "experiment": name in shipped_names("experiments"),
        "priors": name in shipped_names("priors"),
        "result": (path / "manifest.json").is_file(),
        "manifest": path.name == "manifest.json" and path.is_file(),
        "folder": bool(name) and path.is_dir(),
    }
    found = next((kind for kind, is_such in kinds.items() if is_such), None)
    return _kind_of_file(path) if found is None and path.is_file() else found


def _kind_of_file(path: Path) -> str | None:
    from msssim.scenario import read_yaml  # noqa: PLC0415

    try:
        data = read_yaml(path).data
    except InputError:
        return None
    if "scenarios" in data:
        return "experiment"
    if {"uncertainties", "known_until"} <= set(data):
        return "priors"
    return "scenario" if {"extends", "name"} & set(data) else None
