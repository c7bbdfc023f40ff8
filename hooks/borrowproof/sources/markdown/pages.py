"""One Markdown page -> its Rust fences as Blocks, and what they claim as Snippets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from borrowproof.annotations.directives import any_of_ours
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.tags import Tags, check_tags, parse_tags
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, Problem, SourceLine
from borrowproof.model.snippet import Block, Snippet, Unread
from borrowproof.project import Dialect, Project
from borrowproof.sources import file_kinds, unread
from borrowproof.sources.exercises import exercise_fence
from borrowproof.sources.includes import pymdownx
from borrowproof.sources.includes.include_paths import IncludePaths
from borrowproof.sources.includes.included_files import IncludedFiles
from borrowproof.sources.includes.included_programs import MisplacedProgram
from borrowproof.sources.markdown import (
    attributes,
    continuation,
    include_problems,
    mistyped_fences,
    page_fences,
    prose_values,
)
from borrowproof.sources.markdown.fence import Fence
from borrowproof.sources.markdown.page_fences import PageFences
from borrowproof.sources.never_run import never_run
from borrowproof.sources.questions import question_fence
from borrowproof.sources.snippets import Program, RawSnippet, Rules, build_snippet

ReadLines = Callable[[Path], tuple[SourceLine, ...]]
Parsed = TypeVar("Parsed")
ParseOurs = Callable[[Fence, Origin, pymdownx.Expanded, IncludePaths], Parsed]  # of a fence of ours; AnnotationError


@dataclass(frozen=True, slots=True)
class BlockOptions:
    """What a fence wants of its block besides the code: a timeline, a recording, and lines highlighted, as the page
    numbers them."""

    ownership: bool = False
    memory: bool = False
    highlighted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SnippetInclude:
    """A fence that holds nothing but one include of a Rust file: it shows that file's snippet."""

    file: Path
    line: int
    info: str
    tags: Tags
    text: str
    origins: tuple[Origin, ...]
    options: BlockOptions


