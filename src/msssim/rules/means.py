"""Gang manpower: recruitment, saturation, desertion.

Recruitment is proportional to members, falls to nothing at saturation, and follows the rent that a
gang draws from the inhabitants it controls; desertion answers to offers of exit. Because
incapacitation is a flow and recruitment a rate, removing members is not the same as reducing gangs.

Source: Prieto-Curiel, Campedelli and Hope, Science 381 (2023): recruitment as a rate,
incapacitation as a flow; logistic saturation. docs/ODD.md, 5.12.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import chance
from msssim.world.kinds import Count, Flag, Real


def foothold_share(is_base: Flag, footholds: Count, base_share: Real) -> Real:
    """Part of a gang in one of its footholds: some at the base, the rest spread evenly."""
    elsewhere = (1.0 - base_share) / np.maximum(footholds - 1, 1)
    return np.where(footholds == 1, 1.0, np.where(is_base, base_share, elsewhere))


def rent(control: Real, residents: Count, confronting: Real, given_up: Real) -> Real:
    """Rent of a gang from a zone, in residents under its control; a low profile gives up part."""
    return control * residents * (1.0 - given_up * (1.0 - confronting))


def rent_index(present: Real, at_start: Real, sanctions: Real, sanctions_at_start: Real) -> Real:
    """A gang's rent against the start; sanctions remove part of it. 1 for a gang that had none."""
    kept = (1.0 - sanctions) / np.maximum(1.0 - sanctions_at_start, 0.01)
    return np.where(at_start > 0, present / np.maximum(at_start, 1.0) * kept, kept)


def programme_effect(slots: Real, half_slots: Real) -> Real:
    """Effect of reintegration places, in [0, 1): slots / (slots + half)."""
    return slots / (slots + half_slots)


def expected_recruits(
    gang_members: Count,
    share: Real,
    all_members: Count,
    recruitment_per_week: Real,
    saturation: Real,
    rent: Real,
    programme: Real,
    programme_recruitment: Real,
    weeks: Real,
) -> Real:
    """Expected recruits of a gang in one of its footholds.

    rho * G * (1 - all members / K) * rent * (1 - programme), of which the foothold gets its
    ``share``: a gang sends its recruits to all its footholds, so one that was cleared comes back
    while the gang lives.
    """
    room = np.maximum(1.0 - all_members / saturation, 0.0)
    will = rent * (1.0 - programme_recruitment * programme)
    return recruitment_per_week * weeks * gang_members * share * room * will


def desertion_chance(
    desertion_per_week: Real,
    programme: Real,
    programme_exit: Real,
    offer: Real,
    offer_exit: Real,
    weeks: Real,
) -> Real:
    """Chance that a member leaves by himself in a step."""
    return chance(
        desertion_per_week * (1.0 + programme_exit * programme + offer_exit * offer), weeks
    )
