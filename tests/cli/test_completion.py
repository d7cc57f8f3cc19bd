"""What the Tab key offers, asked as bash asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

import msssim
from msssim.cli import complete
from msssim.scenario import load_scenario
from msssim.scenario.shipped import shipped_names

pytestmark = pytest.mark.slow


def offered(*words: str) -> list[str]:
    """Ask as the script does that ``--show-completion`` prints: the last word is incomplete."""
    asked = subprocess.run(
        [sys.executable, "-m", "msssim"],
        env={
            **os.environ,
            "_MSSSIM_COMPLETE": "complete_bash",
            "COMP_WORDS": "\n".join(["msssim", *words]),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stderr == ""
    return asked.stdout.split()


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["co"], ["compare"]),
        (["run", "as_is", "--se"], ["--seed", "--set"]),
        (["run", "clo"], ["closed_door"]),
        (["sweep", "renewal"], ["renewal_funding"]),
        (["show", "as_is", "council.renewal_t"], ["council.renewal_term_days"]),
        (["run", "as_is", "--set", "council.renewal_term"], ["council.renewal_term_days=365"]),
        (["compare", "a", "b", "--baseline", "no_m"], ["no_mission"]),
        (["export", "results/x", "--to", "x"], ["xlsx"]),
        (["diff", "as_is", "full"], ["full_funding"]),
        (["compare", "no_folder_so_bash_offers_files"], []),
    ],
)
def test_words_are_completed(words, some):
    found = offered(*words)
    assert set(some) <= set(found)
    assert bool(found) == bool(some)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_itself_completes(tmp_path):
    name = tmp_path / "msssim"
    name.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m msssim "$@"\n')
    name.chmod(0o755)
    press_tab = """\
eval "$(_MSSSIM_COMPLETE=source_bash msssim)"
COMP_WORDS=(msssim run clo); COMP_CWORD=2
_msssim_completion msssim
echo "${COMPREPLY[@]}"
"""
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    told = subprocess.run(
        ["bash", "--norc", "-c", press_tab],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (told.stdout, told.stderr) == ("closed_door\n", "")


def test_what_is_offered_for_set_can_be_typed():
    """Every offer, as it stands, leaves as_is as it is."""
    offers = complete.settings("")
    assert len(offers) > 100
    assert not [offer for offer in offers if " " in offer]  # shells take words apart there
    assert load_scenario("as_is", offers) == load_scenario("as_is")


def test_sections_come_first_and_their_content_when_one_is_left():
    assert complete.paths("co") == ["council", "contacts"]
    assert complete.parts("ev") == ["events"]
    assert complete.parts("co") == complete.paths("co")
    assert complete.paths("counc")[:2] == ["council", "council.authorised_on"]


def test_every_shipped_name_is_offered():
    assert complete.scenario_names("") == msssim.shipped_scenarios()
    assert complete.experiment_names("") == shipped_names("experiments")


def test_completion_does_without_the_heavy_libraries():
    heavy = ("numpy", "pandas", "mesa", "matplotlib", "scipy", "pyarrow")
    ask = (
        "from msssim.cli import app, complete\n"
        "complete.settings('council'), complete.paths('c'), complete.experiment_names('')\n"
        f"import sys\nprint([name for name in {heavy} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
