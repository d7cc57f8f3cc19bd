"""What a run reports, with unit and meaning: series, outcomes, and both for parts of the whole.

The names are the public contract of the result files. A *stock* is its value at the end of an
interval, a *flow* the sum over it; shares and indices lie in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

Kind = Literal["stock", "flow", "share", "index", "code"]
Direction = Literal["low", "high", ""]


@dataclass(frozen=True)
class Quantity:
    """Unit and meaning of a reported quantity.

    ``better`` is the direction good for people; ``may_be_null`` says that the thing may never
    happen in a run, so that a missing number is an answer and not a fault. ``from_day`` is the
    first day of a run on which it can be known; a shorter run ends before.
    """

    unit: str
    meaning: str
    kind: Kind
    better: Direction = ""
    may_be_null: bool = False
    from_day: int = 0


CONSTRAINTS = (
    "none", "council", "host", "pledge", "court", "base", "equipment", "airlift", "cash",
)
"""What can bind the next tranche; the code in the series is the place in this tuple."""


SERIES: dict[str, Quantity] = {
    "deployed": Quantity("persons", "mission personnel in theatre", "stock"),
    "fund_received_usd": Quantity("USD", "received by the trust fund", "flow"),
    "fund_balance_usd": Quantity("USD", "cash in the trust fund", "stock"),
    "cover_months": Quantity("months", "cash cover at the present strength", "stock"),
    "gang_control": Quantity(
        "share", "population-weighted gang control of the metropolitan zones", "share", "low"
    ),
    "low_profile_share": Quantity("share", "share of gangs that keep a low profile", "share"),
    "gang_members": Quantity("persons", "members of all gangs", "stock", "low"),
    "police": Quantity("persons", "police officers on the rolls", "stock", "high"),
    "displaced": Quantity("persons", "internally displaced persons", "stock", "low"),
    "civilians_killed": Quantity("persons", "civilians killed by anybody", "flow", "low"),
    "civilians_injured": Quantity("persons", "civilians injured", "flow", "low"),
    "kidnapped": Quantity("persons", "persons kidnapped", "flow", "low"),
    "gang_killed": Quantity("persons", "gang members killed", "flow"),
    "mission_killed": Quantity("persons", "mission personnel killed", "flow", "low"),
    "police_killed": Quantity("persons", "police officers killed", "flow", "low"),
    "killed_total": Quantity(
        "persons", "everybody killed in violence: civilians, gang members, police, mission",
        "flow", "low",
    ),
    "access": Quantity("index", "humanitarian access, weighted by residents", "index", "high"),
    "trust": Quantity("index", "community trust, weighted by residents", "index", "high"),
    "clarity": Quantity("index", "strategic clarity of the mission", "index"),
    "exposure": Quantity("index", "operational exposure of the mission", "index"),
    "coordination": Quantity("index", "quality of coordination", "index"),
    "oversight": Quantity("index", "human-rights oversight", "index"),
    "mandate_in_force": Quantity("0/1", "the mandate is in force", "stock"),
    "binding_constraint": Quantity("code", "what binds the next tranche", "code"),
    "mobile": Quantity("persons", "mission personnel who can move under armour", "stock"),
    "vehicles": Quantity("vehicles", "armoured vehicles of the mission on site", "stock"),
    "stability": Quantity("index", "stability of the transition", "index", "high"),
    "relocate_share": Quantity("share", "share of gangs that relocate", "share"),
    "confront_share": Quantity("share", "share of gangs that confront", "share"),
    "cohesion": Quantity("index", "cohesion of the coalition", "index"),
    "participation": Quantity(
        "share", "share of gang members whose gangs take part in an offensive", "share", "low"
    ),
    "belief": Quantity(
        "index", "capability that gangs ascribe to the mission, weighted by members", "index"
    ),
    "children_in_gangs": Quantity("persons", "children among gang members", "stock", "low"),
    "arms_per_member": Quantity("weapons/person", "weapons of gangs per member", "stock", "low"),
    "gang_pay": Quantity("USD/week", "pay of a gang member", "stock"),
    "gang_revenue_usd": Quantity("USD", "revenue of all gangs", "flow", "low"),
    "peripheral_share": Quantity(
        "share", "share of gang members outside the metropolitan zones", "share"
    ),
    "police_morale": Quantity("index", "morale of the police", "index", "high"),
    "stations_held": Quantity("stations", "police stations held", "stock", "high"),
    "attacks_on_police": Quantity("events", "attacks on police", "flow", "low"),
    "tips": Quantity("tips", "tips from the people", "flow", "high"),
    "intelligence": Quantity(
        "index", "intelligence of the state, weighted by residents", "index", "high"
    ),
    "held_share": Quantity(
        "share", "share of inhabitants in zones held by the state for 8 weeks or more", "share",
        "high",
    ),
    "roads_open": Quantity("share", "share of main roads that are open", "share", "high"),
    "civilians_killed_by_gangs": Quantity("persons", "civilians killed by gangs", "flow", "low"),
    "civilians_killed_by_state": Quantity(
        "persons", "civilians killed by police or mission", "flow", "low"
    ),
    "civilians_killed_by_vigilantes": Quantity(
        "persons", "civilians killed by self-defence groups", "flow", "low"
    ),
    "gang_lynched": Quantity(
        "persons", "gang members killed by self-defence groups", "flow"
    ),
    "gang_killed_by_rivals": Quantity("persons", "gang members killed by rival gangs", "flow"),
}


def _weeks_bound(cause: str) -> Quantity:
    meaning = "weeks in which nothing bound" if cause == "none" else f"weeks bound by: {cause}"
    return Quantity("weeks", meaning, "flow")


def _contingent_bound(cause: str) -> Quantity:
    meaning = f"weeks in which its next persons were bound by: {cause}"
    if cause == "none":
        meaning = "weeks in which nothing bound its next persons, or none were wanted or to come"
    return Quantity("weeks", meaning, "flow")


OUTCOMES: dict[str, Quantity] = {
    "first_boots_days": Quantity(
        "days", "days from the start to the first mission person in theatre", "stock",
        may_be_null=True,
    ),
    **{
        f"strength_{week}w": Quantity("persons", f"mission personnel in theatre at week {week}",
        "stock", may_be_null=True, from_day=7 * week) for week in (26, 52, 78, 104)
    },
    "delivered_share": Quantity(
        "share", "person-weeks in theatre against person-weeks planned", "share",
        may_be_null=True,
    ),
    **{
        f"weeks_bound_{cause}": _weeks_bound(cause)
        for cause in ("cash", "pledge", "court", "base", "airlift", "equipment", "council", "host",
                      "none")
    },
    "fund_pledged_usd": Quantity("USD", "pledged to the trust fund, received or not", "stock"),
    "fund_received_usd": Quantity(
        "USD", "received by the trust fund, what it had at the start included", "stock"
    ),
    "fund_spent_usd": Quantity("USD", "spent by the trust fund", "stock"),
    "fund_balance_usd": Quantity("USD", "cash in the trust fund at the end", "stock"),
    "in_kind_usd": Quantity("USD", "value of support in kind", "flow"),
    "weeks_cover_below_1m": Quantity("weeks", "weeks with less than a month of cash cover", "flow"),
    "fund_held_usd": Quantity("USD", "pledged and under a legislative hold at the end", "stock"),
    "weeks_allowances_late": Quantity("weeks", "weeks with allowances in arrears", "flow"),
    "slippage": Quantity(
        "ratio", "time from authorisation to first boots against the time first announced", "stock",
        may_be_null=True,
    ),
    "postponements": Quantity("count", "announced dates that passed with nobody landed", "stock"),
    "contributors": Quantity("count", "states committed to the mission at the end", "stock"),
    "contingents_recalled": Quantity("count", "contingents recalled by their state", "stock"),
    "resigned": Quantity("persons", "mission personnel who resigned unpaid", "flow"),
    "weeks_leaderless": Quantity("weeks", "weeks without a lead nation", "flow"),
    "petitions": Quantity("count", "new petitions filed against deployments", "flow"),
    "inspections_failed": Quantity("count", "inspections that the base failed", "stock"),
    "vehicles_end": Quantity("vehicles", "armoured vehicles on site at the end", "stock"),
    "mobile_mean": Quantity("persons", "mission personnel who can move, mean", "stock"),
    "yes_votes": Quantity(
        "votes", "votes in favour at the Council's last vote", "stock", may_be_null=True
    ),
    "support_office": Quantity("0/1", "a UN support office serves the mission at the end", "stock"),
    "governments_fallen": Quantity("count", "governments of the transition that fell", "flow"),
    "stability_mean": Quantity("index", "stability of the transition, mean", "index", "high"),
    "abuse_detected": Quantity("events", "cases of serious abuse come to light", "flow"),
    "lapse": Quantity("0/1", "the mandate lapsed", "stock"),
    "lapse_weeks": Quantity("weeks", "weeks without a mandate", "flow"),
    "converted": Quantity("0/1", "converted to a UN operation", "stock"),
    "renewals": Quantity("count", "renewals won", "flow"),
    "civilians_killed": Quantity("persons", "civilians killed", "flow", "low"),
    "civilians_killed_by_gangs": Quantity("persons", "civilians killed by gangs", "flow", "low"),
    "civilians_killed_by_state": Quantity(
        "persons", "civilians killed by police or mission", "flow", "low"
    ),
    "civilians_killed_by_vigilantes": Quantity(
        "persons", "killed by self-defence groups", "flow", "low"
    ),
    "civilians_injured": Quantity("persons", "civilians injured", "flow", "low"),
    "kidnapped": Quantity("persons", "persons kidnapped", "flow", "low"),
    "killed_in_crossfire": Quantity(
        "persons",
        "civilians killed in exchanges of fire, counted by who fired among those killed by gangs "
        "or the state",
        "flow", "low",
    ),
    "civilians_injured_by_gangs": Quantity("persons", "civilians injured by gangs", "flow", "low"),
    "civilians_injured_by_state": Quantity(
        "persons", "civilians injured by police or mission", "flow", "low"
    ),
    "civilians_injured_by_vigilantes": Quantity(
        "persons", "injured by self-defence groups", "flow", "low"
    ),
    "fled": Quantity("persons", "persons who fled their homes", "flow", "low"),
    "returned": Quantity("persons", "persons who returned", "flow", "high"),
    "police_killed": Quantity("persons", "police officers killed", "flow", "low"),
    "police_killed_per_1000_years": Quantity(
        "persons", "police officers killed per 1,000 officers and year", "stock", "low",
        may_be_null=True,
    ),
    "police_left": Quantity("persons", "police officers who left by themselves", "flow", "low"),
    "police_morale_end": Quantity("index", "morale of the police at the end", "index", "high"),
    "stations_lost": Quantity("stations", "police stations that fell", "flow", "low"),
    "stations_retaken": Quantity("stations", "police stations retaken", "flow"),
    "stations_held_end": Quantity("stations", "police stations held at the end", "stock", "high"),
    "mission_killed": Quantity("persons", "mission personnel killed", "flow", "low"),
    "mission_killed_per_1000_years": Quantity(
        "persons", "mission personnel killed per 1,000 person-years; null without a mission",
        "stock", "low", may_be_null=True,
    ),
    "gang_killed": Quantity("persons", "gang members killed", "flow"),
    "gang_lynched": Quantity("persons", "of these, killed by self-defence groups", "flow"),
    "gang_killed_by_rivals": Quantity("persons", "of these, killed by rival gangs", "flow"),
    "gang_reintegrated": Quantity(
        "persons", "gang members who left and found a place in a programme", "flow", "high"
    ),
    "gang_moved": Quantity("persons", "moves of gang members to a neighbouring zone", "flow"),
    "children_recruited": Quantity("persons", "children recruited by gangs", "flow", "low"),
    "recruited_by_force": Quantity("persons", "persons recruited by force", "flow", "low"),
    "children_in_gangs_end": Quantity("persons", "children among members at the end", "stock",
                                      "low"),
    "gang_revenue_usd": Quantity("USD", "revenue of all gangs", "flow", "low"),
    "kidnapping_revenue_usd": Quantity("USD", "ransoms among it", "flow", "low"),
    "gang_pay_mean": Quantity("USD/week", "pay of a gang member, mean", "stock"),
    "arms_per_member_end": Quantity(
        "weapons/person", "weapons of gangs per member at the end", "stock", "low"
    ),
    "peripheral_share_end": Quantity(
        "share", "share of gang members outside the metropolitan zones at the end", "share"
    ),
    "gang_arrested": Quantity("persons", "gang members arrested", "flow"),
    "gang_recruited": Quantity("persons", "gang members recruited", "flow", "low"),
    "gang_left": Quantity("persons", "gang members who left by themselves", "flow", "high"),
    "gang_members_end": Quantity("persons", "gang members at the end", "stock", "low"),
    "police_end": Quantity("persons", "police officers at the end", "stock", "high"),
    "displaced_end": Quantity("persons", "displaced at the end", "stock", "low"),
    "displaced_peak": Quantity("persons", "displaced at the peak", "stock", "low"),
    "gang_control_end": Quantity(
        "share", "population-weighted gang control of the metropolitan zones at the end",
        "share", "low",
    ),
    "gang_control_mean": Quantity("share", "the same, mean over the horizon", "share", "low"),
    "held_share_end": Quantity(
        "share", "share of inhabitants in zones held by the state for 8 weeks or more",
        "share", "high",
    ),
    "low_profile_share": Quantity("share", "share of gang-weeks in a low profile", "share"),
    "confront_share": Quantity("share", "share of gang-weeks in confrontation", "share"),
    "relocate_share": Quantity("share", "share of gang-weeks in relocation", "share"),
    "cohesion_mean": Quantity("index", "cohesion of the coalition, mean", "index"),
    "offensives": Quantity("events", "offensives of the coalition that started", "flow", "low"),
    "participation_peak": Quantity(
        "share", "largest share of gang members who took part in an offensive", "share", "low"
    ),
    "exit_days": Quantity(
        "days", "days from the start to the mission's exit: mandate over, nobody in theatre",
        "stock", may_be_null=True,
    ),
    "low_profile_before_exit": Quantity(
        "share", "share of gang-weeks in a low profile from first boots to the exit", "share",
        may_be_null=True,
    ),
    "rebound_26w": Quantity(
        "share", "gang control 26 weeks after the exit less that at the exit", "stock", "low",
        may_be_null=True, from_day=7 * 26,
    ),
    "attacks_on_police": Quantity("events", "attacks on police", "flow", "low"),
    "attacks_around_events": Quantity(
        "events", "of these, around an arrival or a vote on the mandate", "flow", "low"
    ),
    "operations_of_police": Quantity("events", "operations of police that met a gang", "flow"),
    "operations_joint": Quantity("events", "joint operations that met a gang", "flow"),
    "operations_of_mission": Quantity(
        "events", "operations of the mission alone that met a gang", "flow"
    ),
    "leaks": Quantity("events", "operations given away", "flow", "low"),
    "ambushes": Quantity("events", "of these, met by an ambush", "flow", "low"),
    "tips": Quantity("tips", "tips from the people", "flow", "high"),
    "intelligence_mean": Quantity("index", "intelligence of the state, mean", "index", "high"),
    "programmes_usd": Quantity("USD", "spent on complementary programmes", "flow"),
    "abuse_cases": Quantity("events", "cases of serious abuse by mission personnel", "flow", "low"),
    "port_open_days": Quantity("days", "days with the port open", "flow", "high"),
    "airport_open_days": Quantity("days", "days with the airport open", "flow", "high"),
    "fuel_open_days": Quantity("days", "days with the fuel terminal working", "flow", "high"),
    "roads_open_share": Quantity("share", "share of main roads open, mean", "share", "high"),
    **{
        f"corridor_{name}_open_share": Quantity(
            "share", f"share of time in which the {way} is open throughout", "share", "high"
        )
        for name, way in {
            "north": "road to the north (RN1)", "south": "road to the south (RN2)",
            "east": "road to the border (RN8)", "artibonite": "road through the Artibonite (RN1)",
        }.items()
    },
    "access_mean": Quantity("index", "humanitarian access, mean", "index", "high"),
    "trust_end": Quantity("index", "community trust at the end", "index", "high"),
}


CONTINGENT_OUTCOMES: dict[str, Quantity] = {
    "offered": Quantity("persons", "persons whom the country offers", "stock"),
    "committed_days": Quantity(
        "days", "days from the start to the decision to send them; 0 if taken before the start",
        "stock",
    ),
    "first_announced_days": Quantity(
        "days",
        "days from the start to the date first announced for their arrival; negative before it",
        "stock",
    ),
    "arrived_days": Quantity(
        "days", "days from the start to the first of them in theatre", "stock"
    ),
    "slippage_days": Quantity("days", "arrival less the date first announced", "stock"),
    "postponements": Quantity("count", "announced dates that passed with nobody landed", "stock"),
    "in_theatre_end": Quantity("persons", "in theatre at the end", "stock"),
    "person_weeks": Quantity("person-weeks", "persons in theatre times weeks", "flow"),
    "lost": Quantity("persons", "killed in theatre", "flow", "low"),
    "gone_home": Quantity(
        "persons", "gone home for good: resigned, drawn down or released", "flow"
    ),
    "recalled": Quantity("0/1", "recalled by the country", "stock"),
    "weeks_barred": Quantity("weeks", "weeks under a court's order or bar", "flow"),
    **{f"weeks_bound_{cause}": _contingent_bound(cause) for cause in CONSTRAINTS},
}
"""Outcomes of one contingent; what bound its next persons sums to the horizon in weeks."""


ZONE_SERIES: dict[str, Quantity] = {
    "gang_control": Quantity("share", "share of the zone that gangs control", "share", "low"),
    "gang_members": Quantity("persons", "gang members in the zone", "stock", "low"),
    "police": Quantity("persons", "police on duty there, by what they can do", "stock"),
    "mission": Quantity("persons", "mission personnel placed there, by what they can do", "stock"),
    "residents": Quantity("persons", "inhabitants who are there", "stock"),
    "displaced": Quantity("persons", "displaced persons who fled from it", "stock", "low"),
    "civilians_killed": Quantity("persons", "civilians killed there by anybody", "flow", "low"),
}
"""Series of one zone."""

ROAD_SERIES: dict[str, Quantity] = {
    "open": Quantity("0/1", "the main road is open", "stock", "high"),
}
"""Series of one main road."""


def range_of(outcome: str) -> tuple[float, float]:
    """Return what an outcome lies between: 0 and 1 for a share, 0 and infinity for a count."""
    quantity = OUTCOMES[outcome]
    if outcome == "rebound_26w":  # a difference of shares
        return -1.0, 1.0
    is_part = quantity.kind in ("share", "index") or quantity.unit == "0/1"
    return 0.0, 1.0 if is_part else inf
