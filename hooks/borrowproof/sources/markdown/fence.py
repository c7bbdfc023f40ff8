"""A code block of a Markdown page, as found by whichever reader."""

from __future__ import annotations

from dataclasses import dataclass

from borrowproof.annotations.tags import CONTINUES
from borrowproof.model.origin import SourceLine
from borrowproof.sources.directive import Directive
from borrowproof.sources.markdown import attributes


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced (or, in CommonMark, indented) code block of a page.

    `info` is the tags part as written, without options; `options` is the raw text within the braces, or the
    raw `key="value"` list. `opener` and `closer` index the scanned lines (in CommonMark a block that ends
    with its container has the index behind its last line as `closer`). `prefix` is what stands before
    `marker` on the opener's line. `body` is the content without its indentation or quote marks, tabs as
    typed; `rendered` is exactly the source that the page's formatter is given. `native` tells whether
    superfences accepts the opener as written. `directive` is that of Sphinx that it stands for; one that shows lines of
    a file has no body until they are put in, and `shows` is the path of a file that it shows whole.
    """

    info: str
    options: str
    opener: int
    closer: int
    prefix: str
    marker: str
    body: tuple[SourceLine, ...]
    rendered: str
    native: bool = True
    indented: bool = False
    directive: Directive | None = None
    shows: str = ""

    @property
    def title(self) -> str:
        """The `title` option, empty without one."""
        return attributes.read(self.options).get("title") or ""

    @property
    def continues(self) -> bool:
        """Whether the options say that the fence goes on where the one above it ends."""
        given = attributes.read(self.options)
        return CONTINUES in given and given[CONTINUES] is None

    @property
    def ownership(self) -> bool:
        """Whether the options ask who owns what."""
        return self._asks(attributes.OWNERSHIP)

    @property
    def memory(self) -> bool:
        """Whether the options ask what memory holds, step by step."""
        return self._asks(attributes.MEMORY)

    def _asks(self, word: str) -> bool:
        given = attributes.read(self.options)
        return word in given and given[word] is None
