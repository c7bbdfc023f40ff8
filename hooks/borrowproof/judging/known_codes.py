"""Which error codes the toolchain knows: an expectation of an unknown or retired one can never be met."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from borrowproof.backends.toolchain import CodeStatus, ToolchainError
from borrowproof.model.compiler import Toolchain
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Problem
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.question import Question
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Mismatch, Status, Verdict
from borrowproof.spelling import similar_codes
from borrowproof.store.cache import Cache, NoCache, cache_key


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """Asks the compiler about a code once, and keeps the answer beside the outcomes."""

    store: Cache | NoCache
    toolchain: Toolchain
    ask: Callable[[str], CodeStatus]
    warnings: list[str] = field(default_factory=list)

    def reject_unknown(self, evidence: Iterable[Evidence]) -> tuple[list[Problem], tuple[Evidence, ...]]:
        """Problems for expected codes that did not appear because rustc never gives them, and the evidence that stays.

        Only codes that did not appear are asked about: one that did is known, whatever `--explain` says (it calls
        E0516 retired, which rustc 1.95 emits). A code that does not exist is a slip of the pen and no verdict, so the
        evidence for it is withheld; a retired one is told beside the mismatch. Where the compiler does not come to an
        answer, nothing is known, and so the snippet is not checked.
        """
        problems: list[Problem] = []
        kept: list[Evidence] = []
        for item in evidence:
            try:
                asked = {code: self.status(code) for code in sorted(_absent(item))}
                wrong = {c: status for c, status in asked.items() if status in (CodeStatus.UNKNOWN, CodeStatus.RETIRED)}
                problems += [Problem(item.snippet.origin, *self._words(code, status)) for code, status in wrong.items()]
            except ToolchainError as error:
                why = NotChecked(Cause.INFRASTRUCTURE, str(error))
                kept.append(replace(item, verdict=Verdict(Status.NOT_CHECKED, not_checked=why)))
                continue
            if CodeStatus.UNKNOWN not in wrong.values():
                kept.append(item)
        return problems, tuple(kept)

    def check_claims(self, questions: Iterable[Question], evidence: Iterable[Evidence]) -> list[Problem]:
        """Problems for options that name a code which rustc never gives: no reader could meet it.

        As in `reject_unknown`, a code that appeared anywhere is known.
        """
        seen = {code for item in evidence if item.outcome for code in item.outcome.codes}
        named = [(choice, code) for q in questions for choice in q.choices for code in sorted(choice.claim.codes or ())]
        try:
            asked = [(choice, code, self.status(code)) for choice, code in named if code not in seen]
        except ToolchainError as error:
            self.warnings.append(f"whether the codes in questions exist is not known: {error}")
            return []
        never = (CodeStatus.UNKNOWN, CodeStatus.RETIRED)
        return [Problem(choice.origin, *self._words(code, status)) for choice, code, status in asked if status in never]

    def status(self, code: str) -> CodeStatus:
        """What the compiler knows about a code."""
        name = cache_key(explain=code, toolchain=self.toolchain.fingerprint)
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
        emitted = (c for c in similar_codes(code) if self.status(c) is CodeStatus.EMITTED)
        return [c for c, _ in zip(emitted, range(5), strict=False)]


def expected_codes(snippets: Iterable[Snippet]) -> tuple[str, ...]:
    """Every error code that an expectation names, in order."""
    return tuple(sorted({code for s in snippets for code in _codes(s)}))


def _absent(evidence: Evidence) -> frozenset[str]:
    """The expected codes that rustc did not give."""
    missing = {d.code for d in evidence.verdict.differences if d.what is Mismatch.MISSING_CODE and d.code is not None}
    compiled = any(d.what is Mismatch.COMPILED for d in evidence.verdict.differences)
    return _codes(evidence.snippet) if compiled else frozenset(missing)


def _codes(snippet: Snippet) -> frozenset[str]:
    expectation = snippet.expectation
    return (expectation.codes or frozenset()) if expectation.kind is Kind.ERROR else frozenset()
