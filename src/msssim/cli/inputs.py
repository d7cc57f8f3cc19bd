"""Reads what a command is given; says what it is where it is something else.

A new user knows five kinds of things by one kind of name. When what was given cannot be read as
what the command takes, it is looked at again, and the answer names the command that does take it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msssim.errors import InputError, Problem, ResultError

if TYPE_CHECKING:
    from msssim.experiments import Experiment, Result
    from msssim.scenario import Scenario


def read_scenario(name: str, settings: Sequence[str] | None = None) -> Scenario:
    """Return a scenario by its shipped name or file."""
    from msssim.scenario import load_scenario

    with meant("scenario", name):
        return load_scenario(name, settings or ())


def read_experiment(name: str, seed: int | None = None) -> Experiment:
    """Return an experiment by its shipped name or file, with another seed if one is given."""
    from msssim.experiments import load_experiment

    with meant("experiment", name):
        asked = load_experiment(name)
    return asked if seed is None else asked.with_seed(seed)


def read_result(folder: Path) -> Result:
    """Return a stored result."""
    from msssim.experiments import Result

    with meant("result", folder):
        return Result.read(folder)


@contextmanager
def meant(kind: str, name: str | Path) -> Iterator[None]:
    """Say what ``name`` is if it cannot be read as a ``kind`` inside a ``with`` statement."""
    try:
        yield
    except InputError as error:
        template, fields = _answer(kind, str(name))
        raise InputError(template, **fields) if template else error from error
    except ResultError as error:
        template, fields = _answer(kind, str(name))
        raise ResultError(Problem(template, **fields).message) if template else error from error


def _answer(kind: str, name: str) -> tuple[str, dict[str, Any]]:
    """Return what there is in place of a ``kind``; no template if the error said it better."""
    from msssim.text import text

    given = kind_of(name)
    if kind == "result" and not Path(name).exists() and given is None:
        beside = [each for each in _inside(Path(name).parent) if kind_of(str(each)) == "result"]
        return "cli.no_folder", {"folder": name, "suggestion": _nearest(name, beside)}
    if given in (kind, None) or (kind, given) == ("result", "folder"):
        return "", {}
    fields = {"given": text(f"cli.kind.{given}"), "wanted": text(f"cli.kind.{kind}")}
    return "cli.other_kind", {**fields, "name": name, "next": text(f"cli.taken.{given}", name=name)}


def refuse_other_than_file(path: Path) -> None:
    """Refuse what is no file of a scenario or an experiment; suggest the nearest beside it.

    Raises
    ------
    InputError
        Which says what is of that name, if anything is.
    """
    from msssim.text import text

    if path.is_file() and path.name != "manifest.json":
        return
    given = kind_of(str(path))
    if given is None:
        files = [each for each in _inside(path.parent) if each.suffix in (".yaml", ".yml")]
        raise InputError("cli.no_file", name=path, suggestion=_nearest(str(path), files))
    taken = given in ("scenario", "experiment", "priors", "result")
    raise InputError(
        "cli.no_own_file",
        name=path,
        given=text(f"cli.kind.{given}"),
        next=f"; {text(f'cli.taken.{given}', name=path)}" if taken else "",
    )


def free_folder(folder: Path | None) -> Path | None:
    """Return an output folder, unless nothing may be written in it.

    Raises
    ------
    ResultError
        If it is a file, or a result, whose own figures would be lost.
    """
    from msssim.text import text

    if folder is not None and folder.is_file():
        raise ResultError(text("cli.out_is_file", folder=folder))
    if folder is not None and kind_of(str(folder)) == "result":
        raise ResultError(text("cli.out_is_result", folder=folder))
    return folder


def kind_of(name: str) -> str | None:
    """Return what is of that name: a shipped name first, as everywhere; None if nothing is."""
    from msssim.scenario.shipped import shipped_names

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
    from msssim.scenario import read_yaml

    try:
        data = read_yaml(path).data
    except InputError:
        return None
    if "scenarios" in data:
        return "experiment"
    if {"uncertainties", "known_until"} <= set(data):
        return "priors"
    return "scenario" if {"extends", "name"} & set(data) else None


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _nearest(name: str, others: Iterable[Path]) -> str | None:
    from msssim.scenario.text import nearest

    return nearest(name, map(str, others))
