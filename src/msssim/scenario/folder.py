"""A scenario as a folder of files, which hold all that it needs and nothing outside it.

The folder has a README with three commands, a scenario, an experiment and the theatre's tables: a
CSV a table, and a YAML of what differs from the defaults. It runs at once, and what is written here
and read again is the same scenario. README and experiment are those of the shipped example.
"""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from msssim.errors import InputError
from msssim.scenario.csvtable import TABLES, columns_of
from msssim.scenario.fields import NAME
from msssim.scenario.load import OWN_KEYS, load_scenario
from msssim.scenario.parameter import Section
from msssim.scenario.parameters.tables import Row
from msssim.scenario.schema import Scenario
from msssim.scenario.shipped import shipped_folder
from msssim.scenario.text import unit_of, written_unit
from msssim.scenario.yamlfile import parse_yaml

SCENARIO, EXPERIMENT, README, THEATRE = "scenario.yaml", "experiment.yaml", "README.md", "theatre"

HEAD = """\
# Every parameter that is not listed has its default. These show all, with unit, range and source:
#   msssim show scenario.yaml
#   msssim diff as_is scenario.yaml
"""

SOURCES = ("confidence", "source")
"""Columns that every table has, at the end of it."""


def example() -> Scenario:
    """Return the invented theatre that new folders are written from."""
    return load_scenario(example_folder() / SCENARIO)


def example_folder() -> Path:
    """Return the folder of the invented theatre."""
    return shipped_folder("scenarios") / "examples" / "island"


def write_folder(scenario: Scenario, folder: Path) -> list[Path]:
    """Write a new folder from a scenario; return its files.

    Raises
    ------
    InputError
        If something is there already, nothing can be written there, or its name cannot be that of
        a scenario.
    """
    name = folder.resolve().name
    if not re.match(NAME, name):
        raise InputError("problems.folder_name", name=name)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise InputError("problems.folder_exists", folder=folder)
    written = []
    try:
        for inside, text in folder_texts(scenario, name).items():
            file = folder / inside
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            written.append(file)
    except OSError as error:
        raise InputError("problems.not_writable", place=folder, reason=error.strerror) from error
    return written


def folder_texts(scenario: Scenario, name: str) -> dict[str, str]:
    """Return the text of every file of a new folder, by its path in the folder."""
    readme, experiment = (
        (example_folder() / file).read_text(encoding="utf-8") for file in (README, EXPERIMENT)
    )
    below_title = readme.partition("\n")[2]
    title = " ".join(scenario.title.split())
    return {
        README: f"# {title}\n{below_title}",
        SCENARIO: HEAD + scenario_text(scenario, name, THEATRE),
        EXPERIMENT: experiment,
        **{f"{THEATRE}/{file}": table for file, table in tables_text(scenario).items()},
    }


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
    return ";".join(value) if isinstance(value, list) else str(value)


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
