"""What a sanitizer reported of a program: in words, and as labels on the lines that had a part in it."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.run import Evidence
from borrowproof.model.sanitizer_report import DATA_RACE, SanitizerReport
from borrowproof.site.escaping import escape

_TOOLS = {DATA_RACE: "ThreadSanitizer"}


def report_html(evidence: Evidence) -> str:
    """Who found what; nothing for a snippet that makes no claim about it."""
    found = evidence.sanitized
    if found is None:
        return ""
    words = f"{_TOOLS.get(found.kind, 'AddressSanitizer')} reports {found.kind.replace('-', ' ')}"
    return f'<span class="bp-miri">{escape(words, quote=False)}</span>'


def labels(found: SanitizerReport | None, code: str) -> tuple[Diagnostic, ...]:
    """The report as a diagnostic whose spans are the lines; none where there is no report."""
    if found is None:
        return ()
    return (Diagnostic(Level.ERROR, None, found.kind, tuple(_spans(found, code.split("\n")))),)


def _spans(found: SanitizerReport, lines: list[str]) -> Iterator[Span]:
    told: dict[int, list[str]] = {}
    wrong = {access.line for access in found.accesses[: 2 if found.kind == DATA_RACE else 1]}
    for position, words in enumerate(_words(found)):
        told.setdefault(found.accesses[position].line, []).append(words)
    for line, said in told.items():
        text = lines[line - 1] if line <= len(lines) else ""
        start = len(text) - len(text.lstrip()) + 1
        label = ", and ".join(dict.fromkeys(said))
        yield Span(line, start, line, max(len(text.rstrip()), start) + 1, primary=line in wrong, label=label)


def _words(found: SanitizerReport) -> Iterator[str]:
    """`read here`, in the order of the events."""
    for position, access in enumerate(found.accesses):
        if found.kind == DATA_RACE and position < 2:
            yield f"{access.event} here by {'one thread' if position == 0 else 'another'}"
        elif found.kind == "double-free" and position == 0:
            yield "freed here a second time"
        else:
            yield f"{access.event} here"
