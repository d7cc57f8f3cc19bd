"""The application: help, groups, encodings, pipes, interrupts, and what it imports."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from answers import refused, typed
from typer.main import get_command

import msssim
from msssim.cli import app, inputs

pytestmark = pytest.mark.slow

TOP = get_command(app).commands
GROUPS = {name: group.commands for name, group in TOP.items() if hasattr(group, "commands")}
COMMANDS = {name: command for name, command in TOP.items() if name not in GROUPS} | {
    f"{group} {name}": command
    for group, inside in GROUPS.items()
    for name, command in inside.items()
}


def shell(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Type a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "msssim", *words],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_alone_it_shows_its_help():
    alone = typed()
    assert alone.exit_code == 0
    assert alone.stdout == typed("--help").stdout


def test_commands_are_listed_in_the_order_of_use():
    listed = re.findall(r"^  (\w+)  +[A-Z].*\.$", typed("--help").stdout, flags=re.MULTILINE)
    assert sorted(listed) == sorted(TOP)
    order = [name for name in listed if name in ("scenarios", "check", "run", "compare", "analyse")]
    assert order == ["scenarios", "check", "run", "compare", "analyse"]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_alone_lists_its_commands_with_an_example(group):
    alone = typed(group)
    assert (alone.exit_code, alone.stdout) == (0, typed(group, "--help").stdout)
    listed = re.findall(r"^  (\w+)  +[A-Z]", alone.stdout, flags=re.MULTILINE)
    assert listed == list(GROUPS[group])
    assert f"Example:\n    msssim {group}" in alone.stdout


@pytest.mark.parametrize("name", [name for inside in GROUPS.values() for name in inside])
def test_an_old_name_is_answered_with_the_new_one_and_still_works(name):
    (full,) = [each for each in COMMANDS if each.endswith(f" {name}")]
    old, new = typed(name, "--help"), typed(*full.split(), "--help")
    assert (old.exit_code, old.stdout) == (0, new.stdout)
    assert (
        old.stderr
        == f"`msssim {name}` is now `msssim {full}`; the old name works for one more version\n"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_is_for_with_an_example(name):
    told = typed(*name.split(), "--help")
    assert told.exit_code == 0
    assert f"Usage: msssim {name}" in told.stdout
    assert f"Example:\n    msssim {name}" in told.stdout
    assert "--quiet" in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80
    assert not re.search(r"<\w", told.stdout)  # what is typed, not a type of Python
    purpose = told.stdout.split("\n\n")[1].strip()
    assert purpose.endswith(".")
    assert "\n" not in purpose


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name):
    for param in COMMANDS[name].params:
        assert param.help, param.name
        assert param.help.endswith("."), param.help


def test_version_is_said():
    assert typed("--version").stdout == f"msssim {msssim.__version__}\n"


def test_the_package_is_a_command_too():
    assert shell("--version").stdout == f"msssim {msssim.__version__}\n"


def test_a_narrow_encoding_is_survived():
    told = shell("show", "as_is", "funding.conversion", PYTHONIOENCODING="ascii")
    assert told.returncode == 0, told.stderr
    assert told.stdout.isascii()
    assert "\x1b" not in told.stdout  # nor is there colour where nobody looks


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_reader_who_has_had_enough_is_no_error(form):
    """As ``msssim show as_is | head -1`` is; here nobody reads at all."""
    reading, writing = os.pipe()
    os.close(reading)
    words = ["show", "as_is", "council.renewal_term_days", *form]
    told = subprocess.run(
        [sys.executable, "-m", "msssim", *words],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (told.returncode, told.stderr) == (1, "")


def test_an_interrupt_is_said_in_a_word(command, monkeypatch):
    def pressed(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "read_result", pressed)
    assert refused(command("compare", "a"), 1) == ["interrupted"]


def test_what_the_system_refuses_is_said_without_its_numbers(command, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device", "a/runs")

    monkeypatch.setattr(inputs, "read_result", full)
    assert refused(command("compare", "a"), 1) == ["a/runs: No space left on device"]


def test_showing_assumptions_does_without_the_heavy_libraries():
    ask = (
        "from msssim.cli import app\n"
        "app(['show', 'as_is', 'council.renewal_term_days'], standalone_mode=False)\n"
        "import sys\n"
        "print([name for name in ('pandas', 'mesa', 'matplotlib', 'scipy') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "code", ["import msssim", "from msssim.cli import app; app(['--help'], standalone_mode=False)"]
)
def test_help_does_without_the_heavy_libraries(code):
    heavy = ("numpy", "pandas", "mesa", "matplotlib", "scipy", "pyarrow", "pydantic")
    ask = f"{code}\nimport sys\nprint('heavy:', [name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "heavy: []"
