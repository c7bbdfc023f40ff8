"""What rustc and the program said, as HTML text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape

from borrowproof.model import Diagnostic, Level, Outcome, is_error_code
from borrowproof.site.console import scrolling
from borrowproof.site.labels import prose
from borrowproof.site.spans import annotate, placed
from borrowproof.site.suggestions import suggested, trust

_THREAD_NUMBER = re.compile(r"^(thread '[^']*') \(\d+\)(?= panicked at)", re.MULTILINE)
_BACKTRACE_ADVICE = re.compile(r"^note: run with `RUST_BACKTRACE=1`.*\n?", re.MULTILINE)
_OUR_FLAG = "requested on the command line with `"  # a reader's compiler is given no such flag
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
    """Each error and warning: message, what could not stand in the code, notes, suggestions, and rustc's full text.

    `shown` are the lines of `code` that the listing shows; what stands there is not said again. The messages have
    the ids `message_ids` of `anchor`.
    """
    found = pointed(outcome)
    several = len(found) > 1
    parts = (
        _diagnostic(diagnostic, shown, code, id_, f"{name}, {number}" if several else name, number if several else None)
        for number, (diagnostic, id_) in enumerate(zip(found, message_ids(outcome, anchor), strict=True), 1)
    )
    return f'<div class="bp-diagnostics">{"".join(parts)}</div>' if found else ""


def pointed(outcome: Outcome | None) -> tuple[Diagnostic, ...]:
    """The diagnostics that a page shows, in rustc's order: the errors and the warnings."""
    return tuple(d for d in outcome.diagnostics if d.level in (Level.ERROR, Level.WARNING)) if outcome else ()


def message_ids(outcome: Outcome | None, anchor: str) -> tuple[str, ...]:
    """The ids of the messages in the HTML, by which the code can be described."""
    return tuple(f"{anchor}-message-{n}" for n, _ in enumerate(pointed(outcome), 1))


def _diagnostic(
    diagnostic: Diagnostic, shown: Collection[int], code: str, id_: str, name: str, number: int | None
) -> str:
    level = diagnostic.level.value
    linked = f"[{code_link(diagnostic.code)}]" if diagnostic.code else ""
    which = f'<span class="bp-number">{number}</span> ' if number else ""
    what = f'{which}<strong class="bp-level">{level}{linked}</strong>'
    message = f'<p class="bp-message" id="{escape(id_)}">{what}: {prose(diagnostic.message)}</p>'
    items = [*_elsewhere(diagnostic, shown, code), *_notes(diagnostic, code)]
    listed = f'<ul class="bp-said">{"".join(items)}</ul>' if items else ""
    return f'<div class="bp-diagnostic bp-diagnostic-{level}">{message}{listed}{_rendered(diagnostic, name)}</div>'


def _elsewhere(diagnostic: Diagnostic, shown: Collection[int], code: str) -> Iterator[str]:
    """The labels that have no line in the listing: it shows only a part, or they are about another crate."""
    for label in annotate([diagnostic], code).labels:
        if label.line not in shown and label.text:
            kind = f"{label.level.value}, " if label.level else ""
            yield _item("place", f"{kind}line {label.line}", prose(label.text))
    for said in (diagnostic, *diagnostic.children):
        for span in said.spans:
            if span.foreign and span.label:
                yield _item("place", "in another crate", prose(span.label))


def _notes(diagnostic: Diagnostic, code: str) -> Iterator[str]:
    for child in diagnostic.children:
        if child.message.startswith(_OUR_FLAG) or placed(child):
            continue
        where = sorted({s.line_start for s in child.spans if s.suggested_replacement is None and not s.foreign})
        lines = f' <span class="bp-lines">(line {", ".join(map(str, where))})</span>' if where else ""
        trusted = trust(child)
        told = f' <span class="bp-trust">({trusted})</span>' if trusted else ""
        level = child.level.value
        yield _item(level, level, f"{prose(child.message)}{lines}{told}", suggested(child, code))


def _item(css: str, what: str, words: str, below: str = "") -> str:
    icon = '<span class="bp-icon" aria-hidden="true"></span>'
    return f'<li class="bp-said-{css}">{icon}<span class="bp-level">{what}</span>: {words}{below}</li>'


def _rendered(diagnostic: Diagnostic, name: str) -> str:
    if not diagnostic.rendered:
        return ""
    text = scrolling(diagnostic.rendered.rstrip("\n"), f"What rustc prints for {name}", "bp-text bp-terminal")
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
    region = scrolling(text.rstrip("\n"), f"{kind} of {name}", "bp-text")
    return f'<div class="bp-output {css}"><p class="bp-output-name">{kind}</p>{region}</div>'
