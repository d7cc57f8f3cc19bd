"""One bad run is not a lost block: it becomes a row that says why, and the others stay."""

from __future__ import annotations

import numpy as np
import pytest

from msssim.engines import batch
from msssim.errors import RunError
from msssim.experiments import Result, sweep, verify
from msssim.experiments.partition import play
from msssim.experiments.tasks import task_list_of
from msssim.rules import trust
from msssim.world.observables import OUTCOMES


@pytest.fixture
def fails(monkeypatch):
    """Let an engine fail for some runs, by their numbers."""

    def make(*bad: int, error: Exception | None = None):
        good = batch.run_block

        def run_block(scenario, *, runs, **asked):
            if set(bad) & set(np.asarray(runs).tolist()):
                raise error or ZeroDivisionError("no zone left")
            return good(scenario, runs=runs, **asked)

        monkeypatch.setattr(batch, "run_block", run_block)

    return make


@pytest.mark.parametrize("bad", [(3,), (0,), (10,), (0, 10), (2, 3, 7), tuple(range(11))])
def test_runs_that_fail_become_rows_and_the_others_are_what_they_were(
    experiment, cheap_engine, fails, bad
):
    record = {"series": ["deployed"], "contingents": True, "zones_every_days": 14}
    asked = experiment(replications=11, record=record)
    (task,) = task_list_of(asked)
    whole = play(task)
    fails(*bad)
    part = play(task)
    failed = part.runs["failure"].is_valid().to_numpy()
    assert np.flatnonzero(failed).tolist() == list(bad)
    for name in OUTCOMES:
        assert part.runs[name].filter(failed).null_count == len(bad)
        assert part.runs[name].filter(~failed).equals(whole.runs[name].filter(~failed))
    for table in ("series", "contingents", "zones", "roads"):
        one, other = getattr(part, table), getattr(whole, table)
        keep = np.isin(one["run"].to_numpy(), bad, invert=True)
        assert one.schema == other.schema
        assert one.filter(keep).equals(other.filter(keep))
    weeks = task.scenario.horizon_days // 7
    assert part.series["deployed"].null_count == weeks * len(bad)


def test_a_failed_run_says_why_and_how_to_see_it_again(experiment, cheap_engine, fails):
    fails(1)
    part = play(task_list_of(experiment(levers={"funding.conversion": [0.5, 1.0]}))[0])
    row = part.runs.to_pylist()[4]
    assert row["failure"] == "ZeroDivisionError: no zone left"
    assert row["reproduce"] == "msssim validate verify RESULT --scenario as_is --point 1 --run 1"
    assert part.runs.to_pylist()[0]["reproduce"] is None


def test_a_bad_run_costs_few_attempts(experiment, cheap_engine, fails):
    fails(700)
    (task,) = task_list_of(experiment(replications=1_000))
    play(task)
    assert len(cheap_engine) <= 10


@pytest.mark.parametrize("kind", ["outcomes", "series"])
@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_a_number_that_cannot_be_is_a_failure(experiment, cheap_engine, monkeypatch, kind, wrong):
    good = batch.run_block

    def run_block(*arguments, **keys):
        played = good(*arguments, **keys)
        values = getattr(played, kind)
        values["civilians_killed"] = values["civilians_killed"].copy()
        values["civilians_killed"][..., 1] = wrong
        return played

    monkeypatch.setattr(batch, "run_block", run_block)
    part = play(task_list_of(experiment())[0])
    name = kind.removesuffix("s") if kind == "outcomes" else kind
    said = f"{name} civilians_killed is not a finite number"
    assert part.runs["failure"].to_pylist() == [None, said, None]


def test_what_may_never_happen_may_be_missing(experiment, cheap_engine):
    part = play(task_list_of(experiment(replications=50))[0])
    assert part.runs["first_boots_days"].null_count
    assert part.runs["failure"].null_count == 50


def test_too_little_memory_is_no_runs_fault(experiment, cheap_engine, fails):
    fails(1, error=MemoryError())
    with pytest.raises(RunError, match="too little memory for a block of 3 runs"):
        play(task_list_of(experiment())[0])


def test_an_overflow_in_a_rule_fails_the_runs_that_meet_it_and_says_where(experiment, monkeypatch):
    def overflowing(tips, half):
        return np.exp(half * 100.0) * 0.0 + tips / (tips + half)

    monkeypatch.setattr(trust, "tip_saturation", overflowing)
    asked = experiment(levers={"people.tips_half": [2.0, 200.0]}, record={"series": []})
    runs = play(task_list_of(asked)[0]).runs.to_pandas()
    failed = runs["failure"].notna()
    assert runs.loc[failed, "people.tips_half"].tolist() == [200.0] * 3
    said = runs.loc[failed, "failure"].iloc[0]
    assert said.startswith("FloatingPointError: overflow encountered in exp (engines/batch/")
    assert runs.loc[~failed, "civilians_killed"].notna().all()


def test_a_sweep_with_a_failed_run_ends_and_can_be_verified(
    experiment, cheap_engine, fails, tmp_path
):
    fails(1)
    result = sweep(experiment(levers={"funding.conversion": [0.5, 1.0]}), tmp_path, workers=1)
    assert result.failed[["point", "run"]].to_numpy().tolist() == [[0, 1], [1, 1]]
    assert len(result) == 6
    found = verify(tmp_path, None)
    assert found.same
    assert found.failures[0] == "1 of as_is at point 0: ZeroDivisionError: no zone left"


def test_a_sweep_of_failures_alone_is_read_back(experiment, cheap_engine, fails, tmp_path):
    fails(0, 1, 2)
    sweep(experiment(), tmp_path, workers=1)
    assert len(Result.read(tmp_path).failed) == 3
