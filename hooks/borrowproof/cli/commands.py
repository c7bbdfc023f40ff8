"""All commands by their names, and what each but `check` does: parsed arguments in, exit status out."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from borrowproof.cli.arguments import parser
from borrowproof.cli.check import check, publish
from borrowproof.cli.common import base_folder, say, write
from borrowproof.cli.exit_statuses import MATCHED, MISMATCHED, NOT_CHECKED, USAGE
from borrowproof.cli.kept_reports import Recording
from borrowproof.judging.backend_selection import contain
from borrowproof.model.compiler import BorrowChecker, Edition
from borrowproof.pipeline import Options
from borrowproof.process.containment import NotContained
from borrowproof.process.sandbox import CannotRun, Sandbox
from borrowproof.report import control_characters
from borrowproof.report.control_characters import in_log, on_one_line
from borrowproof.store.cache import Cache, NoCache
from borrowproof.store.location import cache_folder

if TYPE_CHECKING:
    from borrowproof.backends.toolchain import Rustc

# How what is hidden is shown in each format of `ownership` and `memory`.
_SHOWN = {"text": in_log, "svg": control_characters.in_markup, "json": control_characters.in_json}


def run(argv: Sequence[str], recording: Recording) -> int:
    """Run a command, of which a check may keep its report by the `recording`; returns the exit status.

    Raises ConfigurationError, and SystemExit where it says how to type.
    """
    arguments = _arguments(argv, recording)
    status: int = arguments.run(arguments)
    return status


def _arguments(argv: Sequence[str], recording: Recording) -> argparse.Namespace:
    """What was typed; whoever typed nothing, or something wrong, is told what they can, and SystemExit is raised."""
    commands = parser(_COMMANDS)
    if not argv:
        commands.print_help(sys.stderr)
        sys.exit(USAGE)
    return commands.parse_args(argv, argparse.Namespace(recording=recording))


def _ownership(arguments: argparse.Namespace) -> int:
    from borrowproof.backends.toolchain import ToolchainError, find
    from borrowproof.cli import ownership
    from borrowproof.facts.errors import Underivable, UnknownConstruct

    edition = None if arguments.edition is None else Edition(arguments.edition)
    code, edition, hides = ownership.read_program(arguments.file, edition)
    try:
        rustc = find(arguments.toolchain, base_folder())
        contain(Sandbox(arguments.sandbox), rustc)
        asked = (code, edition, rustc, arguments.format, str(arguments.file))
        width = _width(arguments.output)
        if arguments.at is None:
            found = ownership.render_timeline(*asked, width, hides)
        else:
            found = ownership.render_permissions(*asked, arguments.at, width)
    except (ToolchainError, Underivable, UnknownConstruct, NotContained, CannotRun) as error:
        say(f"borrowproof: {arguments.file}: {error}")
        return NOT_CHECKED
    return _shown(found, arguments)


def _memory(arguments: argparse.Namespace) -> int:
    from borrowproof.backends.toolchain import ToolchainError, find
    from borrowproof.cli import memory
    from borrowproof.cli.ownership import read_program
    from borrowproof.facts.errors import Underivable, UnknownConstruct
    from borrowproof.judging.memory import Recorder

    edition = None if arguments.edition is None else Edition(arguments.edition)
    code, edition, _ = read_program(arguments.file, edition, "memory")
    base = base_folder()
    try:
        rustc = find(arguments.toolchain, base)
        contain(Sandbox(arguments.sandbox), rustc)
        recorder = Recorder(rustc, NoCache() if arguments.no_cache else Cache(cache_folder(base)))
        width = _width(arguments.output)
        found = memory.render(code, edition, recorder, arguments.format, str(arguments.file), width)
    except (ToolchainError, Underivable, UnknownConstruct, NotContained, CannotRun) as error:
        say(f"borrowproof: {arguments.file}: {error}")
        return NOT_CHECKED
    return _shown(found, arguments)


def _exercise(arguments: argparse.Namespace) -> int:
    from borrowproof.cli import exercise

    base = base_folder()
    if arguments.name is None:
        print(in_log(exercise.listed(base)))
        return MATCHED
    options = Options(toolchain=arguments.toolchain, sandbox=Sandbox(arguments.sandbox))
    game = exercise.Game.of(base, arguments.name, options)
    if arguments.solutions or arguments.hints:
        print(in_log(game.solved() if arguments.solutions else game.hints(arguments.hints)))
        return MATCHED
    game.begin()
    print(in_log(game.task()), flush=True)
    try:
        played = game.watch(lambda text: print(in_log(f"\n{text}"), flush=True)) if arguments.watch else game.play()
    except KeyboardInterrupt:
        return MISMATCHED
    if not arguments.watch:
        print(in_log(f"\n{played.text}"))
    return {True: MATCHED, False: MISMATCHED, None: NOT_CHECKED}[played.met]


def _shown(found: str, arguments: argparse.Namespace) -> int:
    """Show what was asked for of one program."""
    shown = _SHOWN[arguments.format](found)
    if arguments.output is None:
        sys.stdout.write(shown)
        sys.stdout.flush()
    else:
        write(arguments.output, shown)
    return MATCHED


def _assets(arguments: argparse.Namespace) -> int:
    from borrowproof.cli.assets import told, write_assets

    print(in_log(told(write_assets(arguments.folder))))
    return MATCHED


def _merge(arguments: argparse.Namespace) -> int:
    from borrowproof.cli.merging import merged

    return publish(merged(arguments.files), arguments.format, arguments.output)


def _new(arguments: argparse.Namespace) -> int:
    from borrowproof.cli import authoring

    kind = arguments.kind or "compiles"
    return _told(authoring.new(base_folder(), arguments.what, arguments.name, arguments.title, kind))


def _rename(arguments: argparse.Namespace) -> int:
    from borrowproof.cli import authoring

    return _told(authoring.rename(base_folder(), arguments.what, arguments.name, arguments.new_name))


def _remove(arguments: argparse.Namespace) -> int:
    from borrowproof.cli import authoring

    return _told(authoring.remove(base_folder(), arguments.what, arguments.name))


def _told(lines: Sequence[str]) -> int:
    print(in_log("\n".join(lines)))
    return MATCHED


def _width(output: Path | None) -> int | None:
    """How many columns a reader has; None where nobody reads in a terminal."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None


def _toolchain(arguments: argparse.Namespace) -> int:
    from borrowproof.backends.toolchain import ToolchainError, find
    from borrowproof.process import containment
    from borrowproof.process.access import of_compiler

    try:
        rustc = find(arguments.toolchain, base_folder())
        contain(Sandbox(arguments.sandbox), rustc)
        found = containment.examine(of_compiler(*rustc.executables))
    except (ToolchainError, NotContained, CannotRun) as error:
        say(f"borrowproof: {error}")
        return NOT_CHECKED
    print(in_log(f"{on_one_line(rustc.toolchain.name)} for {on_one_line(rustc.toolchain.host)}\n  {rustc.path}"))
    print(_borrow_checker(rustc))
    print(in_log(f"outcomes are kept in {cache_folder(base_folder())}"))
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
    "check": check,
    "ownership": _ownership,
    "memory": _memory,
    "exercise": _exercise,
    "toolchain": _toolchain,
    "assets": _assets,
    "merge": _merge,
    "new": _new,
    "rename": _rename,
    "remove": _remove,
}
