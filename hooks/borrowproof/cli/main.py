"""The command line: arguments in, exit status out."""

from __future__ import annotations

import argparse
import gc
import io
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from borrowproof import pipeline, project, report
from borrowproof.cli import baselines
from borrowproof.cli.arguments import crate_options, parser
from borrowproof.cli.progress import Progress
from borrowproof.judging.backend_selection import BackendName, contain
from borrowproof.judging.bless import bless, candidates, varying
from borrowproof.judging.questions import judge_questions
from borrowproof.kept_results import KeptResults
from borrowproof.model.compiler import BorrowChecker, Edition
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from borrowproof.process.containment import NotContained
from borrowproof.process.sandbox import CannotRun, Sandbox
from borrowproof.project import ConfigurationError
from borrowproof.report import control_characters, github, terminal
from borrowproof.report.control_characters import in_log, on_one_line
from borrowproof.store.cache import Cache, NoCache
from borrowproof.store.location import cache_folder

if TYPE_CHECKING:
    from borrowproof.backends.toolchain import Rustc

# How what is hidden is shown in each format of `ownership` and `memory`.
_SHOWN = {"text": in_log, "svg": control_characters.in_markup, "json": control_characters.in_json}
MATCHED, MISMATCHED, USAGE, NOT_CHECKED, INTERRUPTED, SIGNALLED = 0, 1, 2, 3, 130, 128


