"""What rustc and the program said, as HTML text."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from borrowproof.model import Diagnostic, Level, Outcome, is_error_code
from borrowproof.site.listing import notes, prose

_THREAD_NUMBER = re.compile(r"^(thread '[^']*') \(\d+\)(?= panicked at)", re.MULTILINE)
_BACKTRACE_ADVICE = re.compile(r"^note: run with `RUST_BACKTRACE=1`.*\n?", re.MULTILINE)
ERROR_PAGE = "https://doc.rust-lang.org/error_codes/{}.html"


def code_link(code: str) -> str:
    """An error code, linked to the compiler's own page about it; a lint's name stays plain."""
    if not is_error_code(code):
        return f"<code>{escape(code)}</code>"
    return f'<a class="bp-error-code" href="{ERROR_PAGE.format(code)}">{code}</a>'


def scrolling(text: str, label: str, css: str) -> str:
    """Preformatted text that scrolls sideways by itself and can be focused by keyboard."""
    return (
        f'<div class="{css}" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<pre>{escape(text, quote=False)}</pre></div>"
    )


def diagnostics(outcome: Outcome, shown: Collection[int], name: str) -> str:
    """Each error and warning: message, labels whose line is not `shown`, notes, and rustc's full text."""
    found = [d for d in outcome.diagnostics if d.level in (Level.ERROR, Level.WARNING)]
    if not found:
        return ""
    return '<div class="bp-diagnostics">' + "".join(_diagnostic(d, shown, name) for d in found) + "</div>"


def _diagnostic(diagnostic: Diagnostic, shown: Collection[int], name: str) -> str:
    level = diagnostic.level.value
    code = f"[{code_link(diagnostic.code)}]" if diagnostic.code else ""
    what = f'<strong class="bp-level">{level}{code}</strong>'
    message = f'<p class="bp-message">{what}: {prose(diagnostic.message)}</p>'
    items = [
        f'<li><span class="bp-level">line {note.line}</span>: {prose(note.text)}</li>'
        for note in notes([diagnostic])
        if note.line not in shown
    ]
    items += [
        f'<li><span class="bp-level">{child.level.value}</span>: {prose(child.message)}</li>'
        for child in diagnostic.children
    ]
    listed = f"<ul>{''.join(items)}</ul>" if items else ""
    return f'<div class="bp-diagnostic bp-diagnostic-{level}">{message}{listed}{_rendered(diagnostic, name)}</div>'


def _rendered(diagnostic: Diagnostic, name: str) -> str:
    if not diagnostic.rendered:
        return ""
    text = scrolling(diagnostic.rendered.rstrip("\n"), f"What rustc prints for {name}", "bp-text")
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
