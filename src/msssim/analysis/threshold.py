"""Tipping points: the level of a lever at which an outcome's mean crosses a line.

Every level is played with the same run numbers and the same sampled points, so that two levels
differ by the lever alone. A coarse grid looks for crossings first; root finding then closes in on
the one there is. The interval comes from drawing points and runs again, all levels together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import optimize

from msssim.analysis.cells import shorten
from msssim.analysis.formatting import amount, number, short_name
from msssim.analysis.pairs import SEED, as_pairs, by_sample, mean_interval
from msssim.errors import InputError
from msssim.presentation import Analysis
from msssim.scenario import ParameterInfo, Scenario, parameter_info
from msssim.scenario.text import nearest, with_unit
from msssim.text import text
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Experiment
    from msssim.experiments.simulate import Progress

__all__ = ["Question", "Threshold", "player_of", "threshold", "threshold_analysis"]

RESAMPLES = 2_000
LONGEST_TITLE = 40
MOST_LEVELS = 16
"""Levels that a search plays at most, as a rule: the first grid, and the halvings after it."""

Player = Callable[[float], pd.Series]
"""Plays a level; returns the outcome of every run, indexed alike at every level."""


@dataclass(frozen=True)
class Threshold:
    """Where an outcome crosses a line.

    Attributes
    ----------
    level
        Level of the lever at which the mean crosses.
    low, high
        Its 95 % interval over points and runs; an end of the range where it reaches so far.
    curve
        A row a level that was played: ``mean, low, high`` (95 % interval of the mean).
    crossings
        How often the mean crosses between the levels of the first grid: 1, or the response turns.
    runs
        Runs at each level, all points together.
    """

    level: float
    low: float
    high: float
    curve: pd.DataFrame
    crossings: int
    runs: int


@dataclass(frozen=True)
class Question:
    """Where ``outcome`` crosses ``line`` in a scenario as the parameter ``lever`` moves."""

    outcome: str
    line: float
    lever: ParameterInfo
    scenario: Scenario


def threshold_analysis(
    experiment: Experiment,
    lever: str,
    outcome: str,
    line: float,
    *,
    low: float | None = None,
    high: float | None = None,
    runs: int | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Find the level of a lever at which the mean of an outcome crosses a line.

    Parameters
    ----------
    experiment
        Its first scenario is played, at its sampled points; its levers stand aside.
    lever
        Path of the parameter that is moved.
    low, high
        Where to look; the parameter's plausible range if not given.
    runs
        Runs at each level and point, in place of the experiment's.
    progress
        Is called with (levels played, levels in all, as far as is known).

    Raises
    ------
    InputError
        If there is no such outcome or number to move, or :func:`threshold` refuses.
    """
    from msssim.experiments.fields import Record  # noqa: PLC0415  (only who plays)

    if outcome not in OUTCOMES:
        suggestion = nearest(outcome, OUTCOMES)
        raise InputError("analysis.no_outcome", "outcome", name=outcome, suggestion=suggestion)
    changed = {"record": Record(), **({} if runs is None else {"replications": runs})}
    experiment = experiment.model_copy(update=changed)
    question = Question(
        outcome, line, parameter_info(experiment.scenarios[0], lever), experiment.scenarios[0]
    )
    found = threshold(
        player_of(experiment, lever, outcome, progress),
        line,
        *_range(question.lever, low, high),
        whole=isinstance(question.lever.value, int),
        outcome=outcome,
    )
    facts = {"lever": lever, "outcome": outcome, "crosses": line, "level": found.level}
    ends = {"low": found.low, "high": found.high, "crossings": found.crossings, "runs": found.runs}
    turns = text("analysis.threshold.turns", count=found.crossings)
    return Analysis(
        "threshold",
        findings=[crossing(found, question), *([turns] if found.crossings > 1 else [])],
        tables={"threshold": found.curve.reset_index()},
        keys={"threshold": "curve"},
        facts={**facts, **ends},
        source=(found, question),
    )


def crossing(found: Threshold, question: Question) -> str:
    """Say where the outcome crosses, with its interval."""
    places = 2 if abs(found.level) < 10 else 0
    level, low, high = (number(value, places) for value in (found.level, found.low, found.high))
    if found.low <= found.curve.index.min():
        low = text("analysis.or_less", value=low)
    if found.high >= found.curve.index.max():
        high = text("analysis.or_more", value=high)
    return text(
        "analysis.threshold.crosses",
        scenario=shorten(question.scenario.title, LONGEST_TITLE),
        outcome=short_name(question.outcome),
        line=amount(question.line, question.outcome),
        lever=question.lever.path,
        level=with_unit(level, question.lever.unit),
        low=low,
        high=high,
    )


def _range(lever: ParameterInfo, low: float | None, high: float | None) -> tuple[float, float]:
    """Return between which levels a parameter is moved."""
    if isinstance(lever.value, bool) or not isinstance(lever.value, int | float):
        raise InputError("analysis.threshold.no_number", "lever", lever=lever.path)
    plausible = lever.plausible or (lever.low, lever.high)
    start, end = (plausible[0] if low is None else low, plausible[1] if high is None else high)
    if start is None or end is None:
        raise InputError("analysis.threshold.no_range", "lever", lever=lever.path)
    return float(start), float(end)


