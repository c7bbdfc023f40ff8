"""What rustc says, on a page: nothing lies over anything, nothing is lost on the way to the clipboard."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from borrowproof import assets
from borrowproof.backends.diagnostics import parse
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block, Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.figure import snippet_figure
from tests.browser.conftest import NewPage
from tests.browser.pages import overflow, violations
from tests.paths import ROOT

FIGURES = ROOT / "tests" / "unit" / "site" / "figure"

RECORDED: list[dict[str, Any]] = json.loads(
    (ROOT / "tests/unit/site/figure/recorded_diagnostics.json").read_text("utf-8")
)
TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "f")
HIDDEN = "use std::fmt; // hidden\n"
MOVED = "moved"
TERMINAL = "\x1b[1m\x1b[91merror[E0000]\x1b[0m\x1b[1m: as a terminal shows it\x1b[0m"
PERMISSIONS = ["clipboard-read", "clipboard-write"]


def figure(record: dict[str, Any]) -> str:
    """A recorded rejection as a page shows it, the first line of its program hidden."""
    name, code = record["name"], HIDDEN + record["code"]
    found = parse("\n".join(map(json.dumps, record["messages"])), ["src/main.rs"])
    lines = tuple(Origin(f"{name}.rs", n) for n in range(1, code.count("\n") + 2))
    expectation = Expectation(Kind.ERROR, frozenset(d.code for d in found if d.code))
    snippet = Snippet(f"snippets/a/{name}.rs", lines[0], code, lines, expectation, label=name, hidden=frozenset({1}))
    outcome = Outcome(Edition.E2024, found, compiled=False)
    evidence = Evidence(snippet, Verdict(Status.MATCHED), outcome, TOOLCHAIN)
    block = Block("docs/a.md", 1, "rust", code, snippet.id, tuple(range(1, len(lines))))
    return snippet_figure.figure_html(
        EvidenceIndex(Run((evidence,), (block,))).shown_blocks[0], snippet_figure.Options()
    )


def moved_down(record: dict[str, Any]) -> dict[str, Any]:
    """The record as rustc would have given it with a line more before the program, and with a terminal's text."""

    def shifted(value: Any) -> Any:
        if isinstance(value, list):
            return [shifted(item) for item in value]
        if isinstance(value, dict):
            return {k: v + 1 if k in ("line_start", "line_end") else shifted(v) for k, v in value.items()}
        return value

    def text(message: dict[str, Any]) -> str:
        return "\n".join([TERMINAL, *(child["message"] for child in message["children"])])

    messages = [{**message, "rendered": text(message)} for message in shifted(record["messages"])]
    return {**record, "messages": messages}


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Pages on disk, one a scheme, with every recorded rejection, our stylesheet and our script."""
    folder = tmp_path_factory.mktemp("gallery")
    figures = "".join(figure(moved_down(record)) for record in RECORDED)
    (folder / "ours.js").write_text(assets.script(), "utf-8")
    for scheme in ("default", "slate"):
        (folder / f"{scheme}.html").write_text(_page(scheme, figures), "utf-8")
    return {scheme: (folder / f"{scheme}.html").as_uri() for scheme in ("default", "slate")}


def _page(scheme: str, figures: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Rejections</title>'
        '<meta name="viewport" content="width=device-width"><style>'
        f"{assets.stylesheet()}</style><style>"
        "body { margin: 0; padding: 12px; font: 16px/1.6 sans-serif; background: var(--bp-page); }</style>"
        f'<body data-md-color-scheme="{scheme}"><main><h1 style="color: var(--bp-ink)">Rejections</h1>{figures}'
        '</main><script src="ours.js" defer></script>'
    )


def code_of(name: str) -> str:
    return str(next(record["code"] for record in RECORDED if record["name"] == name)).rstrip("\n") + "\n"


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def moved(gallery: dict[str, str], new_page: NewPage) -> Page:
    """The gallery, with the right to read the clipboard."""
    page = new_page(permissions=PERMISSIONS)
    page.goto(gallery["default"])
    return page


def test_copying_gives_the_shown_code_or_the_whole_program_and_nothing_else(moved: Page) -> None:
    row = moved.locator(f"#snippet-{MOVED} .bp-actions")
    for name, text in (("Copy", code_of(MOVED)), ("Copy whole program", HIDDEN + code_of(MOVED))):
        row.evaluate("e => e.querySelector('[role=status]')?.replaceChildren()")
        row.get_by_role("button", name=name, exact=True).click()
        expect(row.get_by_role("status")).to_have_text("Copied")
        assert clipboard(moved) == text
    hidden = moved.locator(f"#snippet-{MOVED} .bp-line", has_text="// hidden")
    expect(hidden).to_be_hidden()
    moved.locator(f"#snippet-{MOVED} summary", has_text="Show the whole program").click()
    expect(hidden).to_be_visible()
    row.get_by_role("button", name="Copy", exact=True).click()
    moved.wait_for_function(
        "text => navigator.clipboard.readText().then((now) => now === text)", arg=HIDDEN + code_of(MOVED)
    )
    moved.get_by_role("button", name="Copy", exact=True).last.click()
    expect(moved.locator(".bp-actions").last.get_by_role("status")).to_have_text("Copied")
    expect(row.get_by_role("status")).to_be_empty()  # it is no longer what the clipboard has


def test_a_browser_without_a_clipboard_for_pages_copies_all_the_same(moved: Page) -> None:
    moved.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    row = moved.locator(f"#snippet-{MOVED} .bp-actions")
    row.get_by_role("button", name="Copy", exact=True).click()
    expect(row.get_by_role("status")).to_have_text("Copied")
    moved.evaluate("delete navigator.clipboard")
    assert clipboard(moved) == code_of(MOVED)


def test_a_copy_that_fails_says_so(moved: Page) -> None:
    moved.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    row = moved.locator(f"#snippet-{MOVED} .bp-actions")
    row.get_by_role("button", name="Copy", exact=True).click()
    expect(row.get_by_role("status")).to_contain_text("does not let this page copy")


def drag(page: Page, name: str) -> None:
    """Select by mouse from the beginning of the first line to the end of the last, and copy.

    Not with Playwright's mouse, which needs the page's scripts as soon as it drags.
    """
    lines = page.locator(f"#snippet-{name} > .bp-code > pre > .bp-line")
    first, last = lines.first.locator("span").first.bounding_box(), lines.last.bounding_box()
    assert first and last
    begin = (first["x"] + 1, first["y"] + first["height"] / 2)
    end = (last["x"] + last["width"] - 2, last["y"] + last["height"] - 2)
    mouse = page.context.new_cdp_session(page)
    for kind, (x, y) in (("mousePressed", begin), ("mouseMoved", end), ("mouseReleased", end)):
        where = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        mouse.send("Input.dispatchMouseEvent", where)
    page.wait_for_function("!getSelection().isCollapsed")
    page.keyboard.press("Control+C")


def test_code_selected_by_mouse_is_copied_without_labels(moved: Page) -> None:
    drag(moved, MOVED)
    assert clipboard(moved) == code_of(MOVED).removesuffix("\n")


def test_a_part_of_the_code_and_a_label_are_copied_as_they_are_selected(moved: Page) -> None:
    moved.evaluate(
        "(name) => { const lines = document.querySelectorAll(`#snippet-${name} > .bp-code .bp-line`);"
        " getSelection().setBaseAndExtent(lines[1], 1, lines[2], 2); }",
        MOVED,
    )
    moved.keyboard.press("Control+C")
    copied = clipboard(moved)
    assert "\n" in copied
    assert copied in code_of(MOVED)
    moved.locator(f"#snippet-{MOVED} .bp-label", has_text="value borrowed here").click(click_count=3)
    moved.keyboard.press("Control+C")
    assert clipboard(moved).strip() == "value borrowed here after move"


def test_without_scripts_selected_code_is_clean_as_well(gallery: dict[str, str], new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(gallery["default"])
    expect(page.locator("button.bp-copy").first).to_be_hidden()
    expect(page.locator(f"#snippet-{MOVED} .bp-label").first).to_be_visible()
    drag(page, MOVED)
    page.goto("data:text/html,<textarea aria-label=pasted></textarea>")
    page.get_by_role("textbox").click()
    page.keyboard.press("Control+V")
    assert page.get_by_role("textbox").input_value().split() == code_of(MOVED).split()


# The boxes of all words of a label; of the lines beside them; and of the marks they belong to.
MEASURED = """() => [...document.querySelectorAll(".bp-snippet > .bp-code")].map((code) => {
  const box = (r) => [r.left, r.top, r.right, r.bottom];
  const words = (element) => { const range = document.createRange(); range.selectNodeContents(element);
    return [...range.getClientRects()].map(box).filter(([l, t, r, b]) => r - l > 2 && b - t > 2); };
  return {
    labels: [...code.querySelectorAll('.bp-label')].map(words),
    lines: [...code.querySelectorAll('.bp-line')].map((line) => box(line.getBoundingClientRect())),
    wires: [...code.querySelectorAll('.bp-wire')].map((wire) => {
      const [l, t, , b] = box(wire.getBoundingClientRect());
      const right = wire.getBoundingClientRect().right;
      return [right, t, right + 6, b]; }).filter(([l, t, r, b]) => b > t),
    visible: box(code.getBoundingClientRect()),
  };
})"""
Box = tuple[float, float, float, float]


def overlap(one: Box, other: Box) -> bool:
    """By more than the pixel that glyphs may reach over their line."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 3


