"""The crate that many programs share: a module in a file of its own for each, and a root that runs one of them.

Which one is data in the executable, so that no argument or variable of the process tells a program of the others. Each
run has a copy of the executable, in which that number is written: what a program does to its copy, none other sees.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from borrowproof.backends.invocation import CRATE
from borrowproof.backends.merging.eligibility import ENTRY
from borrowproof.model.outcome import Job

ROOT = "src/main.rs"
# The copies are a tenth as large then. No program can tell: backtraces and files are out of the reach of all of them.
STRIPPED = ("-Cstrip=symbols",)
_DIGITS = 4  # of the number in the executable


@dataclass(frozen=True, slots=True)
class SharedCrate:
    """Programs of one edition that are built together. `mark` is what stands before the number, in no other place."""

    jobs: tuple[Job, ...]
    mark: str

    @classmethod
    def of(cls, jobs: Sequence[Job]) -> SharedCrate:
        """The crate of these programs, with a mark that none of them can know."""
        return cls(tuple(jobs), secrets.token_hex(16))

    def files(self) -> dict[str, str]:
        """The files of the crate, by their paths in it."""
        return self.modules() | {ROOT: f"{self.declarations()}{self.selection()}{_ROOT.format(entries=self.entries())}"}

    def modules(self) -> dict[str, str]:
        """A file for each program, whose entry runs `main` and gives its exit code."""
        return {f"src/m{index}/main.rs": job.code + _ENTRY for index, job in enumerate(self.jobs)}

    def declarations(self) -> str:
        """The lines of a root that make the files its modules: public, as what stands at the root of a crate is."""
        return "".join(f'#[path = "m{index}/main.rs"]\npub mod m{index};\n' for index in range(len(self.jobs)))

    def entries(self) -> str:
        """The arms of a `match` on the number: each module's entry."""
        return "".join(f"        {index} => m{index}::{ENTRY}(),\n" for index in range(len(self.jobs)))

    def selection(self) -> str:
        """The lines of a root that read the number from the executable."""
        return _SELECTION.format(mark=self.mark, zero="0" * _DIGITS, first=len(self.mark))

    def executable_for(self, built: bytes, index: int) -> bytes:
        """The executable `built` from this crate, with the program at `index` chosen.

        Raises ValueError where the number does not stand exactly once in it.
        """
        mark = self.mark.encode()
        at = built.find(mark)
        if at < 0 or built.find(mark, at + 1) >= 0:
            raise ValueError("the executable does not hold its mark exactly once")
        at += len(mark)
        return built[:at] + number(index).encode() + built[at + _DIGITS :]

    def told_by_name(self, built: bytes) -> frozenset[int]:
        """The modules of which the executable `built` holds a path, as `type_name` gives it.

        That is what a program could print of itself by way of std, whatever it calls (many a `Debug` of std shows the
        type that it is about). rustc makes the name one constant, so that it stands whole in the executable.
        """
        return frozenset(int(match[1]) for match in _PATH_OF_MODULE.finditer(built))

    def remapping(self) -> list[str]:
        """The arguments that make every module say `src/main.rs` when it runs."""
        return ["--remap-path-scope=macro", *(f"--remap-path-prefix=src/m{i}=src" for i in range(len(self.jobs)))]


# The line end in front ends a line comment in which a program may end.
_ENTRY = f"""
pub(super) fn {ENTRY}() -> ::std::process::ExitCode {{
    ::std::process::Termination::report(main())
}}
"""
# Volatile: what is read is what stands in the file, whatever the compiler knows of the constant.
_SELECTION = """
static SELECTED: [u8; {first} + 4] = *b"{mark}{zero}";
fn selected() -> usize {{
    let bytes = unsafe {{ std::ptr::read_volatile(&SELECTED) }};
    bytes[{first}..].iter().fold(0, |number, digit| 10 * number + usize::from(digit - b'0'))
}}
"""
_ROOT = """
fn main() -> std::process::ExitCode {{
    match selected() {{
{entries}        other => panic!("no module {{other}}"),
    }}
}}
"""
_PATH_OF_MODULE = re.compile(rb"%b::m(\d{1,9})\b" % CRATE.encode())
_MODULE_FILE = re.compile(r"src/m(\d+)/main\.rs")


def number(index: int) -> str:
    """The number that chooses a program, as it stands in the executable."""
    return f"{index:0{_DIGITS}}"


def culprits(stderr: str, count: int) -> frozenset[int]:
    """The modules (below `count`) that rustc's JSON names as the place of an error or a warning."""
    found: set[int] = set()
    for line in filter(None, stderr.split("\n")):
        try:
            spans = json.loads(line)["spans"]
        except (ValueError, KeyError, TypeError):
            return frozenset()
        names = (_MODULE_FILE.fullmatch(name) for span in spans for name in _files(span))
        found |= {int(match[1]) for match in names if match}
    return frozenset(index for index in found if index < count)


def _files(span: dict[str, object] | None) -> list[str]:
    """The file of a span and of every macro expansion around it."""
    names: list[str] = []
    while isinstance(span, dict):
        names.append(str(span["file_name"]))
        expansion = span.get("expansion")
        span = expansion.get("span") if isinstance(expansion, dict) else None
    return names
