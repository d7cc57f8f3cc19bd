"""A person at the command line, without drawing figures."""

from __future__ import annotations

import pytest
from answers import typed

from msssim import views


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run a command in an empty folder."""

    def no_figures(result, folder):
        folder.mkdir(parents=True, exist_ok=True)
        return []

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(views, "write_figures", no_figures)
    return typed
