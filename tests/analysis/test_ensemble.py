"""The forecast: its table, and the committed file, which must still come out of the engine."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from msssim.analysis.ensemble import forecast_table
from msssim.analysis.observations import OBSERVABLES
from msssim.experiments import simulate
from msssim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs/forecast_2024-06-12.csv"
QUANTILES = ["p5", "p25", "p50", "p75", "p95"]
STALE = "docs/forecast_2024-06-12.csv is of another model: run python scripts/build_forecast.py"


@pytest.fixture(scope="module")
def committed() -> pd.DataFrame:
    return pd.read_csv(FILE, comment="#")


def test_the_file_says_version_scenario_runs_and_seed():
    first = FILE.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(
        r"# msssim \S+, scenario as_is from 2024-06-12, 2000 runs, seed 20240612, inputs \w{12}",
        first,
    )


def test_every_observable_has_a_row_every_four_weeks_after_12_june_2024(committed):
    assert committed.columns.tolist() == ["date", "series", "kind", "unit", "mean", *QUANTILES]
    dates = [dt.date.fromisoformat(text) for text in committed["date"].unique()]
    assert min(dates) > dt.date(2024, 6, 12)
    assert {(b - a).days for a, b in pairwise(dates)} == {28}
    assert len(committed) == len(dates) * len(OBSERVABLES)
    assert not committed.duplicated(["date", "series"]).any()


def test_quantiles_rise(committed):
    assert (committed[QUANTILES].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert committed.notna().all(axis=None)


@pytest.mark.slow
def test_the_first_rows_of_the_file_come_out_of_the_engine_again(tmp_path, committed):
    again = tmp_path / "again.csv"
    script = ROOT / "scripts/build_forecast.py"
    subprocess.run([sys.executable, script, again, "--days", "28"], check=True)
    played = pd.read_csv(again, comment="#").set_index("series").sort_index()
    assert len(played) == len(OBSERVABLES)
    stored = committed[committed["date"] == played["date"].iloc[0]].set_index("series")
    assert played.equals(stored.sort_index().astype(played.dtypes)), STALE


@pytest.fixture(scope="module")
def played():
    return simulate(load_scenario("as_is"), runs=4, seed=3, days=56)


@pytest.mark.slow
def test_a_stock_is_its_value_and_a_flow_its_sum_over_the_days_before(played):
    table = forecast_table(played, every_days=14).set_index(["series", "date"])
    last, weeks = dt.date(2024, 7, 9), played.series.groupby("run").nth([2, 3])
    killed = weeks.groupby("run")["killed_total"].sum()
    assert table.loc[("killed_total", last), "p50"] == pytest.approx(killed.median())
    assert table.loc[("killed_total", last), "mean"] == pytest.approx(killed.mean())
    displaced = weeks.groupby("run")["displaced"].last()
    assert table.loc[("displaced", last), "p95"] == pytest.approx(np.quantile(displaced, 0.95))


@pytest.mark.slow
def test_the_mean_of_an_event_is_its_chance(played):
    table = forecast_table(played).set_index(["series", "date"])
    landed = (played.runs["first_boots_days"] <= 55).mean()
    assert table.loc[("first_boots", dt.date(2024, 8, 6)), "mean"] == landed
