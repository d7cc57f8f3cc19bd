"""Files that somebody spoils on purpose, or a program by mistake; what is shipped, changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from msssim.errors import MsssimError

in_a_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)

JUNK = (
    "",
    "~",
    "null",
    "true",
    "-0.0",
    "1e308",
    "-1e308",
    "1e400",
    ".inf",
    "-.inf",
    ".nan",
    "0x" + "f" * 400,
    "9" * 400,
    "'0.5'",
    '"1,5"',
    "1_0.0_1",
    "[]",
    "{}",
    "[[1], [2]]",
    "{a: {b: {c: 1}}}",
    "[1, 2, 3]",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "2024-02-30",
    "0001-01-01",
    "2024-06-12T00:00:00Z",
    "!!python/object/apply:os.system [echo]",
    "!!binary aGk=",
    "!%1b x",
    "&a 1",
    "*a",
    "&a [*a]",
    "<<: 1",
    "? x",
    "- - -",
    "|",
    ">",
    "@x",
    "`x`",
    "%x",
    "'",
    '"',
    "'\\x1b[31m'",
    '"\\e[31m"',
    '"\\0"',
    '"\\ud800"',
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
    "../../../etc/passwd",
    "/dev/zero",
    "/",
    ".",
    "~root",
    "a/b",
    "x" * 5_000,
    "[" * 60,
    "{a: " * 60,
    "prior",
    "as_is",
    "=1+1",
    "\ufeff",
    "\x85",
    "🙂",
    "٣",
)
"""What is written in the place of a value."""


@contextmanager
def only_refused() -> Iterator[None]:
    """Let what msssim refuses pass; anything else is a fault."""
    try:
        yield
    except MsssimError as error:
        assert str(error).strip()


@st.composite
def spoilt_lines(draw, texts: tuple[str, ...]) -> str:
    """Return one of the texts in which some lines are changed, doubled, moved or lost."""
    lines = draw(st.sampled_from(texts)).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        key, colon, _ = line.partition(":")
        change = draw(st.sampled_from(("value", "key", "double", "lose", "indent", "insert")))
        junk = draw(st.sampled_from(JUNK) | st.text(max_size=8))
        if change == "value":
            lines[place] = f"{key}: {junk}" if colon else junk
        elif change == "key":
            lines[place] = line.replace(key.strip(), junk) if key.strip() else junk
        elif change == "double":
            lines.insert(draw(st.integers(0, len(lines))), line)
        elif change == "lose" and len(lines) > 1:
            del lines[place]
        elif change == "indent":
            lines[place] = f"  {line}"
        else:
            inside = " " * draw(st.sampled_from((0, 2, 4, 6)))
            lines.insert(place, f"{inside}{draw(st.sampled_from(JUNK))}: {junk}")
    return "\n".join(lines)


ENCODED = {
    "as it is": lambda text: text.encode("utf-8", "surrogatepass"),
    "byte-order mark": lambda text: b"\xef\xbb\xbf" + text.encode("utf-8", "surrogatepass"),
    "two byte-order marks": lambda text: (
        b"\xef\xbb\xbf" * 2 + text.encode("utf-8", "surrogatepass")
    ),
    "Latin-1": lambda text: text.encode("latin-1", "replace") + b"\xe9",
    "UTF-16": lambda text: text.encode("utf-16", "surrogatepass"),
    "UTF-32": lambda text: text.encode("utf-32", "surrogatepass"),
    "CR LF": lambda text: text.replace("\n", "\r\n").encode("utf-8", "surrogatepass"),
    "CR": lambda text: text.replace("\n", "\r").encode("utf-8", "surrogatepass"),
    "zeros": lambda text: text.replace(",", ",\0").encode("utf-8", "surrogatepass"),
    "decimal commas": lambda text: re.sub(r"(\d)\.(\d)", r"\1,\2", text).encode(errors="replace"),
    "semicolons": lambda text: text.replace(",", ";").encode(errors="replace"),
    "cut short": lambda text: text.encode(errors="replace")[: len(text) // 2],
}
"""What a program does to a text on its way to a file."""


@st.composite
def spoilt_tables(draw, texts: tuple[str, ...]) -> bytes:
    """Return one of the tables in which some cells are changed, as bytes of some encoding."""
    rows = [line.split(",") for line in draw(st.sampled_from(texts)).split("\n")]
    for _ in range(draw(st.integers(0, 3))):
        row = rows[draw(st.integers(0, min(len(rows) - 1, 3)))]
        cell = st.sampled_from(
            (*JUNK, '"', '"a', 'a"b', "nan", "inf", "1e308", "\x1b[2J", "\0", "1;2")
        )
        change = draw(st.sampled_from(("change", "add", "lose")))
        place = draw(st.integers(0, len(row) - 1)) if row else 0
        if change == "change" and row:
            row[place] = draw(cell)
        elif change == "add":
            row.insert(place, draw(cell))
        elif row:
            del row[place]
    text = "\n".join(",".join(row) for row in rows)
    return ENCODED[draw(st.sampled_from(sorted(ENCODED)))](text)


WRONG_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.text(max_size=5)
    | st.sampled_from(
        (0, 1, -1, 3, 10**12, 10**30, 0.5, 1e308, -0.0, float("nan"), float("inf"), "2024-06-12")
    )
    | st.sampled_from(("\x1b[31m", "../x", "as_is", "9999-12-31", "x" * 5_000)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


@st.composite
def spoilt_json(draw, document: dict) -> dict:
    """Return a document in which one to three values are replaced, or keys are lost."""
    spoilt = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(1, 3))):
        group, key = spoilt, draw(st.sampled_from(sorted(spoilt))) if spoilt else None
        while (
            key is not None and isinstance(group[key], dict) and group[key] and draw(st.booleans())
        ):
            group = group[key]
            key = draw(st.sampled_from(sorted(group)))
        if key is None:
            return spoilt
        if draw(st.booleans()):
            group[key] = draw(WRONG_JSON)
        else:
            del group[key]
    return spoilt
