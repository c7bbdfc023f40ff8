"""What keeps a toolchain from judging what an author meant: then there is no verdict, and a reason. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from borrowproof.judging import panics
from borrowproof.judging.matcher import matches_pin
from borrowproof.judging.unresolved import FORGOTTEN, Lack, Unresolved, consequences, unresolved
from borrowproof.model.compiler import Toolchain
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.snippet import Snippet
from borrowproof.sources import no_program

MOST_NAMES = 6  # that a sentence lists


def ignore_reason(snippet: Snippet, host: str) -> str | None:
    """Why a snippet is not to be judged on `host`; None where it is."""
    if snippet.expectation.kind is Kind.IGNORED:
        return snippet.expectation.reason or "no reason given"
    target = next((part for part in snippet.ignored_on if part in host), None)
    return None if target is None else f"not meant for {target}"


def nothing_to_judge(snippet: Snippet, host: str) -> NotChecked | None:
    """Why no compiler is to be asked: the author says so, or there is no program; None where one is."""
    reason = ignore_reason(snippet, host)
    if reason is not None:
        return NotChecked(Cause.IGNORED, reason)
    found = no_program.unexpanded(no_program.author_lines(snippet))
    return None if found is None else NotChecked(Cause.NO_PROGRAM, f"no program stands there, but {found}")


def obstacle(snippet: Snippet, outcome: Outcome, toolchain: Toolchain) -> NotChecked | None:
    """What kept this toolchain from judging what the author meant: a feature gate, what is missing, or doubt."""
    expected = snippet.expectation.codes or frozenset()
    if "E0554" in outcome.codes and "E0554" not in expected and not toolchain.nightly:
        return NotChecked(Cause.NEEDS_NIGHTLY, "it uses `#![feature]`; choose a nightly compiler with --toolchain")
    if snippet.expectation.kind is Kind.PANICS and outcome.compiled:
        if panics.panicked(snippet.code, outcome, snippet.crates):
            return panics.doubt(snippet.code, outcome, snippet.crates)
        return panics.told_otherwise(snippet.code, outcome)
    if snippet.strict_warnings or outcome.compiled:
        return None
    return _incomplete(snippet, outcome, expected)


def _incomplete(snippet: Snippet, outcome: Outcome, expected: frozenset[str]) -> NotChecked | None:
    """What is not there for the compiler to judge. An error that would be there all the same goes before that."""
    pins = snippet.expectation.pins
    pinned = {error for error in outcome.errors if any(matches_pin(pin, error) for pin in pins)}
    unexpected = [error for error in outcome.errors if error.code not in expected and error not in pinned]
    lacks = {error: unresolved(error, snippet) for error in unexpected}
    found = list(dict.fromkeys(lack for each in lacks.values() for lack in each))
    missing = [error for error, lack in lacks.items() if lack]
    rest = [error for error, lack in lacks.items() if not lack]
    mistakes = frozenset(rest) - consequences(rest, missing, found, snippet.code)
    crates = _crates(found)
    fails = snippet.expectation.kind is Kind.ERROR
    if crates and (fails or not mistakes):
        return NotChecked(Cause.NEEDS_CRATE, f"it needs the crate {', '.join(f'`{name}`' for name in crates)}")
    as_claimed = fails and expected != frozenset() and expected <= outcome.codes
    if crates or mistakes or as_claimed or snippet.in_library or all(each.lack in FORGOTTEN for each in found):
        return None
    if all(each.lack is Lack.ENVIRONMENT for each in found):
        return NotChecked(Cause.NEEDS_ENVIRONMENT, f"it needs {_listed(found)}")
    return NotChecked(Cause.FRAGMENT, f"it lacks {_listed(found)}")


def _crates(found: Iterable[Unresolved]) -> list[str]:
    """The crates that are missing. Where names are missing besides, a path that nobody imports may be one of these."""
    of = {lack: {each.name for each in found if each.lack is lack} for lack in Lack}
    fragment = bool(of[Lack.NAME]) and not of[Lack.CRATE]
    return [] if fragment else sorted(of[Lack.CRATE] | of[Lack.PATH])


def _listed(found: Iterable[Unresolved]) -> str:
    """What is lacking in words: names first, what must stand around last."""
    around = sorted({each.name for each in found if " " in each.name})
    names = list(dict.fromkeys(f"`{each.name}`" for each in found if " " not in each.name))
    more = [f"{len(names) - MOST_NAMES} more names"] if len(names) > MOST_NAMES + 1 else []
    parts = [*(names[:MOST_NAMES] if more else names), *more, *around]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
