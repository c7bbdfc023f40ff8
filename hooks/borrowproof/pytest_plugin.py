"""Each snippet and each question as a pytest item: `pytest docs snippets` judges them by the CLI's own pipeline.

Active for the lessons and snippets of a project that configures `[tool.borrowproof]`, and anywhere with
`--borrowproof`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from _pytest._code.code import TerminalRepr, TracebackStyle

from borrowproof import pipeline, project
from borrowproof.backends.toolchain import find
from borrowproof.judging.questions import judge_question
from borrowproof.model.library import Workspace
from borrowproof.model.origin import Problem
from borrowproof.model.outcome import Cause
from borrowproof.model.question import Question
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from borrowproof.process.sandbox import Sandbox
from borrowproof.project import ConfigurationError
from borrowproof.report import explain, not_checked, questions, terminal
from borrowproof.report.control_characters import in_log, on_one_line
from borrowproof.sources.collect import collect

_EVIDENCE = pytest.StashKey[dict[str, Evidence | Problem]]()
_WORKSPACES = pytest.StashKey[dict[Path, Workspace]]()


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
    group.addoption("--borrowproof-toolchain", metavar="NAME", help="a rustup toolchain, or the path of a rustc")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix not in (".md", ".rs"):
        return None
    try:
        found = project.find(file_path)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    ours = found.configured and any(file_path.is_relative_to(folder) for folder in (found.docs, found.snippets))
    if not (ours or parent.config.getoption("--borrowproof")):
        return None
    return SnippetFile.from_parent(parent, path=file_path)


class SnippetFile(pytest.File):
    """A page or an .rs file."""

    def collect(self) -> Iterable[pytest.Item]:
        base = project.find(self.path).root
        found = collect([self.path], base, _workspace(self.config, base))
        name = self.path.relative_to(base).as_posix()
        for snippet in (s for s in found.snippets if s.origin.file == name):
            at = on_one_line(snippet.id)
            yield SnippetItem.from_parent(self, name=at, nodeid=at, snippet=snippet, base=base)
        programs = {s.id: s for s in found.snippets}
        for question in (q for q in found.questions if q.origin.file == name):
            about = tuple(programs[choice.program] for choice in question.choices)
            at = on_one_line(f"{question.id}?")  # its fence is no snippet
            yield QuestionItem.from_parent(self, name=at, nodeid=at, question=question, about=about, base=base)
        for problem in (p for p in found.problems if p.origin.file == name):
            at = on_one_line(str(problem.origin))
            yield ProblemItem.from_parent(self, name=at, nodeid=at, problem=problem)


def _options(config: pytest.Config) -> Options:
    return Options(
        toolchain=config.getoption("--borrowproof-toolchain"),
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
        if self.snippet.id not in known:
            known.update(_judged(self.config, [(self.base, self.snippet)]))
        _raise_unless_matched(known[self.snippet.id])

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
        known.update(_judged(self.config, [(self.base, s) for s in self.about if s.id not in known]))
        results = {s.id: known[s.id] for s in self.about}
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
        _raise_unless_matched(self.problem)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.problem.origin.line - 1, ""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Judge everything selected in one go; a worker of pytest-xdist judges its own share, one by one."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    items = [(i.base, i.snippet) for i in session.items if isinstance(i, SnippetItem)]
    asked = [(i.base, s) for i in session.items if isinstance(i, QuestionItem) for s in i.about]
    session.stash.setdefault(_EVIDENCE, {}).update(_judged(session.config, [*items, *asked]))


def _judged(config: pytest.Config, wanted: list[tuple[Path, Snippet]]) -> Iterator[tuple[str, Evidence | Problem]]:
    """The evidence of each snippet, or the problem that kept it from being judged."""
    for base in dict.fromkeys(base for base, _ in wanted):
        mine = {snippet.id: snippet for of, snippet in wanted if of == base}
        options = _options(config)
        judged = pipeline.judge(list(mine.values()), base, options, partial(find, options.toolchain, base))
        problems = {str(p.origin): p for p in judged.problems}
        evidence = {e.snippet.id: e for e in judged.evidence}
        for name, snippet in mine.items():
            yield name, problems.get(str(snippet.origin)) or evidence[name]


def _raise_unless_matched(result: Evidence | Problem) -> None:
    if isinstance(result, Problem):
        raise SnippetFailure(terminal.problem(result))
    why = result.verdict.not_checked
    if why is not None and why.cause is Cause.IGNORED:
        pytest.skip(on_one_line(not_checked(result)))
    if result.verdict.status is not Status.MATCHED:
        raise SnippetFailure(explain(result))
