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
_LONGEST = 200  # characters of a name, with the signs on both sides that tell what it is
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


def parse_type_claims(code: str, *, shared: bool = False) -> tuple[RawTypeClaim, ...]:
    """Every `//^?` comment of `code`, in order. Raises AnnotationError on one that says nothing; where code is `shared`
    with those who know nothing of claims, such a comment is one of theirs."""
    comments = tuple(_comments(code))
    lines, found = code.split("\n") if comments else [], list[RawTypeClaim]()
    targets = _lines_of_code(lines)
    for line, column, match in comments:
        try:
            found.append(_claim(lines, targets[line - 1], line, column, match))
        except AnnotationError:
            if not shared:
                raise
    return tuple(found)


def _comments(code: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    if "^" not in code:
        return
    for line, column, text in lexer.line_comments(code):
        match = _CLAIM.match(text)
        if match is not None:
            yield line, column, match


def _lines_of_code(lines: Sequence[str]) -> list[int]:
    """For each line the nearest one, from there upwards, that is more than a claim or a pin; 0 where there is none."""
    found = [0]
    for number, text in enumerate(lines, start=1):
        found.append(found[-1] if _OWN_LINE.match(text) else number)
    return found[1:]


def _claim(lines: Sequence[str], target: int, line: int, column: int, match: re.Match[str]) -> RawTypeClaim:
    shown, written = match[0], match["type"]
    if match["between"]:
        raise AnnotationError(f"`{shown}` has more than `^?` before its type", f"write {FORM}", line)
    if lines[line - 1][: column - 1].strip():
        raise AnnotationError(f"`{shown}` stands behind code", f"give it a line of its own: {FORM}", line)
    caret = column + match.start("caret")
    above = lines[target - 1] if target else ""
    around = slice(max(0, caret - _LONGEST), caret + _LONGEST)
    name = next((m for m in _NAME.finditer(above, around.start, around.stop) if m.start() < caret <= m.end()), None)
    if name is None or not _may_be_variable(above[around], name[0], name.start() - around.start):
        pointed = name[0] if name is not None else above[caret - 1 : caret].strip()
        what = f"`{pointed}`, which is no variable" if pointed else "nothing"
        raise AnnotationError(f"the caret of `{shown}` points at {what}", f"write {FORM} of a variable above it", line)
    _check_type(shown, written, line)
    return RawTypeClaim(line, column, target, name.start() + 1, name[0].removeprefix("r#"), written)


def _may_be_variable(text: str, name: str, start: int) -> bool:
    """Whether a name at a place of a text is no keyword, no field or method, and no part of a path."""
    before, after = text[:start].rstrip(), text[start + len(name) :].lstrip()
    is_field = before.endswith(".") and not before.endswith("..")
    return not (_KEYWORDS.fullmatch(name) or is_field or before.endswith("::") or after.startswith("::"))


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
