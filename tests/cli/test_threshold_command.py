"""``msssim threshold``: what it says, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.slow

SMALL = (
    "title: Small\nscenarios: [as_is]\nreplications: 2\nhorizon_days: 56\n"
    "levers:\n  funding.conversion: [0.5, 0.9]\n"
)
LINE = ["analyse", "threshold", "small.yaml", "--outcome", "police_end", "--crosses", "12500"]
LEVER = ["--lever", "police.attrition_per_week", "--from", "0", "--to", "0.05"]


@pytest.fixture
def small(command, tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)
    return command


def test_the_level_is_said_with_its_interval_and_kept_with_a_figure(small, tmp_path):
    said = small(*LINE, *LEVER, "--out", "t")
    assert said.exit_code == 0, said.stderr
    words = " ".join(said.stdout.split())
    assert "mean police end crosses 12,500 persons where police.attrition_per_week is 0." in words
    curve = pd.read_csv(tmp_path / "t" / "threshold.csv")
    assert curve["level"].is_monotonic_increasing
    assert Path("t/threshold.png").stat().st_size > 5000
    found = json.loads(small(*LINE, *LEVER, "--json").stdout)
    assert found["low"] <= found["level"] <= found["high"]
    assert found["crossings"] == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--outcome", "polis_end"], "did you mean `police_end`"),
        (["--lever", "police.atrition_per_week"], "did you mean `police.attrition_per_week`"),
        (["--lever", "logistics.airlift"], "there is no parameter"),
        (["--lever", "mission.enabled"], "is no number"),
        (["--crosses", "1"], "does not cross 1 persons between 0"),
        (["--from", "0.5"], "allowed is one that rises"),
        (["--to", "7"], "allowed is"),
    ],
)
def test_what_cannot_be_found_is_refused_in_words(small, asked, words):
    said = small(*LINE, *LEVER, *asked)
    assert said.exit_code == 2
    assert words in " ".join(said.stderr.split())
    assert "Traceback" not in said.stderr
