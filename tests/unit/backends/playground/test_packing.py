"""Unpacking what the driver packed: copies of what was there, and nothing from nowhere."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.backends.playground import packing
from tests.unit.backends.playground.packed import packed, varint


def steps(*parts: tuple[bytes, int, int]) -> bytes:
    """New bytes, and how many are copied from how far behind, in turn."""
    each = (varint(len(new)) + new + varint(length) + varint(behind) for new, length, behind in parts)
    return base64.b64encode(b"".join(each))


def test_what_was_there_before_is_copied() -> None:
    assert packing.unpack(steps((b"moved ", 5, 6), (b"!", 0, 0))) == b"moved moved!"
    assert packing.unpack(steps((b"ab", 7, 2))) == b"ababababa", "it may reach into what it makes"
    assert packing.unpack(steps((b"", 0, 0))) == b""
    assert packing.unpack(steps((b"a", 300, 1), (b"", 4, 200))) == b"a" * 305


@given(st.text())
def test_every_text_can_be_sent(text: str) -> None:
    assert packing.unpack(packed(text)).decode() == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (steps((b"abc", 3, 4)), "from nowhere"),
        (steps((b"abc", 3, 0)), "from nowhere"),
        (steps((b"", 3, 1)), "from nowhere"),
        (steps((b"abc", packing.LARGEST, 1)), "too much"),
        (base64.b64encode(b"\x05abc"), "missing"),
        (base64.b64encode(b"\x01a"), "no end"),
        (base64.b64encode(b"\x01a\x00"), "no end"),
        (base64.b64encode(b"\xff" * 9), "no end"),
        (b"YWI", "Incorrect padding"),
        (b"YQ==\n", "Excess"),
    ],
)
def test_what_the_driver_never_wrote_is_refused(text: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        packing.unpack(text)


def test_texts_are_told_apart_by_their_lengths() -> None:
    assert list(packing.texts("1:a,0:,4:é:,,".encode())) == ["a", "", "é:,"]
    for damaged in (b"1:a", b"2:a,", b"a", b"1:a,b", b"1234567890:a,"):
        with pytest.raises(ValueError, match="told apart"):
            list(packing.texts(damaged))
