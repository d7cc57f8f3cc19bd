"""The order of a step, and nothing else.

All agents decide on what was public at the end of the last step, then all act; the order of agents
within a phase never matters. Each engine carries out the phases under these names.
"""

ORDER = (
    "shocks",
    "courts",
    "council",
    "openness",
    "funding",
    "logistics",
    "contingents",
    "command",
    "posture",
    "contacts",
    "territory",
    "gang_finance",
    "recruitment",
    "relocation",
    "police",
    "people",
    "interventions",
    "observe",
)
