"""The facts that hold at every step of every run of every scenario, as a table.

Each function can also be called by itself, on the moments of a run that is watched.
"""

from __future__ import annotations

from msssim.testing import conservation, gates, ranges
from msssim.testing.moments import Fact

FACTS = (
    Fact(conservation.persons_are_conserved, "5.8"),
    Fact(conservation.inhabitants_are_conserved, "5.14"),
    Fact(conservation.members_are_conserved, "5.12"),
    Fact(conservation.officers_are_conserved, "5.13"),
    Fact(conservation.vehicles_are_conserved, "5.8"),
    Fact(conservation.pledges_are_conserved, "5.7"),
    Fact(conservation.cash_is_conserved, "5.7"),
    Fact(conservation.control_sums_to_one, "5.11"),
    Fact(ranges.variables_stay_in_their_ranges, "2"),
    Fact(ranges.no_part_is_larger_than_its_whole, "2"),
    Fact(gates.nobody_lands_without_a_mandate, "5.8"),
    Fact(gates.nobody_lands_without_consent, "5.8"),
    Fact(gates.nobody_lands_without_legal_clearance, "5.8"),
    Fact(gates.nobody_lands_without_a_base, "5.8"),
    Fact(gates.nobody_lands_without_vehicles, "5.8"),
    Fact(gates.nobody_lands_without_a_flight, "5.8"),
    Fact(gates.nobody_lands_without_cover, "5.7"),
    Fact(gates.nobody_lands_beyond_the_target, "5.5"),
    Fact(gates.a_lapse_ends_in_a_drawdown, "5.8"),
)
"""Every fact with the section of docs/ODD.md that it comes from."""
