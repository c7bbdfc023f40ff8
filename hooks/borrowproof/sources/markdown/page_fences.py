"""The code blocks of one page, its includes expanded, as its readers see them: in whichever markup it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.tags import is_renamed
from borrowproof.model.origin import Origin, Problem, SourceLine
from borrowproof.model.snippet import Unread
from borrowproof.sources import decoding, restructuredtext, unread
from borrowproof.sources.directive import Directive
from borrowproof.sources.includes import literal_includes, pymdownx
from borrowproof.sources.includes.included_files import IncludedFiles
from borrowproof.sources.markdown import mistyped_fences, superfences
from borrowproof.sources.markdown.fence import Fence
from borrowproof.sources.markdown.visibility import TooMuchMarkup


@dataclass(frozen=True, slots=True)
class PageFences:
    """The fences of a page in order. `problems` are those of the page itself, without those of its includes; `unread`
    is what looks like a Rust fence and is none. `pages` are paths of other pages whose text this one shows, with the
    line that says so.
    """

    expanded: pymdownx.Expanded
    fences: tuple[Fence, ...]
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()
    pages: tuple[tuple[SourceLine, str], ...] = ()


def of_mkdocs(lines: tuple[SourceLine, ...], files: IncludedFiles, *, dedents: bool) -> PageFences:
    """A page as MkDocs with superfences renders it; front matter is taken off before anything else sees the page."""
    expanded = pymdownx.expand(lines[decoding.front_matter(lines) :], files, dedents=dedents)
    try:
        scanned = superfences.read(expanded.lines)
    except TooMuchMarkup as error:
        problem = Problem(expanded.lines[error.line].origin, error.message, error.fix)
        return PageFences(expanded, (), (problem,))
    strays = tuple(mistyped_fences.stray_fence(expanded.lines[index].origin) for index in scanned.strays)
    hidden = unread.hidden(expanded.lines, scanned.hidden)
    others = unread.by_others(expanded.lines, (*scanned.fences, *scanned.hidden), 0)
    return PageFences(expanded, scanned.fences, strays, (*hidden, *others))


def of_commonmark(lines: tuple[SourceLine, ...], files: IncludedFiles, *, mdx: bool) -> PageFences:
    """A page as rustdoc and mdBook read it."""
    # Imported here, since a site under MkDocs, whose authors wait for every check, has no use for them.
    from borrowproof.sources.includes import mdbook
    from borrowproof.sources.markdown import commonmark, directives

    expanded = mdbook.expand(lines, files)
    fences = commonmark.scan(expanded.lines, mdx=mdx)
    first = commonmark.matter(expanded.lines)
    outside = (*unread.outside(expanded.lines, fences, first), *unread.by_others(expanded.lines, fences, first))
    listed = (
        Unread(expanded.lines[f.opener].origin, f"the directive `{f.info}` is not read")
        for f in fences
        if directives.hides_rust(f)
    )
    pages = ((expanded.lines[f.opener], f.directive.argument) for f in fences if f.directive and f.directive.shows_page)
    return _with_files(PageFences(expanded, fences, (), (*outside, *listed), tuple(pages)), files)


def of_restructuredtext(lines: tuple[SourceLine, ...], files: IncludedFiles) -> PageFences:
    """A page as Sphinx reads it."""
    listed, pages = tuple(restructuredtext.unread(lines)), tuple(restructuredtext.pages(lines))
    found = PageFences(pymdownx.Expanded(lines), restructuredtext.scan(lines), (), listed, pages)
    return _with_files(found, files)


def _with_files(found: PageFences, files: IncludedFiles) -> PageFences:
    """The fences with the lines of the files that they show; one whose file cannot be shown is left out."""
    fences, problems = [], []
    for fence in found.fences:
        at = found.expanded.lines[max(fence.opener, 0)].origin
        try:
            shows = fence.directive is not None and fence.directive.shows_file
            fences.append(_with_file(fence, fence.directive, at, files) if shows and fence.directive else fence)
        except AnnotationError as error:
            problems.append(Problem(at, error.message, error.fix))
    return replace(found, fences=tuple(fences), problems=(*found.problems, *problems))


def _with_file(fence: Fence, directive: Directive, at: Origin, files: IncludedFiles) -> Fence:
    """A fence with the lines of the file that its directive names. Raises AnnotationError."""
    path, lines = literal_includes.find(directive.argument, files)
    body = tuple(literal_includes.selected(lines, directive, at))
    shows = "" if literal_includes.is_part(directive) else path
    return replace(fence, body=body, rendered="\n".join(line.text for line in body), shows=shows)


def of_documentation(lines: tuple[SourceLine, ...]) -> PageFences:
    """What documents one item of a Rust file: Markdown without includes and front matter, in rustdoc's words alone."""
    from borrowproof.sources.markdown import commonmark

    fences = commonmark.scan(lines, front_matter=0)
    renamed = [fence for fence in fences if is_renamed(fence.info)]  # which rustdoc takes for other languages
    listed = [Unread(lines[f.opener].origin, f"rustdoc does not know `{f.info}`; write `rust`") for f in renamed]
    listed += unread.outside(lines, fences, 0)
    read = tuple(fence for fence in fences if fence not in renamed)
    return PageFences(pymdownx.Expanded(lines), read, (), tuple(listed))
