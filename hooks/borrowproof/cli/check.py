"""`check`: judge every snippet and compare with its annotation."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from borrowproof import pipeline, project, report
from borrowproof.backends.crates import NOTHING_ASKED, CrateOptions
from borrowproof.cli import baselines
from borrowproof.cli.arguments import crate_options
from borrowproof.cli.common import base_folder, colours, say, write
from borrowproof.cli.exit_statuses import MATCHED, MISMATCHED, NOT_CHECKED, USAGE
from borrowproof.cli.progress import Progress
from borrowproof.judging.backend_selection import BackendName
from borrowproof.judging.bless import bless, candidates, varying
from borrowproof.judging.questions import judge_questions
from borrowproof.kept_results import KeptResults
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from borrowproof.process.sandbox import Sandbox
from borrowproof.project import ConfigurationError
from borrowproof.report import github, terminal
from borrowproof.report.control_characters import on_one_line


def check(arguments: argparse.Namespace) -> int:
    """Judge, report, and keep the report where that is all that came of it; the exit status."""
    base = base_folder()
    crates = crate_options(arguments)
    package = crates.package or project.find(base).cargo
    paths = list(arguments.paths) or pipeline.default_paths(base, package)
    options = _options(arguments, crates)
    if package is not None and sys.stderr.isatty():
        say(f"cargo builds {package}; the first time may take minutes")
    if arguments.shard is not None:
        _refuse_beside_shard(arguments)
    if arguments.watch:
        return _watched(arguments, paths, base, options)
    with Progress(sys.stderr) as progress:
        run = pipeline.verify(paths, base, options, progress)
    if arguments.bless:
        written = _blessed(run, paths, base, options)
        say("\n".join(f"recorded {on_one_line(file)}" for file in written) or "nothing to record")
        run = pipeline.verify(paths, base, options) if written else run
    if arguments.write_baseline is not None:
        baselines.write(arguments.write_baseline, run)
    if arguments.write_baseline or arguments.baseline:
        run = baselines.held(run, arguments.write_baseline or arguments.baseline)
    if not (run.evidence or run.problems or run.accepted or run.share or arguments.allow_empty):
        raise ConfigurationError(f"there is no Rust to check in {', '.join(map(str, paths))}; {_looked_for(run)}")
    status = publish(run, arguments.format, arguments.output)
    if status == MATCHED and _may_be_kept(arguments, package):
        shown = _render(run, "text", colour=colours(sys.stdout))
        arguments.recording.keep(shown, run, pipeline.compiler_folder(paths, base, options), options.toolchain)
    return status


def _options(arguments: argparse.Namespace, crates: CrateOptions) -> Options:
    return Options(
        arguments.toolchain,
        tuple(arguments.only),
        arguments.jobs,
        not arguments.no_cache,
        BackendName(arguments.backend),
        arguments.playground_url,
        Sandbox(arguments.sandbox),
        crates,
        arguments.shard,
    )


def _may_be_kept(arguments: argparse.Namespace, package: Path | None) -> bool:
    """Whether the report of a check says all that came of it, and depends on nothing besides (see `kept_reports`)."""
    written = (arguments.output, arguments.baseline, arguments.write_baseline)
    said = arguments.format == "text" and not arguments.bless and written == (None, None, None)
    local = (
        arguments.backend != BackendName.PLAYGROUND and package is None and crate_options(arguments) == NOTHING_ASKED
    )
    return said and local and not arguments.no_cache and arguments.sandbox != Sandbox.REQUIRE


def _refuse_beside_shard(arguments: argparse.Namespace) -> None:
    """What is about the whole cannot be done with a part of it."""
    others = ("watch", "bless", "baseline", "write_baseline")
    other = next((name for name in others if getattr(arguments, name)), None)
    if other is not None:
        raise ConfigurationError(f"--shard judges a part alone: leave out --{other.replace('_', '-')}")


def _watched(arguments: argparse.Namespace, paths: Sequence[Path], base: Path, options: Options) -> int:
    from borrowproof.cli.watching import watch

    others = ("bless", "write_baseline", "output", "no_cache")
    other = next((name for name in others if getattr(arguments, name)), None)
    other = other or ("format" if arguments.format != "text" else None)
    if other is not None:
        raise ConfigurationError(
            f"--watch reports to a terminal, again and again: leave out --{other.replace('_', '-')}"
        )

    results = KeptResults()

    def judged() -> Run:
        results.begin()
        run = pipeline.verify(paths, base, options, results=results)
        return baselines.held(run, arguments.baseline) if arguments.baseline else run

    last = watch(judged, paths, base, sys.stdout, colour=colours(sys.stdout))
    return USAGE if last is None else exit_status(last)


def _blessed(run: Run, paths: Sequence[Path], base: Path, options: Options) -> list[str]:
    """Record what programs print; only what they print again when all is done anew."""
    wanted = candidates(run.evidence)
    varied: list[Evidence] = []
    if wanted:
        anew = replace(options, only=tuple(e.snippet.id for e in wanted), use_cache=False)
        varied = varying(wanted, pipeline.verify(paths, base, anew).evidence)
    for item in varied:
        place = on_one_line(str(item.snippet.origin))
        say(f"{place}: not recorded: run again, it printed something else; make it print the same each time")
    try:
        return bless([e for e in wanted if e not in varied], base)
    except OSError as error:
        raise ConfigurationError(f"cannot record {error.filename2 or error.filename}: {error.strerror}") from error


def _looked_for(run: Run) -> str:
    skipped = f"; {run.unclaimed} .rs files carry no `//@` line and no documented example" if run.unclaimed else ""
    unread = "".join(f"\n{line}" for line in terminal.unread(run))
    return f"pages and doc comments hold it in ```` ```rust ```` fences{skipped}{unread}"


def exit_status(run: Run) -> int:
    """The exit status that a run deserves."""
    asked = {a.status for a in judge_questions(run)}
    judged = [e.verdict for e in run.evidence if not e.accepted]
    if run.problems or Status.MISMATCHED in {verdict.status for verdict in judged} | asked:
        return MISMATCHED
    open_causes = {verdict.not_checked.cause for verdict in judged if verdict.not_checked is not None}
    missing = open_causes - {Cause.IGNORED} or Status.NOT_CHECKED in asked or terminal.owed_pictures(run)
    return NOT_CHECKED if missing else MATCHED


def publish(run: Run, form: str, output: Path | None) -> int:
    """Report a run where it is wanted; the exit status that it deserves."""
    if output is not None:
        write(output, _render(run, form, colour=False))
        print(report.summary(run), file=sys.stderr)
    else:
        sys.stdout.write(_render(run, form, colour=colours(sys.stdout)))
        sys.stdout.flush()
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(github.step_summary(run))
    return exit_status(run)


def _render(run: Run, form: str, *, colour: bool) -> str:
    if form == "json":
        return report.text_of(report.dump(run))
    return github.commands(run) if form == "github" else report.render(run, colour=colour)
