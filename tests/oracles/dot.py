"""rustc's dataflow results (`-Zdump-mir-dataflow`), read from the graphs it writes.

A graph has a table for each basic block: the state on entry, then a row for each statement with what it adds
(`+x`) and takes away (`-x`), early and late effects of the statement together.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_BLOCK = re.compile(r"^\s+bb_(\d+)\[label=<(.*)>\]\[shape", re.MULTILINE)
_ROW = re.compile(r"<tr>(.*?)</tr>")
_CELL = re.compile(r"<td[^>]*>(.*?)</td>")
_TAG = re.compile(r"<[^>]*>")
_CHANGE = re.compile(r'<font color="(?:darkgreen|red)">([+-])(.*?)</font>')
ON_START = "(on start)"
UNREACHABLE = "unreachable"


class Unreadable(Exception):
    """A graph is not written as it is in the releases that this was written for."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one statement (or terminator) changes: `text` is the statement, as rustc prints it."""

    text: str
    gains: frozenset[str]
    losses: frozenset[str]


@dataclass(frozen=True, slots=True)
class BlockStates:
    """One basic block: the state on entry, and its statements; the terminator is the last of them.

    `entry` is None where rustc knows that control never gets there.
    """

    entry: frozenset[str] | None
    steps: tuple[Step, ...]

    def before(self) -> list[frozenset[str]]:
        """The state before each of the statements, in their order; none where control never gets there."""
        if self.entry is None:
            return []
        states, now = [], self.entry
        for step in self.steps:
            states.append(now)
            now = (now - step.losses) | step.gains
        return states


def read(text: str) -> dict[int, BlockStates]:
    """The blocks of one graph, by number. Raises Unreadable."""
    found = {int(match[1]): _block(match[2]) for match in _BLOCK.finditer(text)}
    if not found:
        raise Unreadable("a dataflow graph without blocks")
    return found


def _block(table: str) -> BlockStates:
    rows = [_CELL.findall(row) for row in _ROW.findall(table)]
    entry = next((cells[2] for cells in rows if len(cells) == 3 and cells[1] == ON_START), None)
    if entry is None:
        raise Unreadable(f"no entry state in {_TAG.sub(' ', table)[:200]}")
    steps = [_step(cells) for cells in rows if len(cells) == 3 and (cells[0] == "T" or cells[0].isdigit())]
    state = None if _plain(entry) == UNREACHABLE else _members(_plain(entry))
    return BlockStates(state, tuple(steps))


def _step(cells: list[str]) -> Step:
    changed = _CHANGE.search(cells[2]) is not None
    if not changed and _plain(cells[2]).strip():
        raise Unreadable(f"a change that is none: {cells[2]}")
    return Step(_plain(cells[1]), _changes(cells[2], "+"), _changes(cells[2], "-"))


def _changes(cell: str, wanted: str) -> frozenset[str]:
    return frozenset(_plain(what) for sign, what in _CHANGE.findall(cell) if sign == wanted)


def _plain(cell: str) -> str:
    return html.unescape(_TAG.sub("", cell))


def _members(text: str) -> frozenset[str]:
    """The elements of `{a, b}`; commas within brackets belong to an element (a type, say)."""
    if not (text.startswith("{") and text.endswith("}")):
        raise Unreadable(f"not a set: {text[:200]}")
    parts, depth, start = [], 0, 1
    for at in range(1, len(text) - 1):
        depth += (text[at] in "([{<") - (text[at] in ")]}>" and text[at - 1] != "-")
        if text[at] == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:-1])
    return frozenset(part.strip() for part in parts if part.strip())
