"""Print the tables of docs/scenarios.md: what each shipped scenario does, side by side.

    python scripts/scenario_table.py [--runs N] [--seed S]

All scenarios meet the same luck. Nothing is tuned here and nothing is asserted.
"""

from __future__ import annotations

import argparse

import numpy as np

from msssim.engines.batch import Played, run_block
from msssim.scenario import load_scenario, shipped_scenarios
from msssim.world.mission import CONSTRAINTS

BLOCK = 250


def played(name: str, runs: int, seed: int) -> dict[str, np.ndarray]:
    """Outcomes of a scenario, block by block."""
    scenario = load_scenario(name)
    blocks: list[Played] = [
        run_block(scenario, seed=seed, runs=range(first, min(first + BLOCK, runs)))
        for first in range(0, runs, BLOCK)
    ]
    return {key: np.concatenate([b.outcomes[key] for b in blocks]) for key in blocks[0].outcomes}


def deployment(name: str, o: dict[str, np.ndarray]) -> str:
    """First boots, strength, lapse."""
    boots = o["first_boots_days"]
    never = np.isnan(boots).mean()
    landed = boots[~np.isnan(boots)]
    days = "never"
    if landed.size:
        low, middle, high = np.percentile(landed, [5, 50, 95])
        days = f"{middle:.0f} ({low:.0f} to {high:.0f})"
    strengths = []
    for week in (26, 52, 104):
        low, middle, high = np.percentile(o[f"strength_{week}w"], [5, 50, 95])
        strengths.append(f"{middle:,.0f} ({low:,.0f} to {high:,.0f})")
    shares = f"{never:.1%} | " + " | ".join(strengths) + f" | {o['lapse'].mean():.1%}"
    return f"| {name} | {days} | {shares} |"


def binding(name: str, o: dict[str, np.ndarray]) -> str:
    """Share of weeks in which each constraint bound."""
    weeks = {cause: o[f"weeks_bound_{cause}"].mean() for cause in CONSTRAINTS}
    everything = sum(weeks.values())
    shares = [f"{weeks[cause] / everything:.0%}" for cause in (*CONSTRAINTS[1:], "none")]
    return f"| {name} | " + " | ".join(shares) + " |"


PEOPLE = {
    "civilians_killed": ("civilians killed", 0),
    "civilians_killed_by_gangs": ("by gangs", 0),
    "civilians_killed_by_state": ("by the state", 0),
    "civilians_killed_by_vigilantes": ("by self-defence", 0),
    "gang_control_end": ("gang control, end", 3),
    "held_share_end": ("held share, end", 3),
    "low_profile_share": ("low profile", 3),
    "displaced_end": ("displaced, end", -3),
    "mission_killed_per_1000_years": ("mission killed / 1,000 py", 1),
    "abuse_cases": ("abuse", 0),
}
GANGS = {
    "gang_members_end": ("members, end", 0),
    "gang_killed": ("killed", 0),
    "gang_recruited": ("recruited", 0),
    "children_recruited": ("of these children", 0),
    "arms_per_member_end": ("arms per member", 2),
    "gang_pay_mean": ("pay, USD/week", 0),
    "relocate_share": ("relocating", 3),
    "cohesion_mean": ("cohesion", 2),
    "offensives": ("offensives", 1),
    "police_killed": ("police killed", 0),
    "leaks": ("leaks", 0),
    "trust_end": ("trust, end", 2),
}


def means(name: str, o: dict[str, np.ndarray], columns: dict[str, tuple[str, int]]) -> str:
    """Means over the runs in which a thing happened."""
    cells = []
    for column, (_, digits) in columns.items():
        seen = o[column][~np.isnan(o[column])]
        value = round(float(seen.mean()), digits) if seen.size else None
        cells.append("-" if value is None else f"{value:,.{max(digits, 0)}f}")
    return f"| {name} | " + " | ".join(cells) + " |"


def head(columns: dict[str, tuple[str, int]]) -> str:
    """First two lines of a table."""
    titles = " | ".join(title for title, _ in columns.values())
    return f"\n| scenario | {titles} |\n" + "| --- " * (len(columns) + 1) + "|"


def main() -> None:
    """Print four tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = load_scenario("as_is").start  # the scenario of the backtest is of another day
    names = [
        name
        for name in shipped_scenarios()
        if load_scenario(name).mission.enabled and load_scenario(name).start == start
    ]
    outcomes = {name: played(name, asked.runs, asked.seed) for name in names}
    print("| scenario | first boots, days | never | strength 26 w | 52 w | 104 w | lapse |")
    print("| --- " * 7 + "|")
    print("\n".join(deployment(name, o) for name, o in outcomes.items()))
    print("\n| scenario | " + " | ".join((*CONSTRAINTS[1:], "none")) + " |")
    print("| --- " * 10 + "|")
    print("\n".join(binding(name, o) for name, o in outcomes.items()))
    outcomes["no_mission"] = played("no_mission", asked.runs, asked.seed)
    for columns in (PEOPLE, GANGS):
        print(head(columns))
        print("\n".join(means(name, o, columns) for name, o in outcomes.items()))


if __name__ == "__main__":
    main()
