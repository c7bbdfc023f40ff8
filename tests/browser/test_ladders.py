"""Ladders and editions, as readers use them: by keyboard, without scripts, on paper, on a small screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.pages import overflow, violations

LADDERS = "ownership/moves.html"
EDITIONS = "ownership/scopes-and-drop.html"
REPAIRS = ("draft_read_first", "draft_lent", "draft_cloned")
OUTCOMES = ("guard_in_last_line-2021", "guard_in_last_line-2024")


def figure(page: Page, name: str) -> Locator:
    return page.locator(f"#snippet-{name}")


def expect_seen(page: Page, names: tuple[str, ...], *seen: str) -> None:
    """Of the figures of these `names` a reader sees these, and no others."""
    for name in names:
        expect(figure(page, name)).to_be_visible(visible=name in seen)


def opened(new_page: NewPage, site: Path, name: str, **options: object) -> Page:
    page = new_page(**options)
    page.goto((site / name).as_uri())
    return page


def unfold_the_answer(page: Page) -> None:
    """As a reader who has predicted: the repairs of the first program are folded away until then."""
    page.locator("details.question > summary").first.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_tabs_of_repairs_work_by_keyboard_with_and_without_scripts(
    scripts: bool, built_site: Path, new_page: NewPage
) -> None:
    page = opened(new_page, built_site, LADDERS, java_script_enabled=scripts)
    expect_seen(page, REPAIRS)
    unfold_the_answer(page)
    expect_seen(page, REPAIRS, "draft_read_first")
    ladder = page.locator(".bp-ladder").first
    expect(ladder).to_have_role("group")
    expect(ladder).to_have_accessible_name("Repairs of draft_read_again")
    ladder.get_by_role("radio", name="Read it first").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect_seen(page, REPAIRS, "draft_cloned")
    expect(ladder.get_by_role("radio", name="Clone it")).to_be_focused()
    inked, bare = (ladder.locator("label", has_text=words) for words in ("Clone it", "Lend it"))
    expect(inked).not_to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")
    expect(bare).to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_switch_of_editions_works_by_keyboard_and_by_mouse(
    scripts: bool, built_site: Path, new_page: NewPage
) -> None:
    page = opened(new_page, built_site, EDITIONS, java_script_enabled=scripts)
    switch = page.locator(".bp-switch", has=page.get_by_role("radio", name="2021 fails E0597"))
    expect(switch).to_have_role("group")
    expect(switch).to_have_accessible_name("Edition")
    expect_seen(page, OUTCOMES, OUTCOMES[0])
    switch.get_by_role("radio", name="2021").focus()
    page.keyboard.press("ArrowRight")
    expect_seen(page, OUTCOMES, OUTCOMES[1])
    expect(figure(page, OUTCOMES[1])).to_contain_text("edition 2024")
    switch.get_by_role("radio", name="2021").click()
    expect_seen(page, OUTCOMES, OUTCOMES[0])
    expect(figure(page, OUTCOMES[0])).to_contain_text("Fails as intended, E0597")


def test_a_focused_switch_can_be_seen(built_site: Path, new_page: NewPage) -> None:
    page = opened(new_page, built_site, EDITIONS)
    choice = page.get_by_role("radio", name="2021 fails E0597")
    choice.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    label = page.locator("label", has_text="2021 fails E0597").first
    expect(label).to_have_css("outline-style", "solid")
    expect(label).to_have_css("outline-width", "2px")


@pytest.mark.parametrize("name", [LADDERS, EDITIONS])
def test_targets_are_large_enough(name: str, built_site: Path, new_page: NewPage) -> None:
    page = opened(new_page, built_site, name, width=320)
    boxes = [box.bounding_box() for box in page.locator(".bp-switch label, .bp-changes > summary").all()]
    shown = [box for box in boxes if box is not None]
    assert shown
    assert [box for box in shown if box["height"] < 24 or box["width"] < 24] == []


def test_on_paper_everything_stands_one_after_the_other(built_site: Path, new_page: NewPage) -> None:
    page = opened(new_page, built_site, LADDERS, java_script_enabled=False)
    page.emulate_media(media="print")
    expect_seen(page, REPAIRS, *REPAIRS)
    expect(figure(page, "draft_cloned").locator(".bp-changes ins")).to_be_visible()
    page.goto((built_site / EDITIONS).as_uri())
    expect_seen(page, OUTCOMES, *OUTCOMES)
    expect(page.locator(".bp-switch").first).to_be_hidden()
    expect(figure(page, OUTCOMES[0])).to_contain_text("edition 2021", use_inner_text=True)


def test_a_link_shows_the_figure_it_leads_to(built_site: Path, new_page: NewPage) -> None:
    page = opened(new_page, built_site, f"{LADDERS}", java_script_enabled=False)
    page.goto(f"{(built_site / LADDERS).as_uri()}#snippet-draft_cloned")
    expect(figure(page, "draft_cloned")).to_be_visible()
    page.goto(f"{(built_site / EDITIONS).as_uri()}#snippet-{OUTCOMES[1]}")
    expect(figure(page, OUTCOMES[1])).to_be_visible()


def test_what_changed_is_told_to_those_who_do_not_see_it(built_site: Path, new_page: NewPage) -> None:
    page = opened(new_page, built_site, LADDERS)
    page.goto(f"{(built_site / LADDERS).as_uri()}#snippet-draft_cloned")
    changes = figure(page, "draft_cloned").locator(".bp-changes")
    changes.locator("summary").click()
    expect(changes.get_by_role("region")).to_have_accessible_name("What changed from draft_read_again to draft_cloned")
    expect(changes.get_by_role("insertion")).to_have_text(".clone()")
    expect(changes.get_by_role("insertion")).to_match_aria_snapshot("- insertion: added .clone()")


def test_costs_stand_beside_each_other(built_site: Path, new_page: NewPage) -> None:
    page = opened(new_page, built_site, LADDERS)
    unfold_the_answer(page)
    table = page.get_by_role("table", name=re.compile("counted while it ran")).first
    rows = [row.inner_text().split("\t") for row in table.get_by_role("row").all()]
    assert rows[0][:2] == ["Repair", "Allocations"]
    assert rows[1:] == [["Read it first", "1", "8", "8"], ["Lend it", "1", "8", "8"], ["Clone it", "2", "16", "16"]]


def test_nothing_stands_in_a_reader_s_way_on_a_small_screen(served: str, new_page: NewPage) -> None:
    page = new_page(width=320, color_scheme="dark", reduced_motion="reduce")
    page.goto(f"{served}/{EDITIONS}")
    page.get_by_role("radio", name="2024 runs").first.check(force=True)
    for disclosure in page.locator(".bp-changes:visible > summary").all():
        disclosure.click()
    assert violations(page) == []
    assert overflow(page) == 0


def test_forced_colours_tell_which_edition_is_chosen(built_site: Path, new_page: NewPage) -> None:
    page = opened(new_page, built_site, EDITIONS, forced_colors="active")
    border = "e => getComputedStyle(e.nextElementSibling).borderBottomColor"
    chosen = page.get_by_role("radio", name="2021 fails E0597")
    other = page.locator("#snippet-guard_in_last_line-2024-chosen")
    assert chosen.evaluate(border) != other.evaluate(border)
