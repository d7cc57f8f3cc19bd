from __future__ import annotations

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from msssim.views.style import CAUSE_COLOURS, INK, LINES, MUTED, PAPER, contrast, drawing, ink_on

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def lab(colour: str, blindness: str) -> np.ndarray:
    """CIE L*a*b* of the colour as that eye sees it."""
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.asarray(BLINDNESS[blindness]) @ linear, 0, 1)
    f = np.cbrt(TO_XYZ @ seen / WHITE)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_agrees_with_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_text_stands_out_from_the_paper():
    assert contrast(INK, PAPER) >= 7
    assert contrast(MUTED, PAPER) >= 4.5


@pytest.mark.parametrize("colour", LINES[:4])
def test_the_first_lines_stand_out_from_the_paper(colour):
    assert contrast(colour, PAPER) >= 3


@pytest.mark.parametrize("colour", CAUSE_COLOURS.values())
def test_labels_inside_bars_are_legible(colour):
    assert contrast(ink_on(colour), colour) >= 4


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_lines_are_told_apart_by_every_eye(blindness):
    for one, other in combinations(LINES, 2):
        distance = np.linalg.norm(lab(one, blindness) - lab(other, blindness))
        assert distance > 10, (one, other)


def test_drawing_leaves_the_users_settings_alone():
    before = dict(mpl.rcParams)
    with drawing():
        assert mpl.rcParams["svg.fonttype"] == "none"
    assert dict(mpl.rcParams) == before
