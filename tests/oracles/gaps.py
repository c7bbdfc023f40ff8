"""Where a statement can be inserted into a program, and which variables can be named there: read from the text.

This is a lexical reading, good enough for tests: brackets are matched, and each pair of braces is sorted by what
stands before it. Where it is wrong, rustc refuses the probe, which then counts as one that could not be put.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from borrowproof.syntax import lexer
from tests.oracles.braces import Braces, holds

_OPENING = {"(": ")", "[": "]", "{": "}"}
_MACRO_CALL = re.compile(r"\b(\w+)!\s*[(\[{]")
_NAME = re.compile(r"\b[a-z_]\w*\b")
_CONTINUES = re.compile(r"[.?)\],]|else\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """Matching brackets: offsets of both, what they hold, and the pair around them (None: the file)."""

    opens: int
    closes: int
    holds: Braces
    parent: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """From where to where (offsets) a declared name can be used."""

    start: int
    end: int


class Text:
    """The brackets and lines of one program."""

    def __init__(self, code: str) -> None:
        self.code = lexer.blank(code)
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.code))]
        self.pairs: list[Pair] = []
        self._match()

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def line(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def gap(self, line: int) -> int | None:
        """The offset at which a statement can be inserted before `line`, or None."""
        end = self.starts[line] if line < len(self.starts) else len(self.code)
        text = self.code[self.starts[line - 1] : end]
        at = self.starts[line - 1] + len(text) - len(text.lstrip())
        inside = self._innermost(at)
        if not text.strip() or inside is None or not self._is_body(inside):
            return None
        before = self.code[self.pairs[inside].opens : at].rstrip()
        fits = before[-1] in "{;" or (before[-1] == "}" and self._ends_a_statement(self.pairs[inside].opens, before))
        return None if not fits or _CONTINUES.match(text.lstrip()) else at

    def reach(self, at: int, *, parameter: bool) -> Reach | None:
        """Where the name declared at offset `at` can be used; None where no statement can be put there."""
        inside = self._innermost(at)
        while inside is not None and self.pairs[inside].holds is Braces.OTHER:
            if parameter and self._body_follows(at, inside):
                break
            at, inside = self.pairs[inside].opens, self.pairs[inside].parent
        if inside is not None and self.pairs[inside].holds is Braces.MACRO:
            return None
        if inside is not None and self.pairs[inside].holds is Braces.ARMS:
            return self._after_arrow(at, inside)
        return self._of_statement(at, inside, parameter)

    def named_in_own_macro(self, line: int) -> set[str]:
        """The names in a call, on the line, of a macro of the program: it may declare variables under them."""
        end = self.starts[line] if line < len(self.starts) else len(self.code)
        found = _MACRO_CALL.search(self.code, self.starts[line - 1], end)
        own = found is not None and re.search(rf"\bmacro_rules!\s*{found[1]}\b", self.code)
        return set(_NAME.findall(self.code, found.end(), end)) if found is not None and own else set()

    def in_loop(self, line: int) -> bool:
        """Whether a statement before `line` stands in the body of a loop (of the same function or closure)."""
        around = self._innermost(self.gap(line) or self.starts[line - 1])
        while around is not None and self.pairs[around].holds is not Braces.CLOSURE:
            pair = self.pairs[around]
            head = self._shallow(self._statement_start(pair.opens, pair.parent), pair.opens, pair.parent)
            if self.code[pair.opens] == "{" and re.search(r"\bfn\b", head):
                return False
            if pair.holds is Braces.STATEMENTS and re.search(r"\b(while|for|loop)\b", head):
                return True
            around = pair.parent
        return False

    def _of_statement(self, at: int, inside: int | None, parameter: bool) -> Reach | None:
        start = self._statement_start(at, inside)
        head = self._shallow(start, at, inside)
        words = re.findall(r"\b(?:if|while|for|let)\b|&&", head)
        conditional = words[-1:] == ["for"] or (words[-1:] == ["let"] and words[-2:-1] in (["if"], ["while"], ["&&"]))
        if parameter or conditional:
            return self._next_block(at, inside)
        if words[-1:] != ["let"] or inside is None:
            return None
        end = self._shallow_find(";", at, inside)
        return None if end is None else Reach(end + 1, self.pairs[inside].closes)

    def _after_arrow(self, at: int, inside: int) -> Reach | None:
        arrow = self._shallow_find("=>", at, inside)
        if arrow is None:
            return None
        opens = len(self.code) - len(self.code[arrow + 2 :].lstrip())
        pair = next((p for p in self.pairs if p.opens == opens and p.holds is Braces.STATEMENTS), None)
        return None if pair is None else Reach(pair.opens + 1, pair.closes)

    def _next_block(self, at: int, inside: int | None) -> Reach | None:
        wanted = (Braces.STATEMENTS, Braces.CLOSURE)
        after = [p for p in self.pairs if p.opens > at and p.parent == inside and p.holds in wanted]
        return Reach(after[0].opens + 1, after[0].closes) if after else None

    def _body_follows(self, at: int, inside: int) -> bool:
        """Whether the parameter at `at` is one of a closure that is itself an argument: `map(|x| {`."""
        return "|" in self._shallow(self.pairs[inside].opens + 1, at, inside)

    def _statement_start(self, at: int, inside: int | None) -> int:
        start = 0 if inside is None else self.pairs[inside].opens + 1
        ends = [p.closes + 1 for p in self.pairs if p.parent == inside and p.closes < at and self._ends(p)]
        start = max([start, *ends])
        semicolon = self._shallow(start, at, inside).rfind(";")
        return start if semicolon < 0 else start + semicolon + 1

    def _ends(self, pair: Pair) -> bool:
        """Whether a statement can end with this closing brace."""
        return pair.holds in (Braces.STATEMENTS, Braces.ARMS, Braces.ITEM)

    def _ends_a_statement(self, opens: int, before: str) -> bool:
        closes = opens + len(before) - 1
        pair = next(p for p in self.pairs if p.closes == closes)
        head = self._shallow(self._statement_start(pair.opens, pair.parent), pair.opens, pair.parent)
        return self._ends(pair) and not re.search(r"^\s*(let|return|break)\b|=\s*$", head)

    def _is_body(self, index: int) -> bool:
        """Whether the pair holds statements, and no macro is around it."""
        if self.pairs[index].holds not in (Braces.STATEMENTS, Braces.CLOSURE):
            return False
        around = self.pairs[index].parent
        while around is not None:
            if self.pairs[around].holds is Braces.MACRO:
                return False
            around = self.pairs[around].parent
        return True

    def _innermost(self, offset: int) -> int | None:
        around = [i for i, p in enumerate(self.pairs) if p.opens < offset <= p.closes]
        return max(around, key=lambda i: self.pairs[i].opens, default=None)

    def _shallow(self, start: int, end: int, inside: int | None) -> str:
        """The text between two offsets with what is in deeper brackets blanked."""
        text = list(self.code[start:end])
        for pair in self.pairs:
            if pair.parent == inside and start <= pair.opens and pair.opens < end:
                closes = min(pair.closes, end)
                text[pair.opens + 1 - start : closes - start] = " " * (closes - pair.opens - 1)
        return "".join(text)

    def _shallow_find(self, wanted: str, at: int, inside: int) -> int | None:
        found = self._shallow(at, self.pairs[inside].closes, inside).find(wanted)
        return None if found < 0 else at + found

    def _match(self) -> None:
        stack: list[int] = []
        for at, character in enumerate(self.code):
            if character in _OPENING:
                parent = stack[-1] if stack else None
                self.pairs.append(Pair(at, len(self.code), Braces.OTHER, parent))
                self.pairs[-1] = Pair(at, len(self.code), self._sort(at, parent), parent)
                stack.append(len(self.pairs) - 1)
            elif character in ")]}" and stack and _OPENING[self.code[self.pairs[stack[-1]].opens]] == character:
                pair = self.pairs[stack[-1]]
                self.pairs[stack.pop()] = Pair(pair.opens, at, pair.holds, pair.parent)

    def _sort(self, at: int, parent: int | None) -> Braces:
        start = self._statement_start(at, parent)
        head = self._shallow(start, at, parent).rstrip()
        return holds(head, self.code[at])
