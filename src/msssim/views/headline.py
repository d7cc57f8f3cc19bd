"""What a run came to, in a sentence or two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import isnan
from typing import TYPE_CHECKING

from msssim.analysis.formatting import amount, listing, number
from msssim.views.event_messages import WAYS, times

if TYPE_CHECKING:
    from msssim.experiments.replay import Replay

NO_ABUSE = "no case of serious abuse by a mission"


def headline(replayed: Replay) -> str:
    """Return what became of the mission: its arrival, its strength and its mandate."""
    outcomes = replayed.outcomes
    if not replayed.scenario.mission.enabled:
        return f"Without a mission, gangs end with {_control(outcomes)}"
    if isnan(outcomes["first_boots_days"]):
        return f"Nobody of the mission lands in {_weeks(replayed)}; {_mandate(replayed)}"
    days = WAYS["days"](int(outcomes["first_boots_days"]))
    most = number(replayed.seen["deployed"].max(), 0)
    planned = number(replayed.scenario.mission.force_target, 0)
    return f"First boots after {days}, at most {most} of {planned} in theatre; {_mandate(replayed)}"


def price(replayed: Replay) -> str:
    """Return what happened to people, security and its price together."""
    outcomes = replayed.outcomes
    cases = WAYS["cases"](int(outcomes["abuse_cases"]))
    killed = number(outcomes["civilians_killed"], 0)
    found = number(outcomes["abuse_detected"], 0)
    abuse = f"{cases} of serious abuse, {found} of them found out"
    return (
        f"{killed} civilians killed in {_weeks(replayed)}; {_held(outcomes)} of the inhabitants in "
        f"zones held by the state at the end; {abuse if outcomes['abuse_cases'] else NO_ABUSE}"
    )


def _mandate(replayed: Replay) -> str:
    """Return what the Council made of the mandate."""
    count = Counter(event.kind for event in replayed.events)
    words = {"renewal": "renewed", "rollover": "rolled over"}
    done = [f"{word} {times(count[kind])}" for kind, word in words.items() if count[kind]]
    if replayed.outcomes["converted"]:
        done.append("made that of a UN operation")
    ends = [f"is {listing(done)}"] if done else []
    if replayed.outcomes["lapse"]:
        ends.append("lapses")
    return f"the mandate {', then '.join(ends) if ends else 'stays as it is'}"


def _weeks(replayed: Replay) -> str:
    return WAYS["weeks"](replayed.scenario.horizon_days // 7)


def _held(outcomes: Mapping[str, float]) -> str:
    return amount(outcomes["held_share_end"], "held_share_end")


def _control(outcomes: Mapping[str, float]) -> str:
    return f"{amount(outcomes['gang_control_end'], 'gang_control_end')} of the metropolitan zones"
