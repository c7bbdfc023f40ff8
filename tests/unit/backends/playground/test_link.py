"""The link that opens a program in the Playground."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from borrowproof.backends.playground import link
from borrowproof.model.compiler import Edition

CODE = 'fn main() {\n    println!("1 + 1 = {} & é?#%20");\n}\n'


def test_the_link_holds_the_program_and_how_it_was_judged() -> None:
    address = link.url(CODE, Edition.E2021, "nightly", "release")
    assert address is not None
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "play.rust-lang.org", "/", "")
    asked = {"version": ["nightly"], "mode": ["release"], "edition": ["2021"], "code": [CODE]}
    assert parse_qs(parts.query, strict_parsing=True) == asked


def test_stable_debug_is_what_judges() -> None:
    address = link.url("", Edition.E2024)
    assert address == "https://play.rust-lang.org/?version=stable&mode=debug&edition=2024&code="


def test_another_playground_is_opened_where_one_was_chosen() -> None:
    address = link.url("", Edition.E2024, playground="http://127.0.0.1:8787")
    assert address == "http://127.0.0.1:8787/?version=stable&mode=debug&edition=2024&code="


def test_what_is_too_long_for_an_address_has_none() -> None:
    room = link.LONGEST - len(link.url("", Edition.E2024) or "")
    address = link.url("x" * room, Edition.E2024)
    assert address is not None and len(address) == 8192
    assert link.url("x" * (room + 1), Edition.E2024) is None
    assert link.url("\n" * (room // 3 + 1), Edition.E2024) is None


@pytest.mark.parametrize(("channel", "mode"), [("1.95", "debug"), ("stable", "fast")])
def test_there_is_no_link_to_what_does_not_exist(channel: str, mode: str) -> None:
    with pytest.raises(ValueError, match="the Playground has no"):
        link.url("", Edition.E2024, channel, mode)
