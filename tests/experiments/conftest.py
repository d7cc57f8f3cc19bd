"""A small experiment on the shipped as-is scenario, and an engine that costs nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from msssim.engines import batch
from msssim.experiments import Experiment, experiment_of
from msssim.scenario import load_scenario
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


@pytest.fixture
def cheap_engine(monkeypatch):
    """Put an engine in place whose numbers are plain functions of scenario, seed, run, values."""
    calls = []

    def run_block(scenario, *, seed, runs, values, series):
        calls.append(SimpleNamespace(scenario=scenario, seed=seed, runs=runs, values=values))
        steps = scenario.horizon_days // scenario.step_days
        luck = np.array([np.random.default_rng([seed, run]).random() for run in runs])
        shift = sum((np.asarray(v, float) * len(path) for path, v in values.items()), luck * 0)
        outcomes = {name: luck * len(name) + shift for name in OUTCOMES}
        outcomes["first_boots_days"] = np.where(luck > 0.5, np.nan, np.floor(luck * 100))
        country = np.arange(len(scenario.mission.contingents))[:, None]
        of_country = {name: country * 10 + luck + len(name) for name in CONTINGENT_OUTCOMES}
        of_country["arrived_days"] = np.where(luck > 0.5, np.nan, country + np.floor(luck * 100))
        weeks = np.arange(1, steps + 1)[:, None]
        ends = [
            scenario.start + dt.timedelta(days=scenario.step_days * (step + 1) - 1)
            for step in range(steps)
        ]
        return batch.Played(outcomes, dict.fromkeys(series, weeks + luck), ends, of_country)

    monkeypatch.setattr(batch, "run_block", run_block)
    return calls
