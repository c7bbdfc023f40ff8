"""The kinds of lines and shapes that a picture uses, each as a small picture beside what it means."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.ownership.picture import svg_shapes
from borrowproof.ownership.picture.lanes import Lane
from borrowproof.ownership.picture.layout import Picture
from borrowproof.ownership.picture.marks import Glyph, Mark
from borrowproof.ownership.picture.segments import Segment, Style, Track
from borrowproof.ownership.wording import sentences

_WIDTH, _HEIGHT = 44, 24  # px


def entries(drawn: Picture) -> Iterator[tuple[str, str]]:
    """(SVG, words) for all that the picture uses, each once, in the order of `sentences.MEANINGS`."""
    lanes = {lane.variable.id: lane for lane in drawn.lanes}
    found: dict[str, str] = {}
    for segment in drawn.segments:
        lane = lanes[segment.variable]
        found.setdefault(line_key(segment, lane), _line(segment, lane))
    for placed in drawn.marks:
        for key in mark_keys(placed.mark, placed.lane):
            found.setdefault(key, _mark(placed.mark, placed.lane, wrong=key == "wrong"))
    if any(link.kind is None for link in drawn.links):
        found["move"] = _swatch(
            '<path class="bp-o-move" d="M4 12H31"/><path class="bp-o-tip" d="M39 12l-9 -6v12z"/>', "bp-o-value-1"
        )
    return ((found[key], meaning) for key, meaning in sentences.MEANINGS.items() if key in found)


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
    elif mark.glyph is Glyph.START and lane.value is not None and lane.value.letter:
        yield "letter"
    elif mark.glyph is not Glyph.LEAVE:
        yield mark.glyph.name.lower()


def _line(segment: Segment, lane: Lane) -> str:
    whole = Segment(segment.variable, segment.track, segment.style, 0, 2, segment.barred)
    under = ""
    if segment.track is Track.LENT and segment.style is not Style.NEEDED:
        under = svg_shapes.lane_segment(Segment(segment.variable, Track.MAIN, Style.OWNED, 0, 2), _WIDTH // 2, 0)
    return _swatch(under + svg_shapes.lane_segment(whole, _WIDTH // 2, 0), svg_shapes.hue_class(lane))


def _mark(mark: Mark, lane: Lane, *, wrong: bool) -> str:
    left, right = svg_shapes.mark_extent(mark, lane)
    x = (_WIDTH - right + left) // 2
    halo = svg_shapes.error_halo(x - left, x + right, _HEIGHT // 2) if wrong else ""
    return _swatch(svg_shapes.mark_shape(mark, lane, x, _HEIGHT // 2) + halo, svg_shapes.hue_class(lane))


def _swatch(body: str, css: str) -> str:
    return (
        f'<svg class="bp-o-lanes bp-o-swatch {css}" aria-hidden="true" width="{_WIDTH}" height="{_HEIGHT}"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT}">{body}</svg>'
    )
