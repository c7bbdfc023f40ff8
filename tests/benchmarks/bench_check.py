"""`borrowproof check` on our own snippets, beside `rustdoc --test` on a Markdown copy of the same snippets.

Run it from the project's root, on a quiet machine: `.venv/bin/python -m tests.benchmarks.bench_check`.
All numbers are of whole processes; the contestants take turns. Processor time includes all descendants.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from borrowproof.backends.toolchain import Rustc, find
from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.model.diagnostic import Level
from borrowproof.model.expectation import Kind
from borrowproof.model.snippet import Snippet
from borrowproof.sources.collect import collect
from tests.benchmarks.measure import (
    CHECK,
    Cost,
    alternate,
    cost,
    forget,
    rustdoc,
    table,
    versions,
    write_book,
    write_chapters,
)
from tests.paths import ROOT

LESSONS = 10
COLD, WARM = "borrowproof check, nothing known", "borrowproof check, everything known"
AGAIN = "borrowproof check, the same check again"  # whose report is said again


class Site:
    """A copy of our own site, to be checked in its states."""

    def __init__(self, home: Path) -> None:
        self.home = home
        for folder in ("docs", "snippets"):
            shutil.copytree(ROOT / folder, home / folder)
        shutil.copy(ROOT / "pyproject.toml", home)
        self._edits = itertools.count()
        self._edited = next(p for p in sorted((home / "snippets").rglob("*.rs")) if p.with_suffix(".stdout").exists())
        self._failing = next(
            p for p in sorted((home / "snippets").rglob("*.rs")) if "//@ error" in p.read_text(encoding="utf-8")
        )

    def cold(self) -> Cost:
        forget(self.home)
        return cost(CHECK, self.home)

    def warm(self) -> Cost:
        return cost(CHECK, self.home)

    def after_edit(self) -> Cost:
        return self._after_edit_of(self._edited)

    def after_edit_of_failing(self) -> Cost:
        return self._after_edit_of(self._failing)

    def _after_edit_of(self, path: Path) -> Cost:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"fn _edit_{next(self._edits)}() {{}}\n")
        return cost(CHECK, self.home)


class Lessons:
    """A hundred programs of ours in ten lessons, two fifths of them rejected, as files of a project of their own."""

    def __init__(self, home: Path, snippets: Sequence[Snippet]) -> None:
        self.home = home
        plain = [s for s in snippets if s.origin.file.endswith(".rs") and not s.fixes]
        plain = [s for s in plain if all(pin.level is Level.ERROR for pin in s.expectation.pins)]
        newest = [s for s in plain if s.edition in (None, NEWEST_EDITION) and not s.side_by_side]
        running = [s for s in newest if s.expectation.kind in (Kind.RUNS, Kind.PANICS)]
        rejected = [s for s in newest if s.expectation.kind is Kind.ERROR and s.expectation.codes]
        (home / "snippets").mkdir(parents=True)
        (home / "pyproject.toml").write_text("[tool.borrowproof]\n", encoding="utf-8")
        for lesson in range(LESSONS):
            members = [*_spread(running, lesson, 6), *_spread(rejected, lesson, 4)]
            for number, snippet in enumerate(members):
                self._write(home / "snippets" / f"lesson_{lesson}" / f"program_{number}.rs", snippet)

    def _write(self, path: Path, snippet: Snippet) -> None:
        codes = " ".join(sorted(snippet.expectation.codes or ()))
        words = {Kind.ERROR: f"error {codes}", Kind.PANICS: "panics"}.get(snippet.expectation.kind, "compiles")
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"//@ {words}\n{snippet.code.lstrip()}", encoding="utf-8")

    def cold(self) -> Cost:
        forget(self.home)
        return cost(CHECK, self.home)


def _spread(snippets: Sequence[Snippet], lesson: int, count: int) -> list[Snippet]:
    """`count` of them for one lesson, from all over: no two lessons have one in common while there are enough."""
    step = max(1, len(snippets) // (LESSONS * count))
    return [snippets[(lesson * count + n) * step % len(snippets)] for n in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns for each contestant [%(default)s]")
    parser.add_argument("--lessons", action="store_true", help="a hundred programs in ten lessons, nothing else")
    arguments = parser.parse_args()
    rustc = find(None, ROOT)
    with tempfile.TemporaryDirectory(prefix="bench-check-") as folder:
        (in_lessons if arguments.lessons else on_the_site)(rustc, Path(folder), arguments.rounds)


def in_lessons(rustc: Rustc, folder: Path, rounds: int) -> None:
    lessons = Lessons(folder / "lessons", collect([ROOT / "docs", ROOT / "snippets"], ROOT).snippets)
    snippets = collect([lessons.home], lessons.home).snippets
    chapters = write_chapters(snippets, folder / "chapters")
    book = write_book(chapters, folder / "book.md")
    costs = alternate({COLD: lessons.cold, **_rustdoc(rustc, chapters, book)}, rounds)
    _report(snippets, rustc, costs, rounds)


def on_the_site(rustc: Rustc, folder: Path, rounds: int) -> None:
    site = Site(folder / "site")
    snippets = collect([site.home / "docs", site.home / "snippets"], site.home).snippets
    chapters = write_chapters(snippets, folder / "chapters")
    book = write_book(chapters, folder / "book.md")
    ours = {
        COLD: site.cold,
        WARM: site.warm,
        AGAIN: site.warm,
        "borrowproof check, a passing snippet edited": site.after_edit,
        "borrowproof check, a failing snippet edited": site.after_edit_of_failing,
    }
    _report(snippets, rustc, alternate({**ours, **_rustdoc(rustc, chapters, book)}, rounds), rounds)


def _rustdoc(rustc: Rustc, chapters: Sequence[Path], book: Path) -> dict[str, Callable[[], Cost]]:
    return {
        f"rustdoc --test, one a lesson ({len(chapters)})": lambda: rustdoc(rustc, chapters),
        "rustdoc --test, one over everything": lambda: rustdoc(rustc, [book]),
    }


def _report(snippets: Sequence[Snippet], rustc: Rustc, costs: dict[str, list[Cost]], rounds: int) -> None:
    kinds = Counter(s.expectation.kind for s in snippets)
    counted = ", ".join(f"{kinds[kind]} {kind.value}" for kind in Kind if kinds[kind])
    sys.stdout.write(f"{len(snippets)} snippets ({counted}), {rounds} rounds\n{versions(rustc)}\n\n")
    sys.stdout.write(f"{table(costs, against=COLD)}\n")


if __name__ == "__main__":
    main()
