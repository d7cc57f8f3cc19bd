"""A theatre that is not Haiti goes through everything that the command line does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from answers import refused, typed

import msssim
from msssim.scenario.folder import SCENARIO, example, example_folder
from msssim.views.geography import geography_of

HAITI = re.compile(r"Port-au-Prince|Artibonite|Cité Soleil|Kenya|Haiti")


def test_new_writes_a_folder_that_checks_and_says_what_is_next(command):
    said = command("new", "town")
    assert said.exit_code == 0, said.stderr
    assert "msssim run scenario.yaml --runs 200" in said.stdout
    assert command("check", "town/scenario.yaml", "town/experiment.yaml").exit_code == 0
    assert "msssim run scenario.yaml" in Path("town/README.md").read_text(encoding="utf-8")
    refused(command("new", "town"), 2, "town is there already")


def test_new_from_a_scenario_and_for_programs(command):
    found = json.loads(command("new", "mine", "--from", "full_funding", "--json").stdout)
    assert found["from"] == "full_funding"
    assert len(found["files"]) == 11
    assert command("new", "other", "--quiet").stdout == ""
    said = command("diff", "full_funding", "mine/scenario.yaml")
    assert "differ in nothing" in said.stdout


def test_the_map_is_drawn_without_the_coast_of_haiti():
    geography = geography_of(example().territory)
    assert set(geography.cells) == {zone.name for zone in example().territory.zones}
    assert all(cell.area > 0 for cell in geography.cells.values())
    assert geography.land.area < 200, "square kilometres: not a country"


def test_values_of_rows_that_haiti_lacks_have_the_source_of_their_row():
    infos = {info.path: info for info in msssim.scenario.parameters(example())}
    assert infos["gangs.groups.Quay Band.fighters"].source == "invented for this example"


def test_run_tells_of_no_road_that_the_theatre_lacks(command):
    asked = ("--runs", 2, "--days", 14, "--no-figures")
    island, haiti = (
        set(re.findall(r"corridor_(\w+)_open", command("run", scenario, *asked).stdout))
        for scenario in (str(example_folder() / SCENARIO), "as_is")
    )
    assert island == {"north"}
    assert haiti == {"north", "south", "east", "artibonite"}


def test_compare_says_when_scenarios_play_in_different_theatres(command):
    played = {"here": "as_is", "alike": "no_mission", "there": example_folder() / SCENARIO}
    for folder, scenario in played.items():
        did("run", scenario, "--runs", 2, "--days", 14, "--out", folder, "--no-figures")
    said = " ".join(command("compare", "here", "there").stdout.split())
    assert "island plays in another theatre than the baseline" in said
    assert json.loads(command("compare", "here", "there", "--json").stdout)["other_theatres"] == [
        "island"
    ]
    assert "another theatre" not in command("compare", "here", "alike").stdout


@pytest.mark.slow
def test_everything_can_be_done_with_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    did("new", "town")
    did("show", "town/scenario.yaml", "territory")
    did("run", "town/scenario.yaml", "--runs", 4, "--days", 91, "--out", "one")
    few = Path("town/experiment.yaml").read_text(encoding="utf-8")
    few = few.replace("points: 8", "points: 2").replace("replications: 25", "replications: 2")
    Path("town/few.yaml").write_text(few + "horizon_days: 91\n", encoding="utf-8")
    did("sweep", "town/few.yaml", "--out", "swept", "--workers", 1)
    did("compare", "swept", "--out", "compared")
    did("report", "swept")
    story = did("replay", "one", "--run", 1, "--figure", "run.png").stdout
    did("validate", "verify", "swept")
    did("analyse", "sensitivity", "town/few.yaml", "--method", "morris", "--points", 4, "--runs", 2)
    for name in ("map_strip", "zones", "postures", "people"):
        assert Path(f"one/figures/{name}.png").stat().st_size > 5000
    assert Path("swept/figures/map_before_after.png").exists()
    page = Path("swept/report.html").read_text(encoding="utf-8")
    assert "This is another theatre" in page
    assert "as known on" not in page
    assert "plays in another theatre than <code>as_is</code>" in page
    assert "against as_is" not in page
    drawn = "".join(file.read_text(encoding="utf-8") for file in Path().rglob("*.svg"))
    assert "starts on 12 June 2024" in drawn
    assert "as known on" not in drawn
    for text in (story, drawn):
        assert not HAITI.search(text), HAITI.search(text)
    told = page.partition("The assumptions that matter most")[
        0
    ]  # sources of defaults do speak of Haiti, and should
    assert not HAITI.search(re.sub(r'"data:[^"]*"', "", told))
    zones = pd.read_parquet("one/zones")
    assert set(zones["zone"]) == {zone.name for zone in example().territory.zones}


def did(*words):
    said = typed(*words)
    assert said.exit_code == 0, f"{words}: {said.stderr}{said.stdout}"
    return said


def test_the_example_is_shipped_with_its_folder():
    assert (example_folder() / SCENARIO).is_file()
