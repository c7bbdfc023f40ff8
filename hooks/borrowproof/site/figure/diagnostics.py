"""What rustc and the program said, as HTML text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.outcome import Outcome
from borrowproof.report import ansi
from borrowproof.site.escaping import escape
from borrowproof.site.figure.labels import prose
from borrowproof.site.figure.span_layout import annotate, is_shown_in_code
from borrowproof.site.figure.suggestions import applicability_text, suggestion_html
from borrowproof.site.figure.terminal_output import scrolling_text

_THREAD_NUMBER = re.compile(r"^(thread '[^']*') \(\d+\)(?= panicked at)", re.MULTILINE)
_BACKTRACE_ADVICE = re.compile(r"^note: run with `RUST_BACKTRACE=1`.*\n?", re.MULTILINE)
_NO_LETTERS = re.compile(r"[^A-Za-z0-9]+")
# About our own run: a reader's compiler is given no such flag, and a reader has no such file.
_OUR_RUN = (
    "requested on the command line with `",
    "the full name for the type has been written to '",
    "consider using `--verbose` to print the full type name",
)
ERROR_PAGE = "https://doc.rust-lang.org/error_codes/{}.html"
# The book lists a lint on one of three pages, by its level; its search finds it on any (mdBook's `search`).
LINT_PAGE = "https://doc.rust-lang.org/rustc/?search={}"


def code_link(code: str) -> str:
    """An error code or a lint's name, linked to what the compiler's own books say about it."""
    if is_error_code(code):
        return f'<a class="bp-error-code" href="{ERROR_PAGE.format(code)}">{code}</a>'
    name = f"<code>{escape(code)}</code>"
    return f'<a class="bp-error-code" href="{LINT_PAGE.format(code)}">{name}</a>' if code.isidentifier() else name


def diagnostics(outcome: Outcome, shown: Collection[int], name: str, code: str, anchor: str) -> str:
    """Each error and warning: message, what could not stand in the code, notes, suggestions; then rustc's full text.

    `shown` are the lines of `code` that the listing shows; what stands there is not said again. The messages have
    the ids `message_ids` of `anchor`.
    """
    found = shown_diagnostics(outcome)
    several = len(found) > 1
    parts = (
        _diagnostic(diagnostic, shown, code, id_, number if several else None)
        for number, (diagnostic, id_) in enumerate(zip(found, message_ids(outcome, anchor), strict=True), 1)
    )
    return f'<div class="bp-diagnostics">{"".join(parts)}{_rendered(found, name)}</div>' if found else ""


def shown_diagnostics(outcome: Outcome | None) -> tuple[Diagnostic, ...]:
    """The diagnostics that a page shows, in rustc's order: the errors and the warnings."""
    return tuple(d for d in outcome.diagnostics if d.level in (Level.ERROR, Level.WARNING)) if outcome else ()


def message_ids(outcome: Outcome | None, anchor: str) -> tuple[str, ...]:
    """The ids of the messages in the HTML, by which the code can be described."""
    return tuple(f"{anchor}-message-{n}" for n, _ in enumerate(shown_diagnostics(outcome), 1))


def _diagnostic(diagnostic: Diagnostic, shown: Collection[int], code: str, id_: str, number: int | None) -> str:
    level = diagnostic.level.value
    linked = f"[{code_link(diagnostic.code)}]" if diagnostic.code else ""
    which = f'<span class="bp-number">{number}</span> ' if number else ""
    what = f'{which}<strong class="bp-level">{level}{linked}</strong>'
    message = f'<p class="bp-message" id="{escape(id_)}">{what}: {prose(diagnostic.message)}</p>'
    items = [*_elsewhere(diagnostic, shown, code), *_notes(diagnostic, code)]
    listed = f'<ul class="bp-said">{"".join(items)}</ul>' if items else ""
    return f'<div class="bp-diagnostic bp-diagnostic-{level}">{message}{listed}</div>'


