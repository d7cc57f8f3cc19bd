"""What a new user types wrong, and what the answer has: what, where, allowed, the nearest word."""

from __future__ import annotations

import shlex

import pytest
from answers import refused, typed

import msssim

FILES = {
    "tabs.yaml": "title: x\n\tname: y\n",
    "twice.yaml": "name: d\ntitle: a\ntitle: b\n",
    "key.yaml": "name: d\ntitle: a\nextends: as_is\ncouncil:\n  renewal_term_dyas: 91\n",
    "kind.yaml": "name: d\ntitle: a\nextends: as_is\ncouncil:\n  renewal_term_days: long\n",
    "date.yaml": "name: d\ntitle: a\nextends: as_is\nstart: 2024-13-45\n",
    "empty.yaml": "",
    "origin.yaml": "name: d\ntitle: a\nextends: as_si\n",
    "circle.yaml": "name: d\ntitle: a\nextends: circle.yaml\n",
    "mine.yaml": "name: mine\ntitle: Mine\nextends: as_is\n",
    "longer.yaml": "name: longer\ntitle: Longer\nextends: as_is\nhorizon_days: 91\n",
    "tiny.yaml": "title: Tiny\nscenarios: [as_is]\nreplications: 2\nhorizon_days: 28\n",
    "taken": "",
    "taken.xlsx": "",
    "notes/notes.txt": "",
    "folder.yaml/notes.txt": "",
}

