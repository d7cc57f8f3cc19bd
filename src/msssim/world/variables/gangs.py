"""Variables of the gangs: their coalition, what each believes, owns and chooses, and its footholds."""

from __future__ import annotations

from math import inf

from msssim.world.declare import Flag, Observed, Outcome, Owner, Real, Whole, flow, share, variable
from msssim.world.kinds import Posture


class Coalition(Owner):
    """The gangs together: cohesion, offensives, and what all of them have seen."""

    offensive: Flag = variable("0/1", "an offensive is on", start=0)
    participation: Real = share(
        "share of gang members whose gangs take part in an offensive",
        Observed(
            kind="share", better="low", series=True,
            outcomes=(
                Outcome(
                    "peak", "participation_peak",
                    "largest share of gang members who took part in an offensive",
                ),
            ),
        ),
        start=0.0,
    )
    offensive_started: Flag = variable(
        "0/1", "an offensive starts in this step",
        Observed(
            name="offensives", kind="flow", better="low",
            outcomes=(
                Outcome("sum", meaning="offensives of the coalition that started", unit="events"),
            ),
        ),
        by="posture",
    )
    cohesion: Real = share(
        "cohesion of the coalition",
        Observed(kind="index", series=True, outcomes=(Outcome("mean", "cohesion_mean"),)),
        start="gangs.cohesion_at_start",
    )
    rivalry_at_start: Real = share("rivalry among gangs before the first step")
    members_lost_per_week: Real = share(
        "share of all members killed or arrested, per week, in the last step", start=0.0, high=inf,
    )
    renewals_for: Real = variable("votes", "renewals that gangs have seen")
    renewals_against: Real = variable("votes", "lapses that gangs have seen")
    weeks_since_event: Real = variable(
        "weeks", "weeks since the first arrival or the last vote on the mandate", start=inf,
    )
    event: Flag = variable("0/1", "an arrival or a vote is near", Observed(), by="shocks")
    bloc_share: Real = share(
        "share of all gang members whose gangs are in the coalition", by="posture",
    )


def _share_of_gangs(posture: Posture) -> Observed:
    """Observe the share of gangs that act in a posture."""
    return Observed(
        "share", equals=posture, name=f"{posture.name.lower()}_share",
        meaning=f"share of gangs that {posture.plural}", unit="share", kind="share", series=True,
        outcomes=(Outcome("mean", meaning=f"share of gang-weeks in {posture.label}"),),
    )  # fmt: skip


class Gang(Owner, axis="gang"):
    """An armed group: its belief about the mission, its posture, its members."""

    successes: Real = variable("contacts", "contacts remembered that the mission won")
    failures: Real = variable("contacts", "contacts remembered that it lost")
    posture: Whole = variable("code", "posture that it has chosen")
    joined: Flag = variable("0/1", "it takes part in the offensive", start=0)
    join_threshold: Real = share("share of the coalition that must act before it joins")
    members_at_start: Whole = variable("persons", "members before the first step")
    children: Whole = variable(
        "persons", "children among gang members",
        Observed(
            "total", name="children_in_gangs", better="low", series=True,
            outcomes=(
                Outcome("last", "children_in_gangs_end", "children among members at the end"),
            ),
        ),
    )
    belief: Real = share(
        "capability that gangs ascribe to the mission, weighted by members",
        Observed("mean", weight="members_counted", kind="index", series=True), by="posture",
    )
    members_counted: Whole = variable(
        "persons", "members when recruitment was last considered", by="posture",
    )
    acting_posture: Whole = variable(
        "code", "posture that it acts in: who takes part in an offensive confronts",
        *(_share_of_gangs(posture) for posture in Posture), by="posture",
    )
    seriousness: Real = share("how far it thinks the mission worth waiting out", by="posture")
    lethality: Real = variable("ratio", "lethality by its arms, against the start", by="contacts")
    child_recruits: Whole = flow(
        "persons", "children recruited by gangs", by="recruitment", better="low",
        name="children_recruited",
    )


