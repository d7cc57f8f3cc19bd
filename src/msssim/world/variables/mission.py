"""Variables of the mission: its mandate, money, base, vehicles, contingents and command."""

from __future__ import annotations

from math import inf, nan

from msssim.world.declare import Flag, Observed, Outcome, Owner, Real, Whole, flow, share, variable


class Council(Owner):
    """The Security Council, and the mandate that it gives."""

    in_force: Flag = variable(
        "0/1", "the mandate is in force", Observed(name="mandate_in_force", series=True),
        start="mission.enabled",
    )
    lapsed: Flag = variable(
        "0/1", "the mandate lapsed",
        Observed(
            outcomes=(
                Outcome("last", "lapse", "the mandate lapsed"),
                Outcome("weeks", "lapse_weeks", "weeks without a mandate"),
            ),
        ),
        start=0,
    )
    converted: Flag = variable(
        "0/1", "converted to a UN operation", Observed(outcomes=(Outcome("last"),)), start=0,
    )
    mandate_end_day: Whole = variable("day", "day on which the mandate ends", low=-inf)
    conversion_day: Real = variable(
        "day", "day of the vote to convert; infinite without", start=inf,
    )
    office_day: Real = variable(
        "day", "day of the vote on a support office; infinite without", start=inf,
    )
    next_review_day: Whole = variable("day", "day of the next review", low=-inf)
    reviewed_progress: Real = share(
        "share of the planned force in theatre at the last review", start=0.0,
    )
    filing_uniform: Real = share(
        "uniform of the first day that settles how late documents are filed",
    )
    conops_filed: Flag = variable(
        "0/1", "the concept of operations has reached the Council", start=0,
    )
    yes_votes: Real = variable(
        "votes", "votes in favour at the Council's last vote",
        Observed(outcomes=(Outcome("last", may_be_null=True),)), start=nan,
    )
    orderly: Flag = variable("0/1", "the exit after a lapse is orderly", start=1)
    renewals: Whole = flow("count", "renewals won", by="council")
    lapsing: Flag = variable("0/1", "the mandate lapses in this step", by="council")
    office_serves: Flag = variable(
        "0/1", "a UN support office serves the mission",
        Observed(name="support_office", outcomes=(Outcome("last"),)), by="council",
    )
    mood: Real = variable("logit", "what the context adds to every vote", by="council", low=-inf)
    assessed: Flag = variable("0/1", "assessed contributions pay for the mission", by="council")


class Command(Owner):
    """Command of the mission: what it makes known, how it coordinates, what it can move."""

    clarity: Real = share(
        "strategic clarity of the mission", Observed(kind="index", series=True),
        start="governance.reference_clarity",
    )
    coordination: Real = share(
        "quality of coordination", Observed(kind="index", series=True),
        start="governance.reference_coordination",
    )
    exposure: Real = share(
        "operational exposure of the mission", Observed(kind="index", series=True),
    )
    leaks_with_mission: Whole = variable(
        "events", "operations given away in the last step in which the mission took part", start=0,
    )
    mission_contacts: Real = variable(
        "events", "contacts of the last step with the mission", start=0,
    )
    replacement_lead: Flag = variable("0/1", "another state has taken the lead", start=0)
    leaderless: Flag = variable(
        "0/1", "there is no lead nation",
        Observed(outcomes=(Outcome("weeks", "weeks_leaderless", "weeks without a lead nation"),)),
        by="contingents",
    )
    led: Flag = variable("0/1", "others than the lead nation may land", by="contingents")
    restraint: Real = share("restraint in the use of force", by="contacts")
    mobile: Real = variable(
        "persons", "mission personnel who can move under armour",
        Observed(series=True, outcomes=(Outcome("mean", "mobile_mean"),)), by="command",
    )
    force_target: Whole = variable("persons", "planned strength", Observed(), by="observe")
    slippage_now: Real = variable(
        "ratio", "time since authorisation against the time first announced", Observed(),
        by="observe", low=-inf,
    )


