"""The rulebook keeps its own house rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import msssim.engines
import msssim.rules
from msssim.engines.batch.engine import PHASES
from msssim.rules.day import ORDER
from msssim.scenario.parameter import Section
from msssim.scenario.parameters.tables import Row
from msssim.scenario.schema import Scenario

FILES = sorted(Path(msssim.rules.__file__).parent.glob("*.py"))
ENGINES = sorted(Path(msssim.engines.__file__).parent.rglob("*.py"))

MATHEMATICS = {
    "counts.py": {0.5, 6.0, 2.0, 53, 12.0, 1e-6},  # the sampler's own numerics
    "funding.py": {0.5, 2.0, 7.0, 60, 24, 30, 10, 9, 0.01},  # lognormal mean, stages, units of time
    "people.py": {4.0},  # normalises x (1 - x)
    "choice.py": {0.5},  # no evidence either way
    "contacts.py": {0.5},  # no evidence either way
    "operations.py": {0.5},  # a joint operation is half police, half mission
}
ANYWHERE = {0, 1, 100.0, 1_000.0, 100_000.0, 1e-12}

POSITIONAL = 3
"""Positional arguments of a rule at the most: what it is about, and the parameters it reads."""

LONGEST_CALL = 5
"""Lines of a call of a rule at the most: what takes more should take a section."""

ARITHMETIC = {"counts.py", "hazard.py"}
"""Files of plain arithmetic that all processes use; they read no parameters."""


def _rules(file: Path) -> Iterator[ast.FunctionDef]:
    """Public functions of a rule file."""
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _sections() -> dict[str, set[str]]:
    """Fields of each section of a scenario and of a row of each table, by name."""
    sections = {
        name: field.annotation
        for name, field in Scenario.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
    }
    rows = {_small(row.__name__): row for row in Row.__subclasses__()}
    return {name: set(kind.model_fields) for name, kind in (sections | rows).items()}


def _small(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


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
    for rule in _rules(file):
        assert ast.get_docstring(rule), f"{file.name}: {rule.name}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_rules_read_only_declared_parameters_of_their_sections(file):
    declared = _sections()
    for function, sections in _readers(file, declared):
        assert sections <= set(declared), f"{file.name}: {sections} are no sections of a scenario"
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = node.value.id
                assert name not in sections or node.attr in declared[name], (
                    f"{file.name}: {name}.{node.attr} is no parameter"
                )


def _readers(file: Path, declared: dict[str, set[str]]) -> Iterator[tuple[ast.AST, set[str]]]:
    """Functions of a file that read parameters, each with the sections that it is given.

    A lambda in a table has no annotations: it is given the sections that its arguments are named
    after.
    """
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            given = [*node.args.args, *node.args.kwonlyargs]
            yield node, {arg.arg for arg in given if _is_section(arg)}
        elif isinstance(node, ast.Lambda):
            yield node, {arg.arg for arg in node.args.args} & set(declared)


def _is_section(given: ast.arg) -> bool:
    return given.annotation is not None and ast.unparse(given.annotation) == "Parameters"


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.name not in ARITHMETIC], ids=lambda file: file.name
)
def test_rules_take_state_by_keyword(file):
    many = [rule.name for rule in _rules(file) if len(rule.args.args) > POSITIONAL]
    assert not many, f"{file.name}: {', '.join(many)} take too many arguments by position"


def test_a_call_of_a_rule_fits_a_glance():
    calls = [(file, call) for file in ENGINES for call in _calls_of_rules(file)]
    assert len(calls) > 100
    long = [
        f"{file.name}:{call.lineno}"
        for file, call in calls
        if call.end_lineno - call.lineno >= LONGEST_CALL
    ]
    assert not long, f"longer than {LONGEST_CALL} lines: {', '.join(long)}"


def _calls_of_rules(file: Path) -> Iterator[ast.Call]:
    """Calls of functions of :mod:`msssim.rules`, imported by their own name or with their file."""
    nodes = list(ast.walk(ast.parse(file.read_text())))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    rules = {
        alias.asname or alias.name
        for node in imports
        if (node.module or "").startswith("msssim.rules")
        for alias in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func).partition(".")[0] in rules:
            yield node


def test_the_batch_engine_carries_out_every_phase_of_the_day():
    assert set(PHASES) == set(ORDER)
    assert len(ORDER) == len(set(ORDER))
