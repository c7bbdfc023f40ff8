"""What memory holds, stepped through: one scrubber for the listing, the lanes and the picture."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.pages import overflow, violations

LESSON = "ownership/moves.html"
FIGURE = "figure:has(.bp-title:text-is('dropped_once.rs'))"


def opened(page: Page, address: str) -> tuple[Locator, Locator]:
    """The figure of a program with lanes and memory, and its memory as it is built when a reader comes near."""
    page.goto(f"{address}/{LESSON}")
    figure = page.locator(FIGURE)
    memory = figure.locator(".bp-memory")
    memory.scroll_into_view_if_needed()
    expect(memory.locator(".bp-stepper")).to_be_visible()
    return figure, memory


def test_buttons_slider_and_arrow_keys_step_and_light_the_line(served: str, page: Page) -> None:
    figure, memory = opened(page, served)
    slider, count = memory.get_by_role("slider", name="Step"), memory.locator(".bp-stepper-count")
    slider.focus()
    page.keyboard.press("Home")
    expect(count).to_have_text(re.compile("^Step 1 of "))
    expect(memory.get_by_role("button", name="Back")).to_be_disabled()
    memory.get_by_role("button", name="Next").click()
    expect(count).to_have_text(re.compile("^Step 2 of "))
    page.keyboard.press("ArrowRight")
    expect(count).to_have_text(re.compile("^Step 3 of "))
    moment = memory.locator(".bp-memory-words b").inner_text()
    line = re.findall(r"\d+", moment)[0]
    lit = figure.locator(".bp-line.bp-in-focus")
    expect(lit).to_have_count(1)
    expect(lit).to_have_attribute("data-line", re.compile(rf"^ *{line}$"))
    expect(figure.locator(".bp-lanes .bp-lit")).to_have_count(1)


def test_a_line_that_is_tapped_leads_to_its_step(served: str, page: Page) -> None:
    figure, memory = opened(page, served)
    memory.get_by_role("slider", name="Step").press("End")
    first = figure.locator(".bp-step").count()
    assert first == 0, "without a reader's wish, the steps are no elements"
    begins = figure.locator(".bp-line", has_text="fn main").get_attribute("data-line")
    assert begins
    target = int(begins) + 1
    figure.locator(f".bp-line[data-line$='{target}']").first.click()
    expect(memory.locator(".bp-memory-words b")).to_have_text(f"Before line {target}")


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.prove), "dark"])
def test_memory_is_for_everybody_at_320_px(scheme: str, served: str, new_page: NewPage) -> None:
    page = new_page(width=320, color_scheme=scheme)
    figure, memory = opened(page, served)
    memory.locator("summary", has_text="As a table").click()
    expect(memory.locator(".bp-memory-table td").first).to_be_visible()
    assert violations(page, f"#{figure.get_attribute('id')}") == []
    assert overflow(page) == 0
    drawing = memory.locator("svg.bpm").bounding_box()
    assert drawing
    assert drawing["x"] + drawing["width"] <= 320


def test_every_step_stands_in_the_page_without_scripts_and_on_paper(served: str, new_page: NewPage) -> None:
    bare = new_page(java_script_enabled=False)
    bare.goto(f"{served}/{LESSON}")
    steps = bare.locator(FIGURE).locator(".bp-step")
    there = steps.count()
    assert there > 5
    steps.nth(2).locator("summary").click()
    expect(steps.nth(2).locator("svg.bpm")).to_be_visible()
    filled = "getComputedStyle(document.querySelector('.bp-memory-pieces rect')).fill !== 'rgb(0, 0, 0)'"
    assert bare.evaluate(filled), "what a step refers to has its looks where it is kept"
    scripted = new_page()
    opened(scripted, served)
    scripted.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(scripted.locator(FIGURE).locator(".bp-step[open]")).to_have_count(there)
    scripted.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(scripted.locator(FIGURE).locator(".bp-step")).to_have_count(0)
