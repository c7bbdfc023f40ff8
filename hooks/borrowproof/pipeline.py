"""The one orchestrator: sources -> Snippet -> (cache | backend) -> Outcome -> matcher -> Evidence."""

from __future__ import annotations

import difflib
import fnmatch
import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from borrowproof import codec, matcher, project
from borrowproof.backends import Answer, Backend
from borrowproof.backends.rustc import LocalBackend
from borrowproof.cache import Cache, NoCache, key
from borrowproof.known_codes import KnownCodes
from borrowproof.model import (
    NEWEST_EDITION,
    Cause,
    Diagnostic,
    Edition,
    Evidence,
    Goal,
    Job,
    Kind,
    NotChecked,
    Outcome,
    Run,
    Snippet,
    Status,
    Toolchain,
    Verdict,
)
from borrowproof.project import ConfigurationError
from borrowproof.sources import rust
from borrowproof.sources.collect import Sources, collect
from borrowproof.sources.snippets import lints
from borrowproof.toolchain import ToolchainError, explain_status, find

Progress = Callable[[int, int], None]
Outcomes = dict[Job, tuple[Answer, bool]]

_GOALS = {Kind.RUNS: Goal.RUN, Kind.PANICS: Goal.RUN, Kind.COMPILES: Goal.BUILD, Kind.ERROR: Goal.REJECT}
# What a program reads while it is compiled is not part of its text, so its outcome is not kept.
_READS_FILES = re.compile(r"\b(?:include|include_str|include_bytes|env|option_env)\s*!")


@dataclass(frozen=True, slots=True)
class Options:
    """How to verify. `toolchain` is a rustup name or a path to a rustc; `only` are ids or parts of them."""

    toolchain: str | None = None
    only: tuple[str, ...] = ()
    jobs: int = (os.cpu_count() or 1) + 1
    cached: bool = True


def verify(paths: Sequence[Path], base: Path, options: Options | None = None, progress: Progress | None = None) -> Run:
    """Judge everything under `paths`. Files are named relative to `base`, where the outcomes are kept too.

    Raises ConfigurationError for what the user must correct before anything can be judged.
    """
    options = options or Options()
    started = time.monotonic()
    sources = select(collect(paths, base), options.only)
    judged = judge(sources.snippets, base, options, progress)
    problems = {*sources.problems, *judged.problems}
    return replace(
        judged,
        blocks=sources.blocks,
        problems=tuple(sorted(problems, key=lambda p: (p.origin.file, p.origin.line, p.message))),
        seconds=time.monotonic() - started,
        unclaimed=sources.unclaimed,
    )


def judge(snippets: Sequence[Snippet], base: Path, options: Options, progress: Progress | None = None) -> Run:
    """Judge snippets that are known already; those whose codes the compiler does not know become problems."""
    store = Cache(cache_folder(base)) if options.cached else NoCache()
    try:
        rustc = find(options.toolchain, base)
    except ToolchainError as error:
        return Run(tuple(_unjudged(s, NotChecked(Cause.NO_COMPILER, str(error))) for s in snippets))
    known = KnownCodes(store, rustc.toolchain, explain_status(rustc))
    problems, judgeable = known.check(snippets)
    verifier = Verifier(LocalBackend(rustc, options.jobs), store, progress)
    evidence = verifier.evidence(judgeable)
    store.prune()
    problems += known.retired(evidence)
    return Run(evidence, (), tuple(problems), rustc.toolchain, warnings=tuple(store.warnings))


def cache_folder(base: Path) -> Path:
    """`.cache/borrowproof` in a project; the user's own cache folder where `base` is nobody's project."""
    if any((base / name).is_file() for name in ("pyproject.toml", "mkdocs.yml")):
        return base / ".cache" / "borrowproof"
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "borrowproof"


def default_paths(base: Path) -> list[Path]:
    """The lessons and snippets of the project at `base`. Raises ConfigurationError where it has none."""
    found = project.find(base)
    paths = [path for path in (found.docs, found.snippets) if path.is_dir()]
    if not paths:
        raise ConfigurationError(f"no docs/ or snippets/ in {found.root}; name the files or folders to check")
    return paths


