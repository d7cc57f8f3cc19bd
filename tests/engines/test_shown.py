"""What agents, cells and models look like in a notebook."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from msssim.engines.agents import MissionModel
from msssim.engines.agents.shown import Shown, brief, described
from msssim.world.kinds import Posture

pytestmark = pytest.mark.slow


class Thing(Shown):
    """A thing.

    Attributes
    ----------
    name, size
        What it is called, and how large it is, in :data:`msssim.world.kinds.Real`.
    later
        Something that comes with the first step.

    Notes
    -----
    No attribute at all.
    """

    def __init__(self, name: str) -> None:
        self.name, self.size = name, 12_345


@pytest.fixture(scope="module")
def model():
    model = MissionModel("as_is", seed=1, run=17)
    model.step()
    yield model
    model.close()


def everybody(model: MissionModel) -> list:
    gang, zone, contingent = model.gangs[0], model.zones[0], model.contingents[0]
    parts = [gang.finance, zone.people, zone.people.opinion, zone.fight, contingent.case]
    return [*model.agents, *model.zones, *parts, gang.footholds[0].outlook]


def test_the_docstring_says_what_is_shown():
    listed = list(described(Thing))
    assert [names for names, _ in listed] == [("name", "size"), ("later",)]


def test_a_table_has_what_is_there_and_leaves_out_what_is_not():
    shown = Thing("a").__repr__(), Thing("a")._repr_html_()
    assert shown[0] == "<Thing a>"
    assert "12,345" in shown[1]
    assert "in Real." in shown[1]
    assert "later" not in shown[1]
    assert "Notes" not in shown[1]


def test_a_name_cannot_smuggle_in_a_script():
    assert "<script>" not in Thing("<script>alert(1)</script>")._repr_html_()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"), (None, "none"), (1_234, "1,234"), (0.25, "0.25"), (12_345.6, "12,346"),
        (Posture.LOW_PROFILE, "low profile"), ([1, 2, 3, 4], "4: 1, 2, 3, ..."), ([], ""),
        ({"a": 1}, "a"), ("text", "text"),
    ],
)  # fmt: skip
def test_values_are_said_in_few_words(value, words):
    assert brief(value) == words


def test_everybody_can_be_seen(model):
    for one in everybody(model):
        assert re.fullmatch(r"<\w+( .+)?>", repr(one))
        parser = HTMLParser()
        parser.feed(one._repr_html_())
        assert "object at 0x" not in one._repr_html_()


def test_whoever_is_described_has_what_the_docstring_lists(model):
    for one in everybody(model):
        lacking = [
            name for names, _ in described(type(one)) for name in names if not hasattr(one, name)
        ]
        assert lacking == [], repr(one)


def test_a_model_says_what_is_played_and_shows_the_last_step(model):
    assert repr(model) == "<MissionModel as_is, run 17: 1 of 104 steps>"
    assert "mission personnel in theatre" in model._repr_html_()
