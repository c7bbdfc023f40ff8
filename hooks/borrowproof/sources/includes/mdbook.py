"""mdBook's `{{#include}}`, `{{#rustdoc_include}}` and `{{#playground}}`, expanded as mdBook does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.numbers import line_number
from borrowproof.model.origin import Origin, Problem, SourceLine
from borrowproof.sources.includes.budget import Budget
from borrowproof.sources.includes.included_files import IncludedFiles
from borrowproof.sources.includes.pymdownx import Expanded, Include, in_order

_DEEPEST = 10  # mdBook's own limit, which stops cyclic includes
_LINK = re.compile(r"(?P<escaped>\\\{\{#.*\}\})|\{\{\s*#(?P<kind>[a-zA-Z0-9_]+)\s+(?P<rest>[^}]+)\}\}")
_OPENING = re.compile(r"\\\{\{#|\{\{\s*#[a-zA-Z0-9_]+\s")
_KINDS = ("include", "rustdoc_include", "playground", "playpen")
_ANCHOR = re.compile(r"ANCHOR:\s*([\w_-]+)")
_ANCHOR_END = re.compile(r"ANCHOR_END:\s*([\w_-]+)")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"(.*)', re.DOTALL)


def expand(lines: Sequence[SourceLine], files: IncludedFiles) -> Expanded:
    """The lines of a chapter with every link helper replaced by the lines it names.

    `files` are asked by the path relative to the chapter. A missing file is a Problem and leaves the helper as it
    stands, as mdBook does.
    """
    if not any("{{" in line.text for line in lines):
        return Expanded(tuple(lines))
    work = _Work(files)
    return Expanded(tuple(work.expanded(lines, "", 0, 0)), tuple(work.includes), in_order(work.problems))


@dataclass(slots=True)
class _Work:
    files: IncludedFiles
    includes: list[Include] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _budget: Budget = field(init=False)

    def __post_init__(self) -> None:
        self._budget = Budget(self.problems)

    def expanded(self, lines: Sequence[SourceLine], folder: str, depth: int, offset: int) -> list[SourceLine]:
        result: list[SourceLine] = []
        for line in lines:
            if "{{" not in line.text:
                result.append(line)
            else:
                self._line(line, folder, depth, offset, result)
        return result

    def _line(self, line: SourceLine, folder: str, depth: int, offset: int, result: list[SourceLine]) -> None:
        """Put `line`, its links replaced, behind `result`."""
        pending, position = SourceLine("", line.origin), 0
        for link in _links(line.text):
            pending = _joined(pending, _cut(line, position, link.start()))
            position = link.end()
            if link["escaped"]:
                pending = _joined(pending, _cut(line, link.start() + 1, link.end()))
                continue
            at = offset + len(result)
            found = self._replacement(line, link, folder, depth, at) if link["kind"] in _KINDS else None
            if found is None:
                pending = _joined(pending, _cut(line, link.start(), link.end()))
                continue
            # mdBook repeats the text before a link in front of each of its lines.
            lead = pending.text
            repeated = len(lead) * len(found) + len(line.text)
            if not self._budget.allows(line.origin, depth, 0, repeated):
                break
            first, *others = found or [SourceLine("", line.origin)]
            rows = [_joined(pending, first), *(_indented(other, lead) for other in others)]
            result.extend(rows[:-1])
            pending = rows[-1]
        result.append(_joined(pending, _cut(line, position, len(line.text))))

    def _replacement(
        self, line: SourceLine, link: re.Match[str], folder: str, depth: int, at: int
    ) -> list[SourceLine] | None:
        path, argument, words = _argument(link["rest"], whole=link["kind"].startswith("play"))
        name = posixpath.normpath(posixpath.join(folder, path))
        found = self.files.lines(name)
        if found is None:
            missing = self.files.missing(path, name)
            self.problems.append(Problem(line.origin, missing.message, missing.fix))
            return None
        content = list(found[:-1] if found and not found[-1].text else found)
        size = sum(len(each.text) for each in content)
        if depth >= _DEEPEST:
            message = f"the include of {path!r:.80} is nested more than {_DEEPEST} deep"
            self.problems.append(Problem(line.origin, message, "remove the cycle"))
            return []
        if not self._budget.allows(line.origin, depth, len(content) + 1, size):
            return []
        try:
            taken = _taken(link["kind"], content, argument, words, line.origin)
        except AnnotationError as error:
            self.problems.append(Problem(line.origin, error.message, error.fix))
            return []
        index = len(self.includes)
        result = self.expanded(taken, posixpath.dirname(name), depth + 1, at)
        anchor = argument if argument and not _is_range(argument) else None
        ranges = argument if argument and anchor is None else None
        self.includes.insert(index, Include(path, anchor, ranges, line.origin, at, at + len(result), depth))
        return result


def _links(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_LINK` in a line, from left to right, each part of it looked at once.

    A helper ends at the first `}` behind it, which must be two. So all that begin before a lone one fail on it; only
    an escaped helper does not, which reaches to the last `}}` of the line.
    """
    position, last, escaped = 0, text.rfind("}}"), text.find("\\{{#")
    while (opening := _OPENING.search(text, position)) is not None and opening.end() <= last:
        link = None
        brace = text.find("}", opening.end())
        if opening[0].startswith("\\") or text.startswith("}}", brace):
            link = _LINK.match(text, opening.start())
        if link is not None:
            yield link
        while 0 <= escaped <= opening.start():
            escaped = text.find("\\{{#", escaped + 1)
        position = link.end() if link else min(brace, escaped) if escaped > 0 else brace


