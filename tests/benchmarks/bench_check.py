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
from pathlib import Path

from borrowproof.backends.toolchain import find
from borrowproof.model.expectation import Kind
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

COLD, WARM = "borrowproof check, nothing known", "borrowproof check, everything known"


class Site:
    """A copy of our own site, to be checked in its three states."""

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns for each contestant [%(default)s]")
    rounds = parser.parse_args().rounds
    rustc = find(None, ROOT)
    with tempfile.TemporaryDirectory(prefix="bench-check-") as folder:
        site = Site(Path(folder) / "site")
        snippets = collect([site.home / "docs", site.home / "snippets"], site.home).snippets
        chapters = write_chapters(snippets, Path(folder) / "chapters")
        book = write_book(chapters, Path(folder) / "book.md")
        costs = alternate(
            {
                COLD: site.cold,
                WARM: site.warm,
                "borrowproof check, a passing snippet edited": site.after_edit,
                "borrowproof check, a failing snippet edited": site.after_edit_of_failing,
                f"rustdoc --test, one a lesson ({len(chapters)})": lambda: rustdoc(rustc, chapters),
                "rustdoc --test, one over everything": lambda: rustdoc(rustc, [book]),
            },
            rounds,
        )
    kinds = Counter(s.expectation.kind for s in snippets)
    counted = ", ".join(f"{kinds[kind]} {kind.value}" for kind in Kind if kinds[kind])
    sys.stdout.write(f"{len(snippets)} snippets ({counted}), {rounds} rounds\n{versions(rustc)}\n\n")
    sys.stdout.write(f"{table(costs, against=COLD)}\n")


if __name__ == "__main__":
    main()
