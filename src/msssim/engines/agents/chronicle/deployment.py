"""Deployment: money, the base, what holds up the next tranche, and the contingents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, Any

from msssim.world.calendar import Step, date_of
from msssim.world.events import Event, record
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

SHORT_COVER_MONTHS = 1.0
"""Cover below which the fund is said to be short, as in the outcome `weeks_cover_below_1m`."""


def see_money(model: MissionModel) -> Any:
    """Look at donors and fund; before the first step the cover has not been reckoned."""
    fund = model.fund
    return record(
        fund, "balance_usd", "arrears_usd", "arrears_days", "unpaid_too_long",
        donors=[
            record(each, "name", "pledged_usd", "held_usd", "hold", "received_usd")
            for each in model.donors
        ],
        short=(fund.cover_months if model.seen else inf) < SHORT_COVER_MONTHS,
    )  # fmt: skip


def tell_money(before: Any, now: Any, step: Step) -> Iterator[Event]:
    """Tell what donors did, what the fund's cash covers, and what it owes."""
    date, balance, owed = step.last_date, now.balance_usd, now.arrears_usd
    for old, new in zip(before.donors, now.donors, strict=True):
        if old.hold and not new.hold:
            yield Event(date, "hold_lifted", new.name, {"usd": old.held_usd})
        if new.hold and not old.hold:
            yield Event(date, "hold", new.name)
        if pledged := new.pledged_usd - old.pledged_usd:
            yield Event(date, "pledge", new.name, {"usd": pledged, "held": new.hold})
        if received := new.received_usd - old.received_usd:
            yield Event(date, "receipt", new.name, {"usd": received, "balance_usd": balance})
    if now.short != before.short:
        yield Event(date, "cover", facts={"short": now.short, "balance_usd": balance})
    if (owed > 0) != (before.arrears_usd > 0):
        yield Event(date, "arrears", facts={"owed": owed > 0, "usd": owed})
    if now.unpaid_too_long and not before.unpaid_too_long:
        yield Event(date, "arrears_long", facts={"days": int(now.arrears_days), "usd": owed})


def see_works(model: MissionModel) -> Any:
    """Look at base and airlift."""
    return record(
        model.base, "stages_done", "base_ready", "places", "inspections_failed",
        stages_in_all=model.in_force.logistics.base_stages,
        binding=model.airlift.binding_name,
        in_theatre=model.command.in_theatre,
    )  # fmt: skip


def tell_works(before: Any, now: Any, step: Step) -> Iterator[Event]:
    """Tell what was built, and what the next tranche waits for."""
    date = step.last_date
    if now.stages_done > before.stages_done:
        facts = {"stages": now.stages_done, "in_all": now.stages_in_all}
        yield Event(date, "base", facts=facts)
    if now.inspections_failed > before.inspections_failed:
        facts = {"passed": False, "failed": now.inspections_failed}
        yield Event(date, "inspection", facts=facts)
    if now.base_ready and not before.base_ready:
        yield Event(date, "inspection", facts={"passed": True, "places": now.places})
    if now.binding != before.binding:
        facts = {"by": now.binding, "before": before.binding, "in_theatre": now.in_theatre}
        yield Event(date, "tranche", facts=facts)


def see_contingents(model: MissionModel) -> Any:
    """Look at the contingents and at who leads them."""
    command, start = model.command, model.plan.start
    return record(
        command, "leaderless", "replacement_lead", "in_theatre",
        contingents=[
            record(
                each, "name", "offered", "committed", "postponements", "has_landed", "flown",
                "resigned", "mission_killed", "recalled", "going_home",
                announced=date_of(each.announced_day, start),
                abroad=each.in_theatre + each.on_leave,
            )
            for each in model.contingents
        ],
        lead=command.lead.name if command.lead is not None else "",
        in_force=model.council.in_force,
    )  # fmt: skip


def tell_contingents(before: Any, now: Any, step: Step) -> Iterator[Event]:
    """Tell what became of each contingent, then of the mission."""
    date, present = step.last_date, now.in_theatre
    first = _first_to_land(before, now)
    for old, new in zip(before.contingents, now.contingents, strict=True):
        if new.has_landed and not old.has_landed:
            kind = "first_boots" if new.name == first else "arrival"
            yield Event(date, kind, new.name, {"persons": new.flown})
        yield from _of_contingent(old, new, date)
    if flown := ordered_sum(each.flown for each in now.contingents):
        yield Event(date, "landing", facts={"persons": flown, "in_theatre": present})
    if resigned := ordered_sum(each.resigned for each in now.contingents):
        yield Event(date, "resignations", facts={"persons": resigned, "in_theatre": present})
    if now.leaderless and not before.leaderless:
        yield Event(date, "leaderless", now.lead)
    if now.replacement_lead and not before.replacement_lead:
        yield Event(date, "new_lead", now.lead)
    if before.in_theatre and not present and not now.in_force:
        yield Event(date, "exit")


def _first_to_land(before: Any, now: Any) -> str:
    """Return the country whose persons are the mission's first, if they landed in the step."""
    landed = [each.name for each in now.contingents if each.has_landed]
    if not landed or any(each.has_landed for each in before.contingents):
        return ""
    return str(now.lead if now.lead in landed else landed[0])


def _of_contingent(old: Any, new: Any, date: dt.date) -> Iterator[Event]:
    if new.committed and not old.committed:
        facts = {"persons": new.offered, "announced": new.announced}
        yield Event(date, "commitment", new.name, facts)
    if new.recalled and not old.recalled:
        yield Event(date, "recall", new.name, {"persons": old.abroad})
    if new.postponements > old.postponements:
        facts = {"announced": new.announced, "times": new.postponements}
        yield Event(date, "postponement", new.name, facts)
    if new.mission_killed:
        yield Event(date, "killed", new.name, {"persons": new.mission_killed})
    if new.going_home and old.abroad and not new.abroad:
        yield Event(date, "gone_home", new.name)
