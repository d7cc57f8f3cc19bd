"""Facts about outcomes, asked of the runs of a stored result."""

from __future__ import annotations

from collections.abc import Iterator

from msssim.experiments import Result
from msssim.testing.broken import Breach
from msssim.testing.checkup import State, Verdict
from msssim.testing.moments import first_broken
from msssim.testing.totals import TOTALS, Total
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.observables import OUTCOMES


def check_result(result: Result, named: str = "RESULT") -> list[Verdict]:
    """Ask every fact about outcomes of the runs of a result; runs that failed are left out.

    ``named`` is how its folder is named in the command that tells a run.
    """
    return [_verdict(result, total, named) for total in TOTALS]


def _verdict(result: Result, total: Total, named: str) -> Verdict:
    breach = next(_breaches(result, total, named), None)
    state = State.HELD if breach is None else State.BROKEN
    return Verdict(total.name, total.sentence, state, breach)


def _breaches(result: Result, total: Total, named: str) -> Iterator[Breach]:
    """Yield the first run of each scenario that breaks it."""
    runs = result.outcomes(list(OUTCOMES), failed=False)
    step = result.manifest["step_days"]
    weeks = result.manifest["horizon_days"] // step * step / DAYS_PER_WEEK
    for name in result.manifest["scenarios"]:
        own = runs[runs["scenario"] == name]
        outcomes = {outcome: own[outcome].to_numpy(float) for outcome in OUTCOMES}
        place = first_broken(total.holds(outcomes, weeks))
        if place is not None:
            row = own.iloc[place.run]
            where = f"--run {row['run']} --point {row['point']} --scenario {name}"
            yield Breach(place.part, int(row["run"]), None, f"msssim replay {named} {where}")
