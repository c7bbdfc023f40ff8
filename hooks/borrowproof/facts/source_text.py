"""The program's text, read as far as a timeline needs it: positions, brackets, macro calls and where statements begin.

Everything here looks at code with comments and literals blanked, so none of it is taken for code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from borrowproof.syntax import lexer

_BRACKET = re.compile(r"[()\[\]{}]")
_MACRO = re.compile(r"(?<![\w.])((?:\w+::)*\w+)!\s*(?=[(\[{])")
_MACRO_RULES = re.compile(r"\bmacro_rules!\s*\w+\s*(?=[(\[{])")
_SEPARATOR = re.compile(r"[;(\[{}]")
_BLOCK_LIKE = re.compile(
    r"(?:'\w+\s*:\s*)?(?:if|match|loop|while|for|unsafe|async|const|fn|impl|struct|enum|mod|trait|\{)"
)
_OPENING_LINE = re.compile(r"(\{)[ \t]*$", re.MULTILINE)
_HEAD_OF_BRACE = re.compile(r"[^;{}(),\[]*\b[A-Z]\w*(?:\s*::\s*<[^;{}]*>)?\s*\Z")
_TAKES_BLOCK = re.compile(
    r"\b(?:if|match|while|for|in|impl|trait|enum|struct|union|fn|mod|where|unsafe|else|loop)\b|->"
)
_GOES_ON = re.compile(r"\s*(?:\.|\?|else\b|;|,|[-+*/%&|^=<>]|as\b|$)")
_ONLY_CLOSES = re.compile(r"\s*\}[\s)\]},;?]*")
_JUMP = re.compile(r"(?:return|break|continue)\b")
_JUMP_WORD = re.compile(r"\b(?:return|break|continue)\b")
_END_OF_JUMP = re.compile(r"[;,{}()\[\]]")


class Position(NamedTuple):
    """A line and a column, from 1, the column in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MacroCall:
    """`name!(...)`: `name` without its path; `start` and `end` are offsets of the code, the end exclusive."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """The text of a program, as it was given to rustc."""

    code: str

    @cached_property
    def blanked(self) -> str:
        return lexer.blank(self.code)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.code))]

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    def offset(self, line: int, column: int) -> int:
        """The offset of a position, never behind the end of the code."""
        starts = self._line_starts
        return min(starts[line - 1] + column - 1, len(self.code)) if line <= len(starts) else len(self.code)

    def start_of(self, line: int) -> int:
        """The offset of the first sign on a line that is no space."""
        start = self.offset(line, 1)
        return min(self._skip_space(start), self.offset(line + 1, 1) if line < self.line_count else len(self.code))

    def position(self, offset: int) -> Position:
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def between(self, line: int, column: int, end_line: int, end_column: int) -> str:
        """The code of a region, comments and literals blanked; the end is exclusive."""
        return self.blanked[self.offset(line, column) : self.offset(end_line, end_column)]

    @cached_property
    def closing(self) -> dict[int, int]:
        """The offset of every opening bracket -> that of the bracket that closes it."""
        pairs: dict[int, int] = {}
        inner: list[int] = []
        for bracket in _BRACKET.finditer(self.blanked):
            if bracket[0] in "([{":
                inner.append(bracket.start())
            elif inner:
                pairs[inner.pop()] = bracket.start()
        return pairs

    @cached_property
    def opening(self) -> dict[int, int]:
        return {close: start for start, close in self.closing.items()}

    @cached_property
    def macro_calls(self) -> tuple[MacroCall, ...]:
        """The outermost macro calls, in order."""
        calls: list[MacroCall] = []
        for call in self._every_macro_call:
            if not calls or call.start >= calls[-1].end:
                calls.append(call)
        return tuple(calls)

    @cached_property
    def _every_macro_call(self) -> tuple[MacroCall, ...]:
        """All macro calls, in order; a `macro_rules!` is none, and what is in it belongs to it."""
        calls = (
            (m[1].rpartition("::")[2], m.start(), self.closing.get(m.end())) for m in _MACRO.finditer(self.blanked)
        )
        return tuple(
            MacroCall(name, start, end + 1)
            for name, start, end in calls
            if end is not None and name != "macro_rules" and not self.in_macro_rules(start)
        )

    def is_direct_argument(self, macro: MacroCall, offset: int) -> bool:
        """Whether what stands at an offset is an argument of `macro` itself, not of a call or value written in one."""
        within = ((start, close) for start, close in self.closing.items() if macro.start <= start < offset < close)
        return all(close == macro.end - 1 for _, close in within)

    def innermost_macro(self, offset: int) -> MacroCall | None:
        """The innermost macro call that `offset` is in."""
        around = (call for call in reversed(self._every_macro_call) if call.start <= offset < call.end)
        return next(around, None)

    @cached_property
    def _macro_rules(self) -> tuple[tuple[int, int], ...]:
        found = ((m.start(), self.closing.get(m.end())) for m in _MACRO_RULES.finditer(self.blanked))
        return tuple((start, end) for start, end in found if end is not None)

    def in_macro_rules(self, offset: int) -> bool:
        return any(start <= offset <= end for start, end in self._macro_rules)

    def outermost_macro(self, offset: int) -> MacroCall | None:
        """The outermost macro call that `offset` is in."""
        index = bisect_right(self.macro_calls, offset, key=lambda call: call.start) - 1
        if index < 0:
            return None
        call = self.macro_calls[index]
        return call if offset < call.end else None

    def macro_after(self, offset: int) -> MacroCall | None:
        """The first macro call that starts at `offset` or behind it."""
        index = bisect_right(self.macro_calls, offset - 1, key=lambda call: call.start)
        return self.macro_calls[index] if index < len(self.macro_calls) else None

    def block_closed_on(self, line: int) -> tuple[int, int] | None:
        """The offsets of the braces of the block that is closed by a `}` at the beginning of `line`."""
        start = self.offset(line, 1)
        text = self.blanked[start : self.offset(line + 1, 1)] if line < self.line_count else self.blanked[start:]
        close = start + len(text) - len(text.lstrip())
        opening = self.opening.get(close) if text.lstrip().startswith("}") else None
        return None if opening is None else (opening, close)

    def only_closes(self, line: int) -> bool:
        """Whether a line holds nothing but the end of a block, and of what is around it."""
        start = self.offset(line, 1)
        end = self.offset(line + 1, 1) if line < self.line_count else len(self.blanked)
        return _ONLY_CLOSES.fullmatch(self.blanked, start, end) is not None

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        """The braces of all blocks (of statements, arms, items), not those around a value's fields, in order."""
        pairs = ((start, end) for start, end in self.closing.items() if self.blanked[start] == "{")
        return sorted(pair for pair in pairs if not self._holds_fields(pair[0]))

    def _holds_fields(self, opening: int) -> bool:
        """Whether a brace opens the fields of a value or pattern: a type's name stands before it, and no keyword that
        a block belongs to."""
        head = _HEAD_OF_BRACE.search(self.blanked, max(0, opening - 400), opening)
        return head is not None and _TAKES_BLOCK.search(head[0]) is None

    def is_block(self, braces: tuple[int, int]) -> bool:
        """Whether two braces hold statements, arms or items."""
        return braces in self._blocks

    def block_around(self, offset: int) -> tuple[int, int] | None:
        """The braces of the innermost block that `offset` is in; its closing brace is in it, too."""
        index = bisect_right(self._blocks, (offset, -1)) - 1
        while index >= 0 and not self._blocks[index][0] < offset <= self._blocks[index][1]:
            index -= 1
        return self._blocks[index] if index >= 0 else None

    def is_closed_on_line(self, offset: int) -> bool:
        """Whether the next block that opens behind `offset` is closed on the same line."""
        opening = self.blanked.find("{", offset)
        end = self.blanked.find("\n", offset)
        return opening >= 0 and 0 <= self.closing.get(opening, -1) < (end if end >= 0 else len(self.blanked))

    def is_beyond(self, offset: int, other: int) -> bool:
        """Whether `other` stands in a later statement than `offset`, or in a block within the same one."""
        block = self.block_around(offset)
        if block != self.block_around(other) or (block is not None and other == block[1]):
            return True
        position = offset
        while separator := _SEPARATOR.search(self.blanked, position, other):
            if separator[0] == ";":
                return True
            position = self.closing.get(separator.start(), other) + 1
        return False

    @cached_property
    def opened_blocks(self) -> dict[int, int]:
        """The lines at whose ends a block (or what else stands in braces) begins, and the line on which it ends; from
        the last one on."""
        found = ((m.start(1), self.closing.get(m.start(1))) for m in _OPENING_LINE.finditer(self.blanked))
        lines = ((self.position(start).line, self.position(end).line) for start, end in found if end is not None)
        return dict(sorted(lines, reverse=True))

    def last_statement(self, opening: int, close: int) -> int:
        """The offset at which the last statement, or the value, of the block between two braces begins."""
        begins = self._skip_space(opening + 1)
        position = begins
        while separator := _SEPARATOR.search(self.blanked, position, close):
            if separator[0] == ";":
                position = separator.end()
            else:
                position = self.closing.get(separator.start(), close) + 1
                if separator[0] != "{" or not self._ends_statement(begins, position, close):
                    continue
            following = self._skip_space(position)
            if following >= close:
                break
            begins = following
        return begins

    def _ends_statement(self, begins: int, position: int, close: int) -> bool:
        block_like = _BLOCK_LIKE.match(self.blanked, begins) is not None
        return block_like and _GOES_ON.match(self.blanked, position, close) is None

    def _skip_space(self, position: int) -> int:
        while position < len(self.blanked) and self.blanked[position].isspace():
            position += 1
        return position

    def leaves_by_jump(self, offset: int, outer: int) -> bool:
        """Whether the code around `offset` leaves by a jump: the innermost block around it, inside the block that
        opens at `outer`, ends with `return`, `break` or `continue`; so does a statement of that block itself."""
        inside = [(s, e) for s, e in self.closing.items() if outer <= s < offset <= e and self.blanked[s] == "{"]
        if not inside:
            return False
        opening, close = max(inside)
        return self.is_jump(self.last_statement(opening, close))

    def is_in_jump(self, offset: int, outer: int) -> bool:
        """Whether `offset` is in a `return`, `break` or `continue` behind `outer`, or in the value that goes along."""
        jumps = list(_JUMP_WORD.finditer(self.blanked, outer, offset + 1))
        if not jumps:
            return self.is_jump(offset)
        position = jumps[-1].end()
        while separator := _END_OF_JUMP.search(self.blanked, position, offset):
            if separator[0] in ";,})]":
                return self.is_jump(offset)
            close = self.closing.get(separator.start(), offset)
            position = close + 1 if close < offset else separator.end()
        return True

    def is_jump(self, offset: int) -> bool:
        """Whether a `return`, `break` or `continue` begins at `offset`."""
        return _JUMP.match(self.blanked, offset) is not None
