"""Bytes of a source file -> lines that know where they were written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from borrowproof.model.origin import Origin, SourceLine

_LINE_END = re.compile("\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"
_FRONT_MATTER_END = re.compile(r"(?:---|\.\.\.)[ \t]*")


class NotUtf8Error(Exception):
    """`file` is not UTF-8: the byte at fault stands on `line` (from 1)."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(f"{file}:{line}: not UTF-8")
        self.file = file
        self.line = line


def read_lines(raw: bytes, file: str) -> tuple[SourceLine, ...]:
    """The lines of a file named `file`; joined with a newline they are its text again.

    A text that ends with a line end has an empty last line, and an empty file has no lines (as
    pymdownx.snippets reads a file). `\\n`, `\\r\\n` and a lone `\\r` end a line, as in Python-Markdown.
    A byte order mark is no text: it is dropped and takes no column, so column 1 is the first real
    character (rustc and MkDocs drop it too). Raises NotUtf8Error.
    """
    raw = raw.removeprefix(_BOM)
    if not raw:
        return ()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise NotUtf8Error(file, len(_LINE_END.findall(before)) + 1) from None
    parts = _LINE_END.split(text) if "\r" in text else text.split("\n")
    return tuple(SourceLine(part, Origin(file, number)) for number, part in enumerate(parts, start=1))


def front_matter(lines: Sequence[SourceLine]) -> int:
    """How many lines at the top are YAML front matter (`---` to `---` or `...`), 0 without any.

    MkDocs takes them off before Markdown sees the page; nothing in them is content.
    """
    if not lines or lines[0].text.rstrip(" \t") != "---":
        return 0
    for index, line in enumerate(lines[2:], start=2):
        if _FRONT_MATTER_END.fullmatch(line.text):
            return index + 1
    return 0
