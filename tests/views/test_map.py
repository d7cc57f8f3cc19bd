"""Maps of made-up results on the shipped theatre; pictures are few, they are slow."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from synthetic import synthetic_result

from msssim.experiments import Result
from msssim.scenario import load_scenario
from msssim.views import draw_figures
from msssim.views.map_figures import (
    cell_maps,
    map_before_after,
    map_strip,
    shown_cells,
    shown_dates,
)
from msssim.views.style import drawing

pytestmark = pytest.mark.slow

AS_IS = load_scenario("as_is")
DATES = pd.to_datetime(["2024-06-12", "2024-06-26", "2024-07-17"])
LOST, WON, KILLED_A_DAY = "TABARRE", "KENSCOFF", 2.0


def with_places(result: Result, step: float = 0.1) -> Result:
    """The same result with zones and roads: gangs lose Tabarre, and win Kenscoff half as fast."""
    territory = AS_IS.resolved()["territory"]
    for scenario in result.manifest["scenarios"].values():
        scenario["resolved"] = {"territory": territory}
    keys = result.runs[["scenario", "point", "run"]]
    dates = pd.DataFrame({"date": DATES, "place": range(len(DATES))})
    zones = pd.DataFrame(
        [(zone.name, zone.gang_control) for zone in AS_IS.territory.zones], columns=["zone", "at"]
    )
    table = keys.merge(dates, how="cross").merge(zones, how="cross")
    moves = table["zone"].map({LOST: -step, WON: step / 2}).fillna(0.0)
    spread = 0.02 * (table["run"] % 2 - 0.5) * (table["place"] > 0) * (moves != 0)
    table["gang_control"] = table["at"] + moves * table["place"] + spread
    names = ("gang_members", "police", "mission", "residents", "displaced")
    table = table.assign(**dict.fromkeys(names, 100.0), civilians_killed=KILLED_A_DAY)
    roads = [link.name for link in AS_IS.territory.links if link.national_road]
    shut = keys.merge(dates, how="cross").merge(pd.DataFrame({"road": roads}), how="cross")
    shut["open"] = np.float32(shut["run"] % 2)
    return Result.of_frames(
        result.runs,
        result.series,
        result.manifest,
        zones=table.drop(columns=["at", "place"]),
        roads=shut.drop(columns="place"),
    )


def made_up(step: float = 0.1, **keys) -> Result:
    settings = {"runs": 4, "weeks": 5, "scenarios": ("as_is", "full_funding"), "renewal": None}
    return with_places(synthetic_result(**settings | keys), step)


@pytest.fixture(scope="module")
def result() -> Result:
    made = made_up()
    made.runs.loc[made.runs["scenario"] == "full_funding", "civilians_killed"] += 50
    return made


@pytest.fixture(scope="module")
def maps(result) -> dict[str, Figure]:
    with drawing():
        return drawn(result)


def drawn(result: Result) -> dict[str, Figure]:
    maps = cell_maps(result)
    return {
        "map_strip": map_strip(result, maps),
        "map_before_after": map_before_after(result, maps),
    }


def title(figure: Figure) -> str:
    return figure.get_suptitle().replace("\n", " ")


def words(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text) if text.get_text())


def test_the_title_says_where_ground_is_lost_and_won_with_its_range(maps):
    start = {zone.name: 100 * zone.gang_control for zone in AS_IS.territory.zones}
    told = title(maps["map_strip"])
    lost, won = start[LOST] - 20, start[WON] + 10
    assert f"lose most in Tabarre (mean {start[LOST]:.0f} to {lost:.0f} %" in told
    assert f"nine runs in ten {lost - 1:.0f} to {lost + 1:.0f})" in told
    assert f"gain most in Kenscoff (mean {start[WON]:.0f} to {won:.0f} %" in told


def test_a_map_on_which_nothing_moves_says_so():
    with drawing():
        told = title(drawn(made_up(step=0.01, scenarios=("as_is",)))["map_strip"])
    assert "moves by less than 5 percentage points in every zone in 5 weeks" in told


def test_ground_is_never_shown_without_its_price(result, maps):
    means = result.runs.groupby("scenario")[["civilians_killed", "held_share_end"]].mean()
    for figure in maps.values():
        shown = words(figure)
        for measure in ("Civilians killed: ", "People in held zones: ", "Abuse cases: "):
            assert measure in shown
        assert f"Civilians killed: {means.loc['as_is', 'civilians_killed']:,.0f}" in shown
    shown = words(maps["map_before_after"])
    for scenario in means.index:
        assert f"Civilians killed: {means.loc[scenario, 'civilians_killed']:,.0f}" in shown


def test_each_date_tells_the_killed_so_far(maps):
    zones = len(AS_IS.territory.zones)
    shown = words(maps["map_strip"])
    for place in range(len(DATES)):
        assert f"since the start: {KILLED_A_DAY * zones * (place + 1):,.0f}" in shown
    assert all(f"{date.day} {date:%B %Y}" in shown for date in DATES)


def test_before_and_after_set_the_cells_against_each_other(maps):
    assert title(maps["map_before_after"]).startswith("“full funding” against “as is”: ")
    assert "civilians killed" in title(maps["map_before_after"])
    assert "Tabarre: \N{MINUS SIGN}20\nKenscoff: +10" in words(maps["map_before_after"])


def test_nothing_leaves_the_page(maps):
    with drawing():
        for name, figure in maps.items():
            figure.draw_without_rendering()
            drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
            assert min(drawn.x0, drawn.y0) >= 0, name
            assert drawn.x1 <= width, name
            assert drawn.y1 <= height, name


def test_cells_left_out_are_counted_and_the_telling_one_is_shown():
    many = made_up(scenarios=("as_is", "full_funding"), renewal=("12 months", "6 months", "none",
                                                                 "3 months"), runs=2)  # fmt: skip
    labels = [cell.label for cell in shown_cells(many)]
    assert labels[0] == "as is, 12 months"
    assert "full funding, 12 months" in labels
    assert len(labels) == 6


def test_the_subtitle_counts_the_cells_left_out():
    many = made_up(renewal=("12 months", "6 months", "3 months", "none"), runs=2)
    with drawing():
        assert "2 more cells are in the tables" in words(drawn(many)["map_before_after"])


@pytest.mark.parametrize("count", [1, 2, 5, 6, 8, 9, 53])
def test_dates_are_few_and_hold_both_ends(count):
    dates = pd.date_range("2024-06-12", periods=count, freq="W")
    shown = shown_dates(dates)
    assert len(shown) <= 5
    assert (shown[0], shown[-1]) == (dates[0], dates[-1])
    assert shown == sorted(set(shown))


def test_roads_are_drawn_by_the_share_of_runs(result):
    picture = cell_maps(result)["as is"].picture(DATES[-1])
    assert set(picture.open_roads.values()) == {0.5}
    assert len(picture.control) == len(AS_IS.territory.zones)


def test_a_result_without_places_has_no_maps():
    plain = synthetic_result(runs=2, weeks=5, scenarios=("as_is",), renewal=None)
    assert not any(name.startswith("map") for name in draw_figures(plain))


def test_several_cells_get_both_maps_and_one_cell_the_strip(result):
    steps = []
    figures = draw_figures(result, progress=lambda done, total: steps.append((done, total)))
    assert {"map_strip", "map_before_after"} <= set(figures)
    assert steps == [(done, len(figures)) for done in range(1, len(figures) + 1)]
    figures = draw_figures(made_up(scenarios=("as_is",), runs=2))
    assert [name for name in figures if name.startswith("map")] == ["map_strip"]
