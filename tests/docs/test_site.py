"""The documentation builds as a site without a warning, and its pages fetch nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FETCHED = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="?(https?:[^"\s>]+)""")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("material") is None, reason="the group `docs` is not installed"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_no_page_fetches_anything_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    fetched = {url for page in pages for url in FETCHED.findall(page.read_text(encoding="utf-8"))}
    assert fetched == set()


def test_every_page_and_picture_of_the_folder_is_in_the_site(site):
    docs = ROOT / "docs"
    written = [path.relative_to(docs) for path in docs.rglob("*") if path.is_file()]
    built = {path.relative_to(site).as_posix() for path in site.rglob("*")}
    names = {"decisions/README.md": "decisions/index.html"}
    expected = {
        names.get(path.as_posix(), path.with_suffix(".html").as_posix())
        if path.suffix == ".md"
        else path.as_posix()
        for path in written
    }
    assert expected - built == set()


def test_pages_from_outside_the_folder_are_found_from_within(site):
    assert 'href="../experiments/discovery_core.yaml"' in (
        site / "how-to/discovery.html"
    ).read_text(encoding="utf-8")
    assert 'href="theatre.html"' in (site / "file-formats.html").read_text(encoding="utf-8")
    assert (site / "theatre.html").is_file()
