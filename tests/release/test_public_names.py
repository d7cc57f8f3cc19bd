"""What is public is described, typed, and carries one version everywhere."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import msssim
from msssim.errors import InputError
from msssim.scenario import read_yaml
from reference.api import CONSTANTS, MODULES

ROOT = Path(__file__).parents[2]
PUBLIC = {
    f"{module}.{name}": getattr(importlib.import_module(module), name)
    for module in MODULES
    for name in importlib.import_module(module).__all__
}


def is_typed(function) -> bool:
    signature = inspect.signature(function)
    types = [signature.return_annotation, *(p.annotation for p in signature.parameters.values())]
    return inspect.Signature.empty not in types


def test_every_public_name_says_what_it_is():
    said = {
        path: CONSTANTS.get(path.rpartition(".")[2]) or inspect.getdoc(value) or ""
        for path, value in PUBLIC.items()
    }
    assert [path for path, text in said.items() if not text[:1].isupper()] == []


def test_every_argument_and_result_of_a_public_function_has_a_type():
    functions = {path: value for path, value in PUBLIC.items() if inspect.isfunction(value)}
    assert [path for path, function in functions.items() if not is_typed(function)] == []


def test_the_version_is_stated_once_and_repeated_rightly():
    citation = read_yaml(ROOT / "CITATION.cff").data
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    odd = (ROOT / "docs/ODD.md").read_text(encoding="utf-8")
    (latest, *_) = re.findall(r"^## (\d+\.\d+\.\d+)", changelog, flags=re.MULTILINE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", msssim.__version__)
    assert str(citation["version"]) == latest == msssim.__version__
    assert f"msssim {msssim.__version__}" in odd


def test_a_name_is_told_from_what_is_loaded_by_it():
    for play in (msssim.simulate, msssim.attribute):
        with pytest.raises(InputError, match=r"a Scenario, as msssim\.load_scenario\("):
            play("as_is")
    with pytest.raises(InputError, match=r"allowed is an Experiment, as msssim\.load_experiment\("):
        msssim.sweep("renewal_funding", out="nowhere")
    with pytest.raises(InputError, match=r"found a Scenario; allowed is an Experiment"):
        msssim.sweep(msssim.load_scenario("as_is"), out="nowhere")


def test_dir_shows_the_public_names_only():
    shown = [name for name in dir(msssim) if not name.startswith("__")]
    assert sorted(shown) == sorted(set(msssim.__all__) - {"__version__"})


def test_a_notebook_shows_scenarios_and_results_escaped():
    scenario = msssim.load_scenario("as_is").model_copy(update={"title": "<b>bold</b>"})
    result = msssim.simulate(scenario, runs=2, days=14)
    for shown in (scenario._repr_html_(), result._repr_html_()):
        assert "&lt;b&gt;bold" in shown
        assert "<table>" in shown
        assert "as_is" in shown
