"""The components without a browser: what is shown, and what a click does."""

from __future__ import annotations

import base64

import ipyvuetify
import pytest
import solara
from synthetic import sweep_result

from msssim.errors import ResultError
from msssim.views.dashboard import compare, live
from msssim.views.dashboard.compare import Compare, first_view
from msssim.views.dashboard.levers import Choice
from msssim.views.dashboard.live import Live
