"""Paths -> every snippet, block and problem under them.

With `files` and `relations` the only part of `sources` that looks at a disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from borrowproof import disk
from borrowproof.annotations.directives import any_of_ours
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.expectations import from_tags, reconcile
from borrowproof.kept_results import KeptResults, NothingKept
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.exercise import Exercise
from borrowproof.model.library import NO_WORKSPACE, Workspace
from borrowproof.model.origin import Origin, Problem, SourceLine, in_order
from borrowproof.model.question import Question
from borrowproof.model.snippet import Block, Snippet, Unread
from borrowproof.project import ConfigurationError, Project
from borrowproof.sources import cross_file_checks, file_kinds, restructuredtext, unread
from borrowproof.sources.doc_tests import read_rust
from borrowproof.sources.exercises.resolve import resolve as resolve_exercise
from borrowproof.sources.files import Files, Unreadable
from borrowproof.sources.includes import sections
from borrowproof.sources.markdown.pages import Page, SnippetInclude, block, read_page
from borrowproof.sources.questions.resolve import BadOption, resolve
from borrowproof.sources.snippets import RawSnippet, Rules, build_snippets

MOST_FOLDERS = 20_000  # below one path; a link may lead to the root of the machine
_NEVER = frozenset({"node_modules", "target", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was found. `unclaimed` counts .rs files that hold nothing to judge, and that no page includes;
    `warnings` are about files around them, and about what was not read; `unread` is what looks like Rust and is not
    judged.
    """

    snippets: tuple[Snippet, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    unclaimed: int = 0
    questions: tuple[Question, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


def collect(
    paths: Sequence[Path],
    base: Path,
    workspace: Workspace = NO_WORKSPACE,
    configured: Mapping[Path, Project] | None = None,
    results: KeptResults | None = None,
) -> Sources:
    """Read every Markdown page and Rust file under `paths`; files are named relative to `base`.

    A Rust file is a program where one of its lines begins with `//@`, and everywhere in a strict project outside of
    packages; of every other one the documentation is read. `workspace` has the crates at hand.
    `configured` are projects that a caller knows by their folders better than the files there say. `results` keep what
    was made of files that are as they were.

    Raises ConfigurationError for a path that does not exist or holds nothing to check.
    """
    reader = _Reader(Files(base, dict(configured or {}), workspace, results or NothingKept()))
    for path in paths:
        kind = disk.kind(path)
        if kind == disk.ABSENT:
            raise ConfigurationError(f"{path} does not exist; give a lesson, an .rs file or a folder")
        if kind == disk.OTHER:
            raise ConfigurationError(f"{path} is no regular file; give a lesson, an .rs file or a folder")
        for file in _files(path):
            reader.read(file, asked=kind == disk.FILE)
    reader.read_shown_pages()
    reader.show()
    reader.check_relations()
    found = sorted(reader.snippets.values(), key=lambda s: (s.origin.file, s.origin.line))
    return Sources(
        tuple(found),
        tuple(reader.blocks),
        in_order([*reader.problems, *reader.files.problems]),
        len(reader.unclaimed - reader.files.included),
        tuple(reader.questions),
        tuple(reader.exercises),
        (*sorted(reader.files.manifests.complaints), *reader.warnings()),
        tuple(sorted(reader.unread, key=lambda u: (u.origin.file, u.origin.line))),
    )


def _files(path: Path) -> Iterator[Path]:
    if disk.is_file(path):
        if not file_kinds.is_wanted(path.name):
            raise ConfigurationError(f"{path} is neither Markdown nor Rust; give .md or .rs files, or folders")
        yield disk.real(path)
        return
    seen: set[Path] = set()
    for folder, folders, names in disk.walk(disk.real(path), follow_links=True, on_refusal=_refuse):  # as MkDocs does
        real = disk.real(folder)
        folders[:] = [] if real in seen else [f for f in folders if not f.startswith(".") and f not in _NEVER]
        chosen = [] if real in seen else list(filter(_is_shown, filter(file_kinds.is_wanted, names)))
        seen.add(real)
        if len(seen) > MOST_FOLDERS:
            fix = "give a smaller one, or remove the link that leads out of it"
            raise ConfigurationError(f"{path} holds more than {MOST_FOLDERS:,} folders; {fix}")
        yield from (folder / name for name in chosen)


def _refuse(folder: Path, why: str) -> None:
    raise ConfigurationError(f"{folder} cannot be listed: {why}; make it readable, or give what is to be checked")


def _is_shown(name: str) -> bool:
    """Whether a file is no hidden one, which MkDocs passes over too: editors keep notes of their own beside a page."""
    return not name.startswith(".")


@dataclass(slots=True)
class _Reader:
    files: Files
    snippets: dict[str, Snippet] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unclaimed: set[Path] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    exercises: list[Exercise] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)
    _read: set[Path] = field(default_factory=set)
    _made: list[str] = field(default_factory=list)
    _outside: list[str] = field(default_factory=list)
    _rust: dict[Path, tuple[Snippet, ...]] = field(default_factory=dict)

    def read(self, path: Path, *, asked: bool) -> None:
        """Take a page or a Rust file in; `asked` tells that somebody named this very file."""
        suffix = file_kinds.suffix(path)
        self._read.add(path)
        if suffix == file_kinds.RUST:
            alone = asked and not self.files.in_package(path)  # a source file may well document nothing
            if self._is_program(path) or (not self._documents(path) and alone):
                self.unclaimed.discard(path)
                self._rust_snippets(path)
            return
        if suffix in file_kinds.UNREAD:
            self.unread.extend(unread.in_another_language(self.files.legible_lines(path), suffix))
            return
        if suffix == file_kinds.RESTRUCTURED and not restructuredtext.speaks_of_rust(self.files.legible_lines(path)):
            return  # in whatever encoding it is
        lines = self.files.lines(path)
        if lines is not None:
            project = self.files.project(path)
            page = read_page(
                lines, self.files.name(path), project, self.files.include_paths(path), self.files.included_lines
            )
            self._take(page)

    def read_shown_pages(self) -> None:
        """Take in the pages whose text other pages show, unless they are among those that were read."""
        for page in self._pages:  # which grow
            for path in map(Path, map(os.path.normpath, page.pages)):
                if path not in self._read:
                    self.read(path, asked=False)

    def _take(self, page: Page) -> None:
        self._pages.append(page)
        self.problems.extend(page.problems)
        self.unread.extend(page.unread)
        self.snippets.update((s.id, s) for s in page.snippets)

    def _is_program(self, path: Path) -> bool:
        """Whether a Rust file is a program that says by itself what should happen."""
        if any_of_ours(line.text for line in self.files.lines(path) or ()):
            return True
        project = self.files.project(path)
        return project.strict and (path.is_relative_to(project.snippets) or not self.files.in_package(path))

    def _documents(self, path: Path) -> bool:
        """Take in what documents the items of a Rust file; whether there is anything to judge."""
        lines = self.files.lines(path)
        if lines is None:
            return True  # that is a problem already
        project, name = self.files.project(path), self.files.name(path)
        library = project.library
        if library is not None and library.sources and path not in library.sources:
            self._outside.append(name)
            return True
        found = read_rust(lines, name, project, partial(self._beside, path))
        self._take(found.page)
        self._made += [f"{name}:{line}" for line in found.made]
        empty = not (found.page.snippets or found.page.problems or found.made)
        if empty:
            self.unclaimed.add(path)
        return not empty

    def _beside(self, path: Path, wanted: str) -> tuple[SourceLine, ...] | None:
        """The lines of a file that `include_str!` in `path` names."""
        return self.files.lines(Path(os.path.normpath(path.parent / wanted)))

    def warnings(self) -> Iterator[str]:
        """What was not read, and what only seems to be checked, in sentences."""
        for page in self._pages:
            yield from page.warnings
        if self._made:
            more = _more(len(self._made) - 1, "place")
            yield f"{self._made[0]}{more}: a macro makes this documentation; what it holds is not seen"
        if self._outside:
            more = _more(len(self._outside) - 1, "file")
            why = "not part of the library that cargo built, so rustdoc reads no documentation there"
            yield f"{self._outside[0]}{more}: {why}; it was not read"

    def show(self) -> None:
        """Resolve the fences that show a whole file, and put each page's blocks in its own order."""
        for page in self._pages:
            shown = [self._shown(page, include) for include in page.includes]
            found = [*page.blocks, *(b for blocks in shown for b in blocks), *self._asked(page), *self._set(page)]
            self.blocks.extend(sorted(found, key=lambda b: b.line))

    def check_relations(self) -> None:
        """Look at what the files claim of each other, once all are read."""
        ours = {path.parent for path in self._rust if self.files.project(path).configured}
        self.problems.extend(cross_file_checks.broken_repairs(self.snippets, self.files.base))
        self.problems.extend(cross_file_checks.broken_exercises(self.snippets, self.files.base))
        self.problems.extend(cross_file_checks.broken_twins(self.snippets, self.files.base))
        self.problems.extend(cross_file_checks.stray_outputs(self._rust, ours, self.files.base))

    def _shown(self, page: Page, include: SnippetInclude) -> list[Block]:
        """A block for each snippet of the file: more than one where editions stand side by side."""
        found = self._rust_snippets(include.file)
        at = (page.name, include.line, include.info, include.text)
        try:
            for snippet in found if include.tags.words - {"rust"} or include.tags.codes else ():
                reconcile(from_tags(include.tags), snippet.expectation, None)
            return [block(*at, snippet, include.origins, include.options) for snippet in found]
        except AnnotationError as error:
            self.problems.append(Problem(Origin(page.name, include.line), error.message, error.fix))
        return []

    def _asked(self, page: Page) -> Iterator[Block]:
        """The blocks of a page's questions; the questions themselves are kept."""
        for asking in page.askings:
            try:
                found = resolve(page.name, asking, partial(self._only_snippet, "a question", asking.origin))
            except BadOption as bad:
                self.problems.append(Problem(bad.choice.origin, bad.error.message, bad.error.fix))
                continue
            self.questions += [found.question] if found.question else []
            yield from found.blocks

    def _set(self, page: Page) -> Iterator[Block]:
        """The blocks of a page's exercises; the exercises themselves are kept."""
        for parsed in page.exercises:
            found = resolve_exercise(page.name, parsed, partial(self._only_snippet, "an exercise", parsed.origin))
            self.exercises += [found.exercise] if found.exercise else []
            self.problems += found.problems
            yield from found.blocks

    def _only_snippet(self, what: str, at: Origin, path: Path) -> Snippet | None:
        """The snippet of a file in a question or an exercise, which must not depend on the edition."""
        found = self._rust_snippets(path)
        if len(found) > 1:
            message = f"{what} cannot be about {self.files.name(path)}, whose outcome depends on the edition"
            self.problems.append(Problem(at, message, "take a file with one claim"))
            return None
        return found[0] if found else None

    def _rust_snippets(self, path: Path) -> tuple[Snippet, ...]:
        if path not in self._rust:
            self._rust[path] = self._parse_rust(path)
            self.snippets.update((s.id, s) for s in self._rust[path])
        return self._rust[path]

    def _parse_rust(self, path: Path) -> tuple[Snippet, ...]:
        read = self.files.lines(path)
        if read is None:
            return ()
        lines = tuple(line for line in read if not sections.is_marker(line.text))
        project, name = self.files.project(path), self.files.name(path)
        several = any(line.text.replace(" ", "").startswith("//@[") for line in lines)
        try:
            recorded, at = (None if several else self.files.recorded_output(path.with_suffix(".stdout"))) or (
                None,
                None,
            )
            found = {e: self.files.recorded_output(path.with_suffix(f".{e}.stdout")) for e in Edition if several}
            editions = {edition: output for edition, output in found.items() if output is not None}
            written = RawSnippet(name, path.stem, Origin(name, 1), lines, None, recorded, at, editions)
            rules = replace(Rules.of(project), edition=project.edition or NEWEST_EDITION)
            build = partial(build_snippets, written, rules)
            return self.files.results.result(("snippets", path), (written, rules), build)
        except AnnotationError as error:
            at_line = lines[error.line - 1].origin.line if error.line else 1
            self.problems.append(Problem(Origin(name, at_line), error.message, error.fix))
        except Unreadable as error:
            self.problems.append(error.problem)
        return ()


def _more(number: int, noun: str) -> str:
    return f" and {number} more {noun}{'' if number == 1 else 's'}" if number else ""
