"""Experiment files: what they say, and what is wrong with them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from msssim.errors import InputError
from msssim.experiments import load_experiment
from msssim.scenario import shipped_scenarios

RIGHT = """\
title: Right
scenarios: [as_is, full_funding]
levers:
  renewal:
    short: {council.renewal_term_days: 91}
    none: {council.renewal_tabled: 0, council.rollover_probability: 0}
  mission.force_target: [1000, 2500]
uncertainties:
  gangs.rationality: {low: 0.5, high: 4}
design: {method: sobol, points: 4}
replications: 10
horizon_days: 364
record: {series: [deployed], every_days: 14}
seed: 3
"""


@pytest.fixture
def problems_of(tmp_path):
    """Return what is wrong with an experiment file of that text."""

    def load(text: str) -> list[str]:
        file = tmp_path / "experiment.yaml"
        file.write_text(text)
        with pytest.raises(InputError) as caught:
            load_experiment(file)
        assert all(problem.file == str(file) for problem in caught.value.problems)
        return [str(problem).removeprefix(f"{file}:") for problem in caught.value.problems]

    return load


def test_a_right_file_is_loaded(tmp_path):
    file = tmp_path / "right.yaml"
    file.write_text(RIGHT)
    experiment = load_experiment(file)
    assert experiment.name == "right"
    assert [scenario.name for scenario in experiment.scenarios] == ["as_is", "full_funding"]
    assert [lever.name for lever in experiment.lever_list()] == ["renewal", "mission.force_target"]
    assert {scenario.horizon_days for scenario in experiment.scenarios_to_play()} == {364}


def test_the_shipped_experiment_is_the_flagship():
    experiment = load_experiment("renewal_funding")
    names = [scenario.name for scenario in experiment.scenarios]
    assert names == ["as_is", "trickle_funding", "full_funding"]
    assert set(names) <= set(shipped_scenarios())
    (renewal,) = experiment.lever_list()
    assert [level.label for level in renewal.levels] == [
        "12 months",
        "6 months",
        "3 months",
        "none",
    ]
    assert (experiment.replications, experiment.horizon_days, experiment.seed) == (500, 728, 2024)


def test_a_scenario_file_is_found_beside_the_experiment(tmp_path):
    (tmp_path / "mine.yaml").write_text("name: mine\ntitle: Mine\nextends: as_is\n")
    file = tmp_path / "experiment.yaml"
    file.write_text("title: Mine\nscenarios: [as_is, mine.yaml]\n")
    assert [scenario.name for scenario in load_experiment(file).scenarios] == ["as_is", "mine"]


WRONG = {
    "replications: 10": [
        (
            "replicatons: 10",
            "11: replicatons: unknown key `replicatons`; did you mean `replications`",
        ),
        ("replications: 0", "11: replications: found 0; allowed is a whole number from 1"),
        ("replications: 2.5", "11: replications: found 2.5; allowed is a whole number"),
        ("replications: true", "11: replications: found true; allowed is a whole number"),
        ('replications: "10"', '11: replications: found "10"; allowed is a whole number'),
    ],
    "title: Right": [
        ("why: no title", "lacks `title`"),
        ("title: ''", '1: title: found ""; allowed is text of 1 to 200 characters$'),
        ("title: Right\nname: a/b", '2: name: found "a/b"; allowed is a name .* without / and'),
    ],
    "scenarios: [as_is, full_funding]": [
        ("scenarios: [as_is, full_fundng]", "2: scenarios.1: .*did you mean `full_funding`"),
        ("scenarios: [as_is, as_is]", "2: scenarios: scenario 'as_is' is listed twice"),
        ("scenarios: as_is", "2: scenarios: a list of scenarios is needed"),
        ("scenarios: [3]", "2: scenarios.0: found 3; allowed is a scenario's name"),
        ("scenarios: [nowhere.yaml]", "2: scenarios.0: there is no file nowhere.yaml"),
    ],
    "  mission.force_target: [1000, 2500]": [
        ("  mission.forc_target: [1000]", "7: .*no parameter.*did you mean `mission.force_target`"),
        ("  tools.aid_weeks: [1]", "7: .*`tools.aid_weeks` is now `interventions.aid_weeks`"),
        ("  mission.force_target: [1000, 20000]", "7: .*found 20,000; allowed .* 0 to 10,000"),
        ("  mission.force_target: [much]", '7: .*found "much"; allowed is a whole number'),
        ("  mission.force_target: []", "7: .*one value at least"),
        ("  mission.force_target: [1, 1]", "7: .*listed twice"),
        ("  mission.force_target: 1000", r"7: .*found 1,000: a lever is \[value, ...\]"),
        (
            "  mission.force_target: {some: {mission.force_target: 1}}",
            "7: .*has no dot in its name",
        ),
        ("  council.renewal_term_days: [91]", "7: .*is set by lever 'renewal' too"),
        ("  horizon_days: [91, 364]", "7: .*the same in all runs"),
        ("  leaks: {some: {mission.force_target: 1}}", "7: .*have a column 'leaks' already"),
        ("  size: {some: {}}", "7: .*level 'some' sets nothing"),
    ],
    "    short: {council.renewal_term_days: 91}": [
        (
            "    short: {council.renewal_term_day: 91}",
            "5: levers.renewal.short.council.* did you mean",
        ),
        ("    short: {council.renewal_term_days: 3}", "5: levers.renewal.short.council.*found 3;"),
    ],
    "  gangs.rationality: {low: 0.5, high: 4}": [
        ("  gangs.rationalty: {low: 0.5, high: 4}", "9: .*did you mean `gangs.rationality`"),
        ("  tools.aid_weeks: {low: 1, high: 4}", "9: .*is now `interventions.aid_weeks`"),
        ("  gangs.rationality: {low: -1, high: 4}", "9: .*found -1.0; allowed"),
        ("  gangs.rationality: {low: 4, high: 0.5}", "9: .*lower end 4 is not below"),
        ("  gangs.rationality: {low: 1, hihg: 4}", "9: .*unknown key `hihg`"),
        ("  gangs.rationality: {mean: 1}", "9: .*unknown key `mean`"),
        ("  gangs.rationality: {triangular: [1, 3, 2]}", "9: .*write \\[least, mode, most\\]"),
        ("  mission.enabled: {low: 0, high: 1}", "9: .*it is not a number; allowed: {values"),
        (
            "  gangs.rationality: {normal: {mean: 1, sd: 0, low: 0.5, high: 4}}",
            "9: .*the standard deviation is above 0, not 0$",
        ),
        (
            "  gangs.rationality: {normal: {mean: 5, sd: 1, low: 0.5, high: 4}}",
            "9: .*the mean 5 is outside 0.5 ... 4$",
        ),
        ("  gangs.rationality: {normal: {mean: 1, sd: 1}}", "9: .*normal: lacks `low`, `high`$"),
        (
            "  gangs.rationality: {normal: {mean: 1, sd: 1, low: 0, high: 99}}",
            "9: .*found 99.0; allowed is a number from 0 to 50$",
        ),
        ("  gangs.rationality: {beta: [2]}", r"9: .*beta has 1 numbers; write \[alpha, beta\]"),
        ("  gangs.rationality: {triangular: [1, 2]}", r"9: .*triangular has 2 numbers; write \["),
        ("  gangs.rationality: {beta: [2, 0]}", "9: .*beta is above 0, not 0; write"),
        ("  gangs.rationality: {beta: [2, 1], high: 3}", "9: .*beta, high is not a distribution"),
        (
            "  gangs.rationality: {values: [1, 2, 3], weights: [1, 2]}",
            "9: .*2 weights for 3 values$",
        ),
        ("  gangs.rationality: {values: [1, 2], weights: [1, -2]}", "9: .*0 or more, not -2$"),
        ("  gangs.rationality: {values: [1, 2], weights: [0, 0]}", "9: .*all weights are 0; one"),
        ("  gangs.rationality: {values: [1, .nan]}", "9: .*found nan; allowed is a number"),
        ("  gangs.rationality: [1, 2]", r"9: .*found a list; .*are written {values: \[a, b\]}$"),
        ("  gangs.rationality: 4", "9: .*found 4; allowed is a distribution, as in {low: 0.5, "),
        ("  gangs.rationality: {low: a, high: 4}", '9: .*found "a"; allowed is a number, or null$'),
        ("  gangs.rationality: {triangular: [a, 2, 3]}", '9: .*found "a"; allowed is a number$'),
        ("  gangs.rationality: {values: []}", "9: .*an empty list; allowed is a list of 1 or more"),
        (
            "  mission.force_target: {low: 1, high: 9}",
            "9: .*set by lever 'mission.force_target' too",
        ),
    ],
    "design: {method: sobol, points: 4}": [
        ("design: {method: latin}", '10: .*found "latin"; allowed is one of latin_hypercube'),
        ("design: {method: sobol, points: 100}", "10: .*64 or 128 points, not 100"),
        ("design: {method: listed, points: 3}", r"9: .*listed design takes {values: \[...\]}"),
        ("design: {method: sobol, points: 4.5}", "10: .*found 4.5; allowed is a whole number"),
        ("design: {method: grid, points: 1000001}", "10: .*allowed is a whole number from 1 to"),
    ],
    "horizon_days: 364": [
        ("horizon_days: 3", "12: horizon_days: found 3; allowed .* from 7"),
        ("horizon_days: a", '12: horizon_days: found "a"; allowed is a whole number, or null$'),
    ],
    "record: {series: [deployed], every_days: 14}": [
        ("record: {series: [deployd]}", "13: record.series: no series 'deployd'; did you mean"),
        ("record: {series: [deployed, deployed]}", "13: .*listed twice"),
        ("record: {every_days: 10}", "13: .*10 days are no multiple of a step of 7 days"),
        ("record: {series: [3]}", "13: record.series.0: found 3; allowed is text$"),
        ("record: {contingents: 1}", "13: record.contingents: found 1; allowed is true or false"),
        ("record: {contingent: true}", "13: .*unknown key `contingent`.*mean `contingents`"),
    ],
    "seed: 3": [
        ("seed: -3", "14: seed: found -3; allowed is a whole number from 0"),
        ("seed: 9223372036854775808", "14: seed: found 9,223,372,036,854,775,808; allowed"),
        ("seed: 3\nseed: 4", "15: seed: `seed` was given already on line 14"),
    ],
}


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [(right, wrong, message) for right, changes in WRONG.items() for wrong, message in changes],
)
def test_a_mistake_is_named_with_its_line(problems_of, right, wrong, message):
    assert right in RIGHT
    (problem,) = problems_of(RIGHT.replace(right, wrong))
    assert re.search(message, problem), problem


def test_everything_wrong_is_said_at_once(problems_of):
    text = RIGHT
    for right in ("seed: 3", "  mission.force_target: [1000, 2500]", "replications: 10"):
        text = text.replace(right, WRONG[right][0][0])
    text = text.replace("full_funding", "full_fundng").replace("low: 0.5", "low: 50")
    lines = [int(problem.split(":")[0]) for problem in problems_of(text)]
    assert lines == [2, 7, 9, 11, 14]


def test_a_grid_that_is_too_large_is_refused_before_it_is_made(problems_of):
    uncertain = "".join(
        f"  {path}: {{low: 0, high: 1}}\n"
        for path in ("funding.conversion", "law.adjournment", "law.workaround", "law.compliance")
    )
    text = RIGHT.replace("uncertainties:\n", f"uncertainties:\n{uncertain}")
    (problem,) = problems_of(text.replace("sobol, points: 4", "grid, points: 32"))
    assert "more than 1,000,000 points" in problem


def test_scenarios_that_start_apart_cannot_be_paired(tmp_path, problems_of):
    (tmp_path / "late.yaml").write_text(
        "name: late\ntitle: Late\nextends: as_is\nstart: 2024-07-01\n"
    )
    (problem,) = problems_of("title: Apart\nscenarios: [as_is, late.yaml]\n")
    assert "differ in start (as_is 2024-06-12, late 2024-07-01)" in problem


def test_a_value_that_only_one_scenario_refuses_names_it(tmp_path, problems_of):
    (tmp_path / "short.yaml").write_text(
        "name: short\ntitle: Short\nextends: as_is\n"
        "logistics: {base_stages: 4, base_stages_done: 4}\n"
    )
    (problem,) = problems_of(
        "title: Apart\nscenarios: [as_is, short.yaml]\nlevers: {logistics.base_stages_done: [5]}\n"
    )
    assert problem.endswith("(in short)")


CORRELATED = """\
title: Correlated
scenarios: [as_is]
uncertainties:
  gangs.rationality: {low: 0.5, high: 4}
  law.adjournment: {low: 0.1, high: 0.5}
  law.compliance: {low: 0.1, high: 0.5}
  mission.enabled: {values: [true, false]}
  funding.lag_months: {values: [4, 2, 8]}
