"""The figure of what each change does: what its title says, and that it survives odd changes."""

from __future__ import annotations

from changed import LISTED, played

from msssim.analysis import change_effects
from msssim.scenario import Change
from msssim.views.effects import MOST_CHANGES, changes_figure
from msssim.views.registry import write
from msssim.views.style import drawing


def drawn(result, listed, outcomes, after="other"):
    with drawing():
        return changes_figure(result, change_effects(result, listed, outcomes), listed, after)


def test_the_title_says_what_all_do_and_which_does_most():
    title = drawn(played(), LISTED, ["civilians_killed"]).get_suptitle().replace("\n", " ")
    assert title.startswith("From “mine” to “other”: civilians killed \N{MINUS SIGN}45 persons")
    assert "most alone by Argile added (groups)" in title


def test_an_outcome_that_never_happens_is_drawn_without_a_mark():
    result = played(never=range(40))
    assert "never" in drawn(result, LISTED, ["first_boots_days"]).get_suptitle()


def test_hostile_names_are_drawn_as_text(tmp_path):
    rows = [Change("row", f"gangs.groups.$x_{n}$ \x07<b>", None, {}) for n in range(3)]
    result = played()
    table = change_effects(result, rows, ["civilians_killed"])
    plan = {"effects": lambda: changes_figure(result, table, rows, "<script>")}
    files = write(plan, tmp_path)
    assert {file.suffix for file in files} == {".png", ".svg"}
    assert "<b>" not in (tmp_path / "effects.svg").read_text(encoding="utf-8")


def test_of_many_changes_the_largest_are_drawn_and_the_rest_counted():
    many = MOST_CHANGES + 3
    listed = [Change("value", f"funding.a{n}", 0, n) for n in range(many)]
    figure = drawn(played([float(n) for n in range(many)], 9.0), listed, ["civilians_killed"])
    labels = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert len(labels) == MOST_CHANGES + 2
    words = " ".join(text.get_text() for text in figure.texts)
    assert "3 more changes are in" in " ".join(words.split())
