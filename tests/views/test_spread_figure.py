"""The figure of whole distributions: the tail of civilians killed, and what stands beside it."""

from __future__ import annotations

from matplotlib.text import Text
from synthetic import synthetic_result

from msssim.analysis import distribution_differences
from msssim.views.effects import spread_figure
from msssim.views.style import drawing

RESULT = synthetic_result(runs=20, weeks=60, scenarios=("as_is", "full_funding"), renewal=None)
TABLE = distribution_differences(RESULT)


def test_main_outcomes_have_a_panel_and_the_title_median_and_tail():
    with drawing():
        figure = spread_figure(RESULT, TABLE)
    title = figure.get_suptitle().replace("\n", " ")
    assert title.startswith("“full funding” against “as is”, civilians killed: median ")
    assert "95th percentile" in title
    drawn = {text.get_text() for text in figure.findobj(Text)}
    assert {"Civilians killed", "People in held zones", "Abuse cases", "Gang control"} <= drawn
    assert {"mean", "5th percentile", "median", "95th percentile"} <= drawn
