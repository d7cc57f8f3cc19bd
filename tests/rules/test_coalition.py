"""The coalition: cohesion, rivalry, joining. Cascades are in known_mathematics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import coalition
from sections import section

share = st.floats(0, 1)


def _after(cohesion=0.6, threat=0.0, rivalry=0.0, losses=0.0, offers=0.0, weeks=1.0, **terms):
    usual = {
        "cohesion_at_start": 0.6, "cohesion_recovery": 0.02, "cohesion_threat": 0.02,
        "cohesion_rivalry": 0.1, "cohesion_losses": 2.0, "cohesion_offers": 0.03,
        "losses_reference": 0.0,
    }  # fmt: skip
    return coalition.cohesion_after(
        cohesion, section("gangs", **{**usual, **terms}), threat=threat, rivalry_change=rivalry,
        loss_rate=losses, inducement=offers, weeks=weeks,
    )  # fmt: skip


def test_cohesion_rests_where_the_pact_left_it_and_returns_there():
    assert _after() == 0.6
    assert 0.5 < _after(cohesion=0.5) < 0.6 < _after(cohesion=0.7) < 0.7


def test_a_threat_closes_the_ranks_and_rivalry_losses_and_offers_open_them():
    assert _after(threat=1.0) == pytest.approx(0.6 + 0.02 * 0.4)
    assert _after(rivalry=0.2) == pytest.approx(0.6 - 0.1 * 0.2 * 0.6)
    assert _after(losses=0.01) == pytest.approx(0.6 - 2.0 * 0.01 * 0.6)
    assert _after(offers=1.0) == pytest.approx(0.6 - 0.03 * 0.6)
    assert _after(rivalry=-0.2) > 0.6
    assert _after(losses=0.01, losses_reference=0.01) == 0.6


@given(
    cohesion=share, at_rest=share, threat=share, rivalry=st.floats(-1, 1), losses=share,
    offers=share, weeks=st.floats(0.1, 30),
)  # fmt: skip
def test_cohesion_stays_a_share_and_a_locked_coalition_as_it_is(
    cohesion, at_rest, threat, rivalry, losses, offers, weeks
):
    arguments = {
        "cohesion": cohesion, "cohesion_at_start": at_rest, "threat": threat,
        "rivalry": rivalry, "losses": losses, "offers": offers, "weeks": weeks,
    }  # fmt: skip
    assert 0 <= _after(**arguments) <= 1
    assert _after(cohesion=0.0, cohesion_at_start=1.0, threat=1.0, weeks=40.0) == 1
    assert _after(**arguments, cohesion_locked=True) == cohesion


def test_rivalry_is_the_chance_that_the_other_is_of_another_gang():
    # 30 and 10 in one zone: 30 meet a quarter of others, 10 three quarters
    assert coalition.rivalry(30 * 0.25 + 10 * 0.75, 40) == pytest.approx(0.375)
    assert coalition.rivalry(0.0, 0) == 0
    assert coalition.rivalry(0.4, 1) == 0.4


def _joins(acting, cohesion, risk, aversion, threshold, membership=1.0):
    return coalition.joins(
        acting, section("gangs", risk_aversion=aversion), membership=membership,
        cohesion=cohesion, risk=risk, threshold=threshold,
    )  # fmt: skip


@given(
    acting=share, more=share, membership=share, cohesion=share, risk=share, aversion=share,
    threshold=share,
)  # fmt: skip
def test_who_joins_would_join_more_readily_with_more_acting_or_less_risk(
    acting, more, membership, cohesion, risk, aversion, threshold
):
    def joins(acting, risk):
        return _joins(acting, cohesion, risk, aversion, threshold, membership)

    if joins(acting, risk):
        assert membership > 0
        assert joins(max(acting, more), risk)
        assert joins(acting, risk * more)


def test_risk_and_threshold_hold_back():
    assert _joins(0.5, 0.8, 0.0, 1.0, 0.4)
    assert not _joins(0.5, 0.8, 0.1, 1.0, 0.4)
    assert _joins(0.5, 0.8, 0.1, 0.0, 0.4)
    assert not _joins(0.5, 0.8, 0.0, 0.0, 0.41)


@given(factor=st.floats(1, 10), participation=share)
def test_an_offensive_counts_by_who_takes_part(factor, participation):
    assert 1 <= coalition.raised(factor, participation) <= factor + 1e-12
    assert coalition.raised(factor, 1.0) == pytest.approx(factor)
    assert coalition.raised(factor, 0.0) == 1


@given(fighters=st.integers(0, 5_000), rivals=share, cohesion=share)
def test_a_coalition_that_holds_ends_part_of_the_killing_among_gangs(fighters, rivals, cohesion):
    def killed(kappa, fighters=fighters, rivals=rivals, weeks=1.0, truce=0.42):
        return coalition.expected_killed_by_rivals(
            fighters, section("gangs", killed_by_rivals_per_week=0.001),
            section("people", truce_reduction=truce), rivals=rivals, cohesion=kappa, weeks=weeks,
        )  # fmt: skip

    assert killed(1.0) == pytest.approx(0.58 * killed(0.0))
    assert 0 <= killed(1.0) <= killed(cohesion) <= killed(0.0) <= 0.001 * fighters
    assert killed(0.5, 1_000, 0.5, weeks=2.0, truce=0.4) == pytest.approx(0.8)
