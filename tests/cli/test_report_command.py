from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from typer.testing import CliRunner

import msssim
from msssim.cli import app

pytestmark = pytest.mark.slow


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run a command in a folder that holds a result, without drawing figures."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "msssim.views.report.pictures.draw_figures", lambda _, progress: {"one": Figure()}
    )
    msssim.simulate(msssim.load_scenario("as_is"), runs=2, days=14, out=tmp_path / "played")

    def run(*arguments: str):
        return CliRunner().invoke(app, ["report", *arguments])

    return run


def test_a_report_lies_beside_its_result_or_where_it_is_wanted(command, tmp_path):
    result = command("played")
    assert (result.exit_code, result.stdout) == (0, "The report is in played/report.html\n")
    assert command("played", "--out", "new/page.html", "--quiet").stdout == ""
    pages = [tmp_path / "played" / "report.html", tmp_path / "new" / "page.html"]
    assert pages[0].read_bytes() == pages[1].read_bytes()
    assert pages[0].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_report_is_not_written_over_what_is_no_page(command, tmp_path):
    manifest = (tmp_path / "played" / "manifest.json").read_bytes()
    result = command("played", "--out", "played/manifest.json")
    assert result.exit_code == 2
    assert "let its name end in .html" in result.stderr
    assert (tmp_path / "played" / "manifest.json").read_bytes() == manifest


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["nowhere"], 1, "there is no folder nowhere"),
        (["played", "--out", "."], 2, ". is a folder; allowed is a file: report.html"),
        (["played", "--out", "played/manifest.json/page.html"], 1, "cannot be written"),
        ([], 2, "RESULT"),
    ],
)
def test_what_cannot_be_reported_is_refused_in_words(command, arguments, status, words):
    result = command(*arguments)
    assert result.exit_code == status
    assert words in result.stderr
    assert "Traceback" not in result.stderr
