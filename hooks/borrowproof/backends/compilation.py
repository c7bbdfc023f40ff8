"""What a finished rustc means. A judgement of the program is only what is recognised as one; all else is a fault.

A run of rustc judges a program if it came to its own end (status 0 without errors, 1 with errors), if all of its
messages arrived (it counts its errors at the end), and if each error speaks of the program: it has a code or a place,
or is one of the few that rustc gives without either for a program as a whole. What rustc says of files that it cannot
read, write or copy, of its linker's end or of its own installation has neither, or a code that only an installation
can cause.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from borrowproof.backends.diagnostics import INTERNAL_ERROR, UnreadableDiagnostics, read
from borrowproof.backends.invocation import MAIN
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.outcome import Cause, Job, NotChecked, Outcome
from borrowproof.process.sandbox import Completed, Exceeded, Limits
from borrowproof.syntax import lexer

MIB = 1024 * 1024
# Codes of rustc's crate loader: no program that consists of one file can cause them. E0463 (no such crate) it can.
_INSTALLATION = frozenset({"E0460", "E0461", "E0462", "E0464", "E0514", "E0786"})
# Whether the file of `mod x;` is there depends on the program's text alone, unless `#[path]` names another place: then
# it depends on what lies there, and what rustc looked for in vain, its dep-info does not tell.
_FILES_OF_MODULES, _ELSEWHERE = frozenset({"E0583", "E0584"}), frozenset({"path"})
_STANDARD = re.compile(
    r"can't find crate for `(?:std|core|alloc|proc_macro|test|compiler_builtins|panic_(?:abort|unwind)|unwind)`"
)
# What rustc says of a program as a whole, without a code and a place (rustc_metadata, rustc_passes, rustc_codegen_ssa).
_WHOLE_PROGRAM = (
    "no global memory allocator found but one is required",
    "`#[panic_handler]` function required, but not found",
    "`#[alloc_error_handler]` function required, but not found",
    "unwinding panics are not supported without std",
    "language item required, but not found: ",
    "lang item required, but not found: ",
    "using `fn main` requires the standard library",
    "requires `",  # ... lang_item
    "values of the type `",  # ... are too big for the target architecture
    "reached the recursion limit while instantiating `",
    "reached the type-length limit while instantiating `",
    "queries overflow the depth limit!",
)
_LINKING = re.compile(r"linking with `[^`\n]*` failed: exit status: 1")
# A linker's words for what a program declares and nobody defines, or defines twice (GNU ld, gold, lld, Apple's ld).
_SYMBOLS = (
    "undefined reference to",
    "undefined symbol",
    "Undefined symbols for",
    "multiple definition",
    "duplicate symbol",
)
# The note below what LLVM's assembler says of `global_asm!`, whose text has no place in the program for it.
_ASSEMBLED = "instantiated into assembly here"
_LINKER_STOPPED = ("terminated with signal", "final link failed", "No space left", "cannot open output file")


def read_compilation(done: Completed, job: Job, limits: Limits) -> Outcome | NotChecked:
    """What a finished rustc said of `job`, or why that is no judgement of it."""
    if done.exceeded is not None:
        return over_limit("rustc", done.exceeded, limits)
    if done.exit not in (0, 1):
        return ended("rustc", done)
    try:
        messages = read(done.stderr.decode("utf-8"), [MAIN])
    except UnicodeDecodeError:
        return NotChecked(Cause.COMPILER_CRASHED, "rustc printed what is not UTF-8")
    except UnreadableDiagnostics as error:
        return NotChecked(Cause.COMPILER_CRASHED, f"rustc ended with status {done.exit} and said: {error}")
    compiled, how = done.exit == 0, done.contained_by
    outcome = Outcome(job.edition, messages.diagnostics, compiled=compiled, seconds=done.seconds, contained_by=how)
    return _fault(outcome, messages.announced, job.code) or outcome


def _fault(outcome: Outcome, announced: int | None, code: str) -> NotChecked | None:
    """What shows that rustc did not judge the program, or that not all of its words arrived."""
    errors = outcome.errors
    crash = next((d.message for d in errors if INTERNAL_ERROR in d.message), None)
    if crash is not None:
        return NotChecked(Cause.COMPILER_CRASHED, crash)
    foreign = next((d for d in errors if not _speaks_of_the_program(d)), None)
    if foreign is not None:
        return NotChecked(Cause.INFRASTRUCTURE, _in_short(foreign))
    if outcome.compiled and (errors or announced is not None):
        return NotChecked(Cause.COMPILER_CRASHED, "rustc ended with status 0 despite errors")
    if not outcome.compiled and announced != len(errors):
        told = f"counts {announced or 'no'} errors and told {len(errors)}"
        return NotChecked(Cause.COMPILER_CRASHED, f"rustc ended with status 1, {told}")
    if outcome.codes & _FILES_OF_MODULES and lexer.uses(code, _ELSEWHERE):
        return NotChecked(Cause.INFRASTRUCTURE, "rustc looked for the file of a module at a `#[path]` outside")
    if not _within(outcome.diagnostics, code):
        return NotChecked(Cause.COMPILER_CRASHED, "rustc points at lines that the program does not have")
    return None


def _speaks_of_the_program(error: Diagnostic) -> bool:
    if error.code is not None:
        return error.code not in _INSTALLATION and not _STANDARD.match(error.message)
    if error.spans:
        return not error.message.startswith("couldn't read")
    if _LINKING.fullmatch(error.message):
        said = "\n".join(child.message for child in error.children)
        return any(words in said for words in _SYMBOLS) and not any(words in said for words in _LINKER_STOPPED)
    if any(child.message == _ASSEMBLED and child.spans for child in error.children):
        return True
    return error.message.startswith(_WHOLE_PROGRAM)


def _in_short(error: Diagnostic) -> str:
    """An error in a few lines: a linker's words are its cause, and long."""
    words = (line.strip() for child in error.children for line in child.message.splitlines())
    cause = [line for line in words if any(part in line for part in (*_LINKER_STOPPED, "error:", "cannot", "fatal"))]
    return "; ".join([error.message, *cause[:1]])[:500]


