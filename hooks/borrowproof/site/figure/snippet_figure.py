"""A block with its evidence -> the HTML of a snippet: badge, code, diagnostics, output. Needs no scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.expectation import Kind
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Status
from borrowproof.report import badge, explain
from borrowproof.report.control_characters import in_markup
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import ShownBlock, block_location
from borrowproof.site.figure import diagnostics, memory, ownership, repairs, sanitizer
from borrowproof.site.figure.action_row import action_row
from borrowproof.site.figure.code_regions import judged_code, visible_lines
from borrowproof.site.figure.left_out_lines import left_out
from borrowproof.site.figure.terminal_output import scrolling_text

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
    `playground` is the site's own choice: the address of the Playground where readers open and run the program.
    """

    title: str = ""
    highlighted: frozenset[int] = frozenset()
    predict: str = ""
    playground: str = PLAYGROUND


def verdict_class(evidence: Evidence) -> str:
    """The CSS class of the verdict: fails, runs, compiles, panics, undefined, unchecked or mismatch."""
    if evidence.verdict.status is Status.MISMATCHED:
        return "mismatch"
    if evidence.verdict.status is Status.NOT_CHECKED:
        return "unchecked"
    if evidence.sanitized or (evidence.miri and evidence.miri.undefined_behaviour):
        return "undefined"
    return _STATES[evidence.snippet.expectation.kind]


def badge_html(evidence: Evidence) -> str:
    """The verdict in words, its error codes linked."""
    words = _CODE.sub(lambda m: diagnostics.code_link(m[0]), escape(badge(evidence), quote=False))
    return _badge(verdict_class(evidence), words)


def _badge(css: str, words: str) -> str:
    return f'<span class="bp-badge bp-badge-{css}">{words}</span>'


@dataclass(frozen=True, slots=True)
class _View:
    """One rendering: what is shown, and how it is called."""

    shown_block: ShownBlock
    options: Options
    repaired: ShownBlock | None
    name: str
    shown: tuple[int, ...]

    @property
    def evidence(self) -> Evidence:
        return self.shown_block.evidence


def figure_html(shown_block: ShownBlock, options: Options, repaired: ShownBlock | None = None) -> str:
    """The whole figure. `repaired` is the block on the same page of which this one is the fix, or the twin."""
    evidence, block = shown_block.evidence, shown_block.block
    name = options.title or evidence.snippet.label or evidence.snippet.id
    shown = visible_lines(shown_block)
    view = _View(shown_block, options, repaired, name, shown)
    asks = bool(options.predict) and evidence.verdict.status is Status.MATCHED
    return (
        f'<figure class="bp-snippet bp-{"predict" if asks else verdict_class(evidence)}"'
        f' id="{escape(shown_block.anchor)}" data-borrowproof="{escape(block_location(block))}">'
        f"{_prediction(view) if asks else _verdict(view)}"
        f"{repairs.changes_html(shown_block, repaired)}"
        f"{action_row(evidence, hides_code=_hides_code(view), playground=options.playground)}</figure>"
    )


def _hides_code(view: _View) -> bool:
    return bool(left_out(view.evidence.snippet.code, view.shown))


def _said(view: _View) -> str:
    """What rustc and the program said."""
    evidence, outcome = view.evidence, view.evidence.outcome
    if outcome is None:
        return ""
    recorded = evidence.snippet.expectation.stdout_origin
    repeated = evidence.verdict.status is Status.MATCHED and recorded and recorded.file == view.shown_block.block.page
    said = diagnostics.diagnostics(outcome, view.shown, view.name, evidence.snippet.code, view.shown_block.anchor)
    return said + diagnostics.output(outcome, view.name, stdout=not repeated)


def _verdict(view: _View) -> str:
    caption = f"{_caption(view.evidence, view.options, view.repaired)}{_mismatch(view.evidence, view.name)}"
    return f"{caption}{_code(view)}{_below(view)}{_memory(view)}{_said(view)}"


def _code(view: _View, *, asks: bool = False) -> str:
    added = repairs.added_marks(view.evidence, view.repaired)
    return judged_code(view.shown_block, view.name, view.shown, view.options.highlighted, added, asks=asks)


def _prediction(view: _View) -> str:
    """The program and a question; what the stylesheet hides of the one, and the verdict, on demand."""
    evidence, options = view.evidence, view.options
    title = f'<span class="bp-title">{escape(options.title, quote=False)}</span>' if options.title else ""
    return (
        f"<figcaption>{title}{_badge('predict', escape(options.predict, quote=False))}</figcaption>"
        f"{_code(view, asks=True)}"
        f'<details class="bp-reveal bp-{verdict_class(evidence)}"><summary>Show the verdict</summary>'
        f'<p class="bp-caption">{_judged(evidence, view.repaired)}</p>'
        f"{_below(view)}{_memory(view)}{_said(view)}</details>"
    )


def unjudged_figure(shown_block: ShownBlock, playground: str | None = None) -> str:
    """A program that a question asks about: a figure without the verdict, which `judgement_html` tells.

    What the compiler says in the code is hidden by the stylesheet until the answer is shown. With `playground`, the
    address of one, a reader can copy, edit and open it.
    """
    name = shown_block.evidence.snippet.label or shown_block.evidence.snippet.id
    shown = visible_lines(shown_block)
    code = judged_code(shown_block, name, shown, asks=True)
    hides_code = bool(left_out(shown_block.evidence.snippet.code, shown))
    code += action_row(shown_block.evidence, hides_code=hides_code, playground=playground) if playground else ""
    return (
        f'<figure class="bp-snippet bp-predict" id="{escape(shown_block.anchor)}"'
        f' data-borrowproof="{escape(block_location(shown_block.block))}">{code}</figure>'
    )


