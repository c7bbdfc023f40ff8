"""A picture that stands alone, as a file: every step with its line and its sentence, one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from borrowproof import assets
from borrowproof.memory.picture import svg_shapes
from borrowproof.memory.picture.scene import Scene, scene
from borrowproof.memory.wording import sentences
from borrowproof.model.memory import Recording

_EDGE, _ABOVE, _BETWEEN = 20, 52, 30  # px: around all, the words over a step, and the space below it
_LETTER = 7.2  # px of a letter of a sentence
_TEXT = """
.bpm .page { stroke: none; }
.bpm .when { font: 600 14px system-ui, sans-serif; }
.bpm .said { font: 13px system-ui, sans-serif; }
"""
_STYLE = assets.colours("base.css", "memory_picture.css") + assets.style("memory_picture.css") + _TEXT


def render(recording: Recording, about: str) -> str:
    """The SVG file for a program; `about` is what it is called."""
    drawn = scene(recording)
    words = [(sentences.moment(step), sentences.sentence(recording, n)) for n, step in enumerate(recording.steps)]
    longest = max((len(text) for pair in words for text in pair), default=0)
    width = round(max(drawn.wide[0], longest * _LETTER) + 2 * _EDGE)
    each = drawn.wide[1] + _ABOVE + _BETWEEN
    height = each * len(drawn.steps) + 2 * _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bpm" role="img" aria-labelledby="title"'
        f' aria-describedby="description" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title id="title">{_plain(sentences.title(about))}</title>'
        f'<desc id="description">{_plain(sentences.description(recording))}</desc>'
        f'<style>{_STYLE}</style><rect class="page" width="{width}" height="{height}"/>'
        f'<g transform="translate({_EDGE} {_EDGE})">{"".join(_steps(drawn, words, each))}</g></svg>\n'
    )


def _steps(drawn: Scene, words: list[tuple[str, str]], each: int) -> Iterator[str]:
    for number, (picture, (when, said)) in enumerate(zip(drawn.steps, words, strict=True)):
        shapes = svg_shapes.pieces(picture, svg_shapes.wide_place, both=False)
        yield (
            f'<g transform="translate(0 {number * each})"><text class="when" y="12">{_plain(when)}</text>'
            f'<text class="said" y="33">{_plain(said)}</text>'
            f'<g transform="translate(0 {_ABOVE})">{"".join(shapes)}</g></g>'
        )


def _plain(text: str) -> str:
    return escape(text.replace("`", ""), quote=False)
