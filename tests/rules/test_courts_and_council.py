"""Courts and Council: what may and what may not follow from what."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import council, courts
from msssim.scenario.parameters.council import Council
from msssim.scenario.parameters.tables import CouncilMember, CourtStep
from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.kinds import Ballot, LegalStatus, Vote
from msssim.world.mission import CONVERSION, COURT_STEPS, OFFICE, RENEWAL
from sections import section

unit = st.floats(0, 1, exclude_max=True)


def _petitions(
    status, petition=0.0, order=0.0, *, exposed=True, rate=10.0, interim_order=1.0, compliance=1.0
):
    law = section(
        "law", petitions_per_month=rate * WEEKS_PER_MONTH, interim_order=interim_order,
        compliance=compliance, hearing_weeks=4.0,
    )  # fmt: skip
    return courts.petition(
        status, np.ones(np.shape(status)), law, exposed=exposed,
        uniform_petition=petition, uniform_order=order, weeks=1.0,
    )  # fmt: skip


def test_only_a_clear_exposed_deployment_can_be_petitioned():
    status = np.array(list(LegalStatus))
    new, waiting = _petitions(status)
    assert new.tolist() == [LegalStatus.INTERIM_ORDER, *status[1:]]
    assert waiting.tolist() == [4.0, 1, 1, 1, 1]
    untouched, _ = _petitions(status, exposed=False)
    assert untouched.tolist() == status.tolist()


def _hearing(status, weeks_to, adjourn=0.9, reserved=False, weeks=1.0):
    law = section(
        "law", adjournment=0.5, adjournment_weeks=3.0, judgment_weeks=8.0, judgment_log_sd=0.5
    )
    due, reserved, waiting = courts.hearing(
        status, weeks_to, law, reserved=reserved, uniform_adjournment=adjourn,
        uniform_judgment=0.5, weeks=weeks,
    )  # fmt: skip
    return bool(due), bool(reserved), float(waiting)


def _ruling(ruling=0.9, workaround=0.0, compliance=1.0, due=True):
    law = section("law", ruling_blocks=0.5, compliance=compliance, workaround=0.8)
    return courts.ruling(
        LegalStatus.PENDING, law, due=due, uniform_ruling=ruling, uniform_workaround=workaround
    )


def _meets(status, uniform, weeks):
    law = section("law", workaround_weeks=weeks)
    return courts.meet_bar(status, law, uniform=uniform, weeks=1.0)


def test_a_hearing_falls_in_the_step_that_holds_its_date():
    assert _hearing(LegalStatus.PENDING, 0.99)[1]
    assert _hearing(LegalStatus.PENDING, 1.0) == (False, False, 0.0)
    assert _hearing(LegalStatus.CLEAR, 0.0) == (False, False, 0.0)


def test_after_the_last_hearing_the_ruling_is_reserved_and_then_given():
    assert _hearing(LegalStatus.PENDING, 0.5) == (False, True, 7.5)
    assert _hearing(LegalStatus.PENDING, 7.5, reserved=True) == (False, True, 6.5)
    given = _hearing(LegalStatus.PENDING, 0.5, reserved=True, adjourn=0.1)
    assert given == (True, False, -0.5), "a ruling that is due is not heard again"


def test_an_adjournment_moves_the_date():
    assert _hearing(LegalStatus.INTERIM_ORDER, 0.0, adjourn=0.1) == (False, False, 2.0)


def test_judgment_takes_its_median_time_and_a_long_tail():
    uniforms = (np.arange(10_001) + 0.5) / 10_001
    law = section("law", judgment_weeks=8.0, judgment_log_sd=0.5)
    weeks = courts.judgment_time(uniforms, law)
    assert np.median(weeks) == pytest.approx(8.0)
    assert weeks.mean() == pytest.approx(8.0 * np.exp(0.125), rel=1e-3)
    assert np.all(np.diff(weeks) > 0), "the later the uniform, the later the ruling"


def test_a_bar_stands_for_good_only_without_a_workaround():
    assert _ruling() == LegalStatus.CLEAR
    assert _ruling(ruling=0.1, workaround=0.1) == LegalStatus.BARRED
    assert _ruling(ruling=0.1, workaround=0.9) == LegalStatus.BARRED_FOR_GOOD
    assert _ruling(ruling=0.0, due=False) == LegalStatus.PENDING


def test_an_executive_that_disobeys_is_never_barred():
    assert _ruling(ruling=0.0, compliance=0.0) == LegalStatus.CLEAR


def test_order_and_bar_stop_a_contingent():
    assert [bool(courts.cleared(status)) for status in LegalStatus] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(v=st.floats(-15, 15), width=st.floats(0, 20))
def test_ballots_follow_the_ordered_logit(v, width):
    uniforms = (np.arange(4_000) + 0.5) / 4_000
    ballots = council.ballot(uniforms, v, width)
    assert (ballots == Ballot.YES).mean() == pytest.approx(1 / (1 + np.exp(-v)), abs=3e-4)
    assert (ballots == Ballot.NO).mean() == pytest.approx(1 / (1 + np.exp(v + width)), abs=3e-4)


@given(uniform=unit, v=st.floats(-15, 15), more=st.floats(0, 10))
def test_more_readiness_never_turns_a_vote_against(uniform, v, more):
    assert council.ballot(uniform, v + more, 5.0) >= council.ballot(uniform, v, 5.0)


@pytest.mark.parametrize(
    ("in_favour", "vetoes", "passes"),
    [(13, 0, True), (9, 0, True), (8, 0, False), (14, 1, False), (9, 2, False), (0, 0, False)],
)
def test_nine_votes_and_no_veto(in_favour, vetoes, passes):
    assert bool(council.adopted(in_favour, vetoes, 9)) == passes


def test_the_state_of_the_mission_moves_every_member():
    def mood(clarity=0.0, progress=0.0, filed=True, cases=0.0):
        terms = section(
            "council", vote_clarity=1.0, vote_progress=1.0, vote_unfiled=0.5, vote_abuse=0.05
        )
        return float(
            council.context(
                terms, section("governance", reference_clarity=0.2),
                clarity=0.2 + clarity, progress=progress, filed=filed, cases=cases,
            )
        )  # fmt: skip

    assert mood() == 0
    assert mood(filed=False) == -0.5
    assert mood(clarity=0.3, progress=0.4, cases=4.0) == pytest.approx(0.5)


def test_a_member_sits_from_its_first_day_to_its_last():
    assert [bool(council.sits(10, 20, day)) for day in (9, 10, 20, 21)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_decisions_and_their_terms_by_hand():
    terms = section("council", renewal_term_days=365, rollover_days=60)
    renewed = np.array([True, False, False])
    rollover = np.array([0.9, 0.1, 0.9])
    decision = council.decision(renewed, rollover, 0.5)
    assert decision.tolist() == [Vote.RENEWAL, Vote.ROLLOVER, Vote.LAPSE]
    assert council.mandate_end(112, terms, decision=decision).tolist() == [477, 172, 112]


def test_documents_come_late_by_the_mean_delay():
    uniforms = (np.arange(100_000) + 0.5) / 100_000
    assert council.filing_delay(uniforms, 4.0).mean() == pytest.approx(4.0, rel=1e-3)
    assert np.all(council.filing_delay(uniforms, 0.0) == 0)


def test_an_exit_is_orderly_with_cash_for_it_and_no_offensive():
    mission = section("mission", drawdown_weeks=1.8 * WEEKS_PER_MONTH)

    def orderly(offensive, cover_months):
        return council.orderly_exit(mission, offensive=offensive, cover_months=cover_months)

    assert orderly(False, 2.0)
    assert not orderly(True, 2.0)
    assert not orderly(False, 1.7)
    assert orderly(False, mission.drawdown_weeks / WEEKS_PER_MONTH), "cash for just the exit"


def test_full_deployment_waits_for_the_filed_documents():
    assert council.strength_ceiling(False, 400, 2_500) == 400
    assert council.strength_ceiling(True, 400, 2_500) == 2_500
    assert council.strength_ceiling(False, 400, 100) == 100


def _petition(*args, **terms):
    new, waiting = _petitions(LegalStatus.CLEAR, *args, **terms)
    return int(new), float(waiting)


def test_a_petition_brings_a_hearing_and_an_order_if_obeyed():
    assert _petition(order=0.5, interim_order=0.6, compliance=0.9) == (LegalStatus.INTERIM_ORDER, 4)
    assert _petition(order=0.5, interim_order=0.6, compliance=0.5) == (LegalStatus.PENDING, 4)


def test_a_bar_is_met_after_an_exponential_delay_and_nothing_else_is():
    chance = 1 - np.exp(-1 / 5)
    uniforms = np.array([chance - 1e-9, chance + 1e-9])
    met = _meets(LegalStatus.BARRED, uniforms, 5.0)
    assert met.tolist() == [LegalStatus.CLEAR, LegalStatus.BARRED]
    others = np.array([status for status in LegalStatus if status != LegalStatus.BARRED])
    assert _meets(others, 0.0, 5.0).tolist() == others.tolist()


def test_what_has_no_chance_does_not_happen_at_the_lowest_uniform():
    assert _petition(rate=0.0) == (LegalStatus.CLEAR, 1.0)
    assert _petition(interim_order=0.0) == (LegalStatus.PENDING, 4.0)
    assert _hearing(LegalStatus.PENDING, 0.0, adjourn=0.5) == (False, True, 7.0)
    assert _ruling(ruling=0.1, workaround=0.8) == LegalStatus.BARRED_FOR_GOOD
    assert _meets(LegalStatus.BARRED, 0.0, np.inf) == LegalStatus.BARRED
    assert council.decision(False, 0.0, 0.0) == Vote.LAPSE
    assert council.ballot(0.5, 0.0, 0.0) == Ballot.NO


def test_the_kinds_of_court_steps_are_those_of_the_table():
    assert set(COURT_STEPS) == set(get_args(CourtStep.model_fields["step"].annotation))


@pytest.mark.parametrize("draft", [RENEWAL, OFFICE, CONVERSION])
def test_a_draft_names_a_column_of_members_and_a_parameter(draft):
    assert draft.leaning in CouncilMember.model_fields
    assert draft.support in Council.model_fields
