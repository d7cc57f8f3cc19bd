"""Sections of parameters for tests of rules: the defaults, with other values of some."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from msssim.scenario.parameter import Section
from msssim.scenario.parameters.tables import Row
from msssim.scenario.schema import Scenario

SECTIONS: dict[str, type[Section]] = {
    name: field.annotation
    for name, field in Scenario.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
}
ROWS: dict[str, type[Section]] = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", row.__name__).lower(): row for row in Row.__subclasses__()
}


def section(name: str, **values: Any) -> SimpleNamespace:
    """Return a section, or a row of a table such as ``donor``, as rules take it; arrays may vary.

    Raises
    ------
    TypeError
        If the section has no parameter of a name.
    """
    fields = (SECTIONS | ROWS)[name].model_fields
    if unknown := set(values) - set(fields):
        raise TypeError(f"{name} has no {', '.join(sorted(unknown))}")
    defaults = {key: field.default for key, field in fields.items() if not field.is_required()}
    return SimpleNamespace(**(defaults | values))
