"""The code blocks of one page, its includes expanded, as its readers see them: in whichever markup it is written."""

from __future__ import annotations

from dataclasses import dataclass

from borrowproof.annotations.tags import is_renamed
from borrowproof.model.origin import Problem, SourceLine
from borrowproof.model.snippet import Unread
from borrowproof.sources import decoding, restructuredtext, unread
from borrowproof.sources.includes import pymdownx
from borrowproof.sources.includes.included_files import IncludedFiles
from borrowproof.sources.markdown import mistyped_fences, superfences
from borrowproof.sources.markdown.fence import Fence
from borrowproof.sources.markdown.visibility import TooMuchMarkup


@dataclass(frozen=True, slots=True)
class PageFences:
    """The fences of a page in order. `problems` are those of the page itself, without those of its includes; `unread`
    is what looks like a Rust fence and is none.
    """

    expanded: pymdownx.Expanded
    fences: tuple[Fence, ...]
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()


def of_mkdocs(lines: tuple[SourceLine, ...], files: IncludedFiles, *, dedents: bool) -> PageFences:
    """A page as MkDocs with superfences renders it; front matter is taken off before anything else sees the page."""
    expanded = pymdownx.expand(lines[decoding.front_matter(lines) :], files, dedents=dedents)
    try:
        scanned = superfences.read(expanded.lines)
    except TooMuchMarkup as error:
        problem = Problem(expanded.lines[error.line].origin, error.message, error.fix)
        return PageFences(expanded, (), (problem,))
    strays = tuple(mistyped_fences.stray_fence(expanded.lines[index].origin) for index in scanned.strays)
    return PageFences(expanded, scanned.fences, strays, tuple(unread.hidden(expanded.lines, scanned.hidden)))


def of_commonmark(lines: tuple[SourceLine, ...], files: IncludedFiles, *, mdx: bool) -> PageFences:
    """A page as rustdoc and mdBook read it."""
    # Imported here, since a site under MkDocs, whose authors wait for every check, has no use for them.
    from borrowproof.sources.includes import mdbook
    from borrowproof.sources.markdown import commonmark

    expanded = mdbook.expand(lines, files)
    fences = commonmark.scan(expanded.lines, mdx=mdx)
    outside = unread.outside(expanded.lines, fences, commonmark.matter(expanded.lines))
    return PageFences(expanded, fences, (), tuple(outside))


def of_restructuredtext(lines: tuple[SourceLine, ...]) -> PageFences:
    """A page as Sphinx reads it."""
    listed = tuple(restructuredtext.unread(lines))
    return PageFences(pymdownx.Expanded(lines), restructuredtext.scan(lines), (), listed)


def of_documentation(lines: tuple[SourceLine, ...]) -> PageFences:
    """What documents one item of a Rust file: Markdown without includes and front matter, in rustdoc's words alone."""
    from borrowproof.sources.markdown import commonmark

    fences = commonmark.scan(lines, front_matter=0)
    renamed = [fence for fence in fences if is_renamed(fence.info)]  # which rustdoc takes for other languages
    listed = [Unread(lines[f.opener].origin, f"rustdoc does not know `{f.info}`; write `rust`") for f in renamed]
    listed += unread.outside(lines, fences, 0)
    read = tuple(fence for fence in fences if fence not in renamed)
    return PageFences(pymdownx.Expanded(lines), read, (), tuple(listed))