correlations:
  - {between: [gangs.rationality, law.adjournment], rank: 0.6}
"""
RIGHT_PAIR = "{between: [gangs.rationality, law.adjournment], rank: 0.6}"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            "{between: [gangs.rationalty, law.adjournment], rank: 0.6}",
            "10: correlations.0.between.gangs.rationalty: it is not among the uncertainties; "
            "did you mean `gangs.rationality`?",
        ),
        (
            "{between: [law.adjournment, law.adjournment], rank: 0.6}",
            "10: correlations.0.between: law.adjournment cannot be correlated with itself",
        ),
        (
            "{between: [law.adjournment], rank: 0.6}",
            "10: correlations.0.between: a correlation is between two uncertainties, not 1",
        ),
        (
            "{between: [gangs.rationality, law.adjournment], rank: 1}",
            "10: correlations.0.rank: found 1.0; allowed is a number above -1 and below 1",
        ),
        (
            f"{RIGHT_PAIR}\n  - {{between: [law.adjournment, gangs.rationality], rank: 0.1}}",
            "11: correlations.1: the pair law.adjournment, gangs.rationality is listed twice",
        ),
        (
            "{between: [mission.enabled, law.adjournment], rank: 0.6}",
            "10: correlations.0.between: mission.enabled is not a list of numbers from the least "
            "to the greatest, so it has no ranks",
        ),
        (
            "{between: [funding.lag_months, law.adjournment], rank: 0.6}",
            "10: correlations.0.between: funding.lag_months is not a list of numbers from the "
            "least to the greatest, so it has no ranks",
        ),
        (
            f"{RIGHT_PAIR}\n  - {{between: [law.compliance, law.adjournment], rank: 0.9}}\n"
            "  - {between: [gangs.rationality, law.compliance], rank: -0.9}",
            "9: correlations: no 3 quantities can be correlated as gangs.rationality, "
            "law.adjournment, law.compliance are here (a pair that is not listed counts as 0); "
            "bring their ranks nearer to 0",
        ),
        (
            f"{RIGHT_PAIR}\ndesign: {{method: grid, points: 2}}",
            "9: correlations: a grid crosses all values, so nothing in it can be correlated; "
            "allowed are latin_hypercube, sobol, halton",
        ),
    ],
)
def test_a_wrong_correlation_is_named_with_its_line(problems_of, wrong, message):
    assert problems_of(CORRELATED.replace(RIGHT_PAIR, wrong)) == [message]


def test_a_wrong_uncertainty_is_not_said_to_be_missing_too(problems_of):
    (problem,) = problems_of(CORRELATED.replace("low: 0.5, high: 4", "low: 5, high: 4"))
    assert problem.startswith("4: uncertainties.gangs.rationality")


def test_listed_values_are_as_many_as_the_points(problems_of):
    text = CORRELATED[: CORRELATED.index("uncertainties")]
    listed = "uncertainties:\n  gangs.rationality: {values: [1, 2, 99]}\n"
    found = problems_of(f"{text}{listed}design: {{method: listed, points: 2}}\n")
    assert found == [
        "4: uncertainties.gangs.rationality.values.2: found 99; allowed is a number from 0 to 50",
        "4: uncertainties.gangs.rationality: 3 values for 2 points (design.points); "
        "a listed design takes one for each",
    ]


def test_a_seed_may_be_any_whole_number_and_nothing_else():
    asked = load_experiment("renewal_funding")
    assert asked.with_seed(np.int64(3)).described() == asked.with_seed(3).described()
    for wrong in (-1, 1.5, "one", 2**63):
        with pytest.raises(InputError, match=r"allowed is a whole number from 0"):
            asked.with_seed(wrong)
