from __future__ import annotations

import numpy as np
import pytest
from matplotlib.text import Text
from studied import played, study

from msssim.analysis.sensitivity import sensitivity
from msssim.views.registry import write
from msssim.views.sensitivity import sensitivity_figures
from msssim.views.style import drawing

OUTCOMES = {
    "displaced_end": lambda x, noise, place: 1e6 * x[:, 0] * x[:, 1] + 1e3 * noise + 1e4 * place,
    "gang_control_end": lambda x, noise, place: 0.5 + 0.01 * x[:, 2] + 0.1 * noise,
    "fund_balance_usd": lambda x, noise, place: 1e8 * x[:, 1] + 1e6 * noise,
}


def drawn(method: str, names: list[str], count: int = 64, *scenarios: str):
    """Return the figures of a study whose outcomes are these functions."""
    asked = study(method, count, *scenarios)
    outcomes = {name: OUTCOMES[name] for name in names}
    result = played(asked.experiment, **outcomes)
    layout = None if asked.layout is None else played(asked.layout, **outcomes)
    found = sensitivity(asked, result, names, layout)
    with drawing():
        figures = {name: draw() for name, draw in sensitivity_figures(found).items()}
        for figure in figures.values():
            figure.draw_without_rendering()
    return figures


def shown(figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["sobol", "morris"])
def test_everything_lies_on_the_figure_and_every_factor_has_a_row(method):
    for figure in drawn(method, list(OUTCOMES), 16, "as_is", "full_funding").values():
        box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        assert min(box.x0, box.y0) >= 0
        assert box.x1 <= width
        assert box.y1 <= height
    tornado = drawn(method, list(OUTCOMES), 16)["tornado"]
    for label in ("rationality (gangs)", "conversion (funding)", "lag months (funding)"):
        assert label in shown(tornado)


@pytest.mark.slow
def test_sobol_has_three_figures_and_a_screening_one():
    assert list(drawn("sobol", ["displaced_end"], 8)) == [
        "tornado", "interactions", "variance_decomposition",
    ]  # fmt: skip
    assert list(drawn("morris", ["displaced_end"], 4)) == ["tornado"]


def test_the_titles_are_the_findings():
    figures = drawn("sobol", ["gang_control_end"])
    titles = {name: figure.get_suptitle().replace("\n", " ") for name, figure in figures.items()}
    assert titles["tornado"] == "Largest effects: “lag months” on gang control"
    assert titles["interactions"].startswith("No interaction")
    assert titles["variance_decomposition"] == (
        "The sampled parameters alone account for 0 % of the variance of gang control"
    )


def test_an_interaction_is_named_where_there_is_one():
    title = drawn("sobol", ["displaced_end"], 1024)["interactions"].get_suptitle()
    assert title.startswith("Interactions above zero: ")
    assert "% of the variance of displaced" in title.replace("\n", " ")


def test_the_order_of_the_rows_is_that_of_the_strength():
    (axes, *_) = drawn("morris", ["fund_balance_usd"], 8)["tornado"].axes
    assert axes.get_yticklabels()[0].get_text() == "conversion (funding)"
    lengths = [bar.get_width() for bar in axes.patches]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == pytest.approx(100, rel=0.05)  # USD million


@pytest.mark.slow
def test_the_files_are_the_same_every_time(tmp_path):
    asked = study("sobol", 8)
    result, layout = (played(each, **OUTCOMES) for each in (asked.experiment, asked.layout))
    found = sensitivity(asked, result, ["displaced_end"], layout)
    names = [path.name for path in write(sensitivity_figures(found), tmp_path / "a")]
    assert names[:2] == ["tornado.png", "tornado.svg"]
    write(sensitivity_figures(found), tmp_path / "b")
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert np.isfinite(found.table["noise_floor"]).all()
