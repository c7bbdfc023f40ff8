"""What cargo prints about one program on a Playground -> diagnostics. Where anything is unclear, it is not understood.

Cargo has no JSON here, so this is the second choice: rendered text names the lint of only the first warning of each
kind, and shows one place of each message. Source of the form: rustc's human-readable emitter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from borrowproof.backends.invocation import MAIN
from borrowproof.model.diagnostic import Diagnostic, Level, Span

# Lints of the group `unused` (`rustc -W help`), which we allow everywhere else by `-Aunused`. rustc says itself since
# 1.91 what belongs to it; older ones do not.
_UNUSED = re.compile(r"\(part of `#\[\w+\(unused\)\]`\)")
_UNUSED_LINTS = frozenset(
    (
        *("dead_code", "map_unit_fn", "path_statements", "redundant_semicolons", "unreachable_code"),
        *("unreachable_patterns", "unused_allocation", "unused_assignments", "unused_attributes", "unused_braces"),
        *("unused_doc_comments", "unused_extern_crates", "unused_features", "unused_imports", "unused_labels"),
        *("unused_macro_rules", "unused_macros", "unused_must_use", "unused_mut", "unused_parens", "unused_unsafe"),
        *("unused_variables", "unused_visibilities"),
    )
)

_RUNNING = re.compile(r"^     Running (?:`target/\S*`|unittests src/main\.rs \(target/\S*\))\n", re.MULTILINE)
_FINISHED = re.compile(r"^    Finished `\w+` profile \[[^\]\n]*\] target\(s\) in [\d.ms ]+$")
_STATUS = re.compile(r"^ +(?:Compiling|Blocking|Locking|Updating|Fresh|Checking) \S")
_FAILED = re.compile(
    r"^error: could not compile `playground` \(bin \"playground\"(?: test)?\) "
    r"due to (?:(\d+) previous errors?)(?:; (\d+) warnings? emitted)?$"
)
_WARNED = re.compile(
    r"^warning: `playground` \(bin \"playground\"(?: test)?\) generated (\d+) warnings?(?: \(run `cargo fix .*\))?$"
)
_HEADER = re.compile(r"^(error|warning|note)(?:\[(E\d{4})\])?: (.*)$")
_EXPLAINED = re.compile(r"^(?:For more information about|Some errors have detailed explanations: )")
# Further lines of a message are indented by `error: ` at least, seven columns; no line number is as wide.
_PLACE = re.compile(r"^ {0,5}--> (.+):(\d+):(\d+)$")
_CHILD = re.compile(r"^(?: {0,6}= )?(note|help): (.*)$")
_LINT = re.compile(r"^ {0,6}= note: `#\[(?:warn|deny|forbid)\(([\w:]+)\)\]`", re.MULTILINE)
_LEVEL_ELSEWHERE = "note: the lint level is defined here"
_MARK = re.compile(r"^ *\|[ |/]*(_*)(\^+)", re.MULTILINE)
_QUOTED = re.compile(r"`[^`]*`")


class NotUnderstood(Exception):
    """Cargo's text has another form than the one that is known here; the message says where."""


class CompilerKilled(NotUnderstood):
    """rustc did not come to its end: killed, or crashed."""


@dataclass(frozen=True, slots=True)
class CargoOutput:
    """What cargo said. `program` is what the program wrote on its stderr, None where none was started."""

    compiled: bool
    diagnostics: tuple[Diagnostic, ...]
    program: str | None


def read(stderr: str, lints: tuple[str, ...] = ()) -> CargoOutput:
    """Read cargo's stderr; warnings of the group `unused` are left out unless `lints` names them.

    Only what stands before `Running` is cargo's: behind it a program may print what it likes. Raises NotUnderstood.
    """
    running = _RUNNING.search(stderr)
    lines = (stderr[: running.start()] if running else stderr).split("\n")
    failed = next((match for line in lines if (match := _FAILED.match(line))), None)
    compiled = any(map(_FINISHED.match, lines))
    if compiled == (failed is not None):
        _raise_unclear(lines)
    if failed is not None and running is not None:
        raise NotUnderstood("cargo did not compile the program, and ran it")
    found = _named([_diagnostic(block) for block in _blocks(lines)])
    _count(found, failed, lines)
    kept = tuple(d for d in found if not _is_unused(d, lints))
    return CargoOutput(compiled, kept, stderr[running.end() :] if running else None)


def _raise_unclear(lines: list[str]) -> None:
    text = "\n".join(lines)
    if "could not compile" in text and "signal: " in text:
        raise CompilerKilled("rustc was killed there")
    if "internal compiler error" in text or "the compiler unexpectedly panicked" in text:
        raise CompilerKilled("rustc crashed there")
    last = next((line for line in reversed(lines) if line.strip()), "nothing")
    raise NotUnderstood(f"cargo's last line is: {last[:120]}")


