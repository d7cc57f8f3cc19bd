"""The files that the forge and its tools read can be read, and say what the project does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from msssim.scenario import read_yaml

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CITED = {
    "abstract": str,
    "authors": list,
    "cff-version": str,
    "keywords": list,
    "license": str,
    "message": str,
    "title": str,
    "type": str,
    "version": str,
}
"""The fields of the Citation File Format 1.2.0 that are used, with their types."""


def read(name: str):
    return read_yaml(ROOT / name).data


def test_the_citation_has_the_fields_of_its_format():
    citation = read("CITATION.cff")
    assert {key: type(value) for key, value in citation.items()} == CITED
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] in ("software", "dataset")
    assert citation["license"] == PROJECT["project"]["license"]
    assert citation["keywords"] == PROJECT["project"]["keywords"]
    for author in citation["authors"]:
        assert "name" in author or {"family-names", "given-names"} <= set(author)


def test_the_workflow_does_what_the_local_run_does_on_every_python():
    workflow = read(".github/workflows/test.yml")
    job = workflow["jobs"]["test"]
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    assert (ROOT / ".ci/run").read_text().rstrip().endswith("make test")
    supported = [
        classifier.rpartition(" :: ")[2]
        for classifier in PROJECT["project"]["classifiers"]
        if re.search(r"Python :: 3\.\d+$", classifier)
    ]
    assert job["strategy"]["matrix"]["python"] == supported
    assert job["env"]["PYTHON"] == "python${{ matrix.python }}"
    assert re.search(r"^PYTHON \?= ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)


def test_the_nightly_job_keeps_what_the_fuzzer_finds():
    steps = read(".github/workflows/nightly.yml")["jobs"]["fuzz"]["steps"]
    assert any("benchmarks/fuzz.py --seconds" in step.get("run", "") for step in steps)
    kept = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
    assert kept == ["results/fuzz"]
    assert 'default=Path("results", "fuzz")' in (ROOT / "benchmarks/fuzz.py").read_text()


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".github/workflows/test.yml"]
    named = {
        word
        for page in pages
        for word in re.findall(r"(?:^|`|run: )make ([a-z]+)", page.read_text(), flags=re.MULTILINE)
    }
    assert {"docs", "test", "quick"} <= named <= targets


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_every_form_for_an_issue_can_be_filled_in(form):
    read_form = read(form.relative_to(ROOT).as_posix())
    if form.stem == "config":
        assert set(read_form) == {"blank_issues_enabled"}
        return
    assert {"name", "description", "body"} <= set(read_form)
    fields = [part for part in read_form["body"] if part["type"] != "markdown"]
    assert all(part["attributes"]["label"] for part in fields)
    names = [part["id"] for part in fields]
    assert len(set(names)) == len(names)


def test_a_correction_of_data_must_have_a_source():
    (source,) = [p for p in read(".github/ISSUE_TEMPLATE/data.yml")["body"] if p["id"] == "source"]
    assert source["validations"] == {"required": True}


def test_hooks_before_a_commit_are_tools_of_the_environment():
    hooks = [hook for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert [repo["repo"] for repo in read(".pre-commit-config.yaml")["repos"]] == ["local"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert {Path(hook["entry"].split()[0]).name for hook in hooks} == {"ruff", "mypy"}


def test_the_folders_of_the_house_are_those_of_the_contract():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE)
    (contract,) = [
        contract
        for contract in PROJECT["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    layers = [layer.removeprefix("msssim.") for layer in contract["layers"]]
    assert listed == [layer for layer in layers if layer != "errors"]