def _argument(rest: str, whole: bool) -> tuple[str, str, list[str]]:
    """Path, what stands behind its colon, and the other words; a playground's path has no colon part."""
    rest = rest.strip()
    if quoted := _QUOTED.match(rest):
        path, after = re.sub(r"\\(.)", r"\1", quoted[1]), quoted[2].strip()
        return path, after[1:] if after.startswith(":") and not whole else "", after.split()
    first, *words = rest.split()
    if whole:
        return first, "", words
    path, _, argument = first.partition(":")
    return path, argument, words


def _is_range(argument: str) -> bool:
    first = argument.split(":")[0]
    return first == "" or first.isdecimal()


def _taken(kind: str, content: list[SourceLine], argument: str, words: list[str], at: Origin) -> list[SourceLine]:
    if kind.startswith("play"):
        info = ",".join(["rust", *words])
        return [SourceLine(f"```{info}", at), *content, SourceLine("```", at)]
    hide = kind == "rustdoc_include"
    if _is_range(argument):
        wanted = _range(argument, len(content))
        return _kept(content, lambda index: index in wanted, hide)
    return _anchored(content, argument, hide)


def _range(argument: str, length: int) -> range:
    """mdBook's `start:end`, from 1 and inclusive; a lone number is that one line."""
    first, *more = argument.split(":")[:3]
    start = max(0, line_number(first) - 1) if first else 0
    if not more:
        return range(start, start + 1) if first else range(length)
    return range(start, line_number(more[0]) if more[0].isdecimal() else length)


def _kept(content: list[SourceLine], wanted: Callable[[int], bool], hide: bool) -> list[SourceLine]:
    if not hide:
        return [line for index, line in enumerate(content) if wanted(index)]
    return [line if wanted(index) else _indented(line, "# ") for index, line in enumerate(content)]


def _anchored(content: list[SourceLine], anchor: str, hide: bool) -> list[SourceLine]:
    """The lines between an anchor's comments; the others hidden or left out. Anchor comments vanish."""
    result: list[SourceLine] = []
    within = False
    for line in content:
        start, end = _ANCHOR.search(line.text), _ANCHOR_END.search(line.text)
        if within and end is not None and end[1] == anchor:
            within = False
            if not hide:
                break
        elif not within and start is not None and start[1] == anchor:
            within = True
        elif start is None and end is None and (within or hide):
            result.append(line if within else _indented(line, "# "))
    return result


def _cut(line: SourceLine, start: int, end: int) -> SourceLine:
    return SourceLine(line.text[start:end], replace(line.origin, column=line.origin.column + start))


def _joined(before: SourceLine, after: SourceLine) -> SourceLine:
    """Both on one line, which counts as written where its first text was: the later one if that is all."""
    if not before.text.strip():
        return _indented(after, before.text)
    return SourceLine(before.text + after.text, before.origin)


def _indented(line: SourceLine, lead: str) -> SourceLine:
    if not lead:
        return line
    return SourceLine(lead + line.text, replace(line.origin, column=line.origin.column - len(lead)))
