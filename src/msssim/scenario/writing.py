"""A scenario as the text of its files: a CSV a table, and a YAML of what differs from the defaults.

What is written here and read again is the same scenario.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo

from msssim.scenario.csvtable import TABLES, columns_of
from msssim.scenario.draft import OWN_KEYS
from msssim.scenario.parameter import Section
from msssim.scenario.schema import Scenario
from msssim.scenario.tables import Row
from msssim.scenario.text import unit_of, written_unit
from msssim.scenario.yamlfile import parse_yaml

SOURCES = ("confidence", "source")
"""Columns that every table has, at the end of it."""

PARTS = ";"
"""What separates the parts of a list in a cell."""


def table_text(rows: tuple[Row, ...], row_class: type[Row]) -> str:
    """Return a table as CSV, without the columns in which no row says anything."""
    said = [_cells(row, list(columns_of(row_class))) for row in rows]
    inner = [name for name in columns_of(row_class) if name not in ("name", *SOURCES)]
    header = ["name", *(name for name in inner if any(cells[name] for cells in said)), *SOURCES]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cells[name] for name in header] for cells in said)
    return stream.getvalue()


def tables_text(scenario: Scenario) -> dict[str, str]:
    """Return the tables of a scenario's theatre, by file name."""
    texts = {}
    for path, (file_name, row_class) in TABLES.items():
        section, table = path.split(".")
        texts[file_name] = table_text(getattr(getattr(scenario, section), table), row_class)
    return texts


def scenario_text(scenario: Scenario, name: str, theatre: str) -> str:
    """Return a scenario file with every parameter that differs from its default, and why it is.

    ``theatre`` is the folder of the tables, as seen from the file.
    """
    lines = [
        f"name: {name}",
        f"title: {json.dumps(scenario.title, ensure_ascii=False)}",
        *_why(scenario),
        f"theatre: {theatre}   # the folder with the tables: zones, gangs, police, donors ...",
        *_changed(scenario),
    ]
    for section_name, field in Scenario.model_fields.items():
        section = getattr(scenario, section_name)
        if isinstance(section, Section):
            inside = list(_changed(section, type(field.default)(), "  "))
            lines += [f"{section_name}:", *inside] if inside else []
    if scenario.events:
        lines += ["events:", *_events(scenario)]
    return "\n".join(lines) + "\n"


def _why(scenario: Scenario) -> list[str]:
    words = " ".join(scenario.why.split())
    lines = textwrap.wrap(words, 98, break_long_words=False, break_on_hyphens=False)
    return ["why: >-", *(f"  {line}" for line in lines)]


def _cells(row: Row, columns: list[str]) -> dict[str, str]:
    data = row.model_dump(mode="json")
    return {column: _cell(_at(data, column)) for column in columns}


def _at(data: Any, column: str) -> Any:
    for key in column.split("."):
        data = data[key]
    return data


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return PARTS.join(value) if isinstance(value, list) else str(value)


def _changed(section: Section, default: Section | None = None, indent: str = "") -> Iterator[str]:
    """Yield a line for each single value that is not the default."""
    data = section.model_dump(mode="json")
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        is_single = not isinstance(value, Section | tuple) and name not in OWN_KEYS
        usual = field.default if default is None else getattr(default, name)
        if is_single and value != usual:
            yield f"{indent}{name}: {_scalar(data[name])}{_comment(field)}"


def _comment(field: FieldInfo) -> str:
    """Return what a parameter means, and its unit, to stand behind its value."""
    if not field.description:
        return ""
    unit = written_unit(unit_of(field))
    return f"   # {field.description}" + (f" ({unit})" if unit else "")


def _events(scenario: Scenario) -> Iterator[str]:
    for event in scenario.resolved()["events"]:
        inside = ", ".join(f"{json.dumps(k)}: {_scalar(v)}" for k, v in event["set"].items())
        yield f"  - {{date: {event['date']}, set: {{{inside}}}}}"


def _scalar(value: Any) -> str:
    """Return a value as YAML has it; a word or a date in quotes, where it would be read as else."""
    text = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return text
    is_plain = value.replace("-", "").replace("_", "").isalnum() and parse_yaml(value).data == value
    return value if is_plain else text
