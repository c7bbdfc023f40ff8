"""Which programs may share a crate, and how: each becomes a module in a file of its own.

Sharing saves most of the time of a cold run. It is only sound for a program that cannot tell the difference,
so whatever names its crate, its place in the file, its arguments or its environment stays alone. Programs that
are meant to fail are never merged: trait selection, names in messages and help lists leak across modules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import groupby

from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Goal, Job
from borrowproof.syntax import lexer

ROOT = "src/main.rs"
VARIABLE = "BORROWPROOF_MODULE"
SMALLEST = 2
LARGEST = 128

# Words by which a program can tell that its crate or its process is not its own.
_TELLING = frozenset(
    (
        *("crate", "super", "extern", "no_mangle", "export_name", "link", "link_section", "proc_macro"),
        *("global_allocator", "panic_handler", "alloc_error_handler", "macro_export", "macro_use"),
        *("type_name", "type_name_of_val", "module_path", "Backtrace", "backtrace"),
        *("args", "args_os", "env", "option_env", "vars", "var", "current_exe"),
        *("include", "include_str", "include_bytes", "asm", "global_asm", "path"),
    )
)
# Words by which it can tell where in which file it stands, unless rustc is told to say `src/main.rs`.
_PLACING = frozenset(("file", "line", "column", "dbg", "Location", "track_caller", "set_hook", "take_hook"))
_PLAIN_MAIN = re.compile(r"^(?:pub )?fn main\(\)\s*(?:->\s*(?!impl\b)[^{;]*)?\{", re.MULTILINE)


def mergeable(job: Job, *, remaps: bool) -> bool:
    """Whether a program may be built as a module beside others. `remaps`: rustc can rename files, see `remaps`."""
    if job.goal is not Goal.RUN or job.lints or job.test_harness or job.edition is Edition.E2015:
        return False
    if not remaps and (job.prints_its_location or lexer.uses(job.code, _PLACING)):
        return False
    return module(job.code) and not lexer.uses(job.code, _TELLING)


def module(program: str) -> bool:
    """Whether a program can be a module at all: its one `main` can be called, and its crate needs no attribute."""
    code = lexer.blank(program)
    if "#!" in code or "mod std" in code:
        return False
    main = _PLAIN_MAIN.findall(code)
    return len(main) == 1 and "where" not in main[0]


def can_remap(release: str) -> bool:
    """Whether this rustc has `--remap-path-scope` (stable since 1.95): then panics and `file!()` of a module can
    say `src/main.rs`, while diagnostics still tell the modules apart."""
    major, minor, *_ = (int(part) for part in re.findall(r"\d+", release))
    return (major, minor) >= (1, 95)


def remapping(count: int) -> list[str]:
    """The arguments that make every one of `count` modules say `src/main.rs`."""
    return ["--remap-path-scope=macro", *(f"--remap-path-prefix=src/m{index}=src" for index in range(count))]


def plan(jobs: Sequence[Job], workers: int, *, remaps: bool) -> tuple[list[list[Job]], list[Job]]:
    """Split jobs into groups that share a crate (one edition each) and jobs that are judged alone."""
    together = [job for job in jobs if mergeable(job, remaps=remaps)]
    if len(together) < SMALLEST:
        return [], list(jobs)
    size = max(SMALLEST, min(LARGEST, -(-len(together) // workers)))
    groups: list[list[Job]] = []
    for _, same in groupby(sorted(together, key=lambda job: job.edition), key=lambda job: job.edition):
        members = list(same)
        groups += [members[start : start + size] for start in range(0, len(members), size)]
    chosen = {job for group in groups for job in group}
    return groups, [job for job in jobs if job not in chosen]


def files(jobs: Sequence[Job]) -> dict[str, str]:
    """The files of the shared crate: one a program, and a root that calls the one that VARIABLE names."""
    declared, arms = declarations(len(jobs)), entries(len(jobs), "()")
    return modules(jobs) | {ROOT: f"{declared}{_ROOT_HEAD}{arms}{_ROOT_TAIL}"}


def modules(jobs: Sequence[Job]) -> dict[str, str]:
    """A file for each program; its `borrowproof_entry` runs `main` and gives its exit code."""
    return {f"src/m{index}/main.rs": job.code + _ENTRY for index, job in enumerate(jobs)}


def declarations(count: int) -> str:
    """The lines of a root that make the files its modules."""
    return "".join(f'#[path = "m{index}/main.rs"]\nmod m{index};\n' for index in range(count))


def entries(count: int, arguments: str = "") -> str:
    """The arms of a `match` on what VARIABLE says: each module's entry, called where `arguments` are given."""
    return "".join(f'        Ok("{index}") => m{index}::borrowproof_entry{arguments},\n' for index in range(count))


_ENTRY = """
pub(super) fn borrowproof_entry() -> ::std::process::ExitCode {
    ::std::process::Termination::report(main())
}
"""
_ROOT_HEAD = f"""
fn main() -> std::process::ExitCode {{
    match std::env::var("{VARIABLE}").as_deref() {{
"""
_ROOT_TAIL = """        other => panic!("no module {other:?}"),
    }
}
"""
_MODULE_FILE = re.compile(r"src/m(\d+)/main\.rs")


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
