"""The address that opens a program in the Rust Playground, as the same program that was judged."""

from __future__ import annotations

from urllib.parse import quote

from borrowproof.model.compiler import Edition

PLAYGROUND = "https://play.rust-lang.org"
CHANNELS = ("stable", "beta", "nightly")
LONGEST = 8192  # bytes of an address that the Playground accepts


def url(
    code: str, edition: Edition, channel: str = "stable", mode: str = "debug", playground: str = PLAYGROUND
) -> str | None:
    """The address at `playground`; None where the program is too long for one (then only a gist can carry it).

    Raises ValueError for a channel or mode that the Playground does not have.
    """
    if channel not in CHANNELS or mode not in ("debug", "release"):
        raise ValueError(f"the Playground has no {channel} {mode}")
    address = f"{playground}/?version={channel}&mode={mode}&edition={edition}&code={quote(code, safe='')}"
    return address if len(address) <= LONGEST else None
