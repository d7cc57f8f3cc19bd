"""The assumptions that a result rests on, each with unit, range, source and grade of evidence.

Three kinds: what the scenarios set otherwise than the as-is scenario (in another theatre, than the
first scenario there), what the levers set, and what was sampled. Where nothing was sampled, the
judgements that are least known stand in, so that a reader sees what was held fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from msssim.analysis.formatting import listing, value_words
from msssim.analysis.summary import binding_shares
from msssim.analysis.theatres import is_elsewhere
from msssim.errors import InputError
from msssim.scenario import ParameterInfo, Scenario, load_scenario, parameters
from msssim.scenario.paths import get_value, parameter_paths, value_paths
from msssim.text import text

if TYPE_CHECKING:
    from msssim.experiments import Result

SECTION_OF_CAUSE = {
    "cash": "funding",
    "pledge": "mission",
    "court": "law",
    "base": "logistics",
    "equipment": "logistics",
    "airlift": "logistics",
    "council": "council",
    "host": "authorities",
}
ALWAYS = ("gangs", "people")
"""Sections that every finding about people rests on."""
BOUND_ENOUGH = 0.1
OF_EACH_SECTION = 3
REMARKS = ("name", "title", "why", "source", "confidence", "notes")
"""What a scenario says about itself and about the rows of its tables; it changes no run."""


@dataclass(frozen=True)
class Assumption:
    """A value that the result rests on: what was set, and what is known about it.

    ``info`` is None where the parameter is a word, or unknown to this version.
    """

    path: str
    setting: str
    info: ParameterInfo | None


class Assumptions:
    """What the scenarios of a result assume, read from its manifest.

    Attributes
    ----------
    unread
        Names of scenarios that this version cannot read, because another one wrote them.
    baselines
        Of each scenario in another theatre than the shipped one, what it is held against: the first
        scenario that the result has of that theatre, which may be itself.
    """

    def __init__(self, result: Result) -> None:
        self._result = result
        self._experiment: Mapping[str, Any] = result.manifest["experiment"] or {}
        self.unread: list[str] = []
        self._scenarios: dict[str, Scenario] = {}
        for name, entry in result.manifest["scenarios"].items():
            try:
                self._scenarios[name] = Scenario.from_data(entry["resolved"])
            except InputError:
                self.unread.append(name)
        self.baselines = _baselines(self._scenarios)

    def scenario_changes(self) -> dict[str, list[Assumption]]:
        """Return, scenario by scenario, what differs from as_is, or from its theatre's first."""
        return {name: list(self._changes(name)) for name in self._scenarios}

    def lever_settings(self) -> dict[str, list[Assumption]]:
        """Return, lever by lever, the parameters that it sets, each with its levels."""
        levers = self._experiment.get("levers", {})
        return {
            name: [
                self._assumption(path, levels_in_words(path, declared))
                for path in _paths(name, declared)
            ]
            for name, declared in levers.items()
        }

    def sampled(self) -> list[Assumption]:
        """Return the uncertainties with the distributions that were sampled."""
        declared = self._experiment.get("uncertainties", {})
        return [
            self._assumption(path, distribution_in_words(form)) for path, form in declared.items()
        ]

    def judgements(self) -> list[Assumption]:
        """Return the judgements that are least known, of the sections that the findings rest on.

        The sections are those of the causes that held the next tranche up in a tenth of the weeks
        or more in some cell, and those of gangs and people. Of each, the three judgements whose
        plausible range is widest against the value; rows of tables and levers are left out.
        """
        chosen = {each.path for found in self.lever_settings().values() for each in found}
        fixed = [
            info
            for info in self._infos.values()
            if _is_open_judgement(info) and info.path not in chosen
        ]
        fixed.sort(key=_width, reverse=True)
        return [
            Assumption(info.path, value_words(info.value), info)
            for section in self._sections()
            for info in [each for each in fixed if _section(each) == section][:OF_EACH_SECTION]
        ]

    @cached_property
    def _infos(self) -> dict[str, ParameterInfo]:
        """Every parameter of the first scenario that can be read, by path."""
        first = next(iter(self._scenarios.values()), None)
        return {} if first is None else {info.path: info for info in parameters(first)}

    def _assumption(self, path: str, setting: str) -> Assumption:
        return Assumption(path, setting, self._infos.get(path))

    def _changes(self, name: str) -> Iterator[Assumption]:
        scenario = self._scenarios[name]
        baseline = self._scenarios[self.baselines[name]] if name in self.baselines else None
        infos = {info.path: info for info in parameters(scenario)}
        usual = {info.path: info.value for info in parameters(baseline)} if baseline else {}
        for path, info in infos.items():
            before = usual.get(path, info.default)
            if info.value != before and path != "horizon_days":
                yield Assumption(path, value_words(info.value), replace(info, default=before))
        words = _words(baseline) if baseline else _as_is_words()
        for path, value in _words(scenario).items():
            if words.get(path) != value:
                yield Assumption(path, value_words(value), None)
        for event in scenario.events:
            for path, value in event.set.items():
                setting = text("analysis.value_from", value=value_words(value), date=event.date)
                yield Assumption(path, setting, infos.get(path))

    def _sections(self) -> list[str]:
        shares = binding_shares(self._result).max()
        bound = shares[shares >= BOUND_ENOUGH].sort_values(ascending=False, kind="stable").index
        causes = [SECTION_OF_CAUSE[str(cause)] for cause in bound if cause != "none"]
        return list(dict.fromkeys([*causes, *ALWAYS]))


