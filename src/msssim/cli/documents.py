"""The documents that the commands print with ``--json``; docs/how-to/scripting.md has the keys."""

# ruff: noqa: PLC0415  (a document imports what it needs, as commands do)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msssim.cli.machine import problem

if TYPE_CHECKING:
    import pandas as pd

    from msssim.errors import Problem
    from msssim.experiments import Plan, Result, Verification
    from msssim.experiments.plan import Round
    from msssim.scenario import Change, ParameterInfo, Scenario
    from msssim.scenario.describe import DatedValue
    from msssim.testing.files import Checked

Document = dict[str, Any]


def of_scenarios(scenarios: Sequence[Scenario]) -> Document:
    """Return what ``scenarios`` lists."""
    return {"scenarios": [_named(scenario) for scenario in scenarios]}


def of_parameters(
    scenario: Scenario, parameters: Sequence[ParameterInfo], dated: Sequence[DatedValue]
) -> Document:
    """Return what ``show`` tells of parameters, and what dated events set of them."""
    return {**_named(scenario), "parameters": parameters, "events": dated}


def of_diff(
    before: Scenario,
    after: Scenario,
    listed: Sequence[Change],
    effects: pd.DataFrame | None,
    folder: Path | None,
) -> Document:
    """Return what ``diff`` prints; null in place of effects that were not asked for."""
    return {
        "before": before.name,
        "after": after.name,
        "changes": [{**asdict(change), "alone": change.alone} for change in listed],
        "effects": effects,
        "folder": folder,
    }


def of_files(
    right: Mapping[str, Checked], problems: Sequence[Problem], properties: Sequence[Document] | None
) -> Document:
    """Return what ``check`` found: what it says of files that are right, and all problems.

    ``properties`` are the rows of what was asked, None if nothing was.
    """
    files = [
        {
            "file": name,
            "kind": file.kind,
            "title": file.title,
            "remarks": [{"path": each.path, "message": each.message} for each in file.remarks],
        }
        for name, file in right.items()
    ]
    broken = any(row["verdict"] == "broken" for row in properties or ())
    return {
        "ok": not problems and not broken,
        "right": files,
        "problems": [problem(found) for found in problems],
        "properties": properties,
    }


def of_result(result: Result, folder: Path) -> Document:
    """Return what ``run`` and ``sweep`` print: the outcomes of every cell, and where they are."""
    from msssim.analysis import summarise

    asked = result.manifest
    return {
        "title": asked["title"],
        "folder": folder,
        "runs": len(result),
        "failed": len(result.failed),
        "seed": asked["seed"],
        "horizon_days": asked["horizon_days"],
        "outcomes": summarise(result),
    }


def of_run(
    result: Result, folder: Path, contingents: pd.DataFrame | None, attribution: pd.DataFrame | None
) -> Document:
    """Return what ``run`` prints."""
    from msssim.analysis.contingents import offers

    return {
        **of_result(result, folder),
        "contingents": [] if contingents is None else list(offers(contingents)),
        "attribution": attribution,
    }


def of_sweep(result: Result, folder: Path) -> Document:
    """Return what ``sweep`` prints."""
    from msssim.analysis import findings

    return {
        **of_result(result, folder),
        "precision": result.manifest.get("precision"),
        "findings": list(findings(result)),
    }


def of_plan(plan: Plan) -> Document:
    """Return what ``sweep --dry-run`` prints."""
    return {
        "title": plan.title,
        "scenarios": plan.scenarios,
        "points": plan.points,
        "runs": plan.runs,
        "most_runs": plan.most_runs,
        "parts": plan.parts,
        "workers": plan.workers,
        "seconds": plan.cost and plan.cost.seconds,
        "disk_bytes": plan.cost and plan.cost.disk_bytes,
        "sentences": list(plan.messages()),
    }


def of_comparison(
    tables: Mapping[str, pd.DataFrame], baseline: str, elsewhere: Sequence[str], out: Path | None
) -> Document:
    """Return what ``compare`` prints; null in place of a table that was not asked for."""
    return {
        "baseline": baseline,
        "other_theatres": elsewhere,
        "folder": out,
        "differences": tables["comparison"],
        **{name: tables.get(name) for name in ("chances", "runs_needed", "spread")},
    }


def of_verification(folder: Path, found: Verification) -> Document:
    """Return what ``verify`` prints."""
    versions = {
        name: {"then": then, "now": now} for name, (then, now) in found.other_versions.items()
    }
    return {
        "result": folder,
        "stored": found.stored,
        "checked": found.checked,
        "same": found.same,
        "differences": found.differences,
        "failures": found.failures,
        "other_versions": versions,
    }


def of_rounds(scenario: Scenario, rounds: Sequence[Round]) -> Document:
    """Return what ``bench`` measured, round by round, in runs a second."""
    return {
        "scenario": scenario.name,
        "horizon_days": scenario.horizon_days,
        "rounds": [
            {"agents": each.agents, "batch": each.batch, "ratio": each.ratio} for each in rounds
        ],
    }


def _named(scenario: Scenario) -> Document:
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "why": " ".join(scenario.why.split()),
    }
