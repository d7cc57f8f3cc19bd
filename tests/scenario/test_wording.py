"""Words for messages: the unit behind a value."""

from __future__ import annotations

import pytest

from msssim.scenario.text import with_unit, written_unit


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("183", "days", "183 days"),
        ("0.8", "share", "0.8 share"),
        ("1.5", "-", "1.5"),
        ("2024-06-12", "date", "2024-06-12"),
        ("there", "row", "there"),
    ],
)
def test_a_value_has_its_unit_but_a_pure_number_a_date_or_a_row_has_none(value, unit, said):
    assert with_unit(value, unit) == said
    assert written_unit(unit) in said
