"""The files of facts beside a dump (`-Znll-facts`): lines of quoted fields with tabs between them."""

from __future__ import annotations

import re

from borrowproof.facts.errors import UnknownConstruct

_INVALIDATED = re.compile(r'"(?:Start|Mid)\(bb(\d+)\[(\d+)\]\)"\t"(bw\d+)"')
_MOVED = re.compile(r'"(mp\d+)"\t"(Start|Mid)\(bb(\d+)\[(\d+)\]\)"')
_VARIABLE = re.compile(r'"(mp\d+)"\t"_(\d+)"')
_PART = re.compile(r'"(mp\d+)"\t"(mp\d+)"')
_HELD = re.compile(r'"_(\d+)"\t"(\'\?\d+)"')


def loan_invalidations(text: str) -> frozenset[tuple[int, int, str]]:
    """`loan_invalidated_at.facts`: block, statement and loan, where an access breaks the loan's terms."""
    rows = (_row(_INVALIDATED, line) for line in text.splitlines())
    return frozenset((int(row[1]), int(row[2]), row[3]) for row in rows)


def regions_of_locals(*texts: str) -> dict[int, frozenset[str]]:
    """`use_of_var_derefs_origin.facts` and `drop_of_var_derefs_origin.facts`: the regions in a local's type that a use
    of the local, or its drop, may look into."""
    found: dict[int, set[str]] = {}
    for line in (line for text in texts for line in text.splitlines()):
        row = _row(_HELD, line)
        found.setdefault(int(row[1]), set()).add(row[2])
    return {local: frozenset(regions) for local, regions in found.items()}


def moved_locals(moved: str, variables: str, parts: str) -> dict[tuple[int, int], list[int]]:
    """`path_moved_at_base.facts`: the locals out of which something is moved, by block and statement, one entry for
    each move; `path_is_var.facts` and `child_path.facts` tell whose paths these are."""
    locals_ = {row[1]: int(row[2]) for row in (_row(_VARIABLE, line) for line in variables.splitlines())}
    outer = {row[1]: row[2] for row in (_row(_PART, line) for line in parts.splitlines())}
    found: dict[tuple[int, int], list[int]] = {}
    for row in (_row(_MOVED, line) for line in moved.splitlines()):
        path = row[1]
        while path not in locals_:
            if path not in outer:
                raise UnknownConstruct(f"move path {path}, which belongs to nothing")
            path = outer[path]
        if row[2] == "Mid":
            found.setdefault((int(row[3]), int(row[4])), []).append(locals_[path])
    return found


def _row(pattern: re.Pattern[str], line: str) -> re.Match[str]:
    row = pattern.fullmatch(line)
    if row is None:
        raise UnknownConstruct(f"fact {line!r}")
    return row
