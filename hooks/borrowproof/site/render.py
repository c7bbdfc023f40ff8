"""One exhibit -> the HTML of a snippet: badge, code, diagnostics, output. Needs no scripts, and prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from borrowproof.model import Diagnostic, Evidence, Kind, Status
from borrowproof.report import badge, explain
from borrowproof.site import messages
from borrowproof.site.index import Exhibit, place
from borrowproof.site.listing import listing, marks, notes
from borrowproof.site.opening import opening

_STATES = {
    Kind.RUNS: "runs",
    Kind.COMPILES: "compiles",
    Kind.ERROR: "fails",
    Kind.PANICS: "panics",
    Kind.IGNORED: "unchecked",
}
_CODE = re.compile(r"\bE\d{4}\b")


@dataclass(frozen=True, slots=True)
class Options:
    """What a lesson asks of one rendering. `highlighted` are lines as numbered on the page.

    `predict` is a question: the reader sees the bare program first, and the verdict when they ask for it.
    """

    title: str = ""
    highlighted: frozenset[int] = frozenset()
    predict: str = ""


def state(evidence: Evidence) -> str:
    """The CSS class of the verdict: fails, runs, compiles, panics, unchecked or mismatch."""
    if evidence.verdict.status is Status.MISMATCHED:
        return "mismatch"
    if evidence.verdict.status is Status.NOT_CHECKED:
        return "unchecked"
    return _STATES[evidence.snippet.expectation.kind]


def badge_html(evidence: Evidence) -> str:
    """The verdict in words, its error codes linked."""
    words = _CODE.sub(lambda m: messages.code_link(m[0]), escape(badge(evidence), quote=False))
    return _badge(state(evidence), words)


def _badge(css: str, words: str) -> str:
    icon = '<span class="bp-icon" aria-hidden="true"></span>'
    return f'<span class="bp-badge bp-badge-{css}">{icon}{words}</span>'


def snippet(exhibit: Exhibit, options: Options, repaired: Exhibit | None = None) -> str:
    """The whole figure. `repaired` is the block on the same page of which this one is the fix."""
    evidence, block = exhibit.evidence, exhibit.block
    name = options.title or evidence.snippet.label or evidence.snippet.id
    shown = visible(exhibit)
    outcome = evidence.outcome
    said = ""
    if outcome:
        recorded_here = evidence.snippet.expectation.stdout_origin
        repeated = evidence.verdict.status is Status.MATCHED and recorded_here and recorded_here.file == block.page
        said = messages.diagnostics(outcome, shown, name)
        said += messages.output(outcome, name, stdout=not repeated)
    asks = bool(options.predict) and evidence.verdict.status is Status.MATCHED
    body = _prediction if asks else _verdict
    return (
        f'<figure class="bp-snippet bp-{"predict" if asks else state(evidence)}" id="{escape(exhibit.anchor)}"'
        f' data-borrowproof="{escape(place(block))}">'
        f"{body(evidence, options, repaired, name, shown, said)}{_whole_program(evidence, name, shown)}"
        f"{opening(evidence)}</figure>"
    )


def _verdict(
    evidence: Evidence, options: Options, repaired: Exhibit | None, name: str, shown: tuple[int, ...], said: str
) -> str:
    code = _code(evidence, name, shown, options.highlighted)
    return f"{_caption(evidence, options, repaired)}{_mismatch(evidence, name)}{code}{said}"


def _prediction(
    evidence: Evidence, options: Options, repaired: Exhibit | None, name: str, shown: tuple[int, ...], said: str
) -> str:
    """The bare program and a question; the verdict, with the code once more if it carries marks, on demand."""
    title = f'<span class="bp-title">{escape(options.title, quote=False)}</span>' if options.title else ""
    bare = _region(f"Rust code: {name}", listing(evidence.snippet.code, shown, highlighted=options.highlighted))
    marked = _code(evidence, f"{name}, as judged", shown, frozenset()) if any(_pointing(evidence)) else ""
    judged = f'<p class="bp-caption">{_judged(evidence, repaired)}</p>'
    return (
        f"<figcaption>{title}{_badge('predict', escape(options.predict, quote=False))}</figcaption>{bare}"
        f'<details class="bp-reveal bp-{state(evidence)}"><summary>Show the verdict</summary>'
        f"{judged}{marked}{said}</details>"
    )


def visible(exhibit: Exhibit) -> tuple[int, ...]:
    """The code lines that the block shows at first: no hidden line, no blank edge, no blanked annotation."""
    snippet = exhibit.evidence.snippet
    texts = snippet.code.split("\n")
    numbers = [n for n in exhibit.block.lines if n is not None and n not in snippet.hidden]
    while numbers and not texts[numbers[0] - 1].strip():
        numbers.pop(0)
    while numbers and not texts[numbers[-1] - 1].strip():
        numbers.pop()
    return tuple(numbers)


def _caption(evidence: Evidence, options: Options, repaired: Exhibit | None) -> str:
    title = f'<span class="bp-title">{escape(options.title, quote=False)}</span>' if options.title else ""
    return f"<figcaption>{title}{_judged(evidence, repaired)}</figcaption>"


def _judged(evidence: Evidence, repaired: Exhibit | None) -> str:
    """The verdict, who gave it, and which block on the page it mends."""
    fixes = ""
    if repaired:
        name = escape(repaired.evidence.snippet.label or repaired.anchor)
        fixes = f'<a class="bp-fixes" href="#{escape(repaired.anchor)}">a fix of {name}</a>'
    return f"{badge_html(evidence)}{_judge(evidence)}{_miri(evidence)}{fixes}"


def _miri(evidence: Evidence) -> str:
    """What Miri found, and whose Miri it was."""
    said, toolchain = evidence.miri, evidence.miri_toolchain
    if said is None or toolchain is None:
        return ""
    found = "finds undefined behaviour" if said.undefined else "finds no undefined behaviour"
    detail = f": {said.undefined}" if said.undefined else ""
    words = escape(f"Miri {found}{detail}", quote=False)
    return f'<span class="bp-miri">{words} <span class="bp-judge">{escape(toolchain.name)}</span></span>'


def _judge(evidence: Evidence) -> str:
    if not evidence.toolchain or not evidence.outcome:
        return ""
    return f'<span class="bp-judge">{evidence.toolchain.name}, edition {evidence.outcome.edition}</span>'


def _mismatch(evidence: Evidence, name: str) -> str:
    if evidence.verdict.status is not Status.MISMATCHED:
        return ""
    text = messages.scrolling(explain(evidence), f"What differs in {name}", "bp-text")
    return (
        '<div class="bp-difference"><p><strong>The compiler disagrees with this page.</strong> '
        f"Do not rely on this snippet.</p>{text}</div>"
    )


def _code(evidence: Evidence, name: str, shown: tuple[int, ...], highlighted: frozenset[int]) -> str:
    said = _pointing(evidence)
    code = evidence.snippet.code
    body = listing(code, shown, marked=marks(said, code), noted=notes(said), highlighted=highlighted)
    return _region(f"Rust code: {name}", body)


def _region(label: str, body: str) -> str:
    """Code that scrolls sideways by itself and can be focused by keyboard."""
    attributes = f'class="bp-code" tabindex="0" role="region" aria-label="{escape(label)}"'
    return f"<div {attributes}><pre>{body}</pre></div>"


def _pointing(evidence: Evidence) -> Iterable[Diagnostic]:
    outcome = evidence.outcome
    return (*outcome.errors, *outcome.warnings) if outcome else ()


def _whole_program(evidence: Evidence, name: str, shown: tuple[int, ...]) -> str:
    code = evidence.snippet.code.rstrip("\n")
    texts = code.split("\n")
    everything = [n for n, text in enumerate(texts, 1) if n >= _first_line(texts)]
    if not any(texts[n - 1].strip() for n in everything if n not in shown):
        return ""
    body = _region(f"The whole program: {name}", listing(code, everything))
    return f'<details class="bp-whole"><summary>Show the whole program</summary>{body}</details>'


def _first_line(texts: list[str]) -> int:
    return next((n for n, text in enumerate(texts, 1) if text.strip()), 1)


def unverified(info: str, text: str, reason: str) -> str:
    """What stands in place of a Rust block without evidence: plain text that says so."""
    body = messages.scrolling(text, "Unverified code", "bp-text")
    return (
        f'<figure class="bp-snippet bp-mismatch" data-borrowproof-unverified="{escape(reason)}">'
        f"<figcaption>{_badge('mismatch', 'Not verified')} <code>{escape(info)}</code></figcaption>"
        f'<div class="bp-difference"><p>{escape(reason, quote=False)}</p></div>{body}</figure>'
    )
