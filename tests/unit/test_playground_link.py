"""The link that opens a program in the Playground."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from borrowproof import playground_link
from borrowproof.model import Edition

CODE = 'fn main() {\n    println!("1 + 1 = {} & é?#%20");\n}\n'


def test_the_link_holds_the_program_and_how_it_was_judged() -> None:
    link = playground_link.url(CODE, Edition.E2021, "nightly", "release")
    assert link is not None
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "play.rust-lang.org", "/", "")
    asked = {"version": ["nightly"], "mode": ["release"], "edition": ["2021"], "code": [CODE]}
    assert parse_qs(parts.query, strict_parsing=True) == asked


def test_stable_debug_is_what_judges() -> None:
    link = playground_link.url("", Edition.E2024)
    assert link == "https://play.rust-lang.org/?version=stable&mode=debug&edition=2024&code="


def test_another_playground_is_opened_where_one_was_chosen() -> None:
    link = playground_link.url("", Edition.E2024, playground="http://127.0.0.1:8787")
    assert link == "http://127.0.0.1:8787/?version=stable&mode=debug&edition=2024&code="


def test_what_is_too_long_for_an_address_has_none() -> None:
    room = playground_link.LONGEST - len(playground_link.url("", Edition.E2024) or "")
    link = playground_link.url("x" * room, Edition.E2024)
    assert link is not None and len(link) == 8192
    assert playground_link.url("x" * (room + 1), Edition.E2024) is None
    assert playground_link.url("\n" * (room // 3 + 1), Edition.E2024) is None


@pytest.mark.parametrize(("channel", "mode"), [("1.95", "debug"), ("stable", "fast")])
def test_there_is_no_link_to_what_does_not_exist(channel: str, mode: str) -> None:
    with pytest.raises(ValueError, match="the Playground has no"):
        playground_link.url("", Edition.E2024, channel, mode)
