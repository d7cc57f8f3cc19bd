"""The command that finds where an outcome tips: ``threshold``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import ExperimentName, Json, OtherSeed, Quiet
from msssim.cli.usage import whole_number
from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.experiments import Experiment
    from msssim.scenario import ParameterInfo


def threshold(
    experiment: ExperimentName,
    outcome: Annotated[
        str,
        typer.Option(
            metavar="OUTCOME",
            help="What crosses the line, in the mean.",
            autocompletion=complete.outcomes,
        ),
    ],
    crosses: Annotated[
        float, typer.Option(metavar="VALUE", help="The line, in the outcome's own unit.")
    ],
    lever: Annotated[
        str,
        typer.Option(
            metavar="PATH",
            help="The numeric parameter that is moved.",
            autocompletion=complete.paths,
        ),
    ],
    low: Annotated[
        float | None,
        typer.Option(
            "--from", metavar="VALUE", help="Where to begin; the plausible range if not given."
        ),
    ] = None,
    high: Annotated[
        float | None, typer.Option("--to", metavar="VALUE", help="Where to end; likewise.")
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(2),
            help="Runs a level and point, in place of the experiment's.",
        ),
    ] = None,
    seed: OtherSeed = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for threshold.csv and the figure.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the level of a lever at which an outcome crosses a line.

    The experiment's first scenario is played at one level after the other, with the same luck at
    each, until the crossing is known. Its uncertainties are sampled as it says; its levers stand
    aside.
    """
    from msssim.analysis.theatres import is_elsewhere
    from msssim.analysis.threshold import player_of
    from msssim.analysis.threshold import threshold as find
    from msssim.cli import machine
    from msssim.cli.layout import show
    from msssim.cli.mistaken import meant, refuse_as_output
    from msssim.cli.progress import progress_bar
    from msssim.experiments import load_experiment
    from msssim.experiments.output import write_table
    from msssim.views.layout import known_or_begun
    from msssim.views.threshold import Asked, in_words, write_threshold

    if out is not None:
        refuse_as_output(out)
    _require_outcome(outcome)
    with meant("experiment", experiment):
        asked = _shortened(load_experiment(experiment), runs, seed)
    info, ends = _range(asked, lever, low, high)
    with progress_bar(quiet or as_json, "levels") as progress:
        play = player_of(asked, lever, outcome, progress)
        found = find(play, crosses, *ends, whole=isinstance(info.value, int), outcome=outcome)
    first = asked.scenarios[0]
    elsewhere = is_elsewhere(zone.name for zone in first.territory.zones)
    known = known_or_begun(first.start, elsewhere=elsewhere)
    words = Asked(outcome, crosses, lever, info.unit, first.title, known, found.runs)
    if out is not None:
        write_threshold(found, words, out)
        write_table(found.curve, out / "threshold.csv", index=True)
    if as_json:
        machine.say(
            {"lever": lever, "outcome": outcome, "crosses": crosses, "level": found.level,
             "low": found.low, "high": found.high, "crossings": found.crossings,
             "runs": found.runs, "curve": found.curve.reset_index(), "folder": out}
        )  # fmt: skip
    elif not quiet:
        show(f"{in_words(found, words)}.", *_warned(found.crossings))
        if out is not None:
            show(f"\nthreshold.csv and a figure are in {out}")


def _require_outcome(name: str) -> None:
    from msssim.scenario.text import did_you_mean
    from msssim.world.observables import OUTCOMES

    if name not in OUTCOMES:
        raise InputError(f"--outcome: there is no outcome `{name}`{did_you_mean(name, OUTCOMES)}")


def _shortened(asked: Experiment, runs: int | None, seed: int | None) -> Experiment:
    """Return the experiment with another number of runs or seed, and nothing kept but outcomes."""
    from msssim.experiments.experiment import Record

    changed = {"record": Record(), **({} if runs is None else {"replications": runs})}
    asked = asked.model_copy(update=changed)
    return asked if seed is None else asked.with_seed(seed)


def _range(
    asked: Experiment, lever: str, low: float | None, high: float | None
) -> tuple[ParameterInfo, tuple[float, float]]:
    """Return what the lever is, and between which levels it is moved."""
    from msssim.scenario import parameter_info

    info = parameter_info(asked.scenarios[0], lever)
    if isinstance(info.value, bool) or not isinstance(info.value, int | float):
        raise InputError(f"--lever: {lever} is no number; allowed is a numeric parameter")
    plausible = info.plausible or (info.low, info.high)
    start, end = (plausible[0] if low is None else low, plausible[1] if high is None else high)
    if start is None or end is None:
        raise InputError(f"{lever} has no end of its own; say where to look by --from and --to")
    return info, (float(start), float(end))


def _warned(crossings: int) -> list[str]:
    if crossings == 1:
        return []
    return [
        f"The response turns: it crosses {crossings} times between the levels of the first grid. "
        "This is the first of them; look at the others by --from and --to."
    ]
