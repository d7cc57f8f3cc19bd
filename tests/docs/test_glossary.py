"""The glossary has the terms that the pages use, in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "glossary.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
ENTRY = re.compile(r"^- \*\*(.+?)\*\*: \S", flags=re.MULTILINE)
TERMS = (
    "agent-based model", "baseline", "binding constraint", "cell", "common random numbers",
    "coverage", "density", "docking", "holdout sample", "invariant", "lever",
    "metamorphic relation", "mu_star", "posture", "PRIM", "regret", "scenario", "Sobol index",
    "tranche", "uncertainty",
)  # fmt: skip
"""Terms of art that several pages use without explaining them each time."""


def test_every_entry_says_something_and_terms_are_sorted():
    for section in SECTIONS.values():
        terms = [term.lower() for term in ENTRY.findall(section)]
        assert len(terms) == section.count("\n- ")
        assert terms == sorted(terms)


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_art_is_in_the_glossary(term):
    bold = " ".join(re.findall(r"\*\*(.+?)\*\*", PAGE)).lower()
    assert term.lower() in bold