def _elsewhere(diagnostic: Diagnostic, shown: Collection[int], code: str) -> Iterator[str]:
    """The labels that have no line in the listing: it shows only a part, or they are about another crate."""
    for label in annotate([diagnostic], code).labels:
        if label.line not in shown:
            kind = f"{label.level.value}, " if label.level else ""
            first = label.bracket.first if label.bracket else label.line
            meant = f"<code>{escape(label.quote, quote=False)}</code>" if label.quote else "here"
            yield _item("place", f"{kind}{_lines({first, label.line}, 'to')}", prose(label.text) or meant)
    for said in (diagnostic, *diagnostic.children):
        for span in said.spans:
            if span.foreign and span.label:
                yield _item("place", "in another crate", prose(span.label))


def _notes(diagnostic: Diagnostic, code: str) -> Iterator[str]:
    for child in diagnostic.children:
        if child.message.startswith(_OUR_RUN) or is_shown_in_code(child) or _for_editors(child, diagnostic):
            continue
        where = {s.line_start for s in child.spans if s.suggested_replacement is None and not s.foreign}
        lines = f' <span class="bp-lines">({_lines(where, "and")})</span>' if where else ""
        trusted = applicability_text(child)
        told = f' <span class="bp-trust">({trusted})</span>' if trusted else ""
        level = child.level.value
        yield _item(level, level, f"{prose(child.message)}{lines}{told}", suggestion_html(child, code))


def _for_editors(child: Diagnostic, diagnostic: Diagnostic) -> bool:
    """Whether rustc leaves a suggestion out of its text: it repeats a label, and is for tools that apply it.

    The JSON does not tell (`SuggestionStyle::CompletelyHidden` of rustc_errors), so the words are looked for.
    """
    suggests = any(span.suggested_replacement is not None for span in child.spans)
    text = ansi.plain(diagnostic.rendered)
    return suggests and bool(text) and _letters(child.message) not in _letters(text)


def _letters(text: str) -> str:
    """Without what rustc breaks lines with, and without what it shows in another way on a terminal."""
    return _NO_LETTERS.sub("", text)


def _lines(numbers: Collection[int], joint: str) -> str:
    """`line 4`, `lines 4 and 6`, `lines 4, 5 and 6`."""
    *others, last = map(str, sorted(numbers))
    return f"lines {', '.join(others)} {joint} {last}" if others else f"line {last}"


def _item(css: str, what: str, words: str, below: str = "") -> str:
    return f'<li class="bp-said-{css}"><span class="bp-level">{what}</span>: {words}{below}</li>'


def _rendered(found: Collection[Diagnostic], name: str) -> str:
    """All that rustc prints, as it prints it, to unfold."""
    printed = "\n\n".join(d.rendered.rstrip("\n") for d in found if d.rendered)
    if not printed:
        return ""
    text = scrolling_text(printed, f"What rustc prints for {name}", "bp-text bp-terminal")
    return f"<details><summary>What rustc prints</summary>{text}</details>"


def output(outcome: Outcome, name: str, *, stdout: bool = True) -> str:
    """What the program wrote; of stderr only a panic. `stdout` is false where the page has it already."""
    parts = []
    if stdout and outcome.stdout:
        parts.append(_stream("Output", name, outcome.stdout, "bp-stdout"))
    if outcome.panicked:
        parts.append(_stream("Panic message", name, _panic(outcome.stderr), "bp-stderr"))
    return "".join(parts)


def _panic(stderr: str) -> str:
    """Without the thread's number, which differs from run to run, and the advice about backtraces."""
    return _BACKTRACE_ADVICE.sub("", _THREAD_NUMBER.sub(r"\1", stderr))


def _stream(kind: str, name: str, text: str, css: str) -> str:
    region = scrolling_text(text.rstrip("\n"), f"{kind} of {name}", f"bp-text {css}")
    return f'<p class="bp-output-name">{kind}</p>{region}'
