"""Variables of the ground: zones, roads, forces, contacts, inhabitants and what they think."""

from __future__ import annotations

from math import inf
from typing import Any

from msssim.world.declare import Flag, Observed, Outcome, Owner, Real, Whole, flow, share, variable


class Authorities(Owner):
    """The transitional authorities."""

    crisis: Flag = variable("0/1", "there is no government to receive the mission", start=0)
    stability: Real = share(
        "stability of the transition",
        Observed(
            kind="index", better="high", series=True,
            outcomes=(Outcome("mean", "stability_mean"),),
        ),
        start="authorities.stability_at_start",
    )
    fell: Flag = variable(
        "0/1", "a government fell in the step",
        Observed(
            name="governments_fallen", kind="flow",
            outcomes=(
                Outcome("sum", meaning="governments of the transition that fell", unit="count"),
            ),
        ),
        start=0,
    )


class Airport(Owner):
    """The airport, as far as shocks close it."""

    airport_closed: Flag = variable("0/1", "a closure is on", start=0)


def _days_open(meaning: str) -> Observed:
    """Observe whether something is open, as days on which it is."""
    name = meaning.partition(" ")[0]
    return Observed(better="high", outcomes=(
        Outcome("days", f"{name}_open_days", f"days with the {meaning}", "days", "flow"),
    ))  # fmt: skip


def _corridor(name: str, way: str) -> Any:
    """Declare whether a way out of the capital is open, as a share of time."""
    meaning = f"share of time in which the {way} is open throughout"
    outcome = Outcome("mean", f"corridor_{name}_open_share", meaning, "share")
    seen = Observed(kind="share", better="high", outcomes=(outcome,))
    return variable("0/1", f"the {way} is open throughout", seen, by="observe")


class Infrastructure(Owner):
    """What the control of zones opens and shuts."""

    airport_held: Flag = variable("0/1", "the ground of the airport is safe enough", start=1)
    port_open: Flag = variable("0/1", "the port is open", _days_open("port open"), start=0)
    fuel_open: Flag = variable(
        "0/1", "the fuel terminal works", _days_open("fuel terminal working"), start=1,
    )
    airport_open: Flag = variable(
        "0/1", "the airport is open", _days_open("airport open"), by="observe",
    )
    roads_open_share: Real = share(
        "share of main roads that are open",
        Observed(
            name="roads_open", kind="share", better="high", series=True,
            outcomes=(Outcome("mean", "roads_open_share", "share of main roads open, mean"),),
        ),
        by="observe",
    )
    corridor_north_open: Flag = _corridor("north", "road to the north (RN1)")
    corridor_south_open: Flag = _corridor("south", "road to the south (RN2)")
    corridor_east_open: Flag = _corridor("east", "road to the border (RN8)")
    corridor_artibonite_open: Flag = _corridor("artibonite", "road through the Artibonite (RN1)")


class Road(Owner, axis="road"):
    """A main road between two zones."""

    road_open: Flag = variable(
        "0/1", "the main road is open", Observed("total", name="open_roads", better="high"),
        by="territory", zone_series="open",
    )


class PoliceUnit(Owner, axis="unit"):
    """A unit of the police: officers, morale, equipment, stations."""

    officers: Whole = variable(
        "persons", "police officers on the rolls",
        Observed(
            "total", name="police", better="high", series=True,
            outcomes=(Outcome("last", "police_end", "police officers at the end"),),
        ),
        start="police.units.officers",
    )
    morale: Real = share(
        "morale of the police",
        Observed(
            "mean", weight="officers", name="police_morale", kind="index", better="high",
            series=True, outcomes=(Outcome("last", "police_morale_end"),),
        ),
        start="police.morale_at_start",
    )
    equipment: Real = share("equipment", start="police.units.equipment")
    stations_lost: Whole = variable("stations", "stations in the hands of gangs", start=0)
    stations_held: Whole = variable(
        "stations", "police stations held",
        Observed(
            "total", better="high", series=True, outcomes=(Outcome("last", "stations_held_end"),),
        ),
        by="observe",
    )
    stations_fallen: Whole = flow(
        "stations", "police stations that fell", by="contacts", better="low", name="stations_lost",
    )
    stations_retaken: Whole = flow("stations", "police stations retaken", by="police")
    police_killed: Whole = flow(
        "persons", "police officers killed", by="contacts", better="low", series=True,
    )
    police_left: Whole = flow(
        "persons", "police officers who left by themselves", by="police", better="low",
    )
    graduates: Whole = variable("persons", "officers who arrive from the academy", by="police")
    killed_lately: Real = variable(
        "persons", "officers killed, as the unit remembers it", start=0.0,
    )
    unit_force: Real = variable("persons", "effective officers", by="command")


