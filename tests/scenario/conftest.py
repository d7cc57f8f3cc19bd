"""A theatre of two zones, small enough to see what a file does to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from msssim.errors import InputError, Problem
from msssim.scenario import load_scenario

TABLES = {
    "zones.csv": """\
name,title,commune,department,metropolitan,population,latitude,longitude,area_km2,confidence,source
UPPER,Upper town,Town,West,true,1000,18.5,-72.3,4.5,high,survey
LOWER,Lower town,Town,West,false,2000,18.6,-72.4,2,low,survey
""",
    "links.csv": """\
name,zone_a,zone_b,kind,confidence,source
LOWER - UPPER,LOWER,UPPER,road,high,map
""",
    "gangs.csv": """\
name,base,presence,fighters,confidence,source
5 Segond,LOWER,LOWER; UPPER,100,medium,report
""",
    "police_units.csv": """\
name,kind,zone,officers,confidence,source
Stations,territorial,UPPER,50,low,judged
Others,elsewhere,,70,low,judged
""",
    "contingents.csv": """\
name,kind,pledged,lead,trained,confidence,source
Kenya,police,1000,true,200,high,letter
Benin,military,1500,false,0,high,letter
""",
    "donors.csv": """\
name,pledged_usd,hold.lift_per_month,hold.lift_on,confidence,source
United States,4000000,,2024-08-01,high,press
Canada,51000000,0.2,,high,press
""",
    "court_steps.csv": """\
name,contingent,date,step,confidence,source
Kenya 2024-06-12,Kenya,2024-06-12,hearing,high,press
""",
    "council_members.csv": """\
name,permanent,until,leaning,confidence,source
France,true,,3,high,vote
Guyana,false,2025-12-31,3.5,high,vote
""",
}

HEAD = "name: mine\ntitle: Mine\ntheatre: theatre\n"
"""Three lines that every scenario of these tests starts with."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    theatre = tmp_path / "theatre"
    theatre.mkdir()
    for name, text in TABLES.items():
        (theatre / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Write a scenario file beside the small theatre; its first three lines are HEAD."""

    def write(body: str = "", name: str = "mine.yaml", head: str = HEAD) -> Path:
        path = folder / name
        path.write_text(head + body, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(write):
    """Load a scenario of the small theatre from the lines after its head."""
    return lambda body="", settings=(): load_scenario(write(body), settings)


@pytest.fixture
def problems(write) -> Callable[..., list[Problem]]:
    """Return what is wrong with a scenario of the small theatre."""

    def problems(body: str, settings=()) -> list[Problem]:
        with pytest.raises(InputError) as caught:
            load_scenario(write(body), settings)
        return caught.value.problems

    return problems
