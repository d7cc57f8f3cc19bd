"""The how-to page on sweeps shows what works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from msssim.experiments import load_experiment
from msssim.experiments.plan import plan_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/sweeps.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_rule_on_the_page_can_be_planned(tmp_path):
    (block,) = blocks("yaml")
    (tmp_path / "rule.yaml").write_text(block)
    said = " ".join(plan_of(load_experiment(tmp_path / "rule.yaml"), measured=False).messages())
    assert "rounds of 200 replications = 400 runs in the first round, 10,000 at most" in said


@pytest.mark.slow
def test_the_python_on_the_page_runs(monkeypatch, tmp_path, capsys):
    (block,) = blocks("python")
    quicker = (ROOT / "experiments/renewal_funding.yaml").read_text()
    quicker = quicker.replace("replications: 500", "replications: 2").replace("728", "28")
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments/renewal_funding.yaml").write_text(quicker)
    monkeypatch.chdir(tmp_path)
    exec(block.replace("workers=2", "workers=1"), {"__name__": "__main__"})
    assert "24 runs" in capsys.readouterr().out
