"""Each snippet as a pytest item: `pytest docs snippets` judges them through the same pipeline as the CLI.

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
from borrowproof.model import Cause, Evidence, Problem, Snippet, Status
from borrowproof.pipeline import Options
from borrowproof.project import ConfigurationError
from borrowproof.report import explain, not_checked
from borrowproof.sources.collect import collect
from borrowproof.toolchain import find

_EVIDENCE = pytest.StashKey[dict[str, Evidence | Problem]]()


class SnippetFailure(Exception):
    """A mismatch, an annotation problem or an unchecked snippet; the message is the report's."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("borrowproof")
    group.addoption("--borrowproof", action="store_true", help="judge Rust snippets in any Markdown or .rs file")
    group.addoption("--borrowproof-toolchain", metavar="NAME", help="a rustup toolchain, or the path of a rustc")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix not in (".md", ".rs"):
        return None
    try:
        found = project.find(file_path)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error
    ours = found.strict and any(file_path.is_relative_to(folder) for folder in (found.docs, found.snippets))
    if not (ours or parent.config.getoption("--borrowproof")):
        return None
    return SnippetFile.from_parent(parent, path=file_path)


class SnippetFile(pytest.File):
    """A page or an .rs file."""

    def collect(self) -> Iterable[pytest.Item]:
        base = project.find(self.path).root
        found = collect([self.path], base)
        name = self.path.relative_to(base).as_posix()
        for snippet in (s for s in found.snippets if s.origin.file == name):
            yield SnippetItem.from_parent(self, name=snippet.id, nodeid=snippet.id, snippet=snippet, base=base)
        for problem in (p for p in found.problems if p.origin.file == name):
            yield ProblemItem.from_parent(self, name=str(problem.origin), nodeid=str(problem.origin), problem=problem)


class _Item(pytest.Item):
    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: TracebackStyle | None = None,
    ) -> str | TerminalRepr:
        if isinstance(excinfo.value, SnippetFailure):
            return str(excinfo.value)
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
        super().__init__(**rest)  # type: ignore[arg-type]
        self.snippet = snippet
        self.base = base

    def runtest(self) -> None:
        known = self.session.stash.setdefault(_EVIDENCE, {})
        if self.snippet.id not in known:
            known.update(_judged([self]))
        _raise_unless_matched(known[self.snippet.id])

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.snippet.origin.line - 1, ""


class ProblemItem(_Item):
    """An annotation that cannot be understood: fails when run."""

    def __init__(self, *, problem: Problem, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.problem = problem

    def runtest(self) -> None:
        _raise_unless_matched(self.problem)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.problem.origin.line - 1, ""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Judge everything selected in one go; a worker of pytest-xdist judges its own share, one by one."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    items = [item for item in session.items if isinstance(item, SnippetItem)]
    session.stash.setdefault(_EVIDENCE, {}).update(_judged(items))


def _judged(items: list[SnippetItem]) -> Iterator[tuple[str, Evidence | Problem]]:
    """The evidence of each item, or the problem that kept it from being judged."""
    bases = dict.fromkeys(item.base for item in items)
    for base in bases:
        mine = [item for item in items if item.base == base]
        options = Options(toolchain=mine[0].config.getoption("--borrowproof-toolchain"))
        judged = pipeline.judge([i.snippet for i in mine], base, options, partial(find, options.toolchain, base))
        problems = {str(p.origin): p for p in judged.problems}
        evidence = {e.snippet.id: e for e in judged.evidence}
        for item in mine:
            yield item.snippet.id, problems.get(str(item.snippet.origin)) or evidence[item.snippet.id]


def _raise_unless_matched(result: Evidence | Problem) -> None:
    if isinstance(result, Problem):
        raise SnippetFailure(f"{result.origin}: {result.message}\n  fix       {result.fix}")
    why = result.verdict.not_checked
    if why is not None and why.cause is Cause.IGNORED:
        pytest.skip(not_checked(result))
    if result.verdict.status is not Status.MATCHED:
        raise SnippetFailure(explain(result))
