"""The rulebook keeps its own house rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import msssim.rules
from msssim.engines.batch.engine import PHASES
from msssim.rules.day import ORDER

FILES = sorted(Path(msssim.rules.__file__).parent.glob("*.py"))

MATHEMATICS = {
    "counts.py": {0.5, 6.0, 2.0, 53, 12.0, 1e-6},  # the sampler's own numerics
    "funding.py": {0.5, 2.0, 7.0, 60, 24, 30, 10, 9, 0.01},  # lognormal mean, stages, units of time
    "people.py": {4.0},  # normalises x (1 - x)
    "choice.py": {0.5},  # no evidence either way
    "contacts.py": {0.5},  # no evidence either way
}
ANYWHERE = {0, 1, 100.0, 1_000.0, 100_000.0, 1e-12}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_number_lives_in_a_rule(file):
    allowed = ANYWHERE | MATHEMATICS.get(file.name, set())
    found = {
        node.value
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    }
    assert found <= allowed, f"{file.name}: {sorted(found - allowed)} belongs in the schema"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_rule_says_what_it_returns(file):
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{file.name}: {node.name}"


def test_the_batch_engine_carries_out_every_phase_of_the_day():
    assert set(PHASES) == set(ORDER)
    assert len(ORDER) == len(set(ORDER))
