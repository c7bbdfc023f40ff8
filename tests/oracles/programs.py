"""The programs that the oracles are asked about: the corpus beside this file, and the site's own snippets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.model.expectation import Kind
from borrowproof.model.snippet import Snippet
from borrowproof.sources.collect import collect
from borrowproof.syntax import lexer
from tests.paths import ROOT

CORPUS = ROOT / "tests" / "oracles" / "corpus"
SITE = ROOT / "snippets"
_BODY = re.compile(r"\bfn\b[^;{}]*\{")


@dataclass(frozen=True, slots=True)
class Program:
    """A program as rustc gets it (annotations blanked). `rejected` is whether its author expects errors."""

    name: str
    code: str
    edition: str
    rejected: bool = False

    @property
    def lines(self) -> list[str]:
        return self.code.split("\n")

    def is_in_body(self, line: int) -> bool:
        """Whether a line lies in the braces of a function: only those are borrow-checked."""
        blanked = lexer.blank(self.code)
        opened = (match.end() for match in _BODY.finditer(blanked))
        return any(
            blanked.count("\n", 0, at) < line <= blanked.count("\n", 0, _closed(blanked, at)) + 1 for at in opened
        )


def _closed(text: str, opened: int) -> int:
    """Where the brace is closed that is opened just before `opened`."""
    depth = 1
    for at in range(opened, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return at
    return len(text)


@cache
def corpus() -> tuple[Program, ...]:
    """Every program of the corpus. Raises ValueError for one whose annotations cannot be read."""
    return _read(CORPUS)


@cache
def site() -> tuple[Program, ...]:
    """Every `.rs` file that the site shows."""
    return _read(SITE)


def named(names: Iterable[str]) -> tuple[Program, ...]:
    """The programs of the corpus with these names. Raises KeyError for a name that none has."""
    known = {Path(program.name).stem: program for program in corpus()}
    return tuple(known[name] for name in names)


def _read(folder: Path) -> tuple[Program, ...]:
    found = collect([folder], ROOT)
    if found.problems:
        raise ValueError("\n".join(f"{p.origin}: {p.message}" for p in found.problems))
    return tuple(_program(snippet) for snippet in found.snippets)


def _program(snippet: Snippet) -> Program:
    edition = snippet.edition or NEWEST_EDITION
    return Program(snippet.id, snippet.code, str(edition), snippet.expectation.kind is Kind.ERROR)
