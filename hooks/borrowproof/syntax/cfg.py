"""Predicates of `#[cfg(...)]` (https://doc.rust-lang.org/reference/conditional-compilation.html). Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# What rustdoc sets where it looks for doc tests, and what it never sets.
_OF_RUSTDOC = {"doc": True, "doctest": True, "test": False}
_UNUSUAL = frozenset({"windows", 'panic="abort"'})  # what is not set where the other one of two is


def holds(words: Sequence[str], known: frozenset[str] | None) -> bool | None:
    """Whether the predicate that `words` (its tokens) spell holds; None where nobody can say.

    `known` are the options that are set, as `rustc --print cfg` prints them (`unix`, `feature="std"`); None where they
    are not known. What rustdoc itself sets for doc tests is always known.
    """
    parts = list(words)
    try:
        return _predicate(parts, lambda option: _option(option, known)) if parts else None
    except RecursionError:
        return None  # nobody writes such a one


def chosen(words: Sequence[str], known: frozenset[str] | None) -> bool:
    """Whether what `cfg_attr` adds on the condition `words` is there. Often one line is for an option and another for
    its absence, of which only one can be: where nobody knows, an option counts as set.
    """

    def ask(option: str) -> bool | None:
        found = _option(option, known)
        return option not in _UNUSUAL if found is None else found

    try:
        return _predicate(list(words), ask) is not False if words else True
    except RecursionError:
        return True  # nobody writes such a one


def _option(option: str, known: frozenset[str] | None) -> bool | None:
    if option in ("true", "false"):
        return option == "true"
    if option in _OF_RUSTDOC:
        return _OF_RUSTDOC[option]
    return None if known is None else option in known


def _predicate(parts: list[str], ask: Callable[[str], bool | None]) -> bool | None:
    """The predicate at the front of `parts`, which is taken away."""
    name = parts.pop(0)
    if parts[:1] == ["("]:
        parts.pop(0)
        return _combined(name, _listed(parts, ask))
    if parts[:1] == ["="]:
        value = parts[1] if len(parts) > 1 else ""
        del parts[:2]
        return ask(f"{name}={value}")
    return ask(name)


def _listed(parts: list[str], ask: Callable[[str], bool | None]) -> list[bool | None]:
    found: list[bool | None] = []
    while parts and parts[0] != ")":
        if parts[0] == ",":
            parts.pop(0)
        else:
            found.append(_predicate(parts, ask))
    del parts[:1]
    return found


def _combined(name: str, of: Sequence[bool | None]) -> bool | None:
    if name == "not":
        return None if not of or of[0] is None else not of[0]
    if name not in ("all", "any"):
        return None
    decisive = name == "any"
    if decisive in of:
        return decisive
    return None if None in of else not decisive
