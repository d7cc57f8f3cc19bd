"""Text that people read: named templates with named fields, from one catalogue a language.

A template is an entry of ``locale/LANGUAGE/DOMAIN.po``, a gettext file that translators' tools
open. Its name, such as ``common.runs``, takes the place of gettext's source string and begins with
the domain. Fields are filled by :meth:`str.format`, so a template can order them as its language
wants; the field ``count`` chooses the plural form of an entry that has one.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGE = "en"


def text(name: str, /, **fields: Any) -> str:
    """Return a template with its fields filled.

    Raises
    ------
    KeyError
        If the catalogue has no such template, or the template names a field that is not given.

    Examples
    --------
    >>> text("common.runs", count=1), text("common.runs", count=1200)
    ('1 run', '1,200 runs')
    """
    catalogue = _catalogue(LANGUAGE, name.partition(".")[0])
    message = catalogue.get(name)
    if message is None:
        raise KeyError(f"the catalogue has no template {name}")
    template = message.string
    if not isinstance(template, str):
        forms = list(template or ())
        template = forms[gettext.c2py(catalogue.plural_expr)(fields["count"])]
    return template.format(**fields)


@cache
def _catalogue(language: str, domain: str) -> Catalog:
    file = resources.files("msssim").joinpath("locale", language, f"{domain}.po")
    with file.open("rb") as lines:
        return read_po(lines, locale=language)
