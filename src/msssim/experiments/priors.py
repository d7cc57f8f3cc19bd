"""Priors: what is known of the uncertain parameters, kept in a file of its own.

An experiment that writes ``prior`` instead of a distribution means that of the file, and with it
how the parameters go together. A parameter of which the file says nothing has its plausible range,
all of it equally likely. So experiments agree on what is unknown without repeating it, and the
manifest of a result holds what the word stood for.

========================================  ==========================================================
``uncertainties: prior``                  every parameter of the file, save those that a scenario or
                                          a lever of the experiment sets itself
``uncertainties: {law.ruling_blocks:      this one; others beside it may have distributions of their
prior}``                                  own
``priors: FILE``                          another file than the one that comes with msssim
========================================  ==========================================================
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field

from msssim.errors import InputError, Problem
from msssim.experiments.copula import Correlation
from msssim.experiments.experiment import experiment_of
from msssim.experiments.uncertainty import Uncertainty
from msssim.scenario import Scenario, load_scenario, parameter_info, read_yaml
from msssim.scenario.parameter import Section
from msssim.scenario.shipped import find
from msssim.scenario.validation import validated
from msssim.text import text

USUAL = "priors_june2024"
"""The priors that come with msssim."""

WORD = "prior"
"""What stands in an experiment in the place of a distribution."""


class Priors(Section):
    """Distributions of uncertain parameters and how they go together, with what they rest on."""

    title: str = Field(min_length=1, max_length=200)
    why: str = ""
    version: int = Field(1, ge=1)
    known_until: dt.date
    uncertainties: dict[str, Uncertainty] = Field(min_length=1)
    correlations: tuple[Correlation, ...] = ()


def load_priors(source: str | Path = USUAL, beside: Path | None = None) -> Priors:
    """Load and validate a file of priors.

    Parameters
    ----------
    source
        A shipped name (``priors_june2024``) or the path of a YAML file.
    beside
        Folder that a relative path starts from; the working directory by default.

    Raises
    ------
    InputError
        With everything that is wrong: file, line, what is allowed.
    """
    document = read_yaml(find(source, "priors", beside))
    try:
        return validated(Priors, document.data)
    except InputError as error:
        raise InputError([document.located(problem) for problem in error.problems]) from None


def check_priors(file: str | Path) -> Priors:
    """Load a file of priors, and hold it against the as-is scenario as an experiment would be.

    Raises
    ------
    InputError
        With every parameter that there is not, every value that is not admissible, and all that
        :func:`load_priors` refuses.
    """
    priors = load_priors(file)
    try:
        experiment_of(
            [load_scenario("as_is")],
            title=priors.title,
            **priors.model_dump(include={"uncertainties", "correlations"}, exclude_none=True),
        )
    except InputError as error:
        document = read_yaml(Path(file))
        raise InputError([document.located(problem) for problem in error.problems]) from None
    return priors


def is_priors(data: Mapping[str, Any]) -> bool:
    """Whether a file holds priors: uncertainties, without the scenarios of an experiment."""
    return "uncertainties" in data and "scenarios" not in data


def asks_for_priors(settings: Mapping[str, Any]) -> bool:
    """Whether an experiment has the word ``prior`` somewhere among its uncertainties."""
    written = settings.get("uncertainties")
    return written == WORD or (isinstance(written, Mapping) and WORD in list(written.values()))


def other_words(settings: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong where another word than ``prior`` stands among the uncertainties."""
    written = settings.get("uncertainties")
    if isinstance(written, str) and written != WORD:
        allowed = text("problems.allowed_uncertainties")
        return [Problem("problems.wrong_word", "uncertainties", found=written, allowed=allowed)]
    allowed = text("problems.allowed_uncertainty")
    return [
        Problem("problems.wrong_word", f"uncertainties.{path}", found=word, allowed=allowed)
        for path, word in (written.items() if isinstance(written, Mapping) else ())
        if isinstance(word, str) and word != WORD
    ]


def with_priors(
    settings: Mapping[str, Any], priors: Priors, scenarios: Sequence[Scenario]
) -> dict[str, Any]:
    """Return the keys of an experiment with distributions in the place of the word ``prior``.

    Raises
    ------
    InputError
        With every parameter that is neither in the priors nor has a plausible range.
    """
    written = settings["uncertainties"]
    if written == WORD:
        chosen = set(_set_by_levers(settings.get("levers")))
        written = {
            path: WORD
            for path in priors.uncertainties
            if path not in chosen and _is_left_open(path, scenarios)
        }
    asked = [path for path, distribution in written.items() if distribution == WORD]
    found = {path: _prior_of(path, priors, scenarios) for path in asked}
    problems = [
        Problem("problems.no_prior", f"uncertainties.{path}")
        for path, distribution in found.items()
        if distribution is None
    ]
    if problems:
        raise InputError(problems)
    return {
        **settings,
        "uncertainties": {path: found.get(path, stated) for path, stated in written.items()},
        "correlations": _going_together(asked, priors, settings.get("correlations") or ()),
    }


def _is_left_open(path: str, scenarios: Sequence[Scenario]) -> bool:
    """Whether all scenarios have the parameter at its as-is value, so that no policy is undone."""
    known = (parameter_info(scenario, path) for scenario in scenarios)
    return all(info.value == info.default for info in known)


def _set_by_levers(levers: Any) -> Iterator[str]:
    """Yield the paths that levers set, as far as they are written as levers are."""
    for name, declared in levers.items() if isinstance(levers, Mapping) else ():
        if not isinstance(declared, Mapping):
            yield name
            continue
        for settings in declared.values():
            yield from settings if isinstance(settings, Mapping) else ()


def _prior_of(path: str, priors: Priors, scenarios: Sequence[Scenario]) -> Any:
    """Return a parameter's distribution; None if nothing is known of it."""
    if path in priors.uncertainties:
        return priors.uncertainties[path].model_dump(exclude_none=True)
    try:
        plausible = parameter_info(scenarios[0], path).plausible
    except InputError:
        return {"low": 0.0, "high": 1.0}  # there is no such parameter, which is said elsewhere
    return None if plausible is None else {"low": float(plausible[0]), "high": float(plausible[1])}


def _going_together(paths: Sequence[str], priors: Priors, stated: Any) -> Any:
    """Return the correlations that are stated, and those of the priors for other pairs.

    What is stated in a wrong shape is returned as it is, and refused with the rest.
    """
    if not isinstance(stated, list | tuple):
        return stated
    pairs = [_pair(each) for each in stated]
    known = [
        {"between": list(each.between), "rank": each.rank}
        for each in priors.correlations
        if set(each.between) <= set(paths) and set(each.between) not in pairs
    ]
    return [*stated, *known]


def _pair(stated: Any) -> set[str]:
    """Return the two of a correlation; nothing of what has not the shape of one."""
    between = stated.get("between") if isinstance(stated, Mapping) else None
    named = between if isinstance(between, list | tuple) else ()
    return {path for path in named if isinstance(path, str)}
