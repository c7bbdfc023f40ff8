"""A directive of Sphinx, in reStructuredText (`.. name:: argument`) or MyST (```` ```{name} argument ````). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from borrowproof.annotations.tags import parse_tags

OF_CODE = ("code-block", "code", "sourcecode", "code-cell", "code-tab")
OF_FILES = ("literalinclude", "include")
_OF_PAGES = ("include", "mdinclude")
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):(?:\s+(?P<value>.*))?")
_YAML = re.compile(r"\s*(?P<name>[\w-]+)\s*:(?:\s+(?P<value>.*))?")
_SHOWS_CODE = re.compile(r"code|literal|listing|include|highlight|source|prompt|execute|exercise|rli")
_PATH = re.compile(r"[^\s]*\.rs")


@dataclass(frozen=True, slots=True)
class Directive:
    """`argument` is what stands behind the name, `options` are the lines `:name: value` below it."""

    name: str
    argument: str
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str | None:
        """The value of an option, empty for one without; None where it is not given."""
        return dict(self.options).get(name)

    @property
    def language(self) -> str:
        """The language of what it shows, as the directive says, or as the name of its file does; else empty."""
        if self.name in OF_FILES:
            named = self.option("language") or self.option("code") or self.option("lang")
            literal = self.name != "include" or any(self.option(name) is not None for name in ("code", "literal"))
            found = named or ("rust" if _PATH.fullmatch(self.argument) else "")
            return found if literal else ""
        return self.argument.split()[0] if self.name in OF_CODE and self.argument else ""

    @property
    def info(self) -> str:
        """What a fence of the same meaning says: the language, and for Rust the words of the option `class` as tags."""
        if not is_rust(self.language):
            return self.language
        return ",".join([self.language, *(self.option("class") or "").split()])

    @property
    def shows_file(self) -> bool:
        """Whether it shows lines of a file as Rust."""
        return self.name in OF_FILES and is_rust(self.language)

    @property
    def shows_page(self) -> bool:
        """Whether the text of a whole other page stands here, if not as code."""
        literal = any(self.option(name) is not None for name in ("code", "literal"))
        return self.name in _OF_PAGES and not literal and _PATH.fullmatch(self.argument) is None

    @property
    def hides_rust(self) -> bool:
        """Whether it is no directive that is read, and yet speaks of Rust code or names a Rust file."""
        if self.name in OF_CODE or self.language:
            return False
        words = [self.argument.partition(" ")[0]] if _SHOWS_CODE.search(self.name) else []
        words += [self.option(name) or "" for name in ("language", "lang", "code", "lexer")]
        return any(map(is_rust, words)) or _PATH.fullmatch(self.argument) is not None


def is_rust(language: str) -> bool:
    """Whether a word names Rust."""
    found = parse_tags(language)
    return found.is_rust and bool(found.words)


def options(lines: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], int]:
    """The options at the top of what stands in a directive, and how many lines they take.

    MyST allows YAML between two `---` too.
    """
    if lines and lines[0].strip() == "---":
        end = next((n for n, line in enumerate(lines[1:], start=1) if line.strip() == "---"), None)
        if end is not None:
            return _found(lines[1:end], _YAML), end + 1
    end = next((n for n, line in enumerate(lines) if not _OPTION.fullmatch(line)), len(lines))
    return _found(lines[:end], _OPTION), end


def _found(lines: Sequence[str], pattern: re.Pattern[str]) -> tuple[tuple[str, str], ...]:
    matches = filter(None, map(pattern.fullmatch, lines))
    return tuple((found["name"], (found["value"] or "").strip().strip("\"'")) for found in matches)