@dataclass(slots=True)
class Page:
    """What one page was found to hold, in the order of the page. `pages` are others whose text it shows."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    snippets: list[Snippet] = field(default_factory=list)
    includes: list[SnippetInclude] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    askings: list[question_fence.ParsedQuestion] = field(default_factory=list)
    exercises: list[exercise_fence.ParsedExercise] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    above: continuation.Earlier = continuation.NOTHING


def read_page(lines: tuple[SourceLine, ...], name: str, project: Project, paths: IncludePaths, read: ReadLines) -> Page:
    """Read one page. Annotations that cannot be understood become problems; nothing else is lost by them."""
    page = Page(name)

    def resolve(wanted: str) -> tuple[SourceLine, ...] | None:
        path = paths.find(wanted)
        return None if path is None else read(path)

    files = IncludedFiles(resolve, paths.near)
    suffix = file_kinds.suffix(name)
    if project.dialect is Dialect.MKDOCS and suffix not in file_kinds.OF_MKDOCS:
        project = replace(project, dialect=Dialect.COMMONMARK)
    if suffix == file_kinds.RESTRUCTURED:
        found = page_fences.of_restructuredtext(lines, files)
    elif project.dialect is Dialect.MKDOCS:
        found = page_fences.of_mkdocs(lines, files, dedents=project.dedents)
    else:
        found = page_fences.of_commonmark(lines, files, mdx=suffix == ".mdx")
    _read_fences(page, found, project, paths, read)
    for line, wanted in found.pages:
        _show_page(page, line, wanted, paths, read)
    return page


def _show_page(page: Page, line: SourceLine, wanted: str, paths: IncludePaths, read: ReadLines) -> None:
    """Note that another page is shown here: it is read by itself, or listed where it is none that is read."""
    path = paths.find(wanted)
    if path is not None and file_kinds.is_wanted(path.name):
        page.pages.append(path)
    elif path is not None and unread.may_hold_rust(read(path)):
        page.unread.append(Unread(line.origin, f"the included file `{wanted}` is not read"))


def read_documentation(page: Page, lines: tuple[SourceLine, ...], project: Project) -> None:
    """Add to a page what documents one item of a Rust file."""
    _read_fences(page, page_fences.of_documentation(lines), project, IncludePaths(), lambda _: ())


def _read_fences(page: Page, found: PageFences, project: Project, paths: IncludePaths, read: ReadLines) -> None:
    includes = include_problems.about_rust(
        found.expanded, found.fences, lambda fence: _is_rust(fence, project, page.name)
    )
    page.problems.extend(found.expanded.problems if project.configured else includes)
    page.problems.extend(found.problems)
    page.unread.extend(found.unread)
    starts = {
        index: _setup(page, found.expanded.lines[index], path, wrong, project, paths, read)
        for index, path, wrong in continuation.setups(found.expanded.lines, found.fences)
    }
    ours = project.configured and project.dialect is Dialect.MKDOCS
    prints = False  # whether the fence above is a program of its own, to which a recorded output belongs
    for fence, following in zip_longest(found.fences, found.fences[1:]):
        if mistyped_fences.records_output(fence) and not prints:
            _tell(page, mistyped_fences.stray_output(found.expanded.lines[fence.opener].origin), project)
        if ours and question_fence.is_question(fence):
            page.askings += _read_ours(page, fence, found.expanded, paths, question_fence.parse_question)
            prints = False
        elif ours and exercise_fence.is_exercise(fence):
            page.exercises += _read_ours(page, fence, found.expanded, paths, exercise_fence.parse_exercise)
            prints = False
        else:
            shown = _own_program(fence, found.expanded, project, paths, read)
            setup = next((each for index, each in starts.items() if each and index < fence.opener), None)
            prints = _read_fence(page, fence, following, found.expanded, project, shown, setup)
    if ours:
        values = prose_values.read(found.expanded.lines, found.fences)
        page.snippets += [prose_values.program(page.name, values, Rules.of(project))] if values else []


def _read_fence(
    page: Page,
    fence: Fence,
    following: Fence | None,
    expanded: pymdownx.Expanded,
    project: Project,
    shown: Path | None,
    setup: Program | None,
) -> bool:
    """Take a fence in, which may show the program of a file.

    Returns whether it is Rust of its own (even if it was refused), no file and nothing else.
    """
    opener = fence.body[0].origin if fence.indented and fence.body else expanded.lines[fence.opener].origin
    try:
        found = _rust_tags(fence, project, page.name)
        if found is None:
            named = unread.like_rust(fence.info)
            page.unread += [Unread(opener, f"`{named}` is no name of Rust; write `rust`")] if named else []
            return False
        above, page.above = page.above, continuation.REFUSED  # until it turns out to be whole
        options = _block_options(fence, project)
        origins = tuple(line.origin for line in fence.body)
        lacking = mistyped_fences.lacks_an_include(fence, expanded)
        if not lacking:
            mistyped_fences.check_included_code(fence, expanded, is_program=shown is not None)
        if shown is not None:
            shows = (opener.line, fence.info, found, fence.rendered, origins, options)
            page.includes.append(SnippetInclude(shown, *shows))
            page.above = continuation.A_FILE
            return False
        if not lacking:
            stdout = following if following is not None and mistyped_fences.records_output(following) else None
            written = _written(fence, found, opener, stdout, expanded)
            rules, before = Rules.of(project), continuation.begins_with(found, fence, above, setup)
            if before is not None:
                rules = replace(rules, edition=before.snippet.edition)
            written = replace(written, before=before)
            judged = build_snippet(written, rules)
            page.above = continuation.earlier(written, judged, rules)
            _tell(page, never_run(judged), project)
            page.snippets.append(judged)
            page.blocks.append(block(page.name, opener.line, fence.info, fence.rendered, judged, origins, options))
    except AnnotationError as error:
        page.above = continuation.REFUSED
        at = opener if error.line is None else fence.body[error.line - 1].origin
        page.problems.append(Problem(at, error.message, error.fix))
    return shown is None


def _tell(page: Page, found: Problem | None, project: Project) -> None:
    """What seems to be checked and is not: a problem in a project that knows us, else a warning."""
    if found is not None and project.configured:
        page.problems.append(found)
    elif found is not None:
        page.warnings.append(f"{found.origin}: {found.message}; {found.fix}")


def _setup(
    page: Page,
    line: SourceLine,
    path: str,
    wrong: AnnotationError | None,
    project: Project,
    paths: IncludePaths,
    read: ReadLines,
) -> Program | None:
    """The program of the set-up file that a page names; None where there is a problem."""
    file = paths.find(path) if wrong is None else None
    lines = read(file) if file is not None else ()
    if wrong is None and not lines:
        wrong = AnnotationError(f"there is no set-up file {path!r:.80}", "correct the path, or add the file")
    if wrong is None:
        try:
            found = continuation.setup_program(lines, lines[0].origin.file, Rules.of(project))
            page.snippets.append(found.snippet)
            return found
        except AnnotationError as error:
            wrong = error
    page.problems.append(Problem(line.origin, wrong.message, wrong.fix))
    return None


def _own_program(
    fence: Fence, expanded: pymdownx.Expanded, project: Project, paths: IncludePaths, read: ReadLines
) -> Path | None:
    """The Rust file that is all that a fence holds, if the file says itself what should happen to it.

    Where nobody has configured us, a file without a directive of ours is text like any other: then the fence speaks.
    """
    first = fence.opener + 1
    include = expanded.sole_include(first, first + len(fence.body), ".rs")
    named = fence.shows or (include.path if include is not None else "")
    file = paths.find(named) if named else None
    if file is None or project.configured or any_of_ours(line.text for line in read(file)):
        return file
    return None


def _read_ours(
    page: Page, fence: Fence, expanded: pymdownx.Expanded, paths: IncludePaths, parse: ParseOurs[Parsed]
) -> list[Parsed]:
    """The question or the exercise of a fence; none where there is a problem."""
    opener = expanded.lines[fence.opener].origin
    try:
        if not mistyped_fences.lacks_an_include(fence, expanded):
            return [parse(fence, opener, expanded, paths)]
    except MisplacedProgram as error:
        page.problems.append(Problem(error.at, error.message, error.fix))
    except AnnotationError as error:
        at = opener if error.line is None else fence.body[error.line - 1].origin
        page.problems.append(Problem(at, error.message, error.fix))
    return []


def _rust_tags(fence: Fence, project: Project, name: str) -> Tags | None:
    """The tags of a fence of the page `name` that claims to be Rust; None for any other."""
    if project.strict and project.dialect is Dialect.MKDOCS:
        mistyped_fences.check_highlighted_only(fence)
    found = parse_tags(fence.info)
    if _is_rust(fence, project, name):
        check_tags(found, project.strict)
        return found
    mistyped_fences.check_tag(found)
    if project.strict:
        mistyped_fences.check_other(fence)
    return None


def _is_rust(fence: Fence, project: Project, name: str) -> bool:
    """Whether a fence of the page `name` is Rust: one without a word is, where rustdoc may read the page."""
    found = parse_tags(fence.info)
    labelled = project.dialect is Dialect.MKDOCS or file_kinds.suffix(name) in file_kinds.LABELLED
    return found.is_rust and (not labelled or bool(found.words or found.codes))


def _block_options(fence: Fence, project: Project) -> BlockOptions:
    if not project.strict:
        return BlockOptions(fence.ownership, fence.memory)
    given = attributes.read(fence.options)
    attributes.check(given)
    return BlockOptions(fence.ownership, fence.memory, attributes.highlighted(given))


def _written(fence: Fence, tags: Tags, opener: Origin, stdout: Fence | None, expanded: pymdownx.Expanded) -> RawSnippet:
    recorded = None if stdout is None else "".join(f"{line.text}\n" for line in stdout.body)
    return RawSnippet(
        id=str(opener),
        label=fence.title,
        origin=opener,
        lines=fence.body,
        tags=tags,
        stdout=recorded,
        stdout_origin=_begin(stdout, expanded) if stdout is not None else None,
    )


def _begin(fence: Fence, expanded: pymdownx.Expanded) -> Origin:
    """Where the content of a fence begins, or would."""
    if fence.body:
        return fence.body[0].origin
    closer = expanded.lines[fence.closer].origin
    return replace(closer, column=closer.column + len(fence.prefix))


def block(
    page: str,
    line: int,
    info: str,
    text: str,
    shown: Snippet,
    origins: tuple[Origin, ...],
    options: BlockOptions = BlockOptions(),
) -> Block:
    """A block of `page` that shows lines of a snippet, matched by where the lines were written.

    Raises AnnotationError where the block cannot have what is wanted of it.
    """
    place = {(o.file, o.line): n for n, o in enumerate(shown.lines, start=1) if o is not None}
    numbers = tuple(place.get((o.file, o.line)) for o in origins)
    absent = sorted(options.highlighted - set(numbers))
    if absent:
        raise AnnotationError(
            f"hl_lines names line {absent[0]}, which the fence does not show", "count lines as the page numbers them"
        )
    if options.ownership and shown.expectation.kind is Kind.IGNORED:
        raise AnnotationError("what is ignored has no timeline", "take `ownership` off the fence, or let it be judged")
    if options.memory and shown.expectation.kind not in (Kind.RUNS, Kind.PANICS):
        raise AnnotationError(
            "only a program that runs has memory to record", "take `memory` off the fence, or let the program run"
        )
    return Block(page, line, info, text, shown.id, numbers, options.ownership, options.memory)
