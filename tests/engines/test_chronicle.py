"""The chronicle tells what happened, all of it and nothing else, and changes nothing."""

from __future__ import annotations

import datetime as dt
import doctest
import math
from itertools import pairwise
from types import SimpleNamespace

import pytest

from eventful import EVENTFUL, FACTS_OF, Watched, eventful, lapsing, watch
from msssim.engines.agents import MissionModel, chronicle
from msssim.engines.agents.chronicle import Chronicle, ground, mandate
from msssim.scenario import load_scenario
from msssim.world.calendar import Step, day_of
from msssim.world.events import KINDS
from msssim.world.kinds import LegalStatus

pytestmark = pytest.mark.slow

RUNS = pytest.mark.parametrize(
    "run", [lambda: eventful(0), lambda: eventful(1), lapsing], ids=["one", "another", "lapsing"]
)
STEP = Step(0, 0, 7, dt.date(2024, 6, 12))


def test_docstring_example_runs():
    assert doctest.testmod(chronicle).failed == 0


def test_a_watched_run_is_the_unwatched_run_bit_for_bit():
    model = MissionModel(EVENTFUL, seed=1, run=0)
    while model.running:
        model.step()
    model.close()
    watched = eventful(0)
    for name, value in model.outcomes().items():
        same = watched.outcomes[name] == value
        assert same or (math.isnan(value) and math.isnan(watched.outcomes[name])), name


def test_nothing_is_told_before_a_step_and_nothing_twice():
    model = MissionModel(EVENTFUL, seed=1, run=0)
    watcher = Chronicle(model)
    assert watcher.look() == []
    model.step()
    assert watcher.look()
    assert watcher.look() == []
    model.close()


def test_a_chronicle_may_begin_in_the_middle_of_a_run():
    model = MissionModel(EVENTFUL, seed=1, run=0)
    for _ in range(4):
        model.step()
    watcher = Chronicle(model)
    assert watcher.look() == []
    model.step()
    told = watcher.look()
    model.close()
    first = model.period.start
    assert told == [e for e in eventful(0).events if first <= e.date <= model.period.last_date]


@RUNS
def test_every_event_is_of_a_known_kind_with_plain_facts(run):
    plain = (str, int, float, bool, dt.date, type(None))
    for event in run().events:
        assert event.kind in KINDS
        assert set(event.facts) <= set(FACTS_OF[event.kind]), event
        assert all(type(value) in plain for value in event.facts.values()), event


@RUNS
def test_events_are_told_in_order_and_within_the_run(run):
    watched = run()
    dates = [event.date for event in watched.events]
    assert dates == sorted(dates)
    assert watched.scenario.start <= dates[0]
    assert day_of(dates[-1], watched.scenario.start) < watched.scenario.horizon_days


# -- what is told agrees with the outcomes


@RUNS
def test_what_is_told_adds_up_to_the_outcomes(run):
    watched: Watched = run()
    outcomes = watched.outcomes
    told = {
        "renewals": len(watched.of("renewal")),
        "lapse": len(watched.of("lapse")),
        "mission_killed": watched.total("persons", "killed"),
        "abuse_detected": watched.total("cases", "abuse"),
        "ambushes": watched.total("operations", "ambush"),
        "offensives": len(watched.of("offensive", begins=True)),
        "governments_fallen": len(watched.of("government", fell=True)),
        "petitions": len(watched.of("petition")),
        "postponements": len(watched.of("postponement")),
        "contingents_recalled": len(watched.of("recall")),
        "inspections_failed": len(watched.of("inspection", passed=False)),
        "support_office": len(watched.of("office_serves")) if not outcomes["lapse"] else 0,
        "resigned": watched.total("persons", "resignations"),
    }
    assert told == {name: outcomes[name] for name in told}


@RUNS
def test_pledges_and_receipts_add_up_to_the_ledger(run):
    watched: Watched = run()
    donors = watched.scenario.funding.donors
    received = sum(donor.received_usd for donor in donors)
    pledged = sum(d.received_usd + d.held_usd + d.pledged_usd for d in donors)
    assert watched.outcomes["fund_received_usd"] - received == watched.total("usd", "receipt")
    assert watched.outcomes["fund_pledged_usd"] - pledged == watched.total("usd", "pledge")


@RUNS
def test_every_contingent_that_lands_is_told_once_on_its_day(run):
    watched: Watched = run()
    start = watched.scenario.start
    told = {event.who: day_of(event.date, start) for event in watched.of("first_boots", "arrival")}
    landed = {
        country: outcomes["arrived_days"]
        for country, outcomes in watched.contingents.items()
        if not math.isnan(outcomes["arrived_days"])
    }
    assert told == landed
    assert len(watched.of("first_boots")) == bool(landed)


def test_until_anybody_leaves_all_who_landed_are_there_or_killed():
    watched = eventful()
    mission = watched.scenario.mission
    weeks = mission.tour_weeks / mission.leave_waves
    landings = watched.of("landing")
    until = landings[0].date + dt.timedelta(weeks=weeks)
    early = [event for event in landings if event.date < until]
    assert len(early) > 1
    for now in early:
        landed = sum(event.facts["persons"] for event in landings if event.date <= now.date)
        killed = [
            event.facts["persons"] for event in watched.of("killed") if event.date <= now.date
        ]
        assert now.facts["in_theatre"] == landed - sum(killed)


