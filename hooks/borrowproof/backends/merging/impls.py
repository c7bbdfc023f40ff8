"""Whether every `impl` of a program is about its own types or its own traits, so that no neighbour can notice it.

rustc looks for impls in the whole crate, not in a module. An `impl Sub<Mine> for String` lets a neighbour infer the
type of `String::new() - Default::default()`, which alone it cannot; an `impl Mine for String` is seen only by who names
`Mine`, and an `impl Sub<u8> for Own` is asked for only where the left side is known to be `Own`.
"""

from __future__ import annotations

from borrowproof.backends.merging.program import Program

_BEFORE_ITEM = frozenset({"", "}", ";", "]", "{"})
_TYPES, _TRAITS = ("struct", "enum"), ("trait",)


def own(program: Program) -> bool:
    """Whether each `impl` names, right where it stands, a type or a trait that is declared in the same block or module.

    There a declared name cannot mean anything else: an import of the same name would be an error (E0255), and the
    prelude and imports with `*` step back.
    """
    words = program.words
    declared = {(program.groups[i], w, program.word(i + 1)) for i, w in enumerate(words) if w in (*_TYPES, *_TRAITS)}
    items = [i for i, w in enumerate(words) if w == "impl" and program.word(i - 1) in _BEFORE_ITEM]
    return all(_own(program, i, declared) for i in items)


def _own(program: Program, at: int, declared: set[tuple[int, str, str]]) -> bool:
    start = behind_angles(program, at + 1)
    generics = set(program.words[at + 1 : start])
    split = _behind_path(program, start)
    first = _bare_name(program, start, split)

    def here(name: str | None, kinds: tuple[str, ...]) -> bool:
        return name not in generics and any((program.groups[at], kind, name) in declared for kind in kinds)

    if program.word(split) != "for":
        return here(first, _TYPES)
    end = _behind_path(program, split + 1)
    return here(first, _TRAITS) or here(_bare_name(program, split + 1, end), _TYPES)


def _bare_name(program: Program, start: int, end: int) -> str | None:
    """The name of a path that is one name, with or without arguments, from `start` to `end`; None for all others."""
    is_one = program.is_name(start) and (end == start + 1 or behind_angles(program, start + 1) == end)
    return program.words[start] if is_one and end > start else None


def _behind_path(program: Program, at: int) -> int:
    """Where the type or path that begins at `at` ends: before `for`, `where` or the braces."""
    while at < len(program.words) and program.words[at] not in ("for", "where", "{", ";"):
        at = behind_angles(program, at) if program.words[at] == "<" else _behind_group(program, at)
    return at


def behind_angles(program: Program, at: int) -> int:
    """Behind the `<...>` that begins at `at`; `at` itself where none does."""
    if program.word(at) != "<":
        return at
    depth = 0
    while at < len(program.words):
        word = program.words[at]
        arrow = word == ">" and program.word(at - 1) in ("-", "=")
        depth += (word == "<") - (word == ">" and not arrow)
        if depth == 0:
            return at + 1
        at = _behind_group(program, at)
    return at


def _behind_group(program: Program, at: int) -> int:
    return program.close(at) + 1 if program.words[at] in ("(", "[", "{") else at + 1
