"""The dashboard in a real browser: watch a run, move a lever, compare results."""

from __future__ import annotations

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow
expect.set_options(timeout=120_000)  # machines that test are busy


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def map_of(page):
    return page.get_by_alt_text("Map of gang control").get_attribute("src")


def begun(page):
    """What the page says once it plays, however many steps a busy machine shows at a time."""
    return page.get_by_text(re.compile(r"Step [1-9]\d* of 15"))


def slide(page, label, times):
    """Move a slider by its keys."""
    slider = page.locator(".lever", has_text=label).get_by_role("slider")
    slider.focus()
    for _ in range(times):
        slider.press("ArrowRight")


def test_ten_weeks_are_played(page, photograph):
    start = map_of(page)
    photograph("start")
    press(page, "Step")
    page.get_by_text("Step 1 of 15").wait_for()
    slide(page, "Steps at a time", 2)
    for week in (4, 7, 10):
        press(page, "Step")
        page.get_by_text(f"Step {week} of 15").wait_for()
    photograph("ten_weeks")
    assert map_of(page) != start
    expect(page.get_by_text("20 August 2024", exact=True)).to_be_visible()
    expect(page.get_by_text("The court in Kenya hears the case")).to_have_count(1)


def test_a_moved_lever_takes_effect_on_reset(page, photograph):
    press(page, "Step")
    slide(page, "Pledges ever paid", 1)
    page.get_by_text("55 %", exact=True).wait_for()
    page.get_by_text("Reset plays your choice").wait_for()
    photograph("moved")
    press(page, "Reset")
    expect(page.get_by_text("Step 0 of 15")).to_contain_text("Pledges ever paid: 55 %")
    expect(page.get_by_text("Reset plays your choice")).to_have_count(0)


def test_another_scenario_and_seed(page):
    page.get_by_label("Scenario").click(force=True)
    page.get_by_role("option", name="no mission", exact=True).click()
    page.get_by_label("Seed").fill("12")
    page.get_by_label("Seed").press("Enter")
    page.get_by_text("Reset plays your choice").wait_for()
    press(page, "Reset")
    expect(page.get_by_text("Step 0 of 104")).to_contain_text("seed 12, run 0")


def test_a_wrong_seed_is_told_in_words(page, photograph):
    page.get_by_label("Seed").fill("-5")
    page.get_by_label("Seed").press("Enter")
    page.get_by_text("seed: found -5").wait_for()
    photograph("wrong_seed")
    press(page, "Reset")
    expect(page.get_by_text("Step 0 of 15")).to_contain_text("seed 1, run 0")


def test_a_run_plays_to_its_end_and_stops(page, photograph):
    slide(page, "Steps at a time", 6)
    press(page, "▶")
    page.get_by_text("Step 15 of 15").wait_for()
    expect(page.get_by_role("button", name="Step", exact=True)).to_be_disabled()
    expect(page.locator(".v-alert")).to_have_count(0)
    photograph("end")
    press(page, "Reset")
    page.get_by_text("Step 0 of 15").wait_for()


def test_reset_while_it_plays_starts_anew(page):
    press(page, "▶")
    begun(page).wait_for()
    press(page, "Reset")
    page.get_by_text("Step 0 of 15").wait_for()
    press(page, "Step")
    page.get_by_text("Step 1 of 15").wait_for()
    expect(page.locator(".v-alert")).to_have_count(0)


def test_a_page_can_be_left_while_it_plays(page):
    press(page, "▶")
    begun(page).wait_for()


def test_a_title_is_text_and_nothing_else(page):
    expect(page.get_by_text("15 weeks <b>only</b>")).to_be_visible()


def test_results_are_compared_in_the_second_tab(page, photograph):
    page.get_by_role("tab", name="Compare results").click()
    expect(page.get_by_alt_text("Differences to as is")).to_be_visible()
    photograph("compare")
    before = page.get_by_alt_text("Differences to as is").get_attribute("src")
    page.get_by_label("Outcome").fill("kidnapped")
    page.get_by_role("option", name="Kidnapped", exact=True).click()
    expect(page.get_by_alt_text("Differences to as is")).not_to_have_attribute("src", before)
    page.get_by_text("full funding", exact=True).click()
    expect(page.get_by_text("Choose what to compare with the baseline")).to_be_visible()
    page.get_by_role("tab", name="Watch a run").click()
    page.get_by_text("Step 0 of 15").wait_for()


@pytest.mark.parametrize("header", ["Host", "Origin"])
def test_a_page_from_elsewhere_is_refused(address, header):
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(address, headers={header: "http://elsewhere.example"}))
