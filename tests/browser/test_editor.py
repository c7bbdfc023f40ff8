"""Editing and running a snippet in place, in a real browser, from disk, against the stand-in for the Playground.

The page is made of three figures and our own files alone: a program that fails, one that runs and hides lines, and
one that a question asks about, which has no caption.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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
from borrowproof.model.verdict import Status, Verdict
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure import snippet_figure
from tests.browser.conftest import NewPage
from tests.browser.pages import Traffic, overflow, violations
from tests.playground import Fault, Playground

MOVED = """
fn main() {
    let draft = String::from("Dear Ada");
    let letter = draft;
    println!("{letter}, {draft}");
}
"""
COUNTED = """fn done() {}

fn main() {
    let sum: u32 = (1..=4).sum();
    println!("sum {sum}");
    done();
}
"""
SAID = Diagnostic(Level.ERROR, "E0382", "borrow of moved value: `draft`", (Span(5, 26, 5, 31, primary=True),))
SHELL = """<!doctype html><html lang="en" data-md-color-scheme="{scheme}"><meta charset="utf-8"><title>A lesson</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="ours.css">
<style>button {{ border: 0; background: none; font: inherit }} a {{ color: inherit }}
body {{ margin: 0; background: var(--bp-page); color: var(--bp-ink) }}
.md-header {{ position: sticky; top: 0; z-index: 4; height: 48px; background: #808080 }}</style>
<header class="md-header"></header><main class="md-typeset"><h1>A lesson</h1>{moved}
<div class="stdout"><pre>What was recorded</pre></div>{counted}{asked}<p><a href="other.html">Next</a></p></main>
<script src="borrowproof.js" defer></script></html>"""


def shown_block(code: str, name: str, said: tuple[Diagnostic, ...] = (), hidden: int = 0) -> ShownBlock:
    """A verified program whose first `hidden` lines are not shown at first."""
    count = code.count("\n") + 1
    lines = tuple(Origin(f"{name}.rs", number) for number in range(1, count + 1))
    expectation = Expectation(Kind.ERROR if said else Kind.RUNS, frozenset(d.code for d in said if d.code))
    unseen = frozenset(range(1, hidden + 1))
    snippet = Snippet(f"{name}.rs", lines[0], code, lines, expectation, hidden=unseen, label=name)
    outcome = Outcome(Edition.E2024, said, compiled=not said, exit=None if said else 0)
    toolchain = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "f")
    evidence = Evidence(snippet, Verdict(Status.MATCHED), outcome, toolchain)
    block = Block("docs/a.md", 1, "rust", code, snippet.id, tuple(range(1, count + 1)))
    return ShownBlock(block, evidence, f"snippet-{name}")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A folder with a lesson and another page, and the Playground where readers run what they edit."""

    folder: Path
    playground: Playground

    def write(self, moved: str = MOVED, scheme: str = "default") -> str:
        """The address of the lesson, whose first program is `moved`."""
        url = self.playground.url
        parts = {
            "moved": snippet_figure.figure_html(
                shown_block(moved, "moved", (SAID,)), snippet_figure.Options("moved.rs", playground=url)
            ),
            "counted": snippet_figure.figure_html(
                shown_block(COUNTED, "counted", hidden=2), snippet_figure.Options(playground=url)
            ),
            "asked": snippet_figure.unjudged_figure(shown_block("fn main() {\r\n}\r\n", "asked"), url),
        }
        (self.folder / "lesson.html").write_text(SHELL.format(scheme=scheme, **parts), "utf-8")
        (self.folder / "other.html").write_text("<!doctype html><title>Other</title>", "utf-8")
        (self.folder / "ours.css").write_text(assets.stylesheet(), "utf-8")
        for script in ("borrowproof.js", "borrowproof-editor.js"):
            (self.folder / script).write_text(assets.script(script), "utf-8")
        return (self.folder / "lesson.html").as_uri()


@pytest.fixture
def lesson(tmp_path: Path, playground: Playground) -> Lesson:
    return Lesson(tmp_path, playground)


def moved(page: Page) -> Locator:
    return page.locator("#snippet-moved")


def counted(page: Page) -> Locator:
    return page.locator("#snippet-counted")


def opened(page: Page, shown: Callable[[Page], Locator] = moved) -> Locator:
    """The figure, its editor open and focused."""
    shown(page).get_by_role("button", name="Edit and run").click()
    expect(shown(page).get_by_role("textbox")).to_be_focused()
    return shown(page)


def append(page: Page, code: str) -> None:
    """Types a line at the end of `main`'s body: the cursor goes before the brace on the last line."""
    for key in ("Control+End", "ArrowUp", "End", "Enter"):
        page.keyboard.press(key)
    page.keyboard.insert_text(code)


def status(figure: Locator) -> Locator:
    return figure.locator(".bp-editor-status")


# The cursor is in such a line, below the header and above the lower edge.
CURSOR_IN_SIGHT = """(text) => {
  const { startContainer: at } = getSelection().getRangeAt(0);
  const line = (at instanceof Element ? at : at.parentElement).closest(".cm-line");
  const { top, bottom } = line?.getBoundingClientRect() ?? {};
  return line?.textContent === text && top >= 48 && bottom <= innerHeight;
}"""


def test_without_scripts_nothing_is_offered(lesson: Lesson, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(lesson.write())
    expect(page.locator(".bp-edit")).to_have_count(3)
    expect(page.locator(".bp-edit:visible")).to_have_count(0)


def test_nothing_is_fetched_before_it_is_asked_for(lesson: Lesson, page: Page) -> None:
    traffic = Traffic.of(page)
    page.goto(lesson.write())
    editor = "borrowproof-editor.js"
    assert [r.url for r in traffic.requests if r.url.endswith(editor)] == []
    figure = opened(page)
    assert len([r.url for r in traffic.requests if r.url.endswith(editor)]) == 1
    host = lesson.playground.url.removeprefix("http://")
    expect(figure).to_contain_text(f"Run sends this program to {host}.")
    assert lesson.playground.requests == ()


def test_the_editor_is_no_heavier_than_it_may_be() -> None:
    assert len(gzip.compress(assets.script("borrowproof-editor.js").encode(), 9)) < 200_000


def test_errors_stand_on_their_lines(lesson: Lesson, page: Page) -> None:
    page.goto(lesson.write())
    figure = opened(page)
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_contain_text("Your run, just now: does not compile: 1 error.")
    expect(status(figure)).to_contain_text(re.compile(r"took \d+\.\d s \(on the Playground, with network\)"))
    expect(figure.locator(".cm-lintRange-error")).to_have_text("draft")
    expect(figure.locator(".cm-lintRange-info")).to_have_text(["draft", "draft"])
    expect(figure.locator(".cm-gutter-lint .cm-lint-marker-error")).to_have_count(1)
    expect(figure.locator(".cm-line", has=page.locator(".cm-lintRange-error"))).to_contain_text("println!")
    expect(figure.get_by_text("What follows was found when this page was built")).to_be_visible()
    numbers = figure.locator(".cm-lineNumbers .cm-gutterElement:visible")
    expect(numbers).to_have_text(["2", "3", "4", "5", "6"])  # as in the program, whose first line is blank
    figure.get_by_role("button", name="line 5").click()
    page.keyboard.insert_text("// here ")
    expect(figure.locator(".cm-line").nth(3)).to_have_text(re.compile("^// here .*println"))
    expect(status(figure)).to_contain_text("Your run before your last change: does not compile")
    expect(figure.get_by_text("What follows was found")).to_be_hidden()  # for it is away, too
    (sent,) = [r for r in lesson.playground.requests if r.method == "POST"]
    assert sent.path == "/execute"
    fields = {"channel": "stable", "mode": "debug", "edition": "2024", "crateType": "bin", "tests": False}
    assert json.loads(sent.body) == {**fields, "backtrace": False, "code": MOVED}


def test_a_program_too_long_for_an_address_can_be_edited_too(lesson: Lesson, page: Page) -> None:
    long = MOVED.replace("main() {", f"main() {{ // <&{'x' * 9000}")
    page.goto(lesson.write(long))
    figure = opened(page)
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_contain_text("does not compile: 1 error")
    assert json.loads(lesson.playground.requests[-1].body)["code"] == long


def test_an_edited_program_carries_no_badge(lesson: Lesson, page: Page) -> None:
    """Neither the badge nor anything else that is true of the verified program alone, until it is that again."""
    page.goto(lesson.write())
    figure = opened(page)
    badge, mine = figure.get_by_text("Fails as intended"), figure.get_by_text("Edited by you, not verified")
    verified = [badge, figure.get_by_text("rustc 1.95.0"), figure.get_by_text("borrow of moved value")]
    verified.append(page.get_by_text("What was recorded"))
    for one in verified:
        expect(one.first).to_be_visible()
    append(page, "let more = 1;")
    expect(mine).to_be_visible()
    for one in verified:
        expect(one.first).to_be_hidden()
    assert "Fails as intended" not in figure.aria_snapshot()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(badge).to_be_visible()
    expect(mine).to_be_hidden()
    figure.get_by_label("Edition").select_option("2018")  # judged with another one
    expect(badge).to_be_hidden()
    expect(mine).to_be_visible()


def test_a_program_in_a_question_is_marked_as_edited_too(lesson: Lesson, page: Page) -> None:
    page.goto(lesson.write())
    figure = opened(page, lambda page: page.locator("#snippet-asked"))
    expect(figure.get_by_text("Edited by you, not verified")).to_be_hidden()
    page.keyboard.type("// ")
    expect(figure.get_by_text("Edited by you, not verified")).to_be_visible()
    figure.get_by_role("button", name="Reset").click()
    expect(figure.get_by_text("Edited by you, not verified")).to_be_hidden()


def test_reset_has_a_way_back(lesson: Lesson, page: Page) -> None:
    page.goto(lesson.write())
    figure = opened(page)
    expect(figure.get_by_role("button", name="Reset")).to_be_disabled()
    append(page, "let more = 1;")
    figure.get_by_role("button", name="Reset").click()
    expect(figure.get_by_role("textbox")).not_to_contain_text("let more")
    expect(figure.get_by_text("Fails as intended")).to_be_visible()
    figure.get_by_role("button", name="Bring my edit back").click()
    expect(figure.get_by_role("textbox")).to_contain_text("let more")
    expect(figure.get_by_text("Fails as intended")).to_be_hidden()


def test_by_keyboard_alone(lesson: Lesson, page: Page) -> None:
    """Open, indent with Tab, run, leave with Escape and Tab, close: the focus is never lost, nor under the header."""
    page.goto(lesson.write())
    counted(page).get_by_role("button", name="Edit and run").focus()
    page.keyboard.press("Enter")
    text = counted(page).get_by_role("textbox")
    expect(text).to_be_focused()
    expect(text).to_have_accessible_description(re.compile("the whole program.* Escape, then Tab, to leave"))
    expect(text).to_contain_text("fn done() {}")  # which the listing hides
    append(page, "")
    page.keyboard.press("Tab")
    page.keyboard.type('println!("twice {}", sum * 2);')
    page.keyboard.press("Control+Enter")
    expect(status(counted(page))).to_contain_text("ran to its end, exit 0")
    expect(counted(page).get_by_role("region", name="Output of your run")).to_have_text("sum 10\ntwice 20")
    page.set_viewport_size({"width": 1280, "height": 130})
    for key, line in (("Control+End", "}"), ("Control+Home", "fn done() {}")):
        page.keyboard.press(key)
        page.wait_for_function(CURSOR_IN_SIGHT, arg=line)  # the editor scrolls when it has measured itself
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(counted(page).get_by_role("button", name="Run", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(counted(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(counted(page).get_by_role("button", name="Edit and run")).to_be_focused()
    expect(counted(page).get_by_role("textbox")).to_have_count(0)
    expect(counted(page).get_by_text("Runs")).to_be_visible()


def test_a_panic_and_what_was_printed_before_it(lesson: Lesson, page: Page) -> None:
    page.goto(lesson.write())
    figure = opened(page, counted)
    append(page, r'println!("\x1b[1m\r\0"); eprintln!("hm"); None::<u32>.expect("no <b>number</b>");')
    figure.get_by_role("button", name="Run", exact=True).click()
    expect(status(figure)).to_contain_text("panicked, exit 101")
    output = figure.get_by_role("region", name="Output of your run", exact=True)
    expect(output).to_have_text("sum 10\n\u241b[1m\u240d\u2400")  # pictures of what cannot be seen
    expect(figure.get_by_role("region", name="Panicked")).to_contain_text("no <b>number</b>")
    expect(figure.get_by_role("region", name="Panicked")).to_contain_text("hm")
    expect(figure.locator(".cm-lintRange.bp-panicked")).to_contain_text(["println"])
    expect(figure.get_by_role("button", name="line 7")).to_be_visible()


def test_a_huge_output_is_cut_with_words(lesson: Lesson, page: Page) -> None:
    page.goto(lesson.write())
    figure = opened(page, counted)
    append(page, 'for n in 0..9000 { println!("line {n}"); }')
    page.keyboard.press("Control+Enter")
    expect(figure.get_by_text(re.compile(r"Cut here: \d+ of \d+ characters are shown\."))).to_be_visible()
    shown = figure.get_by_role("region", name="Output of your run").inner_text()
    assert 10 < len(shown) <= 20_000
    assert "line 8999" not in shown


TROUBLE = {
    Fault.OVERLOADED: "is overloaded or out of order (status 500)",
    Fault.TIMEOUT: "stopped the run at its time limit",
    Fault.TOO_MANY_REQUESTS: "could not be reached",  # the front's answers lack what a browser needs to show them
    Fault.DROPPED: "could not be reached",
    Fault.JSON_LIST: "is no result that can be read",
    Fault.EMPTY_BODY: "is no result that can be read",
}


def test_trouble_is_told_in_words_and_can_be_retried(lesson: Lesson, new_page: NewPage) -> None:
    page = new_page(errors=True)
    page.goto(lesson.write())
    figure = opened(page, counted)
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_contain_text("ran to its end")
    for fault, words in TROUBLE.items():
        lesson.playground.fault(fault, times=None)  # a browser may ask twice where a connection was dropped
        figure.get_by_role("button", name="Run", exact=True).click()
        expect(status(figure)).to_contain_text(words)
        expect(status(figure)).to_contain_text(re.compile(r"^(?!.*Your run)"))
        expect(figure.get_by_role("region", name="Output of your run")).to_have_count(0)
        expect(figure.get_by_role("button", name="Retry")).to_be_visible()
        lesson.playground.clear_faults()
    figure.get_by_role("button", name="Retry").click()
    expect(figure.get_by_role("button", name="Run", exact=True)).to_be_focused()  # not lost with the button
    expect(status(figure)).to_contain_text("ran to its end")
    expect(figure.get_by_role("button", name="Retry")).to_be_hidden()


def test_offline(lesson: Lesson, new_page: NewPage) -> None:
    page = new_page(errors=True)
    page.goto(lesson.write())
    figure = opened(page, counted)
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_have_text("You are offline. A run needs the network; editing does not.")
    assert lesson.playground.requests == ()
    page.context.set_offline(False)
    figure.get_by_role("button", name="Retry").click()
    expect(status(figure)).to_contain_text("ran to its end")


def test_no_answer_for_too_long(lesson: Lesson, page: Page) -> None:
    page.clock.install()
    page.goto(lesson.write())
    figure = opened(page, counted)
    lesson.playground.fault(Fault.SLOW, seconds=60)
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_contain_text("Running on 127.0.0.1")
    page.clock.fast_forward(31_000)
    expect(status(figure)).to_contain_text("did not answer within 30 s")
    expect(figure.get_by_role("button", name="Retry")).to_be_visible()


def test_a_newer_run_is_the_only_one(lesson: Lesson, page: Page) -> None:
    page.goto(lesson.write())
    figure = opened(page, counted)
    lesson.playground.fault(Fault.SLOW, seconds=60, containing="older")
    append(page, 'println!("older");')
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_contain_text("Running on")
    page.keyboard.press("Control+Enter")  # held down, or pressed again: the same program runs already
    status(figure).evaluate(
        "(said) => new MutationObserver(() => (window.heard ??= []).push(said.textContent))"
        ".observe(said, {childList: true, subtree: true, characterData: true})"
    )
    page.keyboard.press("Shift+Home")
    page.keyboard.insert_text('println!("newer");')
    with page.expect_event("requestfailed", lambda request: "older" in (request.post_data or "")):
        page.keyboard.press("Control+Enter")  # what the older run was asked is taken back: nothing can come of it
    expect(figure.get_by_role("region", name="Output of your run")).to_have_text("sum 10\nnewer")
    assert [b"newer" in r.body for r in lesson.playground.requests if r.method == "POST"] == [False, True]
    heard = page.evaluate("window.heard")
    assert [text.split(" ")[0] for text in heard] == ["Running", "Your"]


def test_edits_survive_navigation(lesson: Lesson, page: Page) -> None:
    address = lesson.write()
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    opened(page)
    append(page, "let kept = 1;")
    expect(moved(page).get_by_text("Edited by you, not verified")).to_be_visible()
    expect(moved(other).locator(".bp-kept")).to_contain_text("You edited this program:")  # in the other tab as well
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/other.html")
    page.goto(address)
    note = moved(page).locator(".bp-kept")
    expect(note).to_contain_text("You edited this program:")
    expect(moved(page).get_by_text("Fails as intended")).to_be_visible()  # of the listing, which is the verified one
    expect(counted(page).locator(".bp-kept")).to_have_count(0)
    note.get_by_role("button", name="continue").click()
    expect(moved(page).get_by_role("textbox")).to_contain_text("let kept")
    expect(moved(page).get_by_text("Edited by you, not verified")).to_be_visible()
    moved(page).get_by_role("button", name="Close").click()
    note.get_by_role("button", name="discard").click()
    expect(note.get_by_role("button", name="bring it back")).to_be_focused()
    page.keyboard.press("Enter")
    note.get_by_role("button", name="discard").click()
    page.reload()
    expect(note).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('edit'))") == []


def test_a_lesson_that_has_changed_says_so_and_offers_both(lesson: Lesson, page: Page) -> None:
    page.goto(lesson.write())
    opened(page)
    append(page, "let kept = 1;")
    expect(moved(page).get_by_text("Edited by you, not verified")).to_be_visible()
    page.goto(lesson.write(MOVED.replace("Dear Ada", "Dear Grace")))
    note = moved(page).locator(".bp-kept")
    expect(note).to_contain_text("You edited an earlier version of this program; the lesson has changed since:")
    figure = opened(page)
    expect(figure.get_by_role("textbox")).to_contain_text("Dear Grace")
    expect(figure.get_by_text("Fails as intended")).to_be_visible()
    figure.get_by_role("button", name="Close").click()
    note.get_by_role("button", name="continue with your edit").click()
    expect(figure.get_by_role("textbox")).to_contain_text("let kept")
    expect(figure.get_by_role("textbox")).to_contain_text("Dear Ada")
    expect(figure.get_by_text("Fails as intended")).to_be_hidden()


def test_without_storage_it_works_and_says_what_is_lost(lesson: Lesson, page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page.goto(lesson.write())
    figure = opened(page, counted)
    append(page, "let lost = 1;")
    expect(figure.get_by_text("does not let the page keep your edit")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_contain_text("ran to its end")


def test_an_editor_that_does_not_load_says_so(lesson: Lesson, new_page: NewPage) -> None:
    page = new_page(errors=True)
    page.route("**/borrowproof-editor.js", lambda route: route.abort(), times=1)
    page.goto(lesson.write())
    moved(page).get_by_role("button", name="Edit and run").click()
    expect(moved(page)).to_contain_text("The editor could not be loaded. Are you offline? Try again.")
    opened(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "default"), (320, "slate")])
def test_everybody_can_use_it(lesson: Lesson, new_page: NewPage, width: int, scheme: str) -> None:
    page = new_page(width, errors=True)  # axe cannot read a stylesheet on disk, and complains
    page.goto(lesson.write(scheme=scheme))
    figure = opened(page)
    page.keyboard.press("Control+Enter")
    expect(status(figure)).to_contain_text("does not compile")
    assert violations(page) == []
    assert overflow(page) == 0
    controls = figure.locator(".bp-editor :is(button, select, summary):visible")
    boxes = [box for box in (control.bounding_box() for control in controls.all()) if box]
    assert len(boxes) >= 6
    assert [box for box in boxes if box["width"] < 24 or box["height"] < 24] == []


def test_marks_do_not_depend_on_colour(lesson: Lesson, new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto(lesson.write())
    figure = opened(page)
    page.keyboard.press("Control+Enter")
    expect(figure.locator(".cm-lintRange-error")).to_have_css("text-decoration-style", "wavy")
    expect(figure.locator(".cm-lintRange-info").first).to_have_css("text-decoration-style", "dotted")


def test_on_the_site_itself(served: str, page: Page) -> None:
    """Beneath a sticky header, within the theme: opens in sight, and what is edited is told from what is verified."""
    page.goto(f"{served}/ownership/moves.html")
    page.locator("details.question > summary").first.click()  # the first repairs are in there
    figure = page.locator("figure.bp-snippet", has=page.locator(".bp-badge-runs")).first
    page.set_viewport_size({"width": 1280, "height": 320})
    figure.get_by_role("button", name="Edit and run").click()
    expect(figure.get_by_role("textbox")).to_be_focused()
    page.wait_for_function(
        """() => {
          const [header, editor] = [".md-header", ".cm-editor"].map((css) => document.querySelector(css));
          const { top } = editor.getBoundingClientRect();
          return header.getBoundingClientRect().bottom <= top && top < innerHeight;
        }"""
    )
    page.keyboard.type("// ")
    expect(figure.get_by_text("Edited by you, not verified")).to_be_visible()
    expect(figure.locator(".bp-badge-runs")).to_be_hidden()
    figure.get_by_role("button", name="Close").click()
    expect(figure.locator(".bp-badge-runs")).to_be_visible()