class Zone(Owner, axis="zone"):
    """A zone: who controls it, with what forces."""

    state_control: Real = share("share of the zone that the state controls")
    gang_share: Real = share(
        "share of the zone that gangs control",
        Observed(
            "mean", weight="metropolitan_population", name="gang_control",
            meaning="population-weighted gang control of the metropolitan zones", kind="share",
            better="low", series=True,
            outcomes=(Outcome("last", "gang_control_end"), Outcome("mean", "gang_control_mean")),
        ),
        by="observe", zone_series="gang_control",
    )
    metropolitan_population: Whole = variable(
        "persons", "inhabitants of a metropolitan zone, as the table counts them", by="observe",
    )
    resting_weight: Real = variable("ratio", "weight of the state at which the start is at rest")
    weeks_dense: Real = variable(
        "weeks", "weeks in which the state's presence has been dense", start=0.0,
    )
    weeks_held: Real = variable("weeks", "weeks in which the state's control has been enough")
    roads_open: Whole = variable("roads", "main roads of the zone that are open")
    police_force: Real = variable(
        "persons", "police on duty there, by what they can do", by="command", zone_series="police",
    )
    mission_force: Real = variable(
        "persons", "mission personnel placed there, by what they can do", by="command",
        zone_series="mission",
    )
    force: Real = variable("persons", "effective persons of the state", by="command")
    density: Real = variable(
        "per 1,000", "effective persons of the state per 1,000 residents", by="command",
    )
    members_in_zone: Whole = variable("persons", "gang members when postures were chosen", by="posture")
    members_here: Whole = variable(
        "persons", "gang members in the zone",
        Observed("total", name="members_here", better="low"), by="observe",
        zone_series="gang_members",
    )
    peripheral_members: Whole = variable(
        "persons", "gang members, outside the metropolitan zones",
        Observed("total", name="peripheral_members"), by="observe",
    )


class Engagement(Owner, axis="zone"):
    """Operations and attacks in a zone in one step, and what they are expected to cost."""

    contacts: Whole = variable("events", "operations that met a gang", by="contacts")
    operations_of_police: Whole = flow(
        "events", "operations of police that met a gang", by="contacts",
    )
    operations_joint: Whole = flow("events", "joint operations that met a gang", by="contacts")
    operations_of_mission: Whole = flow(
        "events", "operations of the mission alone that met a gang", by="contacts",
    )
    leaks: Whole = flow("events", "operations given away", by="contacts", better="low")
    ambushes: Whole = flow("events", "of these, met by an ambush", by="contacts", better="low")
    attacks: Whole = flow(
        "events", "attacks on police", by="contacts", better="low", name="attacks_on_police",
        series=True,
    )
    exposed: Real = share(
        "part of the zone's gang members on whom repression falls", by="contacts", high=inf,
    )
    met: Real = variable("share", "exposure as operations meet it", by="contacts")
    colluding: Real = share("part of the effective officers who collude with gangs", by="contacts")
    gang_lethality: Real = variable(
        "per 1,000 hours", "lethality of the zone's gangs", by="contacts",
    )
    gang_deaths: Real = variable("persons", "gang members expected to be killed", by="contacts")
    gang_arrests: Real = variable("persons", "gang members expected to be arrested", by="contacts")
    police_deaths: Real = variable(
        "persons", "police expected to be killed, before armour", by="contacts",
    )
    joint_police_deaths: Real = variable("persons", "of these, on joint operations", by="contacts")
    gangs_lost_to_mission: Real = variable(
        "persons", "gang members expected to be lost to the mission", by="contacts",
    )
    state_lost_with_mission: Real = variable(
        "persons", "state personnel expected to be lost with the mission", by="contacts",
    )
    mission_deaths: Real = variable(
        "persons", "mission personnel expected to be killed, before armour", by="contacts",
    )
    hit_by_state: Real = variable(
        "persons", "civilians expected to be killed by the state's fire", by="contacts",
    )
    hit_by_gangs: Real = variable(
        "persons", "civilians expected to be killed by the gangs' fire", by="contacts",
    )


