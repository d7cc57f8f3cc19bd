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

from msssim.rules.hazard import chance, per_week
from msssim.world.kinds import Count, Flag, LegalStatus, Parameters, Real


def petition(
    status: Count,
    weeks_to_court: Real,
    law: Parameters,
    *,
    exposed: Flag,
    uniform_petition: Real,
    uniform_order: Real,
    weeks: Real,
) -> tuple[Count, Real]:
    """Status and weeks to the next date in court after new petitions.

    ``exposed``: a deployment that can be contested is pending. Only a clear status can be
    petitioned.
    """
    likely = chance(per_week(law.petitions_per_month), weeks)
    filed = (status == LegalStatus.CLEAR) & exposed & (uniform_petition < likely)
    ordered = filed & (uniform_order < law.interim_order * law.compliance)
    new = np.where(filed, LegalStatus.PENDING, status)
    new = np.where(ordered, LegalStatus.INTERIM_ORDER, new)
    return new, np.where(filed, law.hearing_weeks, weeks_to_court)


def judgment_time(uniform: Real, law: Parameters) -> Real:
    """Weeks from the last hearing to the ruling: quantile of a lognormal."""
    return law.judgment_weeks * np.exp(law.judgment_log_sd * special.ndtri(uniform))


def hearing(
    status: Count,
    weeks_to_court: Real,
    law: Parameters,
    *,
    reserved: Flag,
    uniform_adjournment: Real,
    uniform_judgment: Real,
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
    adjourned = heard & (uniform_adjournment < law.adjournment)
    closed = heard & np.logical_not(adjourned)
    waiting = np.where(before_court, weeks_to_court - weeks, weeks_to_court)
    waiting = np.where(adjourned, waiting + law.adjournment_weeks, waiting)
    waiting = np.where(closed, waiting + judgment_time(uniform_judgment, law), waiting)
    return due, (reserved | closed) & np.logical_not(due), waiting


def ruling(
    status: Count, law: Parameters, *, due: Flag, uniform_ruling: Real, uniform_workaround: Real
) -> Count:
    """Status after the rulings that are due."""
    barred = due & (uniform_ruling < law.ruling_blocks * law.compliance)
    for_good = barred & (uniform_workaround >= law.workaround)
    new = np.where(due, LegalStatus.CLEAR, status)
    new = np.where(barred, LegalStatus.BARRED, new)
    return np.where(for_good, LegalStatus.BARRED_FOR_GOOD, new)


def meet_bar(status: Count, law: Parameters, *, uniform: Real, weeks: Real) -> Count:
    """Status after bars that a bilateral agreement has met, after a mean delay."""
    met = (status == LegalStatus.BARRED) & (uniform < chance(1.0 / law.workaround_weeks, weeks))
    return np.where(met, LegalStatus.CLEAR, status)


def cleared(status: Count) -> Flag:
    """Whether the law lets the contingent go: no order, no bar."""
    return status < LegalStatus.INTERIM_ORDER