class GangFinance(Owner, axis="gang"):
    """What a gang takes in, pays and owns."""

    arms: Real = variable("weapons", "weapons", Observed("total", name="arms"))
    local_rent_at_start: Real = variable(
        "USD/week", "within reach on the spot before the first step",
    )
    sponsored_at_start: Real = variable("USD/week", "given by sponsors before the first step")
    local_rent: Real = variable("USD/week", "drawn on the spot", by="gang_finance")
    ransoms: Real = variable("USD/week", "drawn in ransoms", by="gang_finance")
    revenue: Real = variable("USD/week", "drawn from all sources", by="gang_finance")
    pay: Real = variable(
        "USD/week", "pay of a gang member",
        Observed(
            "mean", weight="members_counted", name="gang_pay", series=True,
            outcomes=(Outcome("mean", "gang_pay_mean"),),
        ),
        by="gang_finance",
    )
    substitution: Real = variable("ratio", "kidnapping as other rents fall", by="gang_finance")
    revenue_usd: Real = flow(
        "USD", "revenue of all gangs", by="gang_finance", better="low", name="gang_revenue_usd",
        series=True,
    )
    ransoms_usd: Real = flow(
        "USD", "ransoms among it", by="gang_finance", better="low", name="kidnapping_revenue_usd",
    )


class Foothold(Owner, axis="foothold"):
    """Members of one gang in one zone, or its reach into a zone next door."""

    fighters: Whole = variable(
        "persons", "members of all gangs",
        Observed(
            "total", name="gang_members", better="low", series=True,
            outcomes=(Outcome("last", "gang_members_end", "gang members at the end"),),
        ),
    )
    gang_control: Real = share("share of the zone under this gang's control")
    advantage_at_start: Real = variable(
        "USD/week", "by which the gang paid more than honest work before the first step", low=-inf,
    )
    share_of_zone: Real = share("its part of the zone's gang members", by="posture")
    share_of_gang: Real = share("its part of the gang's members", by="posture")
    gang_killed: Whole = flow(
        "persons", "gang members killed in contacts", by="contacts", name="killed_in_contacts",
        outcome=False,
    )
    gang_arrested: Whole = flow("persons", "gang members arrested", by="contacts")
    gang_killed_by_rivals: Whole = flow(
        "persons", "gang members killed by rival gangs", by="contacts", series=True,
    )
    gang_killed_by_vigilantes: Whole = flow(
        "persons", "gang members killed by self-defence groups", by="people",
        name="gang_lynched", series=True,
    )
    sought: Real = share("its part of the zone's members on whom repression falls", by="contacts")
    advantage: Real = variable(
        "USD/week", "by which the gang pays more than honest work", by="recruitment", low=-inf,
    )
    volunteers: Whole = variable("persons", "volunteers recruited", by="recruitment")
    forced: Whole = flow(
        "persons", "persons recruited by force", by="recruitment", better="low",
        name="recruited_by_force",
    )
    gang_recruited: Whole = flow("persons", "gang members recruited", by="recruitment", better="low")
    gang_left: Whole = flow(
        "persons", "gang members who left by themselves", by="recruitment", better="high",
    )
    moved: Whole = flow(
        "persons", "moves of gang members to a neighbouring zone", by="relocation", name="gang_moved",
    )


class Outlook(Owner, axis="foothold"):
    """What members of a foothold see in neighbouring zones."""

    staying: Real = variable("rents", "payoff of staying, in weekly rents", by="posture", low=-inf)
    best_move: Real = variable(
        "rents", "largest payoff of a move; minus infinity without one", by="posture", low=-inf,
    )


class Way(Owner, axis="way"):
    """A way by which members of a foothold can move to another of the same gang."""

    moving: Real = variable("rents", "payoff of moving, in weekly rents", by="posture", low=-inf)
