"""How far the model may be off: the table, and what is wrong with one."""

from __future__ import annotations

import datetime as dt

import pytest

from msssim.analysis.calibration.targets import (
    read_discrepancies,
    shipped_discrepancies,
    targets_of,
)
from msssim.analysis.observations import shipped_observations
from msssim.errors import InputError

START = dt.date(2023, 10, 2)
HEADER = "series,share,fixed,why\n"


@pytest.fixture
def problems_of(tmp_path):
    def read(text: str) -> list[str]:
        file = tmp_path / "errors.csv"
        file.write_text(text)
        with pytest.raises(InputError) as caught:
            read_discrepancies(file)
        return [str(each).removeprefix(f"{file}:") for each in caught.value.problems]

    return read


def test_every_row_of_the_shipped_table_has_a_count_and_a_reason():
    later = {count.series for count in shipped_observations(START) if count.date > START}
    for series, discrepancy in shipped_discrepancies().items():
        assert series in later
        assert discrepancy.why


def test_a_level_is_never_held_to_less_than_a_fifth():
    """The model's basis asks for a generous error: a fifth of the level or more."""
    for discrepancy in shipped_discrepancies().values():
        assert discrepancy.share >= 0.2 or discrepancy.fixed > 0


def test_share_and_fixed_error_add_up_as_squares(tmp_path):
    file = tmp_path / "errors.csv"
    file.write_text(HEADER + "displaced,0.3,400,because\n")
    assert read_discrepancies(file)["displaced"].sd(1_000) == 500.0


def test_series_without_an_error_are_held_back():
    counts = [count for count in shipped_observations(START) if count.date > START]
    targets, held_back = targets_of(counts, shipped_discrepancies())
    assert {count.series for count in held_back} == {"kidnapped", "killed_not_by_state"}
    assert len(targets) + len(held_back) == len(counts)
    assert all(target.discrepancy_sd > 0 for target in targets)


def test_the_open_range_of_a_source_is_two_standard_deviations_either_way():
    targets, _ = targets_of(shipped_observations(START), shipped_discrepancies())
    (control,) = [each for each in targets if each.label == "gang_control 2024-05-20"]
    assert control.observation_sd == pytest.approx(0.02)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("dispaced,0.2,,because\n", "did you mean `displaced`"),
        ("displaced,a lot,,because\n", 'share: found "a lot"; allowed is a number of at least 0'),
        ("displaced,-0.2,,because\n", "allowed is a number of at least 0"),
        ("displaced,inf,,because\n", "allowed is a number of at least 0"),
        ("displaced,,,because\n", "no model is exact"),
        ("displaced,0.2,,\n", "why: found nothing; allowed is the reason in words"),
        ("displaced,0.2,,a,b\n", "found 5 cells; the header has 4"),
        ("displaced,0.2,,a\ndisplaced,0.3,,b\n", "3: series: displaced is there twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(problems_of, row, said):
    assert any(said in each for each in problems_of(HEADER + row)), problems_of(HEADER + row)


@pytest.mark.parametrize("text", ["", "series,why\n", HEADER])
def test_a_table_without_header_or_rows_is_refused(problems_of, text):
    assert problems_of(text)
