"""A plugin for pytest that collects scenario files: a test for each property and expectation.

It does nothing unless the configuration names files, relative to it:

.. code-block:: toml

    [tool.pytest.ini_options]
    msssim_scenarios = ["scenarios/*.yaml"]

Nothing of the model is imported before such a file is found.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from msssim.testing.checkup import Checkup

FILES, RUNS, SEED = "msssim_scenarios", "msssim_runs", "msssim_seed"

NAMED = pytest.StashKey[dict[str, list[Path]]]()
"""The files that each pattern of the configuration names."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings of the configuration file."""
    parser.addini(FILES, "scenario files to check, such as scenarios/*.yaml", "args", default=[])
    parser.addini(RUNS, "how often each scenario is played", default="50")
    parser.addini(
        SEED, "seed of the random numbers: the same seed gives the same runs", default="1"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Remember which files are named; refuse numbers that are none."""
    for name, least in ((RUNS, 1), (SEED, 0)):
        typed = str(config.getini(name))
        if not typed.isdecimal() or int(typed) < least:
            message = f"{name}: found {typed!r}; allowed is a whole number of at least {least}"
            raise pytest.UsageError(message)
    config.stash[NAMED] = {each: _files_of(each, config) for each in config.getini(FILES)}


def pytest_collection(session: pytest.Session) -> None:
    """Refuse patterns that name no file, before anything is collected; --help is not refused."""
    for pattern, named in session.config.stash[NAMED].items():
        if not named:
            message = (
                f"{FILES}: {pattern!r} names no .yaml or .yml file in {_beside(session.config)}"
            )
            raise pytest.UsageError(f"{message}; correct it, or leave it out")


def _beside(config: pytest.Config) -> Path:
    """Return the folder that patterns start from: that of the configuration."""
    return config.inipath.parent if config.inipath else config.rootpath


def _files_of(pattern: str, config: pytest.Config) -> list[Path]:
    """Return the YAML files that a pattern names."""
    beside = _beside(config)
    try:
        named = [file for file in beside.glob(pattern) if file.suffix in (".yaml", ".yml")]
    except (ValueError, NotImplementedError):  # an empty or an absolute one
        message = f"{FILES}: found {pattern!r}; allowed is a pattern relative to {beside}"
        raise pytest.UsageError(message) from None
    return [Path(os.path.normpath(file)) for file in named]  # as pytest names what it collects


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file that the configuration names."""
    if not any(file_path in named for named in parent.config.stash[NAMED].values()):
        return None
    collected: pytest.Collector = ScenarioFile.from_parent(parent, path=file_path)
    return collected


class ScenarioFile(pytest.File):
    """A scenario's file: first whether it is valid, then what must hold of it."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the tests; of a file that is not valid only the one that says so."""
        from msssim.errors import InputError  # noqa: PLC0415  (nothing before a file is found)

        yield ValidTest.from_parent(self, name="valid")
        try:
            checkup = self.checkup
        except InputError:
            return
        for name in checkup.asked if checkup else ():
            yield PropertyTest.from_parent(self, name=name)

    @cached_property
    def checkup(self) -> Checkup | None:
        """What is asked of the scenario; its plays are shared by all tests of the file.

        Experiments and priors are loaded, and nothing more is asked of them.
        """
        from msssim.testing.checkup import Checkup  # noqa: PLC0415
        from msssim.testing.files import check_file  # noqa: PLC0415

        file = check_file(self.path)
        if file.scenario is None:
            return None
        runs, seed = (int(self.config.getini(name)) for name in (RUNS, SEED))
        return Checkup(file.scenario, runs, seed, expectations=file.expectations, named=self.nodeid)


class _Test(pytest.Item):
    """A test whose failure is told in words, not by a traceback."""

    parent: ScenarioFile

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Say what was refused or found, without a traceback; others have theirs."""
        from msssim.errors import MsssimError  # noqa: PLC0415
        from msssim.testing.violations import PropertyViolatedError  # noqa: PLC0415

        if isinstance(excinfo.value, MsssimError | PropertyViolatedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the test as a line of a report does."""
        return self.path, 0, f"{self.path.name}: {self.name}"


class ValidTest(_Test):
    """Whether the file describes a scenario with expectations that make sense, or an experiment."""

    def runtest(self) -> None:
        """Load it."""
        _ = self.parent.checkup


class PropertyTest(_Test):
    """Whether a property or an expectation holds; inconclusive is a warning, not a failure."""

    def runtest(self) -> None:
        """Ask it."""
        from msssim.testing.checkup import State  # noqa: PLC0415
        from msssim.testing.violations import PropertyViolatedError  # noqa: PLC0415

        checkup = self.parent.checkup
        assert checkup is not None, "only a scenario has such tests"
        verdict = checkup.verdict(self.name)
        if verdict.state is State.VIOLATED:
            raise PropertyViolatedError([verdict])
        if verdict.state is State.INCONCLUSIVE:
            self.warn(DoubtWarning(f"{verdict.sentence} {verdict.found}"))
        if verdict.state is State.NOT_ASKED:
            pytest.skip(verdict.found)


class DoubtWarning(pytest.PytestWarning):
    """So many runs cannot tell whether an expectation holds."""
