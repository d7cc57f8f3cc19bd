"""Spoilt scenarios, experiments and priors are refused in words, or read; nothing else happens."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest
from hostile import in_a_folder, only_refused, spoilt_lines
from hypothesis import given, settings

from msssim.experiments import Experiment, load_experiment
from msssim.experiments.priors import Priors, load_priors
from msssim.scenario import Scenario, load_scenario, shipped_folder
from msssim.scenario.yamlfile import LARGEST_YAML


def shipped(kind: str, pattern: str = "*.yaml") -> tuple[str, ...]:
    files = sorted(shipped_folder(kind).glob(pattern))
    return tuple(file.read_text(encoding="utf-8") for file in files)


PRIORS = shipped("scenarios", "priors_*.yaml")
SCENARIOS = tuple(text for text in shipped("scenarios") if text not in PRIORS)
EVENTFUL = (
    "name: a\ntitle: A\nextends: as_is\nfunding:\n  donors:\n    - name: United States\n"
    "      hold: {lift_per_month: 0.05}\nevents:\n"
    "  - {date: 2024-09-01, set: {mission.enabled: true}}\n"
    "  - date: 2025-01-01\n    set:\n      governance.transparency: 0.8\n"
)
CORRELATED = (
    "title: A\nscenarios: [as_is]\nuncertainties:\n  gangs.rationality: {low: 0.5, high: 4.0}\n"
    "  funding.conversion: prior\ncorrelations:\n"
    "  - between: [gangs.rationality, funding.conversion]\n"
    "    rank: 0.5\nreplications:\n"
    "  until: {outcome: lapse, half_width: 0.1, of: mean}\n  at_most: 200\n"
    "record: {series: [trust], every_days: 7}\ndesign: {method: sobol, points: 8}\n"
)
EXPERIMENTS = (
    *shipped("experiments", "renewal_*.yaml"),
    *shipped("experiments", "w*.yaml"),
    CORRELATED,
)


def write(folder, text):
    file = folder / "spoilt.yaml"
    file.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    return file


@pytest.mark.slow
@given(text=spoilt_lines((*SCENARIOS, EVENTFUL)))
@settings(in_a_folder, max_examples=80)
def test_a_spoilt_scenario_is_refused_or_read(text, tmp_path):
    with only_refused():
        assert isinstance(load_scenario(write(tmp_path, text)), Scenario)


@pytest.mark.slow
@given(text=spoilt_lines(EXPERIMENTS))
@settings(in_a_folder, max_examples=80)
def test_a_spoilt_experiment_is_refused_or_read(text, tmp_path):
    with only_refused():
        assert isinstance(load_experiment(write(tmp_path, text)), Experiment)


@pytest.mark.slow
@given(text=spoilt_lines(PRIORS))
@settings(in_a_folder, max_examples=100)
def test_spoilt_priors_are_refused_or_read(text, tmp_path):
    with only_refused():
        assert isinstance(load_priors(write(tmp_path, text)), Priors)


HEAD = "name: a\ntitle: A\nextends: as_is\n"
ASKED = "title: A\nscenarios: [as_is]\n"
NUMBERS = ",".join(f"0.{n:05d}" for n in range(12_000))
CONVERSION = "uncertainties: {funding.conversion:"
LEVER = "{a: {b: 1}, c: {b: 2}}"
BOMBS = {
    "billion laughs": "a0: &a0 [x, x]\n"
    + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 99)),
    "brackets": "[" * 99_000,
    "groups": "a: " + "{b: " * 24_000,
    "indented": "".join(f"{' ' * n}a:\n" for n in range(400)),
    "questions": "? " * 49_000,
    "values": f"{HEAD}why: [{'1,' * 49_000}]",
    "unknown keys": HEAD + "".join(f"x{n}: 1\n" for n in range(9_000)),
    "a long key": f"{HEAD}{'x' * 95_000}: 1",
    "rows": HEAD + "territory:\n  zones:\n" + "".join(f"  - name: z{n}\n" for n in range(6_000)),
    "events": HEAD + "events:\n" + "- {date: 2024-09-01, set: {a: 1}}\n" * 2_800,
    "scenarios": f"title: A\nscenarios: [{'as_is,' * 16_000}]",
    "levels": f"{ASKED}levers: {{funding.conversion: [{NUMBERS}]}}",
    "cells": f"{ASKED}levers:\n"
    + "".join(f"  x{n}: {{a: {{b: 1}}, c: {{b: 2}}}}\n" for n in range(60)),
    "listed values": f"{ASKED}{CONVERSION} {{values: [{NUMBERS}]}}}}",
    "a grid": f"{ASKED}{CONVERSION} {{low: 0, high: 1}}}}\n"
    "design: {method: grid, points: 9999999}",
    "series": f"{ASKED}record: {{series: [{'trust,' * 16_000}]}}",
}


def with_little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_exhaust_the_machine_is_refused(name, tmp_path):
    file = write(tmp_path, BOMBS[name])
    assert file.stat().st_size <= LARGEST_YAML
    done = subprocess.run(
        [sys.executable, "-m", "msssim", "check", file],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=with_little_memory,
        cwd=tmp_path,
    )
    assert done.returncode == 2, done.stderr[-500:]
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 20 * LARGEST_YAML
    assert list(tmp_path.iterdir()) == [file]
