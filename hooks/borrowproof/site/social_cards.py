"""The picture that stands for a page where its address is shared: its title, what it says, and who judged it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from borrowproof.report.control_characters import pictured

SIZE = (1200, 630)
_MARGIN = 84
_LONGEST = 1000  # characters; measuring more takes time, and none of them would be seen
Fits = Callable[[str], bool]
_PAPER, _INK, _QUIET, _ERROR = "#ffffff", "#1b1d22", "#5a5e66", "#b00020"


@dataclass(frozen=True, slots=True)
class Card:
    """What is written on one card. `provenance` says what was verified, and by whom."""

    site: str
    title: str
    description: str
    provenance: str


def png(card: Card) -> bytes:
    """The card as a PNG of SIZE pixels, drawn with the typeface that Pillow brings along."""
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    width = SIZE[0] - 2 * _MARGIN
    draw.rectangle((0, 0, 18, SIZE[1]), fill=_ERROR)
    draw.text((_MARGIN, 72), _line(card.site), font=_font(34), fill=_QUIET)
    below = _paragraph(draw, (_MARGIN, 158), card.title, 76, _INK, width, lines=2)
    _paragraph(draw, (_MARGIN, below + 26), card.description, 36, _QUIET, width, lines=3)
    draw.line((_MARGIN, 530, SIZE[0] - _MARGIN, 530), fill="#d9dadd", width=2)
    draw.text((_MARGIN, 552), _line(card.provenance), font=_font(30), fill=_INK)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _line(text: str) -> str:
    """As much of a text as a card could hold, on one line, nothing in it hidden."""
    return " ".join(pictured(text[:_LONGEST]).split())


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _paragraph(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, fill: str, width: int, *, lines: int
) -> int:
    """Draws at most so many lines; what does not fit ends in an ellipsis. Returns the y below them."""
    font = _font(size)
    shown = wrap(_line(text), lambda words: draw.textlength(words, font=font) <= width, lines)
    left, y = at
    for line in shown:
        draw.text((left, y), line, font=font, fill=fill)
        y += round(size * 1.25)
    return y


def wrap(text: str, fits: Fits, lines: int) -> list[str]:
    """Breaks text between words into at most `lines` lines that fit; a cut is shown by an ellipsis."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if fits(longer) or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while last and not fits(f"{last} …"):
        last = last.rpartition(" ")[0]
    return [*found[: lines - 1], f"{last} …".strip()]
