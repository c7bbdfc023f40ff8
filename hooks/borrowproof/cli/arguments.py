"""What the command line takes: the parser, and nothing that it starts."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from borrowproof import __version__
from borrowproof.backends.crates import CrateOptions
from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.cli.typos import Parser
from borrowproof.judging.backend_selection import BackendName
from borrowproof.model.compiler import Edition
from borrowproof.model.shard import Shard, parse_shard
from borrowproof.pipeline import Options
from borrowproof.process.sandbox import Sandbox

Command = Callable[[argparse.Namespace], int]
CARGO_OPTIONS = {
    "--workspace": "all packages of the workspace",
    "--all-features": "all features of the package",
    "--no-default-features": "without its default features",
    "--locked": "insist on Cargo.lock as it is",
    "--offline": "never go to the network",
}

_EXIT_STATUSES = """exit status:
  0  every snippet matched (ignored ones, which have a reason, are listed), or a baseline accepts it
  1  a snippet or an annotation is wrong
  2  the arguments or the configuration are wrong, or there is nothing to check
  3  something could not be checked (no compiler, a missing crate, a fragment, a timeout)"""
_TOOLCHAIN = "a rustup toolchain, or the path of a rustc"


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of all `commands`; what it parsed has the command itself as `run`."""
    whole = Parser(
        prog="borrowproof",
        description="Prove the Rust snippets of any Markdown with the compiler.",
        epilog="Begin with `borrowproof check README.md`, or any other page or folder; no configuration is needed.",
    )
    whole.add_argument("--version", action="version", version=f"borrowproof {__version__}")
    names = whole.add_subparsers(required=True, metavar="COMMAND")
    checking = names.add_parser(
        "check",
        help="judge every snippet and compare with its annotation",
        epilog=_EXIT_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    checking.set_defaults(run=commands["check"])
    _what_to_check(checking)
    _crates(checking)
    _who_judges(checking)
    _report(checking, "text", "github", "json")
    owning = names.add_parser("ownership", help="who owns what in one program, line by line")
    owning.set_defaults(run=commands["ownership"])
    owning.add_argument("file", type=Path, metavar="FILE.rs", help="a Rust program, with or without annotations")
    owning.add_argument(
        "--at", type=int, metavar="LINE", help="what a statement before this line may do to each variable, and why not"
    )
    _one_of(owning, "--edition", Edition, None, "[the file's, or 2024]")
    owning.add_argument("--toolchain", metavar="NAME", help=_TOOLCHAIN)
    _sandbox(owning)
    _report(owning, "text", "json", "svg")
    holding = names.add_parser("memory", help="what stack and heap hold in one run of a program, step by step")
    holding.set_defaults(run=commands["memory"])
    holding.add_argument("file", type=Path, metavar="FILE.rs", help="a Rust program, with or without annotations")
    _one_of(holding, "--edition", Edition, None, "[the file's, or 2024]")
    holding.add_argument("--toolchain", metavar="NAME", help=_TOOLCHAIN)
    holding.add_argument("--no-cache", action="store_true", help="record anew, keep nothing")
    _sandbox(holding)
    _report(holding, "text", "json", "svg")
    playing = names.add_parser("exercise", help="play an exercise of the lessons: the compiler judges your attempt")
    playing.set_defaults(run=commands["exercise"])
    playing.add_argument("name", nargs="?", metavar="NAME", help="such as moves/exercise; without it they are listed")
    playing.add_argument("--watch", action="store_true", help="judge at every save, until every goal is met")
    playing.add_argument("--hints", type=int, metavar="N", help="the first N hints")
    playing.add_argument("--solutions", action="store_true", help="the solutions")
    playing.add_argument("--toolchain", metavar="NAME", help=_TOOLCHAIN)
    _sandbox(playing)
    asking = names.add_parser("toolchain", help="which compiler would judge, and what this machine cannot do")
    asking.set_defaults(run=commands["toolchain"])
    asking.add_argument("--toolchain", metavar="NAME", help=_TOOLCHAIN)
    _sandbox(asking)
    merging = names.add_parser("merge", help="one report out of those of all shards of a check")
    merging.set_defaults(run=commands["merge"])
    merging.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="what `check --shard I/N --format json` wrote, of each shard",
    )
    _report(merging, "text", "github", "json")
    writing = names.add_parser("assets", help="write the stylesheet and the scripts that pages load")
    writing.set_defaults(run=commands["assets"])
    writing.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder of the site's docs, made where it is missing"
    )
    known = (checking, owning, holding, playing, asking, merging, *_authoring(names, commands))
    whole.others = tuple(option for command in known for option in command.options)
    return whole


