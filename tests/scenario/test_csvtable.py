from __future__ import annotations

import pytest

from msssim.errors import InputError
from msssim.scenario import load_scenario
from msssim.scenario.csvtable import TABLES, read_table
from msssim.scenario.parameters.tables import Donor, Gang, Zone
from msssim.scenario.paths import RENAMED


@pytest.fixture
def table(tmp_path):
    def table(text, row_class=Donor):
        file = tmp_path / "table.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_table(file, row_class)

    return table


def test_cells_are_read_as_their_column_s_type(table):
    zone = table("name,population,latitude,metropolitan,title\n12,1000,18.5,TRUE,34\n", Zone)
    assert zone.data == [
        {"name": "12", "population": 1000, "latitude": 18.5, "metropolitan": True, "title": "34"}
    ]


def test_dotted_columns_nest_and_empty_cells_are_left_to_the_default(table):
    rows = table("name,pledged_usd,hold.lift_on,hold.lift_per_month\nA,,2024-07-01,\n").data
    assert rows == [{"name": "A", "hold": {"lift_on": "2024-07-01"}}]


def test_semicolons_separate_the_parts_of_a_list(table):
    rows = table("name,presence\nA,X; Y;Z;\n", Gang).data
    assert rows == [{"name": "A", "presence": ["X", "Y", "Z"]}]


def test_a_renamed_column_is_answered_with_the_new_one(table, monkeypatch):
    monkeypatch.setitem(RENAMED, "funding.donors.*.promised", "funding.donors.*.pledged_usd")
    words = r"`funding.donors.\*.promised` is now `funding.donors.\*.pledged_usd`"
    with pytest.raises(InputError, match=words):
        table("name,promised\nA,1\n")


def test_byte_order_mark_windows_line_ends_and_blank_lines_are_tolerated(table):
    document = table("\ufeffname,source\r\nA,one\r\n\r\n,\r\nB,two\r\n")
    assert document.data == [{"name": "A", "source": "one"}, {"name": "B", "source": "two"}]
    assert document.lines == {"0": 2, "1": 5}


def test_a_row_after_a_cell_of_several_lines_keeps_its_own_line(table):
    document = table('name,source\nA,"one\ntwo"\nB,three\n')
    assert document.data[0]["source"] == "one\ntwo"
    assert document.lines == {"0": 2, "1": 4}


WRONG_TABLES = {
    "unknown column": ("name,pledged\nA,1\n", 1, "`pledged`; did you mean `pledged_usd`?"),
    "unknown dotted column": (
        "name,hold.lift_per_moth\nA,1\n", 1, "did you mean `hold.lift_per_month`?",
    ),
    "column twice": ("name,source,source\nA,x,y\n", 1, "`source` is there twice"),
    "no name": ("source\nx\n", 1, "lacks the column `name`"),
    "cell too many": ("name,source\nA,x\nB,y,z\n", 3, "found 3 cells; the header has 2"),
    "cell too few": ("name,source\nA\n", 2, "found 1 cell; the header has 2"),
    "quote left open": ('name,source\nA,"x\n', 2, "not valid CSV"),
    "nothing": ("", None, "a header is needed"),
    "wrong encoding": (b"name,source\nA,\xe9\n", 2, "not UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_TABLES)
def test_a_wrong_table_is_refused_with_file_and_line(case, table, tmp_path):
    text, line, words = WRONG_TABLES[case]
    with pytest.raises(InputError) as caught:
        table(text)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(tmp_path / "table.csv"), line)
    assert words in problem.message


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "where", "words"),
    [
        ("zones.csv", "2000", "many", 3, "territory.zones.LOWER.population", 'found "many"'),
        ("zones.csv", "2000", "1.5", 3, "territory.zones.LOWER.population", 'found "1.5"'),
        ("zones.csv", "2000", "-4", 3, "territory.zones.LOWER.population", "from 0 to 5,000,000"),
        ("zones.csv", "2000", "nan", 3, "territory.zones.LOWER.population", 'found "nan"'),
        ("zones.csv", "18.6", "nan", 3, "territory.zones.LOWER.latitude", "found nan"),
        ("zones.csv", "false", "no", 3, "territory.zones.LOWER.metropolitan", "true or false"),
        ("donors.csv", "2024-08-01", "1 Aug", 2, "funding.donors.United States.hold.lift_on",
         "a date as YYYY-MM-DD"),
        ("links.csv", "road", "raod", 2, "territory.links.LOWER - UPPER.kind",
         "did you mean `road`?"),
        ("links.csv", "UPPER,road", "UPER,road", 2, "territory.links.LOWER - UPPER.zone_b",
         "no zone `UPER`; did you mean `UPPER`?"),
        ("gangs.csv", ",medium,", ",,", 2, "gangs.groups.5 Segond", "lacks `confidence`"),
        ("council_members.csv", "Guyana", "France", 3, "council.members", "two rows `France`"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_file_line_and_column(
    file, old, new, line, where, words, folder, write
):
    table = folder / "theatre" / file
    table.write_text(table.read_text().replace(old, new))
    with pytest.raises(InputError) as caught:
        load_scenario(write())
    found = [(p.file, p.line, p.path) for p in caught.value.problems]
    assert found == [(str(table), line, where)]
    assert words in caught.value.problems[0].message


def test_what_is_wrong_in_several_tables_is_told_at_once(folder, write):
    for file_name, _ in TABLES.values():
        (folder / "theatre" / file_name).write_text("nmae\nx\n")
    with pytest.raises(InputError) as caught:
        load_scenario(write())
    assert len({problem.file for problem in caught.value.problems}) == len(TABLES)


def test_a_table_that_is_missing_is_named(folder, write):
    (folder / "theatre" / "links.csv").unlink()
    with pytest.raises(InputError, match=r"links\.csv: there is no such table; a theatre has"):
        load_scenario(write())
