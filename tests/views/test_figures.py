"""Pictures are drawn few and small here: they are the slow part of the suite."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from synthetic import synthetic_result, with_failed

from msssim.analysis import bands, binding_shares, compare, summarise
from msssim.experiments import Result
from msssim.scenario import load_scenario
from msssim.scenario.folder import example
from msssim.views import draw_figures, write_figures
from msssim.views.binding import binding
from msssim.views.differences import verdict
from msssim.views.fans import arrange, fan
from msssim.views.layout import footer
from msssim.views.people import _limits
from msssim.views.style import BAD, GOOD, INK, UNCLEAR, drawing

pytestmark = pytest.mark.slow

SWEEP = {
    "fan_deployed", "fan_fund_balance_usd", "fan_gang_control", "binding", "people", "differences",
    "heatmap_deployment", "heatmap_people", "tradeoff",
    "medians_deployed", "medians_fund_balance_usd", "medians_gang_control",
}  # fmt: skip


@pytest.fixture(scope="module")
def sweep() -> Result:
    return synthetic_result(runs=20, weeks=104, scenarios=("as_is", "full_funding"))


@pytest.fixture(scope="module")
def figures(sweep) -> dict[str, Figure]:
    return draw_figures(sweep)


def title(figure: Figure) -> str:
    return figure.get_suptitle().replace("\n", " ")


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_a_sweep_gets_every_figure(figures):
    assert set(figures) == SWEEP


def test_every_figure_has_a_title_units_and_its_source(figures):
    for name, figure in figures.items():
        assert title(figure), name
        assert any("as known on 12 June 2024" in text for text in texts(figure)), name
        assert any("20 paired runs a cell" in text for text in texts(figure)), name


@pytest.mark.parametrize(
    ("played", "words"),
    [(load_scenario("as_is"), "as known on 12 June"), (example(), "starts on 12 June")],
)
def test_a_footer_says_as_known_on_a_day_of_the_shipped_theatre_alone(played, words):
    result = synthetic_result(runs=2, weeks=4, scenarios=("as_is",), renewal=None)
    result.manifest["scenarios"]["as_is"]["resolved"] = played.resolved()
    assert f"  ·  {words} 2024  ·  " in footer(result)


def test_nothing_leaves_the_page(figures):
    with drawing():
        for name, figure in figures.items():
            figure.draw_without_rendering()
            drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
            assert min(drawn.x0, drawn.y0) >= 0, name
            assert drawn.x1 <= width, name
            assert drawn.y1 <= height, name


def test_the_fan_title_carries_the_computed_medians(sweep, figures):
    table = summarise(sweep)
    medians = table[table["outcome"] == "strength_104w"].set_index("cell")["median"]
    assert f"{medians.min():,.0f} persons" in title(figures["fan_deployed"])
    assert f"to {medians.max():,.0f} persons" in title(figures["fan_deployed"])


def test_the_binding_title_carries_the_computed_share(sweep, figures):
    largest = binding_shares(sweep).loc["as is, 12 months"].drop("none").max()
    assert f"{100 * largest:.0f} % of weeks" in title(figures["binding"])


def test_the_differences_title_carries_the_interval(sweep, figures):
    table = compare(sweep).set_index(["cell", "outcome"])
    killed = table.loc[("full funding, 12 months", "civilians_killed")]
    words = title(figures["differences"])
    assert "“full funding, 12 months” against “as is, 12 months”" in words
    assert f"{abs(killed['difference']):,.0f} persons" in words
    assert f"{abs(killed['low']):,.0f} to" in words


def test_the_map_prints_the_mean_of_every_cell(sweep, figures):
    runs = sweep.runs
    means = runs.groupby(["scenario", "renewal"])["strength_104w"].mean()
    printed = texts(figures["heatmap_deployment"])
    assert all(f"{mean:,.0f}" in printed for mean in means if mean >= 20)


def test_harm_and_security_stand_together(figures):
    for name in ("people", "heatmap_people"):
        shown = " ".join(texts(figures[name]))
        assert all(words in shown for words in ("Civilians killed", "held zones", "Abuse cases"))


def test_ground_is_not_shown_without_its_price(figures):
    for name in ("fan_gang_control", "medians_gang_control"):
        shown = " ".join(texts(figures[name])).replace("\n", " ")
        assert "With it: mean civilians killed" in shown
        assert "abuse cases" in shown


def test_both_directions_are_named_under_every_outcome_that_has_them(figures):
    shown = texts(figures["differences"])
    directed = sum(shown.count(words) for words in ("← better", "better →"))
    assert directed == sum(shown.count(words) for words in ("← worse", "worse →")) == 6


def test_the_range_of_the_runs_fills_the_panel_however_far_from_zero():
    assert _limits(np.array([8000.0, 9000.0]))[0] > 7000
    assert _limits(np.array([2.0, 9.0]))[0] == 0
    assert _limits(np.array([0.0, 0.0])) == (0.0, 1.0)


def test_lines_are_labelled_directly(figures):
    for label in ("12 months", "6 months", "3 months", "no renewal"):
        assert texts(figures["medians_deployed"]).count(label) == 2
    assert all(not axes.get_legend() for axes in figures["medians_deployed"].axes)


def test_every_cell_has_a_fan_with_both_bands(figures):
    panels = [axes for axes in figures["fan_deployed"].axes if axes.get_visible()]
    assert len(panels) == 8
    assert all(len(axes.collections) >= 2 for axes in panels)


def test_a_difference_is_coloured_by_what_it_means_for_people():
    worse = {"difference": 5.0, "low": 1.0, "high": 9.0}
    unclear = {"difference": 5.0, "low": -1.0, "high": 11.0}
    assert verdict(worse, "civilians_killed") == BAD
    assert verdict(worse, "held_share_end") == GOOD
    assert verdict(worse, "strength_104w") == INK
    assert verdict(unclear, "civilians_killed") == UNCLEAR


def test_one_scenario_gets_fans_causes_and_people(tmp_path):
    result = synthetic_result(runs=3, weeks=5, scenarios=("as_is",), renewal=None)
    result.runs["first_boots_days"] = np.nan
    names = {path.name for path in write_figures(result, tmp_path / "figures")}
    stems = ("fan_deployed", "fan_fund_balance_usd", "fan_gang_control", "binding", "people")
    assert names == {f"{stem}{ending}" for stem in stems for ending in (".png", ".svg")}
    assert all(path.stat().st_size > 2000 for path in (tmp_path / "figures").iterdir())


def test_the_same_result_gives_the_same_bytes(tmp_path):
    result = synthetic_result(runs=3, weeks=10, scenarios=("as_is",), renewal=("12 months", "none"))
    first, second = (write_figures(result, tmp_path / name) for name in ("one", "two"))
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name


def test_text_in_vector_pictures_stays_text(tmp_path):
    result = synthetic_result(runs=2, weeks=5, scenarios=("as_is",), renewal=None)
    write_figures(result, tmp_path)
    drawn = (tmp_path / "binding.svg").read_text()
    assert "the next tranche was held up by" in drawn.lower()
    assert "<dc:date>" not in drawn


def test_titles_from_users_are_shown_as_typed():
    result = synthetic_result(runs=2, weeks=10, scenarios=("as_is", "full_funding"), renewal=None)
    names = {"as_is": "as_is", "full_funding": "$100m_{a}^2 $ and so on"}
    result.manifest["scenarios"] = {names[k]: v for k, v in result.manifest["scenarios"].items()}
    result.runs["scenario"] = result.runs["scenario"].map(names)
    result.series["scenario"] = result.series["scenario"].map(names)
    with drawing():
        figure = binding(result)
        figure.draw_without_rendering()
    assert "$100m {a}^2 $ and so on" in texts(figure)
    assert not any(text.get_parse_math() for text in figure.findobj(Text))


def test_cells_without_variance_can_be_drawn():
    result = synthetic_result(runs=2, weeks=30, scenarios=("as_is", "full_funding"))
    for outcome in ("civilians_killed", "strength_26w", "abuse_cases", "gang_control_end"):
        result.runs[outcome] = 0.0
    assert "the same in every run" in title(draw_figures(result)["differences"])


@pytest.mark.parametrize(
    ("failed", "words"),
    [(1, "1 run failed and is left out"), (2, "2 runs failed and are left out")],
)
def test_the_footer_says_how_many_runs_failed(failed, words):
    result = synthetic_result(runs=3, weeks=5, scenarios=("as_is",), renewal=None)
    lost = with_failed(result, {("as_is", 0, run): "ValueError" for run in range(failed)})
    assert footer(lost).endswith(words)
    assert "failed" not in footer(result)


def test_figures_with_failed_runs_show_the_others():
    result = synthetic_result(runs=4, weeks=30, scenarios=("as_is", "full_funding"))
    lost = with_failed(result, {("as_is", 0, 1): "ValueError", ("full_funding", 2, 3): "KeyError"})
    figures = draw_figures(lost)
    assert set(figures) == SWEEP
    for name, figure in figures.items():
        assert any("2 runs failed and are left out" in text for text in texts(figure)), name
    medians = summarise(lost).set_index(["outcome", "cell"]).loc["civilians_killed", "median"]
    assert f"{medians.max():,.0f} persons" in title(figures["people"])


def test_many_levels_become_panels_of_their_own():
    result = synthetic_result(runs=1, weeks=3, scenarios=("as_is",))
    copies = [result.runs.assign(renewal=f"{k} months", point=k) for k in range(8)]
    runs = pd.concat([copy.iloc[:1] for copy in copies])
    result.manifest["factors"] = {"renewal": [f"{k} months" for k in range(8)]}
    panels = arrange(Result.of_frames(runs, result.series, result.manifest))
    assert len(panels) == 8
    assert all(len(panel.lines) == 1 for panel in panels)


def test_a_single_week_can_be_drawn():
    result = synthetic_result(runs=1, weeks=1, scenarios=("as_is",), renewal=None)
    with drawing():
        fan(result, "gang_control", bands(result, "gang_control")).draw_without_rendering()


def test_lines_of_one_lever_share_a_panel():
    result = synthetic_result(runs=1, weeks=3, scenarios=("as_is",))
    (panel,) = arrange(result)
    assert [label for label, _ in panel.lines] == [
        "12 months",
        "6 months",
        "3 months",
        "no renewal",
    ]
    with drawing():
        assert "week 3" in fan(result, "gang_control", bands(result, "gang_control")).get_suptitle()