def judgement_html(shown_block: ShownBlock) -> str:
    """What `unjudged_figure` left out: the verdict, and what was said."""
    evidence, shown = shown_block.evidence, visible_lines(shown_block)
    name = evidence.snippet.label or evidence.snippet.id
    outcome = evidence.outcome
    said = ""
    if outcome:
        said = diagnostics.diagnostics(outcome, shown, name, evidence.snippet.code, shown_block.anchor)
        said += diagnostics.output(outcome, name, stdout=True)
    return (
        f'<div class="bp-snippet bp-{verdict_class(evidence)}"><p class="bp-caption">{_judged(evidence, None)}</p>'
        f"{_mismatch(evidence, name)}{said}</div>"
    )


def _below(view: _View) -> str:
    """What stands under the lanes: why the program is rejected; or why there are none, where the page asks for them."""
    evidence = view.evidence
    if not view.shown_block.block.ownership or evidence.outcome is None:
        return ""
    if evidence.timeline is not None:
        return in_markup(ownership.reasons(evidence.timeline))
    return f'<p class="bp-undrawn">No ownership timeline: {escape(evidence.not_derived or "", quote=False)}.</p>'


def _memory(view: _View) -> str:
    """What memory holds at each step; or why that is not known. Whoever does not ask for it sees it up to a fault."""
    evidence = view.evidence
    if not (view.shown_block.block.memory or evidence.sanitized) or evidence.outcome is None:
        return ""
    if evidence.recording is not None:
        drawn = memory.memory_html(evidence.recording, evidence.snippet.code, view.name, view.shown_block.anchor)
        return in_markup(drawn)
    why = escape(evidence.not_recorded or evidence.no_fault_picture or "", quote=False)
    return f'<p class="bp-undrawn">No picture of what memory holds: {why}.</p>'


def _caption(evidence: Evidence, options: Options, repaired: ShownBlock | None) -> str:
    title = f'<span class="bp-title">{escape(options.title, quote=False)}</span>' if options.title else ""
    return f"<figcaption>{title}{_judged(evidence, repaired)}</figcaption>"


def _judged(evidence: Evidence, repaired: ShownBlock | None) -> str:
    """The verdict, who gave it, and which block on the page it mends."""
    fixes = ""
    if repaired:
        name = escape(repaired.evidence.snippet.label or repaired.anchor)
        what = "with raw pointers, the twin" if evidence.snippet.twin_of else "a fix"
        fixes = f'<a class="bp-fixes" href="#{escape(repaired.anchor)}">{what} of {name}</a>'
    asked = f"{_judge(evidence)}{_miri(evidence)}{sanitizer.report_html(evidence)}{_polonius(evidence)}"
    return f"{badge_html(evidence)}{asked}{fixes}{repairs.cost_html(evidence)}"


def _miri(evidence: Evidence) -> str:
    """What Miri found, and whose Miri it was."""
    said, toolchain = evidence.miri, evidence.miri_toolchain
    if said is None or toolchain is None:
        return ""
    found = "finds undefined behaviour" if said.undefined_behaviour else "finds no undefined behaviour"
    detail = f": {said.undefined_behaviour}" if said.undefined_behaviour else ""
    words = escape(f"Miri {found}{detail}", quote=False)
    return f'<span class="bp-miri">{words} <span class="bp-judge">{escape(toolchain.name)}</span></span>'


def _polonius(evidence: Evidence) -> str:
    """What the next borrow checker says of it."""
    said = evidence.polonius
    if said is None:
        return ""
    words = "accepts it" if said.compiled else f"says {', '.join(sorted(said.codes))}"
    return f'<span class="bp-miri">Polonius, the next borrow checker, {words}</span>'


def _judge(evidence: Evidence) -> str:
    if not evidence.toolchain or not evidence.outcome:
        return ""
    day = f", recorded on {escape(evidence.recorded_on)}" if evidence.recorded_on else ""
    return f'<span class="bp-judge">{escape(evidence.toolchain.name)}, edition {evidence.outcome.edition}{day}</span>'


def _mismatch(evidence: Evidence, name: str) -> str:
    if evidence.verdict.status is not Status.MISMATCHED:
        return ""
    text = scrolling_text(explain(evidence), f"What differs in {name}", "bp-text")
    return (
        '<div class="bp-difference"><p><strong>The compiler disagrees with this page.</strong> '
        f"Do not rely on this snippet.</p>{text}</div>"
    )


def unverified_html(info: str, text: str, reason: str) -> str:
    """What stands in place of a Rust block without evidence: plain text that says so."""
    body = scrolling_text(text, "Unverified code", "bp-text")
    return (
        f'<figure class="bp-snippet bp-mismatch" data-borrowproof-unverified="{escape(reason)}">'
        f"<figcaption>{_badge('mismatch', 'Not verified')} <code>{escape(info)}</code></figcaption>"
        f'<div class="bp-difference"><p>{escape(reason, quote=False)}</p></div>{body}</figure>'
    )
