"""The word ``prior`` in an experiment, and what it stands for."""

from __future__ import annotations

import datetime as dt

import pytest

from msssim.errors import InputError
from msssim.experiments import experiment_of, load_experiment
from msssim.experiments.priors import USUAL, check_priors, load_priors
from msssim.scenario import load_scenario, parameter_info, shipped_scenarios

PRIORS = """\
title: Two that go together
known_until: 2024-06-12
uncertainties:
  gangs.rationality: {quantiles: [1, 2, 3]}
  funding.conversion: {low: 0.4, high: 0.6}
  law.ruling_blocks: {beta: [2, 2]}
correlations:
  - {between: [gangs.rationality, funding.conversion], rank: 0.5}
  - {between: [gangs.rationality, law.ruling_blocks], rank: -0.5}
"""


@pytest.fixture
def load(tmp_path):
    """Load an experiment of that text, with a file of priors beside it."""
    (tmp_path / "mine.yaml").write_text(PRIORS)

    def loaded(text: str):
        file = tmp_path / "experiment.yaml"
        file.write_text(f"title: Asked\n{text}")
        return load_experiment(file)

    return loaded


@pytest.fixture
def problems_of(load):
    def found(text: str) -> str:
        with pytest.raises(InputError) as caught:
            load(text)
        return "\n".join(map(str, caught.value.problems))

    return found


def pairs(experiment) -> dict[tuple[str, ...], float]:
    return {tuple(each.between): each.rank for each in experiment.correlations}


def test_the_word_stands_for_the_distribution_of_the_file(load):
    asked = load(
        "scenarios: [as_is]\npriors: mine.yaml\n"
        "uncertainties: {gangs.rationality: prior, law.ruling_blocks: {low: 0.1, high: 0.2}}\n"
    )
    assert asked.uncertainties["gangs.rationality"].extremes == (1, 3)
    assert asked.uncertainties["law.ruling_blocks"].extremes == (0.1, 0.2)
    assert asked.correlations == ()  # the second has a distribution of its own


def test_all_of_them_go_together_as_the_file_says(load):
    asked = load("scenarios: [as_is]\npriors: mine.yaml\nuncertainties: prior\n")
    assert list(asked.uncertainties) == [
        "gangs.rationality",
        "funding.conversion",
        "law.ruling_blocks",
    ]
    assert pairs(asked) == {
        ("gangs.rationality", "funding.conversion"): 0.5,
        ("gangs.rationality", "law.ruling_blocks"): -0.5,
    }


def test_a_correlation_that_is_stated_takes_the_place_of_the_files(load):
    asked = load(
        "scenarios: [as_is]\npriors: mine.yaml\nuncertainties: prior\n"
        "correlations: [{between: [funding.conversion, gangs.rationality], rank: 0.1}]\n"
    )
    assert pairs(asked)[("funding.conversion", "gangs.rationality")] == 0.1
    assert len(asked.correlations) == 2


def test_what_a_scenario_sets_itself_is_not_sampled(load):
    paid = "scenarios: [as_is, full_funding]\npriors: mine.yaml\nuncertainties: prior\n"
    full_funding = load_scenario("full_funding")
    assert parameter_info(full_funding, "funding.conversion").value == 0.95
    assert list(load(paid).uncertainties) == ["gangs.rationality", "law.ruling_blocks"]


def test_what_a_lever_sets_is_not_sampled(load):
    asked = load(
        "scenarios: [as_is]\npriors: mine.yaml\nuncertainties: prior\nlevers:\n"
        "  funding.conversion: [0.4, 0.6]\n  court: {strict: {law.ruling_blocks: 0.5}}\n"
    )
    assert list(asked.uncertainties) == ["gangs.rationality"]
    assert asked.correlations == ()


def test_a_parameter_that_the_file_omits_has_its_plausible_range(load):
    asked = load("scenarios: [as_is]\nuncertainties: {people.tips_half: prior}\n")
    low, high = parameter_info(load_scenario("as_is"), "people.tips_half").plausible
    assert asked.uncertainties["people.tips_half"].extremes == (low, high)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "uncertainties: {law.ruling_bloks: prior}\n",
            "experiment.yaml:3: uncertainties.law.ruling_bloks: there is no parameter",
        ),
        ("uncertainties: {council.yes_votes_needed: prior}\n", "has no plausible range"),
        ("priors: mine.yaml\n", "nothing asks for it"),
        ("priors: yours.yaml\nuncertainties: prior\n", "there is no file yours.yaml"),
        ("priors: 3\nuncertainties: prior\n", "found 3; allowed is the name or the path"),
        ("priors: priors_june2025\nuncertainties: prior\n", "did you mean `priors_june2024`"),
        ("uncertainties: priors\n", "experiment.yaml:3: uncertainties: found `priors`; allowed is"),
        (
            "uncertainties: {law.ruling_blocks: Prior}\n",
            "uncertainties.law.ruling_blocks: found `Prior`; allowed is a distribution or `prior`",
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(problems_of, text, said):
    assert said in problems_of("scenarios: [as_is]\n" + text)


@pytest.mark.parametrize(
    "stated", ["5", "[1]", "[null]", "{a: 1}", "[{between: 5}]", "[{between: [[1], [2]], rank: 0}]"]
)
def test_correlations_that_are_none_are_refused_beside_priors(problems_of, stated):
    asked = "scenarios: [as_is]\npriors: mine.yaml\nuncertainties: prior\n"
    assert "experiment.yaml:5: correlations" in problems_of(f"{asked}correlations: {stated}\n")


def test_what_is_wrong_with_the_priors_is_said_with_their_line(problems_of, tmp_path):
    (tmp_path / "wrong.yaml").write_text(PRIORS.replace("low: 0.4, ", ""))
    found = problems_of("scenarios: [as_is]\npriors: wrong.yaml\nuncertainties: prior\n")
    assert "wrong.yaml:5: uncertainties.funding.conversion: found" in found
    assert "high is not a distribution" in found


def test_priors_are_checked_as_an_experiment_would_be(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(PRIORS)
    assert check_priors(file) == load_priors(file)
    file.write_text(
        PRIORS.replace("{quantiles: [1, 2, 3]}", "{low: -3, high: 4}")
        .replace("funding.conversion: ", "funding.conversio: ")
        .replace("-0.5", "-1.5")
    )
    with pytest.raises(InputError) as caught:
        check_priors(file)
    found = "\n".join(map(str, caught.value.problems))
    assert f"{file}:4: uncertainties.gangs.rationality" in found
    assert f"{file}:5: uncertainties.funding.conversio: there is no parameter" in found
    assert "allowed is a number above -1 and below 1" in found


def test_the_shipped_priors_can_be_sampled_for_every_scenario():
    priors = load_priors()
    assert priors.known_until == dt.date(2024, 6, 12)
    as_is = load_scenario("as_is")
    assert all(parameter_info(as_is, path).plausible for path in priors.uncertainties)
    settings = priors.model_dump(include={"uncertainties", "correlations"}, exclude_none=True)
    experiment_of([as_is], title="All of them", **settings)


def test_no_prior_leaves_the_range_that_the_evidence_allows():
    as_is = load_scenario("as_is")
    for path, prior in load_priors().uncertainties.items():
        low, high = parameter_info(as_is, path).plausible
        least, most = prior.extremes
        assert low <= least < most <= high, path


def test_priors_are_no_scenario():
    assert USUAL not in shipped_scenarios()
