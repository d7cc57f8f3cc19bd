"""Most pages are made without their figures here, which are the slow part and tested elsewhere."""

from __future__ import annotations

import re
from base64 import b64decode
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from synthetic import synthetic_result, with_failed

import msssim
from msssim.analysis import compare
from msssim.analysis.formatting import MINUS, display
from msssim.errors import ResultError
from msssim.experiments import Result, experiment_of, load_experiment, sweep
from msssim.experiments.manifest import manifest_of
from msssim.presentation import Group, TextTable
from msssim.views import draw_figures
from msssim.views import report as page_module
from msssim.views.binding import binding
from msssim.views.report import report_html, write_report
from msssim.views.report.pictures import pictures
from msssim.views.report.report import environment, played, tidy
from msssim.views.report.reproducibility import reproducibility
from msssim.views.report.tables import MAIN, _heading, difference_table
from msssim.views.style import PAPER, contrast, drawing
from msssim.world.observables import OUTCOMES

pytestmark = pytest.mark.slow

DRAWN = "msssim.views.report.pictures.draw_figures"
VOID = {"meta", "img", "br"}
HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(2)> </style></title></p>'
    "<iframe src='https://example.org'></iframe> ]]> --> {{ 7*7 }} {% raw %} & &lt;b&gt; "
    "\u202egnp.exe\u2066 \0\x1b[31m" + "A" * 3000
)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = dict.fromkeys(map(ord, TURNING + "\0\x1b"))
"""What turns or breaks the text around it."""


