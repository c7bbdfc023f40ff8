"""What is read from a whole project: every snippet with the origin of each line, every block, question, problem and
warning, and what is not read.

A project is one file in tests/golden/collected, `-- NAME --` before each of its files. A change is reviewed as a diff:
`BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/golden` writes what is collected anew.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from borrowproof.model.library import NO_CRATES
from borrowproof.model.origin import Origin
from borrowproof.model.snippet import Snippet
from borrowproof.sources import no_program
from borrowproof.sources.collect import Sources, collect
from borrowproof.store.codec import encode

HERE = Path(__file__).parent / "collected"
PROJECTS = sorted(path.name.removesuffix(".project.txt") for path in HERE.glob("*.project.txt"))


def unpack(name: str, base: Path) -> list[Path]:
    """Lay the project's files out in `base`; gives what is to be read."""
    _, *parts = re.split(r"^-- (.+) --\n", (HERE / f"{name}.project.txt").read_text("utf-8"), flags=re.MULTILINE)
    for file, text in zip(parts[::2], parts[1::2], strict=True):
        path = base / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sorted(path for path in base.iterdir() if path.suffix not in (".toml", ".yml"))


def told(found: Sources) -> Iterator[str]:
    for snippet in found.snippets:
        yield f"snippet {_fields(snippet, 'code', 'lines')}"
        yield from _code(snippet)
        yield from _no_program(no_program.author_lines(snippet))
    for block in found.blocks:
        yield f"block {_fields(block)}"
    for question in found.questions:
        yield f"question {_fields(question, 'choices')}"
        yield from (f"  choice {_fields(choice)}" for choice in question.choices)
    for problem in found.problems:
        yield f"problem {_fields(problem)}"
    yield from (f"unread {_fields(unread)}" for unread in found.unread)
    yield from (f"warning {warning}" for warning in found.warnings)
    yield f"unclaimed {found.unclaimed}"


def _code(snippet: Snippet) -> Iterator[str]:
    lines = snippet.code.split("\n")
    for number, text in enumerate(lines, start=1):
        origin = snippet.lines[number - 1] if number <= len(snippet.lines) else "-"
        yield f"  {number}{'h' if number in snippet.hidden else ''} {_place(origin)}| {text}"
    yield from (f"  beyond {_place(origin)}" for origin in snippet.lines[len(lines) :])


def _no_program(lines: list[str]) -> Iterator[str]:
    """What stands there instead of a program, if it is none."""
    if (what := no_program.unexpanded(lines)) is not None:
        yield f"  no program: {what}"
    if (look := no_program.looks_like(lines)) is not None:
        yield f"  looks like {look.what}: {look.fix}"


def _place(origin: Origin | str | None) -> str:
    return f"{origin.file}:{origin.line}:{origin.column}" if isinstance(origin, Origin) else str(origin)


def _fields(of: object, *apart: str) -> str:
    """The fields of a dataclass that say something, by their names."""
    body = {name: value for name, value in encode(of).items() if name not in apart}
    said = {name: value for name, value in body.items() if value not in (None, [], "", False, encode(NO_CRATES))}
    return json.dumps(said, ensure_ascii=False)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_is_read_as_recorded(name: str, tmp_path: Path) -> None:
    found = "".join(f"{line}\n" for line in told(collect(unpack(name, tmp_path), tmp_path)))
    golden = HERE / f"{name}.collected.txt"
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == found
