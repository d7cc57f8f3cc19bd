"""How good a design is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from msssim.experiments.quality import design_quality

TWO = {"gangs.rationality": {"low": 0.5, "high": 4}, "funding.conversion": {"beta": [2, 3]}}


def test_the_discrepancy_of_random_points_is_the_mean_over_random_samples(experiment):
    """The mean of 2,000 seeded samples has a standard error below 1 %; the bound is 5 of them."""
    quality = design_quality(experiment(uncertainties=TWO, design={"points": 16}))
    rng = np.random.default_rng(3)
    mean = np.mean([qmc.discrepancy(rng.random((16, 2))) for _ in range(2_000)])
    assert quality.discrepancy.random == pytest.approx(mean, rel=0.05)


def test_designs_that_fill_the_space_are_told_from_those_that_do_not(experiment):
    def share(method):
        design = {"method": method, "points": 64}
        found = design_quality(experiment(uncertainties=TWO, design=design)).discrepancy
        return found.sample / found.random

    assert share("sobol") < share("latin_hypercube") < 0.5


def test_balance_counts_the_points_of_each_slice(experiment):
    quality = design_quality(experiment(uncertainties=TWO, design={"points": 20}))
    assert quality.slices == 8
    assert {(one.fewest, one.most) for one in quality.balance.values()} == {(2, 3)}


def test_a_correlation_that_was_asked_for_is_no_fault(experiment):
    asked = [{"between": list(TWO), "rank": 0.7}]
    design = {"method": "sobol", "points": 256}
    quality = design_quality(experiment(uncertainties=TWO, design=design, correlations=asked))
    assert quality.correlation.found == pytest.approx(0.7, abs=0.05)
    assert quality.correlation.off < 0.05


def test_a_long_sequence_is_measured_by_its_first_points(experiment):
    design = {"method": "halton", "points": 5_000}
    quality = design_quality(experiment(uncertainties=TWO, design=design))
    assert quality.discrepancy.points == 4_096
    assert any("of the first 4,096" in said for said in quality.messages())


def test_of_a_large_latin_hypercube_the_discrepancy_is_not_measured(experiment):
    quality = design_quality(experiment(uncertainties=TWO, design={"points": 5_000}))
    assert quality.discrepancy is None
    assert any("not measured" in said for said in quality.messages())


def test_listed_points_have_correlations_of_their_numbers_only(experiment):
    listed = {
        "gangs.rationality": {"values": [1, 2, 3]},
        "funding.conversion": {"values": [0.9, 0.5, 0.1]},
        "mission.enabled": {"values": [True, False, True]},
    }
    design = {"method": "listed", "points": 3}
    quality = design_quality(experiment(uncertainties=listed, design=design))
    assert quality.correlation.found == pytest.approx(-1)
    assert (quality.discrepancy, dict(quality.balance)) == (None, {})


def test_the_sentences_of_a_sobol_design(experiment):
    asked = experiment(
        uncertainties=TWO,
        design={"method": "sobol", "points": 64},
        levers={"law.workaround": [0.1, 0.2], "council.renewal_term_days": [91, 183, 365]},
    )
    quality = design_quality(asked)
    cells, sample, filled, balance, correlation = quality.messages()
    assert quality.cells == 6
    assert cells.startswith(
        "Cells: 1 x 2 x 3 = 6 (scenarios, law.workaround, council.renewal_term_days)"
    )
    assert sample == (
        "Sample: 64 points in 2 dimensions, a Sobol sequence, the same in every cell."
    )
    assert "times what random points have on average" in filled
    assert (
        balance == "Balance: each of 8 equally likely slices of every uncertainty holds 8 points."
    )
    assert correlation.endswith(
        "between gangs.rationality and funding.conversion (none was asked for)."
    )


@pytest.mark.parametrize("uncertainties", [{}, TWO])
@pytest.mark.parametrize("method", ["latin_hypercube", "sobol", "halton", "grid"])
def test_the_smallest_designs_are_told_too(experiment, uncertainties, method):
    design = {"method": method, "points": 1}
    said = design_quality(experiment(uncertainties=uncertainties, design=design)).messages()
    assert len(said) == 2
    assert said[1].startswith("Sample: 1 point in 2 " if uncertainties else "Sample: none")
