"""Questions in a real browser: by keyboard, by screen reader, without scripts, on paper; kept in the browser alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.pages import Traffic, violations

LESSON = "memory/stack-and-heap"  # the shortest
PAGE = f"{LESSON}.html"
SEVERAL = "borrowing/mutable-references.html"  # its second question has two right options
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"


def first(page: Page) -> Locator:
    return page.locator("section.bp-question").first


def key(question: Locator) -> list[int]:
    return [int(number) for number in (question.get_attribute("data-key") or "").split()]


def options(question: Locator) -> Locator:
    return question.locator(".bp-choice > input")


def wrong(question: Locator) -> int:
    right = key(question)
    return next(n for n in range(options(question).count()) if n not in right)


def told(question: Locator) -> Locator:
    return question.locator(".bp-check").get_by_role("status")


def check(question: Locator, *numbers: int) -> None:
    for number in numbers:
        options(question).nth(number).check()
    question.get_by_role("button", name="Check", exact=True).click()


def kept(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('borrowproof:progress')") or "null")


def test_without_scripts_it_can_be_marked_and_the_answer_unfolded(served: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{served}/{PAGE}")
    question = first(page)
    expect(question.locator(".bp-check")).to_be_hidden()
    options(question).nth(1).check()
    expect(options(question).nth(1)).to_be_checked()
    answer = question.locator(".bp-right")
    expect(answer).to_be_hidden()
    question.get_by_text("Show the answer").click()
    expect(answer).to_have_text(f"{'ABCD'[key(question)[0]]} is right.")
    expect(question.locator(".bp-answer .bp-badge").first).to_be_visible()


def test_a_screen_reader_hears_question_options_and_result(served: str, page: Page) -> None:
    page.goto(f"{served}/{PAGE}")
    question = page.get_by_role("region", name=re.compile(r"^Question 1 of 3"))
    expect(question).to_have_count(1)
    group = question.get_by_role("group", name=re.compile(r"^An array, a vector and a box.* Choose one$"))
    expect(group.get_by_role("radio")).to_have_count(4)
    expect(group.get_by_role("radio", name=re.compile(r"^A ")).first).to_be_visible()
    group.get_by_role("radio").nth(wrong(question)).check()
    question.get_by_role("button", name="Check", exact=True).click()
    expect(told(question)).to_have_text("Not so. The answer is below.")
    expect(group.get_by_role("radio").nth(wrong(question))).to_have_accessible_description("Not so")
    expect(group.locator(".bp-choice-told:visible")).to_have_text(["Not so"])  # only of what was chosen
    expect(question.locator("details")).to_have_attribute("open", "")


def test_by_keyboard_alone(served: str, page: Page) -> None:
    page.goto(f"{served}/{PAGE}")
    question = first(page)
    options(question).first.focus()
    for _ in range(key(question)[0]):
        page.keyboard.press("ArrowDown")
    if key(question)[0] == 0:
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(question.get_by_role("button", name="Check", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(told(question)).to_have_text("Right. Why is told below.")
    expect(question.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("Tab")
    expect(question.locator(".bp-answer > summary")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(told(question)).to_have_text("")
    expect(question.locator("input:checked")).to_have_count(0)


def test_no_answer_is_no_answer(served: str, page: Page) -> None:
    page.goto(f"{served}/{PAGE}")
    check(first(page))
    expect(told(first(page))).to_have_text("Choose an answer first.")
    expect(first(page).locator("details")).not_to_have_attribute("open", "")
    expect(page.locator(".bp-standing")).to_be_hidden()


def test_several_right_options(served: str, page: Page) -> None:
    page.goto(f"{served}/{SEVERAL}")
    question = page.locator("section.bp-question", has=page.locator("input[type=checkbox]")).first
    one, *others = key(question)
    assert others
    check(question, one)
    expect(told(question)).to_have_text("Right so far, but there is more.")
    expect(question.locator(".bp-choice-told:visible")).to_have_count(0)  # what is missing is for the reader to find
    options(question).nth(others[0]).check()  # a new mark is a new try
    expect(told(question)).to_have_text("")
    question.get_by_role("button", name="Check", exact=True).click()
    expect(told(question)).to_have_text("Right. Why is told below.")
    expect(question.locator(".bp-choice-told:visible")).to_have_count(options(question).count())


def test_an_answer_is_kept_here_and_nowhere_else(served: str, page: Page) -> None:
    page.goto(f"{served}/{PAGE}")
    expect(page.locator(".bp-standing")).to_be_hidden()
    traffic = Traffic.of(page)
    question = first(page)
    identity = question.get_attribute("data-question")
    check(question, wrong(question))
    expect(page.locator(".bp-standing")).to_contain_text("1 of 3 answered, 0 right. Kept in this browser alone.")
    options(question).nth(key(question)[0]).check()
    question.get_by_role("button", name="Check", exact=True).click()
    expect(told(question)).to_have_text("Right. Why is told below.")
    assert kept(page)["questions"] == {LESSON: {identity: True}}
    assert kept(page)["version"] == 1
    assert traffic.foreign(served) == []
    assert [r.url for r in traffic.requests if r.method != "GET" or urlsplit(r.url).query] == []
    page.reload()
    expect(page.locator(".bp-standing")).to_contain_text("1 of 3 answered, 1 right.")
    expect(first(page).locator(".bp-question-name")).to_contain_text("answered right")
    expect(first(page).locator("input:checked")).to_have_count(0)


def test_progress_can_be_forgotten_and_brought_back(served: str, page: Page) -> None:
    page.goto(f"{served}/{PAGE}")
    check(first(page), key(first(page))[0])
    standing = page.locator(".bp-standing")
    standing.get_by_role("button", name="Forget my progress").click()
    expect(standing).to_contain_text("Your progress in all lessons is forgotten.")
    assert kept(page) is None
    expect(first(page).locator(".bp-earlier")).to_have_text("")
    standing.get_by_role("button", name="Bring it back").click()
    expect(standing).to_contain_text("1 of 3 answered, 1 right.")
    assert kept(page) is not None


@pytest.mark.parametrize("before", [f'{{"version":1,"lessons":{{}},"questions":{{"{LESSON}":{{"older":true}}}}}}', "{"])
def test_what_was_kept_of_another_wording_counts_for_nothing(before: str, served: str, page: Page) -> None:
    page.add_init_script(f"localStorage.setItem('borrowproof:progress', {json.dumps(before)})")
    page.goto(f"{served}/{PAGE}")
    expect(first(page).get_by_role("button", name="Check", exact=True)).to_be_visible()
    expect(page.locator(".bp-standing")).to_be_hidden()


def test_a_browser_that_keeps_nothing_answers_all_the_same(built_site: Path, new_page: NewPage) -> None:
    page = new_page(errors=True)  # Material's own scripts complain of such a browser
    page.add_init_script(REFUSED)
    page.goto((built_site / PAGE).as_uri())
    check(first(page), key(first(page))[0])
    expect(told(first(page))).to_have_text("Right. Why is told below.")
    expect(page.locator(".bp-standing")).to_contain_text("1 of 3 answered, 1 right.")


def test_on_paper_the_answer_is_there_and_the_buttons_are_not(served: str, page: Page) -> None:
    page.goto(f"{served}/{PAGE}")
    page.emulate_media(media="print")
    expect(first(page).locator(".bp-check")).to_be_hidden()
    expect(first(page).locator(".bp-answer > summary")).to_be_hidden()
    expect(first(page).locator(".bp-right")).to_be_visible()
    height = first(page).locator(".bp-right").evaluate("element => element.getBoundingClientRect().height")
    assert height > 0


@pytest.mark.parametrize("path", [PAGE, "lifetimes/lifetime-parameters.html"])
def test_at_320_pixels_nothing_sticks_out(path: str, served: str, new_page: NewPage) -> None:
    page = new_page(width=320)
    page.goto(f"{served}/{path}")
    for question in page.locator("section.bp-question:not(.bp-exercise)").all():
        check(question, wrong(question))
        wide = question.evaluate(
            """section => [...section.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > 321
                 && !e.closest(".bp-code, .bp-text, .bp-console")).map((e) => e.tagName + "." + e.className)"""
        )
        assert wide == []
    for target in first(page).locator("input, label, .bp-check button, .bp-answer > summary").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_forced_colours_keep_the_signs(served: str, new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{served}/{PAGE}")
    check(first(page), wrong(first(page)))
    sign = (
        first(page)
        .locator(".bp-choice-told:visible")
        .evaluate(
            "e => { const s = getComputedStyle(e, '::before'); return [s.backgroundColor, s.maskImage !== 'none'] }"
        )
    )
    assert sign == ["rgb(0, 0, 0)", True]


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.prove), "dark"])
def test_axe_finds_nothing_in_what_was_answered(scheme: str, served: str, new_page: NewPage) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{served}/{PAGE}")
    for question in page.locator("section.bp-question:not(.bp-exercise)").all():
        check(question, wrong(question))
    assert violations(page, "section.bp-question") == []
