"""Every variable of the model, declared once, by the entity that owns it."""

from __future__ import annotations

from typing import cast

from msssim.world.declare import Owner, Variable
from msssim.world.variables.gangs import Coalition, Foothold, Gang, GangFinance, Outlook, Way
from msssim.world.variables.ground import (
    Airport,
    Authorities,
    Engagement,
    Infrastructure,
    Inhabitants,
    Interventions,
    Opinion,
    PoliceUnit,
    Road,
    Zone,
)
from msssim.world.variables.mission import (
    Airlift,
    Base,
    Command,
    Contingent,
    Council,
    CourtCase,
    Donor,
    Fleet,
    Oversight,
    TrustFund,
)

__all__ = [
    "OWNERS",
    "VARIABLES",
    "Airlift",
    "Airport",
    "Authorities",
    "Base",
    "Coalition",
    "Command",
    "Contingent",
    "Council",
    "CourtCase",
    "Donor",
    "Engagement",
    "Everything",
    "Fleet",
    "Foothold",
    "Gang",
    "GangFinance",
    "Infrastructure",
    "Inhabitants",
    "Interventions",
    "Opinion",
    "Outlook",
    "Oversight",
    "PoliceUnit",
    "Road",
    "TrustFund",
    "Way",
    "Zone",
]


class Everything(
    Council, Command, Oversight, TrustFund, Donor, Base, Fleet, Airlift, Contingent, CourtCase,
    Authorities, Airport, Infrastructure, Road, PoliceUnit, Zone, Engagement, Inhabitants, Opinion,
    Interventions, Coalition, Gang, GangFinance, Foothold, Outlook, Way,
):  # fmt: skip
    """All variables in one place, as the batch engine keeps them; each name is unique."""


OWNERS = cast(tuple[type[Owner], ...], Everything.__bases__)
"""Classes of entities, in the order in which they are listed."""

VARIABLES: dict[str, Variable] = {
    name: each for owner in OWNERS for name, each in owner.declared.items()
}
"""Every variable by its name."""

if len(VARIABLES) != sum(len(owner.declared) for owner in OWNERS):
    raise TypeError("two variables have one name")
