"""The theatre's tables: every row is valid and sourced, and the totals are the published ones."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import networkx as nx
import pytest

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

THEATRE = Path(__file__).parents[2] / "scenarios" / "theatre"
ROW_CLASSES: dict[str, type[Row]] = {
    "zones": Zone,
    "links": Link,
    "gangs": Gang,
    "police_units": PoliceUnit,
    "contingents": Contingent,
    "donors": Donor,
    "court_steps": CourtStep,
    "council_members": CouncilMember,
}
TUPLES = {"presence"}
CUTOFF = dt.date(2024, 6, 12)


def read_cells(table: str) -> list[dict[str, str]]:
    with (THEATRE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def to_row(row_class: type[Row], cells: dict[str, str]) -> Row:
    """Empty cells are left to the default, dotted columns are nested."""
    fields: dict = {}
    for column, text in cells.items():
        if text == "":
            continue
        *group, name = column.split(".")
        place = fields.setdefault(group[0], {}) if group else fields
        place[name] = tuple(text.split(";")) if column in TUPLES else text
    return row_class(**fields)


def rows(table: str) -> list:
    return [to_row(ROW_CLASSES[table], cells) for cells in read_cells(table)]


def fields_of(row_class: type[Section]) -> set[str]:
    names = set()
    for name, field in row_class.model_fields.items():
        group = field.annotation
        nested = isinstance(group, type) and issubclass(group, Section)
        names |= {f"{name}.{inner}" for inner in fields_of(group)} if nested else {name}
    return names


every_table = pytest.mark.parametrize("table", ROW_CLASSES)


@every_table
def test_columns_are_the_fields_of_the_row_class(table):
    with (THEATRE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert len(header) == len(set(header))
    assert set(header) == fields_of(ROW_CLASSES[table])


@every_table
def test_names_are_unique_and_sorted(table):
    names = [row.name for row in rows(table)]
    assert names == sorted(set(names))


@every_table
def test_every_row_is_sourced_without_web_addresses(table):
    for row in rows(table):
        assert row.source.strip()
        assert "http" not in row.source
        assert "late source" not in row.source.lower()


@every_table
def test_a_blank_cell_stands_only_for_a_default(table):
    required = {
        name for name, field in ROW_CLASSES[table].model_fields.items() if field.is_required()
    }
    for cells in read_cells(table):
        assert all(cells[name] for name in required)


@every_table
def test_the_page_beside_the_tables_says_how_many_rows_they_have(table):
    page = (THEATRE / "README.md").read_text(encoding="utf-8")
    told = re.findall(rf"^\| `{table}\.csv` \| [^|]* \| (\d+)", page, flags=re.MULTILINE)
    assert [int(number) for number in told] == [len(rows(table))]


def test_the_theatre_has_26_zones_of_which_15_are_metropolitan():
    zones = rows("zones")
    assert len(zones) == 26
    assert sum(zone.metropolitan for zone in zones) == 15


def test_links_join_two_existing_zones_and_are_named_after_them():
    zones = {zone.name for zone in rows("zones")}
    for link in rows("links"):
        assert {link.zone_a, link.zone_b} <= zones
        assert link.zone_a != link.zone_b
        assert link.name == f"{link.zone_a} - {link.zone_b}"


def test_no_pair_of_zones_is_linked_twice():
    pairs = [frozenset((link.zone_a, link.zone_b)) for link in rows("links")]
    assert len(pairs) == len(set(pairs))


def test_every_zone_can_be_reached_by_land():
    graph = nx.Graph()
    graph.add_nodes_from(zone.name for zone in rows("zones"))
    graph.add_edges_from((link.zone_a, link.zone_b) for link in rows("links") if link.kind != "sea")
    assert nx.is_connected(graph)


def test_national_roads_are_roads():
    national = [link for link in rows("links") if link.national_road]
    assert national
    assert {link.kind for link in national} == {"road"}


def test_each_infrastructure_node_stands_in_its_zone():
    nodes = {zone.node: zone.name for zone in rows("zones") if zone.node}
    assert nodes == {
        "airport": "TABARRE",
        "port": "PAP_PORT_LASALINE",
        "fuel_terminal": "CITE_SOLEIL",
    }


def test_the_airport_and_base_have_the_highest_priority():
    first = max(rows("zones"), key=lambda zone: zone.priority)
    assert (first.name, first.priority) == ("TABARRE", 3.0)


def test_gangs_control_70_to_80_percent_of_the_capital_by_population():
    metropolitan = [zone for zone in rows("zones") if zone.metropolitan]
    inhabitants = sum(zone.population for zone in metropolitan)
    controlled = sum(zone.population * zone.gang_control for zone in metropolitan)
    assert 0.70 <= controlled / inhabitants <= 0.80


def test_gangs_stand_in_existing_zones_and_at_their_base():
    zones = {zone.name for zone in rows("zones")}
    for gang in rows("gangs"):
        assert set(gang.presence) <= zones
        assert len(gang.presence) == len(set(gang.presence))
        assert gang.base in gang.presence


def test_gang_strengths_keep_the_totals_of_the_facts():
    gangs = rows("gangs")
    assert len(gangs) == 23
    assert sum(gang.fighters_low for gang in gangs) == 2_750
    assert sum(gang.fighters for gang in gangs) == 5_040
    assert sum(gang.fighters_high for gang in gangs) == 8_520
    assert all(gang.fighters_low <= gang.fighters <= gang.fighters_high for gang in gangs)


def test_artibonite_gangs_stand_outside_the_coalition():
    coalition = {gang.name: gang.coalition for gang in rows("gangs")}
    assert {name for name, share in coalition.items() if share == 0} == {
        "Gran Grif",
        "Kokorat San Ras",
    }
    assert set(coalition.values()) == {0.0, 0.5, 1.0}


def test_police_units_sum_to_the_rolls_of_december_2023():
    assert sum(unit.officers for unit in rows("police_units")) == 13_196


def test_each_zone_has_one_territorial_unit():
    stations = [unit.zone for unit in rows("police_units") if unit.kind == "territorial"]
    assert sorted(stations) == [zone.name for zone in rows("zones")]


def test_only_officers_outside_the_modelled_area_have_no_zone():
    zones = {zone.name for zone in rows("zones")}
    for unit in rows("police_units"):
        assert (unit.zone is None) == (unit.kind == "elsewhere")
        assert unit.zone is None or unit.zone in zones


def test_60_to_65_percent_of_the_police_serve_in_the_modelled_area():
    inside = sum(unit.officers for unit in rows("police_units") if unit.kind != "elsewhere")
    assert 0.60 <= inside / 13_196 <= 0.65


def test_the_anti_gang_unit_has_its_published_strength():
    strength = {unit.name: unit.officers for unit in rows("police_units")}
    assert strength["UTAG"] == 150


def test_kenya_alone_leads_is_contested_and_has_announced_a_date():
    (lead,) = (contingent for contingent in rows("contingents") if contingent.lead)
    assert (lead.name, lead.pledged, lead.trained) == ("Kenya", 1_000, 200)
    assert lead.committed
    assert lead.contestable
    assert lead.announced == dt.date(2024, 6, 15)
    others = [contingent for contingent in rows("contingents") if not contingent.lead]
    assert not any(c.committed or c.contestable or c.announced or c.trained for c in others)


def test_numbered_formal_pledges_sum_to_2900_to_3400():
    numbered = {"Kenya", "Benin", "Jamaica", "Bahamas", "Belize"}
    pledges = [contingent for contingent in rows("contingents") if contingent.name in numbered]
    assert sum(contingent.pledged_low for contingent in pledges) == 2_900
    assert sum(contingent.pledged_high for contingent in pledges) == 3_400


def test_pledges_lie_in_their_range():
    for contingent in rows("contingents"):
        assert contingent.pledged_low <= contingent.pledged <= contingent.pledged_high
        assert contingent.trained <= contingent.pledged


def test_offers_never_notified_commit_more_slowly_than_notified_ones():
    hazard = {contingent.name: contingent.commit_per_month for contingent in rows("contingents")}
    informal = {"Burundi", "Senegal", "Seychelles", "Suriname", "Antigua and Barbuda"}
    notified = min(rate for name, rate in hazard.items() if name not in informal)
    assert max(hazard[name] for name in informal) < notified


def test_the_trust_fund_has_received_21_million():
    assert sum(donor.received_usd for donor in rows("donors")) == 21_000_000


def test_pledges_and_receipts_sum_to_the_offers_of_february_2024():
    donors = rows("donors")
    assert sum(donor.received_usd + donor.pledged_usd for donor in donors) == 88_800_000


def test_only_united_states_money_is_held():
    held = {donor.name: donor.held_usd for donor in rows("donors") if donor.held_usd}
    assert held == {"United States": 40_000_000}
    free = [donor for donor in rows("donors") if not donor.held_usd]
    assert all(donor.hold.reimpose_per_month == 0 for donor in free)


def test_pledge_weights_sum_to_one():
    assert sum(donor.pledge_weight for donor in rows("donors")) == pytest.approx(1.0)


def test_the_kenyan_case_ends_with_the_hearing_of_the_cut_off():
    steps = sorted(rows("court_steps"), key=lambda step: step.date)
    assert all(step.contingent == "Kenya" and step.applies for step in steps)
    assert [step.step for step in steps if step.step != "interim_order"] == [
        "petition", "ruling_bars", "agreement", "petition", "hearing",
    ]  # fmt: skip
    assert steps[-1].date == CUTOFF
    assert (steps[0].date, steps[-3].date) == (dt.date(2023, 10, 6), dt.date(2024, 3, 1))


def test_offers_without_a_number_are_drawn_within_bounds():
    drawn = [contingent for contingent in rows("contingents") if contingent.pledged_log_sd > 0]
    assert {"Bangladesh", "Barbados", "Chad", "Suriname"} <= {row.name for row in drawn}
    assert all(0 < row.pledged_low < row.pledged < row.pledged_high for row in drawn)


@pytest.mark.parametrize("date", [CUTOFF, dt.date(2024, 12, 31), dt.date(2025, 1, 1)])
def test_the_council_has_five_permanent_and_ten_elected_members(date):
    members = [
        member
        for member in rows("council_members")
        if (member.since is None or member.since <= date)
        and (member.until is None or date <= member.until)
    ]
    assert len(members) == 15
    assert sum(member.permanent for member in members) == 5
    assert all(not member.permanent or member.until is None for member in members)


def test_the_two_abstainers_lean_least():
    by_leaning = sorted(rows("council_members"), key=lambda member: member.leaning)
    assert {member.name for member in by_leaning[:2]} == {"China", "Russia"}
    assert by_leaning[1].leaning < by_leaning[2].leaning
