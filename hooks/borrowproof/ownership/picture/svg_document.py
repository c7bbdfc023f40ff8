"""A picture that stands alone, as a file: code, lanes and sentences in one SVG, light or dark as its viewer is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from borrowproof import assets
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.picture import svg_shapes
from borrowproof.ownership.picture.description import description
from borrowproof.ownership.picture.layout import TAB, display_width
from borrowproof.ownership.picture.scene import scene
from borrowproof.ownership.picture.svg_shapes import MIDDLE, ROW
from borrowproof.ownership.wording import sentences

_CHARACTER, _LETTER, _GUTTER, _SPACE = 8.4, 7.4, 44, 20  # px
_TEXT = """
text { fill: var(--bp-ink); font: 13px system-ui, "DejaVu Sans", sans-serif; white-space: pre; }
.code { font: 14px var(--bp-code-font); }
.number { fill: var(--bp-quiet); font: 14px var(--bp-code-font); text-anchor: end; }
.page { fill: var(--bp-page); }
.wrong { fill: var(--bp-wash-error); }
.error { fill: var(--bp-error); }
.primary { font-weight: 600; }
"""
_STYLE = assets.colours("base.css", "figure_lanes.css") + _TEXT + svg_shapes.STYLE


def render(timeline: Timeline, code: str, about: str) -> str:
    """The SVG file for the program `code`; `about` is what it is called."""
    texts = [text.expandtabs(TAB) for text in code.rstrip().split("\n")]
    shown = range(1, len(texts) + 1)
    said = sentences.sentences(timeline, shown)
    seen = scene(timeline, code, shown)
    drawn = svg_shapes.place(seen)
    lanes = round(_GUTTER + max(map(display_width, texts)) * _CHARACTER + _SPACE)
    beside = lanes + drawn.width + _SPACE
    longest = max((_length(said, line) for line in shown), default=0)
    width, height = round(beside + longest * _LETTER + _SPACE), ROW * len(texts) + drawn.above
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title" aria-describedby="description"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title id="title">{_plain(sentences.title(about))}</title>'
        f'<desc id="description">{_plain(description(timeline, seen.lanes.values()))}</desc>'
        f'<style>{_STYLE}</style><rect class="page" width="{width}" height="{height}"/>'
        f'<g transform="translate(0 {drawn.above})">{"".join(_text(texts, said, beside, width))}'
        f'<g transform="translate({lanes} 0)">{svg_shapes.shapes(drawn)}</g></g></svg>\n'
    )


def _text(texts: Sequence[str], said: Sequence[sentences.Sentence], beside: int, width: int) -> Iterator[str]:
    wrong = {s.line for s in said if s.primary}
    for row, text in enumerate(texts):
        base = row * ROW + MIDDLE + 5
        if row + 1 in wrong:
            yield f'<rect class="wrong" y="{row * ROW}" width="{width}" height="{ROW}"/>'
        yield f'<text class="number" x="{_GUTTER - 16}" y="{base}">{row + 1}</text>'
        yield f'<text class="code" x="{_GUTTER}" y="{base}">{escape(text, quote=False)}</text>'
        parts = [_sentence(s) for s in said if s.line == row + 1]
        if parts:
            yield f'<text x="{beside}" y="{base}">{"; ".join(parts)}</text>'


def _sentence(sentence: sentences.Sentence) -> str:
    css = f"error{' primary' if sentence.primary else ''}"
    text = _plain(sentence.text)
    return f'<tspan class="{css}">{text}</tspan>' if sentence.error else text


def _plain(text: str) -> str:
    return escape(text.replace("`", ""), quote=False)


def _length(said: Sequence[sentences.Sentence], line: int) -> int:
    return sum(len(s.text) + 2 for s in said if s.line == line)
