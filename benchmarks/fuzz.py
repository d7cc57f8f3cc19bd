"""Feed what msssim reads with bytes that a fuzzer makes up, guided by the code that they reach.

    python benchmarks/fuzz.py --seconds 60
    python benchmarks/fuzz.py --seconds 600 scenario manifest

Each target is a door through which something comes from outside. What comes through is read, or is
refused by an error of msssim; anything else, an input that takes over a minute, or more than
two gigabytes ends the target with the input that did it, which is kept in the folder ``--found``.
Needs atheris: ``pip install atheris`` (dependency group ``fuzz``).
"""

# ruff: noqa: PLC0415  (what a target imports is looked into; so it is imported late)
from __future__ import annotations

import argparse
import datetime as dt
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

Target = Callable[[bytes], None]

SECONDS_AN_INPUT = 60
MEGABYTES = 2_048
SHIPPED = Path(__file__).parents[1]
START = dt.date(2024, 6, 12)


def scenario(folder: Path) -> Target:
    """A scenario file."""
    from msssim.scenario import load_scenario

    return _file(folder / "any.yaml", load_scenario)


def experiment(folder: Path) -> Target:
    """An experiment file."""
    from msssim.experiments import load_experiment

    return _file(folder / "any.yaml", load_experiment)


def priors(folder: Path) -> Target:
    """A file of priors."""
    from msssim.experiments.priors import load_priors

    return _file(folder / "any.yaml", load_priors)


def table(folder: Path) -> Target:
    """A table of the theatre."""
    from msssim.scenario.csvtable import TABLES, read_table

    file = folder / "any.csv"

    def read(path: Path) -> None:
        for _, row_class in TABLES.values():
            with suppress(_refused()):
                read_table(path, row_class)

    return _file(file, read)


def observations(folder: Path) -> Target:
    """Counts of observers, and how far the model may be off from them."""
    from msssim.analysis.calibration.targets import read_discrepancies
    from msssim.analysis.observations import read_observations

    def read(path: Path) -> None:
        with suppress(_refused()):
            read_observations(path, START)
        read_discrepancies(path)

    return _file(folder / "any.csv", read)


def points(folder: Path) -> Target:
    """A table of points for an experiment."""
    from msssim.experiments.load import read_points
    from msssim.scenario import load_scenario

    as_is = load_scenario("as_is")
    return _file(folder / "any.csv", lambda path: read_points(path, as_is))


def setting(folder: Path) -> Target:
    """What follows ``--set``."""
    from msssim.scenario import load_scenario

    return lambda data: load_scenario("as_is", [_text(data)])


def condition(folder: Path) -> Target:
    """What follows ``--where`` and ``--line``."""
    from msssim.analysis.conditions import line_of, read_condition
    from msssim.world.observables import OUTCOMES

    names = list(OUTCOMES)

    def read(data: bytes) -> None:
        with suppress(_refused()):
            line_of(_text(data))
        found = read_condition(_text(data), names)
        if read_condition(str(found), names) != found:
            raise AssertionError(f"{found} is read as something else")

    return read


def manifest(folder: Path) -> Target:
    """The manifest of a result that somebody sent."""
    from msssim.experiments.manifest import experiment_of_manifest

    stored = _result(folder)

    def read(path: Path) -> None:
        _read_all(stored)
        experiment_of_manifest(_manifest(stored))

    return _file(stored / "manifest.json", read)


def part(folder: Path) -> Target:
    """A table of a result that somebody sent."""
    stored = _result(folder)
    return _file(stored / "runs" / "part-00000.parquet", lambda path: _read_all(stored))


TARGETS: dict[str, Callable[[Path], Target]] = {
    each.__name__: each
    for each in (
        scenario, experiment, priors, table, observations, points, setting, condition, manifest,
        part,
    )
}  # fmt: skip


