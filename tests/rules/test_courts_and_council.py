"""Courts and Council: what may and what may not follow from what."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import council, courts
from msssim.world.kinds import LegalStatus, Vote

unit = st.floats(0, 1, exclude_max=True)


def test_only_a_clear_exposed_deployment_can_be_petitioned():
    status = np.array(list(LegalStatus))
    new, waiting = courts.petition(
        status,
        np.zeros(5),
        np.ones(5, dtype=bool),
        np.zeros(5),
        np.zeros(5),
        10.0,
        1.0,
        1.0,
        4.0,
        1.0,
    )
    assert new.tolist() == [LegalStatus.INTERIM_ORDER, *status[1:]]
    assert waiting.tolist() == [4.0, 0, 0, 0, 0]
    untouched, _ = courts.petition(
        status,
        np.zeros(5),
        np.zeros(5, dtype=bool),
        np.zeros(5),
        np.zeros(5),
        10.0,
        1.0,
        1.0,
        4.0,
        1.0,
    )
    assert untouched.tolist() == status.tolist()


def _hearing(status, weeks_to, adjourn=0.9, ruling=0.9, workaround=0.0, **change):
    terms = {
        "adjournment": 0.5,
        "adjournment_weeks": 3.0,
        "ruling_blocks": 0.5,
        "compliance": 1.0,
        "workaround": 0.8,
        "weeks": 1.0,
        **change,
    }
    new, waiting = courts.hearing(status, weeks_to, adjourn, ruling, workaround, **terms)
    return int(new), float(waiting)


def test_a_hearing_falls_in_the_step_that_holds_its_date():
    assert _hearing(LegalStatus.PENDING, 0.99)[0] == LegalStatus.CLEAR
    assert _hearing(LegalStatus.PENDING, 1.0) == (LegalStatus.PENDING, 0.0)


def test_an_adjournment_moves_the_date_and_keeps_the_order():
    assert _hearing(LegalStatus.INTERIM_ORDER, 0.0, adjourn=0.1) == (LegalStatus.INTERIM_ORDER, 2.0)


def test_a_bar_stands_for_good_only_without_a_workaround():
    assert _hearing(LegalStatus.PENDING, 0.0, ruling=0.1, workaround=0.1)[0] == LegalStatus.BARRED
    assert _hearing(LegalStatus.PENDING, 0.0, ruling=0.1, workaround=0.9)[0] == (
        LegalStatus.BARRED_FOR_GOOD
    )


def test_an_executive_that_disobeys_is_never_barred():
    assert _hearing(LegalStatus.PENDING, 0.0, ruling=0.0, compliance=0.0)[0] == LegalStatus.CLEAR


def test_order_and_bar_stop_a_contingent():
    assert [bool(courts.cleared(status)) for status in LegalStatus] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(p=st.floats(0, 1), clarity=unit, filled=unit)
def test_a_renewal_chance_is_a_chance_and_rises_with_clarity_and_progress(p, clarity, filled):
    def renewal(s, n):
        return float(council.renewal_chance(p, s, 0.2, 1.0, n, 1.0))

    assert 0 <= renewal(clarity, filled) <= 1
    assert renewal(clarity, filled) <= renewal(1.0, 1.0) + 1e-12
    assert renewal(0.2, 0.0) == pytest.approx(p)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_a_settled_vote_stays_settled_whatever_clarity(p):
    assert council.renewal_chance(p, 1.0, 0.2, 9.0, 1.0, 9.0) == p


def test_votes_and_their_terms_by_hand():
    renewal = np.array([0.1, 0.9, 0.9])
    rollover = np.array([0.9, 0.1, 0.9])
    decision = council.vote(renewal, rollover, 0.5, 0.5)
    assert decision.tolist() == [Vote.RENEWAL, Vote.ROLLOVER, Vote.LAPSE]
    assert council.mandate_end(112, decision, 365, 60).tolist() == [477, 172, 112]


def test_full_deployment_waits_for_the_filed_documents():
    assert council.strength_ceiling(False, 400, 2_500) == 400
    assert council.strength_ceiling(True, 400, 2_500) == 2_500
    assert council.strength_ceiling(False, 400, 100) == 100
