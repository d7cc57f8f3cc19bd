"""The how-to page on comparison shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from typer.testing import CliRunner

from msssim.cli import app
from msssim.experiments import load_experiment, sweep

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/comparison.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_every_line_and_the_python_on_the_page_work(monkeypatch, tmp_path):
    shorter = (ROOT / "experiments/renewal_funding.yaml").read_text()
    shorter = shorter.replace("replications: 500", "replications: 3").replace("728", "70")
    (tmp_path / "renewal_funding.yaml").write_text(shorter)
    monkeypatch.chdir(tmp_path)
    sweep(load_experiment("renewal_funding.yaml"), "results/renewal_funding", workers=1)
    monkeypatch.setattr("msssim.views.registry.result_plan", lambda *given: {"empty": Figure})
    said = ""
    for line in "".join(blocks("sh")).splitlines():
        result = CliRunner().invoke(app, shlex.split(line)[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}"
        said += " ".join(result.stdout.split())
    for sentence in "".join(blocks("text")).splitlines():
        words = re.sub(r"[\d,]+", "", sentence).split()
        assert " ".join(words[-6:]) in re.sub(r"[\d,]+", "", said)
    assert Path("results/spread/figures/spread.png").exists()
    (code,) = blocks("python")
    exec(code, {"__name__": "__main__"})
