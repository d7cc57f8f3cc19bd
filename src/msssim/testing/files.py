"""Files that a user keeps: of a scenario with what is expected of it, of an experiment, of priors.

``msssim check`` and the plugin for pytest load them here, so that both take the same for valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msssim.errors import Problem
from msssim.experiments.load import is_experiment, load_experiment
from msssim.experiments.plan import remarks_of as remarks_of_experiment
from msssim.experiments.priors import check_priors, is_priors
from msssim.scenario import Scenario, read_yaml
from msssim.scenario import checks as of_scenarios
from msssim.testing.expectations import Expectation, load_with_expectations


@dataclass(frozen=True)
class Checked:
    """A valid file: its kind and title, and of a scenario's what can be played and is expected.

    ``remarks`` are what is to be said of it all the same, each with the place that it is about.
    """

    kind: Literal["scenario", "experiment", "priors"]
    title: str
    scenario: Scenario | None = None
    expectations: tuple[Expectation, ...] = ()
    remarks: Sequence[Problem] = ()


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
        remarks = remarks_of_experiment(experiment)
        return Checked("experiment", experiment.title, remarks=remarks)
    if is_priors(said):
        return Checked("priors", check_priors(file).title)
    scenario, expectations = load_with_expectations(file)
    remarks = of_scenarios.remarks_of(scenario)
    return Checked("scenario", scenario.title, scenario, expectations, remarks)
