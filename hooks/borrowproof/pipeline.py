"""The one orchestrator: sources -> Snippet -> (cache | backend) -> Outcome -> matcher -> Evidence."""

from __future__ import annotations

import difflib
import fnmatch
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from borrowproof import bench, project
from borrowproof.bench import Choice, Judges, NoJudge
from borrowproof.cache import Cache, NoCache
from borrowproof.costing import counted
from borrowproof.interpreting import interpreted
from borrowproof.known_codes import KnownCodes
from borrowproof.model import Question, Run, Snippet
from borrowproof.playground_link import PLAYGROUND
from borrowproof.project import ConfigurationError
from borrowproof.sources.collect import Sources, collect
from borrowproof.timelines import derived
from borrowproof.toolchain import Rustc, find
from borrowproof.verifier import Progress, Verifier, unjudged


@dataclass(frozen=True, slots=True)
class Options:
    """How to verify. `toolchain` is a rustup name or a path to a rustc, or a channel where `backend` is the Playground
    at `playground_url`; `only` are ids or parts of them."""

    toolchain: str | None = None
    only: tuple[str, ...] = ()
    jobs: int = (os.cpu_count() or 1) + 1
    cached: bool = True
    backend: Choice = Choice.AUTO
    playground_url: str = PLAYGROUND

    @property
    def judges(self) -> Judges:
        """The part of the options that says who judges."""
        return Judges(self.backend, self.playground_url, self.toolchain)


def verify(paths: Sequence[Path], base: Path, options: Options | None = None, progress: Progress | None = None) -> Run:
    """Judge everything under `paths`. Files are named relative to `base`, where the outcomes are kept too.

    Raises ConfigurationError for what the user must correct before anything can be judged.
    """
    options = options or Options()
    started = time.monotonic()
    with ThreadPoolExecutor(1) as aside:
        compiler: Callable[[], Rustc] = partial(find, options.toolchain, base)
        if options.backend is not Choice.PLAYGROUND:
            compiler = aside.submit(compiler).result  # two processes answer while the files are read
        sources = select(collect(paths, base), options.only)
        drawn = frozenset(b.snippet for b in sources.blocks if b.ownership)
        judged = judge(sources.snippets, base, options, compiler, progress, drawn, sources.questions)
    problems = {*sources.problems, *judged.problems}
    return replace(
        judged,
        blocks=sources.blocks,
        problems=tuple(sorted(problems, key=lambda p: (p.origin.file, p.origin.line, p.message))),
        seconds=time.monotonic() - started,
        unclaimed=sources.unclaimed,
        questions=sources.questions,
    )


def judge(
    snippets: Sequence[Snippet],
    base: Path,
    options: Options,
    compiler: Callable[[], Rustc],
    progress: Progress | None = None,
    drawn: frozenset[str] = frozenset(),
    questions: Sequence[Question] = (),
) -> Run:
    """Judge snippets that are known already; those whose codes the compiler does not know become problems.

    The snippets whose ids are in `drawn` get their timelines besides.
    `questions` are about those snippets; only the codes that they name are looked at here.
    `compiler` gives the local compiler or raises ToolchainError. Where nobody can judge, nothing is checked, and the
    run says why.
    """
    store = Cache(cache_folder(base)) if options.cached else NoCache()
    try:
        if options.backend is Choice.PLAYGROUND:
            judges = bench.playground(options.judges, store, snippets)
        else:
            judges = bench.local(compiler, options.jobs, base)
    except NoJudge as nobody:
        evidence = counted([unjudged(s, nobody.why) for s in snippets], None, store)
        return Run(derived(evidence, drawn, None, store, options.jobs))
    toolchain = judges.backend.toolchain
    evidence = Verifier(judges.backend, store, progress).evidence(snippets)
    evidence = interpreted(evidence, judges.miri, store, progress)
    evidence = counted(evidence, judges.counter, store, progress)
    evidence = derived(evidence, drawn, judges.rustc, store, options.jobs)
    known = KnownCodes(store, toolchain, judges.explain)
    slips = known.in_claims(questions, evidence)
    problems, evidence = known.sort_out(evidence)
    store.prune()
    return Run(evidence, (), (*problems, *slips), toolchain, warnings=(*store.warnings, *judges.warnings))


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
        named = {s.id for s in sources.snippets if _named(s.id, wanted)} | _asked_about(sources, wanted)
        if not named and not any(_named(p.origin.file, wanted) for p in sources.problems):
            ids = tuple(s.id for s in sources.snippets)
            raise ConfigurationError(f"no snippet is called `{wanted}`; {_near(wanted, ids)}")
        kept |= named
    return Sources(
        snippets=tuple(s for s in sources.snippets if s.id in kept),
        blocks=tuple(b for b in sources.blocks if b.snippet in kept),
        problems=tuple(p for p in sources.problems if any(_named(str(p.origin), w) for w in only)),
        unclaimed=sources.unclaimed,
        questions=tuple(q for q in sources.questions if _programs(q) <= kept),
    )


def _asked_about(sources: Sources, wanted: str) -> set[str]:
    """The programs of the questions that are called `wanted`: a question is judged by them."""
    return {program for q in sources.questions if _named(q.id, wanted) for program in _programs(q)}


def _programs(question: Question) -> set[str]:
    return {choice.program for choice in question.choices}


def _named(snippet: str, wanted: str) -> bool:
    plain = snippet.replace(".rs (edition ", " (edition ").removesuffix(".rs")
    if any(character in wanted for character in "*?["):
        return fnmatch.fnmatchcase(snippet, wanted) or fnmatch.fnmatchcase(plain, f"*{wanted}")
    wanted = wanted.replace(".rs (edition ", " (edition ").removesuffix(".rs")
    if " (edition " in plain and " (edition " not in wanted:  # the name of a file names all its editions
        plain = plain.partition(" (edition ")[0]
    return plain == wanted or plain.endswith(f"/{wanted}") or plain.startswith((f"{wanted}:", f"{wanted.rstrip('/')}/"))


def _near(wanted: str, ids: tuple[str, ...]) -> str:
    """A sentence that helps a mistyped id along."""
    names = {i.removeprefix("snippets/").removesuffix(".rs"): i for i in ids}
    last = {name.rpartition("/")[2]: name for name in names}
    near = difflib.get_close_matches(wanted, (*names, *last), n=1, cutoff=0.6)
    if near:
        return f"did you mean `{last.get(near[0], near[0])}`?"
    return f"snippets are called like `{next(iter(names))}`" if names else "there are no snippets here"
