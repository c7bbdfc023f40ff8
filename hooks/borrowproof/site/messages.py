"""What rustc and the program said, as HTML text."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from borrowproof.model import Diagnostic, Level, Outcome, is_error_code
from borrowproof.site.listing import notes, prose

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


def diagnostics(outcome: Outcome, shown: Collection[int]) -> str:
    """Each error and warning: its message, labels whose line is not `shown`, notes, and rustc's full text."""
    found = [d for d in outcome.diagnostics if d.level in (Level.ERROR, Level.WARNING)]
    if not found:
        return ""
    return '<div class="bp-diagnostics">' + "".join(_diagnostic(d, shown) for d in found) + "</div>"


def _diagnostic(diagnostic: Diagnostic, shown: Collection[int]) -> str:
    level = diagnostic.level.value
    code = f"[{code_link(diagnostic.code)}]" if diagnostic.code else ""
    name = f'<strong class="bp-level">{level}{code}</strong>'
    message = f'<p class="bp-message">{name}: {prose(diagnostic.message)}</p>'
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
    return f'<div class="bp-diagnostic bp-diagnostic-{level}">{message}{listed}{_rendered(diagnostic)}</div>'


def _rendered(diagnostic: Diagnostic) -> str:
    if not diagnostic.rendered:
        return ""
    text = scrolling(diagnostic.rendered.rstrip("\n"), "Full text of rustc", "bp-text")
    return f"<details><summary>What rustc prints</summary>{text}</details>"


def output(outcome: Outcome, *, stdout: bool = True) -> str:
    """What the program wrote; of stderr only a panic. `stdout` is false where the page has it already."""
    parts = []
    if stdout and outcome.stdout:
        parts.append(_stream("Output", outcome.stdout, "bp-stdout"))
    if outcome.panicked:
        parts.append(_stream("Panic message", outcome.stderr, "bp-stderr"))
    return "".join(parts)


def _stream(name: str, text: str, css: str) -> str:
    region = scrolling(text.rstrip("\n"), name, "bp-text")
    return f'<div class="bp-output {css}"><p class="bp-output-name">{name}</p>{region}</div>'
