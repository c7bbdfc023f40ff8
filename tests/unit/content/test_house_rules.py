"""Rules of this site that no single module guards: read from the files, judged by nobody."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import pytest

from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.snippet import Block, Snippet
from borrowproof.sources.collect import Sources, collect
from borrowproof.sources.questions.question_fence import INFO
from tests.paths import ROOT

# A myth is answered by the program that settles it; its page teaches no repair.
WITHOUT_FIXES = "snippets/myths/"
# What a hint of rustc's makes of `x.rs` is `x_hinted.rs`: where it fails, the repairs of `x` are its repairs.
HINTED = "_hinted.rs"


@pytest.fixture(scope="module")
def sources() -> Sources:
    return collect([ROOT / "docs", ROOT / "snippets"], ROOT)


def files(sources: Sources) -> list[Snippet]:
    return [s for s in sources.snippets if s.id.startswith("snippets/")]


def only_asked_about(sources: Sources) -> set[str]:
    """Programs that no lesson shows but a question, whose explanation or other options say what would mend them."""
    shown = {(block.snippet, block.info == INFO) for block in sources.blocks}
    return {name for name, asked in shown if asked and (name, False) not in shown}


def test_every_failing_snippet_has_a_fix_beside_it(sources: Sources) -> None:
    fixed = {f"{s.id.rpartition('/')[0]}/{s.fixes}.rs" for s in files(sources) if s.fixes}
    failing = [s.id for s in files(sources) if s.expectation.kind in (Kind.ERROR, Kind.PANICS)]
    assert len(failing) >= 20
    exempt = only_asked_about(sources)
    programs = {s: s.partition(" (edition ")[0].replace(HINTED, ".rs") for s in failing}
    alone = [s for s, program in programs.items() if program not in fixed and not s.startswith(WITHOUT_FIXES)]
    assert [s for s in alone if s not in exempt] == []


def test_a_fix_stands_on_the_page_of_what_it_fixes(sources: Sources) -> None:
    pages: dict[str, set[str]] = {}
    for block in sources.blocks:
        pages.setdefault(block.snippet.partition(" (edition ")[0], set()).add(block.page)
    fixes = [s for s in files(sources) if s.fixes]
    apart = [s.id for s in fixes if not pages[s.id] & pages[f"{s.id.rpartition('/')[0]}/{s.fixes}.rs"]]
    assert (len(fixes) > 0, apart) == (True, [])


def fold(block: Block) -> str:
    """The line that opens the fold around a block of a page; empty where it stands outside of any."""
    above = (ROOT / block.page).read_text(encoding="utf-8").splitlines()[: block.line]
    outermost = next(line for line in reversed(above) if line[:1].strip())
    return outermost if outermost.startswith("??? ") else ""


def test_the_repairs_of_a_prediction_are_folded_away_until_the_reader_has_predicted(sources: Sources) -> None:
    fixed = {s.id: f"{s.id.rpartition('/')[0]}/{s.fixes}.rs" for s in files(sources) if s.fixes}
    fences = {b: (ROOT / b.page).read_text(encoding="utf-8").splitlines()[b.line - 1] for b in sources.blocks}
    predicted = {(b.page, b.snippet) for b, fence in fences.items() if "predict=" in fence}
    repairs = [b for b in sources.blocks if (b.page, fixed.get(b.snippet)) in predicted]
    assert len(repairs) >= 20
    assert [b.snippet for b in repairs if not fold(b).startswith("??? question")] == []


def test_a_fix_is_judged_in_the_edition_in_which_it_is_needed(sources: Sources) -> None:
    """Where editions stand side by side, a fix that is judged in one that needs none proves nothing."""
    outcomes: dict[str, dict[Edition, Kind]] = {}
    for s in files(sources):
        if s.side_by_side and s.edition is not None:
            outcomes.setdefault(s.origin.file.removesuffix(".rs"), {})[s.edition] = s.expectation.kind
    wrong = []
    for fix in [s for s in files(sources) if s.fixes]:
        kinds = outcomes.get(f"{fix.origin.file.rpartition('/')[0]}/{fix.fixes}", {})
        failing = {edition for edition, kind in kinds.items() if kind in (Kind.ERROR, Kind.PANICS)}
        if failing and (fix.edition or NEWEST_EDITION) not in failing:
            wrong.append(fix.id)
    assert len(outcomes) >= 4
    assert wrong == []


def test_every_file_is_shown_in_a_lesson(sources: Sources) -> None:
    shown = {block.snippet for block in sources.blocks}
    assert [s.id for s in files(sources) if s.id not in shown] == []


def test_every_recorded_output_belongs_to_a_program() -> None:
    recorded = list((ROOT / "snippets").rglob("*.stdout"))
    assert recorded
    programs = {path: path.parent / f"{path.name.split('.')[0]}.rs" for path in recorded}  # also of name.2021.stdout
    assert [str(path) for path, program in programs.items() if not program.is_file()] == []


def test_every_error_is_pinned_to_its_line(sources: Sources) -> None:
    failing = [s for s in sources.snippets if s.expectation.kind is Kind.ERROR]
    assert [s.id for s in failing if not s.expectation.pins] == []


def test_code_seldom_scrolls(sources: Sources) -> None:
    wide = {s.id: max(map(len, s.code.split("\n"))) for s in sources.snippets}
    assert {name: width for name, width in wide.items() if width > 72} == {}


def test_every_lesson_says_what_it_is() -> None:
    pages = [p for p in (ROOT / "docs").rglob("*.md") if p.parent != ROOT / "docs"]
    lessons = [p for p in pages if p.name != "index.md"]
    assert len(lessons) >= 7
    for lesson in lessons:
        text = lesson.read_text(encoding="utf-8")
        front = text.split("---\n")[1]
        keys = set(re.findall(r"^(\w+):", front, re.MULTILINE))
        assert {"title", "description", "requires"} <= keys, lesson
        assert len(re.findall(r"^# ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)) == 1, lesson


def test_the_lock_file_holds_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
    assert len(pinned) > 30
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text
    assert re.search(r"^mkdocs==1\.", text, re.MULTILINE)


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    names = {re.split(r"[<>=\[ ]", wanted)[0].lower() for wanted in asked}
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert {"mkdocs", "mkdocs-material", "pymdown-extensions", "pytest", "requests"} <= names
    assert {name for name in names if f"\n{name}==" not in f"\n{text}"} == set()
