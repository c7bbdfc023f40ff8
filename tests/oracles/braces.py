"""What a pair of braces holds, told by the text before it."""

from __future__ import annotations

import re
from enum import Enum

_WORD = re.compile(r"'?\b[^\W\d]\w*!?")
_EXPRESSION_WORDS = frozenset({"else", "unsafe", "loop", "async", "move", "const"})
_ITEMS = frozenset({"struct", "enum", "trait", "impl", "mod", "extern"})
_CONTROL = frozenset({"if", "while", "for", "match"})


class Braces(Enum):
    """What a pair of brackets holds."""

    STATEMENTS = "statements"
    ARMS = "arms of a match"
    CLOSURE = "statements of a closure or an async block"
    MACRO = "tokens of a macro"
    ITEM = "the body of a struct, impl or other item"
    OTHER = "fields of a value, arguments, elements"


def holds(head: str, opening: str) -> Braces:
    """What the brackets hold that begin with `opening` behind `head`, the beginning of their statement."""
    words = _WORD.findall(head)
    if head.endswith("!") or "macro_rules!" in words[-2:]:
        return Braces.MACRO
    return _sort_braces(head, words) if opening == "{" else Braces.OTHER


def _sort_braces(head: str, words: list[str]) -> Braces:
    tail = head[-1:]
    last = words[-1] if words and head.endswith(words[-1]) else ""
    if tail == "|" or re.search(r"\|\s*->[^|]*$", head) or re.search(r"\basync(\s+move)?$", head):
        return Braces.CLOSURE
    if last in _EXPRESSION_WORDS or "fn" in words:
        return Braces.STATEMENTS
    if tail == ">" and head.endswith("=>"):
        return Braces.STATEMENTS
    if _ITEMS.intersection(words):
        return Braces.ITEM
    control = [word for word in words if word in _CONTROL]
    return _sort_by_keyword(head, control[-1]) if control else _sort_bare(head)


def _sort_bare(head: str) -> Braces:
    """No keyword: a block where an expression begins, a struct's fields after a name."""
    return Braces.STATEMENTS if not head or head[-1] in "=(,&;{}:+-*/|!" else Braces.OTHER


def _sort_by_keyword(head: str, keyword: str) -> Braces:
    after = re.split(rf"\b{keyword}\b", head)[-1]
    if keyword == "match":
        return Braces.ARMS
    if keyword == "for":
        return Braces.STATEMENTS if re.search(r"\bin\b", after) else Braces.OTHER
    lets = re.split(r"\blet\b", after)
    in_pattern = len(lets) > 1 and not re.search(r"(?<![=!<>])=(?![=>])", lets[-1])
    return Braces.OTHER if in_pattern else Braces.STATEMENTS
