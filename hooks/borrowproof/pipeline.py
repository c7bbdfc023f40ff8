"""The one orchestrator: sources -> Snippet -> (cache | backend) -> Outcome -> matcher -> Evidence."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from borrowproof import disk, house_rules, project
from borrowproof.backends import toolchain_files
from borrowproof.backends.cargo import find_manifest
from borrowproof.backends.crates import NOTHING_ASKED, CrateOptions, find_crates
from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.backends.toolchain import FINDING, Rustc, find
from borrowproof.judging import backend_selection, compiler_choice
from borrowproof.judging.backend_selection import BackendName, BackendOptions, NoBackend
from borrowproof.judging.compiler_choice import Part
from borrowproof.judging.costs import with_costs
from borrowproof.judging.exercises import with_exercises
from borrowproof.judging.known_codes import KnownCodes
from borrowproof.judging.memory import with_recordings
from borrowproof.judging.miri import with_miri
from borrowproof.judging.polonius import with_polonius
from borrowproof.judging.sanitizers import with_sanitizers
from borrowproof.judging.timelines import derived, with_timelines
from borrowproof.judging.types import typed_snippets, with_types
from borrowproof.judging.verifier import Progress, Verifier, not_checked_evidence
from borrowproof.kept_results import KeptResults
from borrowproof.model.library import NO_WORKSPACE, Workspace
from borrowproof.model.origin import in_order
from borrowproof.model.question import Question
from borrowproof.model.run import Run
from borrowproof.model.shard import Shard
from borrowproof.model.snippet import Snippet
from borrowproof.process import sandbox
from borrowproof.process.sandbox import Sandbox
from borrowproof.project import ConfigurationError, Project
from borrowproof.sources.collect import collect
from borrowproof.sources.selection import select
from borrowproof.sources.sharding import of_shard
from borrowproof.store.cache import Cache, NoCache
from borrowproof.store.location import cache_folder


@dataclass(frozen=True, slots=True)
class Options:
    """How to verify. `toolchain` is a rustup name or a path to a rustc, or a channel where `backend` is the Playground
    at `playground_url`; `only` are ids or parts of them, `shard` is the part that this
    machine judges."""

    toolchain: str | None = None
    only: tuple[str, ...] = ()
    jobs: int = (os.cpu_count() or 1) + 1
    use_cache: bool = True
    backend: BackendName = BackendName.AUTO
    playground_url: str = PLAYGROUND
    sandbox: Sandbox = Sandbox.AUTO
    crates: CrateOptions = NOTHING_ASKED
    shard: Shard | None = None

    @property
    def backend_options(self) -> BackendOptions:
        """The part of the options that says who judges."""
        return BackendOptions(self.backend, self.playground_url, self.toolchain, self.sandbox)


@dataclass(frozen=True, slots=True)
class Asked:
    """What pages ask for besides verdicts: the ids of the snippets whose timelines are drawn, and whose runs are
    recorded."""

    timelines: frozenset[str] = frozenset()
    recordings: frozenset[str] = frozenset()


NOTHING_DRAWN = Asked()


def verify(
    paths: Sequence[Path],
    base: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    configured: Mapping[Path, Project] | None = None,
    results: KeptResults | None = None,
) -> Run:
    """Judge everything under `paths`. Files are named relative to `base`, where the outcomes are kept too.

    `configured` are projects that a caller knows by their folders better than the files there say. `results` are
    kept by who verifies again and again.
    Raises ConfigurationError for what the user must correct before anything can be judged.
    """
    options = options or Options()
    started = time.monotonic()
    with ThreadPoolExecutor(1, thread_name_prefix=FINDING) as aside:
        compiler: Callable[[], Rustc] = partial(find, options.toolchain, compiler_folder(paths, base, options))
        if options.backend is not BackendName.PLAYGROUND:
            compiler = aside.submit(compiler).result  # two processes answer while the files are read
        workspace = find_workspace(base, options, compiler)
        sources = collect(paths, base, workspace, configured, results)
        found = house_rules.broken(sources, paths, base)
        sources = select(replace(sources, problems=(*sources.problems, *found)), options.only)
        share = None
        if options.shard is not None:
            sources, share = of_shard(sources, options.shard)
        asked = Asked(
            frozenset(b.snippet for b in sources.blocks if b.ownership),
            frozenset(b.snippet for b in sources.blocks if b.memory),
        )
        parts = _parts(sources.snippets, paths, base, options)
        runs = [
            judge(
                part.snippets,
                base,
                options,
                compiler if part.folder is None else partial(find, None, part.folder),
                progress,
                asked,
                sources.questions if part.folder is None else (),
            )
            for part in parts
        ]
    judged = compiler_choice.together(sources.snippets, parts, runs)
    problems = [*sources.problems, *judged.problems, *house_rules.unrecorded(judged, sources.blocks, base)]
    return replace(
        judged,
        blocks=sources.blocks,
        problems=in_order(problems),
        seconds=time.monotonic() - started,
        date=_today(),
        unclaimed=sources.unclaimed,
        unread=sources.unread,
        warnings=(*sources.warnings, *judged.warnings),
        questions=sources.questions,
        exercises=sources.exercises,
        share=share,
    )


def compiler_folder(paths: Sequence[Path], base: Path, options: Options) -> Path:
    """The folder for which rustup chooses the compiler: that of what is checked, wherever the command runs."""
    if options.toolchain is not None or options.backend is BackendName.PLAYGROUND:
        return base
    return toolchain_files.folder_of(paths, base)


def _parts(snippets: Sequence[Snippet], paths: Sequence[Path], base: Path, options: Options) -> tuple[Part, ...]:
    """The snippets by the compiler that judges them."""
    if options.toolchain is not None or options.backend is BackendName.PLAYGROUND:
        return (Part(tuple(snippets)),)
    return compiler_choice.by_compiler(snippets, toolchain_files.folder_of(paths, base), base)


def _today() -> str:
    """The day of a run, in UTC. Whoever wants two runs alike sets SOURCE_DATE_EPOCH, as for every build."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch) if epoch.isdecimal() else None))