def threshold(
    play: Player,
    line: float,
    low: float,
    high: float,
    *,
    whole: bool = False,
    grid: int = 7,
    tolerance: float = 0.005,
    outcome: str = "civilians_killed",
) -> Threshold:
    """Find the level at which the mean of what ``play`` returns crosses ``line``.

    Parameters
    ----------
    play
        Plays a level, with the same random numbers at each.
    line
        What the mean crosses, in the outcome's unit.
    low, high
        Where to look.
    whole
        Whether only whole levels can be played.
    grid
        How many levels are played at first, both ends included.
    tolerance
        How close to come, as a share of the range; a whole level is never closer than one.
    outcome
        Its name, for what is said when it does not cross.

    Raises
    ------
    InputError
        If the range is empty, the outcome never happens in some run, or it does not cross.
    """
    if not low < high:
        raise InputError("analysis.threshold.empty_range", low=low, high=high)
    played: dict[float, pd.Series] = {}

    def mean_at(level: float) -> float:
        level = float(round(level)) if whole else float(level)
        if level not in played:
            played[level] = _told(play(level), outcome, level)
        return float(played[level].mean()) - line

    levels = np.linspace(low, high, grid)
    levels = np.unique(np.round(levels)) if whole else levels
    above = np.array([mean_at(level) for level in levels])
    turns = _turns(above)
    if not len(turns):
        raise _does_not_cross(outcome, line, levels, above)
    start, end = levels[turns[0]], levels[turns[0] + 1]
    step = max(tolerance * (high - low), 1.0 if whole else 0.0)
    if mean_at(start) * mean_at(end) < 0:
        optimize.bisect(mean_at, start, end, xtol=step / 2, rtol=1e-12)
    table = pd.DataFrame(played).sort_index(axis=1)
    root = _crossing(table.mean().to_numpy(), table.columns.to_numpy(), line)
    ends = _interval(table, line, float(low), float(high))
    curve = mean_interval(as_pairs(table))[["mean", "low", "high"]].rename_axis("level")
    return Threshold(float(root), *ends, curve, len(turns), len(table))


def player_of(
    experiment: Experiment, lever: str, outcome: str, progress: Progress | None = None
) -> Player:
    """Return what plays a level of a lever in an experiment: its first scenario, other levers off.

    The experiment's uncertainties, points, replications, seed and horizon stay as they are.
    ``progress`` is called with (levels played, levels in all, as far as is known).

    Raises
    ------
    InputError
        If the experiment samples the lever.
    """
    from msssim.experiments.simulate import play_in_memory  # noqa: PLC0415  (only who plays)

    if lever in experiment.uncertainties:
        raise InputError("analysis.threshold.sampled", lever=lever)
    first = experiment.scenarios[0]
    played = 0

    def play(level: float) -> pd.Series:
        nonlocal played
        setting = {lever: int(level) if float(level).is_integer() else level}
        asked = experiment.model_copy(
            update={"scenarios": (first.with_values(setting),), "levers": {}}
        )
        runs = play_in_memory(asked).outcomes([outcome], failed=True)
        played += 1
        if progress is not None:
            progress(played, max(played, MOST_LEVELS))
        return runs.set_index(["point", "run"])[outcome].astype(float)

    return play


def _told(values: pd.Series, outcome: str, level: float) -> pd.Series:
    missing = int(values.isna().sum())
    if missing:
        raise InputError(
            "analysis.threshold.missing",
            outcome=outcome,
            missing=missing,
            runs=len(values),
            level=level,
        )
    return values


def _does_not_cross(outcome: str, line: float, levels: np.ndarray, above: np.ndarray) -> InputError:
    means = {"first": above[0], "last": above[-1], "lowest": above.min(), "highest": above.max()}
    return InputError(
        "analysis.threshold.no_crossing",
        outcome=outcome,
        value=amount(line, outcome),
        low=number(levels[0]),
        high=number(levels[-1]),
        **{name: amount(value + line, outcome) for name, value in means.items()},
    )


def _turns(apart: np.ndarray) -> np.ndarray:
    """Return after which of the values the line is crossed; what lies on it counts as above."""
    return np.flatnonzero(np.diff(apart >= 0))


def _crossing(means: np.ndarray, levels: np.ndarray, line: float) -> float:
    """Return where a curve through the means first crosses the line; NaN where it does not."""
    apart = means - line
    turns = _turns(apart)
    if not len(turns):
        return np.nan
    one, other = turns[0], turns[0] + 1
    share = apart[one] / (apart[one] - apart[other])
    return float(levels[one] + share * (levels[other] - levels[one]))


def _interval(table: pd.DataFrame, line: float, low: float, high: float) -> tuple[float, float]:
    """Return the percentile interval of the crossing; sampled points and run numbers are drawn.

    Where all points have the same run numbers, neither alone would do: see :func:`mean_interval`. A
    draw whose curve lies on one side of the line crosses beyond the end that is nearer to it.
    """
    levels = table.columns.to_numpy()
    crossed = []
    for means in _drawn_means(table):
        at = _crossing(means, levels, line)
        nearer = low if abs(means[0] - line) < abs(means[-1] - line) else high
        crossed.append(nearer if np.isnan(at) else at)
    ends = np.quantile(crossed, [0.025, 0.975])
    return float(ends[0]), float(ends[1])


def _drawn_means(table: pd.DataFrame) -> Iterator[np.ndarray]:
    """Yield the mean at each level over points and runs drawn again, whole."""
    values = by_sample(as_pairs(table))
    points, _, runs = values.shape
    generator = np.random.default_rng(SEED)
    of_points = generator.multinomial(points, np.full(points, 1 / points), RESAMPLES) / points
    of_runs = generator.multinomial(runs, np.full(runs, 1 / runs), RESAMPLES) / runs
    for point_weights, run_weights in zip(of_points, of_runs, strict=True):
        yield np.tensordot(point_weights, values, axes=1) @ run_weights
