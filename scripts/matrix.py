"""Run the Mesa tests on every supported Mesa and Python that this machine has.

    python scripts/matrix.py [--uv PATH]

For each pair an environment is made in a temporary folder with uv, and what `TESTS` names is run in
it. An interpreter that is absent, and a Mesa that its Python does not admit, are skipped in words.
The last lines are a table of what was run; the exit status is 1 if anything failed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
MESAS = ("3.3", "3.4", "3.5")
MESA_FROM = {"3.4": "3.12", "3.5": "3.12"}
"""The least Python of a Mesa; 3.3 admits all."""

TESTS = ("tests/engines", "tests/docs/test_how_to_mesa.py")


def interpreter(version: str) -> str | None:
    """Return a Python of a version that answers, if there is one."""
    for place in (f"python{version}", *_of_pyenv(version)):
        found = shutil.which(place)
        asked = [found or place, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        if found:
            answer = subprocess.run(asked, capture_output=True, text=True, check=False)
            if answer.stdout.strip() == version:
                return found
    return None


def outcome(uv: str, python: str, mesa: str) -> str:
    """Return in a few words what became of the tests on a Python and a Mesa."""
    if _number(python) < _number(MESA_FROM.get(mesa, python)):
        return f"skipped: Mesa {mesa} needs Python {MESA_FROM[mesa]}"
    found = interpreter(python)
    if found is None:
        return f"skipped: there is no Python {python} here"
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "environment"
        there = str(inside / ("Scripts" if os.name == "nt" else "bin") / "python")
        install = [uv, "pip", "install", "--quiet", "--python", there]
        steps = (
            [uv, "venv", "--quiet", "--python", found, str(inside)],
            [*install, f"mesa=={mesa}.*", "--editable", str(ROOT), "pytest", "hypothesis"],
        )
        for step in steps:
            done = subprocess.run(step, capture_output=True, text=True, check=False)
            if done.returncode:
                return f"not installed: {done.stderr.strip().splitlines()[-1]}"
        tested = subprocess.run(
            [there, "-m", "pytest", *TESTS], cwd=ROOT, capture_output=True, text=True, check=False
        )
        lines = tested.stdout.strip().splitlines() or tested.stderr.strip().splitlines()
        if tested.returncode:
            print(tested.stdout, file=sys.stderr)
        return lines[-1].strip("= ")


def _of_pyenv(version: str) -> Iterator[str]:
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, sorted(root.glob(f"versions/{version}.*/bin/python")))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def main() -> None:
    """Play through the matrix and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--uv", default="uv", help="the program uv, if it is not on the path")
    uv = parser.parse_args().uv
    if shutil.which(uv) is None:
        sys.exit(f"there is no {uv}; name it with --uv PATH")
    table = {}
    for python in PYTHONS:
        for mesa in MESAS:
            table[python, mesa] = outcome(uv, python, mesa)
            print(f"Python {python}, Mesa {mesa}: {table[python, mesa]}", flush=True)
    if any(
        "failed" in said or "error" in said or "not installed" in said for said in table.values()
    ):
        sys.exit(1)


if __name__ == "__main__":
    main()
