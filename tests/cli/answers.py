"""What a person types, and what every refusal has in common."""

from __future__ import annotations

from typer.testing import CliRunner

from msssim.cli import app


def typed(*words: object):
    """Type a command; return what it answers."""
    return CliRunner().invoke(app, list(map(str, words)), prog_name="msssim")


def refused(result, status: int, *words: str) -> list[str]:
    """Assert a refusal with these words in it, on standard error and without traceback."""
    assert result.exit_code == status, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    return result.stderr.splitlines()
