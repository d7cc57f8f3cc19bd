"""Print the plausibility table of docs/validation.md.

    python scripts/plausibility.py [--runs N] [--seed S]

Means, medians and 90 % ranges of the as-is and the no-mission scenario, beside what was known on
12 June 2024. Nothing is tuned here and nothing is asserted.
"""

from __future__ import annotations

import argparse

import numpy as np

from msssim.engines.batch import Played, run_block
from msssim.scenario import load_scenario

WEEKS_A_QUARTER = 13
SERIES = (
    "deployed",
    "killed_total",
    "civilians_killed",
    "kidnapped",
    "civilians_injured",
    "police_killed",
    "police",
    "displaced",
    "gang_control",
    "gang_members",
    "fund_received_usd",
)


def row(name: str, values: np.ndarray, known: str) -> str:
    """One line of the table: median and 90 % range of a quantity over runs."""
    here = values[~np.isnan(values)]
    low, middle, high = np.percentile(here, [5, 50, 95])
    digits = 2 if abs(middle) < 10 else 0
    share = f" ({1 - here.size / values.size:.0%} never)" if here.size < values.size else ""
    shown = [f"{value:,.{digits}f}" for value in (middle, low, high)]
    return f"| {name}{share} | {shown[0]} | {shown[1]} to {shown[2]} | {known} |"


def quarter(played: Played, name: str, which: int) -> np.ndarray:
    """A flow over one quarter of the run, ``(run,)``."""
    first = which * WEEKS_A_QUARTER
    return played.series[name][first : first + WEEKS_A_QUARTER].sum(axis=0)


def table(name: str, played: Played) -> list[str]:
    """Rows of one scenario."""
    o, s = played.outcomes, played.series
    year = 52
    return [
        f"| **{name}** | | | |",
        row("first boots, days from 12 June 2024", o["first_boots_days"], "none by day 0")
        if not np.isnan(o["first_boots_days"]).all()
        else "| first boots | never | | |",
        row(
            "share of runs with first boots in the first week, %",
            100 * np.mean(o["first_boots_days"] < 7, keepdims=True),
            "should be small",
        ),
        row("strength at 26 weeks", o["strength_26w"], "plan 2,500"),
        row("strength at 52 weeks", o["strength_52w"], "plan 2,500"),
        row(
            "received by the fund in the first 26 weeks, USD million",
            s["fund_received_usd"][:26].sum(axis=0) / 1e6,
            "21 in the eight months before",
        ),
        row(
            "killed in the first quarter, everybody",
            quarter(played, "killed_total", 0),
            "1,107 (Q4 2023), 1,660 (Q1 2024)",
        ),
        row(
            "injured in the first quarter",
            quarter(played, "civilians_injured", 0),
            "about 530 (Q4 2023), 845 (Q1 2024)",
        ),
        row(
            "kidnapped in the first quarter",
            quarter(played, "kidnapped", 0),
            "698 (Q4 2023), 438 (Q1 2024)",
        ),
        row(
            "killed by vigilantes, a quarter, mean",
            (o["civilians_killed_by_vigilantes"] + o["gang_lynched"]) / 8,
            "141 (Q1 2024)",
        ),
        row(
            "killed in operations (gang members and civilians), a quarter, mean",
            _in_operations(o) / 8,
            "590 (Q1 2024)",
        ),
        row(
            "police killed in the first year",
            s["police_killed"][:year].sum(axis=0),
            "37 to 48 (2023)",
        ),
        row(
            "change of the police in the first year",
            s["police"][year - 1] - 13_196,
            "-1,665 (2023, 1,663 leavers); norm of -700 to -900",
        ),
        row(
            "displaced, net a month, first year",
            (s["displaced"][year - 1] - 578_074) / 12,
            "22,000 (end 2023 to March 2024)",
        ),
        row("gang control of the capital at the end", o["gang_control_end"], "0.74 at the start"),
        row("gang members at the end", o["gang_members_end"], "5,040 at the start"),
        row(
            "mission killed per 1,000 person-years",
            o["mission_killed_per_1000_years"],
            "prior 0.1 to 6",
        )
        if s["deployed"].any()
        else "| mission killed | none | | |",
        row(
            "share of runs with a lapse, %",
            100 * np.mean(o["lapse"], keepdims=True),
            "prior of 93 % a vote",
        ),
    ]


def _in_operations(o: dict[str, np.ndarray]) -> np.ndarray:
    """Gang members and civilians killed by the state."""
    by_others = o["gang_lynched"] + o["gang_killed_by_rivals"]
    return o["gang_killed"] - by_others + o["civilians_killed_by_state"]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    print("| quantity | median | 5 to 95 % | known on 12 June 2024 |")
    print("| --- | --- | --- | --- |")
    for name in ("as_is", "no_mission"):
        played = run_block(
            load_scenario(name), seed=chosen.seed, runs=range(chosen.runs), series=SERIES
        )
        print("\n".join(table(name, played)))


if __name__ == "__main__":
    main()
