"""Which bodies a reader is shown, under which name, and on which lines they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from borrowproof.facts import place_names
from borrowproof.facts.mir.syntax import Body, Span
from borrowproof.facts.source_locations import is_user_code
from borrowproof.facts.source_text import Source
from borrowproof.model.timeline import FunctionKind

_CLOSURE = re.compile(r"::\{closure#\d+\}")
_CONSTANT = re.compile(r"::\{constant#\d+\}")
_HEAD = re.compile(
    r"\{(closure|async closure body|async closure|async block|(?:async )?gen block|coroutine)@[^{}]*?"
    r":(\d+):(\d+): \d+:\d+\}"
)
_WRITTEN = re.compile(r"(?:(?:async|move|static|gen)\b|\||for\s*<)")  # how closures and async blocks begin
_COROUTINE = re.compile(r"_1: (?:[\w:]+<&[^{]*mut )?\{(?:async|coroutine|gen|async gen)\b")
_FUNCTION_BODY = re.compile(r"\{(?:async|gen|async gen) fn body of ")
_ASYNC_FUNCTION = re.compile(r"_1: (?:[\w:]+<&[^{]*mut )?\{(?:async|gen|async gen) (?:fn body of |closure body@)")


@dataclass(frozen=True, slots=True)
class FunctionInfo:
    """What a body is for a reader. Lines are those of its text, both included."""

    name: str
    kind: FunctionKind
    first_line: int
    last_line: int
    parent: str | None


def function_info(body: Body, source: Source) -> FunctionInfo | None:
    """The heading of a body; None for one that nobody wrote (a derived impl, a macro's working)."""
    spans = _own_spans(body, source)
    if not spans or place_names.is_derived(body.name, source):
        return None
    last = max(span.end_line for span in spans)
    if _CONSTANT.search(body.name) and body.constant:
        line = min(span.line for span in spans)
        outer = _outer(body.name, source)
        return FunctionInfo(f"constant in {outer}, line {line}", FunctionKind.CONSTANT, line, last, None)
    if _CLOSURE.search(body.name):
        return _inner(body, source, min(span.line for span in spans), last)
    kind = FunctionKind.CONSTANT if body.constant else FunctionKind.FUNCTION
    first = _first_line(body, source, min(span.line for span in spans))
    return (
        FunctionInfo(place_names.function_name(body.name, source), kind, first, last, None)
        if first is not None
        else None
    )


def async_function_path(body: Body) -> str | None:
    """The path of the async function or closure (or of the `gen` function) whose body this is, None for any other body.
    That function itself only makes the coroutine."""
    return body.name[: body.name.rindex("::{")] if _ASYNC_FUNCTION.search(body.signature) else None


def _own_spans(body: Body, source: Source) -> list[Span]:
    """The spans of a body that lie in the program's own text. A macro's body that has a few is still a macro's."""
    declared = [local.span for local in body.locals.values()] + [debug.span for debug in body.debug]
    every = declared + [point.span for point in body.points]
    returned = body.locals.get(0)
    if returned is not None and not is_user_code(returned.span, source):
        return []
    return [span for span in every if span is not None and is_user_code(span, source)]


def _inner(body: Body, source: Source, first: int, last: int) -> FunctionInfo | None:
    parent = body.name[: body.name.rindex("::{")]
    outer = _outer(body.name, source)
    if _FUNCTION_BODY.search(body.signature.partition(" -> ")[0]):
        return FunctionInfo(outer, FunctionKind.COROUTINE, _first_line(body, source, first) or first, last, None)
    head = _HEAD.search(body.signature)
    line, kind = (int(head[2]), head[1]) if head else (first, "")
    if (
        head is not None
        and head[1] != "async closure body"
        and not _WRITTEN.match(source.blanked, source.offset(line, int(head[3])))
    ):
        return None
    if _COROUTINE.search(body.signature):
        what = "async closure" if "closure" in kind else kind or "async block"
        return FunctionInfo(f"{what} in {outer}, line {line}", FunctionKind.COROUTINE, line, last, parent)
    return FunctionInfo(f"closure in {outer}, line {line}", FunctionKind.CLOSURE, line, last, parent)


def _outer(name: str, source: Source) -> str:
    """The function around a closure or constant, however deep."""
    return place_names.function_name(re.split(r"::\{(?:closure|constant)#", name)[0], source)


def _first_line(body: Body, source: Source, first: int) -> int | None:
    """The line on which a function's `fn` stands (a constant's name), which MIR does not say; None where an attribute
    wrote the function."""
    name = _CLOSURE.sub("", body.name).rpartition("::")[2]
    keyword = r"\bfn\s+" if not body.constant else r"\b"
    pattern = re.compile(rf"{keyword}(?:r#)?{re.escape(name)}\b")
    end = source.offset(first + 1, 1) if first < source.line_count else len(source.blanked)
    found = list(pattern.finditer(source.blanked, 0, end))
    return source.position(found[-1].start()).line if found else None
