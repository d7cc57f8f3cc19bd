"""A person at the command line, without the figures of results, which take long to draw."""

from __future__ import annotations

import pytest
from answers import typed
from matplotlib.figure import Figure

from msssim.views import registry


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run a command in an empty folder; the names of two empty figures say the baseline."""

    def empty_figures(result, baseline=None):
        return {f"{name}_{baseline}": lambda: Figure(figsize=(1, 1)) for name in ("one", "two")}

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "result_plan", empty_figures)
    return typed
