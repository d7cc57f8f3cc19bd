"""The page on files names what is in them."""

from __future__ import annotations

import re
from pathlib import Path

from msssim.analysis.observations import COLUMNS
from msssim.experiments import Experiment, load_experiment
from msssim.experiments.manifest import manifest_of
from msssim.experiments.priors import Priors
from msssim.experiments.store import TABLES
from msssim.scenario import Scenario

PAGE = (Path(__file__).parents[2] / "docs/file-formats.md").read_text(encoding="utf-8")


def named_under(heading: str) -> set[str]:
    """Names in the first cells of the table under a heading."""
    section = re.split(r"^#+ ", PAGE.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    cells = re.findall(r"^\| (.+?) \|", section, flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([\w./]+)`", cell)}


def test_the_keys_of_an_experiment_are_its_fields():
    assert named_under("An experiment (YAML)") == {*Experiment.model_fields, "priors"}


def test_the_keys_of_priors_are_their_fields():
    assert named_under("Priors (YAML)") == set(Priors.model_fields)


def test_the_keys_of_a_scenario_are_fields_or_sections():
    own = named_under("A scenario (YAML)") - {"extends", "funding"}
    frame = {"name", "title", "why", "start", "horizon_days", "step_days", "events"}
    assert own == frame <= set(Scenario.model_fields)


def test_the_tables_of_a_result_are_its_tables():
    assert named_under("A result (folder)") == {*TABLES, "manifest.json", "summary.csv", "figures/"}


def test_the_keys_of_a_manifest_are_its_keys():
    manifest = manifest_of(load_experiment("renewal_funding"), parts=1)
    assert named_under("manifest.json") == set(manifest)


def test_the_columns_of_counts_from_outside_are_those_that_are_read():
    section = PAGE.partition("## Observations (CSV)")[2].partition("##")[0]
    assert set(re.findall(r"`(\w+)`", section)) == set(COLUMNS)
