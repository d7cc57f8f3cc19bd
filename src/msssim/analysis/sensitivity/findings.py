"""Findings and tables of a sensitivity analysis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msssim.analysis.cells import factor_name
from msssim.analysis.formatting import decimals, display, interval, listing, number, short_name
from msssim.analysis.sensitivity.indices import PARAMETERS, Sensitivity
from msssim.presentation import Analysis, Group, TextTable, headings
from msssim.text import text
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    pass

MOST_NAMED = 4


def sensitivity_analysis(found: Sensitivity) -> Analysis:
    """Return findings, tables and numbers of a sensitivity analysis."""
    left_out = [{"outcome": name, "reason": reason} for name, reason in found.left_out.items()]
    asked = found.result.manifest
    tables = {"sensitivity": found.table, "variance": found.shares}
    return Analysis(
        name="sensitivity",
        findings=list(sensitivity_findings(found)),
        shown=[_table(found, outcome) for outcome in found.outcomes],
        tables={name: table for name, table in tables.items() if len(table)},
        keys={"sensitivity": "indices", "variance": "shares"},
        facts={
            "title": asked["title"],
            "method": found.method.name,
            "scenario": next(iter(asked["scenarios"])),
            "runs": len(found.result),
            "seed": asked["seed"],
            "left_out": left_out,
            "shares": [],  # the table takes its place if there is one
        },
        source=found,
    )


def sensitivity_findings(found: Sensitivity) -> Iterator[str]:
    """Yield the largest effects on each outcome, its noise, and its variance decomposition."""
    for outcome in found.outcomes:
        yield " ".join([_largest(found, outcome), *_below_floor(found, outcome)])
        shares = found.shares[found.shares["outcome"] == outcome]
        if len(shares):
            parts = [
                _text(
                    "share",
                    source=source_label(row["source"]),
                    share=number(100 * row["share"], 0),
                    interval=interval(100 * row["low"], 100 * row["high"], 0),
                )
                for row in shares.to_dict("records")
            ]
            yield _text(
                "decomposition", outcome=short_name(outcome).capitalize(), shares=listing(parts)
            )
    for outcome, reason in found.left_out.items():
        name = short_name(outcome).capitalize()
        yield _text("no_indices", outcome=name, reason=reason)


def factor_label(path: str) -> str:
    """Return a parameter's path as a label: ``loss aversion (gangs)``."""
    within, _, name = path.replace("_", " ").rpartition(".")
    return f"{name} ({within.replace('.', ', ')})" if within else name


def source_label(source: str) -> str:
    """Return the name of a source of variance."""
    return _text(f"{source}")


def leading(found: Sensitivity, outcome: str) -> list[str]:
    """Return the factors that may have the largest effect: their intervals overlap the first's.

    Only factors above the noise floor; none if no factor is.
    """
    factors, measure = found.of(outcome), found.method.measure
    above = factors[factors["told"]]
    if above.empty:
        return []
    return list(above.index[above[f"{measure}_high"] >= above[f"{measure}_low"].iloc[0]])


def largest_effects(found: Sensitivity) -> str:
    """Return which factor has the largest effect on each outcome, as a title."""
    effects = []
    for outcome in found.outcomes:
        factors = [factor_name(factor) for factor in leading(found, outcome)]
        form = ("none", "one", "two")[len(factors)] if len(factors) < 3 else "several"
        effects.append(
            _text(
                f"title_{form}",
                outcome=short_name(outcome),
                factor=factors[0] if factors else None,
                other=factors[1] if len(factors) > 1 else None,
                others=len(factors) - 1,
            )
        )
    return _text("title_largest", effects="; ".join(effects))


def interactions(found: Sensitivity) -> str:
    """Return the largest interaction in each outcome that is above zero, as a title."""
    above = found.table[found.table["interaction_told"]]
    if above.empty:
        return _text("title_no_interaction")
    strongest = above.sort_values("interaction", ascending=False).drop_duplicates("outcome")
    parts = [
        _text(
            "interaction_of",
            factor=factor_label(row["factor"]),
            share=number(100 * row["interaction"], 0),
            outcome=short_name(row["outcome"]),
        )
        for row in strongest.to_dict("records")
    ]
    return _text("title_interactions", interactions="; ".join(parts))


