"""What is built installs into an environment without the repository, and works there.

The wheel is built from the unpacked source archive, so the archive is complete. Nothing is fetched:
the environment borrows the packages that msssim needs from the one that runs the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import msssim

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LINES = {
    "--version": f"msssim {msssim.__version__}",
    "scenarios": "full_funding",
    "show as_is council.renewal_term_days": "365",
    "run as_is --runs 5 --days 60 --out played": "5 runs of 60 days",
    "report played": "report.html",
    "validate backtest --runs 3 --out backtest": "counts",
    "sweep waiting_out --dry-run": "runs",
}
"""What is typed, and a word of the answer."""


def build(target: str, source: Path, out: Path) -> Path:
    """Build a ``wheel`` or an ``sdist`` with what is installed, and return the archive."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (archive,) = out.iterdir()
    return archive


def tracked(*folders: str) -> set[str]:
    """List the files of some folders of the repository as they are on disk, caches apart."""
    return {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> tuple[Path, Path]:
    """The source archive, and the wheel that is built from it."""
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("these tests need the checkout")
    folder = tmp_path_factory.mktemp("built")
    sdist = build("sdist", ROOT, folder / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    unpacked = folder / sdist.name.removesuffix(".tar.gz")
    return sdist, build("wheel", unpacked, folder / "wheel")


def test_both_archives_hold_the_code_the_scenarios_and_the_theatre(archives):
    sdist, wheel = archives
    with tarfile.open(sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    data = tracked("scenarios", "experiments")
    code = tracked("src/msssim")
    assert "src/msssim/py.typed" in code
    assert sorted((data | code | {"LICENSE", "CITATION.cff"}) - in_sdist) == []
    assert sorted({f"msssim/_shipped/{name}" for name in data} - in_wheel) == []
    assert sorted({name.removeprefix("src/") for name in code} - in_wheel) == []
    assert sdist.name == f"msssim-{msssim.__version__}.tar.gz"


def test_the_wheel_works_in_an_environment_without_the_repository(archives, tmp_path):
    _, wheel = archives
    environment, elsewhere = tmp_path / "environment", tmp_path / "elsewhere"
    elsewhere.mkdir()
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(environment)
    there = builder.ensure_directories(environment)
    paths = sysconfig.get_paths("venv", {"base": environment, "platbase": environment})
    (Path(paths["purelib"]) / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", there.env_exe, "--disable-pip-version-check"]
    install = [*pip, "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)

    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def answer(*command: str) -> str:
        done = subprocess.run(
            command, cwd=elsewhere, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return " ".join(done.stdout.split())

    where = answer(there.env_exe, "-c", "import msssim; print(msssim.__file__)")
    assert Path(where).is_relative_to(environment)
    door = str(Path(there.bin_path) / "msssim")
    for line, word in LINES.items():
        assert word in answer(door, *line.split()), line
    assert (elsewhere / "played/report.html").is_file()
    assert (elsewhere / "backtest/scores.csv").is_file()
