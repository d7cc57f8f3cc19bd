"""No module of msssim holds what could run a file that it reads."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import msssim

SOURCES = sorted(Path(msssim.__file__).parent.rglob("*.py"))
MODULES = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "marshal",
    "shelve",
    "joblib",
    "code",
    "runpy",
    "yaml",
}
CALLS = {
    *("eval", "exec", "compile", "__import__"),
    *(
        "read_pickle",
        "to_pickle",
        "unsafe_load",
        "full_load",
        "os.system",
        "os.popen",
        "np.load",
        "numpy.load",
    ),
}
PLAIN = {"re.compile"}


def called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def faults(source: str):
    """Yield what could run something, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            names = []
        yield from ((node.lineno, name) for name in names if name.split(".")[0] in MODULES)
        if isinstance(node, ast.Call) and called(node) not in PLAIN:
            name = called(node)
            if name in CALLS or name.rpartition(".")[2] in CALLS:
                yield node.lineno, name
            for keyword in node.keywords:
                is_false = isinstance(keyword.value, ast.Constant) and not keyword.value.value
                if keyword.arg in ("allow_pickle", "shell") and not is_false:
                    yield node.lineno, f"{keyword.arg}="


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: "/".join(file.parts[-2:]))
def test_a_module_runs_nothing_that_it_reads(file):
    assert list(faults(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from marshal import loads",
        "eval('1')",
        "exec(x)",
        "pd.read_pickle(f)",
        "np.load(f)",
        "load(f, allow_pickle=True)",
        "run(c, shell=True)",
        "import yaml",
        "os.system(c)",
    ],
)
def test_the_test_finds_what_it_looks_for(source):
    assert list(faults(source))