def select(sources: Sources, only: Sequence[str]) -> Sources:
    """Keep the snippets that `only` names: an id, the end or the beginning of one, or a pattern with `*`."""
    if not only:
        return sources
    kept: set[str] = set()
    for wanted in only:
        named = {s.id for s in sources.snippets if _named(s.id, wanted)}
        if not named and not any(_named(p.origin.file, wanted) for p in sources.problems):
            ids = tuple(s.id for s in sources.snippets)
            raise ConfigurationError(f"no snippet is called `{wanted}`; {_near(wanted, ids)}")
        kept |= named
    return Sources(
        snippets=tuple(s for s in sources.snippets if s.id in kept),
        blocks=tuple(b for b in sources.blocks if b.snippet in kept),
        problems=tuple(p for p in sources.problems if any(_named(str(p.origin), w) for w in only)),
        unclaimed=sources.unclaimed,
    )


def _named(snippet: str, wanted: str) -> bool:
    plain = snippet.removesuffix(".rs")
    if any(character in wanted for character in "*?["):
        return fnmatch.fnmatchcase(snippet, wanted) or fnmatch.fnmatchcase(plain, f"*{wanted}")
    wanted = wanted.removesuffix(".rs")
    return plain == wanted or plain.endswith(f"/{wanted}") or plain.startswith((f"{wanted}:", f"{wanted.rstrip('/')}/"))


def _near(wanted: str, ids: tuple[str, ...]) -> str:
    """A sentence that helps a mistyped id along."""
    names = {i.removeprefix("snippets/").removesuffix(".rs"): i for i in ids}
    last = {name.rpartition("/")[2]: name for name in names}
    near = difflib.get_close_matches(wanted, (*names, *last), n=1, cutoff=0.6)
    if near:
        return f"did you mean `{last.get(near[0], near[0])}`?"
    return f"there are {len(ids)} snippets, such as `{next(iter(names), '-')}`"


@dataclass(slots=True)
class Verifier:
    """Asks the cache, then the backend, and holds the answers against the expectations."""

    backend: Backend
    store: Cache | NoCache
    progress: Progress | None = None

    def evidence(self, snippets: Sequence[Snippet]) -> tuple[Evidence, ...]:
        host = self.backend.toolchain.host
        judged = [s for s in snippets if _ignored_because(s, host) is None]
        first = self._ask({s.id: _job(s, s.edition or NEWEST_EDITION) for s in judged}.values())
        found = {s.id: self._held(s, first[_job(s, s.edition or NEWEST_EDITION)]) for s in judged}
        again = [s for s in judged if s.edition is None and _doubtful(found[s.id])]
        second = self._ask([_job(s, Edition.E2015) for s in again])
        for s in again:
            older = self._held(s, second[_job(s, Edition.E2015)])
            found[s.id] = _of_two_editions(found[s.id], older)
        return tuple(found.get(s.id) or _ignored(s, host) for s in snippets)

    def _held(self, snippet: Snippet, answered: tuple[Answer, bool]) -> Evidence:
        answer, cached = answered
        if isinstance(answer, NotChecked):
            return replace(_unjudged(snippet, answer), toolchain=self.backend.toolchain)
        obstacle = _obstacle(snippet, answer, self.backend.toolchain)
        if obstacle is not None:
            verdict = Verdict(Status.NOT_CHECKED, not_checked=obstacle)
        else:
            verdict = matcher.judge(snippet, answer)
        return Evidence(snippet, verdict, answer, self.backend.toolchain, cached)

    def _ask(self, jobs: Iterable[Job]) -> Outcomes:
        wanted = list(dict.fromkeys(jobs))
        outcomes: Outcomes = {}
        for job in wanted:
            kept = self._kept(job)
            if kept is not None:
                outcomes[job] = (kept, True)
        missing = [job for job in wanted if job not in outcomes]
        for job, answer in self.backend.judge(missing) if missing else ():
            outcomes[job] = (answer, False)
            if isinstance(answer, Outcome) and _keepable(job):
                self.store.put(self._key(job), codec.encode(answer))
            if self.progress is not None:
                self.progress(len(outcomes), len(wanted))
        return outcomes

    def _kept(self, job: Job) -> Outcome | None:
        body = self.store.get(self._key(job))
        try:
            return None if body is None else codec.decode(Outcome, body)
        except codec.DecodingError:
            return None

    def _key(self, job: Job) -> str:
        return key(
            code=job.code,
            edition=job.edition,
            goal=job.goal,
            lints=" ".join(job.lints),
            harness=str(job.test_harness),
            toolchain=self.backend.toolchain.fingerprint,
        )


