"""The report for GitHub Actions: annotations on the lines, and a step summary, since a step shows only ten.

Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from html import escape  # noqa: TID251 (what it is given shows what is hidden)

from borrowproof.judging.messages import primary_lines
from borrowproof.judging.questions import JudgedQuestion, judge_questions
from borrowproof.model.expectation import Pin
from borrowproof.model.origin import Origin
from borrowproof.model.run import Evidence, Run
from borrowproof.report import questions
from borrowproof.report.control_characters import in_log, on_one_line
from borrowproof.report.differences import line_location
from borrowproof.report.terminal import (
    mismatched,
    places,
    problem,
    same_reason,
    summary,
    undrawn,
    unrecorded,
    without_recording,
    without_timeline,
)
from borrowproof.report.verdicts import explain, headline, not_checked


def commands(run: Run) -> str:
    """One workflow command for every problem, mismatch and unchecked snippet; then the totals."""
    lines = [_command("error", p.origin, "Annotation", f"{p.message}\nfix: {p.fix}") for p in run.problems]
    lines += [_command("error", _where(e), headline(e), explain(e)) for e in mismatched(run)]
    lines += [
        _command("error", questions.key_origin(a, n), "Question", questions.wrong_key(a, n))
        for a in questions.mismatched(judge_questions(run))
        for n in a.wrong_choices
    ]
    lines += [_command("warning", g[0].snippet.origin, _title(len(g)), not_checked(g[0])) for g in same_reason(run)]
    lines += [_command("warning", e.snippet.origin, "No timeline", undrawn(e, None)) for e in without_timeline(run)]
    lines += [
        _command("warning", e.snippet.origin, "No recording", unrecorded(e, None)) for e in without_recording(run)
    ]
    return "\n".join([*lines, summary(run)]) + "\n"


def step_summary(run: Run) -> str:
    """Markdown for `$GITHUB_STEP_SUMMARY`: the totals, and every mismatch in full.

    What others wrote stands only in code blocks and in `<code>`, where GitHub renders neither Markdown nor HTML, and
    links no names, numbers or addresses.
    """
    shown = places(run)
    parts = ["## Borrowproof", _block(summary(run))]
    parts += [_block(problem(p)) for p in run.problems]
    parts += [_folded(on_one_line(_titled(e)), explain(e, shown.get(e.snippet.id))) for e in mismatched(run)]
    parts += [_folded(_asked(a), questions.wrong_keys(a)) for a in questions.mismatched(judge_questions(run))]
    parts += [_block(f"{g[0].snippet.origin}: {_title(len(g)).lower()}: {not_checked(g[0])}") for g in same_reason(run)]
    parts += [_block(undrawn(e, shown.get(e.snippet.id))) for e in without_timeline(run)]
    parts += [_block(unrecorded(e, shown.get(e.snippet.id))) for e in without_recording(run)]
    return "\n\n".join(parts) + "\n"


def _title(count: int) -> str:
    return "Not checked" if count == 1 else f"Not checked, with {count - 1} more"


def _titled(evidence: Evidence) -> str:
    return f"{evidence.snippet.origin}: {headline(evidence)}"


def _asked(item: JudgedQuestion) -> str:
    return f"{on_one_line(str(item.question.origin))}: question with a wrong key"


def _folded(title: str, body: str) -> str:
    """A line that unfolds. It begins a block of HTML, in which nothing is Markdown until the next blank line."""
    return (
        f"<details><summary><code>{escape(in_log(title), quote=False)}</code></summary>\n\n{_block(body)}\n\n</details>"
    )


def _block(text: str) -> str:
    """A code block with a fence that is longer than any in the text."""
    shown = in_log(text)
    fence = "`" * max(4, _longest_run(shown) + 1)
    return f"{fence}text\n{shown}\n{fence}"


def _longest_run(text: str) -> int:
    longest = current = 0
    for character in text:
        current = current + 1 if character == "`" else 0
        longest = max(longest, current)
    return longest


def _where(evidence: Evidence) -> Origin:
    """The line that the first difference is about."""
    snippet = evidence.snippet
    for difference in evidence.verdict.differences:
        lines = sorted(primary_lines(difference.diagnostic)) if difference.diagnostic else _line(difference.pin)
        if lines:
            file, _, line = line_location(snippet, lines[0]).rpartition(":")
            return Origin(file, int(line))
    return snippet.origin


def _line(pin: Pin | None) -> list[int]:
    return [] if pin is None or pin.line is None else [pin.line]


def _command(level: str, origin: Origin, title: str, message: str) -> str:
    properties = {"file": origin.file, "line": str(origin.line), "title": title}
    named = ",".join(f"{name}={_escape(on_one_line(value), properties=True)}" for name, value in properties.items())
    return f"::{level} {named}::{_escape(in_log(message))}"


def _escape(text: str, *, properties: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if properties else escaped
