"""The button that opens a long program: hidden without scripts, and nothing is sent before the click."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from borrowproof import assets
from borrowproof.model.compiler import Edition
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.site.figure.playground_button import playground_button
from tests.browser.conftest import NewPage
from tests.playground import Fault, Playground

LONG = f'fn main() {{\n    println!("<é{"x" * 9000}>");\n}}\n'
READY = "Your copy is ready: open it"
SORRY = "The Playground could not be reached. Try again in a while."


@pytest.fixture
def address(tmp_path: Path, playground: Playground) -> str:
    """A page on disk with nothing but the button and our script."""
    origin = Origin("docs/a.md", 1)
    snippet = Snippet("a", origin, LONG, (origin,), Expectation(Kind.RUNS))
    judged = Evidence(snippet, Verdict(Status.MATCHED), Outcome(Edition.E2021, (), compiled=True, exit=0), None)
    (tmp_path / "ours.js").write_text(assets.script(), "utf-8")
    action = playground_button(judged, playground.url)
    html = f'<!doctype html><meta charset=utf-8><body>{action}<script src="ours.js" defer></script>'
    (tmp_path / "page.html").write_text(html, "utf-8")
    return (tmp_path / "page.html").as_uri()


def test_without_scripts_the_button_stays_hidden(address: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    expect(page.locator(".bp-share")).to_be_hidden()


def test_nothing_is_sent_before_the_click(address: str, page: Page, playground: Playground) -> None:
    page.goto(address)
    expect(page.locator(".bp-share")).to_be_visible()
    assert playground.requests == ()


def test_a_click_stores_the_very_program_and_offers_its_address(
    address: str, page: Page, playground: Playground
) -> None:
    page.goto(address)
    page.locator(".bp-share").click()
    link = page.get_by_role("link", name=READY)
    expect(link).to_be_focused()
    (stored,) = [r for r in playground.requests if r.method == "POST"]
    assert (stored.path, json.loads(stored.body)) == ("/meta/gist", {"code": LONG})
    href = link.get_attribute("href") or ""
    assert href.startswith(f"{playground.url}/?version=stable&mode=debug&edition=2021&gist=")


@pytest.mark.parametrize("fault", [Fault.TIMEOUT, Fault.BAD_GATEWAY, Fault.DROPPED, Fault.TRUNCATED_JSON])
def test_a_playground_in_trouble_is_told_in_words(
    fault: Fault, address: str, new_page: Callable[..., Page], playground: Playground
) -> None:
    playground.fault(fault, times=None)
    page = new_page(errors=True)
    page.goto(address)
    page.locator(".bp-share").click()
    expect(page.get_by_role("status")).to_have_text(SORRY)
    expect(page.locator(".bp-share")).to_be_enabled()
    expect(page.locator(".bp-share")).to_be_focused()