def find_workspace(base: Path, options: Options, compiler: Callable[[], Rustc]) -> Workspace:
    """The crates that the options or the project at `base` ask for. Raises ConfigurationError."""
    wanted = options.crates
    if wanted == NOTHING_ASKED:
        wanted = CrateOptions(package=project.find(base).cargo)
    if wanted == NOTHING_ASKED:
        return NO_WORKSPACE
    if options.backend is BackendName.PLAYGROUND:
        raise ConfigurationError("the Playground cannot be given crates: judge with a local rustc, or without them")
    return find_crates(wanted, compiler, base)


def judge(
    snippets: Sequence[Snippet],
    base: Path,
    options: Options,
    compiler: Callable[[], Rustc],
    progress: Progress | None = None,
    asked: Asked = NOTHING_DRAWN,
    questions: Sequence[Question] = (),
) -> Run:
    """Judge snippets that are known already; those whose codes the compiler does not know become problems.

    `asked` are the snippets whose pages ask for pictures besides.
    `questions` are about those snippets; only the codes that they name are looked at here.
    `compiler` gives the local compiler or raises ToolchainError. Where nobody can judge, nothing is checked, and the
    run says why.
    """
    store = open_store(base, options)
    try:
        if options.backend is BackendName.PLAYGROUND:
            selected = backend_selection.select_playground(options.backend_options, store, snippets)
        else:
            selected = backend_selection.select_local(compiler, options.jobs, base, options.sandbox)
    except NoBackend as nobody:
        evidence = with_costs([not_checked_evidence(s, nobody.why) for s in snippets], None, store)
        evidence = with_timelines(evidence, asked.timelines, {})
        return Run(with_recordings(evidence, asked.recordings, None, store))
    toolchain = selected.backend.toolchain
    insisted = _containment(options)
    evidence = Verifier(selected.backend, store, progress, insisted).evidence(snippets)
    evidence = with_miri(evidence, selected.miri, store, progress, insisted)
    evidence = with_sanitizers(evidence, selected.sanitizers, store, progress, insisted)
    evidence = with_polonius(evidence, Verifier(selected.backend, store, None, insisted))
    evidence = with_exercises(with_costs(evidence, selected.counter, store, progress, insisted))
    timelines = derived(evidence, asked.timelines | typed_snippets(snippets), selected.dumps, store)
    evidence = with_timelines(with_types(evidence, timelines), asked.timelines, timelines)
    evidence = with_recordings(evidence, asked.recordings, selected.recorder, store, options.jobs)
    known = KnownCodes(store, toolchain, selected.explain)
    unknown_codes = known.check_claims(questions, evidence)
    problems, evidence = known.reject_unknown(evidence)
    store.prune()
    warnings = (*store.warnings, *selected.warnings, *known.warnings)
    return Run(evidence, (), (*problems, *unknown_codes), toolchain, warnings=warnings)


def _containment(options: Options) -> str | None:
    """The one under which a kept outcome must have been judged; None where any will do. A program that is not to be
    contained may end otherwise than one that was.
    """
    if options.backend is BackendName.PLAYGROUND or options.sandbox is Sandbox.AUTO:
        return None
    return str(sandbox.means()) if options.sandbox is Sandbox.REQUIRE else ""


def open_store(base: Path, options: Options) -> Cache | NoCache:
    """What is known of earlier runs at `base`; nothing where `options` ask for everything anew."""
    return Cache(cache_folder(base)) if options.use_cache else NoCache()


def default_paths(base: Path, package: Path | None = None) -> list[Path]:
    """The lessons and snippets of the project at `base`, and the README and sources of the `package` that cargo builds.

    Raises ConfigurationError where there are none.
    """
    found = project.find(base)
    paths = [path for path in (found.docs, found.snippets) if disk.is_folder(path)]
    if package is not None:
        manifest = find_manifest(package).parent
        own = (path for path in (manifest / "README.md", manifest / "src") if disk.kind(path) != disk.ABSENT)
        paths += [path for path in own if not any(path.is_relative_to(other) for other in paths)]
    if not paths:
        raise ConfigurationError(f"no docs/ or snippets/ in {found.root}; name the files or folders to check")
    return paths