def _job(snippet: Snippet, edition: Edition) -> Job:
    kind = snippet.expectation.kind
    return Job(
        code=snippet.code,
        edition=edition,
        goal=_GOALS[kind],
        lints=lints(snippet.expectation.pins),
        test_harness=snippet.test_harness,
        alone=kind is Kind.PANICS,
    )


def _keepable(job: Job) -> bool:
    return _READS_FILES.search(rust.blank(job.code)) is None


def _doubtful(newest: Evidence) -> bool:
    """Whether the newest edition does not settle a fence for which nobody declared one.

    It may have been written for 2015, which rustdoc assumes. A bare `compile_fail` must fail in both: in one of
    them it could fail for a reason that its author never meant.
    """
    bare = newest.snippet.expectation.kind is Kind.ERROR and newest.snippet.expectation.codes is None
    return bare or newest.verdict.status is not Status.MATCHED


def _of_two_editions(newest: Evidence, oldest: Evidence) -> Evidence:
    """The evidence that counts: any match, but for a bare `compile_fail` the one that is none."""
    bare = newest.snippet.expectation.kind is Kind.ERROR and newest.snippet.expectation.codes is None
    matched = oldest.verdict.status is Status.MATCHED
    if bare:
        return oldest if newest.verdict.status is Status.MATCHED and not matched else newest
    return oldest if matched else newest


def _ignored_because(snippet: Snippet, host: str) -> str | None:
    """Why a snippet is not to be judged on `host`; None where it is."""
    if snippet.expectation.kind is Kind.IGNORED:
        return snippet.expectation.reason or "no reason given"
    target = next((part for part in snippet.ignored_on if part in host), None)
    return None if target is None else f"not meant for {target}"


def _ignored(snippet: Snippet, host: str) -> Evidence:
    return _unjudged(snippet, NotChecked(Cause.IGNORED, _ignored_because(snippet, host) or ""))


def _unjudged(snippet: Snippet, why: NotChecked) -> Evidence:
    if snippet.expectation.kind is Kind.IGNORED:
        why = NotChecked(Cause.IGNORED, snippet.expectation.reason or "no reason given")
    return Evidence(snippet, Verdict(Status.NOT_CHECKED, not_checked=why), None, None)


_CRATE = re.compile(r"you might be missing a crate named `(\w+)`|can't find crate for `(\w+)`")


def _obstacle(snippet: Snippet, outcome: Outcome, toolchain: Toolchain) -> NotChecked | None:
    """What kept this toolchain from judging what the author meant: a feature gate, or a missing crate."""
    expected = snippet.expectation.codes or frozenset()
    if "E0554" in outcome.codes and "E0554" not in expected and not toolchain.nightly:
        return NotChecked(Cause.NEEDS_NIGHTLY, "it uses `#![feature]`; choose a nightly compiler with --toolchain")
    names = {name for error in outcome.errors if error.code not in expected for name in _missing_crates(error)}
    if snippet.strict_warnings or not names:
        return None
    return NotChecked(Cause.NEEDS_CRATE, f"it needs the crate {', '.join(f'`{n}`' for n in sorted(names))}")


def _missing_crates(error: Diagnostic) -> list[str]:
    """The crates that rustc suspects to be missing, in its own words."""
    if error.code not in ("E0432", "E0433", "E0463"):
        return []
    found = (_CRATE.search(text) for text in (error.message, *(child.message for child in error.children)))
    return [match[1] or match[2] for match in found if match]
