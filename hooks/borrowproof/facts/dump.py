"""What rustc's borrow checker wrote of a program, taken apart into its bodies (see `backends/mir_dumps.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from borrowproof.backends.mir_dumps import DUMP, FACTS, MIR, RELATIONS, LocalMirDumps, RawDump
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.model.compiler import Edition
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.outcome import Goal, Job, NotChecked, Outcome

_NAME = re.compile(rf"{MIR}/[^.]*\.(.*)\.-------{re.escape(DUMP)}")


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
    """What `rustc` says of `code`. Raises Underivable where it said nothing (a limit, a crash, a fault), and
    UnknownConstruct where its files are not those that are known."""
    job = Job(code, edition, Goal.REJECT, test_harness=test_harness, crates=crates)
    [(_, found)] = LocalMirDumps(rustc).dumps([job])
    return bodies(found)


def bodies(found: RawDump | NotChecked) -> Dump:
    """The same of what a compiler answered."""
    if isinstance(found, NotChecked):
        raise Underivable(found.detail)
    return Dump(tuple(_bodies(found.files)), found.outcome)


def _bodies(files: Mapping[str, str]) -> Iterator[DumpedBody]:
    for name in sorted(files):
        found = _NAME.fullmatch(name)
        if found is not None:
            texts = (_read(files, f"{FACTS}/{found[1]}/{relation}.facts") for relation in RELATIONS)
            yield DumpedBody(files[name], *texts)


def _read(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        _, body, relation = name.split("/")
        raise UnknownConstruct(f"no {relation} for {body}")
    return files[name]
