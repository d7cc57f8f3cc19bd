"""The catalogue of text and the code that uses it agree on names and fields."""

from __future__ import annotations

import pickle
import re
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import msssim
from msssim.errors import InputError, Problem
from msssim.text import text

SOURCES = "\n".join(file.read_text() for file in Path(msssim.__file__).parent.rglob("*.py"))
CATALOGUES = sorted(resources.files("msssim").joinpath("locale", "en").iterdir(), key=str)


def names_in(catalogue) -> set[str]:
    with catalogue.open("rb") as lines:
        ids = [entry.id for entry in read_po(lines, locale="en") if entry.id]
    return {name if isinstance(name, str) else name[0] for name in ids}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda file: file.name)
def test_every_template_is_used_and_every_one_used_exists(catalogue):
    domain = catalogue.name.removesuffix(".po")
    names = names_in(catalogue)
    used = set(re.findall(rf'["\']({domain}\.[a-z0-9_.]+)["\']', SOURCES))
    used = {name for name in used if not name.endswith((".html", ".css", ".po", ".j2"))}  # files
    prefixes = {name for name in used if any(known.startswith(f"{name}.") for known in names)}
    made = re.findall(rf'f["\']({domain}\.[a-z0-9_.]*)\{{', SOURCES)
    families = (*made, *(f"{prefix}." for prefix in prefixes))
    assert used - prefixes <= names
    assert [name for name in sorted(names - used) if not name.startswith(families)] == []


def test_a_problem_is_put_into_words_with_its_place_and_suggestion():
    problem = Problem("problems.unknown_key", "law.bar", key="bar", suggestion="car")
    assert problem.message == "unknown key `bar`; did you mean `car`?"
    assert str(problem.at(file="a.yaml", line=3)) == f"a.yaml:3: law.bar: {problem.message}"
    assert problem.at(path="x").fields == problem.fields


def test_a_problem_within_another_keeps_its_parts():
    inner = Problem("problems.wrong_value", "a", found=3, allowed="4")
    outer = inner.within("problems.in_scenarios", "b", names="as_is")
    assert outer.message == "found 3; allowed is 4 (in as_is)"
    assert (outer.path, outer.fields["found"], outer.fields["allowed"]) == ("b", 3, "4")


def test_an_input_error_keeps_its_parts_in_another_process():
    error = InputError("problems.no_file", "--out", name="x", suggestion="y")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.problems) == (str(error), error.problems)


def test_a_template_with_an_unknown_name_or_a_missing_field_is_an_error():
    with pytest.raises(KeyError, match="no template"):
        text("problems.no_such_template")
    with pytest.raises(KeyError, match="found"):
        text("problems.wrong_value")
