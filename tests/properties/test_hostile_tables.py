"""Spoilt tables, in the encodings that spreadsheets write, are refused in words, or read."""

from __future__ import annotations

import datetime as dt
import os

import pytest
from hostile import ENCODED, in_a_folder, only_refused, spoilt_tables
from hypothesis import given, settings

from msssim.analysis.calibration.targets import read_discrepancies
from msssim.analysis.observations import read_observations, shipped_observations
from msssim.errors import InputError
from msssim.experiments.load import read_points
from msssim.scenario import load_scenario, shipped_folder
from msssim.scenario.csvtable import MOST_COLUMNS, TABLES, read_records, read_table
from msssim.scenario.parameters.tables import MOST_ROWS, Donor
from msssim.scenario.yamlfile import LARGEST_FILE

START = dt.date(2024, 6, 12)
SCENARIOS = shipped_folder("scenarios")
POINTS = "point,funding.conversion,gangs.rationality\n0,0.5,1.5\n1,0.25,2\n"


def shipped(name: str) -> tuple[str, ...]:
    return ((SCENARIOS / name).read_text(encoding="utf-8"),)


def write(folder, content: bytes):
    file = folder / "spoilt.csv"
    file.write_bytes(content)
    return file


@given(content=spoilt_tables(shipped("observations.csv")))
@settings(in_a_folder, max_examples=60)
def test_spoilt_observations_are_refused_or_read(content, tmp_path):
    with only_refused():
        for count in read_observations(write(tmp_path, content), START):
            assert 0 <= count.value < float("inf")
            assert count.days >= 0


@given(content=spoilt_tables(shipped("discrepancy.csv")))
@settings(in_a_folder, max_examples=60)
def test_spoilt_discrepancies_are_refused_or_read(content, tmp_path):
    with only_refused():
        assert all(
            each.share >= 0 for each in read_discrepancies(write(tmp_path, content)).values()
        )


@pytest.mark.slow
@given(content=spoilt_tables((POINTS,)))
@settings(in_a_folder, max_examples=60)
def test_spoilt_points_are_refused_or_read(content, tmp_path):
    with only_refused():
        read_points(write(tmp_path, content), load_scenario("as_is"))


@pytest.mark.parametrize("path", TABLES)
@given(
    content=spoilt_tables(
        tuple(text for name, _ in TABLES.values() for text in shipped(f"theatre/{name}"))
    )
)
@settings(in_a_folder, max_examples=30)
def test_a_spoilt_table_of_the_theatre_is_refused_or_read(path, content, tmp_path):
    with only_refused():
        read_table(write(tmp_path, content), TABLES[path][1])


@pytest.mark.parametrize("encoding", ["byte-order mark", "CR LF", "CR"])
def test_what_spreadsheets_write_is_read_as_it_was_meant(encoding, tmp_path):
    (text,) = shipped("observations.csv")
    file = write(tmp_path, ENCODED[encoding](text))
    assert read_observations(file, START) == shipped_observations(START)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ENCODED["Latin-1"]("name,source\n\xe9,b\n"), "not UTF-8"),
        (ENCODED["UTF-16"]("name,source\n"), "not UTF-8"),
        (b"name,source\nx,\x1b[2J\n", r"spoilt\.csv:2: the character U\+001B cannot be printed"),
        (b"name,source\nx,\x00\n", r"the character U\+0000 cannot be printed"),
        (b'name,source\nx,"y\n', "not valid CSV"),
        (b"name,source\nx," + b"y" * 500_000, "not valid CSV: field larger"),
        (b"name,source\nx," + b"y" * 10_000_000, f"over {LARGEST_FILE:,} bytes"),
        (b"," * (MOST_COLUMNS + 1) + b"x", "found 1,002 cells; allowed are 1,000"),
        (b"name\n" + b"x\n" * (MOST_ROWS + 1), "found 501 rows; allowed are 500"),
        (b"name;source\nx;y\n", "unknown column `name;source`"),
    ],
)
def test_what_no_table_may_hold_is_named(content, words, tmp_path):
    with pytest.raises(InputError, match=words):
        read_table(write(tmp_path, content), Donor)


@pytest.mark.parametrize(
    "place", ["/dev/zero", "/dev/full", "/dev/null", "pipe", "loop", ".", "x" * 300]
)
def test_what_is_no_file_is_refused_at_once(place, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError, match="cannot be read"):
        read_records(tmp_path / place)