WRONG_LINES = [
    # the command, its options and its arguments
    ("runs as_is", 2, "there is no command `runs`", "did you mean `run`", "sweep"),
    ("Sweep tiny.yaml", 2, "did you mean `sweep`"),
    ("help", 2, "did you mean `--help`"),
    ("--verson", 2, "did you mean `--version`", "usage: msssim"),
    ("run as_is --run 5", 2, "there is no option --run", "did you mean `--runs`", "--attribute"),
    ("run as_is -n 5", 2, "there is no option -n", "--runs"),
    ("run as_is --runs", 2, "--runs", "requires"),
    ("run as_is no_mission", 2, "no_mission", "usage: msssim run [OPTIONS] SCENARIO"),
    ("run", 2, "SCENARIO is missing", "shipped name", "msssim run --help"),
    ("check", 2, "FILE... is missing"),
    ("compare", 2, "RESULT... is missing"),
    # groups
    ("analyse robustnes result", 2, "`analyse robustnes`", "did you mean `analyse robustness`"),
    ("analyse compare result", 2, "no command `analyse compare`", "did you mean `compare`"),
    ("validate sensitivity", 2, "no command `validate sensitivity`", "`analyse sensitivity`"),
    ("analyze robustness", 2, "there is no command `analyze`", "did you mean `analyse`"),
    ("robustnes result", 2, "there is no command `robustnes`", "did you mean `analyse robustness`"),
    ("analyse --verson", 2, "there is no option --verson", "usage: msssim analyse"),
    ("analyse threshold", 2, "EXPERIMENT is missing", "usage: msssim analyse threshold [OPTIONS]"),
    ("analyse threshold tiny.yaml --outcome lapse", 2, "--crosses is missing"),
    ("analyse discover result", 2, "--where is missing", "msssim analyse discover --help"),
    ("analyse sensitivity as_is", 2, "a scenario, not an experiment", "`msssim run as_is`"),
    ("analyse robustness as_is", 1, "a scenario, not a result folder"),
    ("analyse robustness reslt", 1, "there is no folder reslt", "did you mean `result`"),
    ("validate verify", 2, "RESULT is missing", "usage: msssim validate verify [OPTIONS] RESULT"),
    ("validate verify result --row 3", 2, "no option --row", "did you mean `--rows`"),
    ("validate calibrate as_is", 2, "a scenario, not an experiment"),
    ("verify", 2, "is now `msssim validate verify`", "RESULT is missing"),
    # numbers
    ("run as_is --runs 0", 2, "--runs: found `0`", "at least 1"),
    ("run as_is --runs 10.000", 2, "--runs: found `10.000`", "in digits alone"),
    ("run as_is --runs many", 2, "--runs: found `many`", "a whole number"),
    ("run as_is --runs 999999999999", 2, "--runs: found", "10,000,000"),
    ("run as_is --seed abc", 2, "--seed: found `abc`", "from 0 to"),
    (f"run as_is --seed {2**63}", 2, "--seed: found"),
    ("run as_is --days 0", 2, "--days: found 0", "from 7 to 3,660 (days)"),
    ("run as_is --days -5", 2, "--days: found -5", "from 7 to 3,660 (days)"),
    ("sweep tiny.yaml --workers two", 2, "--workers: found `two`"),
    ("validate verify result --rows 0", 2, "--rows: found `0`"),
    ("validate bench --rounds 0", 2, "--rounds: found `0`"),
    # names
    ("run as_si", 2, "did you mean `as_is`", "shipped: as_is, backtest"),
    ("run as_is.yaml", 2, "there is no file as_is.yaml", "did you mean `as_is`"),
    ("run ''", 2, "shipped: as_is"),
    ("sweep renewal_fundng", 2, "did you mean `renewal_funding`"),
    ("show as_is counsil", 2, "did you mean `council`", "known: start"),
    ("show as_is renewal_term_days", 2, "did you mean `council.renewal_term_days`"),
    ("show as_is council.renewal_term", 2, "did you mean `council.renewal_term_days`"),
    ("validate bench as_si", 2, "did you mean `as_is`"),
    # one thing for another
    ("run tiny.yaml --runs 9", 2, "--runs: tiny.yaml is an experiment", "`msssim sweep tiny.yaml`"),
    ("run tiny.yaml --set x=1 --days 3", 2, "--set: tiny.yaml is an", "--days: tiny.yaml is"),
    ("run result", 2, "a result folder, not a scenario", "`msssim compare result`"),
    ("run notes", 2, "notes is a folder, not a scenario"),
    (
        "sweep mine.yaml --dry-run",
        2,
        "--dry-run: mine.yaml is a scenario",
        "`msssim run mine.yaml`",
    ),
    ("sweep as_is --workers 2", 2, "--workers: as_is is a scenario", "`msssim run as_is`"),
    ("sweep folder.yaml", 2, "folder.yaml is a folder, not an experiment"),
    ("show result", 2, "a result folder, not a scenario"),
    ("check as_is", 2, "as_is is a scenario", "allowed are your YAML files", "`msssim run as_is`"),
    ("check renewal_funding", 2, "is an experiment", "`msssim sweep renewal_funding` simulates it"),
    ("check result", 2, "result is a result folder", "`msssim compare result` reads it"),
    ("check notes", 2, "notes is a folder", "allowed are your YAML files of scenarios"),
    ("compare result as_is", 1, "a scenario, not a result folder", "`msssim run as_is`"),
    ("compare result/manifest.json", 1, "results are named by their folder"),
    ("validate verify as_is", 1, "a scenario, not a result folder"),
    # a new folder
    ("new", 2, "DIR is missing", "usage: msssim new [OPTIONS] DIR"),
    ("new notes", 2, "notes is there already", "choose a new folder"),
    ("new taken", 2, "taken is there already"),
    ("new 'my town'", 2, "the scenario would be called `my town`", "letters, digits"),
    ("new town --from as_si", 2, "did you mean `as_is`"),
    ("new town --from result", 2, "a result folder, not a scenario"),
    ("new taken/town", 2, "taken/town cannot be written"),
    # two scenarios
    ("diff as_is", 2, "B is missing", "usage: msssim diff [OPTIONS] A B"),
    ("diff as_is full_fundng", 2, "did you mean `full_funding`"),
    ("diff result as_is", 2, "a result folder, not a scenario"),
    ("diff as_is renewal_funding", 2, "an experiment, not a scenario"),
    ("diff as_is no_mission --outcome lapse", 2, "--outcome: nothing is simulated without"),
    ("diff as_is no_mission --runs 9", 2, "--runs: nothing is simulated without"),
    ("diff as_is no_mission --effect --outcome laps", 2, "did you mean `lapse`"),
    ("diff as_is no_mission --effect --runs 1", 2, "--runs: found `1`", "at least 2"),
    ("diff as_is no_mission --effect --days 3", 2, "--days: found 3"),
    ("diff as_is no_mission --out result", 1, "--out: result holds a result"),
    ("diff as_is longer.yaml --effect", 2, "no change whose effect could be played", "same days"),
    # exports
    ("export result", 2, "--to is missing"),
    ("export result --to xls", 2, "--to: found `xls`", "csv, xlsx", "did you mean `xlsx`"),
    ("export as_is --to csv", 1, "a scenario, not a result folder"),
    ("export reslt --to csv", 1, "did you mean `result`"),
    ("export result --to csv --out notes", 1, "notes is there already", "--out"),
    ("export result --to xlsx --out taken.xlsx", 1, "taken.xlsx is there already"),
    ("export result --to xlsx --out p.csv", 2, "--out: p.csv is no workbook", "end in .xlsx"),
    ("export result --to csv --out p.xls", 2, "--out: p.xls would be a folder", "leave .xls out"),
    ("export result --to csv --out p.csv", 2, "--out: p.csv would be a folder", "leave .csv out"),
    ("export result --to csv --out taken/below", 1, "taken/below cannot be written"),
    # settings
    ("run as_is --set funding.conversion", 2, "allowed is PATH=VALUE"),
    ("run as_is --set funding.conversoin=1", 2, "did you mean `conversion`"),
    ("run as_is --set conversion=1", 2, "did you mean `funding.conversion`"),
    ("run as_is --set funding.conversion=2", 2, "found 2", "from 0 to 1"),
    ("run as_is --set funding.conversion=high", 2, 'found "high"', "a number from 0 to 1"),
    ("run as_is --set start=2024-13-01", 2, "a date as YYYY-MM-DD"),
    ("show as_is --set mission.enabled=3", 2, "true or false"),
    # files
    ("check tabs.yaml", 2, "tabs.yaml:2: not valid YAML: a tab"),
    ("check twice.yaml", 2, "twice.yaml:3: title: `title` was given already on line 2"),
    ("check key.yaml", 2, "key.yaml:5: council.", "did you mean `renewal_term_days`"),
    ("check kind.yaml", 2, 'kind.yaml:5: council.renewal_term_days: found "long"', "7 to 1,830"),
    ("check date.yaml", 2, "date.yaml:4: start: found", "YYYY-MM-DD"),
    ("check empty.yaml", 2, "empty.yaml: the file is empty"),
    ("check binary.yaml", 2, "binary.yaml:1: the text is not UTF-8"),
    ("check wide.yaml", 2, "wide.yaml:1: the text is not UTF-8"),
    ("check origin.yaml", 2, "origin.yaml:3: extends:", "did you mean `as_is`"),
    ("check circle.yaml", 2, "circle.yaml:3: extends: the files extend each other"),
    ("check tinny.yaml", 2, "there is no file tinny.yaml", "did you mean `tiny.yaml`"),
    # results and folders
    ("compare result", 2, "there is only one cell"),
    ("compare reslt", 1, "there is no folder reslt", "did you mean `result`"),
    ("compare notes", 1, "not a result folder"),
    ("compare result other_seed", 1, "seed is 1 in the first and 2"),
    ("compare result other --baseline no_misson", 2, "--baseline: ", "did you mean `no_mission`"),
    ("compare result other --out taken", 1, "--out: taken is a file"),
    ("compare result other --out result", 1, "--out: result holds a result"),
    ("validate verify reslt", 1, "there is no folder reslt", "did you mean `result`"),
    ("validate verify result --run 99", 2, "no run with run 99", "runs 0 to 1"),
    ("validate verify result --scenario as_si", 2, "did you mean `as_is`"),
    ("run as_is --out taken", 1, "taken is a file"),
    ("run as_is --out taken/below", 1, "taken/below cannot be written"),
    ("run as_is --out notes", 1, "notes holds something that is not a result"),
    ("run as_is --out result", 1, "holds another result", "choose another folder"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with everything that can be mistaken for something else."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    (folder / "binary.yaml").write_bytes(b"\xff\x00\xfe" * 50)
    (folder / "wide.yaml").write_bytes(FILES["mine.yaml"].encode("utf-16"))
    asked = {"result": ("as_is", 1), "other": ("no_mission", 1), "other_seed": ("no_mission", 2)}
    for name, (scenario, seed) in asked.items():
        played = msssim.load_scenario(scenario)
        msssim.simulate(played, runs=2, seed=seed, days=14, out=folder / name)
    return folder


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [pytest.param(line, status, words, id=line) for line, status, *words in WRONG_LINES],
)
def test_a_wrong_line_is_answered(desk, monkeypatch, line, status, words):
    monkeypatch.chdir(desk)
    before = sorted(desk.iterdir())
    refused(typed(*shlex.split(line)), status, *words)
    assert sorted(desk.iterdir()) == before


def test_every_wrong_setting_is_told_in_its_own_line(command):
    result = command("run", "as_is", "--set", "funding.conversion=2", "--set", "council.x=1")
    assert len(refused(result, 2)) == 2


def test_what_is_wrong_inside_a_scenario_is_not_explained_away(command, tmp_path):
    (tmp_path / "mine.yaml").write_text(FILES["kind.yaml"])
    refused(command("run", "mine.yaml"), 2, "mine.yaml:5", 'found "long"')
