"""Rows of the theatre's tables: what is where, and who takes part.

A row is read from a CSV file of the theatre folder and may be changed by a scenario, which names
the row by its ``name``. Every row carries the source of its numbers and how far they can be
trusted; ``*_low`` and ``*_high`` keep the published range where the facts give one.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field

from msssim.scenario.parameter import Section, Written, invalid, parameter

Confidence = Literal["high", "medium", "low"]


class Row(Section):
    """One named thing of the theatre."""

    name: Annotated[
        str, Written("a name of at most 60 characters, without . ; = [ ] or blanks at its ends")
    ] = Field(pattern=r"^[^.;=\[\]\s]([^.;=\[\]]*[^.;=\[\]\s])?$", max_length=60)
    source: str = Field(min_length=1, description="document behind the row's numbers")
    confidence: Confidence = Field(description="how far the row can be trusted")


AnyRow = TypeVar("AnyRow", bound=Row)


def _by_name(rows: tuple[AnyRow, ...]) -> tuple[AnyRow, ...]:
    """Sort a table by name, so that an entity's place does not depend on who typed the table."""
    names = [row.name for row in rows]
    for name in sorted({name for name in names if names.count(name) > 1}):
        raise invalid("problems.rows_of_one_name", name=name)
    return tuple(sorted(rows, key=lambda row: row.name))


MOST_ROWS = 500
"""Of a table: ten times the largest of the theatre's."""

Rows = Annotated[tuple[AnyRow, ...], Field(max_length=MOST_ROWS), AfterValidator(_by_name)]
"""A table: rows with distinct names, sorted by name."""


class Zone(Row):
    """A part of the capital, a commune around it, or a corridor: a node of the zone graph."""

    title: str = Field(description="name as written on a map")
    commune: str
    department: str
    metropolitan: bool = Field(description="belongs to the capital, over which outcomes of ground are taken")
    population: int = parameter(
        0, unit="persons", low=0, high=5_000_000, meaning="inhabitants before displacement",
        source="IHSI 2015 estimates", evidence="published",
    )
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    area_km2: float = Field(gt=0)
    gang_control: float = parameter(
        0.5, unit="share", low=0, high=1,
        meaning="share of the zone controlled by gangs at the start",
        source="zones.csv", evidence="judgement",
    )
    priority: float = parameter(
        0.0, unit="-", low=0, high=10, meaning="weight of the zone when forces protect assets",
        source="zones.csv, from the strategic assets", evidence="judgement",
    )
    node: Literal["airport", "port", "fuel_terminal"] | None = Field(
        None, description="infrastructure node in the zone"
    )
    assets: str = ""


class Link(Row):
    """A way between two zones along which forces, gangs and people move; ``name`` is "A - B"."""

    zone_a: str
    zone_b: str
    kind: Literal["road", "street", "path", "sea"]
    national_road: bool = Field(
        False, description="counts in the share of main roads that are open"
    )
    corridor: Literal["north", "south", "east", "artibonite"] | None = Field(
        None, description="way out of the capital that the road belongs to"
    )
    route: str = ""


class Gang(Row):
    """An armed group as UN reports name it; individuals are never listed."""

    base: str = Field(description="zone of its base")
    presence: tuple[str, ...] = Field(min_length=1, description="zones where it has members")
    coalition: float = parameter(
        0.0, unit="share", low=0, high=1, meaning="how far it belongs to the Viv Ansanm coalition",
        source="gangs.csv", evidence="judgement",
    )
    fighters: int = parameter(
        0, start_only=True, unit="persons", low=0, high=5_000, meaning="armed members at the start",
        source="gangs.csv", evidence="judgement",
    )
    fighters_low: int = Field(0, ge=0)
    fighters_high: int = Field(0, ge=0)
    confidence_strength: Confidence = "low"
    notes: str = ""


class PoliceUnit(Row):
    """A unit of the national police; ``zone`` is None for officers outside the modelled area."""

    kind: Literal["territorial", "anti_gang", "riot", "special", "elsewhere"]
    zone: str | None = None
    officers: int = parameter(
        0, start_only=True, unit="persons", low=0, high=20_000, meaning="officers on the rolls at the start",
        source="police.csv", evidence="derived",
    )
    equipment: float = parameter(
        0.4, unit="share", low=0, high=1, meaning="equipment at hand against what the unit needs",
        source="judgement: shortage reported by the UN in 2023",
    )
    stations: int = parameter(
        0, start_only=True, unit="stations", low=0, high=200,
        meaning="stations and posts that it holds at the start",
        source="judgement: one for about 60 officers on the rolls of a commune, at least one",
    )
    intake_weight: float = parameter(
        1.0, unit="-", low=0, high=100, meaning="weight of the unit when a class is distributed",
        source="judgement",
    )


