"""The worked examples of docs/how-to/extend.md are applied to a copy and played in both engines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/extend.md").read_text(encoding="utf-8")
FLOW, POSTURE = re.findall(r"```diff\n(.*?)```", PAGE, flags=re.DOTALL)
(PLAY,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


def touched(change: str) -> list[str]:
    return re.findall(r"^\+\+\+ b/(\S+)", change, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def extended(tmp_path_factory) -> Path:
    copy = tmp_path_factory.mktemp("extended")
    for folder in ("src", "scenarios", "experiments"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for change in (FLOW, POSTURE):
        subprocess.run(["git", "apply", "-"], cwd=copy, input=change, text=True, check=True)
    return copy


def play(script: str, package: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(package / "src")},
    )  # fmt: skip


def test_both_engines_play_the_extended_model(extended):
    played = play(PLAY, extended)
    assert played.returncode == 0, played.stderr
    numbers = [float(line.split()[1]) for line in played.stdout.splitlines()]
    assert len(numbers) == 2
    assert all(number > 0 for number in numbers)


def test_without_the_changes_the_page_cannot_be_played():
    assert "stand_down_offer" in play(PLAY, ROOT).stderr


def test_a_flow_takes_at_most_four_files_and_a_posture_at_most_eight():
    assert len(touched(FLOW)) <= 4
    assert len(touched(POSTURE)) <= 8
