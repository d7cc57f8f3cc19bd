"""When a contact ends: at the loss that one side bears, or when its time is over.

At a constant rate r a side of n has lost the part q after q n / r hours. The first of the two sides
to reach its own part breaks off; a contact that nobody breaks off lasts as planned.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules.contacts import hours_of_contact
from sections import section


def _contacts(hours, gangs_bear, state_bears):
    return section(
        "contacts", contact_hours=hours, break_off_gang=gangs_bear, break_off_state=state_bears
    )


persons, rate, part = st.floats(1, 1_000), st.floats(1e-6, 100), st.floats(0.001, 0.5)


@pytest.mark.parametrize(
    ("gang_rate", "state_rate", "hours"),
    [
        (2.0, 0.001, 5.0),  # gangs of 100 bear a tenth: 10 casualties
        (0.001, 0.5, 3.0),  # a state of 50 bears three in a hundred: 1.5
        (2.0, 0.5, 3.0),
        (0.1, 0.01, 6.0),
        (0.0, 0.0, 6.0),
    ],
)
def test_a_contact_ends_by_hand_where_it_should(gang_rate, state_rate, hours):
    contacts = _contacts(6.0, 0.1, 0.03)
    lasts = hours_of_contact(
        contacts, gangs=100.0, on_gangs=gang_rate, state=50.0, on_state=state_rate
    )
    assert lasts == pytest.approx(hours)


@given(
    planned=st.floats(0.1, 24), gangs=persons, gang_rate=rate, gangs_bear=part, state=persons,
    state_rate=rate, state_bears=part,
)  # fmt: skip
def test_nobody_loses_more_than_it_bears_and_no_contact_outlasts_its_plan(
    planned, gangs, gang_rate, gangs_bear, state, state_rate, state_bears
):
    contacts = _contacts(planned, gangs_bear, state_bears)
    hours = hours_of_contact(
        contacts, gangs=gangs, on_gangs=gang_rate, state=state, on_state=state_rate
    )
    of_gangs = hours * gang_rate / (gangs_bear * gangs)
    of_state = hours * state_rate / (state_bears * state)
    of_plan = hours / planned
    assert max(of_gangs, of_state, of_plan) == pytest.approx(1.0)  # the first limit ends it
