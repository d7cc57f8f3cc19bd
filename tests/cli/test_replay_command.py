"""``msssim replay``: what it prints, and how it refuses."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from msssim.cli import app
from msssim.experiments import replay, simulate
from msssim.scenario import load_scenario


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("result") / "as_is"
    simulate(load_scenario("as_is"), runs=2, days=42, out=made)
    return made


@pytest.fixture(scope="module")
def replayed(folder):
    return replay(folder, 1)


@pytest.fixture
def command(folder, replayed, monkeypatch):
    """Ask for run 1 again; it is played only once for all tests."""
    asked = []

    def played(result, run, **keys):
        asked.append((result, run))
        keys.pop("progress")
        return replayed

    def ask(*options: str):
        return CliRunner().invoke(app, ["replay", str(folder), "--run", "1", *map(str, options)])

    monkeypatch.setattr("msssim.experiments.replay", played)
    ask.asked = asked
    return ask
