"""Read a YAML file into plain data, and remember the line on which everything was typed.

YAML 1.2 with its core types only: text, numbers, true/false, null, lists and groups. A date stays
the text that it is. Refused are duplicate keys, tags, aliases, directives, values inside more than
``MOST_NESTED`` others, and files over 100 kB, so a file can neither run anything nor grow when it
is read, and is read or refused within seconds.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import category

from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from msssim.errors import InputError, Problem
from msssim.scenario.paths import join
from msssim.scenario.text import shown

LARGEST_FILE = 1_000_000
"""Bytes of a table."""

LARGEST_YAML = 100_000
"""Bytes of a YAML file, which is some five seconds of reading at the worst."""

MOST_NESTED = 50
"""How deep a value may lie; a scenario needs eight levels."""

MOST_DIGITS = 300
"""Of a whole number, so that each is also a number with a point."""


@dataclass(frozen=True)
class Document:
    """Plain data as typed in one file; ``lines`` has the line of each dotted path."""

    data: Any
    lines: dict[str, int] = field(default_factory=dict)
    file: str | None = None

    def line(self, path: str) -> int | None:
        """Return the line of a path, or of the nearest group around it."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path)

    def located(self, problem: Problem) -> Problem:
        """Add file and line to a problem that has a path only."""
        return problem.at(file=self.file, line=self.line(problem.path))


def read_yaml(path: str | Path) -> Document:
    """Read a YAML file whose top level is a group of keys.

    Raises
    ------
    InputError
        If the file cannot be read or is not such a file, with each problem's line.
    """
    document = parse_yaml(read_text(Path(path), LARGEST_YAML), str(path))
    if not isinstance(document.data, dict):
        empty = document.data is None
        wrong = Problem("problems.no_keys", found=shown(document.data))
        raise InputError([document.located(Problem("problems.empty_file") if empty else wrong)])
    return document


def read_text(path: Path, largest: int = LARGEST_FILE) -> str:
    """Read a UTF-8 text file of at most ``largest`` bytes; a byte-order mark is passed over.

    Raises
    ------
    InputError
        If there is no such file, or it is too large, not UTF-8, or a device, which may have no end.
    """
    file = str(path)
    try:
        kind = path.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):  # of a folder the system says more
            raise InputError("problems.not_plain_file", file=file)
        with path.open("rb") as stream:
            content = stream.read(largest + 1)
        if len(content) > largest:
            raise InputError("problems.file_too_large", file=file, most=f"{largest:,}")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("problems.not_utf8", file=file, line=line) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError("problems.not_readable", file=file, reason=reason) from None


def parse_yaml(text: str, file: str | None = None) -> Document:
    """Read YAML from text; ``file`` is the name that messages give.

    Raises
    ------
    InputError
        If the text is no YAML, or uses more of it than msssim accepts.
    """
    reader = _Reader(file)
    try:
        root = _compose(text)
        data = None if root is None else reader.value(root, "")
    except InputError as error:
        raise InputError([problem.at(file=file) for problem in error.problems]) from None
    if reader.problems:
        raise InputError(reader.problems)
    return Document(data, reader.lines, file)


@lru_cache(maxsize=8)  # a file is asked for its kind, then for what it holds
def _compose(text: str) -> Node | None:
    for number, row in enumerate(text.split("\n"), 1):
        if row.startswith("%"):
            raise InputError("problems.yaml_directive", line=number)
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = MOST_NESTED
    yaml.composer.warn_double_anchors = False  # an anchor alone does nothing
    try:
        return yaml.compose(text)  # type: ignore[no-any-return]
    except MaxDepthExceededError as error:
        raise InputError("problems.yaml_nested", line=error.problem_mark.line + 1) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InputError("problems.yaml_character", line=line) from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        template = "problems.yaml_tab" if "'\\t'" in reason else "problems.not_yaml"
        raise InputError(template, line=mark.line + 1 if mark else None, reason=reason) from None


def _switch(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _whole_number(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(text)
    return int(text, 0) if text.lstrip("+-").startswith(("0x", "0o", "0b")) else int(text)


def _number(text: str) -> float:
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


def unprintable(text: str) -> str:
    """Return the first character that a terminal would obey and not print; empty if there is none.

    Titles and labels are shown on terminals, where an escape sequence may recolour or rename them.
    Half a character (a lone surrogate) cannot be printed either.
    """
    wrong = (letter for letter in text if category(letter) in ("Cc", "Cs") and letter not in "\n\t")
    return next((f"U+{ord(letter):04X}" for letter in wrong), "")


_TAG = "tag:yaml.org,2002:"
_SCALARS: dict[str, Callable[[str], Any]] = {
    f"{_TAG}str": str,
    f"{_TAG}timestamp": str,
    f"{_TAG}value": str,
    f"{_TAG}merge": str,
    f"{_TAG}null": lambda text: None,
    f"{_TAG}bool": _switch,
    f"{_TAG}int": _whole_number,
    f"{_TAG}float": _number,
}


class _Reader:
    """Turns YAML nodes into plain data; collects lines, and what is not accepted."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: Node, path: str) -> Any:
        """Return the node's data; remember its line unless its key has one."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:  # an alias is a second way to the same node
            return self._refuse(Problem("problems.yaml_alias", path))
        self._seen.add(id(node))
        tag = str(node.tag)
        if isinstance(node, MappingNode) and tag == f"{_TAG}map":
            return self._mapping(node, path)
        if isinstance(node, SequenceNode) and tag == f"{_TAG}seq":
            return [self.value(item, join(path, n)) for n, item in enumerate(node.value)]
        if isinstance(node, ScalarNode) and tag in _SCALARS:
            return self._scalar(node, tag, path)
        written = tag.replace(_TAG, "!!")  # which may hold escaped characters: !%1b
        return self._refuse(Problem("problems.yaml_tag", path, tag=ascii(written)[1:-1]))

    def _scalar(self, node: ScalarNode, tag: str, path: str) -> Any:
        unseen = unprintable(node.value)
        if unseen:
            return self._refuse(Problem("problems.unprintable", path, character=unseen))
        try:
            return _SCALARS[tag](node.value)
        except (ValueError, KeyError):
            kind, value = tag.removeprefix(_TAG), node.value[:40]
            return self._refuse(Problem("problems.yaml_scalar", path, value=value, kind=kind))

    def _mapping(self, node: MappingNode, path: str) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._refuse(Problem("problems.yaml_key", path, line=line))
                continue
            key = str(key_node.value)
            unseen = unprintable(key)
            if unseen:
                self._refuse(Problem("problems.unprintable_key", path, line=line, character=unseen))
                continue
            here = join(path, key)
            if key in data:
                first = self.lines[here]
                self._refuse(Problem("problems.given_twice", here, line=line, key=key, first=first))
                continue
            self.lines[here] = line
            data[key] = self.value(value_node, here)
        return data

    def _refuse(self, problem: Problem) -> None:
        line = problem.line or self.lines.get(problem.path)
        self.problems.append(problem.at(file=self.file, line=line))
