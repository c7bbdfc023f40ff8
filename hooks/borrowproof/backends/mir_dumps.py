"""Has rustc write what its borrow checker knows of a program: the MIR it checked, with regions and spans, and facts.

The program is compiled as the backends compile it, and checked by NLL: the regions that rustc writes down are NLL's,
whichever borrow checker has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from borrowproof.backends import artifacts, invocation
from borrowproof.backends.borrow_checkers import UnknownBorrowChecker, default_borrow_checker
from borrowproof.backends.compilation import read_compilation
from borrowproof.backends.faults import fault
from borrowproof.backends.rustc import COMPILING, LocalBackend, environment, write
from borrowproof.backends.toolchain import Rustc
from borrowproof.backends.unstable import permissions as unstable_permissions
from borrowproof.model.compiler import BorrowChecker, Toolchain
from borrowproof.model.outcome import Cause, Job, NotChecked, Outcome
from borrowproof.process import access, sandbox, workspace
from borrowproof.syntax import items

MIR, FACTS = "mir", "facts"  # the folders of the dumps and of the facts
RELATIONS = (
    *("loan_invalidated_at", "use_of_var_derefs_origin", "drop_of_var_derefs_origin"),
    *("path_moved_at_base", "path_is_var", "child_path"),
)
DUMP = ".nll.0.mir"
ENDINGS = (DUMP, *(f"/{relation}.facts" for relation in RELATIONS))  # of the files that are read; rustc writes others
_FLAGS = (
    *("-Zdump-mir=nll", f"-Zdump-mir-dir={MIR}", "-Zmir-include-spans=on"),
    *("-Znll-facts", f"-Znll-facts-dir={FACTS}"),
)


@dataclass(frozen=True, slots=True)
class RawDump:
    """The files that rustc wrote, by their paths (`mir/...`, `facts/...`), and the outcome of the same run."""

    files: Mapping[str, str]
    outcome: Outcome


class MirDumps(Protocol):
    """A compiler that can be asked for what its borrow checker knows."""

    @property
    def toolchain(self) -> Toolchain: ...

    def dumps(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, RawDump | NotChecked]]:
        """The dump of every job, in any order; NotChecked where rustc said nothing (a limit, a crash, a fault)."""
        ...


@dataclass(frozen=True, slots=True)
class LocalMirDumps:
    """Asks a rustc of this machine, `workers` processes at a time."""

    rustc: Rustc
    workers: int = 1

    @property
    def toolchain(self) -> Toolchain:
        return self.rustc.toolchain

    def dumps(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, RawDump | NotChecked]]:
        try:
            default = default_borrow_checker(self.rustc)
        except UnknownBorrowChecker as error:
            yield from ((job, NotChecked(Cause.NO_POLONIUS, str(error))) for job in jobs)
            return
        dump = self._dump if default is BorrowChecker.NLL else self._agreed
        with ThreadPoolExecutor(self.workers) as pool:
            yield from zip(jobs, pool.map(dump, jobs), strict=True)

    def _agreed(self, job: Job) -> RawDump | NotChecked:
        """The dump, unless the facts, which are NLL's, are not those by which this compiler judges the program."""
        found = self._dump(replace(job, borrow_checker=BorrowChecker.NLL))
        if isinstance(found, NotChecked):
            return found
        [(_, judged)] = LocalBackend(self.rustc, 1).judge([job])
        same = isinstance(judged, Outcome) and judged.errors == found.outcome.errors
        return found if same else NotChecked(Cause.NO_POLONIUS, other_borrow_checker(self.toolchain.name))

    def _dump(self, job: Job) -> RawDump | NotChecked:
        try:
            with workspace.folder("facts") as home:
                return self._compiled(job, home)
        except (sandbox.CannotRun, OSError, MemoryError) as error:
            return fault(error)

    def _compiled(self, job: Job, home: Path) -> RawDump | NotChecked:
        write(home / invocation.MAIN, job.code)
        argv = [str(self.rustc.path), *arguments(job, self.toolchain)]
        env = environment() | dict(job.crates.environment) | variables(self.toolchain)
        seen = artifacts.with_crates(access.of_compiler(*self.rustc.executables), job.crates)
        done = sandbox.run(argv, cwd=home, env=env, limits=COMPILING, access=seen)
        outcome = read_compilation(done, job, COMPILING)
        return outcome if isinstance(outcome, NotChecked) else RawDump(read_files(home), outcome)


def arguments(job: Job, toolchain: Toolchain) -> list[str]:
    """rustc's arguments for a dump."""
    unstable, _ = unstable_permissions(toolchain)
    crate_type = "bin" if job.test_harness or items.declares_main(job.code) else "lib"
    return [*_FLAGS, *unstable, *invocation.arguments(job, "metadata", crate_type)]


def variables(toolchain: Toolchain) -> dict[str, str]:
    """The variables that rustc needs for that besides."""
    return unstable_permissions(toolchain)[1]


def other_borrow_checker(name: str) -> str:
    """Why there are no facts about a program that the compiler `name` does not judge by them."""
    return (
        f"{name} judges it by Polonius; the facts that it writes down are those of NLL, the earlier "
        "borrow checker, which says something else of this program"
    )


def read_files(home: Path) -> dict[str, str]:
    """What a rustc with these arguments wrote in `home`, as far as it is read."""
    found = sorted(path for folder in (MIR, FACTS) for path in (home / folder).rglob("*"))
    names = ((path, path.relative_to(home).as_posix()) for path in found)
    return {name: path.read_text(encoding="utf-8") for path, name in names if name.endswith(ENDINGS)}
