"""Whoever types what the first-hour guide says gets what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app

PAGE = (Path(__file__).parents[2] / "docs/first-hour.md").read_text(encoding="utf-8")
SHORTER = {
    "--runs 200": "--runs 18 --days 70",
    "replications: 200": "replications: 2\nhorizon_days: 70",
}
"""What is typed in the test in place of what the page says; everything else is typed as it is."""


def blocks(language: str) -> list[str]:
    page = PAGE
    for long, short in SHORTER.items():
        page = page.replace(long, short)
    return re.findall(rf"^```{language}\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)


def type_line(line: str):
    command, *words = shlex.split(line)
    assert command == "msssim"
    return CliRunner().invoke(app, words)


@pytest.mark.slow
def test_every_line_can_be_typed_in_turn(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    wrong, mended, experiment = blocks("yaml")
    (refusal,) = blocks("text")
    Path("paid_soon.yaml").write_text(wrong)
    Path("money_and_terms.yaml").write_text(experiment)
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(lines) >= 12
    first_check = lines.index("msssim check paid_soon.yaml")
    for place, line in enumerate(lines):
        said = type_line(line)
        if place == first_check:
            assert (said.exit_code, said.stderr) == (2, refusal)
            kept = wrong.splitlines()[:7]
            Path("paid_soon.yaml").write_text("\n".join([*kept, *mended.splitlines()[1:]]))
        else:
            assert said.exit_code == 0, f"{line}\n{said.output}"

    named = re.findall(r"`((?:results/|run_17)[^`]*)`", PAGE)
    for file in named:
        if "renewal_funding" not in file:  # which make demo plays
            assert Path(file).exists(), file
    for picture in ("map_strip.png", "fan_deployed.png"):
        assert Path("results/as_is/figures", picture).exists()