def parameter_shares(found: Sensitivity) -> str:
    """Return the largest and the smallest share of the parameters in a variance, as a title."""
    alone = found.shares[found.shares["source"] == PARAMETERS].set_index("outcome")["share"]
    ranked = [str(outcome) for outcome in alone.sort_values(ascending=False).index]
    parts = [
        _text("share_of", share=number(100 * alone[outcome], 0), outcome=short_name(outcome))
        for outcome in dict.fromkeys([ranked[0], ranked[-1]])
    ]
    return _text("title_parameters", shares=listing(parts))


def measure_scale(found: Sensitivity, outcome: str) -> tuple[float, str]:
    """Return by what the measures of an outcome are multiplied, and the unit that they then have.

    Shares of the variance are shown in per cent, amounts in the outcome's unit.
    """
    if found.method.in_variance:
        return 100.0, _text("percent_of_variance")
    shown = display(OUTCOMES[outcome])
    return shown.scale, shown.change_unit


def _largest(found: Sensitivity, outcome: str) -> str:
    """Return the factors that may have the largest effect on an outcome."""
    name = short_name(outcome).capitalize()
    factors = leading(found, outcome)
    labels = [f"“{factor_label(factor)}”" for factor in factors]
    if len(labels) == 1:
        return _strongest(found, outcome, factors[0])
    if not labels:
        return _text("nothing", outcome=name)
    if len(labels) > MOST_NAMED:
        return _text("one_of_many", outcome=name, factor=labels[0], others=len(labels) - 1)
    return _text("one_of", outcome=name, factors=listing(labels))


def _strongest(found: Sensitivity, outcome: str, factor: str) -> str:
    """Return the factor with the largest effect on an outcome, and its measure."""
    measure = found.method.measure
    row: Any = found.of(outcome).loc[factor]
    scale, unit = measure_scale(found, outcome)
    value, low, high = (scale * float(row[f"{measure}{end}"]) for end in ("", "_low", "_high"))
    places = 0 if found.method.in_variance else decimals(value, low, high)
    return _text(
        f"largest_{measure}",
        outcome=short_name(outcome).capitalize(),
        factor=factor_label(factor),
        value=number(value, places),
        unit=unit,
        interval=interval(low, high, places),
    )


def _below_floor(found: Sensitivity, outcome: str) -> Iterator[str]:
    """Yield how many factors have no effect above the noise floor, unless it is none or all."""
    above = found.of(outcome)["told"]
    count = int((~above).sum())
    if 0 < count < len(above):
        yield _text("below_floor", count=count, factors=len(above))


def _table(found: Sensitivity, outcome: str) -> TextTable:
    """Return the measures of every factor for an outcome, the strongest first."""
    measures = [found.method.measure, found.method.second_measure, "noise_floor"]
    scale, unit = measure_scale(found, outcome)
    values = scale * found.of(outcome).drop(columns=["outcome", "told"])
    places = 0 if found.method.in_variance else decimals(*values[measures].to_numpy().ravel())
    rows = [
        [str(factor), *(_with_interval(row, measure, places) for measure in measures)]
        for factor, row in values.iterrows()
    ]
    title = _text("table", outcome=short_name(outcome), unit=unit)
    columns = headings(f"studies.sensitivity.{found.method.name}_columns")
    return TextTable(title, columns, [Group("", rows)])


def _with_interval(row: Any, measure: str, places: int) -> str:
    """Return an estimate, with its interval if it has one."""
    value = number(row[measure], places)
    if f"{measure}_low" not in row:
        return value
    return f"{value} {interval(row[f'{measure}_low'], row[f'{measure}_high'], places)}"


def _text(name: str, /, **fields: Any) -> str:
    return text(f"studies.sensitivity.{name}", **fields)
