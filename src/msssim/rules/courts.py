"""Courts: petition, interim order, hearing, adjournment, ruling, workaround, compliance.

A contributor's deployment is clear until a petition is filed. The petition may bring an interim
order at once. Hearings fall on dates and may be adjourned; a ruling clears the deployment or bars
it, and a bar can be met by a bilateral instrument, unless it stands for good. An executive that
disobeys an order goes on as if it were not there, so compliance multiplies the chances of order and
bar.

Source: the Kenyan chain of October 2023 to June 2024. docs/ODD.md, 5.4.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import chance
from msssim.world.kinds import Count, Flag, LegalStatus, Real


def petition(
    status: Count,
    weeks_to_hearing: Real,
    exposed: Flag,
    uniform_petition: Real,
    uniform_order: Real,
    petitions_per_week: Real,
    interim_order: Real,
    compliance: Real,
    hearing_weeks: Real,
    weeks: Real,
) -> tuple[Count, Real]:
    """Status and weeks to the hearing after new petitions.

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
    return new, np.where(filed, hearing_weeks, weeks_to_hearing)


def hearing(
    status: Count,
    weeks_to_hearing: Real,
    uniform_adjournment: Real,
    uniform_ruling: Real,
    uniform_workaround: Real,
    adjournment: Real,
    adjournment_weeks: Real,
    ruling_blocks: Real,
    compliance: Real,
    workaround: Real,
    weeks: Real,
) -> tuple[Count, Real]:
    """Status and weeks to the next hearing after the hearings that fall in the step."""
    before_court = (status == LegalStatus.PENDING) | (status == LegalStatus.INTERIM_ORDER)
    heard = before_court & (weeks_to_hearing < weeks)
    adjourned = heard & (uniform_adjournment < adjournment)
    ruled = heard & np.logical_not(adjourned)
    barred = ruled & (uniform_ruling < ruling_blocks * compliance)
    for_good = barred & (uniform_workaround >= workaround)
    new = np.where(ruled, LegalStatus.CLEAR, status)
    new = np.where(barred, LegalStatus.BARRED, new)
    new = np.where(for_good, LegalStatus.BARRED_FOR_GOOD, new)
    waiting = np.where(before_court, weeks_to_hearing - weeks, weeks_to_hearing)
    return new, np.where(adjourned, waiting + adjournment_weeks, waiting)


def meet_bar(status: Count, uniform: Real, workaround_weeks: Real, weeks: Real) -> Count:
    """Status after bars that a bilateral instrument has met, with the mean delay given."""
    met = (status == LegalStatus.BARRED) & (uniform < chance(1.0 / workaround_weeks, weeks))
    return np.where(met, LegalStatus.CLEAR, status)


def cleared(status: Count) -> Flag:
    """Whether the law lets the contingent go: no order, no bar."""
    return status < LegalStatus.INTERIM_ORDER
