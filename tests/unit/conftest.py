"""Evidence and blocks made by hand, for the tests of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any

import pytest

from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Block, Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict

TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "f")
VERDICTS = {
    Status.MATCHED: Verdict(Status.MATCHED),
    Status.MISMATCHED: Verdict(Status.MISMATCHED, (Difference(Mismatch.COMPILED),)),
    Status.NOT_CHECKED: Verdict(Status.NOT_CHECKED, not_checked=NotChecked(Cause.NO_COMPILER, "no rustc")),
}


@pytest.fixture
def toolchain() -> Toolchain:
    return TOOLCHAIN


@pytest.fixture
def moved() -> Diagnostic:
    """E0382 as rustc gives it for `let b = a;` on line 3 and `a` used on line 4, columns as in `FAILING`."""
    spans = (
        Span(4, 16, 4, 17, primary=True, label="value borrowed here after move"),
        Span(2, 9, 2, 10, primary=False, label="move occurs because `a` has type `String`"),
    )
    help_ = Diagnostic(Level.HELP, None, "consider cloning the value")
    return Diagnostic(
        Level.ERROR, "E0382", "borrow of moved value: `a`", spans, (help_,), "error[E0382]: borrow of <a>\n"
    )


@pytest.fixture
def make_evidence() -> Callable[..., Evidence]:
    """`make(code, name=, kind=, status=, diagnostics=, stdout=, stderr=, exit=, toolchain=, ...)`."""

    def make(
        code: str = "fn main() {}",
        *,
        name: str = "snippets/moves/first.rs",
        kind: Kind = Kind.RUNS,
        status: Status = Status.MATCHED,
        diagnostics: Iterable[Diagnostic] = (),
        stdout: str = "",
        stderr: str = "",
        exit: int | None = None,  # noqa: A002 (the model's name)
        recorded_in: Origin | None = None,
        toolchain: Toolchain | None = TOOLCHAIN,
        **fields: Any,
    ) -> Evidence:
        said = tuple(diagnostics)
        expectation = Expectation(
            kind, frozenset(d.code for d in said if d.code), stdout_origin=recorded_in, reason="later"
        )
        lines = tuple(Origin(name, n) for n in range(1, code.count("\n") + 2))
        label = PurePosixPath(name).stem if name.endswith(".rs") else ""
        snippet = Snippet(name, Origin(name, 1), code, lines, expectation, label=label, **fields)
        outcome = Outcome(Edition.E2024, said, not said, exit, stdout, stderr, 0.031)
        judged = status is not Status.NOT_CHECKED
        return Evidence(snippet, VERDICTS[status], outcome if judged else None, toolchain if judged else None)

    return make


@pytest.fixture
def make_block() -> Callable[..., Block]:
    """A block that shows all of a snippet: `make(evidence, line=, page=, info=, text=, lines=)`."""

    def make(
        evidence: Evidence,
        line: int = 7,
        page: str = "docs/moves.md",
        info: str = "rust",
        text: str | None = None,
        lines: tuple[int | None, ...] | None = None,
    ) -> Block:
        code = evidence.snippet.code
        shown = lines if lines is not None else tuple(range(1, code.count("\n") + 2))
        return Block(page, line, info, code if text is None else text, evidence.snippet.id, shown)

    return make
