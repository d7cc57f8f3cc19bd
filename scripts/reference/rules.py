"""Every rule of the model with its equation: the docstrings and bodies of `msssim.rules`."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import msssim.rules

FOLDER = Path(inspect.getfile(msssim.rules)).parent
NO_RULES = ("__init__", "day")
"""Files that hold no equation."""

NUMERICS = ("counts",)
"""Files whose helpers say how a quantile is found, not what the model is."""

HEAD = """\
# The rules

Made from `src/msssim/rules` by `scripts/build_reference.py`; do not edit. Every formula of the
model, as text and as both engines compute it; [ODD](ODD.md#5-details) describes order and context.
A rule draws no random numbers: a `uniform` in [0, 1) is an argument, and so is the length of the
step (`weeks`). Arguments are numbers, or arrays with the runs last. `np` is NumPy, `special` is
`scipy.special`.
"""


def rules_page() -> str:
    """Return the page: a file is a section, a function a part of it."""
    files = sorted(path for path in FOLDER.glob("*.py") if path.stem not in NO_RULES)
    return "\n".join([HEAD, *(line for path in files for line in _file(path))])


def _file(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    yield f"## {path.stem}"
    yield ""
    yield _prose(ast.get_docstring(tree) or "")
    yield ""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not _is_numeric(path, node):
            yield f"### {path.stem}.{node.name}"
            yield ""
            yield _prose(ast.get_docstring(node) or "")
            yield ""
            yield from ("```python", _code(source, node), "```", "")


def _is_numeric(path: Path, node: ast.FunctionDef) -> bool:
    return path.stem in NUMERICS and node.name.startswith("_")


def _code(source: str, node: ast.FunctionDef) -> str:
    """Return a function as it is written, without its docstring."""
    lines = source.splitlines()
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return "\n".join(lines[node.lineno - 1 : node.end_lineno])
    before = lines[node.lineno - 1 : first.lineno - 1]
    return "\n".join([*before, *lines[first.end_lineno or 0 : node.end_lineno]]).rstrip()


def _prose(docstring: str) -> str:
    """Return a docstring as Markdown: what NumPy style sets apart is kept as it is typed."""
    paragraphs = docstring.replace("::\n", ":\n").split("\n\n")
    return "\n\n".join(_paragraph(text) for text in paragraphs)


def _paragraph(text: str) -> str:
    as_typed = text.startswith("    ") or "\n---" in text or "\n===" in text
    if as_typed:
        return f"```text\n{inspect.cleandoc(text)}\n```"
    for role in (":mod:", ":func:", ":class:", ":data:"):
        text = text.replace(role, "")
    pieces = text.replace("``", "`").split("`")
    pieces[::2] = [re.sub(r"([*_<])", r"\\\1", words) for words in pieces[::2]]
    return "`".join(pieces)
