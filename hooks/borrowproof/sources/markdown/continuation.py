"""Fences that go on where the one above them ends, and what every fence of a page begins with. Pure.

A page names a hidden set-up file in a comment of its own line: `<!-- borrowproof setup: setup.rs -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.tags import Tags, parse_tags
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.model.snippet import Snippet
from borrowproof.sources.markdown.fence import Fence
from borrowproof.sources.snippets import Program, RawSnippet, Rules, build_snippet, program

_COMMENT = re.compile(r"\s*<!--\s*borrowproof\b(?P<words>.*?)-->\s*")
_SETUP = re.compile(r"\s+setup:\s*(?P<path>\S+)\s*")
_DIRECTIVE = "write `<!-- borrowproof setup: setup.rs -->` on a line of its own"
_CANNOT = {
    Kind.IGNORED: "is ignored",
    Kind.ERROR: "is to fail",
    Kind.PANICS: "is to panic",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The Rust fence above: its program, or why it cannot be continued."""

    program: Program | None
    why_not: str = ""


NOTHING = Earlier(None, "is none")
REFUSED = Earlier(None, "has a problem of its own")
A_FILE = Earlier(None, "shows a file, which is a program of its own")


def earlier(written: RawSnippet, snippet: Snippet, rules: Rules) -> Earlier:
    """What a fence leaves for one that continues it."""
    why_not = _CANNOT.get(snippet.expectation.kind)
    return Earlier(None, why_not) if why_not is not None else Earlier(program(written, snippet, rules))


def begins_with(tags: Tags, fence: Fence, above: Earlier, setup: Program | None) -> Program | None:
    """What the program of a fence begins with. Raises AnnotationError where it cannot continue the one above."""
    if not (tags.continues or fence.continues):
        return setup if "ignore" not in tags.words else None
    if above.program is None:
        what = "no Rust fence stands above it" if above is NOTHING else f"the one above {above.why_not}"
        raise AnnotationError(
            f"this fence continues another, and {what}", "take `continues` off, or let it follow a fence that runs"
        )
    runs = not tags.words & {"no_run", "compile_fail", "ignore"}
    if runs and above.program.snippet.expectation.kind is Kind.COMPILES:
        raise AnnotationError(
            "this fence is to run what it continues, which is `no_run`", "say `no_run` on this fence too"
        )
    return above.program


def setups(lines: Sequence[SourceLine], fences: Sequence[Fence]) -> Iterator[tuple[int, str, AnnotationError | None]]:
    """The line of each comment of ours outside of fences, the path that it names, and what is wrong with it."""
    if not any("<!--" in line.text and "borrowproof" in line.text for line in lines):
        return
    inside = {index for fence in fences for index in range(fence.opener, fence.closer + 1)}
    seen = False
    for index, line in enumerate(lines):
        comment = _COMMENT.fullmatch(line.text) if index not in inside else None
        if comment is None:
            continue
        named = _SETUP.fullmatch(comment["words"])
        if named is None:
            yield index, "", AnnotationError(f"`{line.text.strip():.60}` says nothing", _DIRECTIVE)
        elif seen:
            yield index, "", AnnotationError("a second set-up file", "name one file for a page")
        else:
            seen = True
            yield index, named["path"], None


def setup_program(lines: tuple[SourceLine, ...], file: str, rules: Rules) -> Program:
    """The program in a set-up file, judged by itself as a fence that runs. Raises AnnotationError."""
    written = RawSnippet(f"{file} (set-up)", "set-up", Origin(file, 1), lines, parse_tags("rust"))
    return program(written, build_snippet(written, rules), rules)
