"""The figure of robustness shows every rank beside what always stands together."""

from __future__ import annotations

import pytest
from matplotlib.text import Text
from synthetic import synthetic_result

from msssim.analysis.robustness import robustness_analysis
from msssim.views import figures_of, write_figures_of

RESULT = synthetic_result(runs=20, weeks=60, scenarios=("as_is", "full_funding"), renewal=None)


@pytest.mark.slow
def test_every_outcome_has_a_panel_and_every_policy_its_ranks(tmp_path):
    found = robustness_analysis(RESULT)
    figure = figures_of(found)["robustness"]
    assert "east regret" in figure.get_suptitle()
    drawn = [text.get_text() for text in figure.findobj(Text)]
    headings = {"Civilians killed", "People in held zones", "Abuse cases", "Gang control"}
    assert headings | {"All lines met"} <= set(drawn)
    ranks = 3 * len(found.tables["robustness"])
    assert sum(text in ("1", "2") for text in drawn) == ranks
    names = {path.name for path in write_figures_of(found, tmp_path)}
    assert names == {"robustness.png", "robustness.svg"}
