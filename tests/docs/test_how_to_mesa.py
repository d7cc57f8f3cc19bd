"""The how-to page for users of Mesa shows what works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs/how-to/mesa.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_python_on_the_page_runs_from_top_to_bottom(capsys):
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    (printed,) = re.findall(r"^```text\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks:
        exec(block, names)
    said = capsys.readouterr().out
    assert said.startswith(printed)
    assert "officers" in said
    assert "fund_balance_usd" in said
    rows = names["rows"]
    assert [row["run"] for row in rows] == [0, 0, 1, 1]
    assert [row["funding.conversion"] for row in rows] == [0.2, 0.9, 0.2, 0.9]
    for little, much in (rows[:2], rows[2:]):
        assert much["fund_balance_usd"] > 2 * little["fund_balance_usd"] > 0
        assert much["deployed"] == little["deployed"] > 0