def seeds(name: str, folder: Path) -> Iterator[bytes]:
    """Yield inputs to begin with: what is shipped, and what people type."""
    patterns = {
        "scenario": "scenarios/*.yaml",
        "experiment": "experiments/*.yaml",
        "priors": "scenarios/priors_*.yaml",
        "table": "scenarios/theatre/*.csv",
        "observations": "scenarios/*.csv",
    }
    typed = {
        "setting": ["funding.conversion=0.8", "funding.donors.United States.hold.lift_on=null"],
        "condition": ["delivered_share < 12 % and lapse >= 1", "displaced_end <= baseline"],
        "points": ["point,funding.conversion\n0,0.5\n1,1e308\n"],
    }
    if name in patterns:
        yield from (file.read_bytes() for file in SHIPPED.glob(patterns[name]))
    elif name in typed:
        yield from (text.encode() for text in typed[name])
    else:
        stored = _result(folder)
        file = {"manifest": "manifest.json", "part": "runs/part-00000.parquet"}[name]
        yield (stored / file).read_bytes()


def _refused() -> type[Exception]:
    from msssim.errors import MsssimError

    return MsssimError


def _file(path: Path, read: Callable[[Path], object]) -> Target:
    """A target that reads a file with the bytes in it."""

    def from_file(data: bytes) -> None:
        path.write_bytes(data)
        read(path)

    return from_file


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")  # as a command line is read


def _result(folder: Path) -> Path:
    """Play the smallest result, once; return where it is."""
    from msssim.experiments import simulate
    from msssim.scenario import load_scenario

    stored = folder / "result"
    if not stored.exists():
        simulate(load_scenario("as_is"), 2, days=14, out=stored)
    return stored


def _manifest(stored: Path) -> dict:
    from msssim.experiments.store import Store

    return Store(stored).manifest()


def _read_all(stored: Path) -> None:
    from msssim.analysis import findings, summarise
    from msssim.experiments import Result

    result = Result.read(stored)
    _ = result.runs, result.series, result.contingents, result.failed
    summarise(result)
    list(findings(result))


def fuzz(name: str, seconds: int, found: Path) -> None:
    """Fuzz one target in this process; the fuzzer ends the process."""
    import atheris

    warnings.simplefilter("ignore")
    folder = Path(tempfile.mkdtemp())
    with atheris.instrument_imports(include=["msssim", "ruamel.yaml"]):
        target = TARGETS[name](folder)
        refused = _refused()
        with suppress(refused):  # what it imports when it is first called is a guide, too
            target(b"")
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(name, folder)):
        (corpus / str(number)).write_bytes(seed)

    def one_input(data: bytes) -> None:
        with suppress(refused):
            target(data)

    limits = [
        f"-max_total_time={seconds}", f"-timeout={SECONDS_AN_INPUT}", f"-rss_limit_mb={MEGABYTES}",
        "-max_len=20000", f"-artifact_prefix={found}/{name}-", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *limits, str(corpus)], one_input)
    atheris.Fuzz()


def main() -> int:
    """Fuzz the targets one after the other, each in a process of its own; 1 if one was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[])
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--found", type=Path, default=Path("results", "fuzz"))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if find_spec("atheris") is None:
        print("fuzzing needs atheris: pip install atheris")
        return 2
    asked.found.mkdir(parents=True, exist_ok=True)
    if asked.here:
        fuzz(asked.targets[0], asked.seconds, asked.found)
    broken = [name for name in asked.targets or TARGETS if not _holds(name, asked)]
    if broken:
        print(f"broken: {', '.join(broken)}; the inputs are in {asked.found}")
    return bool(broken)


def _holds(name: str, asked: argparse.Namespace) -> bool:
    """Fuzz a target in a process of its own, and say how it went."""
    options = ["--here", "--seconds", str(asked.seconds), "--found", str(asked.found)]
    command = [sys.executable, __file__, name, *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    said = done.stdout + done.stderr
    executed = re.search(r"number_of_executed_units: *(\d+)", said)
    count = f"{int(executed[1]):,}" if executed else "an unknown number of"
    print(f"{name}: {count} inputs, {'all read or refused' if not done.returncode else 'BROKEN'}")
    if done.returncode:
        print(said[-3_000:])
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main())
