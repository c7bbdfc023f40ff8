"""Rules for programs: each is shown, fits a page, and what fails has its repair where a reader looks for it. Pure."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping, Sequence

from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Block, Snippet
from borrowproof.project import Project
from borrowproof.sources.collect import Sources
from borrowproof.sources.questions.question_fence import INFO

COLUMNS = 72  # that a page shows without scrolling
_FOLD = "??? question"
_HINTED = "_hinted"  # what a hint of rustc's makes of `x` is `x_hinted`, whose repairs are those of `x`


def broken(sources: Sources, project: Project, pages: Mapping[str, Sequence[str]], *, whole: bool) -> Iterator[Problem]:
    """Problems of the programs in files. `whole` tells that all of the project was read."""
    folder = f"{project.name(project.snippets)}/"
    files = [s for s in sources.snippets if s.origin.file.startswith(folder)]
    if whole:
        yield from _orphans(files, sources)
        yield from _without_repair(files, sources, project)
    yield from _unfolded_repairs(files, sources.blocks, pages)
    yield from _wide([s for s in sources.snippets if not s.values])  # whose programs no page shows


def unrecorded(evidence: Iterable[Evidence], blocks: Sequence[Block]) -> Iterator[Problem]:
    """A program that a lesson shows and that prints has its output recorded: else nobody would see it change."""
    shown = {_program(block.snippet) for block in blocks}
    for item in evidence:
        s, outcome = item.snippet, item.outcome
        prints = outcome is not None and outcome.exit is not None and outcome.stdout != ""
        if prints and s.is_file and s.expectation.stdout is None and s.origin.file in shown:
            name = s.origin.file.partition("/")[2].removesuffix(".rs")
            fix = f"record it with `borrowproof check --bless --only {name}`, and read what it prints"
            yield Problem(Origin(s.origin.file, 1), "this program prints, and its output is not recorded", fix)


def _program(name: str) -> str:
    """The file of a snippet: `snippets/a/x.rs (edition 2021)` is a claim of `snippets/a/x.rs`."""
    return name.partition(" (edition ")[0]


def _orphans(files: Sequence[Snippet], sources: Sources) -> Iterator[Problem]:
    """Where pages show programs at all: a folder of programs alone has no lessons yet. One that a mistyped include
    is guessed to mean is shown as soon as that is mended."""
    shown = {_program(block.snippet) for block in sources.blocks}
    own = {s.origin.file for s in files}
    for file in sorted(own - shown) if own & shown else ():
        name = file.partition("/")[2]
        if any(f"did you mean `{name}`" in problem.fix for problem in sources.problems):
            continue
        fix = f'show it in a lesson with `--8<-- "{name}"` in a ```` ```rust ```` fence, or remove the file'
        yield Problem(Origin(file, 1), "no page shows this program", fix)


def _without_repair(files: Sequence[Snippet], sources: Sources, project: Project) -> Iterator[Problem]:
    """Of those that a lesson shows: a question says itself what would mend its program. Beside a file that has a
    problem nothing is missed: that file may be the repair."""
    unsure = {problem.origin.file.rpartition("/")[0] for problem in sources.problems}
    repaired = {_beside(s.origin.file, s.fixes) for s in files if s.fixes is not None}
    shown = {_program(block.snippet) for block in sources.blocks if block.info != INFO}
    seen: set[str] = set()
    for s in files:
        file = s.origin.file
        fails = s.expectation.kind in (Kind.ERROR, Kind.PANICS) and s.misses is None  # which its exercise repairs
        if not fails or file in seen or file not in shown:
            continue
        if file.rpartition("/")[0] in unsure:
            continue
        seen.add(file)
        stem = file.removesuffix(".rs").removesuffix(_HINTED)
        exempt = any(fnmatch.fnmatchcase(file, pattern) for pattern in project.unrepaired)
        if not (f"{stem}.rs" in repaired or exempt):
            name = stem.rpartition("/")[2]
            fix = (
                f"write the repaired program beside it, with `//@ fixes {name}`, or, where none is to be taught, list "
                "the file in `unrepaired` of [tool.borrowproof]"
            )
            yield Problem(Origin(file, s.origin.line), "this program fails, and nothing repairs it", fix)


def _beside(file: str, stem: str | None) -> str:
    return f"{file.rpartition('/')[0]}/{stem}.rs"


def _unfolded_repairs(
    files: Sequence[Snippet], blocks: Sequence[Block], pages: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """A repair that stands open gives away what the page asks its reader to predict."""
    fixes = {s.origin.file: _beside(s.origin.file, s.fixes) for s in files if s.fixes is not None}
    asked = {(b.page, _program(b.snippet)) for b in blocks if "predict=" in _line(pages, b.page, b.line)}
    for block in blocks:
        broken_program = fixes.get(_program(block.snippet))
        if (block.page, broken_program) in asked and not _folded(pages.get(block.page, ()), block.line):
            yield Problem(
                Origin(block.page, block.line),
                f"this repair of {broken_program} stands open, and the page asks to predict what that does",
                f"put it in a fold that begins with `{_FOLD} ...`",
            )


def _line(pages: Mapping[str, Sequence[str]], page: str, number: int) -> str:
    lines = pages.get(page, ())
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _folded(lines: Sequence[str], number: int) -> bool:
    """Whether what stands on a line stands in a fold that answers a question."""
    outermost = next((line for line in reversed(lines[:number]) if line[:1].strip()), "")
    return outermost.startswith(_FOLD)


def _wide(snippets: Sequence[Snippet]) -> Iterator[Problem]:
    told: set[Origin] = set()
    for s in snippets:
        for origin, text in zip(s.lines, s.code.split("\n"), strict=False):
            if origin is not None and len(text) > COLUMNS and origin not in told:
                told.add(origin)
                message = f"this line has {len(text)} columns; a page shows {COLUMNS} of a program without scrolling"
                yield Problem(origin, message, "break the line")
