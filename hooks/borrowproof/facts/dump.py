"""Asks rustc for what its borrow checker knows of a program: the MIR it checked, with regions and spans, and facts.

The program is compiled as the backends compile it, and checked by NLL: the regions that rustc writes down are NLL's,
whichever borrow checker has the last word.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from borrowproof.backends import artifacts, invocation
from borrowproof.backends.borrow_checkers import default_borrow_checker
from borrowproof.backends.compilation import read_compilation
from borrowproof.backends.rustc import COMPILING
from borrowproof.backends.toolchain import Rustc, compiler_environment
from borrowproof.backends.unstable import permissions as unstable_permissions
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.model.compiler import BorrowChecker, Edition
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.outcome import Goal, Job, NotChecked, Outcome
from borrowproof.process import access, sandbox, workspace
from borrowproof.syntax import items

_MIR = "mir"
_FACTS = "facts"
_FLAGS = (
    *("-Zdump-mir=nll", f"-Zdump-mir-dir={_MIR}", "-Zmir-include-spans=on"),
    *("-Znll-facts", f"-Znll-facts-dir={_FACTS}"),
)
_RELATIONS = (
    *("loan_invalidated_at", "use_of_var_derefs_origin", "drop_of_var_derefs_origin"),
    *("path_moved_at_base", "path_is_var", "child_path"),
)
_NAME = re.compile(r"[^.]*\.(.*)\.-------\.nll\.0\.mir$")


@dataclass(frozen=True, slots=True)
class DumpedBody:
    """The MIR dump of one body, and the text of six of its fact files, named as rustc names them (`-Znll-facts`).

    Each line of a fact file is a pair. `loan_invalidated_at`: a point and a loan that an access conflicts with there.
    `use_of_var_derefs_origin` and `drop_of_var_derefs_origin`: a local and a region in its type that a use or the drop
    of the local needs. `path_moved_at_base`: a move path and a point. `path_is_var`: a move path and its local.
    `child_path`: a move path and the path that it is a part of. Source: `rustc_borrowck/src/polonius/legacy/facts.rs`.
    """

    mir: str
    loan_invalidated_at: str
    use_of_var_derefs_origin: str
    drop_of_var_derefs_origin: str
    path_moved_at_base: str
    path_is_var: str
    child_path: str


@dataclass(frozen=True, slots=True)
class Dump:
    """What rustc wrote of a program: a DumpedBody for each body, and the outcome of the same run."""

    bodies: tuple[DumpedBody, ...]
    outcome: Outcome


def dump(code: str, edition: Edition, rustc: Rustc, *, test_harness: bool = False, crates: Crates = NO_CRATES) -> Dump:
    """What `rustc` says of `code`. Raises Underivable where it said nothing (a limit, a crash), UnknownConstruct where
    its files are not those that are known, and sandbox.CannotRun."""
    job = Job(code, edition, Goal.REJECT, test_harness=test_harness, crates=crates, borrow_checker=_checker(rustc))
    crate_type = "bin" if test_harness or items.declares_main(code) else "lib"
    with workspace.folder("facts") as home:
        source = home / invocation.MAIN
        source.parent.mkdir()
        source.write_bytes(code.encode("utf-8"))
        unstable, variables = unstable_permissions(rustc.toolchain)
        argv = [str(rustc.path), *_FLAGS, *unstable, *invocation.arguments(job, "metadata", crate_type)]
        env = compiler_environment(os.environ) | dict(crates.environment) | variables
        seen = artifacts.with_crates(access.of_compiler(*rustc.executables), crates)
        done = sandbox.run(argv, cwd=home, env=env, limits=COMPILING, access=seen)
        outcome = read_compilation(done, job, COMPILING)
        if isinstance(outcome, NotChecked):
            raise Underivable(outcome.detail)
        return Dump(tuple(_bodies(home)), outcome)


def _checker(rustc: Rustc) -> BorrowChecker | None:
    """The borrow checker to ask for. One that knows only NLL has no name for it (`-Zpolonius=off` came later)."""
    return None if default_borrow_checker(rustc) is BorrowChecker.NLL else BorrowChecker.NLL


def _bodies(home: Path) -> Iterator[DumpedBody]:
    folder = home / _MIR
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    for file in files:
        found = _NAME.match(file.name)
        if found is None:
            continue  # a graph of the regions, which rustc writes beside each body
        facts = home / _FACTS / found[1]
        texts = (_read(facts / f"{name}.facts") for name in _RELATIONS)
        yield DumpedBody(_read(file), *texts)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UnknownConstruct(f"no {file.name} for {file.parent.name}") from None
