"""Rules of this site that no single module guards: read from the files, judged by nobody."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import pytest

from borrowproof import house_rules
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.snippet import Snippet
from borrowproof.sources.collect import Sources, collect
from tests.paths import ROOT


@pytest.fixture(scope="module")
def sources() -> Sources:
    return collect([ROOT / "docs", ROOT / "snippets"], ROOT)


def files(sources: Sources) -> list[Snippet]:
    return [s for s in sources.snippets if s.id.startswith("snippets/")]


def test_the_site_keeps_the_rules_that_check_holds_strict_projects_to(sources: Sources) -> None:
    assert house_rules.broken(sources, [ROOT / "docs", ROOT / "snippets"], ROOT) == ()


def test_every_lesson_has_one_heading() -> None:
    lessons = [p for p in (ROOT / "docs").glob("*/*.md") if p.name != "index.md" and p.parent.name != "errors"]
    assert len(lessons) >= 7
    for lesson in lessons:
        text = re.sub(r"```.*?```", "", lesson.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1, lesson


def test_a_fix_stands_on_the_page_of_what_it_fixes(sources: Sources) -> None:
    pages: dict[str, set[str]] = {}
    for block in sources.blocks:
        pages.setdefault(block.snippet.partition(" (edition ")[0], set()).add(block.page)
    fixes = [s for s in files(sources) if s.fixes]
    apart = [s.id for s in fixes if not pages[s.id] & pages[f"{s.id.rpartition('/')[0]}/{s.fixes}.rs"]]
    assert (len(fixes) > 0, apart) == (True, [])


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


def test_every_error_is_pinned_to_its_line(sources: Sources) -> None:
    failing = [s for s in sources.snippets if s.expectation.kind is Kind.ERROR]
    assert [s.id for s in failing if not s.expectation.pins] == []


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
