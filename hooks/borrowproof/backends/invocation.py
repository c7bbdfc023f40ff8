"""How every backend calls rustc, so that the same compiler says the same wherever it runs.

The file is called `src/main.rs` and the crate `playground`, as on the Rust Playground, so that what a program
prints about itself is the same wherever a reader runs it.
"""

from __future__ import annotations

import re

from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.outcome import Goal, Job
from borrowproof.syntax import lexer

MAIN = "src/main.rs"
CRATE = "playground"
DEPENDENCIES = "dependencies.d"
_NAMES_ITSELF = re.compile(r"#!\s*\[\s*crate_name\b")


def attempts(job: Job) -> list[list[str]]:
    """rustc's arguments for a job: one attempt after the other, while none finds an error."""
    # Never metadata only: lints of MIR (an overflow, an index) and errors of code generation would be missed. Where
    # rustc finds an error before, it makes no code, and takes no longer.
    emits = {Goal.REJECT: ("obj",), Goal.BUILD: ("obj",), Goal.RUN: ("link",)}[job.goal]
    return [arguments(job, emit) for emit in emits]


def arguments(job: Job, emit: str, crate_type: str = "bin") -> list[str]:
    """rustc's arguments for a job, with what it shall make in the end: `metadata`, `obj` or `link`."""
    harness = ["--test"] if job.test_harness else []
    checker = [f"-Zpolonius={job.borrow_checker}"] if job.borrow_checker is not None else []
    return [*base(job.edition, emit, job.crates, crate_type), *_crate_name(job), *_lints(job), *harness, *checker, MAIN]


def base(edition: str, emit: str, crates: Crates = NO_CRATES, crate_type: str = "bin") -> list[str]:
    """The arguments that do not depend on the program, but for its `crates`. `link` makes the file `program`.

    What else rustc read, it writes to the file DEPENDENCIES.
    """
    output = "link=program" if emit == "link" else emit
    return [
        *("--edition", edition, "--crate-type", crate_type, "--emit", f"{output},dep-info={DEPENDENCIES}"),
        *("--error-format=json", "--json=diagnostic-rendered-ansi"),
        *crates.arguments,
        *("-Cdebuginfo=0", "-Ccodegen-units=1", "--out-dir", "out"),
    ]


def names_itself(code: str) -> bool:
    """Whether a program gives its crate a name."""
    return "crate_name" in code and _NAMES_ITSELF.search(lexer.blank(code)) is not None


def _crate_name(job: Job) -> list[str]:
    return [] if names_itself(job.code) else ["--crate-name", CRATE]


def _lints(job: Job) -> list[str]:
    return [*([] if job.unused_lints else ["-Aunused"]), *(f"-W{lint}" for lint in job.lints)]
