"""What was set, in words: a value, the levels of a lever, a distribution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msssim.scenario.text import shown

FORMS = {
    frozenset({"low", "high"}): "{low} to {high}, uniform",
    frozenset({"low", "high", "scale"}): "{low} to {high}, uniform on a {scale} scale",
    frozenset({"log_low", "log_high"}): "{log_low} to {log_high}, uniform on a log scale",
    frozenset({"triangular"}): "triangular: {triangular} (least, most likely, greatest)",
    frozenset({"normal"}): "{low} to {high}, normal about {mean}, standard deviation {sd}",
    frozenset({"beta"}): "0 to 1, beta ({beta})",
    frozenset({"beta", "low", "high"}): "{low} to {high}, beta ({beta})",
    frozenset({"quantiles"}): "by quantiles, evenly spaced: {quantiles}",
    frozenset({"values"}): "{values}, equally likely",
    frozenset({"values", "weights"}): "{values}, weighted {weights}",
}
"""How each form of a distribution reads, by the keys that it is written with."""


def said(value: Any) -> str:
    """Return a value in words: thousands separated, ``yes`` and ``no`` for a switch."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return f"{value:,.0f}"
    if isinstance(value, list | tuple):
        return ", ".join(said(each) for each in value) or "none"
    return "none" if value is None else shown(value).strip('"')


def levels_in_words(path: str, declared: Any) -> str:
    """Return what a lever, as an experiment declares it, does to one parameter."""
    if not isinstance(declared, Mapping):
        return ", ".join(said(value) for value in declared)
    return "; ".join(
        f"{label}: {said(settings[path]) if path in settings else 'as the scenario has it'}"
        for label, settings in declared.items()
    )


def distribution_in_words(form: Mapping[str, Any]) -> str:
    """Return a distribution, as an experiment declares it: ``0.5 to 4, uniform``."""
    numbers = {**form, **form.get("normal", {})}
    words = {key: said(value) for key, value in numbers.items()}
    return FORMS[frozenset(form)].format(**words)
