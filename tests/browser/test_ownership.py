"""Ownership pictures in a browser: rows meet, variables can be followed, nothing is lost on small or odd screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from borrowproof import assets
from borrowproof.site.figure import ownership
from tests.browser.conftest import NewPage
from tests.browser.pages import overflow, violations
from tests.unit.ownership.made import MOVED, MOVED_CODE, REJECTED, REJECTED_CODE

# How far lanes are from their lines, at the top and at the bottom, where rows lap over each other by 1 px.
ROWS = """figure => {
  const lanes = [...figure.querySelectorAll(".bp-o-picture > svg")].map(svg => svg.getBoundingClientRect());
  const lines = [...figure.querySelectorAll(".bp-line")].map(line => line.getBoundingClientRect());
  return lines.flatMap((line, n) => [line.top - lanes[n].top, line.bottom + 1 - lanes[n].bottom].map(Math.abs));
}"""
SENTENCE_TOPS = """figure => [...figure.querySelectorAll(".bp-o-said li")].map(item => {
  const line = [...figure.querySelectorAll(".bp-line")].find(l => l.dataset.line.trim() === item.dataset.line);
  return Math.abs(line.getBoundingClientRect().top - item.getBoundingClientRect().top);
})"""

CROWDED = """figure => [...figure.querySelectorAll(".bp-o-said li")].filter(item => {
  const next = item.nextElementSibling?.getBoundingClientRect().top ?? Infinity;
  return item.getBoundingClientRect().top + item.scrollHeight > next + 1 || item.scrollWidth > item.clientWidth;
}).map(item => item.textContent)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page in each scheme, on disk, with our stylesheet and script and nothing else."""
    home = tmp_path_factory.mktemp("ownership")
    figures = ownership.figure(MOVED, MOVED_CODE, range(1, 10), "moved", "moved")
    figures += ownership.figure(REJECTED, REJECTED_CODE, range(1, 7), "rejected", "rejected")
    longer = REJECTED_CODE + "\n\n\nfn other() {}\n"
    figures += ownership.figure(
        REJECTED, longer, range(1, 11), "a_name/that_is_long/and_does_not_break_by_itself.rs", "longer"
    )
    (home / "ours.js").write_text(assets.script(), "utf-8")
    theme = "body { margin: 0; padding: 0 12px; background: var(--bp-page); color: var(--bp-ink) }"
    for scheme in ("default", "slate"):
        (home / f"{scheme}.html").write_text(
            f'<!doctype html><html lang="en" data-md-color-scheme="{scheme}"><meta charset="utf-8">'
            "<title>Pictures</title>"
            f"<style>{assets.stylesheet()}{theme}</style>"
            f'<main><h1>Pictures</h1>{figures}</main><script src="ours.js"></script></html>',
            "utf-8",
        )
    return home


def opened(page: Page, folder: Path, scheme: str = "default") -> Page:
    page.goto((folder / f"{scheme}.html").as_uri())
    return page


@pytest.mark.parametrize(("width", "options"), [(1280, {}), (320, {}), (700, {"device_scale_factor": 1.5})])
def test_lanes_meet_their_lines(width: int, options: dict[str, float], folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=width, **options), folder)
    for name in ("moved", "rejected", "longer"):
        distances = page.locator(f"#{name}").evaluate(ROWS)
        assert len(distances) >= 6
        assert max(distances) <= 1
    marks = page.locator("#rejected .bp-o-rows .bp-o-wrong").bounding_box()
    line = page.locator("#rejected .bp-line").nth(3).bounding_box()
    assert marks and line
    assert abs(marks["y"] + marks["height"] / 2 - line["y"] - line["height"] / 2) <= 1


def test_sentences_stand_beside_their_lines_where_there_is_room(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=1400), folder)
    for name in ("rejected", "longer"):
        beside = page.locator(f"#{name}").evaluate(SENTENCE_TOPS)
        assert len(beside) == 5
        assert max(beside) <= 1
    page.set_viewport_size({"width": 640, "height": 900})
    code = page.locator("#rejected .bp-o-rows").bounding_box()
    first = page.locator("#rejected .bp-o-said li").first.bounding_box()
    assert code and first and first["y"] >= code["y"] + code["height"]


@pytest.mark.parametrize("name", ["moved", "rejected", "longer"])
def test_there_is_room_where_the_figure_says_so(name: str, folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(), folder)
    figure = page.locator(f"#{name}")
    needed = re.search(r"bp-o-fit-(\d+)", figure.get_attribute("class") or "")
    assert needed
    page.set_viewport_size({"width": int(needed[1]) + 24, "height": 900})  # the page has 12 px on both sides
    expect(figure.locator(".bp-o-said")).to_have_css("display", "grid")
    assert figure.evaluate(CROWDED) == []
    assert max(figure.evaluate(SENTENCE_TOPS)) <= 1
    assert max(figure.evaluate(ROWS)) <= 1
    grown = figure.evaluate("figure => [...figure.querySelectorAll('.bp-line')].some(line => line.offsetHeight > 24)")
    assert grown  # at this width the longest sentences take several lines, and their rows grow with them
    page.set_viewport_size({"width": int(needed[1]) + 23, "height": 900})
    expect(figure.locator(".bp-o-said")).to_have_css("display", "block")


@pytest.mark.parametrize(("scheme", "width"), [("default", 1280), ("slate", 320)])
def test_nothing_stands_in_a_reader_s_way(scheme: str, width: int, folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=width), folder, scheme)
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    assert overflow(page) == 0
    for button in page.locator(".bp-o-follow button").all():
        box = button.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24


def test_wide_pictures_scroll_by_keyboard(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=320), folder)
    region = page.get_by_role("region", name="Code and lanes: moved")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def followed(page: Page) -> list[str]:
    """The variables whose lanes stand out, and the lines that do."""
    lanes = page.locator("#moved .bp-o-rows g.bp-o-followed").evaluate_all("all => all.map(g => g.dataset.variable)")
    lines = page.locator("#moved .bp-line.bp-o-followed").evaluate_all("all => all.map(l => l.dataset.line.trim())")
    return [*sorted(set(lanes)), "|", *lines]


def test_a_variable_can_be_followed(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(), folder)
    figure = page.locator("#moved")
    song = figure.get_by_role("button", name="song")
    assert followed(page) == ["|"]
    song.focus()
    assert followed(page) == ["1", "1 2", "|", "2", "3", "9"]
    faded = figure.locator(".bp-o-rows g[data-variable='4']").first
    expect(faded).to_have_css("opacity", "0.2")
    page.keyboard.press("Enter")
    expect(song).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    assert followed(page)[0] == "1 2"  # the next one, `album`, has the focus now
    figure.get_by_role("button", name="hit").hover()
    assert followed(page) == ["4", "|", "7", "9"]
    page.locator("h1").hover()
    figure.get_by_role("button", name="album").blur()
    assert followed(page)[:2] == ["1", "1 2"]  # back to what the pressed button holds
    page.keyboard.press("Escape")
    assert followed(page) == ["|"]
    expect(song).to_have_attribute("aria-pressed", "false")


def test_pointing_at_a_lane_follows_it(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(), folder)
    page.locator("#moved text.bp-o-name", has_text="hit").hover()
    assert followed(page) == ["4", "|", "7", "9"]
    page.locator("h1").hover()
    assert followed(page) == ["|"]


def test_without_scripts_everything_can_be_read(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(java_script_enabled=False), folder)
    expect(page.locator(".bp-o-follow").first).to_be_hidden()
    expect(page.get_by_role("img", name="Who owns what, line by line: rejected")).to_be_visible()
    expect(page.locator("#rejected li[data-line='4']")).to_contain_text("mutable borrow occurs here")
    page.locator("#rejected summary").click()
    expect(page.get_by_role("rowheader", name="first")).to_be_visible()


def test_forced_colours_draw_with_the_system_s(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(forced_colors="active"), folder)
    ink = page.locator("body").evaluate("b => getComputedStyle(b).color")
    for css in (".bp-o-owned", "path.bp-o-shared", ".bp-o-pill", ".bp-o-wrong"):
        expect(page.locator(f"#rejected {css}").first).to_have_css("stroke", ink)
    expect(page.locator("#rejected .bp-o-name").first).to_have_css("fill", ink)


def test_on_paper_nothing_is_folded_or_cut(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=700), folder)
    page.emulate_media(media="print")
    expect(page.locator(".bp-o-follow").first).to_be_hidden()
    expect(page.locator("#moved .bp-code")).to_have_css("overflow-x", "visible")
    assert max(page.locator("#moved").evaluate(ROWS)) <= 1
    expect(page.get_by_role("rowheader", name="album")).to_be_visible()


def test_lines_beside_lanes_are_copied_and_edited_like_any_listing(served: str, new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{served}/ownership/moves.html")
    figure = page.locator("figure.bp-snippet", has=page.locator("> figure.bp-ownership:not(.bp-o-repeats)")).first
    expect(figure.locator(".bp-code").first).to_have_attribute("aria-label", re.compile("Code and lanes: "))
    shown = " ".join(figure.locator(".bp-line").all_inner_texts())
    figure.get_by_role("button", name="Copy", exact=True).click()
    expect(figure.get_by_text("Copied", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "fn main() {" in copied
    assert copied.split() == shown.split()
    figure.get_by_role("button", name="Edit and run").click()
    expect(figure.locator(".bp-editor")).to_contain_text("fn main() {")
    expect(figure.locator("> .bp-ownership")).to_be_hidden()
    figure.get_by_role("button", name="Close").click()
    expect(figure.locator("> .bp-ownership")).to_be_visible()
