"""Where the scenarios, experiments and priors that come with msssim are.

Priors lie among the scenarios, in files whose names begin with ``priors_``. In a checkout both are
folders beside ``src``; in an installed package they lie inside it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from msssim.errors import InputError, MsssimError
from msssim.scenario.text import nearest
from msssim.text import text

Kind = Literal["scenarios", "experiments", "priors"]

_PACKAGE = Path(__file__).parents[1]
_BASELINE = "as_is"
_PRIORS = "priors_"


def shipped_folder(kind: Kind) -> Path:
    """Return the folder of what is shipped.

    Raises
    ------
    MsssimError
        If the installation lacks them.
    """
    name = "scenarios" if kind == "priors" else kind
    for folder in (_PACKAGE / "_shipped" / name, _PACKAGE.parents[1] / name):
        if folder.is_dir():
            return folder
    raise MsssimError(text("problems.lacks_shipped", folder=name))


def shipped_names(kind: Kind) -> list[str]:
    """Return the names of the shipped files, without their suffix, sorted."""
    names = sorted(file.stem for file in shipped_folder(kind).glob("*.yaml"))
    return [name for name in names if name.startswith(_PRIORS) == (kind == "priors")]


def shipped_scenarios() -> list[str]:
    """Return the names of the shipped scenarios, the baseline ``as_is`` first."""
    return sorted(shipped_names("scenarios"), key=lambda name: (name != _BASELINE, name))


def shipped_path(name: str, kind: Kind) -> Path:
    """Return the file of a shipped name.

    Raises
    ------
    InputError
        If nothing is shipped by that name; the message suggests the nearest and lists all.
    """
    names = shipped_names(kind)
    if name not in names:
        raise InputError(
            f"problems.not_shipped_{kind}",
            name=name,
            shipped=", ".join(names),
            suggestion=nearest(name, names),
        )
    return shipped_folder(kind) / f"{name}.yaml"


def scenario_path(name: str) -> Path:
    """Return the file of a shipped scenario, see :func:`shipped_path`."""
    return shipped_path(name, "scenarios")


def find(source: str | Path, kind: Kind, beside: Path | None = None) -> Path:
    """Return the file that a person means by a shipped name or a path.

    Parameters
    ----------
    source
        A path if it ends in ``.yaml`` or ``.yml`` or has a folder, otherwise a shipped name.
    kind
        What is looked for.
    beside
        Folder that a relative path starts from; the working directory by default.

    Raises
    ------
    InputError
        If there is no such file; the message suggests the nearest shipped name.
    """
    typed = str(source)
    if not (isinstance(source, Path) or typed.endswith((".yaml", ".yml")) or "/" in typed):
        return shipped_path(typed, kind)
    path = (beside or Path()) / source
    if not os.path.isfile(path):  # noqa: PTH113  (Path.is_file raises on a name that is too long)
        suggestion = nearest(path.stem, shipped_names(kind))
        raise InputError("problems.no_file", name=typed, suggestion=suggestion)
    return path
