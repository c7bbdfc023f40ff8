"""What rustdoc (1.95) does to a doctest before it compiles it: hidden lines, and the `main` around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from borrowproof.model.library import NO_PREAMBLE, Preamble
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.syntax import items, lexer

_MAIN = ("fn main() {", "}")
_FALLIBLE_MAIN = (
    "fn main() { fn _inner() -> core::result::Result<(), impl core::fmt::Debug> {",
    "} _inner().unwrap() }",
)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A doctest as the compiler is given it.

    `lines[i]` is where line i+1 of `code` was written, None for a line of the wrapper. `hidden` are the
    1-based lines of `code` that a page hides: the author's `# ` lines and those of the wrapper.
    """

    code: str
    lines: tuple[Origin | None, ...]
    hidden: frozenset[int]


def strip_hidden_marker(line: str) -> tuple[str, bool]:
    """The code in one line of a doctest, and whether pages hide the line.

    `# code` and a lone `#` are hidden, `##` stands for a shown `#`, and attributes are ordinary code.
    """
    trimmed = line.strip()
    if trimmed.startswith("##"):
        return line.replace("##", "#", 1), False
    if trimmed.startswith("# "):
        return trimmed[2:], True
    if trimmed == "#":
        return "", True
    return line, False


def unhide_line(line: SourceLine) -> tuple[SourceLine, bool]:
    """`strip_hidden_marker` for a line with its origin, whose column moves to where the code begins."""
    text, is_hidden = strip_hidden_marker(line.text)
    if not is_hidden:
        return SourceLine(text, line.origin), False
    cut = line.text.index("#") + min(2, len(line.text.strip()))
    return SourceLine(text, _moved(line.origin, cut)), True


def wrap_in_main(
    lines: Sequence[SourceLine],
    hidden: Collection[int] = (),
    preamble: Preamble = NO_PREAMBLE,
    *,
    harness: bool = False,
) -> Wrapped:
    """Put a `main` around doctest code that has none, as rustdoc does, and the `preamble` before it. `hidden` are
    1-based lines of `lines`.

    Code stays as it is where it has a `main` function, brings its own tests (`harness`), is `#![no_std]`, or has
    unbalanced brackets (rustdoc does so for whatever does not parse). Otherwise leading inner attributes and all
    top-level `extern crate` go before `fn main() {`, and code that ends in `(())` may use `?`.
    """
    code = "\n".join(line.text for line in lines)
    attributes = items.crate_attributes(code)
    told: list[_Row] = [(f"#![{attribute}]", None, True) for attribute in preamble.attributes]
    declared: list[_Row] = [(line, None, True) for line in _declaration(code, preamble.crate)]
    if not items.balanced(code):
        return _wrapped([*told, *declared, *_rows(lines, hidden)])
    crate_level, rest = _partition(lines, hidden, _crate_level(code, attributes))
    if harness or items.has_main(code) or "![no_std]" in lexer.blank(code)[:attributes]:
        if not (told or declared):
            return as_written(lines, hidden)
        return _wrapped([*told, *crate_level, *declared, *rest])
    before, after = _FALLIBLE_MAIN if _ends_in_unit_result(code) else _MAIN
    return _wrapped([*told, *crate_level, *declared, (before, None, True), *rest, (after, None, True)])


def as_written(lines: Sequence[SourceLine], hidden: Collection[int] = ()) -> Wrapped:
    """Code that is given to the compiler as it is: a file, or a doctest that brings its own tests."""
    return _wrapped(_rows(lines, hidden))


def _declaration(code: str, crate: str) -> tuple[str, ...]:
    """The lines that declare the library itself, where the test could name it and does not declare it itself."""
    if not crate or crate not in code or crate == "std":
        return ()
    blanked = lexer.blank(code)
    own = re.compile(rf"\bextern\s+crate\s+(?:r#)?{re.escape(crate)}\b")
    statements = (s for s in items.top_level(code) if s.kind == "extern crate")
    if any(own.search(blanked, s.start, s.end) for s in statements):
        return ()
    return ("#[allow(unused_extern_crates)]", f"extern crate r#{crate};")


def _ends_in_unit_result(code: str) -> bool:
    return "(())" in code and code[: lexer.code_end(code)].endswith("(())")


_Row = tuple[str, Origin | None, bool]


def _rows(lines: Sequence[SourceLine], hidden: Collection[int]) -> list[_Row]:
    return [(line.text, line.origin, number in hidden) for number, line in enumerate(lines, start=1)]


def _wrapped(rows: Sequence[_Row]) -> Wrapped:
    return Wrapped(
        "\n".join(text for text, _, _ in rows),
        tuple(origin for _, origin, _ in rows),
        frozenset(number for number, row in enumerate(rows, start=1) if row[2]),
    )


def _crate_level(code: str, attributes: int) -> list[tuple[int, int]]:
    """The regions of `code` that belong at the root of the crate, in order."""
    regions = [(0, attributes)] if attributes else []
    if "extern" in code:
        regions += [(s.start, s.end) for s in items.top_level(code) if s.kind == "extern crate"]
    return regions


def _partition(
    lines: Sequence[SourceLine], hidden: Collection[int], regions: Sequence[tuple[int, int]]
) -> tuple[list[_Row], list[_Row]]:
    """The lines inside the regions and the others; a line that a region cuts becomes two."""
    inside: list[_Row] = []
    outside: list[_Row] = []
    start = 0
    edges = sorted(p for region in regions for p in region)
    ends = [high for _, high in regions]
    for number, line in enumerate(lines, start=1):
        end = start + len(line.text)
        cuts = sorted({start, end, *edges[bisect_right(edges, start) : bisect_left(edges, end)]})
        pieces = [(a, b) for a, b in pairwise(cuts) if line.text[a - start : b - start].strip()]
        for a, b in pieces or [(start, end)]:
            region = bisect_left(ends, b)  # the first that does not end before this piece
            rows = inside if region < len(regions) and regions[region][0] <= a else outside
            rows.append((line.text[a - start : b - start], _moved(line.origin, a - start), number in hidden))
        start = end + 1
    return inside, outside


def _moved(origin: Origin, characters: int) -> Origin:
    return Origin(origin.file, origin.line, origin.column + characters) if characters else origin
