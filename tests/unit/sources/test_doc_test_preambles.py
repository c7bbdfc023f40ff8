"""What a library says about all of its documentation tests, in `#![doc(test(...))]`."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.model.compiler import Edition
from borrowproof.model.library import NO_CRATES, Library
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.doc_tests import preamble

HERE = Path("/songs")
LIBRARY = Library("songs", Edition.E2024, HERE, HERE / "src/lib.rs", frozenset(), frozenset(), NO_CRATES)


def said(code: str) -> tuple[str, tuple[str, ...]]:
    lines = tuple(SourceLine(text, Origin("src/lib.rs", n)) for n, text in enumerate(code.split("\n"), start=1))
    found = preamble(LIBRARY, lines)
    return found.crate, tuple(found.attributes)


@pytest.mark.parametrize(
    ("code", "crate", "attributes"),
    [
        ("", "songs", ()),
        ("#![doc(test(no_crate_inject))]", "", ()),
        ("#![doc(test(attr(deny(warnings))))]", "songs", ("deny(warnings)",)),
        ("#![doc(test(attr(deny(a, b), allow(c)), no_crate_inject))]", "", ("deny(a, b)", "allow(c)")),
        ("#![doc(test(attr( deny( a ) ,allow(c) , )))]", "songs", ("deny( a )", "allow(c)")),
        ("#![doc(test(attr(a = [1, (2, 3)], b)))]", "songs", ("a = [1, (2, 3)]", "b")),
        ("#![doc(test(attr(a), attr(b)))]\n#![doc(test(attr(c)))]", "songs", ("a", "b", "c")),
        ("#![doc(test(attr()))]", "songs", ()),
        ("#![doc(test(attributes(a)))]", "songs", ()),
    ],
)
def test_a_library_may_give_its_tests_attributes(code: str, crate: str, attributes: tuple[str, ...]) -> None:
    assert said(f"{code}\npub fn f() {{}}\n") == (crate, attributes)
