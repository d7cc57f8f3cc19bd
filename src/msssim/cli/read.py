"""The commands that are asked before anything is played: ``scenarios``, ``show`` and ``check``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Days, Json, Quiet, Runs, ScenarioName, Seed, Settings
from msssim.errors import InputError, Problem

if TYPE_CHECKING:
    from msssim.scenario import ParameterInfo, Scenario
    from msssim.scenario.describe import DatedValue
    from msssim.testing.files import Checked


def scenarios(as_json: Json = False, quiet: Quiet = False) -> None:
    """List the shipped scenarios.

    Each has a name, which is what the other commands take, a title and a sentence.
    """
    from msssim.cli import documents, machine
    from msssim.cli.layout import show as print_out
    from msssim.cli.parameters import scenario_table
    from msssim.scenario import load_scenario, shipped_scenarios

    listed = [load_scenario(name) for name in shipped_scenarios()]
    if as_json:
        machine.say(documents.of_scenarios(listed))
    elif not quiet:
        print_out(scenario_table(listed))


def show(
    scenario: ScenarioName,
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="[PATH]",
            help="A section (council), a parameter (council.renewal_term_days), or events.",
            autocompletion=complete.parts,
        ),
    ] = None,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show what a scenario assumes, and why.

    Every parameter with its value, unit, range, meaning and source, and the dated events that
    change some of them; with PATH a part of them.
    """
    from msssim.cli import documents, machine
    from msssim.cli.layout import show as print_out
    from msssim.cli.mistaken import meant
    from msssim.cli.parameters import event_table, overview, parameter_sheet, section_tables
    from msssim.scenario import load_scenario

    with meant("scenario", scenario):
        asked = load_scenario(scenario, settings or ())
    found = [] if path == complete.EVENTS else _found(asked, path)
    dated = _dated(asked, path)
    if as_json:
        machine.say(documents.of_parameters(asked, found, dated))
    elif quiet:
        return
    elif path is None:
        print_out(*overview(asked, found, dated))
    elif path == complete.EVENTS:
        print_out(*(event_table(dated) if dated else [f"{asked.name} has no dated events"]))
    elif found[0].path == path:
        print_out(parameter_sheet(found[0]), *event_table(dated))
    else:
        print_out(*section_tables(found), *event_table(dated))


def _dated(scenario: Scenario, path: str | None) -> Sequence[DatedValue]:
    """Return what dated events set: all of it, or what they set at a path and below."""
    from msssim.scenario.describe import dated_values

    return [
        each
        for each in dated_values(scenario)
        if path in (None, complete.EVENTS, each.path) or each.path.startswith(f"{path}.")
    ]


def _found(scenario: Scenario, path: str | None) -> Sequence[ParameterInfo]:
    """Return the parameters at a path: all, those of a section or a row, or one."""
    from msssim.scenario import parameter_info, parameters
    from msssim.scenario.paths import nearest_path, renamed
    from msssim.scenario.text import nearest

    listed = parameters(scenario)
    if path is None:
        return listed
    below = [info for info in listed if info.path.startswith(f"{path}.")]
    if below:
        return below
    paths = [info.path for info in listed]
    sections = dict.fromkeys(each.split(".")[0] for each in paths)
    if "." in path or path in sections:
        return [parameter_info(scenario, path)]
    moved = renamed(path)
    if moved:
        raise InputError([moved])
    known = [*sections, complete.EVENTS]
    is_parameter = path in _last_words(paths)
    suggestion = nearest_path(path, paths) if is_parameter else nearest(path, known)
    raise InputError("problems.no_section", path, known=", ".join(known), suggestion=suggestion)


def _last_words(paths: Sequence[str]) -> set[str]:
    return {path.rpartition(".")[2] for path in paths}


def _why_unplayed(checked: Checked) -> str:
    return " (nothing to play)" if checked.scenario is None else " (has nothing of what is asked)"


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
            help="Also play each scenario, under extreme conditions too, and ask what must hold, "
            "and what its `expect:` says.",
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
    2 if any file is wrong. With --properties it is 1 if a property or an expectation is broken;
    what is in doubt takes more runs to tell, and is not broken.
    """
    from msssim.cli import documents, machine
    from msssim.cli.mistaken import refuse_other_than_file
    from msssim.cli.properties import check_all, require, rows, tell
    from msssim.cli.usage import typed_as, was_typed
    from msssim.testing.files import check_file

    idle = [f"--{name}" for name in OF_PROPERTIES if was_typed(context, name)]
    if idle and not properties:
        raise InputError(f"{', '.join(idle)}: says how --properties plays; add --properties")
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
            found = check_all(right, runs, seed, days, only or (), silent=quiet or as_json)
    if as_json:
        asked = None if found is None else rows(found)
        machine.say(documents.of_files(right, problems, asked))
    elif not quiet:
        for name, checked in right.items():
            unplayed = "" if found is None or name in found else _why_unplayed(checked)
            typer.echo(f"ok  {name}: {checked.kind}, {checked.title}{unplayed}")
            for remark in checked.remarks:
                typer.echo(f"    note: {remark}")
        if found is not None:
            tell(found)
    if problems:
        raise InputError(problems)
    if found is not None:
        require(found)
