"""Fences that are not read, although their author must have meant them to be: each in a message. Pure."""

from __future__ import annotations

import difflib
import re

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.tags import Tags, misspelt_tag
from borrowproof.model.origin import Origin, Problem
from borrowproof.sources import rustdoc
from borrowproof.sources.includes.pymdownx import Expanded
from borrowproof.sources.markdown import attributes
from borrowproof.sources.markdown.fence import Fence

_READ = ("rust", "question", "exercise")
_OTHER_LANGUAGES = frozenset({"rest", "rst"})  # they look like `rust`, and are highlighters' names of reStructuredText


def check_highlighted_only(fence: Fence) -> None:
    """Raise AnnotationError for Rust that a page would only highlight."""
    word = _first_word(fence)
    if word == "rs" or (word != "rust" and word.lower() == "rust") or fence.options.split()[:1] in ([".rust"], [".rs"]):
        raise AnnotationError("Rust that would be shown unverified", "write ```` ```rust ````, options in braces")


def check_tag(found: Tags) -> None:
    """Raise AnnotationError for a fence that is not read as Rust because its first word is a misspelt tag of Rust's."""
    meant = misspelt_tag(found)
    if meant is not None:
        raise AnnotationError(f"a fence of `{found.others[0]}` is not read", f"did you mean `rust,{meant}`?")


def check_other(fence: Fence) -> None:
    """Raise AnnotationError for a fence of another language whose name looks like a misspelling of one of ours."""
    word = _first_word(fence)
    near = difflib.get_close_matches(word.lower(), _READ, 1, 0.75)
    if near and word.lower() not in _OTHER_LANGUAGES:
        raise AnnotationError(f"a fence of `{word}` is not read", f"did you mean `{near[0]}`?")
    attributes.check_other(fence.options)


def _first_word(fence: Fence) -> str:
    return re.split(r"[\s,]", fence.info, maxsplit=1)[0]


def stray_fence(at: Origin) -> Problem:
    """An opener of a fence that Markdown takes for text."""
    return Problem(
        at,
        "this fence would show as broken text, unverified",
        "close its braces, and give it a closing fence of the same length and indentation, on lines of their own (not "
        "behind a bullet)",
    )


def records_output(fence: Fence) -> bool:
    """Whether a fence holds the output of the program above it."""
    return attributes.STDOUT in attributes.read(fence.options)


def stray_output(at: Origin) -> Problem:
    """Recorded output that nothing is compared with."""
    return Problem(
        at,
        "this recorded output belongs to no program",
        "put it right below the fence of its program; the output of a file is recorded beside it, in `NAME.stdout`",
    )


def check_included_code(fence: Fence, expanded: Expanded, *, is_program: bool = False) -> None:
    """Raise AnnotationError for a fence of which nothing is shown because of what it includes: an anchor or lines that
    are not in the file, for which mdBook and pymdownx show nothing, or an empty file. A file that `is_program` as a
    whole speaks for itself: it cannot be read, or it is empty.
    """
    if any(line.text.strip() and not rustdoc.strip_hidden_marker(line.text)[1] for line in fence.body):
        return
    first = fence.opener + 1
    included = next(expanded.from_line(first), None)
    if included is not None and included.start <= first + len(fence.body):
        part = included.section or included.ranges
        if is_program and not part:
            return
        what = f"{included.path}:{part}" if part else included.path
        raise AnnotationError(f"the include of {what!r:.80} shows no code", "name lines or an anchor that the file has")


def lacks_an_include(fence: Fence, expanded: Expanded) -> bool:
    """Whether a line of the fence asks for an include that failed, which is a problem by itself."""
    if fence.closer >= len(expanded.lines):
        return False
    return expanded.asks_in_vain(expanded.lines[fence.opener].origin, expanded.lines[fence.closer].origin)