class Contingent(Row):
    """A country's offer to the mission and how far it has come."""

    kind: Literal["police", "military", "mixed", "unknown"]
    pledged: int = parameter(
        0, start_only=True, unit="persons", low=0, high=5_000, meaning="personnel offered",
        source="pledged_personnel.csv", evidence="published",
    )
    pledged_low: int = Field(0, ge=0)
    pledged_high: int = Field(0, ge=0)
    pledged_log_sd: float = parameter(
        0.0, start_only=True, unit="-", low=0, high=3, plausible=(0.0, 1.5),
        meaning="for an offer without a number: standard deviation of the logarithm of its size",
        source="token contributions are the commonest form (Coleman and Li)",
    )
    lead: bool = parameter(
        False, start_only=True, unit="-", meaning="the lead nation: its persons land first",
        source="pledged_personnel.csv", evidence="published",
    )
    committed: bool = parameter(
        False, start_only=True, unit="-", meaning="decided to send at the start",
        source="timeline of October 2023 to June 2024", evidence="derived",
    )
    trained: int = parameter(
        0, start_only=True, unit="persons", low=0, high=5_000, meaning="vetted and trained at the start",
        source="pledged_personnel.csv", evidence="published",
    )
    commit_per_month: float = parameter(
        0.05, unit="1/month", low=0, high=5, plausible=(0.01, 0.2),
        meaning="hazard that an uncommitted offer becomes a commitment, at as-is openness",
        source="judgement",
    )
    contestable: bool = Field(False, description="its deployment can be challenged in its courts")
    announced: dt.date | None = parameter(
        None, start_only=True, unit="date",
        meaning="date announced for its first persons in theatre, as known at the start",
        source="timeline of October 2023 to June 2024", evidence="published",
    )


class CourtStep(Row):
    """A dated step of a case against a deployment, known or assumed.

    Steps before the start say where a case stands; later ones happen on their date.
    """

    contingent: str = Field(description="whose deployment is challenged")
    date: dt.date
    step: Literal[
        "petition", "hearing", "interim_order", "ruling_clears", "ruling_bars", "bar_for_good",
        "agreement",
    ]
    applies: bool = Field(True, description="false takes a known step out of a scenario")


class Hold(Section):
    """A legislative hold on money that a donor has promised."""

    lift_per_month: float = parameter(
        0.13, unit="1/month", low=0, high=100, plausible=(0.04, 0.43),
        meaning="hazard that the hold is lifted, at as-is clarity",
        source="0.03 a week (0.01-0.10): 40 of 50 million still held six months after the request",
    )
    reimpose_per_month: float = parameter(
        0.0, unit="1/month", low=0, high=100, plausible=(0.0, 0.06),
        meaning="hazard that a hold is put on, or comes back", source="judgement",
    )
    lift_on: dt.date | None = Field(
        None, description="date on which the hold is lifted for certain, not to return"
    )


class Donor(Row):
    """A contributor to the trust fund."""

    pledged_usd: int = parameter(
        0, start_only=True, unit="USD", low=0, high=10**11, meaning="pledged to the trust fund and not yet received",
        source="funding.csv", evidence="derived",
    )
    received_usd: int = parameter(
        0, start_only=True, unit="USD", low=0, high=10**11, meaning="received by the trust fund at the start",
        source="funding.csv", evidence="published",
    )
    held_usd: int = parameter(
        0, start_only=True, unit="USD", low=0, high=10**11, meaning="under a legislative hold at the start",
        source="funding.csv", evidence="published",
    )
    pledge_weight: float = parameter(
        0.0, unit="share", low=0, high=1, meaning="share of the rate of new pledges",
        source="judgement",
    )
    hold: Hold = Hold()


class CouncilMember(Row):
    """A member of the Security Council, its term, and how it leans on what may be tabled."""

    permanent: bool = Field(description="its no is a veto")
    since: dt.date | None = Field(None, description="start of an elected member's term")
    until: dt.date | None = Field(
        None, description="last day of its term, where its successor is known"
    )
    leaning: float = parameter(
        2.0, unit="log-odds", low=-20, high=20, meaning="disposition to vote yes on a renewal",
        source="vote of 2 October 2023: 13 in favour, 2 abstentions", evidence="derived",
    )
    leaning_office: float = parameter(
        2.0, unit="log-odds", low=-20, high=20,
        meaning="disposition to vote yes on a UN support office", source="judgement",
    )
    leaning_operation: float = parameter(
        1.0, unit="log-odds", low=-20, high=20,
        meaning="disposition to vote yes on a UN operation", source="judgement",
    )
