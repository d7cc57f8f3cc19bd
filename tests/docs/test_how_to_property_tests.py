"""The how-to page on testing one's own scenarios shows what works."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from msssim.cli import app
from msssim.testing import PROPERTIES
from msssim.testing.expectations import load_with_expectations
from msssim.testing.plugin import FILES, RUNS

PAGE = (Path(__file__).parents[2] / "docs/how-to/property_tests.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
SCENARIO, WORKFLOW = (text for kind, text in BLOCKS if kind == "yaml")
(PYTHON,) = (text for kind, text in BLOCKS if kind == "python")
(TOML,) = (text for kind, text in BLOCKS if kind == "toml")
(PRINTED,) = (text for kind, text in BLOCKS if kind == "text")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A user's folder with the scenario of the page, over four weeks."""
    monkeypatch.chdir(tmp_path)
    Path("scenarios").mkdir()
    Path("scenarios/slow_court.yaml").write_text(SCENARIO + "horizon_days: 28\n")
    return tmp_path


def test_the_scenario_and_its_expectations_are_valid(folder):
    scenario, expectations = load_with_expectations("scenarios/slow_court.yaml")
    assert scenario.law.adjournment == 0.8
    names = [each.name for each in expectations]
    printed = re.findall(r"^(?:passed|inconclusive|violated) +(\w+)", PRINTED, flags=re.MULTILINE)
    assert printed == [*PROPERTIES, *names]


@pytest.mark.slow
def test_the_command_plays_every_property(folder):
    (line,) = re.findall(r"^msssim (.*)$", PAGE, flags=re.MULTILINE)
    said = CliRunner().invoke(app, shlex.split(line.replace("200", "3")))
    assert said.exit_code == 0, said.output
    for name in PROPERTIES:
        assert f"passed       {name}\n" in said.stdout
    for sentence in re.findall(r"^ {13}(The .*\.)$", PRINTED, flags=re.MULTILINE):
        assert sentence in said.stdout


@pytest.mark.slow
def test_the_test_file_runs(folder):
    written: dict[str, object] = {}
    exec(compile(PYTHON.replace("max_examples=20", "max_examples=3"), "page", "exec"), written)
    written["test_scenarios_near_ours_keep_the_properties"]()


def test_the_settings_of_pytest_and_the_workflow_are_those_of_the_plugin():
    options = tomllib.loads(TOML)["tool"]["pytest"]["ini_options"]
    assert set(options) == {FILES, RUNS}
    steps = YAML(typ="safe").load(WORKFLOW)["jobs"]["check"]["steps"]
    assert [step["run"] for step in steps if "run" in step][-1] == "pytest scenarios tests"
    assert len([line for line in PYTHON.splitlines() if line and line[0] != "#"]) <= 10
