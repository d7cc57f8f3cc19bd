"""A CSV file of points as a design."""

from __future__ import annotations

import pytest

from msssim.errors import InputError
from msssim.experiments import load_experiment
from msssim.experiments.design import points
from msssim.experiments.manifest import manifest_of

EXPERIMENT = """\
title: Listed
scenarios: [as_is]
levers: {law.workaround: [0.1, 0.2]}
design: {method: listed, points: mine.csv}
"""
HEADER = "gangs.rationality,mission.force_target,mission.enabled,council.mandate_ends"
RIGHT = f"{HEADER}\n1.5,1000,true,2024-12-01\n\n2,2500.0,FALSE,2025-06-12\n"


@pytest.fixture
def load(tmp_path):
    """Return the experiment over a file of points, and other words of its own file."""

    def load(table: str | bytes, experiment: str = EXPERIMENT):
        content = table.encode() if isinstance(table, str) else table
        (tmp_path / "mine.csv").write_bytes(content)
        (tmp_path / "listed.yaml").write_text(experiment)
        return load_experiment(tmp_path / "listed.yaml")

    return load


@pytest.fixture
def problems_of(tmp_path, load):
    """Return what is wrong, each with its file and line, less the folder."""

    def problems(table: str | bytes, experiment: str = EXPERIMENT) -> list[str]:
        with pytest.raises(InputError) as caught:
            load(table, experiment)
        return [str(one).removeprefix(f"{tmp_path}/") for one in caught.value.problems]

    return problems


def test_each_row_is_a_point_in_every_lever_cell(load):
    table = points(load(RIGHT))
    assert table["law.workaround"].tolist() == [0.1, 0.1, 0.2, 0.2]
    assert table["gangs.rationality"].tolist() == [1.5, 2, 1.5, 2]
    assert table["mission.force_target"].tolist() == [1000, 2500] * 2
    assert table["mission.enabled"].tolist() == [True, False] * 2


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_passed_over(load):
    windows = b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()
    assert points(load(windows)).equals(points(load(RIGHT)))


def test_the_points_of_one_experiment_are_a_design_of_another(load):
    sampled = load(
        "",
        "title: Sampled\nscenarios: [as_is]\ndesign: {points: 8}\nuncertainties:\n"
        "  gangs.rationality: {low: 0.5, high: 4}\n  funding.conversion: {beta: [2, 3]}\n",
    )
    table = points(sampled)
    again = load(table.to_csv(index=False), EXPERIMENT.replace("levers: ", "why: ''  # "))
    assert points(again).equals(table)


def test_the_manifest_depends_on_what_the_file_holds(load):
    def digest(table):
        return manifest_of(load(table), parts=1)["inputs_sha256"]

    assert digest(RIGHT) == digest(RIGHT.replace("2500.0", "2500"))
    assert digest(RIGHT) != digest(RIGHT.replace("2500.0", "2501"))


WRONG_TABLES = [
    (
        "gangs.rationalty\n2\n",
        "mine.csv:1: gangs.rationalty: there is no parameter at this path; "
        "did you mean `gangs.rationality`?",
    ),
    (
        "gangs.rationality\n2\n\n-1\n",
        "mine.csv:4: gangs.rationality: found -1.0; allowed is a number from 0 to 50",
    ),
    (
        'gangs.rationality\n"2,5"\n',
        'mine.csv:2: gangs.rationality: found "2,5"; allowed is a number from 0 to 50',
    ),
    (
        "gangs.rationality\nnan\n",
        'mine.csv:2: gangs.rationality: found "nan"; allowed is a number from 0 to 50',
    ),
    (
        "mission.force_target\n1000\n1500.5\n2000\n",
        "mine.csv:3: mission.force_target: found 1500.5; "
        "allowed is a whole number from 0 to 10,000 (persons)",
    ),
    ("mission.enabled\nno\n", 'mine.csv:2: mission.enabled: found "no"; allowed is true or false'),
    (
        "council.mandate_ends\nsoon\n",
        'mine.csv:2: council.mandate_ends: found "soon"; allowed is a date as YYYY-MM-DD',
    ),
    (
        "gangs.rationality,law.adjournment\n1,\n",
        "mine.csv:2: law.adjournment: the cell is empty; every point gives every parameter a value",
    ),
    ("gangs.rationality\n1\n2,3\n", "mine.csv:3: found 2 cells; the header has 1"),
    (
        "gangs.rationality,gangs.rationality\n1,2\n",
        "mine.csv:1: gangs.rationality: column `gangs.rationality` is there twice",
    ),
    (
        "gangs.rationality,\n1,2\n",
        "mine.csv:1: a column has no name; allowed are the paths of parameters",
    ),
    (
        "gangs.rationality;law.adjournment\n1;0,2\n",
        "mine.csv:1: the cells are separated by semicolons; separate them by commas",
    ),
    ("gangs.rationality\n", "mine.csv:1: there is no point below the header"),
    ("", "mine.csv: the file is empty; a header with the paths of parameters is needed"),
    ("point\n1\n", "mine.csv:1: there is no column beside `point`; one a parameter is needed"),
    ("horizon_days\n364\n", "mine.csv:1: horizon_days: horizon_days is the same in all runs"),
    ("law.workaround\n0.3\n", "mine.csv:1: law.workaround: it is set by lever 'law.workaround'"),
    (
        "logistics.base_stages\n1\n",
        "mine.csv:2: logistics.base_stages.logistics.base_stages_done: found 5 stages done; "
        "logistics.base_stages has 1 in all",
    ),
    (b"gangs.rationality\n\xff\n", "mine.csv:2: the text is not UTF-8"),
]


@pytest.mark.parametrize(("table", "message"), WRONG_TABLES)
def test_a_mistake_in_the_file_is_named_with_line_and_column(problems_of, table, message):
    found = problems_of(table)
    assert any(problem.startswith(message) for problem in found), found


def test_everything_wrong_in_the_file_is_said_at_once(problems_of):
    found = problems_of("gangs.rationality,law.adjournment,x\n-1,2,1\n60,0.2,1\n")
    assert [problem.split(": ")[:2] for problem in found] == [
        ["mine.csv:1", "x"],
        ["mine.csv:2", "gangs.rationality"],
        ["mine.csv:2", "law.adjournment"],
        ["mine.csv:3", "gangs.rationality"],
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "mine.csv",
            "min.csv",
            "listed.yaml:4: design.points: there is no file min.csv; did you mean `mine.csv`?",
        ),
        ("listed, ", "sobol, ", "listed.yaml:4: design: points in a file are a listed design:"),
        (
            "levers:",
            "uncertainties: {law.adjournment: {low: 0.1, high: 0.2}}\nlevers:",
            "listed.yaml:3: uncertainties: the points are those of mine.csv; "
            "leave the uncertainties out",
        ),
        (
            "levers:",
            "correlations: [{between: [gangs.rationality, mission.force_target], rank: 0.5}]\n"
            "levers:",
            "listed.yaml:3: correlations: listed points go together as they are listed",
        ),
    ],
)
def test_a_mistake_about_the_file_is_named_in_the_experiment(problems_of, right, wrong, message):
    (problem,) = problems_of(RIGHT, EXPERIMENT.replace(right, wrong, 1))
    assert problem.startswith(message)