class Oversight(Owner):
    """Human-rights oversight of the mission, and abuse by its personnel."""

    oversight: Real = share(
        "human-rights oversight", Observed(kind="index", series=True),
        start="governance.reference_oversight",
    )
    abuse_cases: Whole = flow(
        "events", "cases of serious abuse by mission personnel", by="openness", better="low",
    )
    abuse_detected: Whole = flow("events", "cases of serious abuse come to light", by="openness")
    cases_remembered: Real = variable(
        "events", "detected cases, as states remember them", start=0.0,
    )
    abuse_felt: Real = variable("events", "detected cases, as people remember them", start=0.0)


class TrustFund(Owner):
    """The trust fund: what it received, spent, owes and holds."""

    assessed_usd: Whole = variable("USD", "assessed contributions received", start=0)
    spent_usd: Whole = variable("USD", "spent since the start", start=0)
    balance_usd: Whole = variable(
        "USD", "cash in the trust fund",
        Observed(
            name="fund_balance_usd", series=True,
            outcomes=(Outcome("last", "fund_balance_usd", "cash in the trust fund at the end"),),
        ),
    )
    arrears_usd: Whole = variable("USD", "allowances owed", start=0)
    arrears_days: Real = variable("days", "days of allowances owed", start=0.0)
    allowances_late: Flag = variable(
        "0/1", "allowances are in arrears",
        Observed(
            outcomes=(
                Outcome("weeks", "weeks_allowances_late", "weeks with allowances in arrears"),
            ),
        ),
        by="observe",
    )
    cover_months: Real = variable(
        "months", "cash cover at the present strength", Observed(series=True), start=0.0,
    )
    in_kind: Whole = variable("persons", "persons whom support in kind sustains")
    receipts_usd: Whole = variable(
        "USD", "received by the trust fund",
        Observed(
            name="fund_received_usd", kind="flow", series=True,
            outcomes=(
                Outcome(
                    "sum", meaning="received by the trust fund, what it had at the start included",
                    kind="stock",
                ),
            ),
        ),
        by="funding",
    )
    paid_usd: Whole = variable(
        "USD", "spent by the trust fund",
        Observed(name="fund_spent_usd", kind="flow", outcomes=(Outcome("sum", kind="stock"),)),
        by="funding", low=-inf,
    )
    in_kind_usd: Real = flow("USD", "value of support in kind", by="funding")


class Donor(Owner, axis="donor"):
    """A donor to the trust fund: pledges by stage on their way to the fund."""

    pledged_usd: Whole = variable(
        "USD", "pledged to the trust fund, received or not",
        Observed("total", name="fund_pledged_usd", outcomes=(Outcome("last"),)),
    )
    unpaid_usd: Whole = variable("USD", "pledged and never to be paid")
    held_usd: Whole = variable(
        "USD", "pledged and under a legislative hold",
        Observed(
            "total", name="fund_held_usd",
            outcomes=(Outcome("last", meaning="pledged and under a legislative hold at the end"),),
        ),
        start="funding.donors.held_usd",
    )
    first_stage_usd: Whole = variable("USD", "on its way, first stage")
    second_stage_usd: Whole = variable("USD", "on its way, second stage", start=0)
    received_usd: Whole = variable(
        "USD", "received by the trust fund", start="funding.donors.received_usd",
    )
    hold: Flag = variable("0/1", "a legislative hold is on")


class Base(Owner):
    """The mission's base: its stages, its inspection, the months that it is open."""

    stages_done: Whole = variable("stages", "stages finished", start="logistics.base_stages_done")
    weeks_to_inspection: Real = variable(
        "weeks", "weeks to the next inspection", start="logistics.inspection_notice_weeks",
        low=-inf,
    )
    inspections_failed: Whole = variable(
        "count", "inspections that the base failed", Observed(outcomes=(Outcome("last"),)),
        start=0,
    )
    inspection_uniform: Real = share(
        "uniform of the first day that settles how many inspections the base fails",
    )
    base_ready: Flag = variable("0/1", "the base has passed its inspection", start=0)
    months_open: Real = variable("months", "months since then", start=0.0)


