"""What is written beside a result stays inside the folder, and does nothing when it is opened."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from matplotlib.figure import Figure

from msssim.errors import ResultError
from msssim.experiments.output import own_file, own_folder, write_table
from msssim.views.layout import save


@pytest.fixture
def precious(tmp_path):
    file = tmp_path / "precious"
    file.write_text("mine")
    yield file
    assert file.read_text() == "mine"


def test_a_table_takes_the_place_of_a_link(tmp_path, precious):
    file = tmp_path / "summary.csv"
    file.symlink_to(precious)
    write_table(pd.DataFrame({"a": [1]}), file)
    assert not file.is_symlink()
    assert file.read_text() == "a\n1\n"


def test_a_figure_takes_the_place_of_a_link(tmp_path, precious):
    for ending in ("png", "svg"):
        (tmp_path / f"fan.{ending}").symlink_to(precious)
    assert not any(file.is_symlink() for file in save(Figure(), tmp_path, "fan"))


def test_a_file_of_a_persons_own_is_left_alone(precious):
    assert own_file(precious) == precious


def test_a_folder_that_is_a_link_is_refused(tmp_path):
    assert own_folder(tmp_path, "figures") == tmp_path / "figures"
    (tmp_path / "figures").symlink_to(tmp_path)
    with pytest.raises(ResultError, match=r"figures is a link to another place; remove it"):
        own_folder(tmp_path, "figures")


def test_text_that_a_spreadsheet_would_run_is_text_in_every_column(tmp_path):
    words = ["=1+1", "@SUM(A1)", "plain"]
    table = pd.DataFrame({"=label": words, "group": pd.Categorical(words), "number": [-1.0, 0, 1]})
    write_table(table, tmp_path / "a.csv")
    header, *rows = csv.reader((tmp_path / "a.csv").read_text().splitlines())
    assert header == ["'=label", "group", "number"]
    assert [row[:2] for row in rows] == [["'=1+1"] * 2, ["'@SUM(A1)"] * 2, ["plain"] * 2]
    assert rows[0][2] == "-1.0"
