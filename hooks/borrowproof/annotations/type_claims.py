"""`//^? TYPE`: the type of the variable whose name stands above the caret. Pure: no file, no compiler."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borrowproof.annotations.errors import AnnotationError
from borrowproof.syntax import lexer, type_text
from borrowproof.syntax.type_text import NotAType

FORM = "`//  ^? String`, with the caret under the name"
_CLAIM = re.compile(r"//[ \t]*(?P<caret>\^)(?P<between>[\^ \t]*)\?[ \t]*(?P<type>.*?)[ \t]*$")
_OWN_LINE = re.compile(r"\s*//(?:[ \t]*\^[\^ \t]*\?|(?:\[[^\]\n]*\])?~)")  # a claim or a pin that stands alone
_NAME = re.compile(r"(?:r#)?[^\W\d]\w*")
_KEYWORDS = re.compile(
    "as|async|await|break|const|continue|crate|dyn|else|enum|extern|false|fn|for|if|impl|in|let|loop|match|mod|move|mut"
    "|pub|ref|return|static|struct|super|trait|true|type|union|unsafe|use|where|while"
)


@dataclass(frozen=True, slots=True)
class RawTypeClaim:
    """A `//^?` comment on `comment_line` about the `name` that begins at `line` and `column`, all from 1."""

    comment_line: int
    comment_column: int
    line: int
    column: int
    name: str
    type: str


def parse_type_claims(code: str) -> tuple[RawTypeClaim, ...]:
    """Every `//^?` comment of `code`, in order. Raises AnnotationError on one that says nothing."""
    lines = code.split("\n")
    return tuple(_claim(lines, line, column, match) for line, column, match in _comments(code))


def comment_starts(code: str) -> tuple[tuple[int, int], ...]:
    """Where such comments begin: line and column, from 1."""
    return tuple((line, column) for line, column, _ in _comments(code))


def _comments(code: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    if "^" not in code:
        return
    for line, column, text in lexer.line_comments(code):
        match = _CLAIM.match(text)
        if match is not None:
            yield line, column, match


def _claim(lines: Sequence[str], line: int, column: int, match: re.Match[str]) -> RawTypeClaim:
    shown, written = match[0], match["type"]
    if match["between"]:
        raise AnnotationError(f"`{shown}` has more than `^?` before its type", f"write {FORM}", line)
    if lines[line - 1][: column - 1].strip():
        raise AnnotationError(f"`{shown}` stands behind code", f"give it a line of its own: {FORM}", line)
    target = next((n for n in range(line - 1, 0, -1) if not _OWN_LINE.match(lines[n - 1])), None)
    caret = column + match.start("caret")
    above = lines[target - 1] if target is not None else ""
    name = next((m for m in _NAME.finditer(above) if m.start() < caret <= m.end()), None)
    if target is None or name is None or not _may_be_variable(above, name):
        pointed = name[0] if name is not None else above[caret - 1 : caret].strip()
        what = f"`{pointed}`, which is no variable" if pointed else "nothing"
        raise AnnotationError(f"the caret of `{shown}` points at {what}", f"write {FORM} of a variable above it", line)
    _check_type(shown, written, line)
    return RawTypeClaim(line, column, target, name.start() + 1, name[0].removeprefix("r#"), written)


def _may_be_variable(text: str, name: re.Match[str]) -> bool:
    """Whether a name in a line is no keyword, no field or method, and no part of a path."""
    before, after = text[: name.start()].rstrip(), text[name.end() :].lstrip()
    is_field = before.endswith(".") and not before.endswith("..")
    return not (_KEYWORDS.fullmatch(name[0]) or is_field or before.endswith("::") or after.startswith("::"))


def _check_type(shown: str, written: str, line: int) -> None:
    """Raise AnnotationError for what is no type, and for a lifetime, which nobody could compare."""
    try:
        type_text.read(written)
    except NotAType as error:
        raise AnnotationError(f"`{shown}` names no type: {error}", f"write {FORM}", line) from error
    named = type_text.lifetimes(written)
    if named:
        fix = f"leave `{named[0]}` out: `&str`, `Iter<'_, u8>`"
        raise AnnotationError(f"`{shown}` names the lifetime `{named[0]}`, which rustc does not tell", fix, line)
