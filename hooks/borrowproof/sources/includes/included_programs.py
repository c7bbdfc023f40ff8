"""The Rust files that a fence of ours includes among its own lines: a question, an exercise. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.origin import Origin
from borrowproof.sources.includes.include_paths import IncludePaths
from borrowproof.sources.includes.pymdownx import Expanded, Include
from borrowproof.sources.markdown.fence import Fence


class MisplacedProgram(AnnotationError):
    """A program where none belongs; `at` is the line that includes it, which is not a line of the fence's body."""

    def __init__(self, message: str, fix: str, at: Origin) -> None:
        super().__init__(message, fix)
        self.at = at


@dataclass(frozen=True, slots=True)
class Program:
    """An include of a Rust file within a fence; `at` is the line that asks for it."""

    file: Path
    at: Origin
    text: str
    origins: tuple[Origin, ...]


def items(fence: Fence, expanded: Expanded, paths: IncludePaths) -> Iterator[tuple[int, str | Program]]:
    """The lines of the body with their numbers, and in the place of the lines of a Rust file the file."""
    first = fence.opener + 1
    within = takewhile(lambda include: include.start < fence.closer, expanded.from_line(first))
    inner: dict[int, Include] = {}
    for each in within:
        if each.start < each.end <= fence.closer and each.path.endswith(".rs"):
            inner.setdefault(each.start, each)
    index = 0
    while index < len(fence.body):
        include = inner.get(first + index)
        path = paths.find(include.path) if include else None
        if include is None or path is None:
            yield index + 1, fence.body[index].text
            index += 1
            continue
        lines = fence.body[index : include.end - first]
        text = "\n".join(line.text for line in lines)
        yield index + 1, Program(path, include.at, text, tuple(line.origin for line in lines))
        index = include.end - first
