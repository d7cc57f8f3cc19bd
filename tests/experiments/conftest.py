"""A small experiment on the shipped as-is scenario, and an engine that costs nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from msssim.engines import batch
from msssim.engines.tally_places import Places, kept_steps
from msssim.experiments import Experiment, experiment_of
from msssim.scenario import load_scenario
from msssim.world.calendar import steps
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES


@pytest.fixture(scope="session")
def as_is():
    return load_scenario("as_is")


@pytest.fixture
def experiment(as_is) -> Callable[..., Experiment]:
    """Return an experiment of a few weeks; keys replace its own."""

    def make(*scenarios, **keys) -> Experiment:
        settings = {
            "title": "Small", "replications": 3, "horizon_days": 28, "seed": 5,
            "record": {"series": ["deployed", "civilians_killed"], "every_days": 14},
        } | keys  # fmt: skip
        return experiment_of(scenarios or (as_is,), **settings)

    return make


def places_of(scenario, every, uniform) -> Places:
    """Return places whose numbers say which date, place and run they belong to."""
    territory = scenario.territory
    calendar = steps(scenario.start, scenario.horizon_days, scenario.step_days)
    dates = [step.last_date for step in kept_steps(calendar, every)]
    blank = Places.blank(dates, len(territory.zones), len(territory.main_roads), len(uniform))
    for table in (blank.zones, blank.roads):
        for name, values in table.items():
            date, place = np.ogrid[: values.shape[0], : values.shape[1]]
            values[:] = (100 * date + place + len(name))[..., None] + uniform
    return blank


@pytest.fixture
def cheap_engine(monkeypatch):
    """Put an engine in place whose numbers are plain functions of scenario, seed, run, values."""
    calls = []

    def run_block(scenario, *, seed, runs, values, series, places_every):
        calls.append(SimpleNamespace(scenario=scenario, seed=seed, runs=runs, values=values))
        steps = scenario.horizon_days // scenario.step_days
        uniform = np.array([np.random.default_rng([seed, run]).random() for run in runs])
        shift = sum((np.asarray(v, float) * len(path) for path, v in values.items()), uniform * 0)
        outcomes = {name: uniform * len(name) + shift for name in OUTCOMES}
        outcomes["first_boots_days"] = np.where(uniform > 0.5, np.nan, np.floor(uniform * 100))
        country = np.arange(len(scenario.mission.contingents))[:, None]
        of_country = {name: country * 10 + uniform + len(name) for name in CONTINGENT_OUTCOMES}
        of_country["arrived_days"] = np.where(
            uniform > 0.5, np.nan, country + np.floor(uniform * 100)
        )
        weeks = np.arange(1, steps + 1)[:, None]
        ends = [
            scenario.start + dt.timedelta(days=scenario.step_days * (step + 1) - 1)
            for step in range(steps)
        ]
        series_of_runs = dict.fromkeys(series, weeks + uniform)
        places = None if places_every is None else places_of(scenario, places_every, uniform)
        return batch.Played(outcomes, series_of_runs, ends, of_country, places)

    monkeypatch.setattr(batch, "run_block", run_block)
    return calls
