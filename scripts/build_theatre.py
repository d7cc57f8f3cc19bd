"""Write the theatre's tables from the folder of dated facts.

    python scripts/build_theatre.py FACTS_DIR scenarios/theatre

Published numbers are read from the facts. What had to be judged stands in the tables of this file,
each with its reason, so that a reader can see both and change the second.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msssim.scenario.parameter import Section
from msssim.scenario.parameters.tables import (
    Contingent,
    CouncilMember,
    CourtStep,
    Donor,
    Gang,
    Link,
    PoliceUnit,
    Row,
    Zone,
)

Facts = dict[str, list[dict[str, str]]]
Record = dict[str, Any]

# Names as a map would print them; the facts list every quarter of a zone.
ZONE_TITLES = {
    "PAP_CENTRE": "Champ de Mars", "PAP_BELAIR_SOLINO": "Bel-Air and Solino",
    "PAP_PORT_LASALINE": "La Saline and port", "PAP_MARTISSANT": "Martissant",
    "PAP_CARFEUILLES": "Carrefour-Feuilles", "DELMAS_LOWER": "Lower Delmas",
    "DELMAS_UPPER": "Upper Delmas", "CITE_SOLEIL": "Cité Soleil", "TABARRE": "Tabarre",
    "PETION_VILLE": "Pétion-Ville", "CARREFOUR": "Carrefour", "KENSCOFF": "Kenscoff",
    "GRESSIER": "Gressier", "CROIX_DES_BOUQUETS": "Croix-des-Bouquets", "CANAAN": "Canaan",
    "GANTHIER": "Ganthier", "THOMAZEAU": "Thomazeau", "CABARET": "Cabaret",
    "ARCAHAIE": "Arcahaie", "LEOGANE": "Léogâne", "PETITE_RIVIERE": "Petite-Rivière",
    "VERRETTES_LIANCOURT": "Verrettes and Liancourt", "LESTERE": "L'Estère",
    "DESSALINES": "Dessalines", "SAINT_MARC": "Saint-Marc", "GONAIVES": "Gonaïves",
}  # fmt: skip

# Infrastructure that the model opens and closes: airport, container port, Varreux terminal.
NODES = {"TABARRE": "airport", "PAP_PORT_LASALINE": "port", "CITE_SOLEIL": "fuel_terminal"}

# What a commander would protect first: airport and base 3; seat of the state 2.5; main port or fuel
# terminal 2; the only road to the south 1.5; another gate of the capital, depot or police base 1;
# an embassy quarter, local port, bridge or border post 0.5; nothing of national weight 0.
PRIORITIES = {
    "TABARRE": 3.0, "PAP_CENTRE": 2.5, "PAP_PORT_LASALINE": 2.0, "CITE_SOLEIL": 2.0,
    "PAP_MARTISSANT": 1.5, "CANAAN": 1.0, "CARREFOUR": 1.0, "CROIX_DES_BOUQUETS": 1.0,
    "DELMAS_LOWER": 1.0, "DELMAS_UPPER": 1.0, "CABARET": 0.5, "GANTHIER": 0.5, "GONAIVES": 0.5,
    "GRESSIER": 0.5, "PAP_BELAIR_SOLINO": 0.5, "PAP_CARFEUILLES": 0.5, "PETION_VILLE": 0.5,
    "SAINT_MARC": 0.5,
}  # fmt: skip

# The first kind whose word stands in the route's description; a named road otherwise.
LINK_WORDS = {
    "sea": ("sea (boat)",),
    "road": ("RN1", "RN2", "RN3", "RN8"),
    "path": ("paths", "hills", "plain", "river crossing"),
    "street": ("street grid", "Delmas 18-24", "Nazon", "Lalue", "Canape-Vert"),
}

# Short names as UN reports use them, without the names of leaders.
GANG_NAMES = {
    "G01": "Delmas 6", "G02": "Belekou", "G03": "Boston", "G04": "Simon Pele",
    "G05": "Wharf Jeremie", "G06": "La Saline", "G07": "Krache Dife", "G08": "Baz Pilate",
    "G09": "Nan Ti Bwa", "G10": "5 Segond", "G11": "Grand Ravine", "G12": "Mariani",
    "G13": "Brooklyn", "G14": "Kraze Barye", "G15": "400 Mawozo", "G16": "Bel-Air",
    "G17": "Canaan", "G18": "Chen Mechan", "G19": "Titanyen", "G20": "Laboule 12",
    "G21": "Gran Grif", "G22": "Kokorat San Ras", "G23": "Other bases",
}  # fmt: skip

# No strength is published for any unit but UTAG: (kind, zone, officers), orders of magnitude that
# leave most of the force in the stations. Zones are those of the assets that the unit works for.
SPECIAL_UNITS = {
    "CIMO": ("riot", "PAP_CENTRE", 400),
    "UDMO Ouest": ("riot", "PAP_CENTRE", 300),
    "UDMO Artibonite": ("riot", "SAINT_MARC", 100),
    "SWAT": ("special", "DELMAS_UPPER", 100),
    "BOID": ("special", "PAP_CARFEUILLES", 250),
    "BIM": ("special", "PETION_VILLE", 200),
    "BRI": ("special", "DELMAS_UPPER", 100),
    "BLTS": ("special", "TABARRE", 150),
    "UTE": ("special", "PAP_CENTRE", 80),
}
ROLLS_IN_MODEL = 0.62  # the West holds most of the force; the rest serves eight other departments
TERRITORIAL_SPLIT = {"metropolitan": 0.80, "Ouest": 0.08, "Artibonite": 0.12}
LEAST_STATE_CONTROL = 0.05  # officers still on the rolls of a zone whose stations are lost
EQUIPMENT = {"anti_gang": 0.6, "special": 0.6, "riot": 0.5}  # served first; else the default

# (kind, judged personnel where none is published (low, mid, high), commitments a month). Formal
# notice to the UN counts most, more so with a number confirmed in May 2024; an offer that was only
# listed by the lead nation hardly moves. The lead nation has decided.
CONTINGENTS = {
    "Kenya": ("police", None, 0.20),
    "Bahamas": ("unknown", None, 0.12),
    "Belize": ("military", None, 0.12),
    "Jamaica": ("mixed", None, 0.12),
    "Benin": ("military", None, 0.06),
    "Bangladesh": ("unknown", (50, 200, 500), 0.06),
    "Barbados": ("unknown", (10, 50, 200), 0.06),
    "Chad": ("unknown", (50, 200, 1000), 0.06),
    "Burundi": ("unknown", None, 0.01),
    "Senegal": ("unknown", None, 0.01),
    "Seychelles": ("unknown", (5, 20, 190), 0.01),  # 190 is implausible for the country
    "Antigua and Barbuda": ("unknown", (5, 20, 100), 0.02),
    "Suriname": ("unknown", (5, 20, 100), 0.02),
}

# Offers without a number are drawn: most contributions to missions are a token, a few are large.
UNNUMBERED_LOG_SD = 1.0

# Date announced for the first persons, as known on 12 June 2024: the end of the three-week window.
ANNOUNCED = {"Kenya": "2024-06-15"}

# Known steps of the Kenyan cases: date in the timeline, kind of step.
COURT_STEPS = {
    "2023-10-06": "petition", "2023-10-09": "interim_order", "2023-10-24": "interim_order",
    "2024-01-26": "ruling_bars", "2024-03-01": "agreement", "2024-05-16": "petition",
    "2024-06-12": "hearing",
}  # fmt: skip

# Share of new pledges: each donor's share of all that was offered (88.8 million to the fund and the
# 90 million of US State money beyond the 10 released), rounded, with more room for newcomers.
PLEDGE_WEIGHTS = {"United States": 0.50, "Canada": 0.30, "France": 0.05, "Other donors": 0.15}

# (since, until, leanings on a renewal, a support office, a UN operation). Log-odds of a yes; a
# member abstains over the next five below a yes. On a renewal: 3 for those who voted yes in October
# 2023, 4 for the two that drafted the text, 3.5 for the region's state, 2.5 for those without a
# vote on record, and -1.5 for the two that abstained, who would again in three cases of four. What
# could fail is a veto of theirs: with these leanings a renewal passes in 0.93 of cases, a support
# office in half, a UN operation in 0.15. Members elected in June 2024 for 2025-26 follow those
# whose term ends; successors for 2026 are not known, so those seats keep their leaning.
PERMANENT = ("China", "France", "Russia", "United Kingdom", "United States")
COUNCIL = {
    "China": ("", "", -1.5, -4.1, -5.4), "France": ("", "", 3.0, 3.0, 2.5),
    "Russia": ("", "", -1.5, -4.1, -5.4), "United Kingdom": ("", "", 3.0, 3.0, 2.5),
    "United States": ("", "", 4.0, 4.0, 4.0),
    "Ecuador": ("", "2024-12-31", 4.0, 3.5, 3.5), "Japan": ("", "2024-12-31", 3.0, 2.5, 2.0),
    "Malta": ("", "2024-12-31", 3.0, 2.5, 2.0), "Mozambique": ("", "2024-12-31", 3.0, 2.5, 2.0),
    "Switzerland": ("", "2024-12-31", 3.0, 2.5, 2.0), "Algeria": ("", "", 2.5, 2.0, 1.5),
    "Guyana": ("", "", 3.5, 3.5, 3.0), "Republic of Korea": ("", "", 2.5, 2.5, 2.0),
    "Sierra Leone": ("", "", 2.5, 2.0, 2.0), "Slovenia": ("", "", 2.5, 2.5, 2.0),
    "Denmark": ("2025-01-01", "", 2.5, 2.5, 2.0), "Greece": ("2025-01-01", "", 2.5, 2.5, 2.0),
    "Pakistan": ("2025-01-01", "", 2.5, 2.0, 2.0), "Panama": ("2025-01-01", "", 3.5, 3.5, 3.0),
    "Somalia": ("2025-01-01", "", 2.5, 2.5, 2.0),
}  # fmt: skip


# Left out of citations: web addresses, persons, where a copy was found, what the row does not use.
NOT_CITED = [
    (r"( via)?\s*https?://[^\s;]+", ""),
    (r"listing narrative of [A-Z]\w+ [A-Z]\w+", "listing narrative on 5 Segond"),
    (r" \(arrondissement total[^)]*\)", ""),
    (r" \(leader list[^)]*\)", ""),
    (r" \(project source article\)", ""),
    (r"modeller estimate, unconfirmed \(background\), low", "estimate"),
    (r"frwiki mirror", "French Wikipedia"),
    (r"enwiki mirror", "English Wikipedia"),
    (r"de\.wikipedia", "German Wikipedia"),
    (r", read from the public geography package \S+ on GitHub", ""),
]


def read_facts(folder: Path) -> Facts:
    """Read every table of the facts folder, by its file name without ending."""
    facts = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            facts[path.stem] = list(csv.DictReader(file))
    return facts


def one(rows: Iterable[dict[str, str]], **cells: str) -> dict[str, str]:
    """Return the only row whose cells start with the given texts."""
    found = [row for row in rows if all(row[key].startswith(text) for key, text in cells.items())]
    if len(found) != 1:
        raise SystemExit(f"facts: expected one row with {cells}, found {len(found)}")
    return found[0]


def cite(text: str) -> str:
    """Shorten a citation of the facts by :data:`NOT_CITED`, clause by clause."""
    for pattern, replacement in NOT_CITED:
        text = re.sub(pattern, replacement, text)
    clauses = (" ".join(clause.split()).strip(" ,") for clause in text.split(";"))
    return "; ".join(clause for clause in clauses if clause and "ate source" not in clause)


def zones(facts: Facts) -> list[Record]:
    """Zones with population, area, gang control and the weight of their assets."""
    return [
        {
            "name": zone["zone_id"],
            "title": ZONE_TITLES[zone["zone_id"]],
            "commune": zone["commune"],
            "department": zone["department"],
            "metropolitan": zone["in_metro"] == "yes",
            "population": int(zone["population"]),
            "latitude": float(zone["lat"]),
            "longitude": float(zone["lon"]),
            "area_km2": float(zone["area_km2"]),
            "gang_control": float(zone["gang_control_share_early_mid_2024"]),
            "priority": PRIORITIES.get(zone["zone_id"], 0.0),
            "node": NODES.get(zone["zone_id"]),
            "assets": zone["strategic_assets"],
            "source": f"{cite(zone['source'])}; population: {cite(zone['pop_basis'])}; "
            f"gang control: {cite(zone['control_basis'])}",
            "confidence": zone["confidence"],
        }
        for zone in facts["zones"]
    ]


def link_kind(route: str) -> str:
    """Kind of a link, read from the words that describe its route."""
    for kind, words in LINK_WORDS.items():
        if any(word in route for word in words):
            return kind
    return "road"


CORRIDORS = {
    "PAP_CENTRE - PAP_MARTISSANT": "south",
    "PAP_MARTISSANT - CARREFOUR": "south",
    "CARREFOUR - GRESSIER": "south",
    "GRESSIER - LEOGANE": "south",
    "CANAAN - CABARET": "north",
    "CABARET - ARCAHAIE": "north",
    "ARCAHAIE - SAINT_MARC": "north",
    "TABARRE - CROIX_DES_BOUQUETS": "east",
    "CROIX_DES_BOUQUETS - GANTHIER": "east",
    "SAINT_MARC - LESTERE": "artibonite",
    "LESTERE - GONAIVES": "artibonite",
    "SAINT_MARC - DESSALINES": "artibonite",
}
"""Main roads by the way that they are part of: to the south, the north, the border, the valley."""


def links(facts: Facts) -> list[Record]:
    """Ways between zones; the national roads are RN1, RN2, RN3 and RN8."""
    return [
        {
            "name": f"{link['zone_a']} - {link['zone_b']}",
            "zone_a": link["zone_a"],
            "zone_b": link["zone_b"],
            "kind": link_kind(link["link"]),
            "national_road": bool(re.search(r"RN[1238]\b", link["link"])),
            "corridor": CORRIDORS.get(f"{link['zone_a']} - {link['zone_b']}"),
            "route": link["link"],
            "source": cite(link["source"]),
            "confidence": link["confidence"],
        }
        for link in facts["adjacency"]
    ]


def coalition_share(text: str) -> float:
    """How far a gang belongs to Viv Ansanm: 1 member, 0.5 uncertain, 0 independent."""
    if "uncertain" in text:
        return 0.5
    return 1.0 if text == "Viv Ansanm" else 0.0


def gangs(facts: Facts) -> list[Record]:
    """Gangs and the residual group; vigilantes are no gangs and are left out."""
    return [
        {
            "name": GANG_NAMES[gang["gang_id"]],
            "base": gang["base_zone_ids"].split(";")[0],
            "presence": gang["presence_zone_ids"].split(";"),
            "coalition": coalition_share(gang["coalition_mid_2024"]),
            "fighters": int(gang["strength_mid"]),
            "fighters_low": int(gang["strength_low"]),
            "fighters_high": int(gang["strength_high"]),
            "confidence_strength": gang["confidence_strength"],
            "notes": "; ".join(
                filter(None, [f"2023: {gang['coalition_2023']}", gang["behaviour_notes"]])
            ),
            "source": f"{cite(gang['source'])}; strength: allocation inside the published totals",
            "confidence": gang["confidence"],
        }
        for gang in facts["gangs"]
        if gang["kind"] != "vigilante"
    ]


def shares_of(total: int, weights: dict[str, float]) -> dict[str, int]:
    """Split a whole number by weights with the method of the largest remainder."""
    exact = {name: total * weight / sum(weights.values()) for name, weight in weights.items()}
    whole = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (whole[name] - exact[name], name))
    for name in by_remainder[: total - sum(whole.values())]:
        whole[name] += 1
    return whole


def station_weights(facts: Facts) -> dict[str, float]:
    """Weight of each zone's stations: population x state control, within its area's share."""
    areas: dict[str, dict[str, float]] = {area: {} for area in TERRITORIAL_SPLIT}
    for zone in facts["zones"]:
        area = "metropolitan" if zone["in_metro"] == "yes" else zone["department"]
        state_control = 1 - float(zone["gang_control_share_early_mid_2024"])
        areas[area][zone["zone_id"]] = int(zone["population"]) * max(
            state_control, LEAST_STATE_CONTROL
        )
    return {
        zone: TERRITORIAL_SPLIT[area] * weight / sum(weights.values())
        for area, weights in areas.items()
        for zone, weight in weights.items()
    }


OFFICERS_PER_STATION = 60
"""Officers on the rolls for each station or post: judgement, no list of stations was found."""


def police_unit(name: str, kind: str, zone: str | None, officers: int, source: str) -> Record:
    """One unit; a class is distributed by strength, so that each keeps its share of the force."""
    return {
        "name": name,
        "kind": kind,
        "zone": zone,
        "officers": officers,
        "equipment": EQUIPMENT.get(kind),
        "stations": max(round(officers / OFFICERS_PER_STATION), 1) if kind == "territorial" else 0,
        "intake_weight": officers / 100,
        "source": source,
        "confidence": "low",
    }


def police_units(facts: Facts) -> list[Record]:
    """Stations zone by zone, specialised units, and the rest of the country: the whole rolls."""
    rolls = one(facts["police"], date="2023-12-31", indicator="officers on the rolls")
    utag = one(facts["police"], date="2022-10-15", unit="UTAG")
    total = int(rolls["value_low"])
    inside = round(ROLLS_IN_MODEL * total)
    allocated = f"{cite(rolls['source'])} (total on the rolls); allocation: judgement"

    anti_gang = police_unit(
        "UTAG", "anti_gang", "DELMAS_UPPER", int(utag["value_low"]),
        f"{cite(utag['source'])}; zone: judgement",
    )  # fmt: skip
    anti_gang["confidence"] = "medium"
    anti_gang["intake_weight"] *= 2  # it was to grow from 150 to 300
    units = [anti_gang]
    for name, (kind, zone, officers) in SPECIAL_UNITS.items():
        units.append(police_unit(name, kind, zone, officers, allocated))
    territorial = inside - sum(unit["officers"] for unit in units)
    for zone, officers in shares_of(territorial, station_weights(facts)).items():
        units.append(police_unit(f"Stations {zone}", "territorial", zone, officers, allocated))
    units.append(police_unit("Rest of the country", "elsewhere", None, total - inside, allocated))
    return units


def contingents(facts: Facts) -> list[Record]:
    """Offers of personnel, country by country; the README says who is left out."""
    offers = facts["pledged_personnel"]
    standby = one(offers, country="Kenya", kind="first contingent on standby")
    rows = []
    for country, (kind, judged, commit_per_month) in CONTINGENTS.items():
        lead = country == "Kenya"
        offer = one(offers, country=country, kind="police" if lead else "")
        # A formal letter counts before what others say: the low figure is the one notified.
        low, mid, high = judged or (
            int(offer[f"personnel_{end}"]) for end in ("low", "low", "high")
        )
        source, confidence = cite(offer["source"]), offer["confidence"]
        if not source:
            source, confidence = "national announcement, May 2024, original not seen", "medium"
        if judged:
            source, confidence = f"{source}; no number published: number judged", "low"
        if lead:
            source += f"; standby: {cite(standby['source'])}"
        rows.append(
            {
                "name": country,
                "kind": kind,
                "pledged": mid,
                "pledged_low": low,
                "pledged_high": high,
                "pledged_log_sd": UNNUMBERED_LOG_SD if judged else 0.0,
                "lead": lead,
                "committed": lead,
                "trained": int(standby["personnel_low"]) if lead else 0,
                "commit_per_month": commit_per_month,
                "contestable": lead,
                "announced": ANNOUNCED.get(country),
                "source": source,
                "confidence": confidence,
            }
        )
    return rows


def donors(facts: Facts) -> list[Record]:
    """Trust fund donor by donor; the README holds the arithmetic."""
    funding = facts["funding"]

    receipts = {
        country: one(funding, donor=country, kind="trust fund received")
        for country in ("United States", "Canada", "France")
    }
    received = {country: int(row["amount_usd"]) for country, row in receipts.items()}
    june = one(funding, donor="All donors", kind="trust fund received", date="2024-06-10")
    february = one(funding, donor="All donors", kind="trust fund received", date="2024-02-29")
    beyond = one(funding, donor="All donors", kind="trust fund pledged beyond", date="2024-02-29")
    released = one(funding, donor="United States", kind="released by Congress")
    held = one(funding, donor="United States", kind="held in Congress")
    pledge = one(funding, donor="Canada", kind="trust fund pledge")

    pledged = {
        "United States": int(released["amount_usd"]) - received["United States"],
        "Canada": int(pledge["amount_usd"]) - received["Canada"],
        "France": 0,
    }
    ever_pledged = int(february["amount_usd"]) + int(beyond["amount_usd"])
    outstanding = ever_pledged - int(june["amount_usd"])
    received["Other donors"] = int(june["amount_usd"]) - sum(received.values())
    pledged["Other donors"] = outstanding - sum(pledged.values())

    sources = {country: cite(row["source"]) for country, row in receipts.items()}
    sources["United States"] += f"; released and held: {cite(held['source'])}"
    sources["Canada"] += f"; pledge: {cite(pledge['source'])}"
    sources["Other donors"] = (
        f"remainder not attributed by donor: received, {cite(june['source'])}; "
        f"pledged, {cite(february['source'])}"
    )
    return [
        {
            "name": donor,
            "pledged_usd": pledged[donor],
            "received_usd": received[donor],
            "held_usd": int(held["amount_usd"]) if donor == "United States" else 0,
            "pledge_weight": weight,
            # Only the US Congress holds money; for the others no hold can come back.
            "hold.reimpose_per_month": 0.03 if donor == "United States" else 0,
            "source": sources[donor],
            "confidence": "low" if donor == "Other donors" else "high",
        }
        for donor, weight in PLEDGE_WEIGHTS.items()
    ]


def court_steps(facts: Facts) -> list[Record]:
    """Known steps of the cases against the deployment of the lead nation."""
    cases = [row for row in facts["timeline"] if row["category"] in ("court", "agreement")]
    return [
        {
            "name": f"Kenya {date}",
            "contingent": "Kenya",
            "date": date,
            "step": step,
            "applies": True,
            "source": cite(one(cases, date=date)["source"]),
            "confidence": "high",
        }
        for date, step in COURT_STEPS.items()
    ]


def council_members(facts: Facts) -> list[Record]:
    """Members of the Security Council from 2024 on, with their leanings."""
    vote = cite(one(facts["timeline"], date="2023-10-02", actor="UN Security Council")["source"])
    return [
        {
            "name": member,
            "permanent": member in PERMANENT,
            "since": since or None,
            "until": until or None,
            "leaning": renewal,
            "leaning_office": office,
            "leaning_operation": operation,
            "source": f"S/RES/2699 (2023), {vote}; membership: background knowledge; "
            "leanings: judgement",
            "confidence": "low" if since else "medium",
        }
        for member, (since, until, renewal, office, operation) in COUNCIL.items()
    ]


TABLES: dict[str, tuple[type[Row], Callable[[Facts], list[Record]]]] = {
    "zones": (Zone, zones),
    "links": (Link, links),
    "gangs": (Gang, gangs),
    "police_units": (PoliceUnit, police_units),
    "contingents": (Contingent, contingents),
    "donors": (Donor, donors),
    "court_steps": (CourtStep, court_steps),
    "council_members": (CouncilMember, council_members),
}


def columns(row_class: type[Row]) -> list[str]:
    """Columns of a table: the fields of its row class, those of a nested group dotted."""
    names = []
    for name, field in row_class.model_fields.items():
        group = field.annotation
        if isinstance(group, type) and issubclass(group, Section):
            names += [f"{name}.{inner}" for inner in group.model_fields]
        else:
            names.append(name)
    last = ["confidence", "source"]
    return [name for name in names if name not in last] + last


def cell(value: Any) -> str:
    """Write a value as the tables have it: empty for a default, ``;`` between parts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)


def write_table(path: Path, row_class: type[Row], records: list[Record]) -> None:
    """Write the rows sorted by name."""
    header = columns(row_class)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        for record in sorted(records, key=lambda record: record["name"]):
            writer.writerow({key: cell(value) for key, value in record.items()})


def main(facts_dir: str, out_dir: str) -> None:
    """Write every table."""
    facts = read_facts(Path(facts_dir))
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    for name, (row_class, build) in TABLES.items():
        write_table(out / f"{name}.csv", row_class, build(facts))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
