"""Solara is told what the command tells it, before anything imports it."""

from __future__ import annotations

import os

import pytest

from msssim.scenario import load_scenario
from msssim.views.dashboard.serve import SETTINGS

os.environ.update(SETTINGS)


@pytest.fixture(scope="session")
def as_is():
    return load_scenario("as_is")