class Page(HTMLParser):
    """The elements of a page with their attributes, in order, and what is inside them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append((self.open[-1] if self.open else "", data))

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join("".join(data for tag, data in self.words if tag != "style").split())


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Result:
    """A tiny result with a scenario of a user, a lever and contingents."""
    as_is = msssim.load_scenario("as_is")
    mine = msssim.Scenario.from_data({**as_is.resolved(), "name": "mine", "title": "Quick money"})
    experiment = experiment_of(
        (as_is, mine.with_values({"funding.lag_months": 3.0})),
        title="Money", why="Does it matter?", replications=3, horizon_days=28,
        levers={"pay": {"little": {"funding.conversion": 0.2},
                        "much": {"funding.conversion": 0.9}}},
        record={"series": ["deployed"], "every_days": 7, "contingents": True},
    )  # fmt: skip
    return sweep(experiment, tmp_path_factory.mktemp("small") / "result", workers=1)


def in_words_of(result: Result, text: str) -> Result:
    """The same result, with a text wherever a user may have written one."""
    lever, label = f"{text} lever", f"{text} level"
    manifest = result.manifest
    scenarios = {
        name: {**entry, "title": text, "why": text} for name, entry in manifest["scenarios"].items()
    }
    levels = manifest["experiment"]["levers"]["pay"]
    levers = {lever: {"little": levels["little"], label: levels["much"]}}
    words = {
        "title": text,
        "scenarios": scenarios,
        "factors": {lever: ["little", label]},
        "experiment": {**manifest["experiment"], "why": text, "levers": levers},
    }
    runs = result.runs.rename(columns={"pay": lever}).replace({lever: {"much": label}})
    return Result.of_frames(runs, result.series, {**manifest, **words}, result.contingents)


@pytest.fixture(scope="module")
def lever_sweep() -> Result:
    return synthetic_result(runs=12, weeks=30, scenarios=("as_is", "full_funding"))


@pytest.fixture(scope="module", autouse=True)
def _without_figures():
    """Draw one empty figure in place of all."""
    figure = Figure(figsize=(1, 1))
    figure.suptitle("Nothing “here”")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DRAWN, lambda _, progress: {"none": figure})
        yield


@pytest.fixture(scope="module")
def page(small) -> Page:
    return Page(report_html(small))


def test_the_page_says_what_was_asked_found_assumed_and_not_known(page):
    for words in (
        "Money", "Does it matter?", "Quick money", "As it stood in June 2024", "What was found",
        "For people,",
        "Civilians killed, ground held and abuse, together", "What held up the next tranche",
        "What became of each country's offer", "Kenya", "mean time from pledge to receipt",
        "MSS fund: 24 % after three months", "What was held fixed without being known",
        "the spread of the runs is that of random numbers alone", "What the model does not know",
        "msssim validate verify RESULT", "inputs (SHA-256)",
    ):  # fmt: skip
        assert words in page.text, words


def test_nothing_is_loaded_from_outside(page, small):
    assert {"script", "link", "iframe", "object", "embed", "base", "form"}.isdisjoint(page.tags)
    for _, attributes in page.elements:
        for name in ("src", "href", "srcset", "action", "data", "background"):
            assert re.match(r"data:image/svg\+xml;base64,|#|$", attributes.get(name) or "")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    (policy,) = [each for each in page.named("meta") if "http-equiv" in each]
    assert policy["content"].startswith("default-src 'none'")
    style = "".join(data for tag, data in page.words if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_text_of_users_never_becomes_markup(page, small):
    html = report_html(in_words_of(small, HOSTILE))
    hostile = Page(html)
    assert hostile.tags == page.tags
    for (_, ours), (_, theirs) in zip(page.elements, hostile.elements, strict=True):
        assert list(ours) == list(theirs)
    assert " ".join(HOSTILE.translate(UNSEEN).split()) in hostile.text
    assert not {chr(code) for code in UNSEEN} & set(html)


@given(st.lists(st.text(), min_size=5, max_size=5))
def test_no_text_at_all_becomes_markup_in_a_table(words):
    caption, column, heading, *row = words
    table = TextTable(caption, (column, "number"), [Group(f"of {heading}", [row])])
    tame = TextTable("a", ("b", "number"), [Group("c", [["d", "e"]])])
    parts = environment().get_template("parts.html.j2").module
    assert Page(parts.numbers(table)).tags == Page(parts.numbers(tame)).tags


def test_half_a_letter_can_be_written():
    assert tidy("a\ud800b\u202ec\nd") == "abc\nd"


def test_pictures_hold_shapes_only_and_say_in_words_what_they_show(small, monkeypatch):
    result = in_words_of(small, HOSTILE)
    with drawing():
        drawn = {"binding": binding(result)}
    monkeypatch.setattr(DRAWN, lambda _, progress: drawn)
    (picture,) = pictures(result)
    assert picture.alt.startswith(" ".join(drawn["binding"].get_suptitle().split()))
    assert "as known on 12 June 2024" in picture.alt
    root = ElementTree.fromstring(b64decode(picture.source.partition("base64,")[2]))
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        assert name not in ("script", "foreignObject", "image", "text", "a"), name
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2]
            assert not local.startswith("on")
            assert local != "href" or value.startswith("#")


def shown_number(text: str) -> float:
    return float(text.replace(MINUS, "-").replace("+", "").replace(",", ""))


def test_every_number_of_the_differences_is_that_of_the_comparison(lever_sweep):
    table = difference_table(lever_sweep)
    comparison = compare(lever_sweep).set_index(["outcome", "cell"])
    told = 0
    for outcome in MAIN:
        rows = [
            row
            for group in table.groups
            if group.heading == _heading(outcome)
            for row in group.rows
        ]
        scale = display(OUTCOMES[outcome]).scale
        for cell, *numbers, interval, pairs, reading in rows:
            expected = comparison.loc[(outcome, cell)]
            ends = interval.strip("[]").split(" to ")
            for text, name in zip(
                [*numbers, *ends],
                ["baseline_mean", "mean", "difference", "low", "high"],
                strict=True,
            ):
                places = len(text.partition(".")[2])
                assert shown_number(text) == pytest.approx(
                    expected[name] * scale, abs=0.5000001 * 10**-places
                ), (outcome, cell, name)
            assert shown_number(pairs) == expected["runs"]
            is_told = expected["low"] > 0 or expected["high"] < 0
            assert ("cannot be told" in reading) == (
                not is_told and expected["high"] > expected["low"]
            )
            told += 1
    assert told == 7 * len([outcome for outcome in MAIN if outcome in lever_sweep.runs])


def test_harm_is_read_as_harm(lever_sweep):
    worse = lever_sweep.runs.copy()
    worse.loc[worse["scenario"] == "full_funding", ["civilians_killed", "strength_26w"]] += 900
    result = Result.of_frames(worse, lever_sweep.series, lever_sweep.manifest)
    readings = {
        (group.heading, row[0]): row[-1]
        for group in difference_table(result).groups
        for row in group.rows
    }
    assert readings["Civilians killed, persons", "full funding, 12 months"] == "worse for people"
    assert readings["Strength at week 26, persons", "full funding, 12 months"] == ""


def test_the_page_can_be_used_without_seeing_it(page):
    assert page.named("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert all(each.get("scope") in ("col", "row", "rowgroup") for each in page.named("th"))
    assert page.tags.count("caption") == page.tags.count("table") > 4
    assert all(each["alt"] for each in page.named("img"))
    known = {each["id"] for _, each in page.elements if "id" in each}
    assert {each["href"][1:] for each in page.named("a")} <= known
    assert {each["aria-labelledby"] for each in page.named("section")} <= known


def test_colours_of_the_page_stand_out():
    style = (Path(page_module.__file__).parent / "page.css").read_text()
    for colour in set(re.findall(r"[^-]color: (#[0-9a-f]{3,6})", style)):
        assert contrast(colour, PAPER) >= 4.5, colour
        assert contrast(colour, "#f4f4f4") >= 4.5, colour


def test_failed_runs_are_told_before_anything_else(lever_sweep):
    lost = with_failed(lever_sweep, {("as_is", 0, 3): "ValueError: <no police left>"})
    text = Page(report_html(lost)).text
    told = text.index("1 run failed of 96 and left out")
    assert told < text.index("What was found")
    assert "ValueError: <no police left>" in text
    assert "11" in {row[-2] for group in difference_table(lost).groups for row in group.rows}


def test_one_run_and_one_week_are_not_told_in_the_plural():
    assert played(synthetic_result(runs=1, weeks=1, scenarios=("as_is",), renewal=None)) == (
        "1 run of 1 week from 12 June 2024."
    )


def test_a_cell_without_a_run_that_went_well_is_refused(lever_sweep, tmp_path):
    lost = with_failed(lever_sweep, {("as_is", 0, run): "ValueError" for run in range(12)})
    with pytest.raises(ResultError, match="every run of 'as is, 12 months' failed"):
        write_report(lost, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_one_scenario_gets_its_outcomes_in_place_of_differences():
    alone = msssim.simulate(msssim.load_scenario("no_mission"), runs=2, days=14)
    text = Page(report_html(alone)).text
    assert "Main outcomes over the runs" in text
    assert "95 % interval" not in text
    assert "The spread of the runs is that of random numbers alone." in text
    assert re.search(r"Strength at week 52, persons\s+beyond the horizon\s", text)
    assert "msssim run no_mission --runs 2 --seed 1 --days 14" in text


def test_sampled_assumptions_are_ranked_with_their_sources(tmp_path):
    experiment = experiment_of(
        [msssim.load_scenario("as_is")], title="Sampled", replications=1, horizon_days=14,
        uncertainties={"people.killed_by_gangs_per_100k_week": {"low": 1.5, "high": 30.0},
                       "people.trust_at_start": {"low": 0.2, "high": 0.5}},
        design={"points": 16},
    )  # fmt: skip
    text = Page(report_html(sweep(experiment, tmp_path / "r", workers=1))).text
    assert "Moved by more than noise by people.killed_by_gangs_per_100k_week; the other 1" in text
    assert "1.5 to 30, uniform" in text
    assert "killed in Q4 2023 and Q1 2024 less those killed by police and vigilantes" in text
    assert "held fixed without being known" not in text


def test_a_result_of_another_version_is_told_without_its_parameters(lever_sweep):
    text = Page(report_html(lever_sweep)).text
    assert "cannot read the parameters of as_is, full_funding" in text
    assert "no renewal" in text


def test_a_shipped_experiment_is_played_again_by_its_name():
    shipped = load_experiment("renewal_funding")
    assert reproducibility(manifest_of(shipped, parts=1)).commands == [
        "msssim sweep renewal_funding --seed 2024",
        "msssim validate verify RESULT",
    ]
    changed = shipped.model_copy(update={"replications": 7})
    assert reproducibility(manifest_of(changed, parts=1)).commands == [
        "msssim validate verify RESULT"
    ]


def test_a_changed_scenario_is_played_again_from_its_manifest():
    changed = msssim.load_scenario("as_is", ["funding.conversion=0.7"])
    result = msssim.simulate(changed, runs=1, days=7)
    assert reproducibility(result.manifest).commands == ["msssim validate verify RESULT"]


def test_the_same_result_gives_the_same_page(small, tmp_path):
    first = write_report(small, tmp_path / "new" / "one.html")
    second = write_report(small, tmp_path / "two.html")
    assert first.read_bytes() == second.read_bytes()


def test_a_page_with_all_its_figures_is_one_file(tmp_path, monkeypatch):
    monkeypatch.setattr(DRAWN, draw_figures)
    result = synthetic_result(runs=3, weeks=8, scenarios=("as_is",), renewal=None)
    page = Page(write_report(result, tmp_path / "r.html").read_text(encoding="utf-8"))
    assert len(page.named("img")) == len(draw_figures(result))