def test_the_last_of_a_lapsed_mission_is_told_on_its_day():
    watched = lapsing()
    (gone,) = watched.of("exit")
    assert day_of(gone.date, watched.scenario.start) == watched.outcomes["exit_days"]
    assert {event.who for event in watched.of("gone_home")} == {
        event.who for event in watched.of("first_boots", "arrival")
    }


def test_votes_and_reviews_are_told_on_their_own_date():
    watched = eventful()
    terms = watched.scenario.council
    assert watched.of("review")[0].date == terms.review_on
    assert watched.of("renewal")[0].date == terms.mandate_ends
    (office,) = watched.of("office")
    assert (office.date, office.facts["adopted"]) == (terms.office_vote_on, True)


def test_offensives_begin_and_end_in_turns():
    begins = [event.facts["begins"] for event in eventful().of("offensive")]
    assert begins == [place % 2 == 0 for place in range(len(begins))]


def test_what_the_next_tranche_waits_for_is_told_as_a_chain():
    told = eventful().of("tranche")
    assert told[0].facts["before"] == "none"
    for one, other in pairwise(told):
        assert one.facts["by"] == other.facts["before"]


def test_without_a_mission_nothing_is_told_of_one():
    scenario = load_scenario("no_mission").model_copy(update={"horizon_days": 28})
    kinds = {event.kind for event in watch(scenario).events}
    assert kinds <= {
        "posture", "ambush", "zone", "zone_held", "offensive", "airport", "port", "displacement",
        "government",
    }  # fmt: skip
    assert "posture" in kinds


# -- ground: made-up sights


def told_of_control(before: float, now: float, thresholds: tuple[float, ...]) -> list[dict]:
    def sight(control: float) -> SimpleNamespace:
        zone = SimpleNamespace(title="Delmas", control=control, held=False)
        return SimpleNamespace(zones=[zone], thresholds=thresholds, airport=True, port=False)

    return [dict(event.facts) for event in ground.tell_ground(sight(before), sight(now), STEP)]


@pytest.mark.parametrize(
    ("before", "now", "crossed"),
    [
        (0.55, 0.52, []),
        (0.55, 0.49, [(False, 0.5)]),
        (0.49, 0.5, [(True, 0.5)]),
        (0.45, 0.75, [(True, 0.5), (True, 0.6)]),
        (0.6, 0.59, [(False, 0.6)]),
    ],
)
def test_a_zone_is_lost_or_retaken_at_each_threshold_that_is_crossed(before, now, crossed):
    told = told_of_control(before, now, (0.5, 0.6))
    assert [(fact["retaken"], fact["threshold"]) for fact in told] == crossed


# -- courts: made-up sights


def case(status: LegalStatus, *, reserved=False, weeks=9.0, filed=False, known=()):
    return SimpleNamespace(
        country="Kenya", legal_status=status, reserved=reserved, weeks_to_court=weeks,
        petition_filed=filed, known=known,
    )  # fmt: skip


CLEAR, PENDING, ORDER = LegalStatus.CLEAR, LegalStatus.PENDING, LegalStatus.INTERIM_ORDER
BARRED, FOR_GOOD = LegalStatus.BARRED, LegalStatus.BARRED_FOR_GOOD
MONDAY = dt.date(2024, 6, 17)


@pytest.mark.parametrize(
    ("before", "now", "kinds"),
    [
        (case(CLEAR), case(CLEAR), []),
        (case(CLEAR), case(PENDING, filed=True), ["petition"]),
        (case(CLEAR), case(ORDER, filed=True), ["petition"]),
        (case(PENDING, weeks=0.5), case(PENDING, weeks=3.5), ["hearing"]),
        (case(PENDING, weeks=0.5), case(PENDING, reserved=True), ["hearing"]),
        (case(PENDING, weeks=3), case(PENDING, weeks=2), []),
        (case(PENDING, reserved=True, weeks=0.5), case(CLEAR), ["ruling"]),
        (case(ORDER, reserved=True, weeks=0.5), case(BARRED), ["ruling"]),
        (case(PENDING, reserved=True, weeks=0.5), case(FOR_GOOD), ["ruling"]),
        (case(BARRED), case(CLEAR), ["agreement"]),
        (case(CLEAR), case(BARRED, known=((MONDAY, "ruling_bars"),)), ["ruling"]),
        (case(BARRED), case(CLEAR, known=((MONDAY, "agreement"),)), ["agreement"]),
        (
            case(PENDING, weeks=0.0),
            case(PENDING, reserved=True, known=((MONDAY, "hearing"),)),
            ["hearing", "hearing"],
        ),
    ],
)
def test_each_turn_of_a_case_is_told_once(before, now, kinds):
    told = list(mandate.tell_cases([before], [now], STEP))
    assert [event.kind for event in told] == kinds
    if now.known:
        assert told[0].date == MONDAY
