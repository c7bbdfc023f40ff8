"""The statements at the top level of Rust text, by their first words: what rustdoc's wrapper must know.

rustdoc parses a doctest as the body of a function (`librustdoc/doctest/make.rs` of 1.95). This reads the
same facts lexically: which inner attributes lead, which statements are items, and whether `main` is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from borrowproof.syntax import lexer

_SPACE = re.compile(r"\s*")
_ITEM = re.compile(
    r"""
    (?:pub\b\s*(?:\([^)]*\)\s*)?)?
    (?:(?:default|async|unsafe|safe|const|auto)\s+|extern\s*(?:(?:r\#*)?"[^"]*"\#*\s*)?(?=(?:unsafe\s+)?fn\b))*
    (?P<word>extern\s+crate|macro_rules(?=\s*!)|(?:fn|struct|enum|trait|impl|mod|use|static|type)\b
      |union(?=\s+[^\W\d])|macro(?=\s+[^\W\d])|const(?=\s+[^\W\d])|extern(?=\s*(?:r\#*)?["{]))
    """,
    re.VERBOSE,
)
_MACRO = re.compile(r"(?:::)?\s*[^\W\d]\w*(?:\s*::\s*[^\W\d]\w*)*\s*!\s*(?=[({\[])")
_MACRO_RULES = re.compile(r"\s*!\s*[^\W\d]\w*\s*(?=[({\[])")
_MAIN = re.compile(r"fn\s+(?:r\#)?main\b")
_TEST = re.compile(r"#\s*\[\s*(?:cfg\s*\(\s*test\s*\)|(?:\w+\s*::\s*)*test)\s*\]")
_NAMED_MAIN = re.compile(r"\bmain\b")
_MAIN_IN_MACRO = re.compile(r"\bfn\s+main\s*(?=\()")
_ENDED_BY_SEMICOLON = frozenset({"use", "static", "type", "const", "extern crate"})
_GOES_ON = re.compile(r"\s*(?:else\b|[.?;=+*/%^|<>)\],-]|&&)")
_BRACKET = re.compile(r"[(){}\[\];]")
_INNER_ATTRIBUTE = re.compile(r"\s*#\s*!\s*(?=\[)")
_OUTER_ATTRIBUTE = re.compile(r"\s*#\s*(?=\[)")
_CLOSERS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its attributes.

    `kind` is an item's keyword, `macro` for a macro call, or `other` for what is no item.
    """

    kind: str
    start: int
    end: int
    main: bool = False


def declares_main(code: str) -> bool:
    """Whether `code` may have a `main` of its own; without one it is a library. One in an inner module does not count,
    one that comes by `use`, or out of a macro, is taken for possible."""
    if _NAMED_MAIN.search(lexer.blank(code)) is None:
        return False
    return any(s.main or s.kind in ("macro", "use") for s in top_level(code))


def has_tests(code: str) -> bool:
    """Whether `code` has functions that are compiled for tests only, or are tests."""
    return _TEST.search(lexer.blank(code)) is not None


def has_main(code: str) -> bool:
    """Whether rustdoc 1.95 finds a `main` function in `code`, and so compiles it without wrapping.

    It does for a `fn main` item at the top level (with any modifiers), and for the tokens `fn main(` directly
    inside a macro call at the top level; but never where a top-level statement is no item, such as `let`.
    """
    if "main" not in code:
        return False
    statements = list(top_level(code))
    return any(s.main for s in statements) and all(s.kind != "other" for s in statements)


def balanced(code: str) -> bool:
    """Whether every bracket of `code` has its partner. rustdoc leaves code alone where one has none."""
    open_: list[str] = []
    for match in _BRACKET.finditer(lexer.blank(code)):
        bracket = match[0]
        if bracket in _CLOSERS:
            open_.append(_CLOSERS[bracket])
        elif bracket != ";" and (not open_ or open_.pop() != bracket):
            return False
    return not open_


def crate_attributes(code: str) -> int:
    """Where the inner attributes (`#![...]`, `//!`) that lead `code` end; 0 without any."""
    if not ("#" in code or "//!" in code or "/*!" in code):
        return 0
    blanked = lexer.blank(code)
    end = position = 0
    docs = [t for t in lexer.opaque(code) if t.kind in lexer.COMMENTS]
    while True:
        if attribute := _INNER_ATTRIBUTE.match(blanked, position):
            end = position = _closing(blanked, attribute.end())
            continue
        doc = next((d for d in docs if d.start >= position and not blanked[position : d.start].strip()), None)
        if doc is None:
            return end
        position = doc.end
        if code.startswith(("//!", "/*!"), doc.start):
            end = position


def top_level(code: str) -> Iterator[Statement]:
    """The statements of `code` behind its leading inner attributes, in order."""
    blanked = lexer.blank(code)
    position = crate_attributes(code) or _shebang_end(blanked)
    while (start := _skip_space(blanked, position)) < len(blanked):
        statement = _statement(blanked, start)
        yield statement
        position = max(statement.end, start + 1)


def _shebang_end(blanked: str) -> int:
    """Where a `#!/usr/bin/env ...` line ends; 0 without one."""
    is_one = blanked.startswith("#!") and not blanked[2:].lstrip().startswith("[")
    return len(blanked.partition("\n")[0]) if is_one else 0


def _statement(blanked: str, start: int) -> Statement:
    position = start
    while attribute := _OUTER_ATTRIBUTE.match(blanked, position):
        position = _skip_space(blanked, _closing(blanked, attribute.end()))
    if item := _ITEM.match(blanked, position):
        return _item(blanked, start, item)
    if call := _MACRO.match(blanked, position):
        return _macro_call(blanked, start, call.end())
    return Statement("other", start, _expression_end(blanked, position))


def _item(blanked: str, start: int, item: re.Match[str]) -> Statement:
    kind = " ".join(item["word"].split())
    body = item.end()
    if kind == "macro_rules":
        rules = _MACRO_RULES.match(blanked, body)
        end = _closing(blanked, rules.end()) if rules else _end(blanked, body, at_brace=True)
        if blanked[end - 1 : end] != "}" and (after := _skip_space(blanked, end)) < len(blanked):
            end = after + (blanked[after] == ";")
    else:
        end = _end(blanked, body, at_brace=kind not in _ENDED_BY_SEMICOLON)
    return Statement(kind, start, end, main=_MAIN.match(blanked, item.start("word")) is not None)


def _macro_call(blanked: str, start: int, opener: int) -> Statement:
    end = _closing(blanked, opener)
    after = _skip_space(blanked, end)
    following = blanked[after : after + 1]
    braces = blanked[opener] == "{"
    if following != ";" and (not braces or following in (".", "?")):
        return Statement("other", start, _expression_end(blanked, end))
    main = any(_depth(blanked, opener, m.start()) == 1 for m in _MAIN_IN_MACRO.finditer(blanked, opener, end))
    return Statement("macro", start, after + 1 if following == ";" else end, main)


def _expression_end(blanked: str, position: int) -> int:
    if blanked.startswith("let", position):
        return _end(blanked, position, at_brace=False)
    while True:
        position = _end(blanked, position, at_brace=True)
        if blanked[position - 1 : position] != "}" or not _GOES_ON.match(blanked, position):
            return position


def _skip_space(blanked: str, position: int) -> int:
    match = _SPACE.match(blanked, position)
    return match.end() if match else position


def _closing(blanked: str, opener: int) -> int:
    """The position behind the bracket that closes the one at `opener`."""
    depth = 0
    for match in _BRACKET.finditer(blanked, opener):
        if match[0] in _CLOSERS:
            depth += 1
        elif match[0] != ";":
            depth -= 1
            if depth == 0:
                return match.end()
    return len(blanked)


def _depth(blanked: str, start: int, position: int) -> int:
    brackets = [m[0] for m in _BRACKET.finditer(blanked, start, position) if m[0] != ";"]
    return sum(1 if b in _CLOSERS else -1 for b in brackets)


def _end(blanked: str, position: int, at_brace: bool) -> int:
    """Behind the next `;` at depth 0, or (`at_brace`) behind the `}` of the next braces at depth 0."""
    depth = 0
    for match in _BRACKET.finditer(blanked, position):
        bracket = match[0]
        if bracket in _CLOSERS:
            depth += 1
        elif bracket == ";":
            if depth <= 0:
                return match.end()
        else:
            depth -= 1
            if at_brace and depth == 0 and bracket == "}":
                return match.end()
    return len(blanked)
