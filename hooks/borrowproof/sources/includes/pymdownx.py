"""`--8<--` includes, expanded as pymdownx.snippets 13.1 does with `check_paths: true`.

Follows `SnippetPreprocessor` line by line, keeping with every line where it was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.origin import Origin, Problem, SourceLine
from borrowproof.sources.includes import sections
from borrowproof.sources.includes.budget import LONGEST_PATH, Budget
from borrowproof.sources.includes.included_files import IncludedFiles

_TAB = 4
_MARKER = re.compile(
    r"""(?P<space>[ \t]*)(?P<escape>;*)(?:
      (?P<inline>-+8<-+[ \t]+)(?P<path>"(?:\\"|[^"\n\r])+?"|'(?:\\'|[^'\n\r])+?')(?![ \t])
      |(?P<block>-+8<-+)(?![ \t])
    )\r?""",
    re.VERBOSE,
)
_BLOCK_PATH = re.compile(r"(?P<space>[ \t]*)(?P<path>.*?)\r?")
_TARGET = re.compile(
    r"(?P<path>.*?)(?::(?P<ranges>(?:-?[0-9]*)(?::-?[0-9]*)?(?:(?:,(?=[-0-9:])-?[0-9]*)(?::-?[0-9]*)?)*)"
    r"|:(?P<section>[a-z][-_0-9a-z]*))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Include:
    """One include that was carried out.

    Its lines are `Expanded.lines[start:end]`; `at` is the line that asks for it. `section` is the section's
    name, `ranges` the line ranges as written (`3:7`); both are None for a whole file. `depth` is 0 on the
    page itself, 1 within a file included there, and so on.
    """

    path: str
    section: str | None
    ranges: str | None
    at: Origin
    start: int
    end: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Expanded:
    """A page after its includes, which are in the order of their first lines; so are the problems, file by file.

    An indented include indents every line. Column 1 of the included file is then behind the indentation:
    `Origin.column` of such a line is 1 minus the indentation's width, until a fence dedents the line.
    """

    lines: tuple[SourceLine, ...]
    includes: tuple[Include, ...] = ()
    problems: tuple[Problem, ...] = ()

    def sole_include(self, start: int, end: int, suffix: str) -> Include | None:
        """The outermost include of a file of that kind, if `lines[start:end]` are what it gave and nothing else.

        Its depth does not matter: a fence may stand in a page that is included itself.
        """
        alike = takewhile(lambda include: include.start == start, self.from_line(start))
        sole = (i for i in alike if i.end == end and i.path.endswith(suffix))
        return min(sole, key=lambda i: i.depth, default=None)

    def from_line(self, start: int) -> Iterator[Include]:
        """The includes that begin at `lines[start]` or below, in order."""
        first = bisect_left(self.includes, start, key=lambda include: include.start)
        return (self.includes[n] for n in range(first, len(self.includes)))

    def asks_in_vain(self, after: Origin, before: Origin) -> bool:
        """Whether a line between two others of one file asks for an include that failed."""
        first = bisect_right(self.problems, (after.file, after.line), key=_place)
        found = self.problems[first].origin if first < len(self.problems) else None
        return found is not None and found.file == after.file == before.file and found.line < before.line


def expand(lines: Sequence[SourceLine], files: IncludedFiles, *, dedents: bool = False) -> Expanded:
    """The lines of a page with every include replaced by the lines it names.

    What cannot be included becomes a Problem at the line that asks for it, and no lines. `dedents` is pymdownx's
    `dedent_subsections`.
    """
    if not any("8<-" in line.text for line in lines):
        return Expanded(tuple(lines))
    work = _Work(files, dedents)
    work.file(lines, depth=0, is_section=False)
    return Expanded(tuple(work.lines), tuple(work.includes), in_order(work.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as `Expanded` keeps them: by the place that they are about."""
    return tuple(sorted(problems, key=_place))


def _place(problem: Problem) -> tuple[str, int]:
    return problem.origin.file, problem.origin.line


@dataclass(slots=True)
class _Work:
    files: IncludedFiles
    dedents: bool
    lines: list[SourceLine] = field(default_factory=list)
    includes: list[Include] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _budget: Budget = field(init=False)

    def __post_init__(self) -> None:
        self._budget = Budget(self.problems)

    def file(self, lines: Sequence[SourceLine], depth: int, is_section: bool) -> None:
        in_block = False
        for line in lines:
            match = _MARKER.fullmatch(line.text) if "8<-" in line.text else None
            if match is not None and match["escape"]:
                self.lines.append(SourceLine(line.text.replace(";", "", 1), line.origin))
            elif match is not None and match["inline"]:
                if not in_block:  # a quoted form inside the block form is ignored
                    self._include(line, match["space"], match["path"][1:-1].strip(), depth)
            elif match is not None:
                in_block = not in_block
            elif in_block:
                self._block_path(line, depth)
            elif (kept := line if is_section else sections.without_marker(line)) is not None:
                self.lines.append(kept)

    def _block_path(self, line: SourceLine, depth: int) -> None:
        match = _BLOCK_PATH.fullmatch(line.text)
        if match is None:
            return
        path = match["path"].strip()
        if path:
            self._include(line, match["space"], path, depth)
        else:
            self.lines.append(SourceLine("", line.origin))

    def _include(self, line: SourceLine, space: str, written: str, depth: int) -> None:
        if written.startswith(";"):  # a path that is commented out
            return
        if len(written) > LONGEST_PATH:
            fix = f"shorten it to {LONGEST_PATH} characters"
            self._problem(line, f"the include {written[:40]!r}… has {len(written):,} characters", fix)
            return
        target = _TARGET.fullmatch(written)
        path = target["path"].strip() if target else ""
        if target is None or not path:
            self._problem(line, f"the include {written!r:.80} names no file", 'write `--8<-- "folder/file.rs"`')
            return
        if path.lower().startswith(("https://", "http://")):
            fix = "save the file next to the snippets and include that"
            self._problem(line, f"the include {path!r:.80} is on the internet, where a build never looks", fix)
            return
        found = self.files.lines(path)
        if found is None:
            missing = self.files.missing(path, path)
            self._problem(line, missing.message, missing.fix)
            return
        key = found[0].origin.file if found else path
        if key in self._open:  # a file that includes itself: left out, as pymdownx does
            return
        ranges = (target["ranges"] or "").count(",") + 1
        if not self._budget.allows(line.origin, depth, len(found) * ranges, 0):
            return
        selected = self._selected(line, found, target)
        size = sum(len(each.text) for each in selected or ())
        if selected is None or not self._budget.allows(line.origin, depth, len(selected), size):
            return
        start = len(self.lines)
        nested = len(self.includes)
        self._open.append(key)
        self.file(selected, depth + 1, is_section=target["section"] is not None)
        self._open.pop()
        self._indent(start, space.expandtabs(_TAB), line.origin)
        made = Include(path, target["section"], target["ranges"], line.origin, start, len(self.lines), depth)
        self.includes.insert(nested, made)

    def _selected(
        self, line: SourceLine, found: tuple[SourceLine, ...], target: re.Match[str]
    ) -> Sequence[SourceLine] | None:
        if not found:
            return found
        if target["ranges"] is not None:
            try:
                return self._dedented(sections.ranges(found, target["ranges"]))
            except AnnotationError as error:
                self._problem(line, error.message, error.fix)
                return None
        if target["section"] is None:
            return found
        section = sections.section(found, target["section"])
        if section is None:
            path, name = target["path"], target["section"]
            fix = f"mark it there with `// --8<-- [start:{name}]` and `// --8<-- [end:{name}]`"
            self._problem(line, f"the included file {path!r:.80} has no section {name!r:.80}", fix)
            return None
        return self._dedented(section)

    def _dedented(self, lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
        return sections.dedented(lines) if self.dedents else lines

    def _indent(self, start: int, space: str, at: Origin) -> None:
        if not space:
            return
        if not self._budget.allows(at, 0, 0, len(space) * (len(self.lines) - start)):
            del self.lines[start:]
        for index in range(start, len(self.lines)):
            line = self.lines[index]
            file, number, column = line.origin.file, line.origin.line, line.origin.column
            self.lines[index] = SourceLine(space + line.text, Origin(file, number, column - len(space)))

    def _problem(self, line: SourceLine, message: str, fix: str) -> None:
        self.problems.append(Problem(line.origin, message, fix))
