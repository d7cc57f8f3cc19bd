"""Money: pledges, holds and receipts by donor; what the fund's cash covers, and what it owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic
from msssim.world.calendar import Step
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

SHORT_COVER_MONTHS = 1.0
"""Cover below which the fund is said to be short, as in the outcome `weeks_cover_below_1m`."""


@dataclass(frozen=True)
class Donor:
    """What is seen of a donor."""

    name: str
    pledged: int
    held: int
    hold: bool
    received: int


@dataclass(frozen=True)
class Sight:
    """What is seen of the donors and of the fund."""

    donors: tuple[Donor, ...]
    balance: int
    cover_months: float
    arrears: int
    arrears_days: float
    unpaid_too_long: bool

    @property
    def short(self) -> bool:
        """Whether the cash lasts for less than a month."""
        return self.cover_months < SHORT_COVER_MONTHS


def see(model: MissionModel) -> Sight:
    """Look at donors and fund; before the first step the cover has not been reckoned."""
    fund = model.fund
    return Sight(
        donors=tuple(
            Donor(each.name, each.pledged_usd, each.held_usd, each.hold, each.received_usd)
            for each in model.donors
        ),
        balance=fund.balance_usd,
        cover_months=fund.cover_months if model.seen else inf,
        arrears=fund.arrears_usd,
        arrears_days=fund.arrears_days,
        unpaid_too_long=fund.unpaid_too_long,
    )


def tell(before: Sight, now: Sight, step: Step) -> Iterator[Event]:
    """Tell what donors did, and how the fund stands."""
    date = step.last_date
    for old, new in zip(before.donors, now.donors, strict=True):
        if old.hold and not new.hold:
            yield Event(date, "hold_lifted", new.name, {"usd": old.held})
        if new.hold and not old.hold:
            yield Event(date, "hold", new.name)
        if new.pledged > old.pledged:
            facts = {"usd": new.pledged - old.pledged, "held": new.hold}
            yield Event(date, "pledge", new.name, facts)
        if new.received > old.received:
            facts = {"usd": new.received - old.received, "balance_usd": now.balance}
            yield Event(date, "receipt", new.name, facts)
    if now.short != before.short:
        yield Event(date, "cover", facts={"short": now.short, "balance_usd": now.balance})
    if (now.arrears > 0) != (before.arrears > 0):
        yield Event(date, "arrears", facts={"owed": now.arrears > 0, "usd": now.arrears})
    if now.unpaid_too_long and not before.unpaid_too_long:
        facts = {"days": int(now.arrears_days), "usd": now.arrears}
        yield Event(date, "arrears_long", facts=facts)


TOPIC = Topic(see, tell)
