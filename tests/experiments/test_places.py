"""Zones and main roads: at which dates they are kept, in whose name, and how they are stored."""

from __future__ import annotations

import json

import numpy as np
import pytest

from msssim.analysis.places import has_places, road_shares, zone_means, zone_quantiles
from msssim.engines.batch import run_block
from msssim.engines.tally_places import kept_steps
from msssim.errors import InputError, ResultError
from msssim.experiments import Result, simulate, sweep
from msssim.world.calendar import steps
from msssim.world.observables import ROAD_SERIES, ZONE_SERIES

LEVERS = {"funding.conversion": [0.2, 0.9]}
KEPT = {"series": ["deployed"], "zones_every_days": 14}


@pytest.fixture
def asked(experiment):
    return experiment(levers=LEVERS, record=KEPT)


@pytest.mark.parametrize(
    ("weeks", "every", "places"),
    [(8, 4, [0, 3, 7]), (9, 4, [0, 3, 7, 8]), (3, 1, [0, 1, 2]), (3, 52, [0, 2]), (1, 4, [0])],
)
def test_kept_are_the_first_step_every_so_many_and_the_last(as_is, weeks, every, places):
    calendar = steps(as_is.start, 7 * weeks, 7)
    assert [step.index for step in kept_steps(calendar, every)] == places


def test_flows_add_up_to_the_outcome_and_stocks_are_those_of_the_date(as_is):
    short = as_is.with_values({"horizon_days": 63})
    runs = np.arange(4)
    every, few = (run_block(short, seed=2, runs=runs, places_every=n).places for n in (1, 4))
    whole = run_block(short, seed=2, runs=runs)
    assert whole.places is None
    killed = few.zones["civilians_killed"]
    assert np.array_equal(killed.sum(axis=(0, 1)), whole.outcomes["civilians_killed"])
    at = [every.dates.index(date) for date in few.dates]
    for table in ("zones", "roads"):
        for name, values in getattr(few, table).items():
            if name != "civilians_killed":
                assert np.array_equal(values, getattr(every, table)[name][at])


def test_every_row_is_of_its_run_date_and_place(as_is, asked, cheap_engine, tmp_path):
    result = sweep(asked, tmp_path, workers=1)
    shift = {run: np.random.default_rng([5, run]).random() for run in range(3)}
    names = {
        "zone": [row.name for row in as_is.territory.zones],
        "road": [link.name for link in as_is.territory.main_roads],
    }
    for table, kind, series in (
        (result.zones, "zone", ZONE_SERIES),
        (result.roads, "road", ROAD_SERIES),
    ):
        assert list(table) == ["scenario", "point", "run", "date", kind, *series]
        assert len(table) == 2 * 3 * 3 * len(names[kind])
        dates = sorted(table["date"].unique())
        date, place = table["date"].map(dates.index), table[kind].map(names[kind].index)
        for name in series:
            expected = 100 * date + place + len(name) + table["run"].map(shift)
            assert np.allclose(table[name], expected, rtol=1e-6)


def test_stored_and_in_memory_are_alike(as_is, cheap_engine, tmp_path):
    stored = Result.read(simulate(as_is, runs=300, days=28, out=tmp_path / "one").write("two"))
    in_memory = simulate(as_is, runs=300, days=28)
    assert stored.zones.equals(in_memory.zones)
    assert stored.roads.equals(in_memory.roads)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_nothing_is_kept_unless_asked_for(experiment, cheap_engine, tmp_path):
    result = sweep(experiment(levers=LEVERS), tmp_path / "plain", workers=1)
    assert result.zones is None
    assert result.roads is None
    assert not has_places(result)
    assert not (tmp_path / "plain" / "zones").exists()
    with pytest.raises(InputError, match="zones_every_days"):
        zone_means(result, "gang_control")


def test_a_part_without_its_zones_is_not_complete(asked, tmp_path, cheap_engine):
    sweep(asked, tmp_path / "cut", workers=1)
    (tmp_path / "cut" / "zones" / "part-00000.parquet").unlink()
    with pytest.raises(ResultError, match="not complete: 0 of 1 parts"):
        Result.read(tmp_path / "cut")


def test_a_folder_from_before_zones_were_kept_still_opens(experiment, cheap_engine, tmp_path):
    result = sweep(experiment(), tmp_path / "old", workers=1)
    file = tmp_path / "old" / "manifest.json"
    manifest = json.loads(file.read_text())
    del manifest["zones_every_days"]
    file.write_text(json.dumps(manifest))
    old = Result.read(tmp_path / "old")
    assert old.zones is None
    assert old.runs.equals(result.runs)


def test_an_interval_that_no_step_ends_on_is_refused(experiment):
    with pytest.raises(InputError, match=r"zones_every_days: 10 days are no multiple of a step"):
        experiment(record={"zones_every_days": 10})


def test_means_and_quantiles_are_those_of_the_runs(asked, tmp_path):
    result = sweep(asked, tmp_path / "real", workers=1)
    means = zone_means(result, "gang_members")
    quantiles = zone_quantiles(result, "gang_members")
    shares = road_shares(result)
    labels = list(means.index.unique("cell"))
    assert len(labels) == 2
    zones = result.zones.groupby(["point", "date", "zone"])["gang_members"]
    roads = result.roads.groupby(["point", "date", "road"])["open"].mean()
    for point, cell in enumerate(labels):
        for date in means.index.unique("date"):
            assert np.allclose(
                means.loc[(cell, date)], zones.mean().loc[(point, date)][means.columns]
            )
            assert np.allclose(
                quantiles.loc[(cell, date, "p95")],
                zones.quantile(0.95).loc[(point, date)][means.columns],
            )
            assert np.allclose(shares.loc[(cell, date)], roads.loc[(point, date)][shares.columns])


def test_an_unknown_quantity_is_named_with_the_nearest(asked, tmp_path, cheap_engine):
    result = sweep(asked, tmp_path / "result", workers=1)
    with pytest.raises(InputError, match=r"no quantity `gang_contrl`.*gang_control"):
        zone_means(result, "gang_contrl")
