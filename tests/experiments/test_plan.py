"""The plan of a sweep says what it will be, measured on blocks of the sweep itself."""

from __future__ import annotations

import pytest

from msssim.experiments import plan as plan_module
from msssim.experiments import plan_of, sweep
from msssim.experiments.plan import duration, size
from msssim.experiments.tasks import BLOCK_RUNS

LEVERS = {"funding.conversion": [0.2, 0.5, 1.0]}
UNCERTAIN = {"gangs.rationality": {"low": 0.5, "high": 4.0}}


@pytest.fixture
def asked(experiment):
    return experiment(
        levers=LEVERS,
        uncertainties=UNCERTAIN,
        design={"method": "sobol", "points": 4},
        replications=500,
    )


def test_it_counts_what_is_played(asked, cheap_engine):
    plan = plan_of(asked, workers=2, measured=False)
    assert (plan.scenarios, plan.points, plan.runs) == (1, 12, 6_000)
    assert plan.parts == -(-6_000 // BLOCK_RUNS)
    first = next(plan.messages())
    assert first == "Small: 1 scenario x 12 points x 500 replications = 6,000 runs, in 6 parts"
    assert cheap_engine == []


def test_it_says_how_good_the_design_is(asked):
    assert any("discrepancy" in said for said in plan_of(asked, measured=False).messages())


def test_under_a_rule_it_tells_the_first_round_and_the_most(experiment):
    until = {"outcome": "leaks", "half_width": 1, "block": 50, "at_most": 2_000}
    plan = plan_of(experiment(levers=LEVERS, replications={"until": until}), measured=False)
    assert (plan.runs, plan.most_runs) == (150, 6_000)
    assert "rounds of 50 replications = 150 runs in the first round, 6,000 at most" in next(
        plan.messages()
    )


def test_time_grows_with_parts_and_runs_and_is_shared_by_workers(asked, monkeypatch, cheap_engine):
    now = [0.0]
    good = plan_module.play

    def play(task):
        now[0] += 1.0 + 0.1 * len(task)
        return good(task)

    monkeypatch.setattr(plan_module, "play", play)
    monkeypatch.setattr(plan_module.time, "perf_counter", lambda: now[0])
    one, two = (plan_of(asked, workers=workers).cost.seconds for workers in (1, 2))
    assert one == pytest.approx(6 * 1.0 + 6_000 * 0.1)
    assert two == pytest.approx(one / 2)


@pytest.mark.slow
def test_the_disk_it_foretells_is_about_what_the_parts_take(experiment, tmp_path):
    asked = experiment(levers=LEVERS, replications=400, record={"series": ["deployed"]})
    foretold = plan_of(asked, workers=1).cost.disk_bytes
    sweep(asked, tmp_path, workers=1)
    taken = sum(file.stat().st_size for file in tmp_path.rglob("part-*"))
    assert 0.6 < foretold / taken < 1.7


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.01, "1 second"),
        (59, "59 seconds"),
        (89, "89 seconds"),
        (600, "10 minutes"),
        (7_200, "2 hours"),
        (500_000, "6 days"),
    ],
)
def test_times_are_told_as_a_person_would(seconds, said):
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("count", "said"), [(900, "1 kB"), (2.5e6, "2.5 MB"), (3e9, "3.0 GB"), (4e12, "4.0 TB")]
)
def test_sizes_are_told_with_a_unit(count, said):
    assert size(count) == said
