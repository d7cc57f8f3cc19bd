"""Which cells are drawn where not all of them have room."""

from __future__ import annotations

import numpy as np
import pandas as pd

from msssim.text import text


def most_telling(values: pd.Series, most: int) -> list[str]:
    """Return at most ``most`` labels: the first cell, the lowest, the highest, and others far off.

    ``values`` has a number a cell, indexed by label; the labels come back in that order. After
    those three, which titles name, come those whose value is furthest from that of the first.
    """
    away = (values - values.iloc[0]).abs().fillna(0.0)
    away[[values.index[0], values.fillna(0.0).idxmin(), values.fillna(0.0).idxmax()]] = np.inf
    chosen = set(away.sort_values(ascending=False, kind="stable").index[:most])
    return [str(label) for label in values.index if label in chosen]


def left_out_words(there: int, drawn: int, what: str = "cells") -> str:
    """Return a sentence on what is not drawn, with a space before it; or nothing.

    ``what`` is ``cells`` or ``changes``.
    """
    return f" {text(f'figures.left_out.{what}', count=there - drawn)}" if there > drawn else ""
