"""The how-to page on data shows what works, in every library that is installed."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs/how-to/data.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
LINES = re.findall(r"^msssim (.*)$", PAGE, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The results that the page speaks of, in small."""
    made = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        for line in LINES:
            few = line.replace("--runs 200", "--runs 3 --days 189")
            said = CliRunner().invoke(app, [*shlex.split(few), "--quiet"])
            assert said.exit_code == 0, said.stderr
    return made


@pytest.mark.parametrize("block", BLOCKS, ids=[block.split()[1] for block in BLOCKS])
def test_the_python_blocks_print_numbers(folder, monkeypatch, capsys, block):
    library = block.split()[1].split(".")[0]
    if find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    monkeypatch.chdir(folder)
    exec(block, {})
    assert re.search(r"\d|persons", capsys.readouterr().out)


def test_the_exports_are_where_the_page_says(folder):
    assert (folder / "results/as_is_csv/dictionary.csv").exists()
    assert (folder / "as_is.xlsx").exists()
