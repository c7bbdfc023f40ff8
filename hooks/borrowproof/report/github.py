"""The report for GitHub Actions: annotations on the lines, and a step summary, since a step shows only ten.

Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from borrowproof.judging.matcher import primary_lines
from borrowproof.judging.questions import Answered, answered
from borrowproof.model.expectation import Pin
from borrowproof.model.origin import Origin
from borrowproof.model.run import Evidence, Run
from borrowproof.report import questions
from borrowproof.report.differences import origin_of
from borrowproof.report.terminal import mismatched, places, same_reason, summary, undrawn, without_timeline
from borrowproof.report.verdicts import explain, headline, not_checked


def commands(run: Run) -> str:
    """One workflow command for every problem, mismatch and unchecked snippet; then the totals."""
    lines = [_command("error", p.origin, "Annotation", f"{p.message}\nfix: {p.fix}") for p in run.problems]
    lines += [_command("error", _where(e), headline(e), explain(e)) for e in mismatched(run)]
    lines += [
        _command("error", questions.origin(a, n), "Question", questions.wrong_key(a, n))
        for a in questions.mismatched(answered(run))
        for n in a.wrong
    ]
    lines += [_command("warning", g[0].snippet.origin, _title(len(g)), not_checked(g[0])) for g in same_reason(run)]
    lines += [_command("warning", e.snippet.origin, "No timeline", undrawn(e, None)) for e in without_timeline(run)]
    return "\n".join([*lines, summary(run)]) + "\n"


def step_summary(run: Run) -> str:
    """Markdown for `$GITHUB_STEP_SUMMARY`: the totals, and every mismatch in full."""
    shown = places(run)
    parts = ["## Borrowproof", summary(run)]
    parts += [f"- `{p.origin}`: {p.message}. {p.fix}" for p in run.problems]
    parts += [_folded(e, shown.get(e.snippet.id)) for e in mismatched(run)]
    parts += [_question(a) for a in questions.mismatched(answered(run))]
    parts += [f"- `{g[0].snippet.origin}`: {_title(len(g)).lower()}: {not_checked(g[0])}" for g in same_reason(run)]
    parts += [f"- {undrawn(e, shown.get(e.snippet.id)).splitlines()[0]}" for e in without_timeline(run)]
    return "\n\n".join(parts) + "\n"


def _title(count: int) -> str:
    return "Not checked" if count == 1 else f"Not checked, with {count - 1} more"


def _folded(evidence: Evidence, where: str | None) -> str:
    title = f"<code>{evidence.snippet.origin}</code>: {_html(headline(evidence))}"
    body = explain(evidence, where)
    fence = "`" * max(4, _longest_run(body) + 1)
    return f"<details><summary>{title}</summary>\n\n{fence}text\n{body}\n{fence}\n\n</details>"


def _question(item: Answered) -> str:
    body = questions.wrong_keys(item)
    return f"<details><summary>{_where_asked(item)}</summary>\n\n````text\n{body}\n````\n\n</details>"


def _where_asked(item: Answered) -> str:
    return f"<code>{item.question.origin}</code>: question with a wrong key"


def _longest_run(text: str) -> int:
    longest = current = 0
    for character in text:
        current = current + 1 if character == "`" else 0
        longest = max(longest, current)
    return longest


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _where(evidence: Evidence) -> Origin:
    """The line that the first difference is about."""
    snippet = evidence.snippet
    for difference in evidence.verdict.differences:
        lines = sorted(primary_lines(difference.diagnostic)) if difference.diagnostic else _line(difference.pin)
        if lines:
            file, _, line = origin_of(snippet, lines[0]).rpartition(":")
            return Origin(file, int(line))
    return snippet.origin


def _line(pin: Pin | None) -> list[int]:
    return [] if pin is None else [pin.line]


def _command(level: str, origin: Origin, title: str, message: str) -> str:
    properties = {"file": origin.file, "line": str(origin.line), "title": title}
    named = ",".join(f"{name}={_escape(value, properties=True)}" for name, value in properties.items())
    return f"::{level} {named}::{_escape(message)}"


def _escape(text: str, *, properties: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if properties else escaped
