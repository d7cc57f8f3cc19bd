"""Main effects and interactions of designs with two levels of each factor."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from synthetic import manifest

from msssim.analysis import factorial_effects
from msssim.errors import InputError
from msssim.experiments import Result

MONEY, TALK = ["a trickle", "in full"], ["closed", "open"]


def made(value, runs=50, talk=TALK):
    """A result whose gang control is ``value(money, talk)`` plus draws that all cells share."""
    draws = np.random.default_rng(3).normal(size=runs)
    cells = list(product(MONEY, talk))
    rows = [
        pd.DataFrame(
            {
                "scenario": "as_is", "point": point, "run": range(runs), "money": money,
                "talk": said, "gang_control_end": value(money, said) + draws,
            }
        )
        for point, (money, said) in enumerate(cells)
    ]  # fmt: skip
    info = manifest(["as_is"], {"money": MONEY, "talk": talk}, runs, 52, 1)
    return Result.of_frames(pd.concat(rows, ignore_index=True), pd.DataFrame(), info)


def test_effects_and_interactions_are_those_that_were_put_in():
    values = {("a trickle", "closed"): 1.0, ("in full", "closed"): 3.0,
              ("a trickle", "open"): 2.0, ("in full", "open"): 9.0}  # fmt: skip
    table = factorial_effects(made(lambda *cell: values[cell]), "gang_control_end")
    found = dict(zip(table["effect"], table["difference"], strict=True))
    # money: (3 + 9)/2 - (1 + 2)/2; talk: (2 + 9)/2 - (1 + 3)/2; both: (9 - 2) - (3 - 1)
    assert found == pytest.approx({"money": 4.5, "talk": 3.5, "money x talk": 5.0})
    assert np.allclose(table["high"] - table["low"], 0), "paired: draws cancel"


def test_effects_that_add_up_do_not_interact():
    added = made(lambda money, talk: 2.0 * (money == "in full") + 1.0 * (talk == "open"))
    table = factorial_effects(added, "gang_control_end").set_index("effect")
    assert table.loc["money x talk", "difference"] == pytest.approx(0.0, abs=1e-9)


def test_three_levels_are_refused_by_name():
    three = made(lambda *_: 0.0, talk=[*TALK, "loud"])
    with pytest.raises(InputError, match="talk"):
        factorial_effects(three, "gang_control_end")
