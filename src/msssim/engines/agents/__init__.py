"""The agents: the model as a Mesa model, one world at a time, one class an entity."""

from msssim.engines.agents.contingents import Contingent
from msssim.engines.agents.council import CouncilMember
from msssim.engines.agents.foothold import Foothold
from msssim.engines.agents.funding import Donor
from msssim.engines.agents.gang import Gang
from msssim.engines.agents.model import MissionModel
from msssim.engines.agents.police import PoliceUnit
from msssim.engines.agents.zone import Zone

__all__ = [
    "Contingent",
    "CouncilMember",
    "Donor",
    "Foothold",
    "Gang",
    "MissionModel",
    "PoliceUnit",
    "Zone",
]