def _baselines(scenarios: Mapping[str, Scenario]) -> dict[str, str]:
    """Return the first scenario of its theatre for each that plays in another than the shipped."""
    zones = {
        name: frozenset(zone.name for zone in scenario.territory.zones)
        for name, scenario in scenarios.items()
    }
    return {
        name: next(first for first in zones if zones[first] == zones[name])
        for name in zones
        if is_elsewhere(zones[name])
    }


def experiment_over(assumptions: Iterable[Assumption], scenarios: Iterable[str]) -> str:
    """Return an experiment file that samples assumptions over their plausible ranges."""
    ranges = [
        f"  {each.path}: {{low: {each.info.plausible[0]}, high: {each.info.plausible[1]}}}"
        for each in assumptions
        if each.info is not None and each.info.plausible is not None
    ]
    return "\n".join(
        [
            f"title: {text('analysis.assumptions.test')}",
            f"scenarios: [{', '.join(scenarios)}]",
            "uncertainties:",
            *ranges,
            "design: {method: latin_hypercube, points: 128}",
            "replications: 20",
        ]
    )


def levels_in_words(path: str, declared: Any) -> str:
    """Return what a lever, as an experiment declares it, does to one parameter."""
    if not isinstance(declared, Mapping):
        return listing([value_words(value) for value in declared])
    as_it_is = text("analysis.assumptions.as_it_is")
    return "; ".join(
        f"{label}: {value_words(settings[path]) if path in settings else as_it_is}"
        for label, settings in declared.items()
    )


def distribution_in_words(form: Mapping[str, Any]) -> str:
    """Return a distribution, as an experiment declares it: ``0.5 to 4, uniform``."""
    numbers = {**form, **form.get("normal", {})}
    words = {key: value_words(value) for key, value in numbers.items()}
    return text(f"analysis.distribution.{'_'.join(sorted(form))}", **words)


def _words(scenario: Scenario) -> dict[str, Any]:
    """Return what a scenario sets that is no parameter with a range: words and lists, by path."""
    data = scenario.resolved()
    known = {*parameter_paths(scenario), "events"}
    return {
        path: get_value(data, path)
        for path in value_paths(data)
        if path not in known and path.rpartition(".")[2] not in REMARKS
    }


@cache
def _as_is_words() -> dict[str, Any]:
    return _words(load_scenario("as_is"))


def _paths(name: str, declared: Any) -> list[str]:
    """Return the parameters that a lever sets: those of its labelled levels, or its own."""
    if not isinstance(declared, Mapping):
        return [name]
    return list(dict.fromkeys(path for settings in declared.values() for path in settings))


def _section(info: ParameterInfo) -> str:
    return info.path.partition(".")[0]


def _is_open_judgement(info: ParameterInfo) -> bool:
    in_table = bool(info.confidence)
    is_number = isinstance(info.value, int | float) and info.value != 0
    is_open = info.evidence == "judgement" and info.plausible is not None
    return is_open and is_number and not in_table


def _width(info: ParameterInfo) -> float:
    low, high = info.plausible or (0.0, 0.0)
    return (high - low) / abs(float(info.value))
