"""Every event is a sentence a person would write, and a story hides nothing that stands out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventful import FACTS_OF, eventful, lapsing
from msssim.views.story import CHOOSERS, CHOSEN_BY, chosen, sentence, summed_up, told
from msssim.world.events import KINDS, Event
from msssim.world.kinds import Posture
from msssim.world.mission import CONSTRAINTS

pytestmark = pytest.mark.slow

AUTUMN = dt.date(2024, 10, 2)
PERSONS = st.integers(0, 3_000)
MONEY = st.integers(0, 10**9)
DATES = st.dates(dt.date(2024, 6, 12), dt.date(2026, 6, 12))
SHARES = st.floats(0, 1)

FACTS: dict[str, st.SearchStrategy] = {
    "votes": st.none() | st.integers(0, 15),
    "ends": DATES,
    "announced": DATES,
    "outcome": st.sampled_from(["held", "adjourned", "reserved"]),
    "by": st.sampled_from(CONSTRAINTS),
    "before": st.sampled_from(CONSTRAINTS),
    "to": st.sampled_from([posture.name.lower() for posture in Posture]),
    "share": SHARES,
    "control": SHARES,
    "threshold": SHARES,
    "usd": MONEY,
    "balance_usd": MONEY,
    **dict.fromkeys(
        ("adopted", "orderly", "ordered", "barred", "for_good", "held", "short", "owed", "passed",
         "open", "begins", "retaken", "fell"), st.booleans(),
    ),
}  # fmt: skip


@st.composite
def events(draw: st.DrawFn, kind: str) -> Event:
    facts = {name: draw(FACTS.get(name, PERSONS)) for name in FACTS_OF[kind]}
    return Event(draw(DATES), kind, "Kenya", facts)


def assert_is_a_sentence(text: str) -> None:
    assert re.fullmatch(r"[A-Z0-9].*\.", text), text
    assert not re.search(r"nan|None|[{}_]|True|False|  |\.\.", text), text


def test_every_kind_has_facts_and_the_tables_know_no_other():
    assert set(KINDS) == set(FACTS_OF)
    assert set(CHOSEN_BY) | set(CHOOSERS) <= set(KINDS)
    for kind, facts in CHOSEN_BY.items():
        assert set(facts) <= set(FACTS_OF[kind])


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_every_kind_is_said_in_a_sentence_whatever_its_facts(kind, data):
    assert_is_a_sentence(sentence(data.draw(events(kind))))


@pytest.mark.parametrize("run", [lambda: eventful(0), lambda: eventful(1), lapsing])
def test_whatever_happens_in_a_run_can_be_said(run):
    for event in run().events:
        assert_is_a_sentence(sentence(event))


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            Event(AUTUMN, "review", "", {"persons": 0, "planned": 2500}),
            "The Council reviews the mission: nobody of the planned 2,500 is there.",
        ),
        (
            Event(AUTUMN, "landing", "", {"persons": 1, "in_theatre": 1204}),
            "1 person lands; 1,204 are in theatre.",
        ),
        (
            Event(AUTUMN, "receipt", "Canada", {"usd": 12_340_000, "balance_usd": 900_000}),
            "The trust fund receives USD 12.3 million from Canada; it holds USD 900,000.",
        ),
        (
            Event(AUTUMN, "killed", "Bahamas", {"persons": 2}),
            "The Bahamas loses 2 persons, killed on duty.",
        ),
        (
            Event(AUTUMN, "hold", "United States"),
            "A legislative hold stops further money from the United States.",
        ),
        (
            Event(AUTUMN, "posture", "", {"to": "low_profile", "gangs": 4, "members": 1200}),
            "4 gangs of 1,200 members in all turn to a low profile.",
        ),
        (
            Event(AUTUMN, "tranche", "", {"by": "cash", "before": "none", "in_theatre": 0}),
            "The next tranche waits for cash in the trust fund.",
        ),
        (
            Event(AUTUMN, "renewal", "", {"votes": 13, "ends": dt.date(2025, 10, 2)}),
            "The Council renews the mandate with 13 votes in favour, until 2 Oct 2025.",
        ),
    ],
)
def test_sentences_read_as_written_here(event, said):
    assert sentence(event) == said


def test_a_users_name_cannot_move_the_cursor_or_break_the_line():
    name = "A {who}\x1b[31m\nland\u202e"
    assert sentence(Event(AUTUMN, "leaderless", name)) == (
        "The mission loses its lead nation, A {who}[31m land."
    )


# -- what is told


def test_a_story_is_filtered_by_kind_name_and_date():
    everything = eventful().events
    some = chosen(everything, ["receipt", "pledge"], "CANA", AUTUMN - dt.timedelta(60), AUTUMN)
    assert some
    for event in some:
        assert event.kind in ("receipt", "pledge")
        assert event.who == "Canada"
        assert AUTUMN - dt.timedelta(60) <= event.date <= AUTUMN
    assert chosen(everything) == everything


def test_a_story_told_one_by_one_leaves_nothing_out():
    everything = eventful().events
    assert [line.text for line in told(everything)] == [sentence(event) for event in everything]


def test_a_summed_up_story_tells_what_stands_out_and_sums_months():
    everything = eventful().events
    lines = summed_up(everything)
    assert len(lines) < len(everything)
    texts = [line.text for line in lines]
    for event in chosen(everything, ["renewal", "first_boots", "offensive", "killed", "abuse"]):
        assert sentence(event) in texts
    months = [line.month for line in lines if line.date is None]
    assert months == sorted(set(months))
    assert not any("ambush" in line.text for line in lines if line.date is not None)


def test_sums_of_the_months_come_to_what_happened():
    everything = eventful().events
    sums = [line.text for line in summed_up(everything) if line.date is None]
    found = [re.search(r"([\d,]+) operations? given away", text) for text in sums]
    operations = sum(int(match[1].replace(",", "")) for match in found if match)
    assert operations == sum(e.facts["operations"] for e in chosen(everything, ["ambush"]))
    for text in sums:
        assert_is_a_sentence(text)
