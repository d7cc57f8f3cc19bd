"""Numbers and lists in words, alike in sentences, tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf, isnan
from typing import Any

from msssim.text import text
from msssim.world.observables import OUTCOMES, Quantity

BEYOND = "beyond the horizon"
CANNOT_TELL = "cannot be told from zero"
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Display:
    """How to show a quantity: value times ``scale`` in ``unit``, a change in ``change_unit``."""

    scale: float
    unit: str
    change_unit: str


DISPLAYS = {
    "USD": Display(1e-6, "USD million", "USD million"),
    "share": Display(100.0, "%", "percentage points"),
    "0/1": Display(100.0, "% of runs", "percentage points"),
    "index": Display(1.0, "index, 0 to 1", "index points"),
}

SHORT_NAMES = {
    "first_boots_days": "first boots",
    "delivered_share": "delivered share",
    "lapse": "chance of a lapse",
    "converted": "chance of conversion",
    "gang_control_end": "gang control",
    "gang_control_mean": "gang control, mean",
    "held_share_end": "people in held zones",
    "displaced_end": "displaced",
    "displaced_peak": "displaced at the peak",
    "abuse_cases": "abuse cases",
    "fund_balance_usd": "cash in the trust fund",
    "trust_end": "community trust",
    **{f"strength_{week}w": f"strength at week {week}" for week in (26, 52, 78, 104)},
}


def value_words(value: Any) -> str:
    """Return a value of a scenario as people write it: ``50,000,000``, ``yes``, ``A and B``."""
    if value is None or value in ([], ()):
        return text("analysis.nothing")
    if isinstance(value, bool):
        return text("analysis.yes" if value else "analysis.no")
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.10g}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return listing([value_words(each) for each in value])
    return str(value)


def display(quantity: Quantity) -> Display:
    """Return scale and unit for a reader."""
    return DISPLAYS.get(quantity.unit, Display(1.0, quantity.unit, quantity.unit))


def short_name(outcome: str) -> str:
    """Return a few words for an outcome: ``strength at week 104``."""
    return SHORT_NAMES.get(outcome, outcome.removesuffix("_usd").replace("_", " "))


def heading(outcome: str) -> str:
    """Return an outcome with its unit, over its rows: ``civilians killed (persons)``."""
    unit = display(OUTCOMES[outcome]).unit
    return text("analysis.heading", outcome=short_name(outcome), unit=unit)


def decimals(*values: float) -> int:
    """Return the decimals that show these values to two figures or more; NaN is ignored."""
    known = [value for value in values if not isnan(value)]
    if all(float(value).is_integer() for value in known):
        return 0
    largest = max(abs(value) for value in known)
    return 0 if largest >= 20 else 1 if largest >= 1 else 2


def number(value: float, places: int | None = None, *, signed: bool = False) -> str:
    """Return a number with thousands separators and a true minus sign; NaN reads ``never``."""
    if isnan(value):
        return text("analysis.never")
    places = decimals(value) if places is None else places
    digits = f"{abs(value):,.{places}f}"
    is_zero = not digits.strip("0.,")
    sign = "" if is_zero else MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{digits}"


def interval(low: float, high: float, places: int | None = None) -> str:
    """Return ``[12 to 340]``, or the one end that is known: ``[12 or more]``."""
    if isnan(low) or isnan(high) or (isinf(low) and isinf(high)):
        return text("analysis.no_interval")
    if isinf(low) or isinf(high):
        end = ("less", high) if isinf(low) else ("more", low)
        return f"[{text(f'analysis.or_{end[0]}', value=number(end[1], places))}]"
    places = decimals(low, high) if places is None else places
    return f"[{between(low, high, places)}]"


def between(low: float, high: float, places: int | None = None) -> str:
    """Return ``12 to 340``."""
    places = decimals(low, high) if places is None else places
    return text("analysis.between", low=number(low, places), high=number(high, places))


def amount(value: float, outcome: str) -> str:
    """Return a value of an outcome with its unit: ``1,430 persons``, ``USD 85 million``."""
    shown = display(OUTCOMES[outcome])
    return quantity(value * shown.scale, shown.unit)


def quantity(value: float, unit: str, places: int | None = None) -> str:
    """Return a shown value with its unit."""
    if isnan(value):
        return number(value)
    shown = number(value, places)
    return f"USD {shown} million" if unit == "USD million" else f"{shown} {unit}"


def change_cells(difference: float, low: float, high: float, scale: float = 1.0) -> list[str]:
    """Return a difference and its interval, as two cells of a table."""
    difference, low, high = difference * scale, low * scale, high * scale
    places = decimals(difference, low, high)
    return [number(difference, places, signed=True), interval(low, high, places)]


def change(difference: float, low: float, high: float, outcome: str) -> str:
    """Return a difference with its interval: ``+310 persons [240 to 380]``."""
    shown = display(OUTCOMES[outcome])
    estimate, reach = change_cells(difference, low, high, shown.scale)
    return f"{estimate} {shown.change_unit} {reach}"


def finding(outcome: str, difference: float, low: float, high: float) -> str:
    """Return ``civilians killed +21 persons [18 to 25]``, with a caveat where one is due."""
    name = short_name(outcome)
    if difference == low == high == 0:
        return text("analysis.finding.same", outcome=name)
    told = "told" if low > 0 or high < 0 else "in_doubt"
    words = change(difference, low, high, outcome)
    return text(f"analysis.finding.{told}", outcome=name, change=words)


def listing(words: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    *first, last = words
    return text("analysis.listing", first=", ".join(first), last=last) if first else last


def upper_first(words: str) -> str:
    """Return words with a capital letter, as at the head of a sentence."""
    return words[:1].upper() + words[1:]
