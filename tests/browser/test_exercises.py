"""An exercise in a real browser: what can be done without scripts, and an attempt judged by the stand-in Playground.

The page is rendered from what a real rustc said of a small project.
"""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from markdown.extensions import Extension
from playwright.sync_api import Locator, Page, expect

from borrowproof import assets, pipeline
from borrowproof.model.run import Run
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.extension import BorrowproofExtension
from tests.browser.conftest import NewPage
from tests.browser.pages import overflow, violations
from tests.playground import Playground

START = """fn length(text: String) -> usize { text.len() }
fn main() {
    let name = String::from("Ada");
    let letters = length(name);
    println!("{name} {letters}");
}
"""
CLONED = START.replace("length(name)", "length(name.clone())")
LENT = START.replace("text: String", "text: &str").replace("length(name)", "length(&name)")
LONGER = LENT.replace("let letters", "let _spare = Box::new(1);\n    let letters")
HEADS = {
    "start": ("//@ error E0382\n//@ exercise without clone, allocs<=1\n", START),
    "lent": ("//@ compiles\n//@ fixes start\n", LENT),
    "cloned": ("//@ compiles\n//@ misses start without clone, allocs<=1\n", CLONED),
}
LESSON = """# A lesson

```exercise
Print the name and its length.
--8<-- "a/start.rs"
? Who owns the name?
? `length` only reads.
> Lend it.
--8<-- "a/lent.rs"
> Copy it.
--8<-- "a/cloned.rs"
```
"""
SHELL = """<!doctype html><html lang="en" data-md-color-scheme="default"><meta charset="utf-8"><title>A lesson</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="ours.css">
<style>body {{ margin: 0; background: var(--bp-page); color: var(--bp-ink) }}</style>
<main class="md-typeset">{page}</main><script src="borrowproof.js" defer></script></html>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("exercise")
    (base / "pyproject.toml").write_text("[tool.borrowproof]\n")
    for name, (head, code) in HEADS.items():
        path = base / "snippets" / "a" / f"{name}.rs"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + code)
    (base / "docs").mkdir()
    (base / "docs" / "a.md").write_text(LESSON)
    return base


@pytest.fixture(scope="module")
def judged(folder: Path) -> Run:
    run = pipeline.verify([folder / "docs", folder / "snippets"], folder)
    assert not run.problems
    assert {e.verdict.status.value for e in run.evidence} == {"matched"}
    return run


@pytest.fixture
def address(judged: Run, folder: Path, playground: Playground, tmp_path: Path) -> str:
    """The lesson, in a folder of its own."""
    ours = BorrowproofExtension(index=EvidenceIndex(judged), page="docs/a.md", playground=playground.url)
    snippets = {"pymdownx.snippets": {"base_path": [str(folder / "snippets")], "check_paths": True}}
    extensions: list[str | Extension] = ["pymdownx.snippets", ours, "pymdownx.superfences"]
    page = markdown.markdown(LESSON, extensions=extensions, extension_configs=snippets)
    (tmp_path / "lesson.html").write_text(SHELL.format(page=page), "utf-8")
    (tmp_path / "ours.css").write_text(assets.stylesheet(), "utf-8")
    for script in ("borrowproof.js", "borrowproof-editor.js"):
        (tmp_path / script).write_text(assets.script(script), "utf-8")
    return (tmp_path / "lesson.html").as_uri()


def start(page: Page) -> Locator:
    return page.locator("#snippet-start")


def tried(page: Page, code: str) -> list[str]:
    """What each goal is told to be after a run of `code` in the editor."""
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    expect(start(page).locator(".bp-editor-status")).to_contain_text("Your run, just now")
    return start(page).locator(".bp-editor-goals > li").all_inner_texts()


def test_goals_hints_and_solutions_need_no_script(address: str, new_page: NewPage) -> None:
    page = new_page(width=320, java_script_enabled=False)
    page.goto(address)
    goals = page.locator(".bp-goals > li")
    expect(goals).to_have_count(4)
    assert goals.nth(2).inner_text() == "The name clone does not stand in it."
    assert goals.nth(3).inner_text() == "It makes at most 1 allocation."
    expect(goals.nth(1)).to_contain_text("Ada 3")
    hints = page.locator(".bp-hint > summary")
    expect(hints.nth(1)).to_be_hidden()
    hints.nth(0).click()
    expect(hints.nth(1)).to_be_visible()
    expect(page.locator("#snippet-lent")).to_be_hidden()
    page.get_by_text("Show the solutions").click()
    expect(page.locator("#snippet-lent")).to_be_visible()
    expect(page.locator("#snippet-cloned")).to_contain_text("Tempting, but it misses")


def test_an_attempt_is_judged_goal_by_goal(address: str, page: Page) -> None:
    """As the build judged the solutions: the same goals are met, and the same allocations counted."""
    page.goto(address)
    start(page).get_by_role("button", name="Edit and run").click()
    expect(start(page).get_by_role("textbox")).to_be_focused()
    assert tried(page, START)[0] == "missed: compiles (rustc says E0382)"
    assert tried(page, CLONED)[2:] == ["missed: without clone (clone stands in it)", "missed: allocs<=1 (it makes 2)"]
    assert tried(page, LONGER)[3] == "missed: allocs<=1 (it makes 2)"
    assert tried(page, LENT.replace("name} {", "name}: {"))[1] == "missed: prints (it prints something else)"
    assert tried(page, LENT) == ["met: compiles", "met: prints", "met: without clone", "met: allocs<=1"]
    expect(start(page)).to_contain_text("Every goal is met.")


def test_everybody_can_use_it(address: str, new_page: NewPage) -> None:
    page = new_page(width=320, errors=True)  # axe asks for the stylesheet, which a page on disk may not
    page.goto(address)
    page.get_by_text("Show the solutions").click()
    assert violations(page) == []
    assert overflow(page) == 0


def test_without_a_network_the_solutions_are_shown(address: str, page: Page) -> None:
    page.goto(address)
    start(page).get_by_role("button", name="Edit and run").click()
    expect(start(page).get_by_role("textbox")).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(start(page)).to_contain_text("Without it nobody can judge your attempt.")
    expect(page.locator("#snippet-lent")).to_be_visible()
