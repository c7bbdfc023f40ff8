"""rustc's labels as HTML: rows under their line, with lines that lead up to what they speak of."""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.site.escaping import escape
from borrowproof.site.figure.span_layout import Bracket, Label, Row

WIDEST = 76  # columns after which a label would have to scroll; snippets are written for 72
NARROWEST = 28  # columns in which a label may be broken into several lines
GAP = 7  # columns between a line and words that stand right of it: their number and the corner of their own line
TAB = 4  # columns, as the stylesheet says

_AT = {"error": "error at", "warning": "warning at", "context": "at"}


def prose(text: str) -> str:
    """rustc's prose as HTML: what stands between backticks is code, and lines stay lines."""
    parts = escape(text, quote=False).replace("\n", "<br>").split("`")
    if len(parts) % 2 == 0:
        return "`".join(parts)
    return "".join((f"<code>{p}</code>" if p else "``") if i % 2 else p for i, p in enumerate(parts))


def beside_code(line: int, brackets: Sequence[Bracket], below: Sequence[Row]) -> str:
    """The brackets that begin at a line of code, run past it, or end there (`below` are the rows under it)."""
    return "".join(_bar(b, _beside(b, line, below)) for b in brackets if b.first <= line <= b.last)


def _beside(bracket: Bracket, line: int, below: Sequence[Row]) -> str:
    if bracket.first == line:
        return "start"
    if bracket.last > line:
        return "through"
    return "through" if _last_row(bracket, below) is not None else "end"


def _last_row(bracket: Bracket, below: Sequence[Row]) -> int | None:
    """Which row below the bracket's last line has its words, the lowest where there are several."""
    found = [at for at, row in enumerate(below) if row.label.bracket == bracket and row.label.text]
    return found[-1] if found else None


def under_line(line: int, text: str, brackets: Sequence[Bracket], below: Sequence[Row], *, counted: bool) -> str:
    """The rows under the line `text`; `counted` says whether labels tell which diagnostic they belong to."""
    roles = {row.label.role for row in below}
    wrong = next((f" bp-under-{role}" for role in ("error", "warning") if role in roles), "")
    return "".join(
        _row(row, text, "".join(_bars(line, at, brackets, below)), wrong, counted=counted)
        for at, row in enumerate(below)
    )


def _bars(line: int, at: int, brackets: Sequence[Bracket], below: Sequence[Row]) -> list[str]:
    """The brackets beside row `at`: those that go on, and those whose words stand in this row or further below."""
    found = []
    for bracket in brackets:
        ends = _last_row(bracket, below)
        if bracket.first <= line < bracket.last or (bracket.last == line and ends is not None and ends > at):
            here = below[at].label.bracket == bracket and bracket.last == line
            found.append(_bar(bracket, "tee" if here else "through"))
        elif bracket.last == line and ends == at:
            found.append(_bar(bracket, "end"))
    return found


def _bar(bracket: Bracket, part: str) -> str:
    return f'<i class="bp-bar bp-bar-{part} bp-role-{bracket.role}" style="--bp-lane: {bracket.lane}"></i>'


def _row(row: Row, line: str, bars: str, under: str, *, counted: bool) -> str:
    label = row.label
    if not label.text:
        return f'<span class="bp-note bp-hidden">{_place(label)}\n</span>'
    where = f'<span class="bp-where">{_place(label)}: </span>'
    words = f"{_which(label, counted)}{where}{_kind(label)}{prose(label.text)}"
    css = f"bp-note bp-role-{label.role}{under}{_side(row, line)}"
    wires = "".join(
        f'<i class="bp-wire bp-role-{role}" data-before="{_before(line, column)}"></i>'
        for column, role in zip(row.wires, row.roles, strict=True)
    )
    before = f' data-before="{_before(line, label.column)}"' if label.bracket is None else ""
    return f'<span class="{css}"{before}>{bars}{wires}<span class="bp-label">{words}</span>\n</span>'


def _before(line: str, column: int) -> str:
    """The code left of a column. A page sets it, unseen, before the label: so they meet whatever the font."""
    return escape(line[: column - 1])


def _side(row: Row, line: str) -> str:
    """Words that have too little room on the right of their line stand on its left, if no other line runs there."""
    label = row.label
    if label.bracket is not None:
        return " bp-note-bracket"
    before, length = line[: label.column - 1].expandtabs(TAB), len(label.text)
    beyond = max((len(line[: column - 1].expandtabs(TAB)) + GAP for column in row.wires), default=0)
    room = sum(character.isascii() for character in before[beyond:])  # the others may take none
    fits_left = length < room or (not row.wires and room > WIDEST - NARROWEST)
    return " bp-note-left" if len(before) + length > WIDEST and fits_left else ""


def _place(label: Label) -> str:
    """What the line shows to the eye, in words: for readers who do not see it, and for narrow pages."""
    if label.bracket is not None:
        what = f"lines {label.bracket.first} to {label.bracket.last}"
    else:
        what = escape(label.quote, quote=False) if label.quote.strip() else "this place"
    return f"{_AT[label.role]} {what}"


def _which(label: Label, counted: bool) -> str:
    if not counted:
        return ""
    return f'<b class="bp-number">{" ".join(map(str, label.numbers))}</b> '


def _kind(label: Label) -> str:
    return f'<span class="bp-level">{label.level.value}</span>: ' if label.level else ""
