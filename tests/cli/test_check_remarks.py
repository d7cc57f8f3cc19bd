"""``check`` tells of what is right, and may not act as its author thinks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SCENARIO = """\
name: mine
title: Mine
extends: as_is
horizon_days: 100
events:
  - {date: 2024-06-11, set: {funding.conversion: 0.9}}
  - {date: 2024-09-17, set: {council.renewal_term_days: 90}}
"""
EXPERIMENT = """\
title: Ours
horizon_days: 100
scenarios: [as_is, mine.yaml]
levers:
  paid: {little: {funding.conversion: 0.2}, all: {funding.conversion: 1.0}}
uncertainties:
  council.renewal_term_days: {values: [90, 180]}
"""


@pytest.fixture(autouse=True)
def _files(command):
    Path("mine.yaml").write_text(SCENARIO)
    Path("ours.yaml").write_text(EXPERIMENT)


def test_events_on_the_last_day_and_the_first_are_silent(command):
    Path("mine.yaml").write_text(SCENARIO.replace("06-11", "06-12"))
    assert command("check", "mine.yaml").stdout == "ok  mine.yaml: scenario, Mine\n"


def test_events_outside_a_run_are_told_and_are_no_fault(command):
    Path("mine.yaml").write_text(SCENARIO.replace("09-17", "09-18"))
    said = command("check", "mine.yaml")
    assert said.exit_code == 0
    assert said.stdout.splitlines() == [
        "ok  mine.yaml: scenario, Mine",
        "    note: events.0.date: 2024-06-11 is before the start, 2024-06-12; what it sets holds "
        "from the first day",
        "    note: events.1.date: 2024-09-18 is after the last day, 2024-09-17; it never acts",
    ]


def test_what_is_varied_although_an_event_sets_it_is_told(command):
    said = json.loads(command("check", "ours.yaml", "--json").stdout)
    assert said["ok"]
    varied = [each for each in said["right"][0]["remarks"] if each["path"] != "scenarios"]
    assert varied == [
        {
            "path": "uncertainties.council.renewal_term_days",
            "message": "an event of mine sets council.renewal_term_days on 2024-09-17; a value "
            "given here acts till then",
        },
        {
            "path": "levers.paid",
            "message": "an event of mine sets funding.conversion from the first day; no value "
            "given here acts",
        },
    ]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("2024-06-11", "0.9 never acts; it gives way to 1, set on 2024-06-11, before a step"),
        ("2024-06-12", "0.9 never acts; it gives way to 1, set on 2024-06-12, before a step"),
        ("2024-06-13", "2024-06-11 is before the start, 2024-06-12; what it sets holds from"),
    ],
)
def test_of_two_events_before_a_step_it_is_said_which_counts(command, later, told):
    """What is set before the start is so on the first day; what its week brings comes later."""
    more = f"  - {{date: {later}, set: {{funding.conversion: 1}}}}"
    Path("mine.yaml").write_text(SCENARIO + more)
    notes = [
        line for line in command("check", "mine.yaml").stdout.splitlines() if "events.0" in line
    ]
    assert len(notes) == 1
    assert told in notes[0]


def test_of_two_events_in_one_week_the_later_counts(command):
    more = "  - {date: 2024-09-12, set: {council.renewal_term_days: 30}}"
    Path("mine.yaml").write_text(SCENARIO + more)
    note = "events.2.set.council.renewal_term_days: 30 never acts; it gives way to 90"
    assert note in command("check", "mine.yaml").stdout
    Path("mine.yaml").write_text(SCENARIO + more.replace("09-12", "09-10"))
    assert "events.2" not in command("check", "mine.yaml").stdout


def test_an_experiment_tells_of_its_own_horizon(command):
    Path("ours.yaml").write_text(EXPERIMENT.replace("100", "60"))
    said = command("check", "ours.yaml").stdout
    assert "mine, events.1.date: 2024-09-17 is after the last day, 2024-08-06; it never" in said
    assert "uncertainties." not in said
