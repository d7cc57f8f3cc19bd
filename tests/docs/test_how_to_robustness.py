"""The how-to page on robustness shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app
from msssim.experiments import load_experiment, sweep

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/robustness.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_line_on_the_page_works(monkeypatch, tmp_path):
    shorter = (ROOT / "experiments/renewal_funding.yaml").read_text()
    shorter = shorter.replace("replications: 500", "replications: 2").replace("728", "364")
    (tmp_path / "renewal_funding.yaml").write_text(shorter)
    monkeypatch.chdir(tmp_path)
    sweep(load_experiment("renewal_funding.yaml"), "results/renewal_funding", workers=1)
    for line in re.findall(r"^msssim (.*)$", PAGE, flags=re.MULTILINE):
        said = CliRunner().invoke(app, shlex.split(line))
        assert said.exit_code == 0, said.output
        for words in ("regret, 3 in", "all at once:", "east regret"):
            assert words in said.stdout
    assert Path("results/robust/robustness.png").exists()
