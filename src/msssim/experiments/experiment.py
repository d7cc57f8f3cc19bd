"""An experiment: which scenarios, what is varied, how often it is played, what is kept.

It follows the XLRM frame. *Levers* are choices, crossed with each other and with the scenarios
(full factorial, in file order). *Uncertainties* are sampled together, by one design, the same
sample for every scenario and lever cell. *Replications* repeat each point with other random
numbers; run *k* has the same stream everywhere, so differences between cells are paired.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral
from typing import Any

from pydantic import model_validator

from msssim.errors import InputError, Problem
from msssim.experiments.checks import problems_of
from msssim.experiments.fields import LARGEST_SEED, ExperimentFields
from msssim.scenario.schema import Scenario
from msssim.scenario.validation import validated
from msssim.text import text


class Experiment(ExperimentFields):
    """A sweep over scenarios, levers and uncertainties, all paths and values checked."""

    @model_validator(mode="after")
    def _can_be_played(self) -> Experiment:
        problems = problems_of(self)
        if problems:
            raise InputError(problems)
        return self

    def with_seed(self, seed: int) -> Experiment:
        """Return the same experiment with other random numbers and another sample."""
        if not isinstance(seed, Integral) or not 0 <= seed <= LARGEST_SEED:
            allowed = text("problems.allowed_seed", largest=LARGEST_SEED)
            raise InputError("problems.wrong_value", "seed", found=seed, allowed=allowed)
        return self.model_copy(update={"seed": int(seed)})


def experiment_of(scenarios: Sequence[Scenario], **settings: Any) -> Experiment:
    """Return an experiment over loaded scenarios; ``settings`` are the keys of an experiment file.

    Raises
    ------
    InputError
        With everything that is wrong, shape and meaning together.
    """
    resolved = [scenario.resolved() for scenario in scenarios]
    try:
        return validated(Experiment, {"scenarios": resolved, **settings})
    except InputError as error:
        raise InputError(own_problems(error.problems, settings)) from None


def own_problems(problems: Sequence[Problem], settings: Mapping[str, Any]) -> list[Problem]:
    """Leave out what is said to be missing only because it was set aside as wrong itself.

    An uncertainty that is no distribution is looked at no further; that its correlations do not
    find it is no second mistake.
    """
    written = settings.get("uncertainties")
    names = written if isinstance(written, Mapping) else {}

    def is_own(problem: Problem) -> bool:
        missing = problem.path.partition(".between.")[2]
        return missing not in names and not (problem.path == "uncertainties" and names)

    return [problem for problem in problems if is_own(problem)]
