"""A watched model is the model, with pictures of every week; it can be closed at any moment."""

from __future__ import annotations

import gc
import weakref
from threading import Thread

import pytest

from msssim.engines.agents import MissionModel
from msssim.views.dashboard.watched import WatchedModel
from msssim.world.kinds import Posture


@pytest.fixture(scope="session")
def five_weeks(as_is):
    return as_is.with_values({"horizon_days": 35})


def watched(scenario):
    return WatchedModel(scenario, seed=4, run=2, moved="")


def play(model):
    while model.running:
        model.step()


def test_watching_changes_nothing_in_the_run(five_weeks):
    model, plain = watched(five_weeks), MissionModel(five_weeks, seed=4, run=2)
    play(model)
    play(plain)
    assert model.outcomes() == pytest.approx(plain.outcomes(), abs=0, nan_ok=True)


def test_a_step_after_the_end_does_nothing(five_weeks):
    model = watched(five_weeks)
    play(model)
    model.step()
    assert not model.running
    assert len(model.snapshots) == model.steps_in_all + 1 == 6
    assert model.snapshots[-1].date == model.date


def test_a_snapshot_keeps_what_was_seen_then(five_weeks):
    model = watched(five_weeks)
    first = model.snapshots[0]
    control = dict(first.picture.control)
    play(model)
    assert first.seen == {}
    assert first.picture.control == control != model.snapshots[-1].picture.control
    assert {mark.posture for mark in first.picture.gangs} <= {
        posture.name.lower() for posture in Posture
    }


def test_a_closed_model_is_freed(five_weeks):
    model = watched(five_weeks)
    model.step()
    model.close()
    alive = weakref.ref(model)
    del model
    gc.collect()
    assert alive() is None


def test_a_model_can_be_closed_while_another_thread_steps_it(five_weeks):
    for _ in range(5):
        model = watched(five_weeks)
        failures = []

        def player(model=model, failures=failures):
            try:
                play(model)
            except Exception as error:
                failures.append(error)

        thread = Thread(target=player)
        thread.start()
        model.close()
        thread.join()
        assert failures == []
