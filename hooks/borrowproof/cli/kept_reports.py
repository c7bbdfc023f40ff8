"""The report of an earlier check, said again where nothing has changed that a check depends on.

A check that judges nothing anew is a function of what it is told, of what it asks of the disk, and of the compiler that
it finds. Its report is kept with all of these, and said again only where all of them are the same:

- Arguments, current folder, environment, Python, whether a terminal listens: all of it is the name of the kept report.
- Pages, programs, includes, recorded outputs, configurations of the project and of the folders above it: a digest of
  the content of each, which is read anew. So an edit of the same size, or within the clock's grain, is seen.
- What was looked for in vain (an include in an earlier folder, a nearer configuration, a file that chooses a compiler):
  that nothing is there.
- Which files a folder has: the names of all, with what is a folder or a link. Where a link leads: the path without
  links.
- What may not be read or listed: that it may not, and why. All answers are those that this user gets now.
- Kept outcomes that were believed: the inode, size, time of change and `st_ctime` (which nobody can set) of each.
- The engine, what it imports, its data, what Python runs when it starts: the same of each file, and the names in each
  folder from which modules come, since another module may come first.
- The compiler: it is looked for again, by the same call, and must say the same of itself; a wrapper has a digest.
- What contains programs: nothing, since with `--sandbox auto` and `off` an outcome counts whatever contained it.

What the engine consists of was changed `SETTLED` seconds or more before this process began. So it is what was loaded,
and a later edit, even one within the clock's grain, has a later time. For kept outcomes that does not matter: they bear
our seal, and two that bear it for the same program say the same.

A report is kept only of a check that found everything as it should be, and did nothing but look: no process but the
compiler's search, no connection, no file read or folder listed that the trace lacks (`observation`). So a program that
is judged again at every check (it read files while it was compiled, or it was stopped) keeps every report away, and so
do a second compiler that some folder chooses, crates, which cargo builds, the Playground, and `--sandbox require`,
which asks what contains now. There is one check a process: what a process remembers of an earlier one would not be
asked again.

A kept report bears the seal of the store; one that does not is removed. An old one that is put back is as true as when
it was made, since the same comparison holds for it. After a day it is made anew, so that the outcomes behind it stay in
use.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from borrowproof import disk
from borrowproof.backends import toolchain
from borrowproof.cli.observation import Observation, observed
from borrowproof.disk import Question, Trace
from borrowproof.model.compiler import Toolchain
from borrowproof.store.cache import DAY, Cache, cache_key
from borrowproof.store.location import cache_folder

if TYPE_CHECKING:
    from borrowproof.model.run import Run

_COMMAND = "check"
_FORM = 2  # of what is kept: another number, and no report that was kept is known any more
_ENGINE = Path(__file__).parents[1]
_BEGAN = time.time()
SETTLED = 10.0  # seconds: more than this module waits to be loaded, and than any file system rounds a time


def said_before(argv: Sequence[str]) -> str | None:
    """What `borrowproof ARGV` says, where it was kept and holds still; None where it is to be found out."""
    started = time.monotonic()
    if argv[:1] != [_COMMAND]:
        return None
    kept = Cache(cache_folder(Path.cwd())).get(_name(argv))
    if kept is None or not _holds(kept):
        return None
    return f"{kept['before']}{time.monotonic() - started:.2f}{kept['after']}"


def _holds(kept: dict[str, object]) -> bool:
    made, asked = kept["made"], kept["asked"]
    assert isinstance(made, float) and isinstance(asked, dict)
    if not 0 <= time.time() - made < DAY:
        return False
    now = {question: {path: disk.answer(question, path) for path in asked[question]} for question in Question}
    if _digest(now) != kept["answers"]:
        return False
    name, folder = kept["toolchain"], kept["folder"]
    try:
        found = toolchain.find(None if name is None else str(name), Path(str(folder)))
    except toolchain.ToolchainError:
        return False
    return _who(found.toolchain) == kept["compiler"]


@dataclass(slots=True)
class Recording:
    """A command that is going on: what it asks, and what else it does."""

    argv: Sequence[str]
    trace: Trace
    observation: Observation

    def keep(self, report: str, run: Run, folder: Path, toolchain: str | None) -> None:
        """Keep the `report` of a `run`, where everything is known on which it rests.

        Its compiler was looked for as `toolchain` in `folder`.
        """
        before, seconds, after = report.rpartition(f"{run.seconds:.2f} s")
        if not seconds or run.toolchain is None or not self._is_whole():
            return
        body = {
            "made": time.time(),
            "asked": {question.value: sorted(answers) for question, answers in self.trace.answers.items()},
            "answers": _digest(self.trace.answers),
            "toolchain": toolchain,
            "folder": str(folder),
            "compiler": _who(run.toolchain),
            "before": before,
            "after": f" s{after}",
        }
        Cache(cache_folder(Path.cwd())).put(_name(self.argv), body)

    def _is_whole(self) -> bool:
        """Whether the trace has all that was done, and nothing in it has changed since it was asked for."""
        if self.observation.started:
            return False  # which is known at once
        settled = _ask_for_engine(self.observation.opened)
        answers = self.trace.answers
        read = answers[Question.CONTENT].keys() | answers[Question.STAMP].keys()
        beyond = self.observation.beyond(read, answers[Question.ENTRIES].keys())
        return settled and not self.trace.contradicted and not beyond


@contextmanager
def recording(argv: Sequence[str]) -> Iterator[Recording]:
    """Take down what a command asks and does meanwhile."""
    with disk.traced() as trace, observed() as observation:
        yield Recording(list(argv), trace, observation)


def _name(argv: Sequence[str]) -> str:
    """The name under which the report of a check is kept: everything that it is told."""
    told = {
        "form": _FORM,
        "argv": list(argv),
        "cwd": str(Path.cwd()),
        "environment": sorted(os.environ.items()),
        "python": [sys.executable, sys.version, repr(sys.flags), sys.path],
        "streams": [[stream.isatty(), stream.encoding] for stream in (sys.stdout, sys.stderr)],
    }
    return cache_key(report=json.dumps(told))


def _ask_for_engine(opened: Iterable[str]) -> bool:
    """Ask for every module's file and for what lies beside it, for what of the engine besides modules is among the
    `opened` files, and for what Python runs when it starts.

    False where one was changed after it may have been loaded, or cannot be looked at, as what lies in an archive.
    """
    modules = [file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))]
    data = [file for file in opened if Path(file).is_relative_to(_ENGINE) and not file.endswith(".pyc")]
    folders = {*sys.path, *(str(Path(file).parent) for file in modules)}
    of_start = [f"{folder}/{name}" for folder in folders for name in _entries(folder) if name.endswith(".pth")]
    stamps = [disk.stamp(file) for file in (*modules, *data, *of_start, sys.executable)]
    disk.stamp(f"{sys.prefix}/pyvenv.cfg")  # not every Python has one
    settled = (_BEGAN - SETTLED) * 1e9
    return all(stamp and int(stamp.rpartition(" ")[2]) < settled for stamp in stamps)


def _entries(folder: str) -> tuple[str, ...]:
    return disk.entries(Path(folder)).others


def _digest(answers: Mapping[Question, Mapping[str, str]]) -> str:
    """A digest of answers, by question and path."""
    whole = hashlib.sha256()
    for question in Question:
        whole.update(json.dumps([question, sorted(answers[question].items())]).encode())
    return whole.hexdigest()


def _who(compiler: Toolchain) -> str:
    """Everything that a compiler says of itself, and its content where it is a wrapper."""
    return repr(compiler)
