"""Find your error: what rustc printed goes in, the right page comes out, and nothing leaves the browser."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.pages import Traffic, overflow, violations

INDEX = "errors/index.html"
VIEWS = [("dark", 320), pytest.param("light", 1280, marks=pytest.mark.prove)]
CONFLICT = "cannot borrow `scores` as mutable because it is also borrowed as immutable"
PASTED = f"""\u001b[1m\u001b[91merror[E0502]\u001b[0m: {CONFLICT}
 --> src/main.rs:4:5
error: lifetime may not live long enough
error: could not compile `a` (bin "a") due to 2 previous errors
"""


@pytest.fixture
def finder(page: Page, served: str) -> Page:
    page.goto(f"{served}/{INDEX}")
    return page


def test_a_code_and_enter_land_on_its_page(finder: Page) -> None:
    finder.get_by_label("Paste what rustc").fill("e382")
    expect(finder.get_by_role("status")).to_have_text("One answer; Enter opens it.")
    finder.keyboard.press("Enter")
    expect(finder.get_by_role("heading", level=1)).to_contain_text("E0382")
    expect(finder.get_by_role("heading", name="What rustc --explain says")).to_be_visible()
    finder.go_back()
    expect(finder.get_by_label("Paste what rustc")).to_have_value("e382")


def test_pasted_output_is_answered_in_its_order_with_lessons_and_programs(finder: Page) -> None:
    finder.get_by_label("Paste what rustc").fill(PASTED)
    results = finder.locator(".bp-lookup-results > li")
    expect(results).to_have_count(2)
    expect(finder.get_by_role("status")).to_have_text("2 answers.")
    expect(results.nth(0)).to_contain_text("cannot borrow scores as mutable")
    expect(results.nth(0).get_by_role("link", name="E0502")).to_be_visible()
    expect(results.nth(0).get_by_role("link", name="Mutable references")).to_be_visible()
    expect(results.nth(0).get_by_text("Programs:").locator("a").nth(1)).to_be_visible()
    finder.keyboard.press("Enter")
    expect(results.nth(0).get_by_role("link", name="E0502")).to_be_focused()
    results.nth(1).get_by_role("link").first.click()
    expect(finder.get_by_role("heading", level=1)).to_contain_text("promised to live longer")


def test_a_question_in_the_address_is_answered(served: str, page: Page) -> None:
    page.goto(f"{served}/{INDEX}#q={quote('E0007')}")
    answer = page.locator(".bp-lookup-results > li")
    expect(answer).to_contain_text("E0007: rustc no longer gives this code. Today it says: E0382")
    page.evaluate("location.hash = '#q=E0490'")
    expect(answer.first).to_contain_text("does not even know this code any more")
    page.evaluate("location.hash = '#q=%E0%A4%A'")
    expect(page.get_by_role("status")).to_have_text("Nothing found. Find your error lists every error.")
    page.evaluate("location.hash = '#q=E9999'")
    expect(answer).to_contain_text("there is no page about it here. What rustc has to say: rustc --explain E9999")
    page.evaluate("location.hash = '#q=warning[clippy::mem_forget]: x'")
    expect(answer).to_contain_text("What Clippy has to say: cargo clippy --explain mem_forget")


def test_a_question_stays_in_the_address_and_is_sent_nowhere(finder: Page, served: str) -> None:
    traffic = Traffic.of(finder)
    text = finder.get_by_label("Paste what rustc")
    text.press_sequentially("a <b>&#`c`")
    text.press("Shift+Enter")
    text.press_sequentially("second")
    expect(finder).to_have_url(f"{served}/{INDEX}#q={quote('a <b>&#`c`' + chr(10) + 'second', safe='')}")
    expect(finder.get_by_role("status")).not_to_be_empty()
    finder.locator("form.bp-lookup").get_by_role("button", name="Clear").click()
    expect(text).to_have_value("")
    expect(text).to_be_focused()
    expect(finder).to_have_url(f"{served}/{INDEX}")
    assert traffic.foreign(served) == []
    assert [r.url for r in traffic.requests if r.method != "GET" or "second" in r.url] == []


@pytest.mark.parametrize("place", ["index.html", "errors/E0106.html", "404.html"])
def test_the_box_of_any_page_answers_and_loads_what_it_knows_when_a_reader_turns_to_it(
    place: str, served: str, page: Page
) -> None:
    traffic = Traffic.of(page)
    page.goto(f"{served}/{place}")
    box = page.get_by_label("Paste what rustc")
    expect(box).to_be_visible()
    assert [r.url for r in traffic.requests if r.url.endswith("lookup.js")] == []
    box.fill("thread 'main' panicked at src/main.rs:6:12:\nalready borrowed: BorrowMutError")
    expect(page.locator(".bp-lookup-results > li").first).to_contain_text("A RefCell is borrowed while it is borrowed")
    box.fill("error[E0382]: use of moved value: `a`\n | value moved here, in previous iteration of loop")
    expect(page.get_by_role("status").filter(has_text="One answer")).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(f"{served}/errors/E0382.html#in-a-loop")
    assert traffic.foreign(served) == []


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_an_error_page_can_be_used_by_everybody(scheme: str, width: int, served: str, new_page: NewPage) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{served}/errors/E0382.html")
    finder = page.locator("a.find-your-error")
    expect(finder).to_have_attribute("accesskey", "e")
    expect(finder).to_be_visible()
    assert violations(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_answers_stand_in_nobody_s_way(scheme: str, width: int, served: str, new_page: NewPage) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{served}/{INDEX}#q={quote(PASTED + 'error[E0303]: ' + 'x' * 80)}")
    expect(page.locator(".bp-lookup-results > li")).to_have_count(3)
    assert violations(page) == []
    assert overflow(page) == 0


def test_without_scripts_the_index_lists_every_error(built_site: Path, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto((built_site / INDEX).as_uri())
    expect(page.locator("form.bp-lookup")).to_be_hidden()
    page.get_by_role("link", name="E0597", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("E0597")
    page.locator(".bp-sightings a").first.click()
    expect(page.locator("figure.bp-snippet:target")).to_be_visible()


def test_the_search_of_every_page_finds_the_error_first(served: str, page: Page) -> None:
    page.goto(f"{served}/index.html")
    search = page.locator(".md-search__input")
    first = page.locator(".md-search-result__item").first.locator("a").first
    for asked, code in (("E0502", "E0502"), ("use of moved value", "E0382"), ("missing lifetime specifier", "E0106")):
        search.fill("")
        search.press_sequentially(asked)
        expect(first).to_have_attribute("href", re.compile(rf"^{re.escape(served)}/errors/{code}\.html\b"))


def test_output_pasted_into_the_search_is_taken_to_where_it_is_understood(served: str, page: Page) -> None:
    page.goto(f"{served}/ownership/moves.html")
    search = page.locator(".md-search__input")
    paste = """(input, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", text);
        input.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
    }"""
    search.evaluate(paste, "borrow of moved value")
    search.evaluate(paste, PASTED)
    expect(page.get_by_label("Paste what rustc")).to_have_value(PASTED.strip())
    expect(page.locator(".bp-lookup-results > li")).to_have_count(2)


def test_badges_and_messages_lead_to_the_error_s_own_page(built_site: Path, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto((built_site / "lifetimes" / "lifetime-parameters.html").as_uri())
    links = page.locator(".bp-snippet a.bp-error-code").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert "../errors/E0106.html" in links
    assert "../errors/lifetime-may-not-live-long-enough.html" in links
    assert all(link.startswith("../errors/") for link in links), links
