"""Blocks of runs, and the tables they come to."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from msssim.engines import batch
from msssim.errors import InputError
from msssim.experiments.partition import play
from msssim.experiments.tasks import task_list_of

LEVERS = {"council.renewal_term_days": [91, 365], "funding.conversion": [0.5, 1.0]}


def played(experiment, block_runs=256) -> tuple[pa.Table, pa.Table]:
    parts = [play(task) for task in task_list_of(experiment, block_runs)]
    return (
        pa.concat_tables(part.runs for part in parts),
        pa.concat_tables(part.series for part in parts),
    )


def test_blocks_hold_every_run_once_in_the_order_of_the_result(experiment, as_is):
    other = as_is.model_copy(update={"name": "other"})
    tasks = task_list_of(experiment(as_is, other, levers=LEVERS, replications=5), block_runs=7)
    keys = [
        (task.scenario.name, int(point), int(run))
        for task in tasks
        for point, run in zip(task.points, task.runs, strict=True)
    ]
    assert keys == [(s, p, r) for s in ("as_is", "other") for p in range(4) for r in range(5)]
    assert max(len(task) for task in tasks) <= 7
    assert [task.index for task in tasks] == list(range(len(tasks)))


def test_several_points_share_a_block(experiment):
    assert len(task_list_of(experiment(levers=LEVERS, replications=5))) == 1


def test_the_size_of_the_blocks_changes_nothing(experiment, cheap_engine):
    asked = experiment(levers=LEVERS, replications=11)
    runs, series = played(asked)
    small_runs, small_series = played(asked, block_runs=3)
    assert runs.equals(small_runs)
    assert series.equals(small_series)


def test_a_word_begins_a_new_block_of_its_own_scenario(experiment, cheap_engine):
    asked = experiment(levers={"contacts.doctrine": ["mixed", "presence"]})
    runs, _ = played(asked)
    assert [call.scenario.contacts.doctrine for call in cheap_engine] == ["mixed", "presence"]
    assert runs["contacts.doctrine"].to_pylist()[::3] == ["mixed", "presence"]


def test_a_flag_or_a_date_begins_a_new_block_of_its_own_scenario(experiment, cheap_engine):
    asked = experiment(
        levers={
            "mission.enabled": [True, False],
            "council.conversion_vote_on": ["2024-07-01", "2024-08-01"],
        }
    )
    runs, _ = played(asked)
    enabled = [call.scenario.mission.enabled for call in cheap_engine]
    votes = [str(call.scenario.council.conversion_vote_on) for call in cheap_engine]
    assert enabled == [True, True, False, False]
    assert votes == ["2024-07-01", "2024-08-01"] * 2
    assert all(not call.values for call in cheap_engine)
    assert runs["mission.enabled"].to_pylist()[::3] == [True, True, False, False]
    assert runs["council.conversion_vote_on"].to_pylist()[::3] == ["2024-07-01", "2024-08-01"] * 2


def test_a_level_without_a_parameter_shows_the_scenarios_value(experiment, cheap_engine, as_is):
    richer = as_is.with_values({"funding.conversion": 0.9}).model_copy(update={"name": "richer"})
    lever = {
        "terms": {"paid": {"funding.conversion": 1.0}, "short": {"council.renewal_term_days": 91}}
    }
    runs, _ = played(experiment(as_is, richer, levers=lever, replications=1))
    own = as_is.funding.conversion
    assert runs["funding.conversion"].to_pylist() == [1.0, own, 1.0, 0.9]
    assert runs["terms"].to_pylist() == ["paid", "short"] * 2
    assert cheap_engine[1].values["funding.conversion"].tolist() == [1.0, 0.9]
    assert "terms" not in cheap_engine[0].values


def test_columns_have_one_type_in_all_parts(experiment, cheap_engine):
    tasks = task_list_of(experiment(levers={"funding.conversion": [1, 0.5]}), block_runs=3)
    types = {play(task).runs.schema.field("funding.conversion").type for task in tasks}
    assert len(tasks) == 2
    assert types == {pa.float64()}


def test_runs_are_paired_by_their_number(experiment, cheap_engine):
    runs = played(experiment(levers={"funding.conversion": [0.0, 1.0]}))[0].to_pandas()
    low, high = (group["leaks"].to_numpy() for _, group in runs.groupby("point"))
    assert np.allclose(high - low, len("funding.conversion"))


def test_what_never_happened_is_null_and_not_a_number(experiment, cheap_engine):
    runs, _ = played(experiment(replications=50))
    assert 0 < runs["first_boots_days"].null_count < 50


def test_flows_are_summed_over_the_interval_and_stocks_taken_at_its_end(experiment, cheap_engine):
    _, series = played(experiment(replications=1))
    shift = series["deployed"].to_numpy() % 1
    assert np.allclose(series["deployed"].to_numpy() - shift, [2, 4])
    assert np.allclose(series["civilians_killed"].to_numpy(), [3 + 2 * shift[0], 7 + 2 * shift[0]])
    assert [str(date) for date in series["date"].to_pylist()] == ["2024-06-25", "2024-07-09"]


def test_a_last_interval_that_the_horizon_cuts_is_kept(experiment, cheap_engine):
    _, series = played(experiment(replications=1, horizon_days=35))
    assert len(series) == 3
    assert str(series["date"].to_pylist()[-1]) == "2024-07-16"


def test_series_are_single_floats_run_by_run(experiment, cheap_engine):
    _, series = played(experiment(replications=2))
    assert series["deployed"].type == pa.float32()
    assert series["run"].to_pylist() == [0, 0, 1, 1]


def test_what_the_engine_refuses_is_passed_on_as_it_is(experiment, monkeypatch):
    def refusing(*_, **__):
        raise InputError("cannot vary between runs")

    monkeypatch.setattr(batch, "run_block", refusing)
    with pytest.raises(InputError, match="cannot vary"):
        play(task_list_of(experiment())[0])
