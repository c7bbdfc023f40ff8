"""Directives of MyST (```` ```{note} ````), as Sphinx and Jupyter Book read them: Rust with options, or other text.

Source: https://myst-parser.readthedocs.io/en/latest/syntax/roles-and-directives.html. What is within a directive of
text is Markdown again, so that fences in it are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from borrowproof.model.origin import SourceLine
from borrowproof.sources.markdown.fence import Fence

_DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][\w:+-]*)\}\s*(?P<argument>[^\s{]*).*")
_OF_CODE = ("code-block", "code", "sourcecode", "code-cell")
_QUARTO = ("rust", "rs")  # `{rust}` is a language there
_OPTION = re.compile(r":[\w-]+:.*")
# Directives that hold no Markdown.
_RAW = frozenset(
    ("math", "mermaid", "graphviz", "eval-rst", "raw", "toctree", "literalinclude", "include", "csv-table", "image")
)

Scan = Callable[[Sequence[SourceLine]], tuple[Fence, ...]]


def within(fence: Fence, info: str, scan: Scan) -> Iterator[Fence]:
    """The code blocks that a fence stands for: itself, unless it is a directive."""
    found = _DIRECTIVE.fullmatch(info)
    if found is None or fence.indented or found["name"] in _QUARTO:
        yield fence
    elif found["name"] in _OF_CODE:
        first = _options(fence.body)
        rendered = "\n".join(line.text for line in fence.body[first:])
        yield replace(fence, info=found["argument"] or "text", options="", body=fence.body[first:], rendered=rendered)
    else:
        yield replace(fence, info=found["name"], options="")
        nested = scan(fence.body[_options(fence.body) :]) if found["name"] not in _RAW else ()
        below = fence.opener + 1 + _options(fence.body)
        yield from (replace(f, opener=f.opener + below, closer=f.closer + below) for f in nested if f.info)


def _options(body: Sequence[SourceLine]) -> int:
    """How many lines of a directive are its options: `:name: value`, or YAML between two `---`."""
    if body and body[0].text.strip() == "---":
        return next((n for n, line in enumerate(body[1:], start=2) if line.text.strip() == "---"), 0)
    return next((n for n, line in enumerate(body) if not _OPTION.fullmatch(line.text.strip())), len(body))
