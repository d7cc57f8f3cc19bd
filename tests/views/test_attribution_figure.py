from __future__ import annotations

import pytest
from matplotlib.text import Text

import msssim
from msssim.experiments import play_lifted
from msssim.views import attribution_figure
from msssim.views.registry import write
from msssim.views.style import drawing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lifted():
    return play_lifted(msssim.load_scenario("as_is"), runs=3, days=210)


def test_the_figure_has_a_row_a_constraint_and_its_findings(lifted):
    with drawing():
        figure = attribution_figure(lifted)
        figure.draw_without_rendering()
    shown = [text.get_text() for text in figure.findobj(Text) if text.get_text()]
    for constraint in ("cash", "pledge", "court", "base", "airlift", "equipment", "council"):
        assert any(text.startswith(f"{constraint} (") for text in shown), constraint
    assert "all lifted" in shown
    assert "waited longest for" in figure.get_suptitle()
    drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert min(drawn.x0, drawn.y0) >= 0
    assert drawn.x1 <= width
    assert drawn.y1 <= height


def test_one_run_without_intervals_can_be_drawn(tmp_path):
    result = play_lifted(msssim.load_scenario("as_is"), runs=1, days=28)
    paths = write({"attribution": lambda: attribution_figure(result)}, tmp_path / "figures")
    assert [path.name for path in paths] == ["attribution.png", "attribution.svg"]
    assert all(path.stat().st_size > 2000 for path in paths)
