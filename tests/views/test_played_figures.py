"""Figures of what the engine records: postures, trade-offs and zones, on a few short runs."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import msssim
from msssim.analysis.frontier import frontier
from msssim.analysis.places import zone_means
from msssim.analysis.postures import change_at, posture_shares
from msssim.experiments import Result, experiment_of
from msssim.experiments.simulate import play_in_memory
from msssim.views import draw_figures
from msssim.views.postures import _title as posture_title
from msssim.views.postures import postures
from msssim.views.style import drawing
from msssim.views.tradeoff import PAIRS
from msssim.views.tradeoff import _title as tradeoff_title
from msssim.views.zones import Zone
from msssim.views.zones import _title as zones_title
from msssim.world.kinds import Posture

pytestmark = pytest.mark.slow

LOW = "low_profile_share"


def play(*names: str, series: tuple[str, ...], days: int = 147) -> Result:
    experiment = experiment_of(
        [msssim.load_scenario(name) for name in names],
        title="Figures",
        replications=3,
        horizon_days=days,
        record={"series": series, "every_days": 7, "zones_every_days": 49},
        seed=2,
    )
    return play_in_memory(experiment)


@pytest.fixture(scope="module")
def played() -> Result:
    return play(
        "as_is",
        "no_mission",
        series=(LOW, "relocate_share", "confront_share", "mandate_in_force", "deployed"),
    )


@pytest.fixture(scope="module")
def figures(played) -> dict[str, Figure]:
    return draw_figures(played)


def title(figure: Figure) -> str:
    return figure.get_suptitle().replace("\n", " ")


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_the_figures_come_where_the_result_holds_what_they_need(figures):
    assert {"postures", "zones", "tradeoff"} <= set(figures)


def test_nothing_leaves_the_page(figures):
    with drawing():
        for name in ("postures", "zones", "tradeoff"):
            figure = figures[name]
            figure.draw_without_rendering()
            drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
            assert min(drawn.x0, drawn.y0) >= 0, name
            assert drawn.x1 <= width, name
            assert drawn.y1 <= height, name


def test_the_title_of_postures_carries_the_computed_means(played, figures):
    means = played.series.groupby("scenario")[LOW].mean()
    words = title(figures["postures"])
    assert f"{100 * means.min():.0f} %" in words
    assert f"{100 * means.max():.0f} %" in words
    assert "the mandate's end on 2 October 2024" in words


def test_a_change_at_the_mandates_end_is_told_with_its_interval(played):
    moved = Result.of_frames(played.runs, played.series.copy(), played.manifest)
    after = moved.series["date"] > "2024-10-02"
    noise = 0.01 * moved.series["run"]
    moved.series[LOW] = np.where(after, 0.6 + noise, 0.2).astype(np.float32)
    told = change_at(moved, date(2024, 10, 2)).loc["as is"]
    assert told["low"] > 0.3
    assert "it changes by +41 percentage points [" in posture_title(moved, posture_shares(moved))
    moved.series[LOW] = np.float32(0.2)
    words = posture_title(moved, posture_shares(moved))
    assert "in no cell by an amount that can be told from zero" in words


def test_a_change_without_a_mission_is_not_laid_to_the_mandates_end(played):
    moved = Result.of_frames(played.runs, played.series.copy(), played.manifest)
    later = (moved.series["date"] > "2024-10-02") & (moved.series["scenario"] == "no_mission")
    noise = 0.01 * moved.series["run"]
    moved.series[LOW] = np.where(later, 0.6 + noise, 0.2).astype(np.float32)
    assert "can be told from zero" in posture_title(moved, posture_shares(moved))


def test_cells_in_which_gangs_do_the_same_are_not_compared(played):
    alike = Result.of_frames(played.runs, played.series.copy(), played.manifest)
    alike.series[LOW] = np.float32(0.2)
    words = posture_title(alike, posture_shares(alike))
    assert words.startswith("Gangs that keep a low profile: 20 % in every cell;")


def test_only_a_cell_with_a_mission_is_marked_with_the_mandates_dates(figures):
    with_mission, without = figures["postures"].axes[:2]
    assert "mandate ends" in [text.get_text() for text in with_mission.texts]
    assert len(with_mission.collections) > len(without.collections)


def test_each_area_is_named_beside_it(figures):
    shown = " ".join(texts(figures["postures"]))
    assert all(
        word in shown for word in (*(posture.label for posture in Posture), "mandate", "mission")
    )


def test_postures_are_drawn_where_only_the_low_profile_was_recorded():
    result = play("as_is", series=(LOW,), days=28)
    with drawing():
        figure = postures(result)
        figure.draw_without_rendering()
    assert any(text.startswith("others ") for text in texts(figure))
    assert "mandate's end" not in title(figure)


def test_harm_and_ground_stand_together_in_trade_offs(figures):
    headings = " ".join(texts(figures["tradeoff"])).lower()
    for words in ("civilians killed", "gang control", "people in held zones", "abuse cases"):
        assert words in headings


def test_every_trade_off_names_the_undominated_cells_and_the_first(played, figures):
    for axes, pair in zip(figures["tradeoff"].axes, PAIRS, strict=True):
        named = {text.get_text() for text in axes.texts}
        assert {"as is", *frontier(played, pair).cells("non-dominated")} <= named


def test_the_title_of_trade_offs_names_no_winner_where_there_is_none(played):
    alike = with_runs(played, played.runs.assign(**dict.fromkeys(PAIRS[0], 1.0)))
    assert tradeoff_title([frontier(alike, PAIRS[0])]).startswith("No cell beats another")


def test_the_title_of_trade_offs_counts_how_often_the_first_is_beaten(played):
    better = played.runs["scenario"] == "no_mission"
    runs = played.runs.assign(gang_control_end=0.7 - 0.1 * better, civilians_killed=900 - better)
    beaten = frontier(with_runs(played, runs), PAIRS[1])
    assert (
        tradeoff_title([beaten, beaten])
        == "Unbeaten in all 2 trade-offs: “no mission”; “as is” is beaten beyond doubt in 2 of 2"
    )


def with_runs(result: Result, runs: pd.DataFrame) -> Result:
    return Result.of_frames(runs, result.series, result.manifest)


def test_every_zone_has_a_panel_with_who_was_killed_and_who_fled(played, figures):
    zones = played.manifest["scenarios"]["as_is"]["resolved"]["territory"]["zones"]
    panels = [axes for axes in figures["zones"].axes if axes.get_visible()]
    assert len(panels) == len(zones)
    killed = zone_means(played, "civilians_killed").loc["as is"].sum()
    shown = texts(figures["zones"])
    for zone in zones:
        assert any(text.startswith(f"{killed[zone['name']]:,.0f} killed, ") for text in shown)


def test_zones_are_ordered_by_place_and_by_control(figures, played):
    zones = played.manifest["scenarios"]["as_is"]["resolved"]["territory"]["zones"]
    order = sorted(zones, key=lambda zone: (not zone["metropolitan"], -zone["gang_control"]))
    panels = [axes for axes in figures["zones"].axes if axes.get_visible()]
    headings = [axes.texts[0].get_text() for axes in panels]
    assert headings[0] == order[0]["title"]
    assert headings[-1] == order[-1]["title"]


def test_the_title_of_zones_names_where_the_cells_end_furthest_apart(played, figures):
    ends = zone_means(played, "gang_control").groupby("cell", observed=True).last()
    apart = 100 * (ends.max() - ends.min())
    zones = played.manifest["scenarios"]["as_is"]["resolved"]["territory"]["zones"]
    titles = {zone["name"]: zone["title"] for zone in zones}
    if apart.max() < 1:
        assert "In no zone" in title(figures["zones"])
    else:
        told = title(figures["zones"])
        assert titles[apart.idxmax()] in told or "than random numbers may take them" in told


def test_abuse_stands_with_the_zones_too(figures):
    assert "Abuse is not counted by zone" in " ".join(texts(figures["zones"])).replace("\n", " ")


def test_a_zone_is_named_only_beyond_what_random_numbers_explain():
    listed = [Zone("A", "Above", True, 50.0), Zone("B", "Below", True, 50.0)]
    ends = pd.DataFrame({"A": [50.0, 54.0], "B": [50.0, 51.0]}, index=["as is", "other"])
    sure = zones_title(ends, ends * 0 + 0.5, listed)
    assert "furthest apart in Above: gang control 50 % under “as is”, 54 % under “other”" in sure
    for error in (1.0, np.nan):
        assert "than random numbers may take them" in zones_title(ends, ends * 0 + error, listed)
