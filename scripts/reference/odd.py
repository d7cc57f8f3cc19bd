"""The tables of docs/ODD.md: who there is, what a step does, what it draws and what it reads.

They stand between `<!-- made: NAME -->` and `<!-- end -->`; the words around them are written by
hand.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msssim.engines.batch.engine import PHASES
from msssim.rules.day import ORDER
from msssim.scenario import Scenario, load_scenario, parameters
from msssim.scenario.parameters import tables
from msssim.scenario.text import unit_of
from msssim.world.streams import CHANNELS
from msssim.world.variables import OWNERS
from reference.watched import START, Watch, watched

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ODD.md"

ROWS = {
    "zone": (tables.Zone, "territory.zones"),
    "link": (tables.Link, "territory.links"),
    "gang": (tables.Gang, "gangs.groups"),
    "police unit": (tables.PoliceUnit, "police.units"),
    "contingent": (tables.Contingent, "mission.contingents"),
    "donor": (tables.Donor, "funding.donors"),
    "court step": (tables.CourtStep, "law.steps"),
    "Council member": (tables.CouncilMember, "council.members"),
}
"""Tables of the theatre: what an entity is given and keeps."""


def odd_page() -> str:
    """Return the page with its tables made anew."""
    page = PAGE.read_text(encoding="utf-8")
    for name, make in TABLES.items():
        mark = re.compile(rf"(<!-- made: {name} -->\n).*?(<!-- end -->)", flags=re.DOTALL)
        if not mark.search(page):
            raise ValueError(f"docs/ODD.md has no place for the table {name}")
        table = "\n".join(make())
        page = mark.sub(lambda place, table=table: f"{place[1]}\n{table}\n\n{place[2]}", page)
    return page


def state_table() -> Iterator[str]:
    """Yield every declared variable: whose it is, unit, meaning, and the phase that writes it."""
    yield from _head("entity", "variable", "unit", "meaning", "written by")
    for owner in OWNERS:
        for name, each in owner.declared.items():
            yield _row(owner.__name__, f"`{name}`", each.unit, _plain(each.meaning), each.by)


def given_table() -> Iterator[str]:
    """Yield what each entity is given by the tables of the theatre."""
    yield from _head("entity", "how many", "attributes")
    scenario = load_scenario("as_is")
    for entity, (row, path) in ROWS.items():
        section, _, table = path.partition(".")
        rows = getattr(getattr(scenario, section), table)
        fields = (
            f"`{name}`{_in_brackets(field)}"
            for name, field in row.model_fields.items()
            if name not in ("source", "confidence")
        )
        yield _row(entity, str(len(rows)), ", ".join(fields))


def schedule_table() -> Iterator[str]:
    """Yield the order of a step: what each phase does, and what it draws."""
    yield from _head("", "phase", "what it does", "what it draws")
    for place, phase in enumerate(ORDER, start=1):
        drawn = _listed(channel for channel in _channels() if channel in _watch().channels[phase])
        said = " ".join((inspect.getdoc(PHASES[phase]) or "").split())
        yield _row(str(place), f"**{phase}**", said, drawn)


def channel_table() -> Iterator[str]:
    """Yield every random channel, by kind of entity, and when it is drawn."""
    yield from _head("drawn once for each", "channel", "in phase")
    for channel in _channels():
        kind, _, name = channel.partition(".")
        phases = [phase for phase, drawn in _watch().channels.items() if channel in drawn]
        yield _row(kind, f"`{name}`", ", ".join(phases))


def parameter_table() -> Iterator[str]:
    """Yield what each phase reads, section by section of the parameters."""
    yield from _head("phase", "section", "parameters that it reads")
    order = {path: place for place, path in enumerate(_paths())}
    last = len(order)
    for phase in (START, *ORDER):
        read = sorted(_watch().parameters[phase], key=lambda path: (order.get(path, last), path))
        for section in sorted({path.partition(".")[0] for path in read}):
            inside = (p.partition(".")[2] or p for p in read if p.partition(".")[0] == section)
            heading = "run" if section in read else section
            yield _row(phase, f"[{heading}](parameters.md#{heading})", _listed(inside))


TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "state": state_table,
    "given": given_table,
    "schedule": schedule_table,
    "channels": channel_table,
    "parameters": parameter_table,
}


@cache
def _watch() -> Watch:
    return watched()


def _channels() -> list[str]:
    return [f"{kind}.{name}" for kind, names in CHANNELS.items() for name in names]


def _paths() -> list[str]:
    """Return paths of the schema in its order; those within a table stand for all its rows."""
    scenario: Scenario = load_scenario("as_is")
    named = {path: row for row, path in ROWS.values()}
    found = [_without_row(info.path, named) for info in parameters(scenario)]
    return list(dict.fromkeys(found))


def _without_row(path: str, named: dict[str, Any]) -> str:
    """Return a path with the name of the row left out, as the batch engine reads a column."""
    for table, row in named.items():
        if path.startswith(f"{table}."):
            fields = "|".join(row.model_fields)
            column = re.search(rf"\.((?:{fields})(?:\.\w+)?)$", path)
            return f"{table}.{column[1]}" if column else path
    return path


def _in_brackets(field: Any) -> str:
    unit = unit_of(field)
    return "" if unit == "-" else f" ({unit})"


def _plain(text: str) -> str:
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", " ".join(text.split()))
    return text.replace("``", "`").replace("|", "\\|")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _head(*titles: str) -> Iterator[str]:
    yield _row(*titles)
    yield _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
