"""What a run came to, in a sentence or two."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import TYPE_CHECKING

from msssim.analysis.wording import amount, listing, number
from msssim.views.sentences import WAYS

if TYPE_CHECKING:
    from msssim.experiments import Replay

TIMES = {0: "never", 1: "once", 2: "twice"}


def headline(replayed: Replay) -> str:
    """Return what became of the mission: its arrival, its strength and its mandate."""
    outcomes = replayed.outcomes
    if not replayed.scenario.mission.enabled:
        return f"Without a mission, gangs end with {_control(outcomes)}"
    if isnan(outcomes["first_boots_days"]):
        return f"Nobody of the mission lands in {_weeks(replayed)}, and its mandate {_mandate(outcomes)}"
    days = WAYS["days"](int(outcomes["first_boots_days"]))
    most = number(replayed.seen["deployed"].max(), 0)
    planned = number(replayed.scenario.mission.force_target, 0)
    return (
        f"First boots after {days}, at most {most} of {planned} in theatre, "
        f"and a mandate that {_mandate(outcomes)}"
    )


def price(replayed: Replay) -> str:
    """Return what happened to people, security and its price together."""
    outcomes = replayed.outcomes
    cases = WAYS["cases"](int(outcomes["abuse_cases"]))
    killed = number(outcomes["civilians_killed"], 0)
    return (
        f"{killed} civilians were killed in {_weeks(replayed)}; at the end {_held(outcomes)} of the "
        f"inhabitants live in zones held by the state; {cases} of serious abuse, "
        f"{number(outcomes['abuse_detected'], 0)} of them come to light"
    )


def _mandate(outcomes: Mapping[str, float]) -> str:
    said = []
    if outcomes["renewals"] or not (outcomes["lapse"] or outcomes["converted"]):
        renewals = int(outcomes["renewals"])
        said.append(f"is renewed {TIMES.get(renewals, f'{renewals} times')}")
    if outcomes["converted"]:
        said.append("becomes a UN operation's")
    if outcomes["lapse"]:
        said.append("lapses")
    return listing(said)


def _weeks(replayed: Replay) -> str:
    return f"{replayed.scenario.horizon_days // 7} weeks"


def _held(outcomes: Mapping[str, float]) -> str:
    return amount(outcomes["held_share_end"], "held_share_end")


def _control(outcomes: Mapping[str, float]) -> str:
    return f"{amount(outcomes['gang_control_end'], 'gang_control_end')} of the metropolitan zones"