def _blocks(lines: list[str]) -> list[list[str]]:
    """The lines of each diagnostic. Raises NotUnderstood for a line that belongs to none."""
    blocks: list[list[str]] = []
    inside = False
    for line in lines:
        if _FAILED.match(line) or _WARNED.match(line) or _EXPLAINED.match(line):
            inside = False
        elif (header := _HEADER.match(line)) and not (inside and header[1] == "note"):
            blocks.append([line])
            inside = True
        elif not line.strip():
            inside = False
        elif inside:
            blocks[-1].append(line)
        elif not (_STATUS.match(line) or _FINISHED.match(line)):
            raise NotUnderstood(f"an unknown line: {line[:120]}")
    return blocks


def _count(found: list[Diagnostic], failed: re.Match[str] | None, lines: list[str]) -> None:
    """Cargo's own counts must agree with ours. Raises NotUnderstood."""
    errors = sum(d.level is Level.ERROR for d in found)
    warnings = sum(d.level is Level.WARNING for d in found)
    counted = int(failed[1]) if failed else 0
    if errors != counted:
        raise NotUnderstood(f"cargo counts {counted} errors and shows {errors}")
    warned = next((int(w[1]) for line in lines if (w := _WARNED.match(line))), None)
    told = [int(failed[2])] if failed and failed[2] else []
    for number in ([] if warned is None else [warned]) + told or [0]:
        if warnings != number:
            raise NotUnderstood(f"cargo counts {number} warnings and shows {warnings}")


def _diagnostic(block: list[str]) -> Diagnostic:
    header = _HEADER.match(block[0])
    place = next((at for at, line in enumerate(block) if _PLACE.match(line)), None)
    if header is None:
        raise NotUnderstood(f"an unknown line: {block[0][:120]}")
    level = Level(header[1])
    first_child = next((at for at, line in enumerate(block) if at and _CHILD.match(line)), len(block))
    end = len(block) if place is None or place > first_child else place
    indent = " " * header.start(3)
    rest = [line.removeprefix(indent) for line in block[1 : min(end, first_child)] if line.startswith(indent)]
    message = "\n".join([header[3], *rest])
    spans = (_span(block, place, first_child),) if place is not None and place < first_child else ()
    children = tuple(Diagnostic(Level(child[1]), None, child[2]) for line in block[1:] if (child := _CHILD.match(line)))
    return Diagnostic(level, header[2] or _lint(block), message, spans, children, "\n".join(block) + "\n")


def _span(block: list[str], at: int, end: int) -> Span:
    """The first primary place. Raises NotUnderstood where there is a second one."""
    place = _PLACE.match(block[at])
    marks = [mark for line in block[at:end] if (mark := _MARK.match(line))]
    whole = [mark for mark in marks if not mark[1]]
    bent = len(marks) - len(whole)  # a span of several lines has a mark at each end
    if place is None or len(whole) + (bent + 1) // 2 > 1:
        raise NotUnderstood(f"several places: {block[0][:100]}")
    line, column = int(place[2]), int(place[3])
    return Span(line, column, line, column, primary=True, foreign=place[1] != MAIN)


def _lint(block: list[str]) -> str | None:
    found = _LINT.search("\n".join(block))
    return found[1] if found else None


def _named(found: list[Diagnostic]) -> list[Diagnostic]:
    """Give each message the lint that the first of its kind names. Raises NotUnderstood for a warning without one."""
    names: dict[tuple[Level, str], tuple[str | None, Diagnostic]] = {}
    named: list[Diagnostic] = []
    for diagnostic in found:
        kind = (diagnostic.level, _QUOTED.sub("``", diagnostic.message))
        if diagnostic.code is not None:
            names.setdefault(kind, (diagnostic.code, diagnostic))
        code, first = names.get(kind, (None, diagnostic))
        if _LEVEL_ELSEWHERE in diagnostic.rendered or (code is None and diagnostic.level is Level.WARNING):
            raise NotUnderstood(f"it names no lint: {diagnostic.message[:100]}")
        unnamed = diagnostic.code is None and code is not None
        named.append(_as(diagnostic, code, first) if unnamed else diagnostic)
    return named


def _as(diagnostic: Diagnostic, code: str | None, first: Diagnostic) -> Diagnostic:
    """`diagnostic` with the lint of the `first` of its kind, and with the words that name it."""
    named = tuple(child for child in first.children if "`#[" in child.message)
    return Diagnostic(
        diagnostic.level,
        code,
        diagnostic.message,
        diagnostic.spans,
        (*diagnostic.children, *named),
        diagnostic.rendered,
    )


def _is_unused(diagnostic: Diagnostic, lints: tuple[str, ...]) -> bool:
    if diagnostic.level is not Level.WARNING or diagnostic.code in lints:
        return False
    grouped = any(_UNUSED.search(child.message) for child in diagnostic.children)
    return grouped or diagnostic.code in _UNUSED_LINTS
