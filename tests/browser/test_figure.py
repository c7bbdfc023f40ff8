"""The figure of a program in a browser: one grid, whole on small and odd screens, bare until a question is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from borrowproof import assets
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Block, Snippet
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Status, Verdict
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure import snippet_figure
from borrowproof.site.figure.snippet_figure import Options
from tests.browser.conftest import NewPage
from tests.browser.pages import overflow, violations
from tests.unit.ownership.made import MOVED, MOVED_CODE, REJECTED, REJECTED_CODE, born, function, states, variable
from tests.unit.ownership.made import timeline as made

TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "f")
PUSHED = Diagnostic(
    Level.ERROR,
    "E0502",
    "cannot borrow `v` as mutable because it is also borrowed as immutable",
    (
        Span(4, 5, 4, 14, primary=True, label="mutable borrow occurs here"),
        Span(3, 18, 3, 19, primary=False, label="immutable borrow occurs here"),
        Span(5, 16, 5, 21, primary=False, label="immutable borrow later used here"),
    ),
    rendered="error[E0502]: cannot borrow `v` as mutable\n",
)
MANY = made(
    function(
        "main",
        1,
        30,
        *(variable(n, f"number_{n}", n, *born(n, "x"), states=states(owned=f"{n + 1}-30")) for n in range(1, 10)),
    )
)
MANY_CODE = "".join(f"let number_{n} = {n};{' ' * 60}// long\n" for n in range(1, 31))
# How far the marks of a row are from the middle of its line of code, by the class of the mark.
OFF = """figure => [...figure.querySelectorAll('.bp-dot, .bp-ring, .bp-drop, .bp-refused')].map(mark => {
  const {top, height} = mark.getBoundingClientRect();
  const middles = [...figure.querySelectorAll('.bp-line')].map(line => line.getBoundingClientRect().top + 12);
  return Math.min(...middles.map(middle => Math.abs(middle - top - height / 2)));
})"""
# The middle of the word `first` in line 5.
MIDDLE_OF_FIRST = """figure => {
  const line = figure.querySelector("[data-line='5']");
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (!texts.nextNode().data.includes('first'));
  const range = document.createRange(), at = texts.currentNode.data.indexOf('first');
  range.setStart(texts.currentNode, at);
  range.setEnd(texts.currentNode, at + 5);
  const {left, top, width, height} = range.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""
# Sentences that lie over code, over lanes or over each other.
CROWDED = """figure => {
  const box = e => e.getBoundingClientRect();
  const seen = [...figure.querySelectorAll('.bp-sentence, .bp-label')].filter(e => box(e).height > 1);
  const lines = [...figure.querySelectorAll('.bp-line')];
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return seen.flatMap((one, n) => [...lines, ...seen.slice(n + 1)].filter(other => meet(box(one), box(other)))
    .map(other => [one.textContent, other.textContent]));
}"""


def figure(name: str, timeline: Timeline, code: str, *said: Diagnostic, **options: Any) -> str:
    text = code.rstrip("\n")
    lines = tuple(Origin(f"{name}.rs", n) for n in range(1, text.count("\n") + 2))
    expectation = Expectation(Kind.ERROR if said else Kind.COMPILES)
    snippet = Snippet(f"snippets/a/{name}.rs", lines[0], text, lines, expectation, label=name)
    outcome = Outcome(Edition.E2024, said, compiled=not said)
    evidence = Evidence(snippet, Verdict(Status.MATCHED), outcome, TOOLCHAIN)
    block = Block("docs/a.md", 1, "rust", text, snippet.id, tuple(range(1, len(lines) + 1)), ownership=True)
    return snippet_figure.figure_html(ShownBlock(block, replace(evidence, timeline=timeline), name), Options(**options))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page in each scheme, on disk, with our stylesheet and script and nothing else."""
    home = tmp_path_factory.mktemp("figure")
    figures = figure("moved", MOVED, MOVED_CODE) + figure("rejected", REJECTED, REJECTED_CODE, PUSHED)
    figures += figure("asked", REJECTED, REJECTED_CODE, PUSHED, predict="Which line is rejected?")
    figures += figure("many", MANY, MANY_CODE)
    (home / "ours.js").write_text(assets.script(), "utf-8")
    theme = "body { margin: 0; padding: 0 12px; background: var(--bp-page); color: var(--bp-ink) }"
    for scheme in ("default", "slate"):
        (home / f"{scheme}.html").write_text(
            f'<!doctype html><html lang="en" data-md-color-scheme="{scheme}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>Figures</title>'
            f"<style>{assets.stylesheet()}{theme}</style>"
            f'<main><h1>Figures</h1>{figures}</main><script src="ours.js"></script></html>',
            "utf-8",
        )
    return home


def opened(page: Page, folder: Path, scheme: str = "default") -> Page:
    page.goto((folder / f"{scheme}.html").as_uri())
    return page


def visible_sentences(program: Locator) -> list[str]:
    found: list[str] = program.locator(".bp-sentence").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height > 1 && getComputedStyle(e).clipPath === 'none')"
        ".map(e => e.dataset.of)"
    )
    return found


# --- one grid -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "options"), [(1280, {}), (760, {}), (390, {}), (320, {}), (700, {"device_scale_factor": 1.5})]
)
def test_marks_stand_beside_their_lines_and_nothing_lies_over_anything(
    width: int, options: dict[str, float], folder: Path, new_page: NewPage
) -> None:
    page = opened(new_page(width=width, **options), folder)
    for name, marks in (("moved", 5), ("rejected", 4)):
        distances = page.locator(f"#{name}").evaluate(OFF)
        assert len(distances) >= marks
        assert max(distances) <= 1
        assert page.locator(f"#{name}").evaluate(CROWDED) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("width", [1280, 760, 600])
def test_a_label_begins_below_what_it_speaks_of(width: int, folder: Path, new_page: NewPage) -> None:
    rejected = opened(new_page(width=width), folder).locator("#rejected")
    rows = rejected.locator(".bp-row").filter(has=rejected.page.locator(".bp-mark-context"))
    mark, label = (rows.first.locator(css).first.bounding_box() for css in (".bp-mark-context", ".bp-label"))
    assert mark and label and abs(label["x"] - mark["x"]) <= 1


def test_wide_code_lanes_and_sentences_stand_side_by_side(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(), folder)
    rejected = page.locator("#rejected")
    code, lanes, sentence = (
        rejected.locator(css).first.bounding_box() for css in (".bp-line", ".bp-lanes", ".bp-sentence")
    )
    assert code and lanes and sentence
    assert code["x"] < lanes["x"] < lanes["x"] + lanes["width"] <= sentence["x"]
    assert visible_sentences(rejected) == ["2", "3", "4", "5", "6"]
    wrong = rejected.locator(".bp-refused").bounding_box()
    refusal = rejected.locator(".bp-sentence-error").bounding_box()
    assert wrong and refusal and abs(wrong["y"] + wrong["height"] / 2 - refusal["y"] - 12) <= 1


def test_a_red_link_joins_the_access_with_the_loan(folder: Path, new_page: NewPage) -> None:
    for width in (1280, 320):
        page = opened(new_page(width=width), folder)
        link, cross, band, first, last = (
            page.locator(f"#rejected {css}").bounding_box()
            for css in (".bp-clash", ".bp-refused", ".bp-band", "[data-line='3']", "[data-line='5']")
        )
        assert link and cross and band and first and last
        assert abs(link["x"] + link["width"] - cross["x"] - cross["width"] / 2) <= 1
        assert band["y"] <= first["y"] + 2 and band["y"] + band["height"] >= last["y"] + 22
        assert band["x"] < link["x"] and cross["x"] < band["x"] + band["width"]


# --- narrow -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 412, 690])
def test_narrow_the_lanes_stay_in_view_while_the_code_scrolls(width: int, folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=width), folder)
    many = page.locator("#many")
    region, lanes = many.locator(".bp-code"), many.locator(".bp-lanes")
    before = lanes.bounding_box()
    region.evaluate("e => { e.scrollLeft = 120 }")
    after, code = lanes.bounding_box(), many.locator(".bp-line").first.bounding_box()
    assert before and after and code
    assert before["x"] == after["x"]
    assert after["width"] <= 5 * 22 + 8
    assert code["x"] < after["x"] + after["width"], "the code scrolls under the lanes"
    expect(many.locator(".bp-folded:visible")).to_have_text("+5")
    sentence = many.locator(".bp-sentence.bp-at").bounding_box()
    assert sentence and sentence["x"] >= 0 and sentence["x"] + sentence["width"] <= width


def test_narrow_a_tap_or_an_arrow_key_opens_the_sentence_of_a_line(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=390), folder)
    rejected = page.locator("#rejected")
    assert visible_sentences(rejected) == ["4"]  # that of the refusal
    rejected.locator(".bp-line").nth(2).click()
    assert visible_sentences(rejected) == ["3"]
    line, sentence = (
        rejected.locator("[data-line='3']").bounding_box(),
        rejected.locator("[data-of='3']").bounding_box(),
    )
    assert line and sentence and sentence["y"] >= line["y"] + line["height"]
    region = rejected.get_by_role("region", name="Rust code: rejected")
    region.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert visible_sentences(rejected) == ["5"]
    page.keyboard.press("ArrowUp")
    assert visible_sentences(rejected) == ["4"]
    expect(region).to_have_attribute("data-at", "4")
    assert visible_sentences(page.locator("#moved")) == ["2"]
    page.set_viewport_size({"width": 1280, "height": 900})
    assert len(visible_sentences(rejected)) == 5


def test_names_stand_at_the_heads_of_their_lanes(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=320), folder)
    for name, css in (("v", ".bp-owned"), ("first", "i.bp-shared")):
        head = page.locator("#rejected .bp-name", has_text=name).bounding_box()
        lane = page.locator(f"#rejected {css}").first.bounding_box()
        assert head and lane
        assert abs(head["x"] - lane["x"] - lane["width"] / 2) <= 2
        assert head["y"] + head["height"] <= lane["y"]


# --- "May I?" ---------------------------------------------------------------------------------------------------------


def test_what_may_be_done_before_the_line_in_focus_is_told_below_the_program(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(), folder)
    rejected = page.locator("#rejected")
    asked, region = (
        rejected.get_by_role("button", name="May I?"),
        rejected.get_by_role("region", name="Rust code: rejected"),
    )
    size = asked.bounding_box()
    assert size and min(size["width"], size["height"]) >= 24
    expect(asked).to_have_attribute("aria-expanded", "false")
    rejected.locator("[data-line='4']").click()
    told = rejected.get_by_role("group", name="May I?")
    expect(told).to_contain_text("Before line 4")
    expect(told.get_by_role("row", name="v: Vec<i32>")).to_have_text("v: Vec<i32>yesnoyesnono")
    expect(told).to_contain_text("v is lent to first on line 3, and the loan is still needed: no changing it (E0506)")
    expect(asked).to_have_attribute("aria-expanded", "true")
    region.focus()
    page.keyboard.press("ArrowDown")
    expect(told).to_contain_text("Before line 5")
    expect(told.locator("[aria-live=polite]")).to_have_count(2)
    assert violations(page) == []
    rejected.locator("[data-line='3']").hover()  # a mouse that passes by is followed in silence
    expect(told).to_contain_text("Before line 3")
    expect(told).to_contain_text("declared on line 3: first: &i32")
    expect(told.locator("[aria-live=polite]")).to_have_count(0)
    page.mouse.move(*rejected.evaluate(MIDDLE_OF_FIRST))  # on its name in the code
    expect(told.locator("tr[aria-current]")).to_contain_text("first: &i32")
    region.focus()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    rejected.locator("[data-line='4']").click()
    expect(told).to_be_hidden()  # for whoever closed it, it stays closed until it is asked for
    asked.click()
    expect(told).to_contain_text("Before line 4")
    told.get_by_role("button", name="Close").click()
    expect(asked).to_be_focused()


def test_on_a_phone_the_answers_stay_in_view_and_wait_for_the_answer_to_a_question(
    folder: Path, new_page: NewPage
) -> None:
    page = opened(new_page(width=320, height=640), folder, "slate")
    page.locator("#rejected [data-line='4']").click()
    told = page.locator("#rejected .bp-permissions")
    box = told.bounding_box()
    assert box and box["y"] + box["height"] <= 641 and box["x"] + box["width"] <= 320
    assert told.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert violations(page) == []
    assert overflow(page) == 0
    page.locator("#asked .bp-line").nth(2).click()
    expect(page.locator("#asked .bp-may")).to_be_hidden()
    expect(page.locator("#asked .bp-permissions")).to_have_count(0)
    page.emulate_media(media="print")
    expect(told).to_be_hidden()


# --- questions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_a_program_is_bare_until_its_question_is_answered(scripts: bool, folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(java_script_enabled=scripts, width=390), folder)  # where a line could be tapped
    asked = page.locator("#asked")
    hint = "e => getComputedStyle(e.querySelector('pre'), '::after').content"
    assert asked.locator(".bp-code").evaluate(hint) == "none"
    page.set_viewport_size({"width": 1280, "height": 900})
    bare, shown = asked.locator(".bp-code"), page.locator("#rejected .bp-code")
    for css in (".bp-lanes", ".bp-note", ".bp-sentence"):
        expect(bare.locator(css).first).to_be_hidden()
    looks = "e => { const s = getComputedStyle(e); return [s.fontWeight, s.textDecorationLine, s.backgroundColor] }"
    plain, marked = (one.locator(".bp-mark-error").first for one in (bare, shown))
    assert plain.evaluate(looks) == bare.locator(".bp-line").nth(1).evaluate(looks)
    assert marked.evaluate(looks) != plain.evaluate(looks)
    line = """e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).boxShadow,
      getComputedStyle(e, '::before').color, e.offsetHeight]"""
    rows = [bare.locator(f"[data-line='{n}']") for n in (2, 4)]
    assert rows[0].evaluate(line) == rows[1].evaluate(line)
    code = " ".join(bare.locator(".bp-line").all_inner_texts())
    assert bare.inner_text().split() == code.split()
    asked.get_by_text("Show the verdict").click()
    for css in (".bp-lanes", ".bp-note", ".bp-sentence"):
        expect(bare.locator(css).first).to_be_visible()
    assert plain.evaluate(looks) == marked.evaluate(looks)
    expect(asked.get_by_text("Why:")).to_be_visible()


def test_a_program_is_bare_before_a_browser_has_read_what_folds_it(folder: Path, new_page: NewPage) -> None:
    """A page is painted while it arrives: nothing gives the answer away, and nothing moves later."""
    page = new_page()
    read = (folder / "default.html").read_text("utf-8").partition('<details class="bp-reveal')[0]
    assert 'id="asked"' in read
    page.set_content(read)
    expect(page.locator("#asked .bp-line").first).to_be_visible()
    for css in (".bp-lanes", ".bp-note", ".bp-sentence"):
        expect(page.locator("#asked").locator(css).first).to_be_hidden()


# --- everyone ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "width"), [("default", 1280), ("slate", 320)])
def test_nothing_stands_in_a_reader_s_way(scheme: str, width: int, folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=width), folder, scheme)
    assert violations(page) == []
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    assert overflow(page) == 0


def test_without_scripts_everything_can_be_read(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=320, java_script_enabled=False), folder)
    assert visible_sentences(page.locator("#rejected")) == ["2", "3", "4", "5", "6"]
    expect(page.locator("#rejected").get_by_role("img")).to_be_visible()
    expect(page.locator("#rejected .bp-may")).to_be_hidden()
    assert "Tap" not in page.locator("#rejected pre").first.evaluate("e => getComputedStyle(e, '::after').content")


def test_what_is_heard_is_in_the_order_of_the_lines_whether_or_not_it_is_seen(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=390), folder)
    heard = page.locator("#rejected .bp-code").aria_snapshot()
    at = [heard.index(text) for text in ("v.push(4)", "`Vec::push`".strip("`"), "println!", "is dropped")]
    assert at == sorted(at)


def test_forced_colours_draw_with_the_system_s(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(forced_colors="active"), folder)
    ink = page.locator("body").evaluate("b => getComputedStyle(b).color")
    for css in (".bp-owned", "i.bp-shared", ".bp-dot", ".bp-ring", ".bp-band"):
        element = page.locator(f"#rejected {css}").first
        assert element.evaluate("e => getComputedStyle(e).borderLeftColor") == ink
    styles = [
        page.locator(f"#rejected {css}").first.evaluate("e => getComputedStyle(e).borderLeftStyle")
        for css in (".bp-owned", "i.bp-shared", ".bp-band")
    ]
    assert styles == ["solid", "dotted", "dashed"]


def test_on_paper_nothing_is_folded_or_cut(folder: Path, new_page: NewPage) -> None:
    page = opened(new_page(width=700), folder)
    page.emulate_media(media="print")
    expect(page.locator("#moved .bp-code")).to_have_css("overflow-x", "visible")
    assert visible_sentences(page.locator("#moved")) == ["2", "3", "4", "5", "6", "7", "8", "9"]
    expect(page.locator("#asked .bp-lanes")).to_be_visible()
    for code in page.locator(".bp-code").all():
        assert code.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_code_beside_lanes_is_copied_and_edited_like_any_other(served: str, new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{served}/ownership/moves.html")
    program = page.locator("figure.bp-snippet", has=page.locator(".bp-grid")).nth(1)
    shown = "".join(program.locator(".bp-line").all_inner_texts())
    program.get_by_role("button", name="Copy", exact=True).click()
    expect(program.get_by_text("Copied", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "fn main() {" in copied
    assert copied.split() == shown.split()
    program.get_by_role("button", name="Edit and run").click()
    expect(program.locator(".bp-editor")).to_contain_text("fn main() {")
    expect(program.locator("> .bp-code")).to_be_hidden()
    program.get_by_role("button", name="Close").click()
    expect(program.locator("> .bp-code")).to_be_visible()
