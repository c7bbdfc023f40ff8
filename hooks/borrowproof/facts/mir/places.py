"""The grammar of places: `_1`, `(*_1)`, `(_1.0: T)`, `(_1 as Some)`, `_1[_2]`, and these nested."""

from __future__ import annotations

import re
from functools import lru_cache

from borrowproof.facts.mir.cursor import Cursor
from borrowproof.facts.mir.syntax import Elem, Place

_LOCAL = re.compile(r"_(\d+)")
_FIELD = re.compile(r"\.(\d+): ")
_VARIANT = re.compile(r" as ((?:r#)?\w+|variant#\d+)\)")
_CAST = re.compile(r" as (?:subtype )?")
_INDEX = re.compile(
    r"""\[ (?: _(?P<local>\d+)
           | (?P<back>-)?(?P<offset>\d+)\ of\ \d+
           | (?P<slice>\d*(?::-?|\.\.)\d*) ) \]""",
    re.VERBOSE,
)
_DEREF = Elem("deref")


def place(cursor: Cursor) -> Place:
    """The place at the cursor."""
    local, elems = _place(cursor)
    return Place(local, tuple(e for e, _ in elems), tuple(t for _, t in elems))


@lru_cache(maxsize=4096)
def parse(text: str) -> Place:
    """The place that is all of `text`. Raises UnknownConstruct."""
    cursor = Cursor(text)
    found = place(cursor)
    cursor.finish()
    return found


_Path = tuple[int, list[tuple[Elem, str]]]


def _place(cursor: Cursor) -> _Path:
    if cursor.eat("("):
        path = _parenthesized(cursor)
    elif cursor.eat("unwrap_binder!("):
        path = _place(cursor)
        cursor.expect("; ")
        path[1].append((Elem("cast", name=cursor.until()), ""))
        cursor.expect(")")
    else:
        path = int(cursor.need(_LOCAL)[1]), []
    while index := cursor.match(_INDEX):
        path[1].append((_indexed(index), ""))
    return path


def _parenthesized(cursor: Cursor) -> _Path:
    if cursor.eat("*"):
        path = _place(cursor)
        path[1].append((_DEREF, ""))
        cursor.expect(")")
        return path
    path = _place(cursor)
    if numbered := cursor.match(_FIELD):
        path[1].append((Elem("field", int(numbered[1])), cursor.until()))
        cursor.expect(")")
    elif variant := cursor.match(_VARIANT):
        path[1].append((Elem("downcast", name=variant[1]), ""))
    else:
        cursor.need(_CAST)
        kind = cursor.until()
        path[1].append((Elem("cast", name=kind), kind))
        cursor.expect(")")
    return path


def _indexed(index: re.Match[str]) -> Elem:
    if index["local"]:
        return Elem("index", int(index["local"]))
    if index["offset"]:
        return Elem("constant index", int(index["offset"]), "from the end" if index["back"] else "")
    return Elem("subslice", name=index["slice"])
