"""A new folder for a theatre of one's own: all that a scenario needs, and nothing outside it.

It holds a README with three commands, a scenario, an experiment and the theatre's tables, written
from a scenario that there is. It runs at once, and is then changed table by table.
"""

from __future__ import annotations

import re
from pathlib import Path

from msssim.errors import InputError
from msssim.scenario.load import load_scenario
from msssim.scenario.schema import Scenario
from msssim.scenario.shipped import shipped_folder
from msssim.scenario.writing import scenario_text, tables_text

SCENARIO, EXPERIMENT, README, THEATRE = "scenario.yaml", "experiment.yaml", "README.md", "theatre"

HEAD = """\
# Every parameter that is not listed has its default. These show all, with unit, range and source:
#   msssim show scenario.yaml
#   msssim diff as_is scenario.yaml
"""

EXPERIMENT_TEXT = """\
# Levers are choices, every combination is played; uncertainties are sampled. docs/how-to/designs.md
title: A first experiment
why: >
  How much of what is pledged has to be paid, if nobody knows how gangs weigh their choices?
scenarios: [scenario.yaml]
levers:
  funding.conversion: [0.5, 0.9]
uncertainties:
  gangs.rationality: {low: 0.5, high: 4.0}
  logistics.inspection_pass: {low: 0.2, high: 0.9}
design: {method: latin_hypercube, points: 8}
replications: 25
record: {series: [deployed, fund_balance_usd, gang_control], every_days: 7, zones_every_days: 91}
seed: 1
"""

README_TEXT = """\
# TITLE

    msssim check scenario.yaml experiment.yaml   # is anything wrong, and on which line?
    msssim run scenario.yaml --runs 200          # play it: outcomes, figures, maps
    msssim sweep experiment.yaml                 # play the experiment; then: msssim report RESULT

| file | what it is |
| --- | --- |
| `scenario.yaml` | the parameters that differ from their defaults |
| `experiment.yaml` | what is varied, and how often it is played |
| `theatre/zones.csv` | places: inhabitants, where they lie, gangs' control at the start |
| `theatre/links.csv` | ways between two zones |
| `theatre/gangs.csv` | armed groups: base, zones, members |
| `theatre/police_units.csv` | the police: where they stand, officers, stations |
| `theatre/contingents.csv` | what countries offer to the mission |
| `theatre/donors.csv` | who pays, and what is held back |
| `theatre/court_steps.csv` | dated steps of cases against a deployment; may be a header alone |
| `theatre/council_members.csv` | who votes on the mandate, and how they lean |

The tables may be changed in any order; `msssim check` says what no longer fits together. Every row
needs a `source` and a `confidence` (high, medium or low). An empty cell is the default. Names of
zones are the keys by which the other tables speak of them. Defaults are those of Haiti in June
2024: look through everything that is counted in persons or USD.
"""


def example() -> Scenario:
    """Return the invented theatre that new folders are written from."""
    return load_scenario(example_folder() / SCENARIO)


def example_folder() -> Path:
    """Return the folder of the invented theatre."""
    return shipped_folder("scenarios") / "examples" / "island"


def folder_texts(scenario: Scenario, name: str) -> dict[str, str]:
    """Return the text of every file of a new folder, by its path in the folder."""
    return {
        README: README_TEXT.replace("TITLE", " ".join(scenario.title.split())),
        SCENARIO: HEAD + scenario_text(scenario, name, THEATRE),
        EXPERIMENT: EXPERIMENT_TEXT,
        **{f"{THEATRE}/{file}": text for file, text in tables_text(scenario).items()},
    }


def write_folder(scenario: Scenario, folder: Path) -> list[Path]:
    """Write a new folder from a scenario; return its files.

    Raises
    ------
    InputError
        If something is there already, nothing can be written there, or its name cannot be that of
        a scenario.
    """
    name = folder.resolve().name
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,59}", name):
        raise InputError("problems.folder_name", name=name)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise InputError("problems.folder_exists", folder=folder)
    written = []
    try:
        for inside, text in folder_texts(scenario, name).items():
            file = folder / inside
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            written.append(file)
    except OSError as error:
        raise InputError("problems.not_writable", place=folder, reason=error.strerror) from error
    return written
