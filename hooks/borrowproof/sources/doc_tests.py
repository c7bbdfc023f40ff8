"""The documentation of a Rust file -> its tests, as rustdoc finds them, with the lines where they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from borrowproof.model.library import Library, Preamble
from borrowproof.model.origin import SourceLine
from borrowproof.project import Dialect, Project
from borrowproof.sources.doc_comments import Include, Source, markdown
from borrowproof.sources.markdown.pages import Page, read_documentation
from borrowproof.syntax import documentation

_ATTRIBUTES = re.compile(r"\battr\s*\(")
_NO_INJECTION = re.compile(r"\bno_crate_inject\b")
_BRACKET = re.compile(r"[()\[\],]")


@dataclass(frozen=True, slots=True)
class Documented:
    """What a Rust file was found to hold: a page of all that documents it, and the line of each documentation that a
    macro makes."""

    page: Page
    made: tuple[int, ...]


def read_rust(lines: tuple[SourceLine, ...], name: str, project: Project, include: Include) -> Documented:
    """Read the documentation of a Rust file. `include` finds the files of `include_str!`."""
    source = Source(lines)
    known = project.library.cfgs if project.library is not None else None
    found = documentation.read(source.code, known)
    page = Page(name)
    for item in found.items:
        if any(fragment.made for fragment in item.fragments):
            continue
        here = replace(project, dialect=Dialect.COMMONMARK, preamble=_with(project.preamble, item.tests, found.tests))
        read_documentation(page, markdown(item.fragments, source, include), here)
    made = (f for item in found.items for f in item.fragments if f.made)
    return Documented(page, tuple(source.origin(fragment.start).line for fragment in made))


def preamble(library: Library, lines: tuple[SourceLine, ...]) -> Preamble:
    """What the first file of a library says about all of its tests."""
    tests = documentation.read(Source(lines).code, library.cfgs).tests
    injected = not any(_NO_INJECTION.search(test) for test in tests)
    return Preamble(library.name if injected else "", tuple(_attributes(tests)))


def _with(around: Preamble, tests: tuple[str, ...], whole_file: tuple[str, ...]) -> Preamble:
    """The preamble of an item, beside what the whole library says."""
    own = [a for a in _attributes((*whole_file, *tests)) if a not in around.attributes]
    return replace(around, attributes=(*around.attributes, *dict.fromkeys(own)))


def _attributes(tests: Iterable[str]) -> Iterable[str]:
    """The attributes within each `attr(...)`."""
    for test in tests:
        for match in _ATTRIBUTES.finditer(test):
            yield from _separated(test, match.end())


def _separated(text: str, start: int) -> Iterable[str]:
    """The parts of a list that begins at `start`, up to the bracket that closes it."""
    depth, first = 0, start
    for match in _BRACKET.finditer(text, start):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]" and depth:
            depth -= 1
        elif not depth:
            if part := text[first : match.start()].strip():
                yield part
            first = match.end()
            if match[0] == ")":
                return