@pytest.mark.parametrize("width", [1280, 700, 320])
def test_no_label_lies_over_another_or_over_code(width: int, gallery: dict[str, str], new_page: NewPage) -> None:
    page = new_page(width=width)
    page.goto(gallery["default"])
    found = page.evaluate(MEASURED)
    assert sum(len(code["labels"]) for code in found) > 60
    assert sum(len(code["wires"]) for code in found) > (8 if width >= 700 else -1)
    for code in found:
        assert collisions(code) == []
    assert overflow(page) == 0


def collisions(code: dict[str, Any]) -> list[Box]:
    """The boxes of words that lie over other words, over code, or over the line of another label."""
    found = []
    for at, label in enumerate(code["labels"]):
        others = [*(box for other in code["labels"][at + 1 :] for box in other), *code["lines"], *code["wires"]]
        found += [box for box in label if any(overlap(box, other) for other in others)]
    return found


def test_labels_can_be_read_without_scrolling_on_a_narrow_page(gallery: dict[str, str], new_page: NewPage) -> None:
    page = new_page(width=320)
    page.goto(gallery["default"])
    for code in page.evaluate(MEASURED):
        left, _, right, _ = code["visible"]
        assert all(left <= box[0] and box[2] <= right for label in code["labels"] for box in label)
    where = page.locator(f"#snippet-{MOVED} .bp-note .bp-where").last
    expect(where).to_have_text("error at a: ")
    assert where.evaluate("e => e.getBoundingClientRect().width") > 20, "there it says in words what it points at"


