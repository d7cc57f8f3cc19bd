"""The points of an experiment."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

from msssim.experiments import Result, experiment_of
from msssim.experiments.design import points, unit_sample, varied_columns
from msssim.experiments.partition import play
from msssim.experiments.tasks import task_list_of

UNCERTAIN = {"funding.conversion": {"low": 0.2, "high": 0.8}}
RENEWAL = {
    "short": {"council.renewal_term_days": 91},
    "none": {"council.renewal_tabled": 0, "council.rollover_probability": 0},
}


def test_levers_are_crossed_in_file_order_and_the_last_changes_fastest(experiment):
    table = points(
        experiment(
            levers={"council.renewal_term_days": [91, 365], "funding.conversion": [0.5, 1.0]}
        )
    )
    assert table["point"].tolist() == [0, 1, 2, 3]
    assert table["council.renewal_term_days"].tolist() == [91, 91, 365, 365]
    assert table["funding.conversion"].tolist() == [0.5, 1.0, 0.5, 1.0]


def test_an_experiment_that_varies_nothing_has_one_point(experiment):
    assert points(experiment()).to_dict("list") == {"point": [0]}


def test_a_named_lever_has_a_column_for_its_label_and_one_for_each_path(experiment):
    asked = experiment(levers={"renewal": RENEWAL})
    assert varied_columns(asked) == [
        "renewal",
        "council.renewal_term_days",
        "council.renewal_tabled",
        "council.rollover_probability",
    ]
    assert points(asked)["renewal"].tolist() == ["short", "none"]
    assert points(asked)["council.renewal_term_days"].isna().tolist() == [False, True]


def test_every_lever_cell_gets_the_same_sample(experiment):
    table = points(
        experiment(levers={"renewal": RENEWAL}, uncertainties=UNCERTAIN, design={"points": 5})
    )
    by_cell = table.groupby("renewal")["funding.conversion"].agg(list)
    assert by_cell["short"] == by_cell["none"]
    assert len(set(by_cell["none"])) == 5


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol", "halton"])
def test_the_sample_depends_on_the_seed_alone(experiment, method):
    def sample(seed):
        design = {"method": method, "points": 8}
        return points(experiment(uncertainties=UNCERTAIN, design=design, seed=seed))

    assert sample(5).equals(sample(5))
    assert not sample(5).equals(sample(6))


def test_a_latin_hypercube_has_one_point_in_every_slice(experiment):
    asked = experiment(uncertainties=UNCERTAIN, design={"points": 20})
    column = unit_sample(asked, 3)[:, 2]
    assert sorted((column * 20).astype(int)) == list(range(20))


def test_a_grid_holds_both_ends_of_every_uncertainty(experiment):
    uncertain = UNCERTAIN | {"gangs.rationality": {"low": 1, "high": 3}}
    table = points(experiment(uncertainties=uncertain, design={"method": "grid", "points": 3}))
    assert len(table) == 9
    assert sorted(set(table["funding.conversion"])) == pytest.approx([0.2, 0.5, 0.8])
    assert sorted(set(table["gangs.rationality"])) == [1, 2, 3]


def test_a_sample_of_a_whole_number_is_rounded(experiment):
    uncertain = {"council.renewal_term_days": {"low": 91, "high": 365}}
    column = points(experiment(uncertainties=uncertain))["council.renewal_term_days"]
    assert np.issubdtype(column.dtype, np.integer)
    assert column.between(91, 365).all()


FORMS = {
    "gangs.rationality": {"normal": {"mean": 2, "sd": 1, "low": 0.5, "high": 4}},
    "funding.conversion": {"beta": [2, 3]},
    "law.adjournment": {"log_low": 0.1, "log_high": 0.5},
    "council.renewal_term_days": {"values": [91, 183, 365], "weights": [1, 2, 1]},
}
TOGETHER = [{"between": ["gangs.rationality", "law.adjournment"], "rank": 0.6}]


@pytest.mark.parametrize(
    ("method", "sizes"), [("sobol", [4, 8, 64, 256]), ("halton", [3, 4, 17, 100])]
)
def test_a_sequence_that_grows_keeps_its_points(experiment, method, sizes):
    def table(size):
        design = {"method": method, "points": size}
        return points(experiment(uncertainties=FORMS, correlations=TOGETHER, design=design))

    whole = table(sizes[-1])
    for size in sizes:
        assert table(size).equals(whole.head(size))


def test_more_replications_leave_the_points_as_they_are(experiment):
    asked = {"uncertainties": FORMS, "design": {"points": 8}}
    assert points(experiment(**asked, replications=3)).equals(
        points(experiment(**asked, replications=30))
    )


def test_a_grown_experiment_plays_the_runs_that_it_had_again(experiment, cheap_engine):
    def runs(size, replications):
        design = {"method": "sobol", "points": size}
        asked = experiment(uncertainties=FORMS, design=design, replications=replications)
        table = Result.of_parts([play(task) for task in task_list_of(asked)], {}).runs
        return table[(table["point"] < 4) & (table["run"] < 3)].reset_index(drop=True)

    assert runs(16, 9).equals(runs(4, 3))


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol", "halton"])
def test_without_correlations_the_sample_is_scipys_sequence(experiment, method):
    sampler = {"latin_hypercube": qmc.LatinHypercube, "sobol": qmc.Sobol, "halton": qmc.Halton}
    expected = sampler[method](d=1, rng=np.random.default_rng(5)).random(8)[:, 0]
    table = points(experiment(uncertainties=UNCERTAIN, design={"method": method, "points": 8}))
    uniform = stats.uniform(loc=0.2, scale=0.8 - 0.2)
    assert table["funding.conversion"].tolist() == uniform.ppf(expected).tolist()


def test_correlated_uncertainties_rise_together_and_the_others_stay(experiment):
    asked = {"uncertainties": FORMS, "design": {"method": "sobol", "points": 512}}
    table, plain = points(experiment(**asked, correlations=TOGETHER)), points(experiment(**asked))
    rank = stats.spearmanr(table["gangs.rationality"], table["law.adjournment"]).statistic
    assert rank == pytest.approx(0.6, abs=0.05)
    for path in set(FORMS) - {"law.adjournment"}:
        assert table[path].equals(plain[path])


@pytest.mark.parametrize(
    "keys",
    [
        {"uncertainties": FORMS, "design": {"points": 8}},
        {"uncertainties": FORMS, "design": {"points": 8}, "correlations": TOGETHER},
        {
            "uncertainties": {"gangs.rationality": {"values": [3, 1.5]}},
            "design": {"method": "listed", "points": 2},
        },
    ],
)
def test_what_an_experiment_says_of_itself_is_enough_to_ask_it_again(experiment, as_is, keys):
    asked = experiment(**keys)
    described = asked.described()
    del described["scenarios"]
    again = experiment_of([as_is], **described)
    assert again == asked
    assert points(again).equals(points(asked))


def test_an_experiment_without_correlations_does_not_speak_of_them(experiment):
    assert "correlations" not in experiment(uncertainties=FORMS).described()


def test_listed_points_are_taken_row_by_row_and_crossed_with_the_levers(experiment):
    listed = {
        "gangs.rationality": {"values": [3, 1.5]},
        "council.mandate_ends": {"values": ["2024-12-01", "2025-06-12"]},
    }
    table = points(
        experiment(
            levers={"law.workaround": [0.1, 0.2]},
            uncertainties=listed,
            design={"method": "listed", "points": 2},
        )
    )
    assert table["gangs.rationality"].tolist() == [3, 1.5, 3, 1.5]
    assert table["council.mandate_ends"].tolist() == ["2024-12-01", "2025-06-12"] * 2
