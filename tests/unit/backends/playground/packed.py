"""Text as the driver would pack it, were nothing in it alike."""

from __future__ import annotations

import base64


def packed(text: str) -> bytes:
    """All of it new, nothing copied."""
    plain = text.encode()
    return base64.b64encode(varint(len(plain)) + plain + varint(0) + varint(0))


def varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