def test_the_line_of_a_label_meets_what_it_speaks_of(gallery: dict[str, str], new_page: NewPage) -> None:
    """Whatever the font: wide characters and tabs stand before some of them."""
    page = new_page()
    page.goto(gallery["default"])
    found = page.evaluate(
        """() => [...document.querySelectorAll('.bp-note[data-before]:not(.bp-note-left)')].map((note) => {
          let line = note;
          while (!line.classList.contains('bp-line')) line = line.previousElementSibling;
          const label = note.querySelector('.bp-label').getBoundingClientRect().left;
          const marks = [...line.querySelectorAll('.bp-mark')].map((mark) => mark.getBoundingClientRect().left);
          return [note.textContent, Math.min(...marks.map((mark) => Math.abs(mark - label)))]; })"""
    )
    assert len(found) > 40
    assert [words for words, distance in found if distance > 1] == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_nothing_stands_in_a_readers_way(scheme: str, gallery: dict[str, str], new_page: NewPage) -> None:
    page = new_page(width=700, color_scheme="dark" if scheme == "slate" else "light")
    page.goto(gallery[scheme])
    page.locator("details").evaluate_all("all => all.forEach((one) => one.open = true)")
    assert violations(page) == []


def test_marks_differ_without_colours(gallery: dict[str, str], new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto(gallery["default"])
    style = (
        "e => { const s = getComputedStyle(e); return [s.textDecorationLine, s.textDecorationStyle, s.fontWeight]; }"
    )
    assert page.locator(f"#snippet-{MOVED} .bp-mark-error").first.evaluate(style) == ["underline", "wavy", "700"]
    assert page.locator(f"#snippet-{MOVED} .bp-mark-context").first.evaluate(style) == ["underline", "solid", "400"]
    bar = page.locator("#snippet-thread .bp-bar").first
    assert bar.evaluate("e => getComputedStyle(e).borderLeftWidth") == "1px"
    assert page.locator("#snippet-rc_send .bp-bar").first.evaluate("e => getComputedStyle(e).borderLeftWidth") == "2px"


def test_on_paper_everything_is_said(gallery: dict[str, str], new_page: NewPage) -> None:
    page = new_page(width=794)  # of A4 paper, in CSS pixels
    page.goto(gallery["default"])
    page.emulate_media(media="print")
    expect(page.locator(f"#snippet-{MOVED} .bp-label").last).to_be_visible()
    expect(page.locator(f"#snippet-{MOVED} .bp-diff")).to_be_visible()
    expect(page.locator(f"#snippet-{MOVED} .bp-terminal")).to_be_visible()
    expect(page.locator(f"#snippet-{MOVED} .bp-actions")).to_be_hidden()
    cut = "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)"
    assert page.locator(".bp-code, .bp-text").evaluate_all(cut) == [], "paper does not scroll"


def test_who_focuses_the_code_hears_the_message(moved: Page) -> None:
    region = moved.get_by_role("region", name=f"Rust code: {MOVED}")
    expect(region).to_have_accessible_description("error[E0382]: borrow of moved value: a")
    spoken = region.locator(".bp-line-error, .bp-under-error").all_text_contents()
    assert [" ".join(text.split()) for text in spoken] == [
        'println!("{a} {b}");',
        "error at a: value borrowed here after move",
    ]


def test_the_full_text_has_the_terminals_colours(moved: Page) -> None:
    moved.locator(f"#snippet-{MOVED} .bp-diagnostics summary").click()
    red = moved.locator(f"#snippet-{MOVED} .bp-terminal .bp-ansi-red")
    expect(red).to_have_text("error[E0000]")
    assert red.evaluate("e => getComputedStyle(e).color") == "rgb(176, 0, 32)"


def test_in_a_lesson_as_well(served: str, new_page: NewPage) -> None:
    """With the theme's own styles around it."""
    page = new_page(permissions=PERMISSIONS)
    page.goto(f"{served}/ownership/moves.html")
    assert [box for code in page.evaluate(MEASURED) for box in collisions(code)] == []
    failing = page.locator("figure.bp-fails").first
    failing.get_by_role("button", name="Copy", exact=True).click()
    expect(failing.locator(".bp-actions").get_by_role("status")).to_have_text("Copied")
    copied = clipboard(page)
    assert "fn main()" in copied
    for label in failing.locator(".bp-label").all_text_contents():
        assert label not in copied