class Fleet(Owner):
    """The mission's armoured vehicles."""

    vehicles: Whole = variable(
        "vehicles", "armoured vehicles of the mission on site",
        Observed(series=True, outcomes=(Outcome("last", "vehicles_end"),)),
        start="logistics.vehicles_at_start",
    )
    vehicles_down: Whole = variable("vehicles", "of these, under repair", start=0)
    vehicles_delivered: Whole = variable("vehicles", "delivered since the start", start=0)
    vehicles_lost: Whole = variable("vehicles", "lost since the start", start=0)


class Airlift(Owner):
    """The way into the theatre, and what binds the next tranche."""

    flights: Whole = variable("flights", "sorties flown in the step", by="contingents")
    ever_arrived: Flag = variable("0/1", "somebody has landed", start=0)
    binding: Whole = variable(
        "code", "what binds the next tranche",
        Observed(name="binding_constraint", kind="code", series=True), start=0,
    )


class Contingent(Owner, axis="contingent"):
    """Personnel that one country offers, by phase."""

    offered: Whole = variable("persons", "persons whom the country offers")
    threshold: Real = share("standing of the mission below which the country holds back")
    committed: Flag = variable("0/1", "the country has decided to send them")
    recalled: Flag = variable(
        "0/1", "recalled by the country",
        Observed(
            "total", name="contingents_recalled",
            outcomes=(
                Outcome("last", meaning="contingents recalled by their state", unit="count"),
            ),
        ),
        start=0,
    )
    going_home: Flag = variable("0/1", "on its way home", start=0)
    contributes: Flag = variable(
        "0/1", "committed to the mission and not going home",
        Observed(
            "total", name="contributors",
            outcomes=(
                Outcome("last", meaning="states committed to the mission at the end", unit="count"),
            ),
        ),
        by="observe",
    )
    uncommitted: Whole = variable("persons", "offered, not decided")
    vetting: Whole = variable("persons", "in vetting")
    training: Whole = variable("persons", "in training", start=0)
    ready: Whole = variable("persons", "ready to fly")
    in_theatre: Whole = variable(
        "persons", "in theatre",
        Observed("total", name="deployed", meaning="mission personnel in theatre", series=True),
        start=0,
    )
    on_leave: Whole = variable("persons", "on home leave", start=0)
    lost: Whole = variable("persons", "killed in theatre", start=0)
    gone_home: Whole = variable("persons", "gone home for good", start=0)
    leaving_from: Whole = variable("persons", "in theatre when told to leave", start=0)
    weeks_leaving: Real = variable("weeks", "weeks since then", start=0.0)
    weeks_to_leave: Real = variable(
        "weeks", "weeks to the next wave of home leave", start=0.0, low=-inf,
    )
    deaths_remembered: Real = variable("persons", "killed, as their state remembers it", start=0.0)
    announced_day: Real = variable("day", "date announced for their arrival", low=-inf)
    first_announced_day: Real = variable("day", "date first announced", low=-inf)
    arrived_day: Real = variable("day", "day of the first arrival; infinite before", start=inf)
    postponements: Whole = variable(
        "count", "announced dates that passed with nobody landed",
        Observed("total", outcomes=(Outcome("last"),)), start=0,
    )
    binding_of: Whole = variable("code", "what binds its next persons", start=0)
    resigned: Whole = flow("persons", "mission personnel who resigned unpaid", by="contingents")
    mission_killed: Whole = flow(
        "persons", "mission personnel killed", by="contacts", better="low", series=True,
    )


class CourtCase(Owner, axis="contingent"):
    """Where a deployment stands in the courts of its country."""

    legal_status: Whole = variable("code", "legal status of the deployment")
    reserved: Flag = variable("0/1", "the ruling is reserved", start=0)
    weeks_to_court: Real = variable("weeks", "weeks to the next date in court", low=-inf)
    petition_filed: Flag = variable(
        "0/1", "a petition is filed in this step",
        Observed(
            "total", name="petitions", kind="flow",
            outcomes=(
                Outcome("sum", meaning="new petitions filed against deployments", unit="count"),
            ),
        ),
        by="courts",
    )
