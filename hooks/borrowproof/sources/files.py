"""The files of one check, each read once, and where the includes of a page lead."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from borrowproof import disk, regular_files
from borrowproof import project as projects
from borrowproof.annotations.numbers import MOST_LINES
from borrowproof.kept_results import KeptResults, NothingKept
from borrowproof.model.library import NO_WORKSPACE, Library, Preamble, Workspace
from borrowproof.model.origin import Origin, Problem, SourceLine
from borrowproof.project import Project
from borrowproof.sources import decoding
from borrowproof.sources.doc_tests import preamble
from borrowproof.sources.includes.include_paths import IncludePaths


class Unreadable(Exception):
    """A file that belongs to a snippet and cannot be read; `problem` says which, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class Files:
    """Reads files, which are named relative to `base`. What cannot be read becomes a problem, once.

    `configured` keeps what each folder configures; a caller may know it better than the folder's files say. `results`
    are kept by who checks again and again.
    """

    base: Path
    configured: dict[Path, Project | None] = field(default_factory=dict)
    workspace: Workspace = NO_WORKSPACE
    results: KeptResults = field(default_factory=NothingKept)
    problems: list[Problem] = field(default_factory=list)
    included: set[Path] = field(default_factory=set)
    manifests: projects.Manifests = field(default_factory=projects.Manifests)
    _read_already: dict[Path, tuple[SourceLine, ...] | None] = field(default_factory=dict)
    _include_paths: dict[tuple[Path, ...], IncludePaths] = field(default_factory=dict)
    _projects: dict[Path, Project] = field(default_factory=dict)
    _preambles: dict[Library, Preamble] = field(default_factory=dict)

    def lines(self, path: Path) -> tuple[SourceLine, ...] | None:
        """The lines of a file, read once: most Rust files are included in a page as well."""
        if path not in self._read_already:
            self._read_already[path] = self._lines(path)
        return self._read_already[path]

    def _lines(self, path: Path) -> tuple[SourceLine, ...] | None:
        try:
            content, name = self._bytes(path), self.name(path)
            lines = self.results.result(("lines", path), (content, name), partial(decoding.read_lines, content, name))
            if len(lines) > MOST_LINES:
                message = f"the file has {len(lines):,} lines, and at most {MOST_LINES:,} are read"
                raise Unreadable(Problem(Origin(self.name(path), 1), message, "split it"))
            return lines
        except decoding.NotUtf8Error as error:
            self.problems.append(_not_utf8(error))
        except Unreadable as error:
            self.problems.append(error.problem)
        return None

    def legible_lines(self, path: Path) -> tuple[SourceLine, ...]:
        """The lines of a file that is only looked through; what cannot be read of it is nobody's problem."""
        try:
            text = self._bytes(path).decode("utf-8", errors="replace")
        except Unreadable:
            return ()
        return decoding.read_lines(text.encode("utf-8"), self.name(path))

    def included_lines(self, path: Path) -> tuple[SourceLine, ...]:
        """The lines of a file that a page includes, none where they cannot be read."""
        self.included.add(path)
        return self.lines(path) or ()

    def recorded_output(self, path: Path) -> tuple[str, Origin] | None:
        """The output that is recorded in a file, if there is such a file, and where it begins. Raises Unreadable."""
        if not disk.has_content(path):
            return None
        name = self.name(path)
        try:
            return self._bytes(path).decode("utf-8"), Origin(name, 1)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise Unreadable(_not_utf8(decoding.NotUtf8Error(name, line))) from None

    def _bytes(self, path: Path) -> bytes:
        try:
            return disk.read(path)
        except regular_files.NotReadable as error:
            raise Unreadable(Problem(Origin(self.name(path), 1), str(error), error.fix)) from None

    def include_paths(self, page: Path) -> IncludePaths:
        """Where the includes of `page` are looked for."""
        project = self.project(page)
        mkdocs = project.dialect is projects.Dialect.MKDOCS
        bases = tuple(page.parent / base for base in project.includes) if mkdocs else (page.parent,)
        return self._include_paths.setdefault(bases, IncludePaths(bases))

    def project(self, path: Path) -> Project:
        """The project that a file belongs to."""
        folder = path.parent
        if folder not in self._projects:
            project = projects.find(folder, self.configured, self.manifests).seen_from(folder)
            self._projects[folder] = self._with_crates(project, folder)
        return self._projects[folder]

    def _with_crates(self, project: Project, folder: Path) -> Project:
        library = self.workspace.library_of(folder)
        if library is None:
            return replace(project, crates=self.workspace.crates)
        if library not in self._preambles:
            self._preambles[library] = preamble(library, self.lines(library.root) or ())
        told = self._preambles[library]
        return replace(project, edition=library.edition, library=library, crates=library.crates, preamble=told)

    def in_package(self, path: Path) -> bool:
        """Whether a file lies in a package of cargo."""
        return any(disk.is_file(folder / "Cargo.toml") for folder in path.parents)

    def name(self, path: Path) -> str:
        """`path` as messages call it; everything under `base` is named relative to it."""
        name, base = str(path), f"{self.base}{os.sep}"
        return name.removeprefix(base).replace(os.sep, "/") if name.startswith(base) else name


def _not_utf8(error: decoding.NotUtf8Error) -> Problem:
    return Problem(Origin(error.file, error.line), "not UTF-8", "save the file as UTF-8")
