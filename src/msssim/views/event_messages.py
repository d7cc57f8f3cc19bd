"""What is said of each kind of event: a table of sentences.

A sentence is made from a template that belongs to the kind of event. Between braces stands the name
of a fact and how to say it: ``{usd:money}``. Where a kind has two sides, such as a vote that passes
or fails, a small function picks the template.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from unicodedata import category

from msssim.analysis.formatting import number
from msssim.world.events import Event

CAUSES = {
    "council": "the mandate",
    "host": "the consent of the host authorities",
    "pledge": "contingents to be ready",
    "court": "the courts",
    "base": "the base",
    "equipment": "armoured vehicles",
    "airlift": "the airlift",
    "cash": "cash in the trust fund",
}
"""What the next tranche waits for, by name of the constraint."""

POSTURES = {
    "confront": "to open confrontation",
    "low_profile": "to a low profile",
    "relocate": "to relocation",
}


WITH_ARTICLE = ("Bahamas", "United States")


def named(who: str) -> str:
    """Return a name as it stands in a sentence."""
    return f"the {who}" if who in WITH_ARTICLE else who


def date_words(date: dt.date) -> str:
    """Return ``2 Jul 2024``."""
    return f"{date.day} {date:%b %Y}"


def times(count: int) -> str:
    """Return ``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _text(value: Any) -> str:
    """Return a name on one line, without what a terminal would obey."""
    line = " ".join(str(value).split())
    return "".join(letter for letter in line if category(letter) not in ("Cc", "Cf"))


def _counted(noun: str, plural: str = "") -> Callable[[int], str]:
    def say(count: int) -> str:
        return f"{count:,} {noun if count == 1 else plural or noun + 's'}"

    return say


def _money(usd: int) -> str:
    return f"USD {number(usd / 1e6)} million" if usd >= 1e6 else f"USD {usd:,}"


WAYS: dict[str, Callable[[Any], str]] = {
    "": _text,
    "number": lambda value: f"{value:,}",
    "persons": _counted("person"),
    "land": _counted("person lands", "persons land"),
    "resign": _counted("person resigns", "persons resign"),
    "flee": _counted("person flees", "persons flee"),
    "gangs": _counted("gang"),
    "cases": _counted("case"),
    "operations": _counted("operation"),
    "votes": _counted("vote"),
    "days": _counted("day"),
    "weeks": _counted("week"),
    "runs": _counted("run"),
    "money": _money,
    "percent": lambda share: f"{number(100 * share, 0)} %",
    "date": date_words,
    "cause": CAUSES.__getitem__,
    "posture": POSTURES.__getitem__,
}
"""How a fact may be said, by the word after the colon."""


def _review(event: Event) -> str:
    if not event.facts["persons"]:
        return "The Council reviews the mission: nobody of the planned {planned:number} is there."
    return "The Council reviews the mission: {persons:number} of {planned:number} are in theatre."


def _with_votes(event: Event) -> str:
    return " with {votes:votes} in favour" if event.facts["votes"] is not None else ""


def _renewal(event: Event) -> str:
    return f"The Council renews the mandate{_with_votes(event)}, until {{ends:date}}."


def _lapse(event: Event) -> str:
    how = "in good order" if event.facts["orderly"] else "in disorder"
    if not event.facts["persons"]:
        return "The mandate lapses, with nobody in theatre."
    return f"The mandate lapses; the mission, {{persons:persons}} strong, begins to leave {how}."


def _office(event: Event) -> str:
    if event.facts["adopted"]:
        return f"The Council decides on a UN support office{_with_votes(event)}."
    return f"A UN support office is put to the vote and fails{_with_votes(event)}."


def _conversion(event: Event) -> str:
    if event.facts["adopted"]:
        return (
            f"The Council converts the mission to a UN operation{_with_votes(event)}; "
            "its mandate runs to {ends:date}."
        )
    return f"Conversion to a UN operation is put to the vote and fails{_with_votes(event)}."


def _petition(event: Event) -> str:
    order = ", and the court stops it for the time being" if event.facts["ordered"] else ""
    return f"A petition is filed against the deployment of {{who}}{order}."


HEARINGS = {
    "held": "The court in {who} hears the case against the deployment.",
    "adjourned": "The court in {who} puts its hearing off.",
    "reserved": "The court in {who} closes its hearings and reserves its ruling.",
}


def _hearing(event: Event) -> str:
    return HEARINGS[str(event.facts["outcome"])]


def _ruling(event: Event) -> str:
    if not event.facts["barred"]:
        return "The court in {who} clears the deployment."
    if event.facts["for_good"]:
        return "The court in {who} bars the deployment for good."
    return "The court in {who} bars the deployment; an agreement between the states could meet it."


def _commitment(event: Event) -> str:
    announced = "" if event.facts["announced"] is None else ", announced for {announced:date}"
    return f"{{who}} decides to send {{persons:persons}}{announced}."


