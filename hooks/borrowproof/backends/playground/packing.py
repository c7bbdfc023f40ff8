"""How the driver writes its answer, read back: texts with their lengths, packed (LZ77) and in base64.

A Playground passes on 640 KiB of text, and the borrow checker's facts about forty programs take three times as much.
The driver has only Rust's standard library, which packs nothing; `Packed` in driver.rs is the other half of this.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

LARGEST = 64 << 20  # bytes of an answer, unpacked
_LENGTH = re.compile(rb"(\d{1,9}):")


def checksum(text: bytes) -> int:
    """FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): it only has to notice accidents."""
    total = 0xCBF29CE484222325
    for byte in text:
        total = ((total ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return total


def unpack(text: bytes) -> bytes:
    """What the driver packed. Raises ValueError."""
    try:
        packed = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    plain, at = bytearray(), 0
    while at < len(packed):
        new, at = _varint(packed, at)
        plain += packed[at : at + new]
        if at + new > len(packed):
            raise ValueError("its end is missing")
        length, at = _varint(packed, at + new)
        behind, at = _varint(packed, at)
        if len(plain) + length > LARGEST or (length and not 0 < behind <= len(plain)):
            raise ValueError("it copies from nowhere, or too much")
        _copy(plain, length, behind)
    return bytes(plain)


def _copy(plain: bytearray, length: int, behind: int) -> None:
    """Append `length` bytes that begin `behind` the end; where they reach beyond it, they repeat."""
    if length:
        piece = plain[-behind:][:length]
        plain += (piece * (length // len(piece) + 1))[:length]


def _varint(packed: bytes, at: int) -> tuple[int, int]:
    """The number at `at`, seven bits a byte, and where the next thing begins."""
    value = shift = 0
    while True:
        if at >= len(packed) or shift > 35:
            raise ValueError("a number has no end")
        byte = packed[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def texts(payload: bytes) -> Iterator[str]:
    """Texts with their lengths before them. Raises ValueError."""
    position = 0
    while position < len(payload):
        head = _LENGTH.match(payload, position)
        end = head.end() + int(head[1]) if head else 0
        if head is None or payload[end : end + 1] != b",":
            raise ValueError("its parts cannot be told apart")
        yield payload[head.end() : end].decode()
        position = end + 1
