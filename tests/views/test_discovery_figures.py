"""The pictures of a scenario discovery: a region, and none."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from planted import WHERE, planted

from msssim.analysis.discovery import Discovery, on_holdout, read_condition, search
from msssim.analysis.discovery.cases import chosen_cell
from msssim.presentation import Analysis
from msssim.views.discovery import box_figure, peeling_figure
from msssim.views.registry import write_figures_of
from msssim.views.style import BLUE, VERMILLION, drawing

pytestmark = pytest.mark.slow


def discovered(name: str) -> Discovery:
    """A region that passes on a holdout sample, one that fails, or none."""
    result = planted() if name != "none" else planted(inside=0.3, outside=0.3)
    found = search(result, read_condition(WHERE, ["delivered_share"]), chosen_cell(result, None))
    if name == "none":
        from dataclasses import replace

        return replace(found, box=None, in_sample=None, boxes=found.boxes[:1])
    other = planted(seed=2) if name == "passed" else planted(seed=9, inside=0.3, outside=0.3)
    return on_holdout(found, other)


@pytest.fixture(scope="module", params=["passed", "failed", "none"])
def named(request) -> tuple[str, Discovery]:
    return request.param, discovered(request.param)


def texts(figure: Figure) -> str:
    return " ".join(text.get_text() for text in figure.findobj(Text)).replace("\n", " ")


def draw(found: Discovery) -> list[Figure]:
    with drawing():
        return [peeling_figure(found), box_figure(found)]


def test_the_finding_is_the_title_and_nothing_leaves_the_page(named):
    name, found = named
    for figure in draw(found):
        title = figure.get_suptitle().replace("\n", " ")
        assert ("no region found" in title) == (name != "passed")
        assert "as known on 12 June 2024" in texts(figure)
        with drawing():
            figure.draw_without_rendering()
            drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        assert min(drawn.x0, drawn.y0) >= 0
        assert drawn.x1 <= width
        assert drawn.y1 <= height


def test_the_holdout_sample_is_drawn_beside_the_searched_runs(named):
    name, found = named
    peeling, box = draw(found)
    noted = {text.get_text() for text in peeling.axes[0].texts}
    assert ("holdout sample" in noted) == (name != "none")
    shares = box.axes[1]
    assert shares.get_visible() == (name != "none")
    colours = {line.get_color() for line in shares.lines}
    assert (VERMILLION in colours) == (name != "none")


def test_the_box_is_framed_where_it_lies_and_dashed_if_it_failed(named):
    name, found = named
    points = draw(found)[1].axes[2]
    frames = [each for each in points.patches if isinstance(each, Rectangle)]
    if name == "none":
        assert frames == []
        return
    (frame,) = frames
    assert frame.get_edgecolor()[:3] == pytest.approx([0, 114 / 255, 178 / 255])
    assert (frame.get_linestyle() == "-") == (name == "passed")
    across, up = found.box.paths[:2]
    ends = {(each.path, each.side): each.value for each in found.box.limits}
    edge = {"funding.lag_months": ("above", 0), "funding.conversion": ("below", 1)}
    for path, low, size in (
        (across, frame.get_x(), frame.get_width()),
        (up, frame.get_y(), frame.get_height()),
    ):
        side, end = edge[path]
        assert low + end * size == pytest.approx(ends[path, side])


def test_the_bar_of_a_limit_is_its_part_of_what_was_sampled(named):
    name, found = named
    bars = [each for each in draw(found)[1].axes[0].patches if each.get_facecolor()[2] > 0.6]
    blue = [each for each in bars if each.get_facecolor()[0] < 0.1]
    assert len(blue) == (0 if name == "none" else len(found.box.paths))
    if blue:
        path = found.box.paths[0]
        values = found.cases.parameters[path]
        limit = found.box.limits[0].value
        place = (limit - values.min()) / (values.max() - values.min())
        assert place in (pytest.approx(blue[0].get_x()), pytest.approx(blue[0].get_width()))
    assert BLUE == "#0072B2"


def test_a_name_from_a_user_is_only_text(tmp_path):
    found = discovered("passed")
    from dataclasses import replace

    parameters = {
        path: replace(each, name="<b>$\\frac{1}{0}$\x00\n" + 99 * "long ")
        for path, each in found.parameters.items()
    }
    hostile = replace(found, parameters=parameters)
    written = write_figures_of(Analysis("discovery", source=hostile), tmp_path / "figures")
    assert [Path(path).name for path in written] == [
        "discovery_peeling.png", "discovery_peeling.svg", "discovery_box.png", "discovery_box.svg",
    ]  # fmt: skip
