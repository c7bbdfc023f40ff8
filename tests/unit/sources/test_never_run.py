"""A harness that has nothing to run is told, and a test that nobody runs; what may have a test is let be."""

from __future__ import annotations

import pytest

from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.snippet import Snippet
from borrowproof.sources.never_run import never_run


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("fn add() {}", True),
        ("fn add() {\n    assert!(true);\n    if true { loop { break } }\n}", True),
        ("// #[test]\nfn add() {}", True),
        ("#[test]\nfn add() {}", False),
        ("#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}", False),
        ("#[core::prelude::v1::test]\nfn add() {}", False),
        ("tests!(add);\nfn add() {}", False),
        ("mod tests {\n    tests! { add }\n}", False),
    ],
)
def test_a_harness_without_a_test_is_told(code: str, told: bool) -> None:
    lines = tuple(Origin("a.md", number) for number in range(2, 3 + code.count("\n")))
    snippet = Snippet("a.md:1", Origin("a.md", 1), code, lines, Expectation(Kind.RUNS), test_harness=True)
    found = never_run(snippet)
    assert (found is not None) is told
    assert found is None or (found.message, found.fix) == (
        "`test_harness` runs tests, and there is none",
        "write `#[test]` before a function",
    )


@pytest.mark.parametrize(
    ("attribute", "told"),
    [
        ("#[test]", True),
        ("#[core::prelude::v1::test]", True),
        ("#[ ::std :: prelude :: rust_2021 :: test ]\n#[should_panic]", True),
        ("#[std::prelude::v1::derive(Debug)]", False),
        ("#[tokio::test]", False),  # another crate's: what it makes is not known
        ("// #[core::prelude::v1::test]", False),
    ],
)
def test_a_test_without_a_harness_is_told(attribute: str, told: bool) -> None:
    code = f"{attribute}\nfn add() {{}}"
    lines = tuple(Origin("a.md", number) for number in range(2, 3 + code.count("\n")))
    found = never_run(Snippet("a.md:1", Origin("a.md", 1), code, lines, Expectation(Kind.RUNS)))
    assert (found is not None) is told
    assert found is None or "the test `add` is never run" in found.message