def _authoring(names: Any, commands: Mapping[str, Command]) -> list[Parser]:
    """The commands that write lessons and snippets."""
    found = []
    for command, text in (
        ("new", "make a lesson or a snippet that is true from the start"),
        ("rename", "give a lesson or a snippet another name, everywhere"),
        ("remove", "take a lesson or a snippet away, with what shows it"),
    ):
        parser = names.add_parser(command, help=text)
        parser.set_defaults(run=commands[command])
        parser.add_argument("what", choices=("lesson", "snippet"), help="%(choices)s")
        parser.add_argument("name", metavar="FOLDER/NAME", help="such as ownership/moves, or moves/use_after_move")
        found.append(parser)
    making, renaming, _ = found
    making.add_argument("--title", metavar="TEXT", help="of a lesson [its name]")
    kind = making.add_mutually_exclusive_group()
    kind.add_argument("--error", metavar="CODE", dest="kind", help="a program that fails so, with its repair")
    kind.add_argument("--panics", action="store_const", const="panics", dest="kind", help="a program that panics")
    renaming.add_argument("new_name", metavar="NEW/NAME", help="what it is to be called")
    return found


def _what_to_check(check: argparse.ArgumentParser) -> None:
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="pages, .rs files or folders [docs snippets]"
    )
    check.add_argument("--only", action="append", default=[], metavar="ID", help="only these snippets (repeatable)")
    check.add_argument(
        "--shard", type=_shard, metavar="I/N", help="only this part of the snippets; `merge` makes one report of all"
    )
    check.add_argument("--allow-empty", action="store_true", help="files without Rust are no mistake")
    check.add_argument("--no-cache", action="store_true", help="judge everything anew, keep nothing")
    accepted = check.add_mutually_exclusive_group()
    accepted.add_argument("--baseline", type=Path, metavar="FILE", help="accept what FILE lists, fail on what is new")
    accepted.add_argument("--write-baseline", type=Path, metavar="FILE", help="list what is wrong today in FILE")
    check.add_argument("--watch", action="store_true", help="check again at every save, until Ctrl-C")
    check.add_argument("--bless", action="store_true", help="record what the programs print")


def _crates(check: argparse.ArgumentParser) -> None:
    group = check.add_argument_group("crates that programs may use")
    group.add_argument(
        *("--cargo",), nargs="?", const=Path(), type=Path, metavar="PATH", help="build the package there with cargo [.]"
    )
    for option, text in CARGO_OPTIONS.items():
        group.add_argument(option, action="store_true", help=f"{text} (for --cargo)")
    group.add_argument("--features", metavar="LIST", help="features of the package, separated by commas (for --cargo)")
    group.add_argument(
        "--extern", action="append", default=[], metavar="NAME=PATH", help="a compiled crate, as for rustdoc"
    )
    where = "a folder with compiled crates, as for rustdoc"
    group.add_argument("-L", action="append", default=[], dest="searched", metavar="[KIND=]PATH", help=where)


def crate_options(arguments: argparse.Namespace) -> CrateOptions:
    """What the arguments say of crates; paths are made absolute."""
    handed_on = [option for option in CARGO_OPTIONS if getattr(arguments, option[2:].replace("-", "_"))]
    handed_on += [] if arguments.features is None else ["--features", arguments.features]
    package = None if arguments.cargo is None else arguments.cargo.absolute()
    externs = tuple(_absolute(text) for text in arguments.extern)
    searched = tuple(_absolute(text) for text in arguments.searched)
    return CrateOptions(externs, searched, package, tuple(handed_on))


def _absolute(text: str) -> str:
    """`NAME=PATH`, or a path alone, with an absolute path."""
    name, sign, path = text.rpartition("=")
    return f"{name}{sign}{Path(path).absolute()}"


def _who_judges(check: argparse.ArgumentParser) -> None:
    who = "who judges; auto is a local rustc, and never the network [%(default)s]"
    _one_of(check, "--backend", BackendName, BackendName.AUTO, who)
    check.add_argument(
        "--playground-url", default=PLAYGROUND, metavar="URL", help="the Playground, if it judges [%(default)s]"
    )
    _sandbox(check)
    channels = f"{_TOOLCHAIN}; stable, beta or nightly on the Playground"
    check.add_argument("--toolchain", metavar="NAME", help=channels)
    check.add_argument(
        "--jobs", type=_positive, default=Options().jobs, metavar="N", help="processes at a time [%(default)s]"
    )


def _sandbox(command: argparse.ArgumentParser) -> None:
    how = "contain compilers and programs as well as this machine can, refuse to judge with less, or not [%(default)s]"
    _one_of(command, "--sandbox", Sandbox, Sandbox.AUTO, how)


def _report(command: argparse.ArgumentParser, *formats: str) -> None:
    command.add_argument("--format", choices=formats, default=formats[0], help="[%(default)s]")
    command.add_argument("--output", type=Path, metavar="FILE", help="write it there instead")


def _one_of(
    command: argparse.ArgumentParser, name: str, kind: type[StrEnum], default: StrEnum | None, text: str
) -> None:
    """An option with the members of `kind` as plain text, which argparse lists to somebody who mistypes one."""
    values = [member.value for member in kind]
    usual = default.value if default is not None else None
    command.add_argument(name, choices=values, default=usual, metavar="|".join(values), help=text)


def _shard(text: str) -> Shard:
    try:
        return parse_shard(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number of processes from 1, found {text!r}")
    return int(text)
