"""Mutation testing: small mistakes made on purpose, and how many of them the tests notice.

    python benchmarks/mutation/mutate.py rules FOLDER
    python benchmarks/mutation/mutate.py engines FOLDER --sample 150 --seed 2024

A mutant is the program with one small mistake: a plus for a minus, < for <=, a number one larger,
an argument left out. mutmut makes them, and plays the tests that call the mutated function. FOLDER
receives a copy of the program, because mutmut reads its configuration and writes its mutants where
it works; one that was stopped while it played mutants goes on where it was. The table by file is
printed at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mutmut.stats import status_by_exit_code

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
MUTMUT = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "1"]

COPIED = ("src", "tests", "scripts", "scenarios", "experiments")
"""What the tests need of the project, besides its pyproject.toml."""

SMALL = "msssim.world.sums.*"
"""A file with few mutants: playing it alone makes all mutants, to draw a sample from."""

KILLED = {"killed", "timeout"}
"""A mutant that never comes to an end has been noticed as well."""

HEADER = """
| file | mutants | killed | survived | not called | score |
| --- | ---: | ---: | ---: | ---: | ---: |"""


def prepare(part: str, folder: Path) -> None:
    """Copy what is tested into the folder, unless it is there, and the part's configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        if not (folder / name).exists():
            shutil.copytree(PROJECT / name, folder / name)
    shutil.copy2(PROJECT / "pyproject.toml", folder)
    shutil.copy2(HERE / f"{part}.cfg", folder / "setup.cfg")


def statuses(folder: Path) -> dict[str, tuple[str, str]]:
    """File and status of each mutant that mutmut has made, by the mutant's name."""
    sources = folder / "mutants" / "src" / "msssim"
    return {
        mutant: (str(meta.relative_to(sources).with_suffix("")), status_by_exit_code[code])
        for meta in sorted(sources.rglob("*.py.meta"))
        for mutant, code in json.loads(meta.read_text())["exit_code_by_key"].items()
    }


def play_all(folder: Path) -> list[str]:
    """Let mutmut play all mutants; their names."""
    subprocess.run(MUTMUT, cwd=folder, check=True)
    return list(statuses(folder))


def play_sample(folder: Path, size: int, seed: int) -> list[str]:
    """Let mutmut play some mutants, drawn at random; their names."""
    subprocess.run([*MUTMUT, SMALL], cwd=folder, check=True)
    found = statuses(folder)
    drawn = random.Random(seed).sample(sorted(found), size)
    waiting = [mutant for mutant in drawn if found[mutant][1] == "not checked"]
    if waiting:
        subprocess.run([*MUTMUT, *waiting], cwd=folder, check=True)
    return drawn


def say(played: list[tuple[str, str]]) -> None:
    """Print how many mutants of each file were noticed, and of all."""
    print(HEADER)
    for file in sorted({file for file, _ in played}):
        row(f"`{file}`", Counter(status for name, status in played if name == file))
    row("**all**", Counter(status for _, status in played))


def row(name: str, count: Counter[str]) -> None:
    """Print a row of the table; the score is the part killed of all mutants."""
    mutants = sum(count.values())
    killed = sum(count[status] for status in KILLED)
    uncalled = count["no tests"]
    survived = mutants - killed - uncalled
    print(f"| {name} | {mutants} | {killed} | {survived} | {uncalled} | {killed / mutants:.0%} |")


def main() -> None:
    """Prepare the folder, play the mutants and print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("part", choices=sorted(file.stem for file in HERE.glob("*.cfg")))
    options.add_argument("folder", type=Path)
    options.add_argument("--sample", type=int, help="mutants to draw; all without it")
    options.add_argument("--seed", type=int, default=2024)
    chosen = options.parse_args()
    prepare(chosen.part, chosen.folder)
    if chosen.sample is None:
        played = play_all(chosen.folder)
    else:
        played = play_sample(chosen.folder, chosen.sample, chosen.seed)
    found = statuses(chosen.folder)
    print(f"{len(played)} of {len(found)} mutants")
    say([found[mutant] for mutant in played])


if __name__ == "__main__":
    main()
