from __future__ import annotations

import datetime as dt

import pytest

from msssim.errors import InputError
from msssim.scenario import load_scenario
from msssim.scenario.schema import Scenario


def row(rows, name):
    return next(row for row in rows if row.name == name)


def test_the_tables_of_the_theatre_are_the_base(load):
    scenario = load()
    assert [zone.name for zone in scenario.territory.zones] == ["LOWER", "UPPER"]
    assert scenario.gangs.groups[0].presence == ("LOWER", "UPPER")
    assert row(scenario.funding.donors, "United States").hold.lift_on == dt.date(2024, 8, 1)
    assert row(scenario.funding.donors, "Canada").hold.lift_per_month == 0.2
    assert row(scenario.police.units, "Others").zone is None


def test_what_a_file_leaves_out_has_the_schema_s_default(load):
    assert load().council == Scenario.model_fields["council"].default.model_copy(
        update={"members": load().council.members}
    )


def test_groups_are_merged_key_by_key_along_the_chain(write):
    write("council: {renewal_term_days: 91, rollover_days: 30}\n", "first.yaml")
    write("extends: first.yaml\ncouncil: {rollover_days: 40}\n", "second.yaml")
    scenario = load_scenario(write("extends: second.yaml\nfunding: {conversion: 1}\n"))
    assert (scenario.council.renewal_term_days, scenario.council.rollover_days) == (91, 40)
    assert scenario.funding.conversion == 1.0


def test_rows_are_merged_by_name_and_stand_sorted(load):
    scenario = load(
        "funding:\n  donors:\n"
        "    - {name: United States, hold: {lift_per_month: 0.05}}\n"
        "    - {name: Barbados, source: judged, confidence: low}\n"
    )
    donors = scenario.funding.donors
    assert [donor.name for donor in donors] == ["Barbados", "Canada", "United States"]
    changed = row(donors, "United States")
    assert (changed.pledged_usd, changed.hold.lift_per_month) == (4_000_000, 0.05)
    assert changed.hold.lift_on == dt.date(2024, 8, 1)


def test_rows_are_merged_through_a_chain_in_which_a_file_adds_one(write):
    added = "{name: Barbados, source: judged, confidence: low, pledged_usd: 5}"
    write(f"funding: {{donors: [{added}]}}\n", "first.yaml")
    body = "extends: first.yaml\nfunding: {donors: [{name: Barbados, received_usd: 7}]}\n"
    barbados = row(load_scenario(write(body)).funding.donors, "Barbados")
    assert (barbados.pledged_usd, barbados.received_usd) == (5, 7)


def test_lists_without_names_are_replaced(write):
    write("events: [{date: 2024-07-01, set: {funding.conversion: 0.1}}]\n", "first.yaml")
    body = "extends: first.yaml\nevents: [{date: 2024-08-01, set: {funding.conversion: 0.2}}]\n"
    scenario = load_scenario(write(body))
    assert [event.date for event in scenario.events] == [dt.date(2024, 8, 1)]


def test_name_title_and_why_are_not_inherited(write):
    write("why: because\n", "first.yaml")
    path = write("extends: first.yaml\n", head="theatre: theatre\nname: other\n")
    with pytest.raises(InputError, match="lacks `title`"):
        load_scenario(path)
    assert load_scenario(write("extends: first.yaml\n")).why == ""


def test_a_chain_may_start_at_a_shipped_scenario(write):
    path = write("extends: as_is\nfunding: {conversion: 0.9}\n", head="name: x\ntitle: X\n")
    scenario, as_is = load_scenario(path), load_scenario("as_is")
    assert scenario.funding.conversion == 0.9
    assert scenario.territory == as_is.territory


def test_the_theatre_is_inherited_from_the_folder_that_names_it(folder, write):
    deeper = folder / "deeper"
    deeper.mkdir()
    write("", "first.yaml")
    path = write("extends: ../first.yaml\n", "deeper/mine.yaml", head="name: x\ntitle: X\n")
    assert len(load_scenario(path).territory.zones) == 2


def test_files_that_extend_each_other_are_refused(write):
    first = write("extends: second.yaml\n", "first.yaml")
    second = write("extends: first.yaml\n", "second.yaml")
    with pytest.raises(InputError) as caught:
        load_scenario(first)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(second), 4)
    assert "first.yaml -> second.yaml -> first.yaml" in problem.message


def test_a_problem_is_told_where_it_was_typed_in_the_chain(write):
    first = write("council:\n  renewal_term_days: 5000\n  rollover_days: 30\n", "first.yaml")
    mine = write("extends: first.yaml\ncouncil:\n  rollover_days: 1\n")
    with pytest.raises(InputError) as caught:
        load_scenario(mine)
    found = {(p.file, p.line, p.path) for p in caught.value.problems}
    assert found == {
        (str(first), 5, "council.renewal_term_days"),
        (str(mine), 6, "council.rollover_days"),
    }


