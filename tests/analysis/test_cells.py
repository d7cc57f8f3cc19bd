from __future__ import annotations

import pytest
from synthetic import synthetic_result

from msssim.analysis import cell_paths, cells, labelled_runs
from msssim.analysis.cells import LONGEST_LABEL, _labels_of, level_name, short_level_name
from msssim.errors import ResultError
from msssim.experiments import Result


def test_cells_are_scenarios_times_levels_in_the_manifests_order():
    result = synthetic_result(runs=2, weeks=4)
    labels = [cell.label for cell in cells(result)]
    assert len(labels) == 12
    assert labels[0] == "as is, 12 months"
    assert labels[3] == "as is, no renewal"
    assert labels[-1] == "full funding, no renewal"


def test_a_result_without_levers_has_a_cell_a_scenario():
    result = synthetic_result(runs=2, weeks=4, renewal=None)
    assert [cell.label for cell in cells(result)] == ["as is", "trickle funding", "full funding"]


def test_a_scenario_that_does_not_vary_is_left_out_of_the_label():
    result = synthetic_result(runs=2, weeks=4, scenarios=("as_is",))
    assert [cell.label for cell in cells(result)][:2] == ["12 months", "6 months"]


def test_uncertainties_are_not_cells():
    result = synthetic_result(runs=4, weeks=4)
    result.runs["gangs.rationality"] = result.runs["run"] / 10
    result.manifest["uncertainties"] = ["gangs.rationality"]
    assert len(cells(result)) == 12


def test_numeric_levels_carry_the_name_of_their_lever():
    assert level_name("funding.conversion", 0.5) == "conversion 0.5"
    assert level_name("council.renewal_term_days", 91) == "renewal term days 91"
    assert level_name("funding.hold_lifted", False) == "no hold lifted"


def test_numeric_lever_columns_find_their_cells():
    result = synthetic_result(runs=2, weeks=4)
    days = {"12 months": 365, "6 months": 183, "3 months": 91, "none": 0}
    result.runs["renewal"] = result.runs["renewal"].map(days)
    result.manifest["factors"] = {"council.renewal_term_days": list(days.values())}
    runs = result.runs.rename(columns={"renewal": "council.renewal_term_days"})
    result = Result.of_frames(runs, result.series, result.manifest)
    assert cells(result)[0].label == "as is, renewal term days 365"
    assert labelled_runs(result)["cell"].value_counts().eq(2).all()


def test_long_scenario_names_are_cut_and_stay_different():
    result = synthetic_result(runs=1, weeks=4, scenarios=("as_is", "full_funding"))
    names = {"as_is": "x" * 60, "full_funding": "x" * 60 + "y"}
    result.manifest["scenarios"] = {names[k]: v for k, v in result.manifest["scenarios"].items()}
    result.runs["scenario"] = result.runs["scenario"].map(names)
    labels = [cell.label for cell in cells(result)]
    assert len(set(labels)) == 8
    assert max(map(len, labels)) < 50


def relabelled(levels, name):
    """A result whose lever has another name and other levels."""
    result = synthetic_result(runs=1, weeks=4, scenarios=("as_is",), renewal=list(levels))
    result.runs["renewal"] = result.runs["renewal"].map(levels)
    result.manifest["factors"] = {name: list(levels.values())}
    runs = result.runs.rename(columns={"renewal": name})
    return Result.of_frames(runs, result.series, result.manifest)


def test_a_level_is_whole_in_a_label_however_long_the_name_of_its_lever():
    sorties = relabelled({"6 months": 1.25, "none": 10.25}, "logistics.airlift_sorties_per_week")
    assert [cell.label for cell in cells(sorties)] == [
        "airlift sorties per… 1.25",
        "airlift sorties per… 10.25",
    ]


def test_a_date_carries_the_name_of_its_lever():
    votes = relabelled({"6 months": "2024-12-01", "none": "2025-03-01"}, "council.office_vote_on")
    assert cells(votes)[0].label == "office vote on 2024-12-01"
    assert level_name("council.mandate_ends", "2024-10-02") == "mandate ends 2024-10-02"
    assert short_level_name("council.mandate_ends", "2024-10-02") == "2024-10-02"


def test_labels_of_many_levers_stay_short_and_distinct():
    named = [
        {"scenario": "as_is", "funding.pledge_rate_usd_month": money, "council.mandate_ends": end,
         "council.office_vote_on": vote}
        for money in (5_000_000, 5_040_000)
        for end in ("2024-10-02", "2024-09-02")
        for vote in (None, "2024-08-01")
    ]  # fmt: skip
    labels = [label[:LONGEST_LABEL] for label in _labels_of(named)]
    assert len(set(labels)) == len(named)


def test_a_stray_cell_in_the_runs_is_refused():
    result = synthetic_result(runs=2, weeks=4)
    result.runs.loc[3, "renewal"] = "9 months"
    with pytest.raises(ResultError, match="9 months"):
        cells(result)


def test_the_paths_of_a_cell_are_those_of_its_points():
    result = synthetic_result(runs=2, weeks=4)
    paths = {cell.label: table for cell, table in cell_paths(result, "deployed")}
    assert len(paths) == 12
    none = paths["full funding, no renewal"]
    assert none.index.to_list() == [("full_funding", 3, 0), ("full_funding", 3, 1)]
    series = result.series[(result.series["scenario"] == "full_funding")]
    last = series[(series["point"] == 3) & (series["date"] == none.columns[-1])]
    assert none.iloc[:, -1].to_list() == last["deployed"].to_list()
    assert none.shape == (2, 4)
