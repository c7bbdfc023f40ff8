"""A picture that stands alone, as a file: code, lanes and sentences in one SVG, light or dark as its viewer is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from borrowproof import assets
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.picture import svg
from borrowproof.ownership.picture.description import description
from borrowproof.ownership.picture.layout import TAB, Picture
from borrowproof.ownership.picture.svg_shapes import MIDDLE, ROW
from borrowproof.ownership.wording import sentences

_CHARACTER, _LETTER, _GUTTER, _SPACE = 8.4, 7.4, 44, 20  # px
_TEXT = """
text { fill: var(--bp-ink); font: 13px system-ui, "DejaVu Sans", sans-serif; white-space: pre; }
.code { font: 14px var(--bp-code-font); }
.number { fill: var(--bp-quiet); font: 14px var(--bp-code-font); text-anchor: end; }
.stripe { fill: var(--bp-code-page); }
.page { fill: var(--bp-page); }
.error { fill: var(--bp-error); }
.primary { font-weight: 600; }
"""


def render(timeline: Timeline, code: str, about: str) -> str:
    """The SVG file for the program `code`; `about` is what it is called."""
    texts = [text.expandtabs(TAB) for text in code.rstrip().split("\n")]
    shown = range(1, len(texts) + 1)
    said = sentences.sentences(timeline, shown)
    drawn = svg.pixel_layout(timeline, shown)
    lanes = round(_GUTTER + max(map(len, texts)) * _CHARACTER + _SPACE)
    beside = lanes + drawn.width + _SPACE
    longest = max((_length(said, line) for line in shown), default=0)
    width, height = round(beside + longest * _LETTER + _SPACE), ROW * len(texts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title" aria-describedby="description"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title id="title">{_plain(sentences.title(about))}</title>'
        f'<desc id="description">{_plain(description(timeline, shown))}</desc>'
        f'<style>{_style()}</style><rect class="page" width="{width}" height="{height}"/>'
        f"{''.join(_text(texts, said, beside, width))}{''.join(_lanes(drawn, lanes))}</svg>\n"
    )


def _lanes(drawn: Picture, x: int) -> Iterator[str]:
    for row, body in enumerate(svg.rows(drawn)):
        place = f'x="{x}" y="{row * ROW}" width="{drawn.width}" height="{ROW}"'
        yield f'<svg class="bp-o-lanes" {place}>{body}</svg>'


def _text(texts: Sequence[str], said: Sequence[sentences.Sentence], beside: int, width: int) -> Iterator[str]:
    for row, text in enumerate(texts):
        base = row * ROW + MIDDLE + 5
        if row % 2 == 0:
            yield f'<rect class="stripe" y="{row * ROW}" width="{width}" height="{ROW}"/>'
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


def _style() -> str:
    """The page's own rules for lanes; its two sets of colours, chosen by the viewer's scheme."""
    base, lanes = assets.style("base.css"), assets.style("ownership_lanes.css")
    light, dark = (_properties(base + lanes, chosen) for chosen in (":root", assets.DARK))
    rules = lanes[lanes.index(".bp-o-lanes") :]
    return f":root {{{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{{dark}}} }}{_TEXT}{rules}"


def _properties(css: str, selector: str) -> str:
    """The custom properties that a selector sets, without the icons."""
    blocks = "".join(re.findall(rf"(?m)^{re.escape(selector)} \{{([^}}]*)\}}", css))
    return "".join(re.findall(r"\s*--bp-(?!icon)[\w-]+: [^;{}]*;", blocks))
