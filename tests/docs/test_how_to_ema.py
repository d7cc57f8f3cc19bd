"""The how-to page for users of the EMA Workbench and SALib shows what works."""

from __future__ import annotations

import re
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

from msssim.adapters.ema import quiet_imports
from msssim.experiments import load_experiment

PAGE = (Path(__file__).parents[2] / "docs/how-to/ema.md").read_text(encoding="utf-8")
SHORTER = {"replications: 8": "replications: 1", "horizon_days: 364": "horizon_days: 182"}
FEWER = {"scenarios=32": "scenarios=8", "(4, 32)": "(4, 8)", "sample_latin(64": "sample_latin(16"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def replaced(text: str, others: dict[str, str]) -> str:
    for old, new in others.items():
        text = text.replace(old, new)
    return text


def test_the_experiment_of_the_page_loads(tmp_path):
    (block,) = blocks("yaml")
    (tmp_path / "money.yaml").write_text(block)
    assert len(load_experiment(tmp_path / "money.yaml").uncertainties) == 3


@pytest.mark.slow
@pytest.mark.skipif(
    not (find_spec("ema_workbench") and find_spec("SALib")), reason="the extras are not installed"
)
def test_the_python_of_the_page_runs_from_top_to_bottom(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (block,) = blocks("yaml")
    Path("money.yaml").write_text(replaced(block, SHORTER))
    names: dict[str, object] = {"__name__": "__main__"}
    with quiet_imports(), warnings.catch_warnings():
        warnings.simplefilter("ignore", (FutureWarning, DeprecationWarning, RuntimeWarning))
        for code in blocks("python"):
            exec(replaced(code, FEWER), names)
    assert len(names["rows"]) == 32
    said = capsys.readouterr().out
    assert "funding_conversion" in said
    assert "funding.lag_months" in said
