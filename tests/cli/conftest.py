"""A person at the command line, without drawing figures."""

from __future__ import annotations

import pytest
from answers import typed

from msssim import views


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run a command in an empty folder; in place of figures stands what they would compare to."""

    def no_figures(result, folder, baseline=None, progress=None):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "baseline").write_text(str(baseline))
        return []

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(views, "write_figures", no_figures)
    return typed
