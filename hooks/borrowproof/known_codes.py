"""Which error codes the toolchain knows: an expectation of an unknown or retired one can never be met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from borrowproof.cache import Cache, NoCache, key
from borrowproof.model import Evidence, Kind, Mismatch, Problem, Snippet, Toolchain
from borrowproof.toolchain import CodeStatus


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """Asks the compiler about a code once, and keeps the answer beside the outcomes."""

    store: Cache | NoCache
    toolchain: Toolchain
    ask: Callable[[str], CodeStatus]

    def check(self, snippets: Sequence[Snippet]) -> tuple[list[Problem], list[Snippet]]:
        """Problems for codes that do not exist, and the snippets that can be judged."""
        unknown = {code for code in named(snippets) if self.status(code) is CodeStatus.UNKNOWN}
        problems = [
            Problem(s.origin, *self._words(code, CodeStatus.UNKNOWN))
            for s in snippets
            for code in sorted(_codes(s) & unknown)
        ]
        return problems, [s for s in snippets if not (_codes(s) & unknown)]

    def retired(self, evidence: Iterable[Evidence]) -> list[Problem]:
        """Problems for retired codes that indeed did not appear.

        They are told after judging, since `--explain` calls a few codes retired that rustc still emits (E0516).
        """
        return [
            Problem(e.snippet.origin, *self._words(code, CodeStatus.RETIRED))
            for e in evidence
            for difference in e.verdict.differences
            if difference.what in (Mismatch.MISSING_CODE, Mismatch.COMPILED)
            for code in sorted(_codes(e.snippet) if difference.code is None else {difference.code})
            if self.status(code) is CodeStatus.RETIRED
        ]

    def status(self, code: str) -> CodeStatus:
        name = key(explain=code, toolchain=self.toolchain.fingerprint)
        kept = self.store.get(name)
        if kept is not None and kept.get("status") in tuple(CodeStatus):
            return CodeStatus(str(kept["status"]))
        status = self.ask(code)
        if status is not CodeStatus.UNASKED:
            self.store.put(name, {"status": status.value})
        return status

    def _words(self, code: str, status: CodeStatus) -> tuple[str, str]:
        near = ", ".join(f"`{c}`" for c in self._neighbours(code))
        valid = f"rustc knows {near}" if near else "`rustc --explain E0382` explains a code that exists"
        if status is CodeStatus.RETIRED:
            return (
                f"{code} is retired: {self.toolchain.name} no longer emits it",
                f"see `rustc --explain {code}`, and name the code that rustc gives today; {valid}",
            )
        return f"{code} is no error code of {self.toolchain.name}", valid

    def _neighbours(self, code: str) -> list[str]:
        """Emitted codes that differ from `code` by two swapped digits or by one digit; at most five."""
        emitted = (c for c in variants(code) if self.status(c) is CodeStatus.EMITTED)
        return [c for c, _ in zip(emitted, range(5), strict=False)]


def named(snippets: Iterable[Snippet]) -> tuple[str, ...]:
    """Every error code that an expectation names, in order."""
    return tuple(sorted({code for s in snippets for code in _codes(s)}))


def _codes(snippet: Snippet) -> frozenset[str]:
    expectation = snippet.expectation
    return (expectation.codes or frozenset()) if expectation.kind is Kind.ERROR else frozenset()


def variants(code: str) -> Iterator[str]:
    """Codes that somebody may have meant who wrote `code`, the likeliest first."""
    digits = code[1:]
    swapped = (f"E{digits[:i]}{digits[i + 1]}{digits[i]}{digits[i + 2 :]}" for i in range(3))
    changed = (f"E{digits[:i]}{d}{digits[i + 1 :]}" for i in (3, 2, 1) for d in "0123456789")
    yield from _unique([*swapped, *changed], code)


def _unique(codes: Iterable[str], but: str) -> list[str]:
    return [code for code in dict.fromkeys(codes) if code != but]
