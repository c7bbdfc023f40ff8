"""Values in the text of a page: `{rust}` and a code span is an expression, whose value the page shows. Pure.

All values of a page are measured by one program, which prints each with a separator behind it. A value may name what
its sentence depends on: `size_of::<String>() == 24`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.model.snippet import Snippet, Value
from borrowproof.sources.markdown.fence import Fence
from borrowproof.sources.snippets import Rules

# A code span, or a backslash that keeps one from beginning. `role` is empty for code that is shown as it is. As in
# CommonMark, as many backticks end a span as began it, and a blank line ends whatever is open.
SPAN = r"\\`|(?P<role>\{rust\})?(?<!`)(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n[ \t]*\n)[\s\S])*?[^`])(?P=ticks)(?!`)"
SEPARATOR = "\x1f"  # the unit separator of ASCII, which no value has in it
_SPAN = re.compile(SPAN)
_EXPECTED = re.compile(r"(?P<expression>.*\S)\s*==\s*(?P<expected>[\w.]+)", re.DOTALL)
# What an expression may name without saying where it is, and the head of `main`.
_NAMES = "prose_values.rs"
_PRINT = 'print!("{}\\u{1f}", {'


def written(code: str) -> str:
    """What stands between the backticks, on one line."""
    return " ".join(code.split())


def parse(code: str, origin: Origin) -> Value:
    """The value that a code span asks for, with the value that its author expects, if any is named."""
    text = written(code)
    match = _EXPECTED.fullmatch(text)
    return Value(text, match["expression"], match["expected"], origin) if match else Value(text, text, None, origin)


def read(lines: Sequence[SourceLine], fences: Iterable[Fence]) -> tuple[Value, ...]:
    """The values in the text of a page, in order; what stands in fences is no text."""
    fenced = {index for fence in fences for index in range(fence.opener, fence.closer + 1)}
    text = "\n".join("" if index in fenced else line.text for index, line in enumerate(lines))
    return tuple(_values(text, lines))


def _values(text: str, lines: Sequence[SourceLine]) -> Iterator[Value]:
    for match in _SPAN.finditer(text):
        if match["role"] is not None:
            begins = match.end("code") - len(match["code"].lstrip())
            origin = lines[text.count("\n", 0, begins)].origin
            column = origin.column + begins - (text.rfind("\n", 0, begins) + 1)
            yield parse(match["code"], replace(origin, column=column))


def program(page: str, values: Sequence[Value], rules: Rules) -> Snippet:
    """The program that measures the values of a page. Each expression stands on a line of its own."""
    lines: list[tuple[str, Origin | None]] = [(text, None) for text in _head()]
    for value in values:
        lines += [(_PRINT, None), (value.expression, value.origin), ("});", None)]
    lines.append(("}", None))
    return Snippet(
        id=f"{page} (values)",
        origin=replace(values[0].origin, file=page, column=1),
        code="".join(f"{text}\n" for text, _ in lines),
        lines=tuple(origin for _, origin in lines),
        expectation=Expectation(Kind.RUNS),
        edition=rules.edition or NEWEST_EDITION,
        label="values in the text",
        strict_warnings=rules.strict,
        crates=rules.crates,
        values=tuple(values),
    )


@cache
def _head() -> tuple[str, ...]:
    return tuple(Path(__file__).with_name(_NAMES).read_text(encoding="utf-8").splitlines())


def measured(snippet: Snippet, stdout: str) -> tuple[str, ...] | None:
    """What a run of `program` printed for each of the values; None where it printed anything else."""
    *found, rest = stdout.split(SEPARATOR)
    return tuple(found) if len(found) == len(snippet.values) and not rest else None
