"""The picture for a terminal: code, lanes in box characters, and sentences, line by line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from borrowproof.model.timeline import ReferenceKind, Timeline
from borrowproof.ownership.picture.lanes import Lane, Link
from borrowproof.ownership.picture.layout import TAB, Metrics, Picture, display_width, layout
from borrowproof.ownership.picture.marks import Glyph, Mark
from borrowproof.ownership.picture.segments import Segment, Style, Track
from borrowproof.ownership.timeline_queries import reference_kind
from borrowproof.ownership.wording import reasons, sentences, type_phrases

_SIGNS = {
    Glyph.OUT: "╰▶",
    Glyph.DROP: "⊗",
    Glyph.DROP_IF_OWNED: "⊘",
    Glyph.DROP_REST: "⊗",
}  # as `scene.Shape`: all else is said in words
_MEANING = {Glyph.DROP_REST: "drop"}
_LINES = {
    "owned": "┃",
    "plain": "│",
    "maybe": "╏",
    "partial": "┇",
    "empty": "╎",
    "shared": "┊",
    "mutable": "║",
    "idle": " ",
    "needed": "≀",
    "would": " ",
    "lent shared": "┋",
    "lent mutable": "╫",
}
_UNSEEN = ("idle", "would", "wrong")  # nothing is drawn for these; the last stands beside the number of the line
_REFUSED = "✗"
_TRACKS = ((Track.HELD_TOO, 2), (Track.HELD, 1), (Track.MAIN, 0), (Track.LENT, 0))  # the last one is on top
_ACROSS = {None: "─", ReferenceKind.SHARED: "┈", ReferenceKind.MUTABLE: "═"}


def _sign(mark: Mark, lane: Lane) -> str:
    if mark.glyph in (Glyph.START, Glyph.AGAIN):
        if lane.refused:
            return _REFUSED
        if reference_kind(lane.variable) is not None:
            return "○"
        return (lane.value.letter or "●") if lane.value is not None else "•"
    if mark.glyph is Glyph.LENT:
        return mark.text
    sign = _SIGNS.get(mark.glyph, "")
    return sign + mark.text if sign else ""


def _reach(mark: Mark, lane: Lane) -> tuple[int, int]:
    """Pills stand in the middle of their lane, everything else begins there."""
    length = len(_sign(mark, lane))
    left = length // 2 if mark.glyph is Glyph.LENT else 0
    return left, length - left


METRICS = Metrics(mark=_reach, label=display_width, gap=2, line=1, margin=1)


def render(timeline: Timeline, code: str, width: int | None = None) -> str:
    """The whole program with its lanes and sentences, what the signs mean, the types of its variables, and the
    compiler's errors, each with why; ends with a line end.

    Sentences stand beside the lanes, or below them all where a line would be longer than `width` columns.
    """
    texts = [text.expandtabs(TAB) for text in code.removeprefix("\ufeff").rstrip().split("\n")]
    shown = range(1, len(texts) + 1)
    drawn = layout(timeline, shown, METRICS)
    said = sentences.sentences(timeline, shown)
    wide = max(map(display_width, texts))
    wrong = {s.line for s in said if s.primary}
    rows = []
    for line, (text, lanes) in enumerate(zip(texts, _rows(drawn, len(texts)), strict=True), start=1):
        number = f"{line:>{len(str(len(texts)))}} {_REFUSED if line in wrong else ' '}"
        rows.append(f"{number} {_padded(text, wide)}  {_padded(lanes, drawn.width)} ")
    about = ["; ".join(s.text for s in said if s.line == line) for line in shown]
    beside = [f"{row}{sentence}".rstrip() for row, sentence in zip(rows, about, strict=True)]
    if width is not None and max(map(display_width, beside)) > width:
        beside = [*(row.rstrip() for row in rows), "", *_below(about, width)]
    types, errors = _types(timeline, width), _wrapped(reasons.errors_with_reasons(timeline), width)
    return "\n".join([*beside, "", *_key(drawn, width), *types, *errors]).rstrip() + "\n"


def _wrapped(lines: Iterable[str], width: int | None) -> Iterator[str]:
    """Each line, broken where it is longer than `width` columns; what goes on is set in."""
    for line in lines:
        if width is None or display_width(line) <= width:
            yield line
        else:
            yield from textwrap.wrap(line, max(width, 40), subsequent_indent="    ", break_long_words=False)


def _types(timeline: Timeline, width: int | None) -> Iterator[str]:
    """The types of all variables, a function at a time; ends with an empty line."""
    said = list(type_phrases.types_by_function(timeline))
    for text in said:
        yield from textwrap.wrap(text, max(width or 100, 40), initial_indent="  ", subsequent_indent="    ")
    if said:
        yield ""


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - display_width(text))


def _below(about: Sequence[str], width: int) -> Iterator[str]:
    number = len(str(len(about)))
    for line, sentence in enumerate(about, start=1):
        if sentence:
            head = f"line {line:>{number}}  "
            yield from textwrap.wrap(
                sentence, max(width, 40), initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False
            )


def _rows(drawn: Picture, count: int) -> Iterator[str]:
    """The lanes of each row: lines, links over them, marks and names over all."""
    canvases = [[" "] * (drawn.width + 2) for _ in range(count)]
    segments: dict[int, list[Segment]] = {}
    for segment in drawn.segments:
        segments.setdefault(segment.variable, []).append(segment)
    for lane in drawn.lanes:
        _draw_lines(canvases, lane, segments.get(lane.variable.id, ()), drawn.columns[lane.variable.id])
    for link in drawn.links:
        row = drawn.row(link.line)
        _draw_link(canvases[row], link, drawn, row)
    for placed in drawn.marks:
        _put(canvases[placed.row], placed.left, _sign(placed.mark, placed.lane))
    for label in drawn.labels:
        _put(canvases[label.row], label.x, label.text)
    for canvas in canvases:
        yield "".join(canvas).rstrip()


def _put(canvas: list[str], x: int, text: str) -> None:
    for letter in text:  # a cell holds a column; the second one of a wide letter is empty
        wide = display_width(letter)
        canvas[x : x + wide] = [letter, ""][:wide]
        if not wide:
            canvas[x - 1] += letter
        x += wide


def _draw_lines(canvases: Sequence[list[str]], lane: Lane, segments: Sequence[Segment], column: int) -> None:
    """A row shows the line that leads into it; where none does, the one that leads out of it."""
    for track, left in _TRACKS:
        mine = [segment for segment in segments if segment.track is track]
        into = {row for segment in mine for row in _rows_into(segment)}
        for segment in reversed(mine):  # the first one is on top
            line, out = _LINES[line_key(segment, lane)], segment.top // 2
            for row in _rows_into(segment):
                canvases[row][column - left] = line
            if segment.top % 2 and out not in into:
                canvases[out][column - left] = line


def _rows_into(segment: Segment) -> range:
    """The rows at whose top a stretch is."""
    return range((segment.top + 1) // 2, (segment.bottom + 1) // 2)


def _draw_link(canvas: list[str], link: Link, drawn: Picture, row: int) -> None:
    source, target = drawn.columns[link.source], drawn.columns[link.target]
    low, high = sorted((source, target))
    for x in range(low + 1, high):
        canvas[x] = "╌" if link.refused else _ACROSS[link.kind]
    if link.kind is None and not link.refused:
        canvas[source] = "╰" if target > source else "╯"
        edge = [p for p in drawn.marks if p.row == row and p.mark.variable == link.target and p.right > p.left]
        before = min((p.left for p in edge), default=target) - 1
        after = max((p.right for p in edge), default=target + 1)
        canvas[before if target > source else after] = "▶" if target > source else "◀"


def line_key(segment: Segment, lane: Lane) -> str:
    """Which of `sentences.MEANINGS` a line has."""
    if segment.track is Track.LENT and segment.style is not Style.NEEDED:
        return f"lent {segment.style.value}"
    if segment.style is Style.OWNED and lane.value is None:
        return "plain"
    return segment.style.value


def mark_keys(mark: Mark, lane: Lane) -> Iterator[str]:
    """Which of `sentences.MEANINGS` a mark has; none where a link or another key stands for it."""
    if mark.wrong:
        yield "wrong"
    if mark.glyph is Glyph.LENT:
        yield mark.text
    elif mark.glyph in (Glyph.START, Glyph.AGAIN) and lane.refused:
        yield "refused"
    elif mark.glyph in (Glyph.START, Glyph.AGAIN):
        yield "letter" if lane.value is not None and lane.value.letter else "start"
    elif mark.glyph in _SIGNS:
        yield _MEANING.get(mark.glyph, mark.glyph.name.lower())


def _key(drawn: Picture, limit: int | None) -> Iterator[str]:
    """What the signs mean, those that are there: in two columns where that takes no more than `limit`."""
    lanes = {lane.variable.id: lane for lane in drawn.lanes}
    found: dict[str, dict[str, None]] = {}
    for segment in drawn.segments:
        key = line_key(segment, lanes[segment.variable])
        found.setdefault(key, {})[_LINES[key]] = None
    for placed in drawn.marks:
        for key in mark_keys(placed.mark, placed.lane):
            found.setdefault(key, {})[_sign(placed.mark, placed.lane).rstrip("0123456789")] = None
    if any(link.kind is None and not link.refused for link in drawn.links):
        found["move"] = {"╰▶": None}
    known = {key: " ".join(found[key]) for key in sentences.MEANINGS if key in found and key not in _UNSEEN}
    width = max(map(len, known.values()), default=0)
    yield from _columns([f"{signs:<{width}} {sentences.MEANINGS[key]}" for key, signs in known.items()], limit)
    if known:
        yield ""


def _columns(items: Sequence[str], limit: int | None) -> Iterator[str]:
    """Two columns, to be read downwards; one where they are wider than `limit`."""
    half = (len(items) + 1) // 2
    wide = max(map(len, items), default=0)
    if limit is not None and 2 * wide + 5 > limit:
        yield from (f"  {item}" for item in items)
        return
    for left, right in zip(items[:half], [*items[half:], ""], strict=False):
        yield f"  {left:<{wide}}   {right}".rstrip()