def main(argv: Sequence[str] | None = None) -> int:
    """Run `borrowproof`; returns the exit status."""
    _replace_closed_streams()
    arguments = _arguments(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character is no reason to end
    gc.disable()  # a check is over in a second and leaves no cycles behind; looking for them took a tenth of it
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:  # as `nohup` wants it
            signal.signal(ending, lambda number, _: sys.exit(SIGNALLED + number))  # what was judged so far is kept
    try:
        status: int = arguments.run(arguments)
    except ConfigurationError as error:
        _say(f"borrowproof: {error}")
        return USAGE
    except KeyboardInterrupt:
        print("\nborrowproof: interrupted; what was judged so far is kept", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISMATCHED
    except (OSError, MemoryError) as error:
        _say(f"borrowproof: this machine could not do its part, so nothing is known: {error!s:.500}")
        return NOT_CHECKED
    except Exception:  # a mistake of ours is no verdict on what was to be judged
        traceback.print_exc()
        _say("borrowproof: this is a mistake of borrowproof's; nothing is known about the snippets")
        return NOT_CHECKED
    return status


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    """What was typed; whoever typed nothing, or something wrong, is told what they can, and SystemExit is raised."""
    commands = parser(_COMMANDS)
    if not argv:
        commands.print_help(sys.stderr)
        sys.exit(USAGE)
    return commands.parse_args(argv)


def _replace_closed_streams() -> None:
    """A stream that was closed by whoever starts this (`>&-`) is read by nobody; the exit status still tells."""
    sys.stdout, sys.stderr = (stream or io.StringIO() for stream in (sys.stdout, sys.stderr))


def _say(message: str) -> None:
    """A message to whoever runs this."""
    print(in_log(message), file=sys.stderr)


def _base() -> Path:
    """Where names are relative to: the project around the current folder, or that folder."""
    here = Path.cwd().resolve()
    root = project.find(here).root
    return root if here.is_relative_to(root) else here


def _check(arguments: argparse.Namespace) -> int:
    base = _base()
    crates = crate_options(arguments)
    package = crates.package or project.find(base).cargo
    paths = list(arguments.paths) or pipeline.default_paths(base, package)
    options = Options(
        arguments.toolchain,
        tuple(arguments.only),
        arguments.jobs,
        not arguments.no_cache,
        BackendName(arguments.backend),
        arguments.playground_url,
        Sandbox(arguments.sandbox),
        crates,
    )
    if package is not None and sys.stderr.isatty():
        _say(f"cargo builds {package}; the first time may take minutes")
    if arguments.watch:
        return _watched(arguments, paths, base, options)
    with Progress(sys.stderr) as progress:
        run = pipeline.verify(paths, base, options, progress)
    if arguments.bless:
        written = _blessed(run, paths, base, options)
        _say("\n".join(f"recorded {on_one_line(file)}" for file in written) or "nothing to record")
        run = pipeline.verify(paths, base, options) if written else run
    if arguments.write_baseline is not None:
        baselines.write(arguments.write_baseline, run)
    if arguments.write_baseline or arguments.baseline:
        run = baselines.held(run, arguments.write_baseline or arguments.baseline)
    if not (run.evidence or run.problems or run.accepted or arguments.allow_empty):
        raise ConfigurationError(f"there is no Rust to check in {', '.join(map(str, paths))}; {_looked_for(run)}")
    _publish(run, arguments.format, arguments.output)
    return exit_status(run)


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

    def check() -> Run:
        results.begin()
        run = pipeline.verify(paths, base, options, results=results)
        return baselines.held(run, arguments.baseline) if arguments.baseline else run

    last = watch(check, paths, base, sys.stdout, colour=_colours(sys.stdout))
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
        _say(f"{place}: not recorded: run again, it printed something else; make it print the same each time")
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


def _publish(run: Run, form: str, output: Path | None) -> None:
    if output is not None:
        _write(output, _render(run, form, colour=False))
        print(report.summary(run), file=sys.stderr)
    else:
        sys.stdout.write(_render(run, form, colour=_colours(sys.stdout)))
        sys.stdout.flush()
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(github.step_summary(run))


def _render(run: Run, form: str, *, colour: bool) -> str:
    if form == "json":
        return report.text_of(report.dump(run))
    return github.commands(run) if form == "github" else report.render(run, colour=colour)


def _colours(stream: TextIO) -> bool:
    """Colours on a terminal; NO_COLOR and FORCE_COLOR decide otherwise (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def _ownership(arguments: argparse.Namespace) -> int:
    from borrowproof.backends.toolchain import ToolchainError, find
    from borrowproof.cli import ownership
    from borrowproof.facts.errors import Underivable, UnknownConstruct

    edition = None if arguments.edition is None else Edition(arguments.edition)
    code, edition, hides = ownership.read_program(arguments.file, edition)
    try:
        rustc = find(arguments.toolchain, _base())
        contain(Sandbox(arguments.sandbox), rustc)
        asked = (code, edition, rustc, arguments.format, str(arguments.file))
        width = _width(arguments.output)
        if arguments.at is None:
            found = ownership.render_timeline(*asked, width, hides)
        else:
            found = ownership.render_permissions(*asked, arguments.at, width)
    except (ToolchainError, Underivable, UnknownConstruct, NotContained, CannotRun) as error:
        _say(f"borrowproof: {arguments.file}: {error}")
        return NOT_CHECKED
    return _shown(found, arguments)


def _memory(arguments: argparse.Namespace) -> int:
    from borrowproof.backends.toolchain import ToolchainError, find
    from borrowproof.cli import memory
    from borrowproof.cli.ownership import read_program
    from borrowproof.facts.errors import Underivable, UnknownConstruct
    from borrowproof.judging.memory import Recorder

    edition = None if arguments.edition is None else Edition(arguments.edition)
    code, edition, _ = read_program(arguments.file, edition)
    base = _base()
    try:
        rustc = find(arguments.toolchain, base)
        contain(Sandbox(arguments.sandbox), rustc)
        recorder = Recorder(rustc, NoCache() if arguments.no_cache else Cache(cache_folder(base)))
        width = _width(arguments.output)
        found = memory.render(code, edition, recorder, arguments.format, str(arguments.file), width)
    except (ToolchainError, Underivable, UnknownConstruct, NotContained, CannotRun) as error:
        _say(f"borrowproof: {arguments.file}: {error}")
        return NOT_CHECKED
    return _shown(found, arguments)


def _shown(found: str, arguments: argparse.Namespace) -> int:
    """Show what was asked for of one program."""
    shown = _SHOWN[arguments.format](found)
    if arguments.output is None:
        sys.stdout.write(shown)
        sys.stdout.flush()
    else:
        _write(arguments.output, shown)
    return MATCHED


def _assets(arguments: argparse.Namespace) -> int:
    from borrowproof.cli.assets import told, write_assets

    print(in_log(told(write_assets(arguments.folder))))
    return MATCHED


def _new(arguments: argparse.Namespace) -> int:
    from borrowproof.cli import authoring

    kind = arguments.kind or "compiles"
    return _told(authoring.new(_base(), arguments.what, arguments.name, arguments.title, kind))


def _rename(arguments: argparse.Namespace) -> int:
    from borrowproof.cli import authoring

    return _told(authoring.rename(_base(), arguments.what, arguments.name, arguments.new_name))


def _remove(arguments: argparse.Namespace) -> int:
    from borrowproof.cli import authoring

    return _told(authoring.remove(_base(), arguments.what, arguments.name))


def _told(lines: Sequence[str]) -> int:
    print(in_log("\n".join(lines)))
    return MATCHED


def _width(output: Path | None) -> int | None:
    """How many columns a reader has; None where nobody reads in a terminal."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"cannot write to {path}: {error.strerror}") from error


def _toolchain(arguments: argparse.Namespace) -> int:
    from borrowproof.backends.toolchain import ToolchainError, find
    from borrowproof.process import containment
    from borrowproof.process.access import of_compiler

    try:
        rustc = find(arguments.toolchain, _base())
        contain(Sandbox(arguments.sandbox), rustc)
        found = containment.examine(of_compiler(*rustc.executables))
    except (ToolchainError, NotContained, CannotRun) as error:
        _say(f"borrowproof: {error}")
        return NOT_CHECKED
    print(in_log(f"{on_one_line(rustc.toolchain.name)} for {on_one_line(rustc.toolchain.host)}\n  {rustc.path}"))
    print(_borrow_checker(rustc))
    print(in_log(f"outcomes are kept in {cache_folder(_base())}"))
    print("\n".join(found.sentences()))
    print("\n".join(found.unlimited) or "every limit on compiling and running can be set here")
    return MATCHED


def _borrow_checker(rustc: Rustc) -> str:
    from borrowproof.backends.borrow_checkers import UnknownBorrowChecker, default_borrow_checker

    try:
        found = default_borrow_checker(rustc)
    except UnknownBorrowChecker as error:
        return in_log(f"{error}; no timeline can be derived")
    if found is BorrowChecker.NLL:
        return "it judges by NLL, the borrow checker of 2018; `//@ polonius` asks for the next one"
    return "it judges by Polonius; timelines are derived where NLL, the earlier borrow checker, says the same"


_COMMANDS = {
    "check": _check,
    "ownership": _ownership,
    "memory": _memory,
    "toolchain": _toolchain,
    "assets": _assets,
    "new": _new,
    "rename": _rename,
    "remove": _remove,
}


if __name__ == "__main__":
    sys.exit(main())
