"""The list of public names: what `__all__` holds, with the first sentence of each docstring."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

MODULES = (
    "msssim",
    "msssim.errors",
    "msssim.scenario",
    "msssim.experiments",
    "msssim.experiments.replay",
    "msssim.analysis",
    "msssim.analysis.discovery",
    "msssim.analysis.sensitivity",
    "msssim.analysis.robustness",
    "msssim.analysis.threshold",
    "msssim.analysis.backtest",
    "msssim.views",
    "msssim.testing",
    "msssim.analysis.calibration",
    "msssim.adapters.ema",
    "msssim.adapters.salib",
    "msssim.engines.agents",
)
"""Where public names are; what another module holds may change without notice."""

CONSTANTS = {
    "EXTREMES": "Properties under extreme conditions, such as no money, no base, no gangs.",
    "INVARIANTS": "Properties that hold at every step of a run.",
    "METHODS": "The methods of sensitivity analysis, by name.",
    "PROPERTIES": "All properties, by name.",
    "RED_LINES": "Default conditions of a robustness analysis.",
    "RELATIONS": "Metamorphic relations: properties of two runs with the same random numbers.",
    "TOTALS": "Properties of the outcomes of a run.",
    "__version__": "The version of the package and of the model.",
}
"""Public names that have no docstring."""

HEAD = """\
# Python API

Made from `__all__` of each module by `scripts/build_reference.py`; do not edit. These names are
public. Their types are part of the package (`py.typed`); their docstrings state units, shapes and
errors (`help(msssim.simulate)`). All other names may change without notice.

Versions follow [semantic versioning](https://semver.org). Before 1.0 a minor version may change
what is public, and says so in the changelog; a patch does not. The following count as public too:
commands, options, exit status and the keys of `--json`; the keys of scenario and experiment files;
the columns of result folders. A change of the model's results is at least a minor version, since
the same seed then gives other runs.
"""


def api_page() -> str:
    """Return the page: a module is a section, a name a row."""
    lines = [HEAD]
    for module in MODULES:
        lines += [f"## {module}", "", _lead(importlib.import_module(module)), ""]
        lines += ["| name | kind | what it is |", "| --- | --- | --- |"]
        lines += [_row(module, name) for name in importlib.import_module(module).__all__]
        lines += [""]
    return "\n".join(lines)


def _row(module: str, name: str) -> str:
    value = getattr(importlib.import_module(module), name)
    said = CONSTANTS[name] if name in CONSTANTS else _lead(value)
    return f"| `{name}{_arguments(value)}` | {_kind(value)} | {said} |"


def _lead(value: Any) -> str:
    """Return the first paragraph of a docstring on one line, as plain Markdown."""
    text = " ".join((inspect.getdoc(value) or "").split("\n\n")[0].split())
    for role in (":func:", ":class:", ":mod:", ":data:", ":attr:"):
        text = text.replace(role, "")
    return text.replace("``", "`").replace("`~", "`").replace("|", "\\|")


def _kind(value: Any) -> str:
    if inspect.isclass(value):
        return "error" if issubclass(value, Exception) else "class"
    return "function" if callable(value) else "constant"


def _arguments(value: Any) -> str:
    """Return the names of a function's arguments; a class is described by its docstring."""
    if inspect.isclass(value) or not callable(value):
        return ""
    return f"({', '.join(inspect.signature(value).parameters)})"
