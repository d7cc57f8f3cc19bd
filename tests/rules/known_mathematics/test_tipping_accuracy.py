"""The accuracy below which force makes the enemy it fights (Kress and Szechtman).

Fire kills members where it is aimed, and by chance; what misses them hits bystanders, and each of
those brings theta recruits. With members a part p of the people, losses and recruits balance at
mu* = (theta - p / (1 - p)) / (1 + theta): above it more force makes fewer members, below it more.
"""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from msssim.rules.contacts import bystander_rate, casualty_rate
from msssim.rules.recruitment import expected_aggrieved
from sections import section

LETHALITY, BLOCK = 1.5, 1_000.0
CONTACTS = section("contacts", block_persons=BLOCK, bystanders=1.0)


def _growth(force, accuracy, part, theta):
    """Members that an hour of fire adds, where all fire that misses them hits somebody."""
    members = part * BLOCK
    fire = {"shooters": force, "aim": accuracy, "targets": members}
    killed = casualty_rate(LETHALITY, CONTACTS, **fire)
    bystanders = bystander_rate(LETHALITY, CONTACTS, **fire)
    recruitment = section("recruitment", grievance_recruits=theta)
    return expected_aggrieved(bystanders, recruitment, share_of_zone=1.0) - killed


def _closed_form(part, theta):
    return (theta - part / (1 - part)) / (1 + theta)


def _tipping(part, theta):
    return brentq(lambda accuracy: _growth(50.0, accuracy, part, theta), 0.0, 1.0, xtol=1e-13)


@pytest.mark.parametrize(
    ("theta", "accuracy"), [(0.25, 0.18), (0.5, 0.31), (1.0, 0.48), (2.0, 0.66)]
)
def test_tipping_accuracy_where_three_per_cent_are_members(theta, accuracy):
    assert _tipping(0.03, theta) == pytest.approx(accuracy, abs=0.006)


@given(part=st.floats(0.001, 0.5), theta=st.floats(0.01, 5.0))
def test_tipping_accuracy_is_the_closed_form(part, theta):
    assume(_closed_form(part, theta) > 1e-6)
    assert _tipping(part, theta) == pytest.approx(_closed_form(part, theta), abs=1e-9)


@given(
    part=st.floats(0.001, 0.4), theta=st.floats(0.05, 5.0), force=st.floats(1, 500),
    more=st.floats(1, 500), off=st.floats(0.01, 0.5),
)  # fmt: skip
def test_more_force_makes_more_members_below_it_and_fewer_above(part, theta, force, more, off):
    tipping = _closed_form(part, theta)
    assume(off < tipping < 1 - off)

    def gained(accuracy):
        few = _growth(force, accuracy, part, theta)
        return _growth(force + more, accuracy, part, theta) - few

    assert gained(tipping - off) > 0
    assert gained(tipping + off) < 0


@given(
    accuracy=st.floats(0, 1), members=st.floats(0, 3_000), force=st.floats(0, 1e4),
)  # fmt: skip
def test_all_fire_hits_a_member_or_a_bystander(accuracy, members, force):
    fire = {"shooters": force, "aim": accuracy, "targets": members}
    hit = casualty_rate(LETHALITY, CONTACTS, **fire)
    missed = bystander_rate(LETHALITY, CONTACTS, **fire)
    assert hit + missed == pytest.approx(LETHALITY / 1000 * force)
