"""A world in which much happens within half a year, and its runs, watched by a chronicle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from msssim.engines.agents import MissionModel
from msssim.engines.agents.chronicle import Chronicle
from msssim.scenario import Scenario, load_scenario
from msssim.world.events import Event

WEEKS = 18
AS_IS = load_scenario("as_is")

EVENTFUL = AS_IS.with_values(
    {
        **{f"law.steps.{step.name}.applies": False for step in AS_IS.law.steps},
        "horizon_days": WEEKS * 7,
        "council.mandate_ends": "2024-07-24",
        "council.renewal_term_days": 60,
        "council.office_vote_on": "2024-07-10",
        "council.office_support": 20.0,
        "council.office_lag_weeks": 2.0,
        "funding.donors.Canada.received_usd": 40_000_000,
        "funding.lag_months": 1.0,
        "funding.pledges_per_month": 6.0,
        "gangs.offensive_per_week": 0.2,
        "governance.abuse_per_1000_years": 400.0,
        "governance.oversight": 0.8,
        "law.petitions_per_month": 0.3,
        "law.interim_order": 0.0,
        "law.ruling_blocks": 0.3,
        "law.hearing_weeks": 1.0,
        "logistics.base_stages_done": 5,
        "logistics.inspection_notice_weeks": 0.0,
        "logistics.vehicles_at_start": 60,
        "logistics.airport_closure_per_week": 0.1,
        "mission.contingents.Bahamas.committed": True,
        "mission.contingents.Bahamas.trained": 150,
        "mission.contingents.Bahamas.contestable": True,
        "mission.contingents.Jamaica.committed": True,
        "mission.contingents.Jamaica.trained": 200,
        "contacts.lethality_gang": 40.0,
        "contacts.armour": 0.0,
        "authorities.crisis_per_month": 0.2,
        "territory.inertia_per_week": 0.3,
        "territory.held_control": 0.6,
    }
)
"""Votes, offensives, abuse, closures, crises and losses, all of them likely."""

LAPSING = EVENTFUL.with_values({"council.renewal_tabled": 0.0, "council.rollover_probability": 0.0})
"""The same, but the mandate ends with nobody wanting another."""


@dataclass(frozen=True)
class Watched:
    """What came of a run that a chronicle has watched."""

    scenario: Scenario
    events: list[Event]
    outcomes: dict[str, float]
    contingents: dict[str, dict[str, float]]

    def of(self, *kinds: str, **facts: object) -> list[Event]:
        """Return the events of some kinds that have these facts."""
        return [
            event
            for event in self.events
            if event.kind in kinds and facts.items() <= dict(event.facts).items()
        ]

    def total(self, fact: str, *kinds: str) -> int:
        """Return what a fact adds up to."""
        return sum(event.facts[fact] for event in self.of(*kinds))


def watch(scenario: Scenario, run: int = 0, seed: int = 1) -> Watched:
    """Play a run to its end, and take down what the chronicle tells of it."""
    model = MissionModel(scenario, seed=seed, run=run)
    chronicle, events = Chronicle(model), []
    while model.running:
        model.step()
        events += chronicle.look()
    model.close()
    return Watched(scenario, events, model.outcomes(), model.contingent_outcomes())


@cache
def eventful(run: int = 0) -> Watched:
    """Return a watched run of the eventful world; many tests look at the same."""
    return watch(EVENTFUL, run)


@cache
def lapsing() -> Watched:
    """Return a watched run in which the mandate lapses."""
    return watch(LAPSING)


FACTS_OF: dict[str, tuple[str, ...]] = {
    "documents": (),
    "review": ("persons", "planned"),
    "renewal": ("votes", "ends"),
    "rollover": ("ends",),
    "lapse": ("orderly", "persons"),
    "office": ("adopted", "votes"),
    "office_serves": (),
    "conversion": ("adopted", "votes", "ends"),
    "un_operation": (),
    "petition": ("ordered",),
    "interim_order": (),
    "hearing": ("outcome",),
    "ruling": ("barred", "for_good"),
    "agreement": (),
    "commitment": ("persons", "announced"),
    "postponement": ("announced", "times"),
    "first_boots": ("persons",),
    "arrival": ("persons",),
    "landing": ("persons", "in_theatre"),
    "recall": ("persons",),
    "gone_home": (),
    "exit": (),
    "resignations": ("persons", "in_theatre"),
    "leaderless": (),
    "new_lead": (),
    "killed": ("persons",),
    "tranche": ("by", "before", "in_theatre"),
    "pledge": ("usd", "held"),
    "hold": (),
    "hold_lifted": ("usd",),
    "receipt": ("usd", "balance_usd"),
    "cover": ("short", "balance_usd"),
    "arrears": ("owed", "usd"),
    "arrears_long": ("days", "usd"),
    "base": ("stages", "in_all"),
    "inspection": ("passed", "failed", "places"),
    "airport": ("open",),
    "port": ("open",),
    "offensive": ("begins", "gangs", "share"),
    "posture": ("to", "gangs", "members"),
    "zone": ("retaken", "threshold", "control"),
    "zone_held": ("control",),
    "abuse": ("cases",),
    "ambush": ("operations",),
    "displacement": ("persons", "displaced"),
    "government": ("fell",),
}
"""Facts that an event of each kind may have."""