def _postponement(event: Event) -> str:
    if event.facts["times"] == 1:
        return "The announced arrival of {who} is put off to {announced:date}."
    return "The announced arrival of {who} is put off again, to {announced:date}."


def _tranche(event: Event) -> str:
    if event.facts["by"] == "none":
        return "Nothing holds up the next tranche any more."
    if event.facts["before"] == "none":
        return "The next tranche waits for {by:cause}."
    return "The next tranche now waits for {by:cause}, no longer for {before:cause}."


def _pledge(event: Event) -> str:
    held = ", which its hold keeps back" if event.facts["held"] else ""
    return f"New pledge from {{who}}: {{usd:money}}{held}."


def _hold_lifted(event: Event) -> str:
    return "The hold on the money of {who} is lifted" + (
        ": {usd:money} are free." if event.facts["usd"] else "."
    )


def _cover(event: Event) -> str:
    if event.facts["short"]:
        return "The trust fund's cash covers less than a month: {balance_usd:money} are left."
    return "The trust fund's cash covers a month or more again: it holds {balance_usd:money}."


def _arrears(event: Event) -> str:
    if event.facts["owed"]:
        return "The trust fund cannot pay all that is due: {usd:money} are in arrears."
    return "The trust fund has paid its arrears."


def _base(event: Event) -> str:
    if event.facts["stages"] == event.facts["in_all"]:
        return "The base is built."
    return "The base is at stage {stages:number} of {in_all:number}."


def _inspection(event: Event) -> str:
    if event.facts["passed"]:
        return "The base passes its inspection and opens, with {places:number} places."
    return "The base fails its inspection."


def _open(what: str) -> Callable[[Event], str]:
    def say(event: Event) -> str:
        return f"The {what} {'opens again' if event.facts['open'] else 'closes'}."

    return say


def _offensive(event: Event) -> str:
    if event.facts["begins"]:
        return "An offensive begins: {gangs:gangs} take part, {share:percent} of all members."
    return "The offensive ends."


def _posture(event: Event) -> str:
    verb = "turns" if event.facts["gangs"] == 1 else "turn"
    return f"{{gangs:gangs}}, {{members:persons}} strong, {verb} {{to:posture}}."


def _zone(event: Event) -> str:
    change = "rises to" if event.facts["retaken"] else "falls below"
    return f"The state's control of {{who}} {change} {{threshold:percent}}."


def _government(event: Event) -> str:
    if event.facts["fell"]:
        return "The government falls."
    return "There is a government again that can receive the mission."


SENTENCES: dict[str, str | Callable[[Event], str]] = {
    "documents": "Concept of operations and rules of engagement reach the Council.",
    "review": _review,
    "renewal": _renewal,
    "rollover": "No renewal is adopted; the Council extends the mandate to {ends:date}.",
    "lapse": _lapse,
    "office": _office,
    "office_serves": "The UN support office begins to serve the mission.",
    "conversion": _conversion,
    "un_operation": "The UN operation takes over payment and command.",
    "petition": _petition,
    "interim_order": "The court in {who} stops the deployment for the time being.",
    "hearing": _hearing,
    "ruling": _ruling,
    "agreement": "An agreement between the states meets the bar on the deployment of {who}.",
    "commitment": _commitment,
    "postponement": _postponement,
    "first_boots": "First boots on the ground: {who} lands {persons:persons}.",
    "arrival": "The contingent of {who} begins to land: {persons:persons}.",
    "landing": "{persons:land}; {in_theatre:number} are in theatre.",
    "recall": "{who} calls its contingent home: {persons:persons}.",
    "gone_home": "The last of the contingent of {who} has gone home.",
    "exit": "The last of the mission has left.",
    "resignations": "Unpaid, {persons:resign}; {in_theatre:number} are left.",
    "leaderless": "The mission loses its lead nation, {who}.",
    "new_lead": "Another state takes the lead in place of {who}.",
    "killed": "{who} loses {persons:persons}, killed on duty.",
    "tranche": _tranche,
    "pledge": _pledge,
    "hold": "A legislative hold stops further money from {who}.",
    "hold_lifted": _hold_lifted,
    "receipt": "The trust fund receives {usd:money} from {who}; it holds {balance_usd:money}.",
    "cover": _cover,
    "arrears": _arrears,
    "arrears_long": "Allowances are {days:days} in arrears, more than contributors bear.",
    "base": _base,
    "inspection": _inspection,
    "airport": _open("airport"),
    "port": _open("port"),
    "offensive": _offensive,
    "posture": _posture,
    "zone": _zone,
    "zone_held": "The state has held {who} for long enough to count it as held.",
    "abuse": "Serious abuse by mission personnel comes to light: {cases:cases}.",
    "ambush": "{operations:operations} given away met an ambush.",
    "displacement": "{persons:flee}; {displaced:number} are displaced in all.",
    "government": _government,
}
"""How each kind of event is said: a template, or what picks one."""
