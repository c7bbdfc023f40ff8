"""The cards of shared addresses: the size that is announced, nothing cut without saying so, ink where it belongs."""

from __future__ import annotations

import io

from PIL import Image

from borrowproof.site.social_cards import SIZE, Card, png, wrap

CARD = Card("Borrowproof", "Moves", "What a move copies, and what it leaves behind.", "381 programs, rustc 1.95.0")


def image(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(png(card)))


def test_a_card_has_the_size_that_pages_announce() -> None:
    assert image(CARD).size == SIZE == (1200, 630)


def test_what_is_written_shows() -> None:
    blank = Card("", "", "", "")
    assert png(CARD) != png(blank)
    other = Card(CARD.site, CARD.title, CARD.description, "382 programs, rustc 1.95.0")
    assert png(CARD) != png(other)
    assert png(CARD) == png(CARD)


def test_long_texts_stay_on_the_card() -> None:
    long = Card("B", "A title of many words " * 9, "A description that goes on " * 30, "W")
    right_edge = image(long).convert("L").crop((SIZE[0] - 40, 0, SIZE[0], SIZE[1]))
    assert right_edge.getextrema() == (255, 255)


def test_wrapping_breaks_between_words_and_marks_what_it_cuts() -> None:
    def fits(text: str) -> bool:
        return len(text) <= 10

    assert wrap("one two three four", fits, 3) == ["one two", "three four"]
    assert wrap("one two three four", fits, 1) == ["one two …"]
    assert wrap("unbreakably long", fits, 2) == ["unbreakably", "long"]
    assert wrap("", fits, 2) == [""]
