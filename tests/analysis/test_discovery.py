"""Scenario discovery with PRIM and CART: a planted box is found, and where there is none, none."""

from __future__ import annotations

import numpy as np
import pytest
from planted import PATHS, WHERE, planted

from msssim.analysis.discovery import (
    Discovery,
    Verdict,
    boxes_table,
    discovery_findings,
    on_holdout,
    read_condition,
    search,
    shares_table,
)
from msssim.analysis.discovery.cart import grow
from msssim.analysis.discovery.cases import cases_of, chosen_cell
from msssim.errors import InputError

pytestmark = pytest.mark.slow

CONDITION = read_condition(WHERE, ["delivered_share"])
NOWHERE = "no region found"


def found_in(result, sample=None, box=None) -> Discovery:
    found = search(result, CONDITION, chosen_cell(result, None), box)
    return found if found.box is None else on_holdout(found, sample or planted(seed=2))


@pytest.fixture(scope="module")
def found() -> Discovery:
    return found_in(planted())


def test_a_planted_box_is_found_with_its_cuts(found):
    limits = {(each.path, each.side): each.value for each in found.box.limits}
    assert set(limits) == {(PATHS[0], "above"), (PATHS[1], "below")}
    assert limits[PATHS[0], "above"] == pytest.approx(0.6, abs=0.06)
    assert limits[PATHS[1], "below"] == pytest.approx(0.4, abs=0.06)
    assert all(each.quasi_p <= 0.05 for each in found.box.limits)


def test_coverage_and_density_are_counted_in_runs(found):
    box, cases = found.box, found.cases
    inside = box.holds(cases.parameters)
    assert box.coverage == (inside & cases.hit).sum() / cases.hit.sum()
    assert box.density == cases.hit[inside].mean()
    assert box.coverage >= 0.5
    everything = found.boxes[0]
    assert (everything.number, everything.coverage, everything.density) == (0, 1, cases.base)


def test_a_planted_box_passes_on_a_holdout_sample(found):
    assert found.verdict in (Verdict.PASSED, Verdict.WEAKER)
    assert found.holdout.density.low > found.holdout.base.high
    assert found.holdout.gain.low < 0.8 < found.holdout.gain.high + 0.05
    leading, *rest = discovery_findings(found)
    assert NOWHERE not in leading
    assert leading.startswith("Delivered share below 12 %: ")
    assert "lag months above 0." in leading
    assert any("The box passes on the holdout sample" in sentence for sentence in rest)


def test_the_tree_finds_the_same_two_parameters(found):
    assert set(found.tree.cuts["path"][:2]) == set(PATHS[:2])
    assert found.tree.cuts["gain"].sum() == pytest.approx(1)
    assert found.tree.agreement > 0.6


def test_where_there_is_nothing_no_region_is_found():
    """By chance a box may pass the search; it must then fail on a holdout sample."""
    for seed in (1, 2, 3):
        noise = planted(seed=seed, inside=0.3, outside=0.3)
        found = found_in(noise, planted(seed=seed + 50, inside=0.3, outside=0.3))
        assert found.verdict is Verdict.FAILED
        leading, *rest = discovery_findings(found)
        assert NOWHERE in leading
        assert any("nothing to test" in each or "The box fails" in each for each in rest)


def test_a_tree_of_noise_has_no_cuts():
    noise = planted(inside=0.3, outside=0.3)
    tree = grow(cases_of(noise, CONDITION, chosen_cell(noise, None)), None)
    assert tree.cuts.empty
    assert np.isnan(tree.agreement)


def test_a_box_of_the_search_alone_fails_on_a_holdout_sample(found):
    sample = planted(seed=9, inside=0.3, outside=0.3)
    again = on_holdout(found, sample)
    assert again.verdict is Verdict.FAILED
    assert "no region found that passes on a holdout sample" in next(discovery_findings(again))


def test_a_weaker_box_is_called_weaker(found):
    again = on_holdout(found, planted(points=2000, seed=9, inside=0.5))
    assert again.verdict is Verdict.WEAKER


def test_a_holdout_sample_without_any_hit_is_told_as_such(found):
    again = on_holdout(found, planted(seed=4, inside=0, outside=0))
    assert again.verdict is Verdict.FAILED
    assert any("no run meets the condition" in sentence for sentence in discovery_findings(again))


def test_another_step_can_be_taken_and_only_those_that_there_are(found):
    result, number = planted(), found.boxes[1].number
    assert search(result, CONDITION, chosen_cell(result, None), number).box.number == number
    with pytest.raises(InputError, match="found 999; allowed is one of"):
        search(result, CONDITION, chosen_cell(result, None), 999)


def test_whole_numbers_are_searched_too():
    result = planted()
    result.runs["funding.lag_months"] = (18 * result.runs["funding.lag_months"]).astype(int)
    limits = {each.path: each.value for each in found_in(result, result).box.limits}
    assert limits["funding.lag_months"] == pytest.approx(0.6 * 18, abs=1.1)


def test_one_run_a_point_is_searched_with_a_caveat():
    found = found_in(planted(points=600, runs=1), planted(points=600, runs=1, seed=3))
    assert set(found.box.paths) == set(PATHS[:2])
    assert any("have the same random numbers" in sentence for sentence in discovery_findings(found))


def test_with_one_run_a_point_the_quasi_p_is_that_of_the_workbench():
    import warnings

    found = found_in(planted(points=600, runs=1), planted(points=600, runs=1, seed=3))
    box, cases = found.box, found.cases
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.prim import Prim

        peeled = Prim(cases.parameters, cases.hit.astype(int), threshold=1e-9).find_box()
    theirs = peeled.qp[box.number]
    assert set(theirs) == set(box.paths)
    for limit in box.limits:
        expected = theirs[limit.path][0 if limit.side == "above" else 1]
        assert np.log10(limit.quasi_p) == pytest.approx(np.log10(expected), rel=0.05)


def test_the_tables_hold_what_was_found(found):
    boxes, shares = boxes_table(found), shares_table(found)
    chosen = boxes[boxes["chosen"]]
    assert chosen["path"].tolist() == [each.path for each in found.box.limits]
    assert boxes["path"].isna().sum() == 1
    density = shares.set_index(["runs_of", "measure"]).loc[("holdout", "density")]
    assert density["value"] == found.holdout.density.value
    assert shares[["runs", "points"]].drop_duplicates().to_numpy().tolist() == [[1200, 300]]
