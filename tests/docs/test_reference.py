"""The reference pages are what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def test_the_committed_reference_is_what_the_declarations_say(tmp_path):
    subprocess.run([sys.executable, ROOT / "scripts/build_reference.py", tmp_path], check=True)
    pages = sorted(page.name for page in tmp_path.iterdir())
    assert {"api.md", "commands.md", "data_dictionary.md", "parameters.md"} <= set(pages)
    for name in pages:
        committed = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert committed == (tmp_path / name).read_text(encoding="utf-8"), (
            f"docs/{name} is out of date: run python scripts/build_reference.py"
        )
