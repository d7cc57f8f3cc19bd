"""The command ``check``: files validated, and the properties of their scenarios tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from msssim.cli.options import Days, Json, Quiet, Runs, Seed
from msssim.errors import InputError, Problem, RunError

if TYPE_CHECKING:
    from msssim.testing import Verdict
    from msssim.testing.files import Checked

Found = Mapping[str, "Sequence[Verdict]"]
"""What was found of each file."""

OF_PROPERTIES = ("runs", "seed", "days", "only")
"""Options of ``check`` that say how ``--properties`` plays."""


def check(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files of scenarios, experiments and priors."),
    ],
    properties: Annotated[
        bool,
        typer.Option(
            "--properties",
            help="Also simulate each scenario, under extreme conditions too, and test what must "
            "hold, and what its `expect:` says.",
        ),
    ] = False,
    runs: Runs = 50,
    seed: Seed = 1,
    days: Days = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this property; may be repeated.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Validate files of scenarios, experiments and priors.

    All that is wrong is said at once: file, line, what was found, what is allowed; a note tells of
    what is right and may not act as meant, such as an event after the last day. The exit status is
    2 if any file is wrong. With --properties it is 1 if a property or an expectation is violated;
    what is inconclusive takes more runs, and is not violated.
    """
    from msssim.cli.errors import typed_as, was_typed
    from msssim.cli.inputs import refuse_other_than_file
    from msssim.testing.files import check_file

    idle = [f"--{name}" for name in OF_PROPERTIES if was_typed(context, name)]
    if idle and not properties:
        raise InputError("cli.check.no_properties", options=", ".join(idle))
    right: dict[str, Checked] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            refuse_other_than_file(file)
            right[str(file)] = check_file(file)
        except InputError as error:
            problems += error.problems
    found = None
    if properties and not problems:
        with typed_as(horizon_days="--days", only="--only"):
            found = _asked(right, runs, seed, days, only or (), silent=quiet or as_json)
    if as_json:
        _say_document(right, problems, found)
    elif not quiet:
        _tell(right, found)
    if problems:
        raise InputError(problems)
    _refuse_violated(found or {})


def _asked(
    files: Mapping[str, Checked],
    runs: int,
    seed: int,
    days: int | None,
    only: Sequence[str],
    *,
    silent: bool,
) -> Found:
    """Test the properties of the scenarios among these files, each by the name of its file.

    What ``only`` names is asked of the files that have it; what none of them has is refused.
    """
    from msssim.cli.progress import progress_bar
    from msssim.testing import PROPERTIES, check
    from msssim.testing.checkup import refuse_unknown

    refuse_unknown(only, [each for file in files.values() for each in file.expectations])
    found = {}
    for name, file in files.items():
        known = {*PROPERTIES, *(each.name for each in file.expectations)}
        asked = [each for each in only if each in known]
        if file.scenario is None or (only and not asked):
            continue
        with progress_bar(silent, counted=f"properties of {Path(name).name}") as progress:
            found[name] = check(
                file.scenario,
                runs,
                seed,
                days,
                expectations=file.expectations,
                only=asked,
                named=name,
                progress=progress,
            )
    return found


def _tell(right: Mapping[str, Checked], found: Found | None) -> None:
    """Print a line a file, its notes, and a line a property."""
    from msssim.text import text

    for name, file in right.items():
        asked = "file" if found is None or name in found else "file_without_properties"
        name_of = "file_without_scenario" if asked != "file" and file.scenario is None else asked
        typer.echo(text(f"cli.check.{name_of}", file=name, kind=file.kind, title=file.title))
        for remark in file.remarks:
            typer.echo(text("cli.check.note", note=remark))
    for name, verdicts in (found or {}).items():
        typer.echo(f"\n{name}")
        for verdict in verdicts:
            typer.echo(str(verdict))


def _say_document(
    right: Mapping[str, Checked], problems: Sequence[Problem], found: Found | None
) -> None:
    from msssim.cli.render import say

    files = [
        {
            "file": name,
            "kind": file.kind,
            "title": file.title,
            "remarks": [{"path": each.path, "message": each.message} for each in file.remarks],
        }
        for name, file in right.items()
    ]
    rows = None if found is None else [_row(*each) for each in _each(found)]
    document = {
        "ok": not problems and not _violated(found or {}),
        "right": files,
        "problems": [_problem(each) for each in problems],
        "properties": rows,
    }
    say(document)


def _problem(problem: Problem) -> dict[str, Any]:
    """Return one thing that is wrong with an input, by its parts; null for those it lacks."""
    parts = {name: problem.fields.get(name) for name in ("found", "allowed", "suggestion")}
    return {
        "file": problem.file,
        "line": problem.line,
        "path": problem.path or None,
        "message": problem.message,
        **{name: None if part is None else str(part) for name, part in parts.items()},
    }


def _row(name: str, verdict: Verdict) -> dict[str, Any]:
    """Return what was found of one property of a file."""
    violation, estimate = verdict.violation, verdict.estimate
    return {
        "file": name,
        "property": verdict.name,
        "sentence": verdict.sentence,
        "verdict": verdict.state.value,
        "found": verdict.found or None,
        **{key: violation and getattr(violation, key) for key in ("part", "run", "date", "again")},
        "story": (violation and violation.story) or None,
        "estimate": estimate and estimate.value,
        "low": estimate and estimate.low,
        "high": estimate and estimate.high,
    }


def _each(found: Found) -> Iterator[tuple[str, Verdict]]:
    for name, verdicts in found.items():
        for verdict in verdicts:
            yield name, verdict


def _violated(found: Found) -> list[str]:
    from msssim.testing.checkup import State

    return [f"{name}: {each.name}" for name, each in _each(found) if each.state is State.VIOLATED]


def _refuse_violated(found: Found) -> None:
    """Refuse if anything is violated, saying how much of what was asked.

    Raises
    ------
    RunError
        Which names what is violated.
    """
    from msssim.testing.checkup import State
    from msssim.text import text

    violated = _violated(found)
    asked = sum(each.state is not State.NOT_ASKED for _, each in _each(found))
    if violated:
        names = "; ".join(violated)
        raise RunError(text("cli.check.violated", count=len(violated), asked=asked, names=names))
