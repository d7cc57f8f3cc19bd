"""The trust fund: pledge, conversion, lag, receipt, hold, spending, arrears, cover.

A pledge converts in part. The part that will be paid passes two stages of equal mean duration; each
dollar's time in them is Gamma with shape 2, and it moves in lumps, as transfers do. A legislative
hold catches what is pledged while it is on, until it is lifted; money on its way goes on.
Everything is in whole dollars, so that
pledged = unpaid + held + on its way + received, and received = spent + balance, are equalities.

The unit cost of a person is split: cash from the fund, and support in kind from bilateral capacity.
Persons beyond that capacity need their support in cash too.

Source: 21 of about 89 million USD received by 10 June 2024; Haiti pledges of 2004 to 2012.
docs/ODD.md, 5.7.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from msssim.rules.hazard import chance, factor, per_week
from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.kinds import Array, Count, Flag, Parameters, Real


def appeal(
    funding: Parameters,
    governance: Parameters,
    *,
    clarity: Real,
    oversight: Real,
    filled: Real,
    deaths: Real,
    cases: Real,
) -> Real:
    """Factor on the rate of new pledges, 1 at as-is openness with nobody in theatre.

    exp(c_S (S - S0) + c_H (H - H0) + c_N N/target - c_d deaths - c_a cases), deaths and cases of
    abuse as far as they are remembered.
    """
    return factor(
        funding.pledge_clarity * (clarity - governance.reference_clarity)
        + funding.pledge_oversight * (oversight - governance.reference_oversight)
        + funding.pledge_progress * filled
        - funding.pledge_losses * deaths
        - funding.pledge_abuse * cases
    )


def unmet_need(available_usd: Count, cost_usd_month: Real, months: Real) -> Real:
    """Part of what the planned strength costs in so many months that is not yet in sight.

    Donors do not pledge to a fund that is full: the rate of pledges is scaled by it.
    """
    needed = np.maximum(cost_usd_month * months, 1.0)
    return np.maximum(1.0 - available_usd / needed, 0.0)


def pledge_size(uniform: Real, funding: Parameters) -> Real:
    """Size of a pledge in USD: quantile of a lognormal whose mean keeps the rate of pledges."""
    mean_usd = funding.pledge_rate_usd_month / funding.pledges_per_month
    log_sd = funding.pledge_size_log_sd
    return mean_usd * np.exp(log_sd * special.ndtri(uniform) - 0.5 * log_sd * log_sd)


def split_pledge(amount_usd: Count, conversion: Real) -> tuple[Count, Count]:
    """Dollars of a pledge that will be paid, and those that never will."""
    paid = whole(np.floor(amount_usd * conversion))
    return paid, amount_usd - paid


def transfer(stage_usd: Count, funding: Parameters, *, uniform: Real, weeks: Real) -> Count:
    """Dollars that leave a stage in this step: all of it or nothing, mean delay half the lag."""
    lag_weeks = funding.lag_months * WEEKS_PER_MONTH
    return np.where(uniform < chance(2.0 / lag_weeks, weeks), stage_usd, 0)


def lift_rate(
    donor: Parameters, funding: Parameters, governance: Parameters, *, clarity: Real, urgent: Flag
) -> Real:
    """Hazard per week that a donor's hold is lifted.

    Clarity answers what the legislators ask; an offensive makes it urgent.
    """
    return per_week(donor.hold.lift_per_month) * factor(
        funding.hold_clarity * (clarity - governance.reference_clarity)
        + funding.hold_urgency * urgent
    )


def in_kind_capacity(months: Real, funding: Parameters) -> Count:
    """Persons whom support in kind can sustain ``months`` after the start."""
    at_start = funding.in_kind_at_start
    ramp = at_start + (1.0 - at_start) * months / funding.in_kind_ramp_months
    return whole(np.floor(funding.in_kind_persons * np.minimum(ramp, 1.0)))


def monthly_cost(persons: Count, funding: Parameters, *, in_kind: Count) -> Real:
    """Cash that ``persons`` in theatre cost the fund in a month, USD."""
    without_kind = np.maximum(persons - in_kind, 0)
    return (
        funding.unit_cost_cash_usd_month * persons + funding.unit_cost_kind_usd_month * without_kind
    )


def in_kind_value(persons: Count, funding: Parameters, *, in_kind: Count, weeks: Real) -> Count:
    """Value of the support in kind given in a step, whole USD."""
    months = weeks / WEEKS_PER_MONTH
    supported = np.minimum(persons, in_kind)
    return whole(np.rint(funding.unit_cost_kind_usd_month * supported * months))


def pay(balance_usd: Count, arrears_usd: Count, cost_usd: Count) -> tuple[Count, Count]:
    """Dollars paid in a step, and the arrears left: what is owed is paid while cash lasts."""
    owed = arrears_usd + cost_usd
    paid = np.minimum(balance_usd, owed)
    return paid, owed - paid


def arrears_days(arrears_usd: Count, cost_usd_month: Real) -> Real:
    """Arrears in days of the present cost; 0 when nobody costs anything."""
    days_per_month = 7.0 * WEEKS_PER_MONTH
    return np.where(
        cost_usd_month > 0, arrears_usd * days_per_month / np.maximum(cost_usd_month, 1.0), 0.0
    )


def cover_months(balance_usd: Count, cost_usd_month: Real) -> Real:
    """Months that the cash lasts at a monthly cost (at least one dollar)."""
    return balance_usd / np.maximum(cost_usd_month, 1.0)


def affordable_persons(free_usd: Count, funding: Parameters, *, in_kind: Count) -> Count:
    """Largest strength whose cost the free cash covers for some months.

    Up to the in-kind capacity a person costs cash, beyond it support too. Costs below a cent count
    as a cent, and no cover as a minute of it, so that the division has a meaning.
    """
    cent, minute = 0.01, 1.0 / (60 * 24 * 30)
    cash_usd, kind_usd = funding.unit_cost_cash_usd_month, funding.unit_cost_kind_usd_month
    budget = np.maximum(free_usd, 0) / np.maximum(funding.cover_months_to_deploy, minute)
    cheap = np.maximum(cash_usd, cent)
    dear = np.maximum(cash_usd + kind_usd, cent)
    beyond = in_kind + (budget - cheap * in_kind) / dear
    within = budget / cheap
    return whole(np.floor(np.minimum(np.where(within <= in_kind, within, beyond), MANY_PERSONS)))


MANY_PERSONS = 10**9
"""More persons than anybody asks for; keeps a whole number whole when money is no limit."""


def whole(amount: Real) -> Count:
    """A real number that is already whole, as an integer."""
    result: Array = np.asarray(amount).astype(np.int64)
    return result
