"""Files that a user keeps: of a scenario with what is expected of it, of an experiment, of priors.

``msssim check`` and the plugin for pytest load them here, so that both take the same for valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msssim.experiments.load import is_experiment, load_experiment
from msssim.experiments.priors import check_priors, is_priors
from msssim.scenario import Scenario, read_yaml
from msssim.testing.expectations import Expectation, load_with_expectations


@dataclass(frozen=True)
class Checked:
    """A valid file: its kind and title, and of a scenario's what can be played and is expected.

    ``idle`` says what is written in it and does nothing.
    """

    kind: Literal["scenario", "experiment", "priors"]
    title: str
    scenario: Scenario | None = None
    expectations: tuple[Expectation, ...] = ()
    idle: str = ""


def check_file(file: str | Path) -> Checked:
    """Load a file, whichever kind it is of.

    Raises
    ------
    InputError
        With everything that is wrong: file, line, what was found, what is allowed.
    """
    said = read_yaml(file).data
    if is_experiment(said):
        experiment = load_experiment(file)
        samples = "design" not in said or experiment.uncertainties
        idle = "" if samples else "its design samples nothing: there are no uncertainties"
        return Checked("experiment", experiment.title, idle=idle)
    if is_priors(said):
        return Checked("priors", check_priors(file).title)
    scenario, expectations = load_with_expectations(file)
    return Checked("scenario", scenario.title, scenario, expectations)
