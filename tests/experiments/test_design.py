"""The points of an experiment."""

from __future__ import annotations

import numpy as np
import pytest

from msssim.experiments.design import points, varied_columns
from msssim.experiments.sample import unit_sample

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
