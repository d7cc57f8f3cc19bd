"""What the site takes from outside docs/, and how links to it are turned; a hook of `mkdocs.yml`.

On the forge a page of docs/ links to `../scenarios/theatre/README.md`; the site has no folder above
docs/. So the files of :data:`OUTSIDE` become pages of the site, and links to them follow. Links are
written for the forge, in one form only.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "scenarios/theatre/README.md": "theatre.md",
    **{
        path.relative_to(ROOT).as_posix(): path.relative_to(ROOT).as_posix()
        for pattern in ("experiments/*.yaml", "scenarios/*.yaml", "scenarios/*.csv")
        for path in sorted(ROOT.glob(pattern))
    },
}
"""Files of the repository, and what they are called in the site."""

_LINK = re.compile(r"\]\((?P<target>[^)#\s:]+)(?P<anchor>#[^)\s]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add the files from outside docs/ to the site."""
    for source, page in OUTSIDE.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Turn the links of a page to what they are called in the site."""
    in_site = page.file.src_uri
    in_repository = {site: source for source, site in OUTSIDE.items()}
    home = posixpath.dirname(in_repository.get(in_site, f"docs/{in_site}"))

    def turned(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(home, link["target"]))
        if target not in OUTSIDE and not target.startswith("docs/"):
            return link[0]
        there = OUTSIDE.get(target, target.removeprefix("docs/"))
        path = posixpath.relpath(there, posixpath.dirname(in_site) or ".")
        return f"]({path}{link['anchor'] or ''})"

    return _LINK.sub(turned, markdown)
