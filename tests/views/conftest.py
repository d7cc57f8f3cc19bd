"""The made-up results live beside the tests of analysis."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "analysis"))
