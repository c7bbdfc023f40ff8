"""Types as text: whether it is one, and whether two spellings mean the same type. Pure.

Two spellings of one type differ in white space, in how much of a path they write, in lifetimes, in trailing commas and
in brackets around a single type. Lifetimes are left out of a comparison: what rustc infers of them has no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from borrowproof.syntax.use_declarations import Names

_TOKEN = re.compile(
    r"\s*(?:(?P<lifetime>'\w+)|(?P<path>(?:::\s*)?(?:r#)?[^\W\d]\w*(?:\s*::\s*(?:r#)?[^\W\d]\w*)*)"
    r"|(?P<number>-?\d\w*)|(?P<sign>->|::|\"\w*\"|[&*<>()\[\]{},;+=:!?]))"
)
_BINDER = re.compile(r"\bfor\s*<[^<>]*>")
_LIFETIME = re.compile(r"'\w+")
_OPENING, _CLOSING = {"(": ")", "[": "]", "<": ">", "{": "}"}, frozenset(")]>}")
# Words that another one may follow.
_PREFIXES = frozenset({"mut", "const", "dyn", "impl", "unsafe", "extern", "async", "fn", "as"})
_CALLABLE = frozenset({"fn", "Fn", "FnMut", "FnOnce", "AsyncFn", "AsyncFnMut", "AsyncFnOnce"})
_STD = ("std", "core", "alloc")


class NotAType(Exception):
    """Text that is no type; the message says why."""


@dataclass(frozen=True, slots=True)
class TypeText:
    """A type as its tokens, paths whole; equal for spellings that differ in nothing but the paths."""

    tokens: tuple[str, ...]


def read(text: str) -> TypeText:
    """The type that `text` spells. Raises NotAType."""
    tokens = list(_tokens(_BINDER.sub(" ", text)))
    tokens = [one for one, following in pairwise([*tokens, ""]) if (one, following) != ("::", "<")]
    if not tokens:
        raise NotAType("there is none")
    _check(tokens)
    return TypeText(tuple(_without_groups(_without_commas(_without_lifetimes(tokens)))))


def lifetimes(text: str) -> tuple[str, ...]:
    """The lifetimes in a type that have a name, without those that it binds itself (`for<'a>`)."""
    bound = {name for binder in _BINDER.findall(text) for name in _LIFETIME.findall(binder)}
    return tuple(name for name in _LIFETIME.findall(text) if name != "'_" and name not in bound)


def same(written: TypeText, meant: TypeText, names: Names) -> bool:
    """Whether what an author has `written` is the type that is `meant`, whose paths rustc gave. `names` are those that
    the program imports and declares."""
    if len(written.tokens) != len(meant.tokens):
        return False
    pairs = zip(written.tokens, meant.tokens, strict=True)
    return all(_same_path(*pair, names) if all(map(_is_word, pair)) else pair[0] == pair[1] for pair in pairs)


def _tokens(text: str) -> Iterator[str]:
    position = 0
    while text[position:].strip():
        found = _TOKEN.match(text, position)
        if found is None:
            raise NotAType(f"`{text[position:].strip()[0]}` stands in no type")
        position = found.end()
        token = found[found.lastgroup or 0]
        yield re.sub(r"\s|r#", "", token).removeprefix("::") if found.lastgroup == "path" else token


def _check(tokens: Sequence[str]) -> None:
    """Raise NotAType for brackets that do not match, and for words side by side."""
    opened: list[str] = []
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token in _OPENING:
            opened.append(_OPENING[token])
        elif token in _CLOSING and (not opened or opened.pop() != token):
            raise NotAType(f"`{token}` closes nothing")
        if _is_word(token) and _is_word(following) and token not in _PREFIXES:
            raise NotAType(f"nothing stands between `{token}` and `{following}`")
    if opened:
        raise NotAType(f"a `{opened[-1]}` is missing")


def _is_word(text: str) -> bool:
    return bool(text) and (text[0].isalnum() or text[0] == "_") and text != "as"


def _without_lifetimes(tokens: Sequence[str]) -> list[str]:
    """The tokens without lifetimes, the commas and signs that belonged to them, and brackets that held nothing else."""
    kept: list[str] = []
    skip = False
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if skip:
            skip = False
        elif not token.startswith("'"):
            kept.append(token)
        elif kept and kept[-1] == "+":
            kept.pop()
        else:
            skip = following in (",", "+")
    text = kept
    while (at := next((n for n in range(len(text) - 1) if text[n : n + 2] == ["<", ">"]), None)) is not None:
        text = [*text[:at], *text[at + 2 :]]
    return text


def _without_commas(tokens: Sequence[str]) -> list[str]:
    """The tokens without commas that end a list; that of a tuple of one stays."""
    return [one for at, one in enumerate(tokens) if not (one == "," and _ends_a_list(tokens, at))]


def _ends_a_list(tokens: Sequence[str], at: int) -> bool:
    closing = tokens[at + 1] if at + 1 < len(tokens) else ""
    if closing != ")":
        return closing in (">", "]", "")
    start = _opening(tokens, at + 1)
    return _commas(tokens, start, at + 1) > 1 or _is_called(tokens, start)


def _without_groups(tokens: Sequence[str]) -> list[str]:
    """The tokens without brackets around a single type."""
    left = list(tokens)
    for at in range(len(left) - 1, -1, -1):
        if left[at] == ")":
            start = _opening(left, at)
            if at - start > 1 and not _commas(left, start, at) and not _is_called(left, start):
                left[start] = left[at] = ""
    return [token for token in left if token]


def _opening(tokens: Sequence[str], closing: int) -> int:
    depth = 0
    for at in range(closing, -1, -1):
        depth += (tokens[at] in _CLOSING) - (tokens[at] in _OPENING)
        if depth == 0:
            return at
    raise NotAType(f"`{tokens[closing]}` closes nothing")


def _commas(tokens: Sequence[str], start: int, end: int) -> int:
    """The commas directly between two brackets."""
    depth = found = 0
    for one in tokens[start:end]:
        depth += (one in _OPENING) - (one in _CLOSING)
        found += one == "," and depth == 1
    return found


def _is_called(tokens: Sequence[str], start: int) -> bool:
    """Whether the bracket at `start` holds what a function takes."""
    return start > 0 and tokens[start - 1].rpartition("::")[2] in _CALLABLE


def _same_path(written: str, meant: str, names: Names) -> bool:
    """Whether a path as written leads to where rustc's leads, which is whole, or short where the name is the only one
    of std."""
    first, *rest = written.split("::")
    known = names.imported.get(first, ())
    choices = [[*path, *rest] for path in known] or [[first, *rest]]
    return any(_leads_to(choice, meant.split("::"), names, imported=bool(known)) for choice in choices)


def _leads_to(path: Sequence[str], meant: Sequence[str], names: Names, *, imported: bool) -> bool:
    absolute = path[0] == "crate"
    path = _rooted(path)
    if path[0] == "std":
        if meant[0] != "std":  # rustc shortens what has the only name of its kind
            return len(meant) == 1 and meant[0] == path[-1] and meant[0] not in names.declared
        return path[-1] == meant[-1] and (_is_within(path, meant) or _is_within(meant, path))
    if absolute:
        return list(path) == list(meant)
    if not imported and path[0] in names.declared and meant[0] == "std":
        return False
    return list(meant[-len(path) :]) == list(path)


def _rooted(path: Sequence[str]) -> list[str]:
    """A path from the root of its crate as rustc writes it."""
    left = list(path)
    while len(left) > 1 and left[0] in ("crate", "self", "super"):
        left.pop(0)
    return ["std", *left[1:]] if left[0] in _STD and len(left) > 1 else left


def _is_within(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether the steps of one path are among those of the other, in their order: std offers many things twice."""
    steps = iter(longer)
    return all(step in steps for step in shorter)
