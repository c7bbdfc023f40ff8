"""Each snippet and each question as a pytest item: `pytest docs snippets` judges them by the CLI's own pipeline.

Nothing is judged that nobody named. Named are the docs and snippets of a project with `[tool.borrowproof]`, whatever
`borrowproof_paths` lists in pytest's configuration, and on the command line a file, or a folder within the docs of a
site or a book. `--borrowproof` names every page and Rust file that pytest comes by.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from _pytest._code.code import TerminalRepr, TracebackStyle

from borrowproof import house_rules, pipeline, project
from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.backends.toolchain import find
from borrowproof.judging.backend_selection import BackendName
from borrowproof.judging.questions import judge_question
from borrowproof.model.library import Workspace
from borrowproof.model.origin import Problem
from borrowproof.model.outcome import NOT_JUDGED, Cause
from borrowproof.model.question import Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from borrowproof.process.sandbox import Sandbox
from borrowproof.project import ConfigurationError, Project
from borrowproof.report import explain, not_checked, questions, terminal
from borrowproof.report.control_characters import in_log, on_one_line
from borrowproof.sources import file_kinds
from borrowproof.sources.collect import Sources, collect

_Key = tuple[Path, str]  # the folder that a snippet is named from, and its name
_EVIDENCE = pytest.StashKey[dict[_Key, Evidence | Problem]]()
_WHOLE = pytest.StashKey[dict[Path, Sources]]()
_BROKEN = pytest.StashKey[dict[Path, "tuple[Problem, ...]"]]()
_WORKSPACES = pytest.StashKey[dict[Path, Workspace]]()
_PROJECTS = pytest.StashKey[dict[Path, Project | None]]()  # what each folder configures: it is read once a run


class SnippetFailure(Exception):
    """A mismatch, an annotation problem or an unchecked snippet; the message is the report's."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("borrowproof")
    group.addoption("--borrowproof", action="store_true", help="judge Rust snippets in any Markdown or .rs file")
    group.addoption(
        "--borrowproof-sandbox",
        choices=[choice.value for choice in Sandbox],
        default=Sandbox.AUTO.value,
        help="contain compilers and programs as well as this machine can, refuse to judge with less, or not",
    )
    channels = "a rustup toolchain, or the path of a rustc; stable, beta or nightly on the Playground"
    group.addoption("--borrowproof-toolchain", metavar="NAME", help=channels)
    group.addoption(
        "--borrowproof-backend",
        choices=[choice.value for choice in BackendName],
        default=BackendName.AUTO.value,
        help="who judges; auto is a local rustc, and never the network",
    )
    group.addoption(
        "--borrowproof-playground-url", metavar="URL", default=PLAYGROUND, help="the Playground that judges"
    )
    parser.addini("borrowproof_paths", "pages, .rs files and folders whose Rust is judged", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Where pytest is told nothing on its command line, it looks at `borrowproof_paths`, too."""
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        visited = _named(config)
        listed = (path for path in config.getini("borrowproof_paths") if not _within(path, visited))
        config.args += [str(path) for path in listed]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    kinds = (*file_kinds.PAGES, file_kinds.RESTRUCTURED, file_kinds.RUST)
    if file_kinds.suffix(file_path) not in kinds or not _is_wanted(file_path, parent.config):
        return None
    return SnippetFile.from_parent(parent, path=file_path)


def _is_wanted(file: Path, config: pytest.Config) -> bool:
    """Whether somebody named this file, or what it lies in. Raises UsageError."""
    if config.getoption("--borrowproof") or _within(file, config.getini("borrowproof_paths")):
        return True
    try:
        found = _project(file, config)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    ours = _within(file, (found.docs, found.snippets))
    asked = config.args_source is pytest.Config.ArgsSource.ARGS
    named = [path for path in _named(config) if asked and file.is_relative_to(path)]
    return (ours and found.configured) or any(path == file or _within(path, (found.docs,)) for path in named)


def _project(file: Path, config: pytest.Config) -> Project:
    """The project that a file lies in. Raises ConfigurationError."""
    return project.find(file, config.stash.setdefault(_PROJECTS, {}))


def _named(config: pytest.Config) -> list[Path]:
    """The paths that pytest was told to look at; `a.md::b` names a part of `a.md`."""
    folder = config.invocation_params.dir
    return [Path(os.path.normpath(folder / argument.partition("::")[0])) for argument in config.args]


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _base(file: Path, config: pytest.Config) -> Path:
    """Where the names of a file's snippets begin: at its project, else where pytest's do."""
    found = _project(file, config)
    nobodys = config.stash[_PROJECTS].get(found.root) is None
    return config.rootpath if nobodys and file.is_relative_to(config.rootpath) else found.root


class SnippetFile(pytest.File):
    """A page or an .rs file."""

    def collect(self) -> Iterable[pytest.Item]:
        base = _base(self.path, self.config)
        configured = {folder: found for folder, found in self.config.stash[_PROJECTS].items() if found is not None}
        found = collect([self.path], base, _workspace(self.config, base), configured)
        name = self.path.relative_to(base).as_posix()
        rules = _broken_rules(self.config, base, configured)
        for snippet in (s for s in found.snippets if s.origin.file == name):
            at = on_one_line(snippet.id)
            yield SnippetItem.from_parent(self, name=at, nodeid=at, snippet=snippet, base=base)
        programs = {s.id: s for s in found.snippets}
        for question in (q for q in found.questions if q.origin.file == name):
            about = tuple(programs[choice.program] for choice in question.choices)
            at = on_one_line(f"{question.id}?")  # its fence is no snippet
            yield QuestionItem.from_parent(self, name=at, nodeid=at, question=question, about=about, base=base)
        for problem in (p for p in (*found.problems, *rules) if p.origin.file == name):
            at = on_one_line(str(problem.origin))
            yield ProblemItem.from_parent(self, name=at, nodeid=at, problem=problem)


def _whole(config: pytest.Config, base: Path, configured: Mapping[Path, Project]) -> Sources:
    """All of a strict project, read once: some of its rules concern every file. Nothing of any other."""
    known = config.stash.setdefault(_WHOLE, {})
    if base not in known:
        rules = house_rules.holds(base)
        paths = pipeline.default_paths(base) if rules else []
        known[base] = collect(paths, base, _workspace(config, base), configured)
    return known[base]


def _broken_rules(config: pytest.Config, base: Path, configured: Mapping[Path, Project]) -> tuple[Problem, ...]:
    """The house's rules that the project at `base` breaks."""
    known = config.stash.setdefault(_BROKEN, {})
    if base not in known:
        whole = _whole(config, base, configured)
        known[base] = house_rules.broken(whole, pipeline.default_paths(base), base) if whole.snippets else ()
    return known[base]


def _raise_unless_recorded(config: pytest.Config, base: Path, result: Evidence | Problem) -> None:
    if isinstance(result, Evidence):
        for problem in house_rules.unrecorded(Run((result,)), _whole(config, base, {}).blocks, base):
            raise SnippetFailure(terminal.problem(problem))


def _options(config: pytest.Config) -> Options:
    return Options(
        toolchain=config.getoption("--borrowproof-toolchain"),
        backend=BackendName(config.getoption("--borrowproof-backend")),
        playground_url=config.getoption("--borrowproof-playground-url"),
        sandbox=Sandbox(config.getoption("--borrowproof-sandbox")),
    )


def _workspace(config: pytest.Config, base: Path) -> Workspace:
    """The crates that the project at `base` asks for, which are built once."""
    known = config.stash.setdefault(_WORKSPACES, {})
    if base not in known:
        options = _options(config)
        try:
            known[base] = pipeline.find_workspace(base, options, partial(find, options.toolchain, base))
        except ConfigurationError as error:
            raise pytest.UsageError(str(error)) from error
    return known[base]


class _Item(pytest.Item):
    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: TracebackStyle | None = None,
    ) -> str | TerminalRepr:
        if isinstance(excinfo.value, SnippetFailure):
            return in_log(str(excinfo.value))
        return super().repr_failure(excinfo, style)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the id above a failure. (As a part of the location it would read `docs/a::md:1` while running.)"""
    report = yield
    if isinstance(item, _Item) and report.failed:
        report.location = (*report.location[:2], f"[{item.name}]")
    return report


class SnippetItem(_Item):
    """One snippet."""

    def __init__(self, *, snippet: Snippet, base: Path, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest names what it passes on
        self.snippet = snippet
        self.base = base

    def runtest(self) -> None:
        known = self.session.stash.setdefault(_EVIDENCE, {})
        key = (self.base, self.snippet.id)
        if key not in known:
            known.update(_judged(self.config, [(self.base, self.snippet)]))
        _raise_unless_matched(known[key], strict=_project(self.path, self.config).strict)
        _raise_unless_recorded(self.config, self.base, known[key])

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.snippet.origin.line - 1, ""


class QuestionItem(_Item):
    """One question: the evidence of its programs against its key."""

    def __init__(self, *, question: Question, about: tuple[Snippet, ...], base: Path, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest names what it passes on
        self.question = question
        self.about = about
        self.base = base

    def runtest(self) -> None:
        known = self.session.stash.setdefault(_EVIDENCE, {})
        unknown = [s for s in self.about if (self.base, s.id) not in known]
        known.update(_judged(self.config, [(self.base, s) for s in unknown]))
        results = {s.id: known[self.base, s.id] for s in self.about}
        item = judge_question(self.question, {name: e for name, e in results.items() if isinstance(e, Evidence)})
        if item.status is Status.MISMATCHED:
            raise SnippetFailure(questions.wrong_keys(item))
        if item.status is Status.NOT_CHECKED:
            raise SnippetFailure(f"{self.question.origin}: question: not checked, since a program of it was not")

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.question.origin.line - 1, ""


class ProblemItem(_Item):
    """An annotation that cannot be understood: fails when run."""

    def __init__(self, *, problem: Problem, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest names what it passes on
        self.problem = problem

    def runtest(self) -> None:
        _raise_unless_matched(self.problem, strict=True)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.problem.origin.line - 1, ""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Judge everything selected in one go; a worker of pytest-xdist judges its own share, one by one."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    items = [(i.base, i.snippet) for i in session.items if isinstance(i, SnippetItem)]
    asked = [(i.base, s) for i in session.items if isinstance(i, QuestionItem) for s in i.about]
    session.stash.setdefault(_EVIDENCE, {}).update(_judged(session.config, [*items, *asked]))


def _judged(config: pytest.Config, wanted: list[tuple[Path, Snippet]]) -> Iterator[tuple[_Key, Evidence | Problem]]:
    """The evidence of each snippet, or the problem that kept it from being judged."""
    for base in dict.fromkeys(base for base, _ in wanted):
        mine = {snippet.id: snippet for of, snippet in wanted if of == base}
        options = _options(config)
        try:
            judged = pipeline.judge(list(mine.values()), base, options, partial(find, options.toolchain, base))
        except ConfigurationError as error:
            raise pytest.UsageError(str(error)) from error
        problems = {str(p.origin): p for p in judged.problems}
        evidence = {e.snippet.id: e for e in judged.evidence}
        for name, snippet in mine.items():
            yield (base, name), problems.get(str(snippet.origin)) or evidence[name]


def _raise_unless_matched(result: Evidence | Problem, *, strict: bool) -> None:
    """What this machine cannot judge, such as a program that needs a crate, is skipped unless the project is strict."""
    if isinstance(result, Problem):
        raise SnippetFailure(terminal.problem(result))
    why = result.verdict.not_checked
    if why is not None and (why.cause is Cause.IGNORED or not (strict or why.cause in NOT_JUDGED)):
        pytest.skip(on_one_line(not_checked(result)))
    if why is not None:
        raise SnippetFailure(terminal.not_checked_line(result))
    if result.verdict.status is not Status.MATCHED:
        raise SnippetFailure(explain(result))
