"""The names that a program imports with `use`, and those of the types that it declares. Pure; read without a parser, so
that a name of any module counts everywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from borrowproof.syntax import lexer

_USE = re.compile(r"\buse\s+([^;]+);")
_DECLARED = re.compile(r"\b(?:struct|enum|union|trait|type)\s+(?:r#)?([^\W\d]\w*)")
_RENAMED = re.compile(r"\s+as\s+")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What a program calls what: `imported` are the paths that a name may stand for, `declared` its own types."""

    imported: Mapping[str, tuple[Path, ...]]
    declared: frozenset[str]


def read(code: str) -> Names:
    """The names of a program, valid or not."""
    text = lexer.blank(code)
    imported: defaultdict[str, list[Path]] = defaultdict(list)
    for tree in _USE.findall(text):
        for name, path in _leaves(tree.strip().removeprefix("::"), ()):
            imported[name].append(path)
    return Names({name: tuple(paths) for name, paths in imported.items()}, frozenset(_DECLARED.findall(text)))


def _leaves(tree: str, before: Path) -> Iterator[tuple[str, Path]]:
    """The names that one tree of `use` brings in, each with its path; a `*` brings in none that can be known."""
    head, brace, rest = tree.partition("{")
    if brace:
        around = (*before, *_steps(head))
        for part in _parts(rest.rpartition("}")[0]):
            yield from _leaves(part.strip(), around)
        return
    path, *renamed = _RENAMED.split(tree.strip())
    steps = (*before, *(step for step in _steps(path) if step != "self" or not before))
    if steps and steps[-1] != "*":
        yield (renamed[0] if renamed else steps[-1]), steps


def _steps(path: str) -> list[str]:
    return [step.strip().removeprefix("r#") for step in path.split("::") if step.strip()]


def _parts(group: str) -> Iterator[str]:
    """What stands between the commas of a group that are in none within it."""
    depth = start = 0
    for at, character in enumerate(group):
        depth += (character == "{") - (character == "}")
        if character == "," and depth == 0:
            yield group[start:at]
            start = at + 1
    if group[start:].strip():
        yield group[start:]
