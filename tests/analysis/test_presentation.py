"""Tables are laid out for a page with all that a reader's tool needs, and nothing runs."""

from __future__ import annotations

from html.parser import HTMLParser

from msssim.presentation import Group, TextTable, html

TABLE = TextTable(
    "Means <b>",
    ["cell", "mean", "reading"],
    [Group("week 52", [["<script>", "1", "good"]]), Group("", [["no mission", "0", "bad"]])],
    left=["reading"],
)


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.seen


def test_rows_and_columns_have_headings_and_groups_a_body_of_their_own():
    seen = tags(html(TABLE))
    scopes = [attrs["scope"] for tag, attrs in seen if tag == "th"]
    assert scopes == ["col"] * 3 + ["rowgroup", "row", "row"]
    assert sum(tag == "tbody" for tag, _ in seen) == 2


def test_only_columns_of_numbers_are_marked_as_such():
    cells = [attrs.get("class") for tag, attrs in tags(html(TABLE)) if tag == "td"]
    assert cells == ["number", None] * 2


def test_what_a_user_wrote_is_escaped():
    assert {"script", "b"}.isdisjoint(tag for tag, _ in tags(html(TABLE)))
    assert "&lt;script&gt;" in html(TABLE)
