"""What stands before a body in a dump: the borrow checker's regions, constraints and borrows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir import spans
from borrowproof.facts.mir.syntax import Borrow, Outlives

_FREE = re.compile(r"('\?\d+) \| (?:Global|External|Local) \| \[(.*)\]$")
_VALUE = re.compile(r"('\?\d+) \| U\d+ \| \{(.*)\}$")
_LIVE = re.compile(r"('\?\d+) live at \{(.*)\}$")
_OUTLIVES = re.compile(
    r"('\?\d+): ('\?\d+) due to (\w+)\b.* at (?:Single|All)\(.*?\) \((.*?)(?: \(#\d+)?\)?$", re.DOTALL
)
_BORROW = re.compile(r"(bw\d+): issued at bb(\d+)\[(\d+)\] in ('\?\d+)$")
_WHERE = re.compile(r"where .*: '\?\d+$")
_ANNOTATION = re.compile(r"\d+: user_ty: ")
_TITLES = frozenset(
    [
        "Free Region Mapping",
        "Inferred Region Values",
        "Inference Constraints",
        "Free Region Constraints",
        "Borrows",
        "User Type Annotations",
    ]
)


@dataclass(slots=True)
class Header:
    """The lines of a header, sorted. Fields as in `Body`."""

    universal: dict[str, frozenset[str]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    live: dict[str, str] = field(default_factory=dict)
    outlives: list[Outlives] = field(default_factory=list)
    borrows: list[Borrow] = field(default_factory=list)


def parse(lines: Iterable[str]) -> Header:
    """The header whose lines (without their `| `) are given. Raises UnknownConstruct."""
    header = Header()
    title = ""
    for line in lines:
        if not line:
            continue
        if line in _TITLES:
            title = line
        elif not _READERS.get(title, _unknown)(header, line):
            raise UnknownConstruct(f"line {line!r} under {title or 'no title'!r}")
    return header


def _unknown(_: Header, __: str) -> bool:
    return False


def _free(header: Header, line: str) -> bool:
    found = _FREE.match(line)
    if found:
        header.universal[found[1]] = frozenset(found[2].split(", ")) - {found[1]}
    return found is not None


def _value(header: Header, line: str) -> bool:
    found = _VALUE.match(line)
    if found:
        header.values[found[1]] = found[2]
    return found is not None


def _constraint(header: Header, line: str) -> bool:
    if outlives := _OUTLIVES.match(line):
        header.outlives.append(Outlives(outlives[1], outlives[2], outlives[3], spans.parse(outlives[4])))
        return True
    live = _LIVE.match(line)
    if live:
        header.live[live[1]] = live[2]
    return live is not None


def _borrow(header: Header, line: str) -> bool:
    found = _BORROW.match(line)
    if found:
        header.borrows.append(Borrow(found[1], int(found[2]), int(found[3]), found[4]))
    return found is not None


def _where(_: Header, line: str) -> bool:
    return _WHERE.match(line) is not None


def _annotation(_: Header, line: str) -> bool:
    return _ANNOTATION.match(line) is not None


_READERS = {
    "Free Region Mapping": _free,
    "Inferred Region Values": _value,
    "Inference Constraints": _constraint,
    "Free Region Constraints": _where,
    "Borrows": _borrow,
    "User Type Annotations": _annotation,
}
