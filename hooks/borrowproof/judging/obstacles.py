"""What keeps a toolchain from judging what an author meant: then there is no verdict, and a reason. Pure."""

from __future__ import annotations

import re

from borrowproof.judging import panics
from borrowproof.model.compiler import Toolchain
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.snippet import Snippet


def ignore_reason(snippet: Snippet, host: str) -> str | None:
    """Why a snippet is not to be judged on `host`; None where it is."""
    if snippet.expectation.kind is Kind.IGNORED:
        return snippet.expectation.reason or "no reason given"
    target = next((part for part in snippet.ignored_on if part in host), None)
    return None if target is None else f"not meant for {target}"


_CRATE = re.compile(r"(?:you might be missing|if you wanted to use) a crate named `(\w+)`|can't find crate for `(\w+)`")


def obstacle(snippet: Snippet, outcome: Outcome, toolchain: Toolchain) -> NotChecked | None:
    """What kept this toolchain from judging what the author meant: a feature gate, a missing crate, or doubt."""
    expected = snippet.expectation.codes or frozenset()
    if "E0554" in outcome.codes and "E0554" not in expected and not toolchain.nightly:
        return NotChecked(Cause.NEEDS_NIGHTLY, "it uses `#![feature]`; choose a nightly compiler with --toolchain")
    names = {name for error in outcome.errors if error.code not in expected for name in _missing_crates(error)}
    if snippet.expectation.kind is Kind.PANICS and panics.panicked(snippet.code, outcome, snippet.crates):
        return panics.doubt(snippet.code, outcome, snippet.crates)
    if snippet.strict_warnings or not names:
        return None
    return NotChecked(Cause.NEEDS_CRATE, f"it needs the crate {', '.join(f'`{n}`' for n in sorted(names))}")


def _missing_crates(error: Diagnostic) -> list[str]:
    """The crates that rustc suspects to be missing, in its own words."""
    if error.code not in ("E0432", "E0433", "E0463"):
        return []
    found = (_CRATE.search(text) for text in (error.message, *(child.message for child in error.children)))
    return [match[1] or match[2] for match in found if match]
