"""Code of a snippet that looks as if it ran, and never does. Pure."""

from __future__ import annotations

import re

from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Problem
from borrowproof.model.snippet import Snippet
from borrowproof.syntax import items, lexer

_ANY_TEST = re.compile(r"#\s*\[[^\]]*\btest\b")
# The attribute has a path too: `#[core::prelude::v1::test]`.
_TEST = re.compile(
    r"#\s*\[\s*(?:(?:::\s*)?(?:core|std)\s*::\s*prelude\s*::\s*\w+\s*::\s*)?test\s*\]"
    r"(?:\s*#\s*\[[^\]]*\])*\s*(?:pub\s+)?(?:async\s+)?fn\s+(?P<name>\w+)"
)


def never_run(snippet: Snippet) -> Problem | None:
    """What a snippet that is to run only seems to do: a test without a harness, a `main` that nobody calls."""
    if snippet.expectation.kind not in (Kind.RUNS, Kind.PANICS):
        return None
    if snippet.test_harness:
        return _without_test(snippet)
    numbered = zip(snippet.code.split("\n"), snippet.lines, strict=False)
    written = [(text, origin) for text, origin in numbered if origin is not None]
    code = "\n".join(text for text, _ in written)
    test = _TEST.search(lexer.blank(code)) if "test" in code else None
    if test is not None:
        at = written[code.count("\n", 0, test.start("name"))][1] or snippet.origin
        message = f"the test `{test['name']}` is never run: a documentation test runs only its `main`"
        return Problem(at, message, "say `test_harness` on the fence, or call what it tests")
    if None not in snippet.lines or "main" not in code:
        return None
    main = next((s for s in items.top_level(code) if s.main), None)
    if main is None or items.has_main(code):
        return None
    at = written[code.count("\n", 0, main.start)][1] or snippet.origin
    return Problem(at, "this `main` is never called, since statements stand beside it", "move them into it")


def _without_test(snippet: Snippet) -> Problem | None:
    """A harness that has nothing to run. What a macro or a module holds is not looked into."""
    if _ANY_TEST.search(lexer.blank(snippet.code)):
        return None
    if any(statement.kind in ("macro", "mod") for statement in items.top_level(snippet.code)):
        return None
    return Problem(snippet.origin, "`test_harness` runs tests, and there is none", "write `#[test]` before a function")
