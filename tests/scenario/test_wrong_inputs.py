"""What a person gets to read for each way in which a scenario file can be wrong."""

from __future__ import annotations

import pytest

from msssim.errors import InputError
from msssim.scenario import load_scenario

# what is typed after the three lines of the head: line, path, and words of the message
WRONG = {
    "unknown section": ("counsil:\n  a: 1\n", 4, "counsil", "did you mean `council`?"),
    "unknown key": (
        "council:\n  renewal_term_day: 91\n", 5, "council.renewal_term_day",
        "did you mean `renewal_term_days`?",
    ),
    "key in the wrong section": (
        "gangs:\n  transparency: 1\n", 5, "gangs.transparency",
        "did you mean `governance.transparency`?",
    ),
    "key without its section": (
        "conversion: 0.4\n", 4, "conversion", "did you mean `funding.conversion`?",
    ),
    "renamed section": (
        "tools:\n  aid_weeks: 1\n", 5, "tools.aid_weeks",
        "`tools.aid_weeks` is now `interventions.aid_weeks`",
    ),
    "renamed section of nothing": ("tools: {}\n", 4, "tools", "`tools` is now `interventions`"),
    "misspelt extends": ("extend: as_is\n", 4, "extend", "did you mean `extends`?"),
    "unknown key far from any": ("zzzzzz: 1\n", 4, "zzzzzz", "unknown key `zzzzzz`"),
    "above the range": (
        "funding:\n  conversion: 1.5\n", 5, "funding.conversion",
        "found 1.5; allowed is a number from 0 to 1 (share)",
    ),
    "below the range": (
        "council:\n  rollover_days: 6\n", 5, "council.rollover_days",
        "found 6; allowed is a whole number from 7 to 365 (days)",
    ),
    "text for a number": (
        "funding:\n  conversion: '0.5'\n", 5, "funding.conversion", 'found "0.5"',
    ),
    "switch for a number": (
        "council:\n  rollover_days: true\n", 5, "council.rollover_days", "found true",
    ),
    "number for a switch": ("mission:\n  enabled: 1\n", 5, "mission.enabled", "true or false"),
    "YAML 1.1 switch": ("mission:\n  enabled: no\n", 5, "mission.enabled", 'found "no"'),
    "fraction for a whole number": (
        "mission:\n  force_target: 2500.5\n", 5, "mission.force_target", "a whole number",
    ),
    "not a number": ("funding:\n  conversion: .nan\n", 5, "funding.conversion", "found nan"),
    "infinite": ("funding:\n  lag_months: .inf\n", 5, "funding.lag_months", "found inf"),
    "too large to hold": ("funding:\n  lag_months: 1e999\n", 5, "funding.lag_months", "found inf"),
    "huge whole number": (
        "horizon_days: 99999999999999999999999\n", 4, "horizon_days", "from 7 to 3,660 (days)",
    ),
    "nothing for a number": (
        "funding:\n  conversion:\n", 5, "funding.conversion", "found nothing",
    ),
    "date in words": (
        "council:\n  mandate_ends: 2 October\n", 5, "council.mandate_ends", "a date as YYYY-MM-DD",
    ),
    "date that is none": (
        "council:\n  mandate_ends: 2024-02-30\n", 5, "council.mandate_ends", 'found "2024-02-30"',
    ),
    "date with a time": (
        "council:\n  mandate_ends: 2024-10-02T10:00:00\n", 5, "council.mandate_ends", "YYYY-MM-DD",
    ),
    "number for a date": (
        "council:\n  mandate_ends: 20241002\n", 5, "council.mandate_ends", "found 20,241,002",
    ),
    "value for a section": ("council: 3\n", 4, "council", "a group of keys with values"),
    "empty section": ("council:\n", 4, "council", "found nothing"),
    "value for a table": ("funding:\n  donors: Canada\n", 5, "funding.donors", "allowed is a list"),
    "groups for a table": ("funding:\n  donors: {Canada: {}}\n", 5, "funding.donors", "a list"),
    "row without a name": (
        "funding:\n  donors:\n    - pledged_usd: 1\n", 6, "funding.donors", "needs a `name`",
    ),
    "row that is no group": (
        "funding:\n  donors:\n    - Canada\n", 6, "funding.donors", "needs a `name`",
    ),
    "row twice": (
        "funding:\n  donors:\n    - {name: Canada}\n    - {name: Canada}\n", 7, "funding.donors",
        "two rows `Canada`",
    ),
    "misspelt row": (
        "funding:\n  donors:\n    - name: United Sates\n      pledged_usd: 1\n", 6,
        "funding.donors.United Sates", "did you mean `United States`?",
    ),
    "incomplete new row": (
        "funding:\n  donors:\n    - name: Peru\n      source: judged\n", 6, "funding.donors.Peru",
        "`Peru` is a new row and lacks `confidence`",
    ),
    "row name with a dot": (
        "funding:\n  donors:\n    - {name: A.B, source: x, confidence: low}\n", 6,
        "funding.donors.A.B.name", 'found "A.B"; allowed is a name of at most 60 characters',
    ),
    "wrong value in a row": (
        "funding:\n  donors:\n    - name: Canada\n      pledged_usd: -5\n", 7,
        "funding.donors.Canada.pledged_usd", "from 0 to 100,000,000,000 (USD)",
    ),
    "unknown key in a group of a row": (
        "funding:\n  donors:\n    - name: Canada\n      hold: {lift_by: 2024-07-01}\n", 7,
        "funding.donors.Canada.hold.lift_by", "did you mean `lift_on`?",
    ),
    "unknown choice": (
        "mission:\n  contingents:\n    - {name: Benin, kind: polise}\n", 6,
        "mission.contingents.Benin.kind", "did you mean `police`?",
    ),
    "presence that is no text": (
        "gangs:\n  groups:\n    - name: 5 Segond\n      presence: [LOWER, 3]\n", 7,
        "gangs.groups.5 Segond.presence.1", "found 3",
    ),
    "presence in no zone": (
        "gangs:\n  groups:\n    - name: 5 Segond\n      presence: []\n", 7,
        "gangs.groups.5 Segond.presence",
        "found an empty list; allowed is a list of 1 or more entries",
    ),
    "unknown zone of presence": (
        "gangs:\n  groups:\n    - name: 5 Segond\n      presence: [LOWER, UPER]\n", 7,
        "gangs.groups.5 Segond.presence", "no zone `UPER`; did you mean `UPPER`?",
    ),
    "unknown zone of base": (
        "gangs:\n  groups:\n    - name: 5 Segond\n      base: LOVER\n", 7,
        "gangs.groups.5 Segond.base", "no zone `LOVER`; did you mean `LOWER`?",
    ),
    "base without presence": (
        "gangs:\n  groups:\n    - name: 5 Segond\n      presence: [UPPER]\n", 6,
        "gangs.groups.5 Segond", "`LOWER` is not among the zones of `presence`",
    ),
    "unknown zone of a unit": (
        "police:\n  units:\n    - name: Stations\n      zone: UPPERS\n", 7,
        "police.units.Stations.zone", "did you mean `UPPER`?",
    ),
    "unit elsewhere in a zone": (
        "police:\n  units:\n    - name: Others\n      zone: UPPER\n", 7,
        "police.units.Others.zone", "of kind `elsewhere`",
    ),
    "unknown zone of a link": (
        "territory:\n  links:\n    - name: LOWER - UPPER\n      zone_a: MIDDLE\n", 7,
        "territory.links.LOWER - UPPER.zone_a", "no zone `MIDDLE`",
    ),
    "link to itself": (
        "territory:\n  links:\n    - name: LOWER - UPPER\n      zone_a: UPPER\n", 6,
        "territory.links.LOWER - UPPER", "with itself",
    ),
    "link twice": (
        "territory:\n  links:\n    - {name: W, zone_a: UPPER, zone_b: LOWER, kind: road, "
        "source: x, confidence: low}\n", 6, "territory.links.W", "as `LOWER - UPPER`",
    ),
    "range turned round": (
        "gangs:\n  groups:\n    - {name: 5 Segond, fighters_low: 9, fighters_high: 5}\n", 6,
        "gangs.groups.5 Segond.fighters_low", "above the high end 5",
    ),
    "more trained than pledged": (
        "mission:\n  contingents:\n    - {name: Benin, trained: 1501}\n", 6,
        "mission.contingents.Benin.trained", "only 1500 are pledged",
    ),
    "step of three days": ("step_days: 3\n", 4, "step_days", "found 3; allowed is 1 or 7"),
    "start before there is a Council": ("start: 1945-10-23\n", 4, "start", "from 1945-10-24"),
    "more stages done than there are": (
        "logistics:\n  base_stages_done: 7\n", 5, "logistics.base_stages_done", "has 6 in all",
    ),
    "unknown parent": ("extends: as_iz\n", 4, "extends", "did you mean `as_is`?"),
    "unknown parent file": ("extends: no.yaml\n", 4, "extends", "there is no file no.yaml"),
    "parent that is no name": ("extends: [as_is]\n", 4, "extends", "a name or a path is needed"),
    "event without a date": (
        "events:\n  - set: {funding.conversion: 1}\n", 5, "events.0", "lacks `date`",
    ),
    "event that sets nothing": (
        "events:\n  - {date: 2024-09-01, set: {}}\n", 5, "events.0.set",
        "found an empty group; allowed is a group of paths with values, as in {",
    ),
    "event that sets a list": (
        "events:\n  - {date: 2024-09-01, set: [1]}\n", 5, "events.0.set", "found a list; allowed",
    ),
    "event that is no group": (
        "events: [3]\n", 4, "events.0", "found 3; allowed is a group of keys with values",
    ),
    "unknown path of an event": (
        "events:\n  - date: 2024-09-01\n    set:\n      governance.transparancy: 1\n", 7,
        "events.0.set.governance.transparancy", "did you mean `governance.transparency`?",
    ),
    "renamed path of an event": (
        "events:\n  - date: 2024-09-01\n    set:\n      tools.aid_usd_month: 1\n", 7,
        "events.0.set.tools.aid_usd_month",
        "`tools.aid_usd_month` is now `interventions.aid_usd_month`",
    ),
    "wrong value of an event": (
        "events:\n  - date: 2024-09-01\n    set:\n      governance.transparency: 8\n", 7,
        "events.0.set.governance.transparency", "found 8; allowed is a number from 0 to 1 (share)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_input_is_named_with_its_line_and_what_is_allowed(case, write):
    body, line, where, words = WRONG[case]
    path = write(body)
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.path) == (str(path), line, where)
    assert words in problem.message


def test_a_scenario_s_name_without_blanks_is_asked_for(write):
    path = write(head="name: my town\ntitle: Mine\n")
    words = 'found "my town"; allowed is a name of letters, digits, _ and -'
    with pytest.raises(InputError, match=rf"mine\.yaml:1: name: {words}"):
        load_scenario(path)


def test_two_lead_nations_are_both_named(problems, folder):
    found = problems("mission:\n  contingents:\n    - {name: Benin, lead: true}\n")
    assert {(problem.file, problem.line) for problem in found} == {
        (str(folder / "mine.yaml"), 6),
        (str(folder / "theatre" / "contingents.csv"), 2),
    }


def test_a_theatre_that_is_not_there_is_named(write):
    path = write(head="name: mine\ntitle: Mine\ntheatre: nowhere\n")
    with pytest.raises(InputError, match=r"mine\.yaml:3: theatre: there is no folder .*zones\.csv"):
        load_scenario(path)
    path = write(head="name: mine\ntitle: Mine\ntheatre: 3\n")
    with pytest.raises(InputError, match=r"mine\.yaml:3: theatre: a name or a path is needed"):
        load_scenario(path)


def test_a_scenario_without_zones_is_refused(folder, write):
    for name in ("zones", "links", "gangs", "police_units"):
        table = folder / "theatre" / f"{name}.csv"
        table.write_text(table.read_text().splitlines()[0] + "\n")
    with pytest.raises(InputError, match="at least one is needed"):
        load_scenario(write())


def test_problems_of_every_kind_are_listed_by_line(problems):
    found = problems(
        "step_days: 2\n"
        "counsil: 1\n"
        "funding:\n"
        "  conversion: 7\n"
        "  donors:\n"
        "    - 3\n"
        "gangs:\n"
        "  groups:\n"
        "    - {name: 5 Segond, base: LOVER}\n"
        "extends: as_iz\n"
        "events:\n"
        "  - {date: 2024-09-01, set: {governance.transparency: 8, start: 2024-07-01}}\n"
    )
    assert [problem.line for problem in found] == [4, 5, 7, 9, 12, 13, 15, 15]


def test_of_hundreds_of_mistakes_a_hundred_are_told_and_the_rest_counted(tmp_path):
    file = tmp_path / "wrong.yaml"
    keys = "".join(f"x{n}: 1\n" for n in range(250))
    file.write_text(f"name: a\ntitle: A\nextends: as_is\n{keys}")
    with pytest.raises(InputError) as caught:
        load_scenario(file)
    messages = [problem.message for problem in caught.value.problems]
    assert len(messages) == 101
    assert "and 150 more" in messages
