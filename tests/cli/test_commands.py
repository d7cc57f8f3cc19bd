"""The commands: what they print, and what they write."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from answers import refused
from typer.testing import CliRunner

import msssim
from msssim.cli import app
from msssim.world.observables import OUTCOMES

pytestmark = pytest.mark.slow

TINY = ["--runs", "4", "--days", "28", "--quiet"]
EXPERIMENT = """\
title: Tiny
scenarios: [as_is]
levers: {funding.conversion: [0.2, 1.0]}
replications: 4
horizon_days: 364
record: {series: [deployed]}
"""


def test_run_prints_the_outcomes_and_writes_the_result(command, tmp_path):
    result = command("run", "as_is", "--runs", "4", "--days", "28")
    assert result.exit_code == 0
    assert "4 runs of 28 days" in result.stdout
    assert "civilians_killed_by_vigilantes" in result.stdout
    assert "By contingent" in result.stdout
    assert "results/as_is" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    folder = tmp_path / "results" / "as_is"
    assert (folder / "manifest.json").exists()
    assert (folder / "figures").is_dir()
    summary = pd.read_csv(folder / "summary.csv")
    assert {"outcome", "mean", "median", "p5", "p95"} <= set(summary)


def test_run_gives_the_same_as_python(command, tmp_path):
    command("run", "as_is", *TINY, "--seed", "9", "--set", "funding.conversion=0.8", "--out", "r")
    stored = msssim.Result.read(tmp_path / "r")
    scenario = msssim.load_scenario("as_is", ["funding.conversion=0.8"])
    again = msssim.simulate(scenario, runs=4, seed=9, days=28)
    assert stored.runs.equals(again.runs)
    assert stored.contingents.equals(again.contingents)


def test_run_tells_what_became_of_every_offer(command):
    result = command("run", "as_is", "--runs", "4", "--days", "140")
    told = result.stdout[result.stdout.index("By contingent") :].splitlines()
    for row in msssim.load_scenario("as_is").mission.contingents:
        assert any(line.split("  ")[0].strip() == row.name for line in told), row.name
    (kenya,) = [line.split() for line in told if line.startswith(" Kenya")]
    stored = msssim.Result.read("results/as_is").contingents
    stored = stored[stored["contingent"] == "Kenya"]
    weeks = stored.filter(like="weeks_bound_").mean().drop("weeks_bound_none")
    landed = stored["arrived_days"]
    assert kenya[1:4] == ["1,000", "100", f"{100 * landed.notna().mean():.0f}"]
    assert kenya[4] == ("never" if landed.isna().all() else f"{landed.median():.0f}")
    assert kenya[5] == f"{stored['in_theatre_end'].mean():.0f}"
    assert kenya[6:] == [weeks.idxmax().removeprefix("weeks_bound_"), f"{5 * weeks.max():.0f}", "%"]


def test_nothing_binds_a_contingent_of_which_nobody_is_wanted(command):
    result = command(
        "run", "as_is", "--runs", "2", "--days", "28", "--set", "mission.force_target=0"
    )
    (kenya,) = [line.split() for line in result.stdout.splitlines() if line.startswith(" Kenya")]
    assert kenya[3:] == ["0", "never", "0", "nothing"]


def test_run_tells_of_no_contingents_where_there_is_no_mission(command):
    result = command("run", "no_mission", "--runs", "2", "--days", "28")
    assert result.exit_code == 0
    assert "By contingent" not in result.stdout


def test_run_again_is_the_same_and_another_run_is_refused_with_a_hint(command):
    assert command("run", "as_is", *TINY).exit_code == 0
    assert command("run", "as_is", *TINY).exit_code == 0
    again = command("run", "as_is", *TINY, "--seed", "2")
    refused(again, 1, "holds another result", "seed", "--out")


def test_run_of_an_experiment_and_sweep_of_a_scenario_do_what_is_meant(command, tmp_path):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT.replace("364", "28"))
    swept = command("run", "tiny.yaml", "--seed", 3, "--out", "a", "--json")
    assert swept.stderr == "tiny.yaml is an experiment: `msssim sweep tiny.yaml` is meant\n"
    assert json.loads(swept.stdout)["runs"] == 8
    assert json.loads((tmp_path / "a" / "manifest.json").read_text())["seed"] == 3
    short = "name: short\ntitle: A\nextends: as_is\nhorizon_days: 14\n"
    (tmp_path / "short.yaml").write_text(short)
    played = command("sweep", "short.yaml", "--quiet")
    assert (played.exit_code, played.stdout) == (0, "")
    assert played.stderr == "short.yaml is a scenario: `msssim run short.yaml` is meant\n"
    assert len(msssim.Result.read("results/short")) == 500


def test_quiet_prints_nothing(command):
    result = command("run", "as_is", *TINY)
    assert result.output == ""


def test_run_says_what_each_constraint_cost(command, tmp_path):
    settings = ["--seed", "9", "--set", "funding.conversion=0.8"]
    result = command("run", "as_is", "--runs", "2", "--days", "182", *settings, "--attribute")
    assert result.exit_code == 0
    assert "In as_is the mission waited longest for" in result.stdout
    assert "alone would have brought" in result.stdout
    assert "Single effects do not add up" in result.stdout
    assert "week 26" in result.stdout
    assert "week 52" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    folder = tmp_path / "results" / "as_is"
    assert (folder / "figures" / "attribution.png").exists()
    scenario = msssim.load_scenario("as_is", ["funding.conversion=0.8"])
    table = msssim.attribute(scenario, runs=2, seed=9, days=182)
    pd.testing.assert_frame_equal(pd.read_csv(folder / "attribution.csv"), table)


def test_quiet_prints_nothing_of_what_constraints_cost_either(command):
    result = command("run", "as_is", *TINY, "--attribute")
    assert (result.exit_code, result.output) == (0, "")


def test_nothing_is_played_where_there_is_nothing_to_attribute(command, tmp_path):
    refused(command("run", "no_mission", "--attribute"), 2, "mission.enabled", "no mission")
    assert list(tmp_path.iterdir()) == []


def test_sweep_prints_the_findings_and_resumes(command, tmp_path):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    first = command("sweep", "tiny.yaml", "--workers", "1")
    assert first.exit_code == 0
    assert "= 8 runs, in 1 part" in first.stderr
    assert first.stdout.count("\n- ") == 2, "the first finding is the headline"
    assert "results/tiny" in first.stdout
    part = tmp_path / "results" / "tiny" / "runs" / "part-00000.parquet"
    before = part.read_bytes()
    part.unlink()
    assert command("sweep", "tiny.yaml", "--workers", "1", "--quiet").output == ""
    assert part.read_bytes() == before
    refused(command("sweep", "tiny.yaml", "--seed", "8"), 1, "holds another result")


@pytest.fixture
def second_run_fails(monkeypatch):
    from msssim.engines import batch

    good = batch.run_block

    def run_block(scenario, *, seed, runs, **keys):
        if 1 in runs:
            raise ZeroDivisionError("no zone left")
        return good(scenario, seed=seed, runs=runs, **keys)

    monkeypatch.setattr(batch, "run_block", run_block)


def test_a_failed_run_ends_with_1_and_is_told_with_its_command(command, tmp_path, second_run_fails):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    result = command("sweep", "tiny.yaml", "--workers", "1")
    assert result.exit_code == 1
    assert "2 of 8 runs failed" in result.stderr
    assert "run 1: ZeroDivisionError: no zone left" in result.stderr
    assert result.stdout.count("\n- ") == 2  # what the others say is said all the same
    again = result.stderr.strip().rpartition("msssim ")[2].split()
    assert " ".join(again) == "validate verify results/tiny --scenario as_is --point 0 --run 1"
    seen = command(*again)
    assert seen.exit_code == 0
    assert "no zone left" in seen.stdout
    summary = pd.read_csv(tmp_path / "results" / "tiny" / "summary.csv")
    assert set(summary["failed"]) == {1}
    refused(command("compare", "results/tiny"), 1, "2 runs failed", "--without-failed")
    assert command("compare", "results/tiny", "--without-failed").exit_code == 0


def test_a_run_that_fails_ends_run_with_1_too(command, second_run_fails):
    result = command("run", "as_is", "--runs", "3", "--days", "28", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "1 of 3 runs failed" in result.stderr


def test_a_dry_run_says_the_plan_and_plays_nothing(command, tmp_path):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    result = command("sweep", "tiny.yaml", "--dry-run")
    assert result.exit_code == 0
    assert "= 8 runs, in 1 part" in result.stdout
    assert "on disk" in result.stdout
    assert not (tmp_path / "results").exists()


def test_a_changed_seed_is_found_by_verify(command, tmp_path):
    command("run", "as_is", *TINY, "--out", "a")
    manifest = tmp_path / "a" / "manifest.json"
    assert "bit for bit" in command("validate", "verify", "a", "--all").stdout
    written = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**written, "seed": written["seed"] + 1}))
    refused(command("validate", "verify", "a"), 1, "do not have the hash")


def test_bench_tells_rates_and_their_ratio(command, tmp_path):
    (tmp_path / "short.yaml").write_text(
        "name: short\ntitle: A\nextends: no_mission\nhorizon_days: 56\n"
    )
    result = command("validate", "bench", "short.yaml", "--rounds", "1")
    assert result.exit_code == 0
    assert "ratio" in result.stdout
    assert "mesa.batch_run" in result.stdout


def test_what_is_dated_after_the_end_is_beyond_the_horizon(command):
    said = command("run", "as_is", "--runs", "2", "--days", "200", "--no-figures").stdout
    rows = {words[0]: " ".join(words[1:]) for words in map(str.split, said.splitlines()) if words}
    assert rows["strength_52w"] == "beyond the horizon persons"
    assert rows["rebound_26w"] == "never %"
    assert "beyond" not in rows["strength_26w"]
    told = command("run", "as_is", *TINY[:4], "--no-figures", "--out", "short", "--json").stdout
    found = {row["outcome"]: row for row in json.loads(told)["outcomes"]}
    for outcome in ("strength_52w", "rebound_26w"):
        assert (found[outcome]["median"], found[outcome]["share_null"]) == (None, 1)


def test_compare_prints_and_writes_the_differences(command, tmp_path):
    command("run", "as_is", *TINY, "--out", "a")
    command("run", "no_mission", *TINY, "--out", "b")
    result = command("compare", "a", "b", "--out", "c")
    assert result.exit_code == 0
    assert "no mission" in result.stdout
    assert "95 % interval" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert set(pd.read_csv(tmp_path / "c" / "comparison.csv")["cell"]) == {"no mission"}
    other = command("compare", "a", "b", "--baseline", "no_mission", "--out", "d")
    assert "as is" in other.stdout
    assert (tmp_path / "d" / "figures" / "one_no_mission.png").exists()


def test_compare_refuses_failed_runs_unless_told_to_leave_them_out(command, tmp_path):
    command("run", "as_is", *TINY, "--out", "a")
    command("run", "no_mission", *TINY, "--out", "b")
    good = msssim.Result.read("b")
    runs = good.runs.assign(failure=[None, "KeyError: 'x'", None, None], reproduce="msssim run b")
    runs.loc[1, list(OUTCOMES)] = float("nan")
    tables = (runs, good.series, good.manifest, good.contingents)
    msssim.Result.of_frames(*tables, zones=good.zones, roads=good.roads).write("c")
    refused(command("compare", "a", "c"), 1, "1 run failed", "KeyError", "--without-failed")
    result = command("compare", "a", "c", "--without-failed", "--out", "d")
    assert result.exit_code == 0, result.stderr
    table = pd.read_csv(tmp_path / "d" / "comparison.csv").set_index("outcome")
    assert table.loc["civilians_killed", ["runs", "dropped"]].to_list() == [3, 1]


def test_scenarios_lists_every_shipped_one_with_a_sentence(command):
    result = command("scenarios")
    assert result.exit_code == 0
    for name in msssim.shipped_scenarios():
        assert name in result.stdout
    assert "short of money and of a date." in result.stdout
    assert "Every other scenario" not in result.stdout


def test_show_tells_everything_about_one_parameter(command):
    result = command("show", "as_is", "council.renewal_term_days")
    for word in ("365 days", "7 to 1,830", "91 to 365", "published", "S/RES/2699"):
        assert word in result.stdout


def test_show_marks_what_differs_from_as_is(command):
    assert "*" not in command("show", "as_is", "council").stdout
    changed = command("show", "as_is", "council", "--set", "council.renewal_term_days=91").stdout
    assert "renewal_term_days*" in changed
    assert "renewal_tabled*" not in changed
    assert "* differs from as_is" in changed


def test_show_has_a_table_a_section_and_names_the_theatres_tables(command):
    result = command("show", "full_funding")
    assert result.exit_code == 0
    for word in (
        "Money in full and on time",
        "council",
        "pledge_rate_usd_month*",
        "territory.zones",
    ):
        assert word in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.fixture
def dated(tmp_path):
    file = tmp_path / "dated.yaml"
    file.write_text(
        "name: dated\ntitle: Dated\nextends: as_is\nevents:\n"
        "  - {date: 2025-02-01, set: {council.renewal_term_days: 91}}\n"
        "  - {date: 2024-09-01, set: {governance.transparency: 0.8, contacts.doctrine: presence}}\n"
    )
    return file


def test_show_names_dated_events_with_date_parameter_and_value(command, dated):
    told = command("show", dated, "events").stdout
    rows = [line.split() for line in told.splitlines() if line.startswith(" 20")]
    assert rows == [
        ["2024-09-01", "governance.transparency", "0.8", "share"],
        ["2024-09-01", "contacts.doctrine", '"presence"'],
        ["2025-02-01", "council.renewal_term_days", "91", "days"],
    ]
    assert all(" ".join(row[:2]) in " ".join(command("show", dated).stdout.split()) for row in rows)
    for path in ("council", "council.renewal_term_days"):
        part = command("show", dated, path).stdout
        assert "2025-02-01" in part
        assert "2024-09-01" not in part
    assert "as_is has no dated events" in command("show", "as_is", "events").stdout
    assert "dated events" not in command("show", "as_is").stdout


def test_show_tells_programs_of_dated_events_too(command, dated):
    found = json.loads(command("show", dated, "events", "--json").stdout)
    assert found["parameters"] == []
    assert found["events"][2] == {
        "date": "2025-02-01", "path": "council.renewal_term_days", "value": 91, "unit": "days",
    }  # fmt: skip
    assert json.loads(command("show", "as_is", "--json").stdout)["events"] == []


def test_show_a_row_of_a_table(command):
    result = command("show", "as_is", "funding.donors.United States")
    assert "held_usd" in result.stdout
    assert "lift_per_month" in result.stdout


def test_check_says_ok_of_every_right_file(command, tmp_path):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    (tmp_path / "mine.yaml").write_text("name: mine\ntitle: Mine\nextends: as_is\n")
    result = command("check", "tiny.yaml", "mine.yaml")
    assert result.exit_code == 0
    assert result.stdout == "ok  tiny.yaml: experiment, Tiny\nok  mine.yaml: scenario, Mine\n"


def test_check_tells_the_problems_of_all_files(command, tmp_path):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT.replace("replications", "replicatons"))
    (tmp_path / "mine.yaml").write_text("name: mine\ntitle: Mine\nextends: as_si\n")
    (tmp_path / "right.yaml").write_text(EXPERIMENT)
    result = command("check", "tiny.yaml", "mine.yaml", "right.yaml")
    assert result.exit_code == 2
    assert result.stdout == "ok  right.yaml: experiment, Tiny\n"
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("tiny.yaml:4: replicatons: unknown key")
    assert lines[1].startswith("mine.yaml:3: extends:")


def test_version_is_said(command):
    assert command("--version").stdout == f"msssim {msssim.__version__}\n"


def test_every_public_name_is_there():
    for name in msssim.__all__:
        assert getattr(msssim, name) is not None
    assert set(msssim.__all__) <= set(dir(msssim))
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        _ = msssim.simulat


def test_figures_are_drawn_beside_the_runs_then_or_later(tmp_path):
    folder = tmp_path / "result"
    line = ["run", "as_is", *TINY, "--days", "182", "--out", str(folder)]
    assert CliRunner().invoke(app, [*line, "--no-figures"]).exit_code == 0
    assert (folder / "summary.csv").exists()
    assert not (folder / "figures").exists()
    assert CliRunner().invoke(app, line).exit_code == 0
    assert {file.suffix for file in Path(folder, "figures").iterdir()} == {".png", ".svg"}


def test_compare_tells_chances_spread_and_runs_needed_when_asked(command, tmp_path):
    command("run", "as_is", *TINY, "--out", "a")
    command("run", "no_mission", *TINY, "--out", "b")
    asked = ["--line", "displaced_end <= baseline", "--resolve", "kidnapped=5", "--spread"]
    result = command("compare", "a", "b", *asked, "--out", "c")
    assert result.exit_code == 0, result.stderr
    for words in ("displaced at most the", "5 persons of kidnapped", "median", "when at most 5 %"):
        assert words in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    for name in ("comparison", "chances", "runs_needed", "spread"):
        assert len(pd.read_csv(tmp_path / "c" / f"{name}.csv"))
    document = json.loads(command("compare", "a", "b", *asked, "--json").stdout)
    assert {row["statistic"] for row in document["spread"]} == {"mean", "p5", "median", "p95"}
    assert document["chances"][0]["share"] == 1
    assert json.loads(command("compare", "a", "b", "--json").stdout)["chances"] is None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--line", "laps < 1"], "did you mean `lapse`"),
        (["--line", "lapse"], '--line: found "lapse"; allowed is a comparison'),
        (["--resolve", "kidnapped"], "allowed is an outcome and a size"),
        (["--resolve", "kidnaped=4"], "did you mean `kidnapped`"),
        (["--resolve", "kidnapped=-4"], "allowed is a size above 0"),
    ],
)
def test_what_compare_cannot_be_asked_is_refused_in_words(command, asked, words):
    command("run", "as_is", *TINY, "--out", "a")
    command("run", "no_mission", *TINY, "--out", "b")
    refused(command("compare", "a", "b", *asked), 2, words)
