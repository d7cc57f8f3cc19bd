"""Courts: petition, interim order, hearing, adjournment, ruling, agreement, compliance.

A contributor's deployment is clear until a petition is filed. The petition may bring an interim
order at once. Hearings fall on dates and may be adjourned; after the last one the ruling is
reserved for some weeks. It clears the deployment or bars it, and a bar can be met by a bilateral
agreement, unless it stands for good. An executive that disobeys an order goes on as if it were not
there, so compliance multiplies the chances of order and bar. Known or assumed steps of a case
happen on their date, whatever chance would have it.

Source: the Kenyan chain of October 2023 to June 2024. docs/ODD.md, 5.4.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from msssim.rules.hazard import chance
from msssim.world.kinds import Count, Flag, LegalStatus, Real

STATUS_AFTER = {
    "petition": LegalStatus.PENDING,
    "hearing": LegalStatus.PENDING,
    "interim_order": LegalStatus.INTERIM_ORDER,
    "ruling_clears": LegalStatus.CLEAR,
    "ruling_bars": LegalStatus.BARRED,
    "bar_for_good": LegalStatus.BARRED_FOR_GOOD,
    "agreement": LegalStatus.CLEAR,
}
"""Where a deployment stands after each kind of a known step."""


def petition(
    status: Count,
    weeks_to_court: Real,
    exposed: Flag,
    uniform_petition: Real,
    uniform_order: Real,
    petitions_per_week: Real,
    interim_order: Real,
    compliance: Real,
    hearing_weeks: Real,
    weeks: Real,
) -> tuple[Count, Real]:
    """Status and weeks to the next date in court after new petitions.

    ``exposed``: a deployment that can be contested is pending. Only a clear status can be
    petitioned.
    """
    filed = (
        (status == LegalStatus.CLEAR)
        & exposed
        & (uniform_petition < chance(petitions_per_week, weeks))
    )
    ordered = filed & (uniform_order < interim_order * compliance)
    new = np.where(filed, LegalStatus.PENDING, status)
    new = np.where(ordered, LegalStatus.INTERIM_ORDER, new)
    return new, np.where(filed, hearing_weeks, weeks_to_court)


def judgment_time(uniform: Real, median_weeks: Real, log_sd: Real) -> Real:
    """Weeks from the last hearing to the ruling: quantile of a lognormal."""
    return median_weeks * np.exp(log_sd * special.ndtri(uniform))


def hearing(
    status: Count,
    reserved: Flag,
    weeks_to_court: Real,
    uniform_adjournment: Real,
    adjournment: Real,
    adjournment_weeks: Real,
    judgment_weeks: Real,
    weeks: Real,
) -> tuple[Flag, Flag, Real]:
    """What happens to cases before a court whose next date falls in the step.

    Returns
    -------
    due
        The ruling, reserved earlier, is given in this step.
    reserved
        The ruling is reserved: no further hearing.
    weeks_to_court
        Weeks from the end of the step to the next hearing or to the ruling.
    """
    before_court = (status == LegalStatus.PENDING) | (status == LegalStatus.INTERIM_ORDER)
    today = before_court & (weeks_to_court < weeks)
    due = today & reserved
    heard = today & np.logical_not(reserved)
    adjourned = heard & (uniform_adjournment < adjournment)
    closed = heard & np.logical_not(adjourned)
    waiting = np.where(before_court, weeks_to_court - weeks, weeks_to_court)
    waiting = np.where(adjourned, waiting + adjournment_weeks, waiting)
    waiting = np.where(closed, waiting + judgment_weeks, waiting)
    return due, (reserved | closed) & np.logical_not(due), waiting


def ruling(
    status: Count,
    due: Flag,
    uniform_ruling: Real,
    uniform_workaround: Real,
    ruling_blocks: Real,
    compliance: Real,
    workaround: Real,
) -> Count:
    """Status after the rulings that are due."""
    barred = due & (uniform_ruling < ruling_blocks * compliance)
    for_good = barred & (uniform_workaround >= workaround)
    new = np.where(due, LegalStatus.CLEAR, status)
    new = np.where(barred, LegalStatus.BARRED, new)
    return np.where(for_good, LegalStatus.BARRED_FOR_GOOD, new)


def meet_bar(status: Count, uniform: Real, workaround_weeks: Real, weeks: Real) -> Count:
    """Status after bars that a bilateral agreement has met, with the mean delay given."""
    met = (status == LegalStatus.BARRED) & (uniform < chance(1.0 / workaround_weeks, weeks))
    return np.where(met, LegalStatus.CLEAR, status)


def cleared(status: Count) -> Flag:
    """Whether the law lets the contingent go: no order, no bar."""
    return status < LegalStatus.INTERIM_ORDER
