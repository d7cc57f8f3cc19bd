"""Made-up results with plausible paths, for the tests of analysis and views.

The same run of every cell gets the same draws, as in the engines: pairing must pay off here too.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from msssim.experiments import Result
from msssim.experiments.partition import Partition
from msssim.experiments.store import Store
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import OUTCOMES

START = date(2024, 6, 12)
FUNDING = {"as_is": 0.45, "trickle_funding": 0.25, "full_funding": 1.0}
RENEWAL = {"12 months": 0.1, "6 months": 0.25, "3 months": 0.5, "none": 1.0}


def manifest(
    scenarios: list[str], factors: dict[str, list[Any]], runs: int, weeks: int, seed: int
) -> dict[str, Any]:
    return {
        "msssim": "0.1.0",
        "title": "Renewal x funding",
        "seed": seed,
        "scenarios": {
            name: {"title": name.replace("_", " ").capitalize(), "why": "", "resolved": {}}
            for name in scenarios
        },
        "experiment": None,
        "factors": factors,
        "uncertainties": [],
        "points": max(1, int(np.prod([len(levels) for levels in factors.values()]))),
        "replications": runs,
        "start": START.isoformat(),
        "horizon_days": 7 * weeks,
        "step_days": 7,
        "recorded": ["deployed", "fund_balance_usd", "gang_control", "binding_constraint"],
        "versions": {},
        "inputs_sha256": "0" * 64,
    }


def play(funding: float, lapse_risk: float, draws: np.ndarray, weeks: int) -> dict[str, np.ndarray]:
    """Series of shape (week, run): steps up, a lapse perhaps, a drawdown."""
    week = np.arange(1, weeks + 1)[:, None]
    delay, conversion, renewal, street = draws
    arrivals = np.floor((week - 3 - 10 * delay) / 9).clip(0)
    target = 2500 * np.minimum(1, funding * (0.6 + 0.8 * conversion))
    deployed = np.round((200 * arrivals).clip(0, target) / 50) * 50
    lapse_week = np.where(renewal < lapse_risk, 16 + 52 * (renewal > lapse_risk / 2), 10 * weeks)
    after = (week - lapse_week).clip(0)
    deployed = np.floor(deployed * np.exp(-after / 6))
    received = 1e6 * funding * (2 + 4 * conversion) * np.ones_like(week)
    balance = np.cumsum(received - 2500 * deployed, axis=0).clip(0)
    control = 0.76 - 0.0001 * np.cumsum(deployed / 100, axis=0) + 0.08 * (street - 0.5)
    control = (control + 0.001 * after.clip(0, 40)).clip(0, 1)
    killed = np.floor(60 + 60 * street + 80 * (control - 0.7)) * np.ones_like(week)
    short = balance < 1.5e6
    code = np.where(week < 8, CONSTRAINTS.index("base"), CONSTRAINTS.index("pledge"))
    code = np.where(short, CONSTRAINTS.index("cash"), code)
    code = np.where(deployed >= 2400, CONSTRAINTS.index("none"), code)
    code = np.where(after > 0, CONSTRAINTS.index("council"), code)
    return {
        "deployed": deployed,
        "fund_balance_usd": balance,
        "gang_control": control,
        "civilians_killed": killed,
        "binding_constraint": code,
        "in_force": (after == 0) * np.ones_like(week),
    }


def outcomes_of(series: dict[str, np.ndarray], draws: np.ndarray) -> dict[str, np.ndarray]:
    weeks = len(series["deployed"])
    deployed = series["deployed"]
    ever = (deployed > 0).any(axis=0)
    result = {"first_boots_days": np.where(ever, 7.0 * (1 + (deployed > 0).argmax(axis=0)), np.nan)}
    for week in (26, 52, 78, 104):
        if week <= weeks:
            result[f"strength_{week}w"] = deployed[week - 1].astype(float)
    for code, cause in enumerate(CONSTRAINTS):
        result[f"weeks_bound_{cause}"] = (series["binding_constraint"] == code).sum(0).astype(float)
    lapsed = (series["in_force"] == 0).sum(axis=0)
    result["delivered_share"] = deployed.mean(axis=0) / 2500
    result["lapse"] = (lapsed > 0).astype(float)
    result["lapse_weeks"] = lapsed.astype(float)
    result["civilians_killed"] = series["civilians_killed"].sum(axis=0)
    result["kidnapped"] = np.floor(result["civilians_killed"] * 0.7 + 200 * draws[0])
    result["displaced_end"] = np.floor(580_000 + 4e5 * (series["gang_control"][-1] - 0.75))
    result["gang_control_end"] = series["gang_control"][-1]
    result["held_share_end"] = (0.5 - series["gang_control"][-1] / 2).clip(0, 1)
    result["abuse_cases"] = np.floor(deployed.mean(axis=0) * 0.004 + 3 * draws[1])
    result["fund_balance_usd"] = series["fund_balance_usd"][-1]
    return result


def synthetic_result(
    runs: int = 100,
    weeks: int = 104,
    scenarios: tuple[str, ...] = tuple(FUNDING),
    renewal: tuple[str, ...] | None = tuple(RENEWAL),
    seed: int = 1,
) -> Result:
    """A result of ``scenarios`` x ``renewal`` levels; no lever at all when ``renewal`` is None."""
    draws = np.random.default_rng(seed).random((4, runs))
    factors = {} if renewal is None else {"renewal": list(renewal)}
    rows, paths = [], []
    for scenario, (point, level) in product(scenarios, enumerate(renewal or ("12 months",))):
        series = play(FUNDING[scenario], RENEWAL[level], draws, weeks)
        head = {"scenario": scenario, "point": point, "run": np.arange(runs)}
        lever = {"renewal": level} if factors else {}
        rows.append(pd.DataFrame({**head, **lever, **outcomes_of(series, draws)}))
        for week in range(weeks):
            day = pd.Timestamp(START + timedelta(days=7 * (week + 1)))
            values = {name: series[name][week].astype(np.float32) for name in series}
            paths.append(pd.DataFrame({**head, "date": day, **values}))
    return Result.of_frames(
        runs=pd.concat(rows, ignore_index=True),
        series=pd.concat(paths, ignore_index=True),
        manifest=manifest(list(scenarios), factors, runs, weeks, seed),
    )


def stored(result: Result, folder: Path, parts: int = 3) -> Result:
    """The same result read from a folder, each part of which holds a few runs of every cell."""
    store = Store(folder)
    with store.claimed({**result.manifest, "parts": parts}):
        for part in range(parts):
            runs, series = (
                pa.Table.from_pandas(table[table["run"] % parts == part], preserve_index=False)
                for table in (result.runs, result.series)
            )
            place = series.column_names.index("date")
            series = series.set_column(place, "date", series["date"].cast(pa.date32()))
            store.write(part, Partition(runs, series))
    return Result.read(folder)


def with_failed(result: Result, failed: dict[tuple[str, int, int], str]) -> Result:
    """The same result, but some runs (scenario, point, run) failed for a reason."""
    runs = result.runs.copy()
    keys = list(zip(runs["scenario"], runs["point"], runs["run"], strict=True))
    reasons = [failed.get(key) for key in keys]
    lost = [reason is not None for reason in reasons]
    runs.loc[lost, [name for name in OUTCOMES if name in runs]] = np.nan
    runs["failure"] = reasons
    runs["reproduce"] = [
        f"msssim run {key[0]} --runs {key[2] + 1}" if gone else None
        for key, gone in zip(keys, lost, strict=True)
    ]
    return Result.of_frames(runs, result.series, result.manifest)


def independent_runs(result: Result) -> Result:
    """The same numbers as if no two points had met the same draws: run numbers go on counting."""
    runs = result.runs
    each = runs["run"].nunique()
    runs = runs.assign(run=runs["run"] + each * runs["point"])
    return Result.of_frames(runs, result.series, result.manifest)