def test_a_later_file_mends_an_earlier_one(write):
    write("council: {renewal_term_days: 5000}\n", "first.yaml")
    mine = write("extends: first.yaml\ncouncil: {renewal_term_days: 91}\n")
    assert load_scenario(mine).council.renewal_term_days == 91


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("as_iz", "did you mean `as_is`"),
        ("no_misson", "did you mean `no_mission`"),
        ("qqqq", "shipped: as_is, backtest"),
        ("", "neither a file nor"),
        ("as_is.yml", "there is no file as_is.yml; did you mean `as_is`?"),
        ("/nowhere/as_is", "there is no file /nowhere/as_is; did you mean `as_is`?"),
        ("\0.yaml", "there is no file"),
    ],
)
def test_a_source_that_is_not_there_gets_a_suggestion(source, words):
    with pytest.raises(InputError) as caught:
        load_scenario(source)
    assert words in str(caught.value)


def test_settings_come_last_and_later_ones_win(load):
    settings = [
        "council.renewal_term_days=30",
        "council.renewal_term_days=60",
        "funding.donors.United States.hold.lift_per_month = 0.05",
        "funding.donors.United States.hold.lift_on=null",
        "mission.enabled=false",
        "gangs.groups.5 Segond.presence=[LOWER]",
        "start=2024-06-13",
        "governance={transparency: 0.8}",
    ]
    scenario = load("council: {renewal_term_days: 90}\n", settings)
    assert scenario.council.renewal_term_days == 60
    hold = row(scenario.funding.donors, "United States").hold
    assert (hold.lift_per_month, hold.lift_on) == (0.05, None)
    assert not scenario.mission.enabled
    assert scenario.gangs.groups[0].presence == ("LOWER",)
    assert scenario.start == dt.date(2024, 6, 13)
    assert scenario.governance.transparency == 0.8


@pytest.mark.parametrize(
    ("setting", "where", "words"),
    [
        ("foo", "foo", "allowed is PATH=VALUE"),
        ("=3", "", "allowed is PATH=VALUE"),
        ("a..b=3", "a..b", "allowed is PATH=VALUE"),
        ("council.renewal_term=9", "council.renewal_term", "did you mean `renewal_term_days`?"),
        ("transparency=1", "transparency", "did you mean `governance.transparency`?"),
        ("funding.donors.United Sates.pledged_usd=1", "funding.donors.United Sates.pledged_usd",
         "did you mean `United States`?"),
        ("funding.donors.Canada=1", "funding.donors.Canada", "a whole row"),
        ("funding.donors=1", "funding.donors", "allowed is a list"),
        ("council=", "council", "found nothing"),
        ("council.renewal_tabled='1'", "council.renewal_tabled", 'found "1"'),
        ("council.renewal_tabled=[", "council.renewal_tabled", "not valid YAML"),
        ("council.renewal_tabled=.inf", "council.renewal_tabled", "found inf"),
        ("council.renewal_term_days=1e2", "council.renewal_term_days", "a whole number"),
        ("council.mandate_ends.x=1", "council.mandate_ends", "a date as YYYY-MM-DD"),
        ("gangs.groups.5 Segond.base=LOVER", "gangs.groups.5 Segond.base",
         "did you mean `LOWER`?"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(setting, where, words, problems):
    (problem,) = problems("", [setting])
    assert (problem.file, problem.line, problem.path) == (None, None, where)
    assert words in problem.message


def test_files_and_settings_are_judged_together(problems):
    found = problems("council:\n  rollover_days: 1\n", ["funding.conversion=2", "foo"])
    assert [problem.path for problem in found] == [
        "council.rollover_days", "foo", "funding.conversion",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["../elsewhere", "/etc", "theatre/../../elsewhere"])
def test_a_theatre_outside_the_folder_of_its_scenario_is_refused(folder, write, path):
    (folder.parent / "elsewhere").mkdir(exist_ok=True)
    file = write("", head=f"name: x\ntitle: X\ntheatre: {path}\n")
    with pytest.raises(InputError) as caught:
        load_scenario(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.path) == (str(file), 3, "theatre")
    assert "leads out of" in problem.message


def test_a_table_that_is_a_link_out_of_the_theatre_is_not_followed(folder, write, tmp_path_factory):
    secret = tmp_path_factory.mktemp("away") / "secret.csv"
    secret.write_text("password\nhunter2\n")
    (folder / "theatre" / "gangs.csv").unlink()
    (folder / "theatre" / "gangs.csv").symlink_to(secret)
    with pytest.raises(InputError, match=r"leads out of") as caught:
        load_scenario(write())
    assert "password" not in str(caught.value)


def test_a_theatre_may_be_the_folder_of_its_scenario(folder, write):
    for table in (folder / "theatre").iterdir():
        table.rename(folder / table.name)
    file = write("", head="name: x\ntitle: X\ntheatre: .\n")
    assert len(load_scenario(file).territory.zones) == 2
