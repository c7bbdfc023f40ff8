"""Paths -> every snippet, block and problem under them. The only part of `sources` that reads files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from borrowproof import project as projects
from borrowproof.annotations import AnnotationError
from borrowproof.expectations import agree, from_tags
from borrowproof.model import NEWEST_EDITION, Block, Edition, Kind, Origin, Problem, Question, Snippet, SourceLine
from borrowproof.project import ConfigurationError, Project
from borrowproof.sources import text
from borrowproof.sources.asked import BadOption, asked
from borrowproof.sources.documents import Locate, Page, Showing, block, read_page
from borrowproof.sources.snippets import House, Written, snippets

_NEVER = frozenset({"node_modules", "target", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was found. `unclaimed` counts .rs files of others, which say nothing to us."""

    snippets: tuple[Snippet, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    unclaimed: int = 0
    questions: tuple[Question, ...] = ()


def collect(paths: Sequence[Path], base: Path) -> Sources:
    """Read every Markdown page and Rust file under `paths`; files are named relative to `base`.

    Raises ConfigurationError for a path that does not exist or holds nothing to check.
    """
    reader = _Reader(base)
    for path in paths:
        if not path.exists():
            raise ConfigurationError(f"{path} does not exist; give a lesson, an .rs file or a folder")
        for file in _files(path.resolve()):
            reader.read(file, asked=path.is_file())
    reader.show()
    reader.check_fixes()
    found = sorted(reader.snippets.values(), key=lambda s: (s.origin.file, s.origin.line))
    problems = sorted(set(reader.problems), key=lambda p: (p.origin.file, p.origin.line, p.message))
    return Sources(tuple(found), tuple(reader.blocks), tuple(problems), reader.unclaimed, tuple(reader.questions))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        if path.suffix not in (".md", ".markdown", ".rs"):
            raise ConfigurationError(f"{path} is neither Markdown nor Rust; give .md or .rs files, or folders")
        yield path
        return
    seen: set[str] = set()
    for folder, folders, names in os.walk(path, followlinks=True):  # as MkDocs does
        real = os.path.realpath(folder)
        folders[:] = [] if real in seen else sorted(f for f in folders if not f.startswith(".") and f not in _NEVER)
        chosen = [] if real in seen else sorted(n for n in names if n.endswith((".md", ".markdown", ".rs")))
        seen.add(real)
        yield from (Path(folder) / name for name in chosen)


@dataclass(slots=True)
class _Reader:
    base: Path
    snippets: dict[str, Snippet] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unclaimed: int = 0
    questions: list[Question] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)
    _files: dict[Path, tuple[Snippet, ...]] = field(default_factory=dict)
    _read_already: dict[Path, tuple[SourceLine, ...] | None] = field(default_factory=dict)
    _included: dict[tuple[Path, str], Path | None] = field(default_factory=dict)
    _projects: dict[Path, Project] = field(default_factory=dict)
    _configured: dict[Path, Project | None] = field(default_factory=dict)

    def read(self, path: Path, *, asked: bool) -> None:
        if path.suffix == ".rs":
            self._read_rust(path, asked=asked)
            return
        lines = self._lines(path)
        if lines is not None:
            project = self._project(path)
            page = read_page(lines, self._name(path), project, self._locator(path, project), self._include)
            self._pages.append(page)
            self.problems.extend(page.problems)
            self.snippets.update((s.id, s) for s in page.snippets)

    def show(self) -> None:
        """Resolve the fences that show a whole file, and put each page's blocks in its own order."""
        for page in self._pages:
            shown = [self._shown(page, showing) for showing in page.showings]
            found = [*page.blocks, *(b for blocks in shown for b in blocks), *self._asked(page)]
            self.blocks.extend(sorted(found, key=lambda b: b.line))

    def check_fixes(self) -> None:
        for fixing in [s for s in self.snippets.values() if s.fixes is not None]:
            broken = PurePosixPath(fixing.origin.file).with_name(f"{fixing.fixes}.rs").as_posix()
            failing = (Kind.ERROR, Kind.PANICS)
            if broken not in self.snippets and not (self.base / broken).is_file():
                problem = f"`//@ fixes {fixing.fixes}` names no file: {broken} does not exist"
                self.problems.append(Problem(fixing.origin, problem, "name a failing snippet in the same folder"))
            elif fixing.expectation.kind in failing:
                problem = f"`//@ fixes {fixing.fixes}` stands in a file that fails itself"
                self.problems.append(Problem(fixing.origin, problem, "remove the directive, or mend the code"))

    def _shown(self, page: Page, showing: Showing) -> list[Block]:
        """A block for each snippet of the file: more than one where editions stand side by side."""
        found = self._rust_snippets(showing.file, asked=True)
        try:
            for snippet in found if showing.tags.words - {"rust"} or showing.tags.codes else ():
                agree(from_tags(showing.tags), snippet.expectation, None)
        except AnnotationError as error:
            self.problems.append(Problem(Origin(page.name, showing.line), error.message, error.fix))
        return [
            block(
                *(page.name, showing.line, showing.info, showing.text, s, showing.origins), ownership=showing.ownership
            )
            for s in found
        ]

    def _asked(self, page: Page) -> Iterator[Block]:
        """The blocks of a page's questions; the questions themselves are kept."""
        for asking in page.askings:
            try:
                found = asked(page.name, asking, self._only_snippet)
            except BadOption as bad:
                self.problems.append(Problem(bad.choice.origin, bad.error.message, bad.error.fix))
                continue
            self.questions += [found.question] if found.question else []
            yield from found.blocks

    def _read_rust(self, path: Path, *, asked: bool) -> None:
        self._rust_snippets(path, asked=asked)

    def _only_snippet(self, path: Path) -> Snippet | None:
        """The snippet of a file that is asked about, which must not depend on the edition."""
        found = self._rust_snippets(path, asked=True)
        if len(found) > 1:
            message = f"a question cannot ask about {self._name(path)}, whose outcome depends on the edition"
            self.problems.append(Problem(found[0].origin, message, "ask about a file with one claim"))
        return found[0] if found else None

    def _rust_snippets(self, path: Path, *, asked: bool) -> tuple[Snippet, ...]:
        if path not in self._files:
            self._files[path] = self._parse_rust(path, asked=asked)
            self.snippets.update((s.id, s) for s in self._files[path])
        return self._files[path]

    def _parse_rust(self, path: Path, *, asked: bool) -> tuple[Snippet, ...]:
        lines = self._lines(path)
        if lines is None:
            return ()
        project = self._project(path)
        if not (asked or project.strict) and not any(line.text.lstrip().startswith("//@") for line in lines):
            self.unclaimed += 1
            return ()
        name = self._name(path)
        try:
            recorded, at = self._recorded(path, ".stdout") or (None, None)
            several = any(line.text.replace(" ", "").startswith("//@[") for line in lines)
            found = {e: self._recorded(path, f".{e}.stdout") for e in Edition if several}
            editions = {edition: output for edition, output in found.items() if output is not None}
            written = Written(name, path.stem, Origin(name, 1), lines, None, recorded, at, editions)
            return snippets(written, House(project.strict, project.edition or NEWEST_EDITION))
        except AnnotationError as error:
            self.problems.append(Problem(Origin(name, error.line or 1), error.message, error.fix))
        except text.NotUtf8Error as error:
            self.problems.append(Problem(Origin(error.file, error.line), "not UTF-8", "save the file as UTF-8"))
        return ()

    def _recorded(self, path: Path, suffix: str) -> tuple[str, Origin] | None:
        """The output that is recorded beside a file, and where. Raises text.NotUtf8Error."""
        stdout = path.with_suffix(suffix)
        if not stdout.is_file():
            return None
        try:
            return stdout.read_bytes().decode("utf-8"), Origin(self._name(stdout), 1)
        except UnicodeDecodeError:
            raise text.NotUtf8Error(self._name(stdout), 1) from None

    def _lines(self, path: Path) -> tuple[SourceLine, ...] | None:
        """The lines of a file, read once: most Rust files are included in a page as well."""
        if path not in self._read_already:
            self._read_already[path] = self._read_lines(path)
        return self._read_already[path]

    def _read_lines(self, path: Path) -> tuple[SourceLine, ...] | None:
        try:
            return text.read_lines(path.read_bytes(), self._name(path))
        except text.NotUtf8Error as error:
            self.problems.append(Problem(Origin(self._name(path), error.line), "not UTF-8", "save the file as UTF-8"))
            return None

    def _include(self, path: Path) -> tuple[SourceLine, ...]:
        return self._lines(path) or ()

    def _locator(self, page: Path, project: Project) -> Locate:
        """How an include of `page` is found: the first folder that has the file."""
        mkdocs = project.dialect is projects.Dialect.MKDOCS
        folders = (project.snippets, project.root) if mkdocs else (page.parent,)

        def locate(wanted: str) -> Path | None:
            if (folders[0], wanted) not in self._included:
                paths = (Path(os.path.normpath(folder / wanted)) for folder in folders)  # it may lead through `..`
                self._included[folders[0], wanted] = next((path for path in paths if path.is_file()), None)
            return self._included[folders[0], wanted]

        return locate

    def _project(self, path: Path) -> Project:
        folder = path.parent
        if folder not in self._projects:
            self._projects[folder] = projects.find(folder, self._configured)
        return self._projects[folder]

    def _name(self, path: Path) -> str:
        """`path` as messages call it; everything under `base` is named relative to it."""
        name, base = str(path), f"{self.base}{os.sep}"
        return name.removeprefix(base).replace(os.sep, "/") if name.startswith(base) else name
