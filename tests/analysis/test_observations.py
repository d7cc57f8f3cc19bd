"""The file of counts: what is read, and what is refused with line and column."""

from __future__ import annotations

import datetime as dt

import pytest

from msssim.analysis.observations import OBSERVABLES, read_observations, shipped_observations
from msssim.errors import InputError
from msssim.world.observables import SERIES

START = dt.date(2024, 6, 12)
HEADER = "date,series,value,low,high,start,source\n"


@pytest.fixture
def file(tmp_path):
    def write(rows: str, header: str = HEADER):
        path = tmp_path / "counts.csv"
        path.write_text(header + rows)
        return path

    return write


def test_a_stock_has_a_date_and_a_flow_a_period(file):
    stock, flow = read_observations(
        file(
            "2024-09-30,displaced,600000,,,,A\n"
            "2024-09-30,killed_total,1200,1100,1300,2024-07-01,B\n"
        ),
        START,
    )
    assert (stock.start, stock.days, stock.low, stock.high) == (None, 0, 600000, 600000)
    assert (flow.start, flow.days) == (dt.date(2024, 7, 1), 92)
    assert (flow.low, flow.value, flow.high) == (1100, 1200, 1300)


def test_a_flow_without_a_start_is_counted_from_the_run_s_start(file):
    (flow,) = read_observations(
        file("2024-06-30,kidnapped,90,A\n", "date,series,value,source\n"), START
    )
    assert (flow.start, flow.days) == (START, 19)


WRONG = [
    ("2024-13-01,displaced,1,,,,A", 'date: found "2024-13-01"; allowed is a date as YYYY-MM-DD'),
    ("2024-07-01,displacd,1,,,,A", "did you mean `displaced`"),
    ("2024-07-01,displaced,many,,,,A", 'value: found "many"; allowed is a number'),
    ("2024-07-01,displaced,nan,,,,A", 'value: found "nan"; allowed is a number'),
    ("2024-07-01,displaced,,,,,A", 'value: found ""; allowed is a number'),
    ("2024-07-01,displaced,-1,,,,A", "allowed is a number of at least 0 (persons)"),
    ("2024-07-01,gang_control,80,,,,A", "at least 0 and at most 1 (share)"),
    ("2024-07-01,first_boots,0.5,,,,A", "allowed is 0 (not yet) or 1"),
    ("2024-07-01,displaced,5,6,,,A", "low: found 6, above the value 5"),
    ("2024-07-01,displaced,5,,4,,A", "high: found 4, below the value 5"),
    ("2024-07-01,displaced,5,,,,", "source: found nothing"),
    ("2024-07-01,displaced,5,,,2024-06-12,A", "displaced is no flow"),
    ("2024-07-01,kidnapped,5,,,2024-07-02,A", "found 2024-07-02, after the date 2024-07-01"),
    ("2024-07-01,kidnapped,5,,,2024-06-11,A", "before the run starts; allowed is a date from"),
    ("2024-06-01,kidnapped,5,,,,A", "needs a start of its own"),
    ("2024-07-01,displaced,5,A", "found 4 cells; the header has 7"),
]


@pytest.mark.parametrize(("row", "words"), WRONG)
def test_a_wrong_cell_is_named_with_file_line_and_column(file, row, words):
    with pytest.raises(InputError) as refused:
        read_observations(file(f"2024-06-30,police,13000,,,,A\n{row}\n"), START)
    (problem,) = refused.value.problems
    assert problem.line == 3
    assert str(problem).startswith(problem.file)
    assert words in str(problem)


def test_everything_wrong_is_told_at_once(file):
    with pytest.raises(InputError) as refused:
        read_observations(file("".join(f"{row}\n" for row, _ in WRONG)), START)
    assert [problem.line for problem in refused.value.problems] == list(range(2, len(WRONG) + 2))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("date,series,value\n", "lacks the column `source`"),
        ("date,serie,value,source\n", "did you mean `series`"),
        ("date,series,value,value,source\n", "column `value` is there twice"),
        ("", "the table is empty"),
    ],
)
def test_a_wrong_header_is_refused(file, header, words):
    with pytest.raises(InputError, match=words):
        read_observations(file("", header), START)


def test_the_same_count_twice_is_refused(file):
    row = "2024-07-01,displaced,5,,,,A\n"
    with pytest.raises(InputError, match=r":3: series: the same count is there twice"):
        read_observations(file(row * 2), START)


def test_the_shipped_counts_are_all_known_by_june_2024():
    for start in (dt.date(2023, 10, 2), START):
        counts = shipped_observations(start)
        assert max(count.date for count in counts) <= START
        assert all(count.source for count in counts)
    assert {"killed_total", "displaced", "fund_received_usd", "first_boots"} <= {
        count.series for count in counts
    }


def test_killed_by_the_state_and_by_others_add_up_to_all(file):
    whole: dict[str, int] = {}
    for name in ("killed_by_state", "killed_not_by_state"):
        for part, sign in OBSERVABLES[name].parts.items():
            whole[part] = whole.get(part, 0) + sign
    assert {part: sign for part, sign in whole.items() if sign} == {"killed_total": 1}


def test_every_part_of_an_observable_is_a_series_of_the_model():
    for observable in OBSERVABLES.values():
        assert set(observable.parts) <= set(SERIES)
        kinds = {SERIES[part].kind == "flow" for part in observable.parts}
        assert kinds <= {observable.kind == "flow"}
