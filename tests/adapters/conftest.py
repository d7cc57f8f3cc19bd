"""A small experiment that other tools drive."""

from __future__ import annotations

import pytest

from msssim.experiments import load_experiment

TINY = """\
title: Tiny
scenarios: [as_is, full_funding]
levers:
  council.renewal_term_days: [91, 365]
  pay:
    usual: {mission.enabled: true}
    none: {mission.enabled: false}
uncertainties:
  funding.conversion: {low: 0.2, high: 0.9}
  gangs.rationality: {log_low: 0.5, log_high: 4.0}
  mission.force_target: {triangular: [500, 1000, 2500]}
  mission.lead_lands_first: {values: [true, false]}
replications: 2
horizon_days: 28
seed: 7
"""


@pytest.fixture
def write(tmp_path):
    """Load the experiment with some of its text replaced."""

    def load(old: str = "", new: str = "", text: str = TINY):
        (tmp_path / "tiny.yaml").write_text(text.replace(old, new) if old else text)
        return load_experiment(tmp_path / "tiny.yaml")

    return load