def _within(diagnostics: Sequence[Diagnostic], code: str) -> bool:
    """Whether all places are lines of `code`. The end of a file is the line behind its last line end; rustc 1.95 calls
    the only place of an empty file line 0."""
    first, last = 1 if code else 0, code.count("\n") + 1
    spans = (s for d in diagnostics for each in (d, *d.children) for s in each.spans if not s.foreign)
    return all(first <= s.line_start <= s.line_end <= last and s.column_start >= 1 for s in spans)


def missing_artefact(home: Path, arguments: Sequence[str]) -> NotChecked | None:
    """What a compiler that ended well was asked for and did not write; None where all of it is there."""
    emitted = arguments[arguments.index("--emit") + 1].partition(",")[0]
    if emitted.startswith("link="):
        found = [home / emitted.removeprefix("link=")]
    else:
        suffix = {"metadata": ".rmeta", "obj": ".o"}[emitted]
        found = list((home / "out").glob(f"*{suffix}"))
    # (The metadata of a program are an empty file.)
    if any(file.is_file() and (emitted == "metadata" or file.stat().st_size > 0) for file in found):
        return None
    what = {"metadata": "metadata", "obj": "object code"}.get(emitted, "program")
    return NotChecked(Cause.COMPILER_CRASHED, f"rustc ended with status 0 and wrote no {what}")


def read_run(done: Completed, built: Outcome, limits: Limits) -> Outcome | NotChecked:
    """What a program that ended did, or why that says nothing about the program."""
    if done.exceeded is not None:
        return over_limit("the program", done.exceeded, limits)
    if done.exit is None or from_outside("the program", done.exit) is not None:
        return ended("the program", done)
    if done.exit == -signal.SIGABRT and _OUT_OF_MEMORY in done.stderr:
        # The limit is ours, so this says nothing about the program.
        most = limits.memory // MIB
        return NotChecked(Cause.LIMIT, f"the program was stopped: it needs more than {most} MiB of memory")
    return replace(
        built,
        exit=done.exit,
        stdout=done.stdout.decode("utf-8", "replace"),
        stderr=done.stderr.decode("utf-8", "replace"),
        seconds=built.seconds + done.seconds,
    )


def compared(first: Outcome, again: Outcome) -> Outcome:
    """The first of two runs of one program, which `varies` where the other ended otherwise or printed other text."""
    if (first.exit, first.stdout) == (again.exit, again.stdout):
        return first
    status = "" if first.exit == again.exit else f"(status {again.exit} instead of {first.exit})\n"
    return replace(first, varies=f"{status}{again.stdout}")


_OUT_OF_MEMORY = b"memory allocation of "  # what Rust's default allocation error handler says
_WHY = {"SIGKILL": ", as by a machine that is out of memory", "SIGBUS": ", as by a disk that is full"}
# What a program's own instructions raise in it. SIGBUS is not among them: a full disk under a mapped file raises it.
_OWN_SIGNALS = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGILL, signal.SIGFPE, signal.SIGTRAP})


def ended(who: str, done: Completed) -> NotChecked:
    """A process that did not end by itself, or with a status that is no judgement."""
    said = next((line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()), "")
    if done.exit is None or done.exit >= 0:
        detail = f"{who} ended with status {done.exit}" + (f" and said: {said[:300]}" if said else "")
        return NotChecked(Cause.COMPILER_CRASHED, detail)
    said = f": {said[:300]}" if said else ""
    own = NotChecked(Cause.COMPILER_CRASHED, f"{who} was ended by {signal_name(-done.exit)}{said}")
    return from_outside(who, done.exit) or own


def from_outside(who: str, status: int) -> NotChecked | None:
    """The end of a process by a signal that its own instructions do not raise; None for any other status."""
    if status >= 0 or -status in _OWN_SIGNALS:
        return None
    name = signal_name(-status)
    return NotChecked(Cause.INFRASTRUCTURE, f"{who} was ended by {name} from outside{_WHY.get(name, '')}")


def signal_name(number: int) -> str:
    """`SIGKILL`, or `signal 99` for one without a name here."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def over_limit(who: str, exceeded: Exceeded, limits: Limits) -> NotChecked:
    """A limit of ours that ended `who`."""
    if exceeded is Exceeded.WALL:
        return NotChecked(Cause.TIMEOUT, f"{who} was stopped after {limits.wall:g} s")
    if exceeded is Exceeded.CPU:
        return NotChecked(Cause.TIMEOUT, f"{who} was stopped after {limits.cpu} s of processor time")
    words = {
        Exceeded.OUTPUT: f"more than {limits.output // MIB} MiB of output",
        Exceeded.MEMORY: f"more than {limits.memory // MIB} MiB of memory for all its processes",
        Exceeded.DISK: f"more than {limits.disk // MIB} MiB of files",
        Exceeded.PROCESSES: f"more than {limits.processes} processes",
        Exceeded.FILE_SIZE: f"a file of more than {limits.file_size // MIB} MiB",
    }
    return NotChecked(Cause.LIMIT, f"{who} was stopped: {words.get(exceeded, str(exceeded))}")
