"""Cases, shares, quasi-p-values, the choice of a box, holdout experiments: without PRIM."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from planted import PATHS, WHERE, planted
from scipy.stats import binomtest
from synthetic import with_failed

from msssim.analysis.cells import cells
from msssim.analysis.discovery import read_condition
from msssim.analysis.discovery.cases import Cases, cases_of, chosen_cell, refuse_too_little
from msssim.analysis.discovery.prim import Box, Limit, choose, quasi_p
from msssim.analysis.discovery.shares import contrast, effective_number, share
from msssim.analysis.discovery.study import holdout_experiment
from msssim.errors import InputError
from msssim.experiments import Result, experiment_of
from msssim.experiments.design import points as design_points
from msssim.experiments.manifest import manifest_of
from msssim.scenario import load_scenario

CONDITION = read_condition(WHERE, ["delivered_share"])


def cases(result: Result) -> Cases:
    return cases_of(result, CONDITION, chosen_cell(result, None))


def test_every_run_is_a_case_with_the_parameters_of_its_point():
    result = planted(points=50, runs=3)
    found = cases(result)
    assert (len(found), found.points, found.run_numbers) == (150, 50, 3)
    assert found.parameters.columns.tolist() == PATHS
    assert found.hit.mean() == (result.runs["delivered_share"] < 0.12).mean()


def test_failed_runs_are_left_out_and_what_never_happened_is_counted():
    result = with_failed(planted(points=50, runs=2), {("as_is", 3, 1): "it broke"})
    result.runs.loc[0, "delivered_share"] = np.nan  # and this one went well, but it never happened
    found = cases(result)
    assert (len(found), found.failed, found.never) == (99, 1, 1)
    assert not found.hit[0]


def test_words_and_switches_are_not_searched():
    result = planted(points=50)
    result.runs["a.x"] = "word"
    result.runs["a.y"] = result.runs["a.y"] > 0.5
    found = cases(result)
    assert found.left_out == ("a.x", "a.y")
    assert [str(kind) for kind in found.parameters.dtypes] == ["float64"] * 3
    result.runs[PATHS] = "word"
    with pytest.raises(InputError, match="sampled no uncertainty that is a number"):
        cases(result)


def test_cells_are_never_mixed():
    result = planted(points=50, scenarios=("as_is", "full_funding"))
    with pytest.raises(InputError, match="found 2 cells; choices are not mixed"):
        chosen_cell(result, None)
    with pytest.raises(InputError, match="did you mean `full funding`"):
        chosen_cell(result, "full fundin")
    cell = chosen_cell(result, "full_funding")
    found = cases_of(result, CONDITION, cell)
    assert (len(found), found.failed) == (200, 0)
    assert chosen_cell(result, "full funding") == cell


def test_where_nothing_can_be_found_the_range_of_the_outcome_is_said():
    never = planted(points=60, inside=0.0, outside=0.0)
    with pytest.raises(InputError, match=r"none of the 240 runs.*between 0.50 and 0.50"):
        refuse_too_little(cases(never), CONDITION)
    with pytest.raises(InputError, match="all of the 240 runs"):
        refuse_too_little(cases(planted(points=60, inside=1, outside=1)), CONDITION)
    with pytest.raises(InputError, match="found 30 sampled points; a search needs 40"):
        refuse_too_little(cases(planted(points=30)), CONDITION)


def test_with_one_run_a_point_a_share_has_the_interval_of_wilson():
    part = np.arange(400) % 4 == 0
    points, runs = np.arange(400), np.zeros(400, dtype=int)
    found = share(part, np.ones(400, dtype=bool), (points, runs))
    expected = binomtest(100, 400).proportion_ci(method="wilson")
    assert found.value == 0.25
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.003)


def test_runs_of_a_point_or_of_a_run_number_count_for_fewer():
    points, runs = np.repeat(np.arange(50), 8), np.tile(np.arange(8), 50)
    among = np.ones(400, dtype=bool)
    by_point, by_run = points % 2 == 0, runs < 4
    assert effective_number(by_point, among, (points,)) == 49
    assert effective_number(by_run, among, (points, runs)) == 7
    assert effective_number(among, among, (points, runs)) == 8
    wide, narrow = share(by_run, among, (points, runs)), share(by_run, among, (points,))
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_a_share_of_nothing_is_no_number():
    nothing = np.zeros(4, dtype=bool)
    found = share(nothing, nothing, (np.arange(4), np.arange(4)))
    assert np.isnan([found.value, found.low, found.high]).all()
    assert np.isnan(contrast(nothing, nothing, (np.arange(4),)).value)


def test_intervals_have_their_coverage_with_common_random_numbers():
    """Of 200 intervals of 95 %, fewer than 180 cover with a chance of 1 in 500 if all is well."""
    covered = []
    for seed in range(200):
        draw = np.random.default_rng(seed)
        chance = (draw.normal(size=(60, 1)) + draw.normal(size=(1, 12)) > 0.3) * 0.6 + 0.2
        hit = (draw.random((60, 12)) < chance).ravel()
        clusters = np.repeat(np.arange(60), 12), np.tile(np.arange(12), 60)
        found = share(hit, np.ones(720, dtype=bool), clusters)
        truth = 0.2 + 0.6 * (1 - 0.5840)  # a normal of variance 2 above 0.3
        covered.append(found.low <= truth <= found.high)
    assert sum(covered) >= 180


def test_the_shared_variance_of_inside_and_outside_cancels():
    points, runs = np.repeat(np.arange(100), 6), np.tile(np.arange(6), 100)
    inside, draw = points < 50, np.random.default_rng(1)
    hit = draw.random(600) < np.where(runs < 3, 0.1, 0.6) + 0.3 * inside
    found = contrast(hit, inside, (points, runs))
    alone = share(hit, inside, (points, runs))
    assert found.low < 0.3 < found.high
    assert found.high - found.low < 0.7 * (alone.high - alone.low)


def limits(*, idle: float | None = None) -> list[Limit]:
    box = [Limit(PATHS[0], "above", 0.6), Limit(PATHS[1], "below", 0.4)]
    return box if idle is None else [*box, Limit("a.x", "below", idle)]


def test_a_limit_that_matters_is_told_from_one_that_does_not():
    found = cases(planted())
    tested = limits(idle=0.7)
    chances = [quasi_p(found, tested, limit) for limit in tested]
    assert max(chances[:2]) < 1e-6
    assert chances[2] > 0.05


def test_runs_of_a_point_that_agree_are_one_case_in_the_quasi_p():
    once = cases(planted(points=400, runs=1, inside=0.5, outside=0.3))
    six_times = np.repeat(np.arange(400), 6)
    again = replace(
        once,
        parameters=once.parameters.iloc[six_times],
        hit=once.hit[six_times],
        point=once.point[six_times],
    )
    one, six = (quasi_p(each, limits(), limits()[0]) for each in (once, again))
    assert six == pytest.approx(one, rel=0.2)


def box(number: int, coverage: float, density: float, *found: Limit) -> Box:
    return Box(number, tuple(found), coverage, density, 0.5)


def test_the_densest_box_that_covers_half_is_chosen():
    one = limits()[0]
    boxes = [box(0, 1, 0.2), box(1, 0.8, 0.3, one), box(2, 0.5, 0.6, one), box(3, 0.4, 0.9, one)]
    assert choose(boxes).number == 2
    assert choose(boxes[:1]) is None
    assert choose([boxes[0], boxes[3]]) is None


def swept(**settings) -> Result:
    """A result as an experiment gives it, without runs but one a cell and sample."""
    experiment = experiment_of(
        [load_scenario("as_is"), load_scenario("full_funding")],
        **{
            "title": "Swept",
            "uncertainties": {"funding.conversion": {"low": 0.2, "high": 0.9}},
            "design": {"method": "sobol", "points": 64},
            "replications": 2,
            "horizon_days": 28,
            "seed": 7,
            **settings,
        },
    )
    rows = design_points(experiment).assign(run=0, delivered_share=0.5)
    frames = [rows.assign(scenario=each.name) for each in experiment.scenarios]
    return Result.of_frames(
        pd.concat(frames, ignore_index=True), pd.DataFrame(), manifest_of(experiment, parts=1)
    )


def test_a_holdout_sample_is_of_the_same_cell_at_other_points():
    result = swept(levers={"council.renewal_term_days": [91, 365]})
    cell = cells(result)[3]
    asked = holdout_experiment(result, cell)
    assert [each.name for each in asked.scenarios] == ["full_funding"]
    assert [lever.levels[0].label for lever in asked.lever_list()] == [365]
    assert (asked.seed, asked.design.points, asked.replications) == (8, 64, 2)
    table = design_points(asked)
    assert len(table) == 64
    assert not set(table["funding.conversion"]) & set(result.runs["funding.conversion"])


def test_a_named_lever_keeps_the_one_level():
    lever = {"funding": {"poor": {"funding.lag_months": 12}, "rich": {"funding.lag_months": 3}}}
    result = swept(levers=lever)
    asked = holdout_experiment(result, cells(result)[1], points=50, seed=3)
    assert design_points(asked)["funding"].unique().tolist() == ["rich"]
    assert (asked.seed, len(design_points(asked))) == (3, 64)


def test_a_grid_is_tested_on_a_latin_hypercube_and_a_list_is_refused():
    result = swept(design={"method": "grid", "points": 50})
    asked = holdout_experiment(result, cells(result)[0])
    assert (asked.design.method, asked.design.points) == ("latin_hypercube", 50)
    values = {"funding.conversion": {"values": [0.2, 0.4]}}
    listed = swept(uncertainties=values, design={"method": "listed", "points": 2})
    with pytest.raises(InputError, match="were listed"):
        holdout_experiment(listed, cells(listed)[0])


def test_the_own_seed_of_the_search_is_refused_for_the_holdout_sample():
    result = swept()
    with pytest.raises(InputError, match="the seed of the result itself"):
        holdout_experiment(result, cells(result)[0], seed=7)
