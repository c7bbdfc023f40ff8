"""Directives of MyST (```` ```{note} ````), as Sphinx and Jupyter Book read them: Rust with options, or other text.

Source: https://myst-parser.readthedocs.io/en/latest/syntax/roles-and-directives.html. What is within a directive of
text is Markdown again, so that fences in it are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from borrowproof.model.origin import SourceLine
from borrowproof.sources import restructuredtext
from borrowproof.sources.directive import OF_CODE, OF_FILES, Directive, is_rust, options
from borrowproof.sources.markdown.fence import Fence

_DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][\w:+-]*)\}\s*(?P<argument>[^{]*?)\s*")
_COLONS = re.compile(r"\s*(?P<marker>:{3,})\{(?P<name>[A-Za-z][\w:+-]*)\}.*")
_QUARTO = ("rust", "rs")  # `{rust}` is a language there
_QUARTO_OPTION = re.compile(r"\s*#\|.*")
_OF_R = ("extendr", "extendrsrc")  # Rust in R Markdown, by the package rextendr
_KERNEL = re.compile(r"\s*(?:name|language|display_name)\s*:\s*[\"']?(?:rust|evcxr)\b", re.IGNORECASE)
# Directives that hold no Markdown.
_RAW = frozenset(("math", "mermaid", "graphviz", "eval-rst", "raw", "toctree", *OF_FILES, "csv-table", "image"))

Scan = Callable[[Sequence[SourceLine]], tuple[Fence, ...]]


def within(fence: Fence, info: str, scan: Scan, language: str) -> Iterator[Fence]:
    """The code blocks that a fence stands for: itself, unless it is a directive.

    `language` is that of cells without one.
    """
    found = _DIRECTIVE.fullmatch(info)
    if found is None or fence.indented or found["name"] in _QUARTO:
        yield _without_options(fence) if found is not None else fence
        return
    given, first = options([line.text for line in fence.body])
    directive = Directive(found["name"], found["argument"], given)
    fence = replace(fence, info=found["name"], options="", directive=directive)
    if directive.name in OF_CODE:
        rendered = "\n".join(line.text for line in fence.body[first:])
        otherwise = language if directive.name == "code-cell" else "text"
        yield replace(fence, info=directive.info or otherwise, body=fence.body[first:], rendered=rendered)
    elif directive.shows_file:
        yield replace(fence, info=directive.info, body=())
    else:
        yield fence
        below = fence.opener + 1 + first
        nested = _nested(directive.name, fence.body[first:], scan)
        yield from (replace(f, opener=f.opener + below, closer=f.closer + below) for f in nested if f.info)


def _nested(name: str, body: Sequence[SourceLine], scan: Scan) -> tuple[Fence, ...]:
    if name == "eval-rst":
        return restructuredtext.scan(body)
    return () if name in _RAW else scan(body)


def kernel(front_matter: Sequence[SourceLine]) -> str:
    """The language of a notebook's cells, as far as it is Rust; else `text`."""
    return "rust" if any(_KERNEL.match(line.text) for line in front_matter) else "text"


def without_colons(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """The lines, with a fence for each directive of code that stands between colons (`:::{code-block} rust`)."""
    if not any(":::{" in line.text for line in lines):
        return lines
    found = list(lines)
    marker = ""
    for index, line in enumerate(lines):
        opener = _COLONS.fullmatch(line.text) if not marker else None
        colons = marker or (opener["marker"] if opener is not None and opener["name"] in (*OF_CODE, *OF_FILES) else "")
        if not colons or (opener is None and line.text.strip() != colons):
            continue
        marker = "" if marker else colons
        found[index] = replace(line, text=line.text.replace(colons, "~" * len(colons), 1))
    return found


def _without_options(fence: Fence) -> Fence:
    """A cell of Quarto without its options, `#| name: value`."""
    first = next((n for n, line in enumerate(fence.body) if not _QUARTO_OPTION.fullmatch(line.text)), len(fence.body))
    rendered = "\n".join(line.text for line in fence.body[first:])
    return replace(fence, body=fence.body[first:], rendered=rendered) if first else fence


def hides_rust(fence: Fence) -> bool:
    """Whether a fence is a directive that brings Rust and is not read."""
    found = fence.directive
    return found is not None and not is_rust(fence.info) and (found.hides_rust or found.name in _OF_R)