class Inhabitants(Owner, axis="zone"):
    """The people of a zone: residents, displaced, killed, and what is done to them."""

    residents: Whole = variable("persons", "inhabitants who are there", zone_series="residents")
    displaced: Whole = variable(
        "persons", "displaced persons who fled from it",
        Observed(
            "total", meaning="internally displaced persons", better="low", series=True,
            outcomes=(
                Outcome("last", "displaced_end", "displaced at the end"),
                Outcome("peak", "displaced_peak", "displaced at the peak"),
            ),
        ),
        zone_series="displaced",
    )
    killed: Whole = variable("persons", "killed since the start", start=0)
    density_at_start: Real = variable("per 1,000", "presence of the state before the first step")
    kidnapped_per_week: Real = variable("persons/week", "kidnapped, evened out over some weeks")
    served: Real = share("part of those at risk whom programmes reach", by="recruitment")
    killed_by_violence: Whole = variable(
        "persons", "civilians killed by gangs outside of contacts", by="people",
    )
    killed_by_gang_fire: Whole = variable(
        "persons", "civilians killed by the gangs' fire in contacts",
        Observed("total", name="killed_by_gang_fire", kind="flow"), by="contacts",
    )
    killed_by_gangs: Whole = flow(
        "persons", "civilians killed by gangs", by="people", better="low",
        name="civilians_killed_by_gangs", series=True,
    )
    killed_by_state: Whole = flow(
        "persons", "civilians killed by police or mission", by="contacts", better="low",
        name="civilians_killed_by_state", series=True,
    )
    killed_by_vigilantes: Whole = flow(
        "persons", "civilians killed by self-defence groups", by="people", better="low",
        name="civilians_killed_by_vigilantes", series=True,
    )
    civilians_killed: Whole = flow(
        "persons", "civilians killed by anybody", by="people", better="low",
        series=True, zone_series="civilians_killed",
    )
    injured_by_gangs: Whole = flow(
        "persons", "civilians injured by gangs", by="people", better="low",
        name="civilians_injured_by_gangs",
    )
    injured_by_state: Whole = flow(
        "persons", "civilians injured by police or mission", by="people", better="low",
        name="civilians_injured_by_state",
    )
    injured_by_vigilantes: Whole = flow(
        "persons", "civilians injured by self-defence groups", by="people", better="low",
        name="civilians_injured_by_vigilantes",
    )
    kidnapped: Whole = flow("persons", "persons kidnapped", by="people", better="low", series=True)
    fled: Whole = flow(
        "persons", "persons who fled their homes", by="people", better="low",
    )
    returned: Whole = flow(
        "persons", "persons who returned", by="people", better="high",
    )
    held_inhabitants: Whole = variable(
        "persons", "inhabitants, if the state has held the zone long enough",
        Observed("total", name="held_inhabitants"), by="observe",
    )
    population: Whole = variable(
        "persons", "inhabitants as the table counts them", Observed("total", name="population"),
        by="observe",
    )


class Opinion(Owner, axis="zone"):
    """What the people of a zone remember, whom they trust and tell, and access to them."""

    trust: Real = share(
        "community trust, weighted by residents",
        Observed(
            "mean", weight="residents", kind="index", better="high", series=True,
            outcomes=(Outcome("last", "trust_end", "community trust at the end"),),
        ),
        start="people.trust_at_start",
    )
    cooperation: Real = share("trust as it counts for informing", start="people.trust_at_start")
    access: Real = share(
        "humanitarian access, weighted by residents",
        Observed(
            "mean", weight="residents", kind="index", better="high", series=True,
            outcomes=(Outcome("mean", "access_mean", "humanitarian access, mean"),),
        ),
    )
    access_at_start: Real = share("humanitarian access before the first step")
    clashes_per_week: Real = variable("events/week", "contacts, as humanitarians remember them")
    intelligence: Real = share(
        "intelligence of the state, weighted by residents",
        Observed(
            "mean", weight="residents", kind="index", better="high", series=True,
            outcomes=(Outcome("mean", "intelligence_mean", "intelligence of the state, mean"),),
        ),
        start="contacts.intelligence",
    )
    tips: Whole = flow("tips", "tips from the people", by="people", better="high", series=True)
    tips_per_week: Real = variable("tips/week", "tips, evened out over some weeks")
    tip_worth_at_start: Real = variable("ratio", "worth of tips before the first step")
    harm_by_state: Real = variable(
        "per 100,000 and week", "civilians killed by the state, as people remember it", start=0.0,
    )
    harm_by_gangs: Real = variable(
        "per 100,000 and week", "civilians killed by gangs, as people remember it",
    )
    harm_by_gangs_at_start: Real = variable(
        "per 100,000 and week", "the same before the first step",
    )


class Interventions(Owner):
    """Complementary interventions, as delivered."""

    sanctions: Real = share(
        "share of gang revenue that sanctions take", start="interventions.sanctions_at_start",
    )
    interdiction: Real = share(
        "share of arms supply that is interdicted", start="interventions.interdiction_at_start",
    )
    cvr_slots: Real = variable(
        "places", "places in community violence reduction",
        start="interventions.cvr_slots_at_start",
    )
    reintegration: Real = variable(
        "places/month", "places for those who leave gangs",
        start="interventions.reintegration_at_start",
    )
    aid_usd_month: Real = variable(
        "USD/month", "humanitarian aid", start="interventions.aid_at_start_usd_month",
    )
    monitoring: Real = share("human-rights monitoring", start="interventions.monitoring_at_start")
    political: Real = share(
        "support of the political process", start="interventions.political_at_start",
    )
    dialogue: Real = share("offers to leave gangs", start="interventions.dialogue_at_start")
    reintegrated: Whole = flow(
        "persons", "gang members who left and found a place in a programme", by="recruitment",
        better="high", name="gang_reintegrated",
    )
    programme_usd: Real = flow(
        "USD", "spent on complementary programmes", by="interventions", name="programmes_usd",
    )
