"""One Markdown page -> its Rust fences as Blocks, and what they claim as Snippets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from borrowproof.annotations import AnnotationError, Tags, check_tags, tags
from borrowproof.model import Block, Origin, Problem, Snippet, SourceLine
from borrowproof.project import Dialect, Project
from borrowproof.sources import includes, questions, superfences, text
from borrowproof.sources.snippets import House, Written, snippet
from borrowproof.sources.superfences import Fence

# Finds the file that an include names: its path, or None.
Locate = Callable[[str], Path | None]
ReadLines = Callable[[Path], tuple[SourceLine, ...]]


@dataclass(frozen=True, slots=True)
class Showing:
    """A fence that holds nothing but one include of a Rust file: it shows that file's snippet."""

    file: Path
    line: int
    info: str
    tags: Tags
    text: str
    origins: tuple[Origin, ...]
    ownership: bool


@dataclass(slots=True)
class Page:
    """What one page was found to hold, in the order of the page."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    snippets: list[Snippet] = field(default_factory=list)
    showings: list[Showing] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    askings: list[questions.Asking] = field(default_factory=list)


def read_page(lines: tuple[SourceLine, ...], name: str, project: Project, locate: Locate, read: ReadLines) -> Page:
    """Read one page. Annotations that cannot be understood become problems; nothing else is lost by them."""
    page = Page(name)

    def resolve(wanted: str) -> tuple[SourceLine, ...] | None:
        path = locate(wanted)
        return None if path is None else read(path)

    found = (_as_mkdocs if project.dialect is Dialect.MKDOCS else _as_commonmark)(lines, resolve)
    page.problems.extend(found.problems)
    fences, expanded = found.fences, found.expanded
    for index, fence in enumerate(fences):
        if project.dialect is Dialect.MKDOCS and questions.is_question(fence):
            _read_question(page, fence, expanded, locate)
        else:
            _read_fence(page, fence, _recorded(fences, index), expanded, project, locate)
    return page


@dataclass(frozen=True, slots=True)
class _Found:
    """The fences of a page, in one reading of Markdown or the other."""

    expanded: includes.Expanded
    fences: tuple[Fence, ...]
    problems: tuple[Problem, ...]


def _as_mkdocs(lines: tuple[SourceLine, ...], resolve: includes.Resolve) -> _Found:
    # MkDocs takes front matter off before anything else sees the page.
    expanded = includes.expand(lines[text.front_matter(lines) :], resolve)
    reading = superfences.read(expanded.lines)
    strays = (_stray(expanded.lines[index].origin) for index in reading.strays)
    return _Found(expanded, reading.fences, (*expanded.problems, *strays))


def _as_commonmark(lines: tuple[SourceLine, ...], resolve: includes.Resolve) -> _Found:
    # Imported here, since a site under MkDocs, whose authors wait for every check, has no use for them.
    from borrowproof.sources import commonmark, mdbook

    expanded = mdbook.expand(lines, resolve)
    return _Found(expanded, commonmark.scan(expanded.lines), expanded.problems)


def _stray(at: Origin) -> Problem:
    return Problem(
        at,
        "this Rust fence would show as broken text, unverified",
        "give it a closing fence of the same length and indentation, on lines of their own (not behind a bullet)",
    )


def _read_fence(
    page: Page,
    fence: Fence,
    stdout: Fence | None,
    expanded: includes.Expanded,
    project: Project,
    locate: Locate,
) -> None:
    opener = fence.body[0].origin if fence.indented and fence.body else expanded.lines[fence.opener].origin
    try:
        found = _rust_tags(fence, project)
        if found is None:
            return
        file = _shown_file(fence, expanded, locate)
        if file is not None:
            _show(page, fence, found, file, opener.line)
            return
        written = _written(fence, found, opener, stdout)
        judged = snippet(written, House(project.strict, project.edition))
        page.snippets.append(judged)
        page.blocks.append(_block(page.name, opener.line, fence, judged, [line.origin for line in fence.body]))
    except AnnotationError as error:
        at = opener if error.line is None else fence.body[error.line - 1].origin
        page.problems.append(Problem(at, error.message, error.fix))


def _read_question(page: Page, fence: Fence, expanded: includes.Expanded, locate: Locate) -> None:
    opener = expanded.lines[fence.opener].origin
    try:
        page.askings.append(questions.read(fence, opener, expanded, locate))
    except questions.MisplacedProgram as error:
        page.problems.append(Problem(error.at, error.message, error.fix))
    except AnnotationError as error:
        at = opener if error.line is None else fence.body[error.line - 1].origin
        page.problems.append(Problem(at, error.message, error.fix))


def _rust_tags(fence: Fence, project: Project) -> Tags | None:
    """The tags of a fence that claims to be Rust; None for any other."""
    found = tags(fence.info)
    if project.dialect is Dialect.MKDOCS:
        if fence.info == "rs" or fence.options.split()[:1] in ([".rust"], [".rs"]):
            raise AnnotationError("Rust that would be shown unverified", "write ```` ```rust ````, options in braces")
        if not (found.words or found.codes):
            return None
    if not found.is_rust:
        return None
    check_tags(found, project.strict)
    return found


def _shown_file(fence: Fence, expanded: includes.Expanded, locate: Locate) -> Path | None:
    """The Rust file, where a fence's body is exactly one include of it."""
    body = range(fence.opener + 1, fence.opener + 1 + len(fence.body))
    for include in expanded.includes:
        if (include.start, include.end) == (body.start, body.stop) and include.path.endswith(".rs"):
            return locate(include.path)
    return None


def _show(page: Page, fence: Fence, tags: Tags, file: Path, line: int) -> None:
    origins = tuple(line.origin for line in fence.body)
    page.showings.append(Showing(file, line, fence.info, tags, fence.rendered, origins, fence.ownership))


def _written(fence: Fence, tags: Tags, opener: Origin, stdout: Fence | None) -> Written:
    recorded = None if stdout is None else "".join(f"{line.text}\n" for line in stdout.body)
    return Written(
        id=str(opener),
        label=fence.title,
        origin=opener,
        lines=fence.body,
        tags=tags,
        stdout=recorded,
        stdout_origin=stdout.body[0].origin if stdout is not None and stdout.body else None,
    )


def _recorded(fences: tuple[Fence, ...], index: int) -> Fence | None:
    """The ```` ```text {.stdout} ```` fence that follows, if one does."""
    following = fences[index + 1] if index + 1 < len(fences) else None
    if following is not None and ".stdout" in following.options.split():
        return following
    return None


def _block(page: str, line: int, fence: Fence, shown: Snippet, origins: list[Origin]) -> Block:
    return block(page, line, fence.info, fence.rendered, shown, tuple(origins), ownership=fence.ownership)


def block(
    page: str, line: int, info: str, text: str, shown: Snippet, origins: tuple[Origin, ...], *, ownership: bool = False
) -> Block:
    """A block of `page` that shows lines of a snippet, matched by where the lines were written."""
    place = {(o.file, o.line): n for n, o in enumerate(shown.lines, start=1) if o is not None}
    return Block(page, line, info, text, shown.id, tuple(place.get((o.file, o.line)) for o in origins), ownership)
