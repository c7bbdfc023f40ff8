"""Where mutmut works: a copy of what it needs of this checkout, made anew each time.

mutmut names a module by its path below `src/`, and writes the mutated package into the folder that it is started in;
its settings are in pyproject.toml. It knows no samples: a mutant that has a result already is not run again, so those
left out get the result "skipped" beforehand.

Its workers share the test modules as they were imported, before anything was broken: what a module makes on import is
made by the engine as it is, and no test notices a fault by it. So tests make what they compare themselves.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.configuration import reset_config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, walk_mutatable_files

from tests.mutation.rooms import PACKAGE, PATTERNS, SETTINGS
from tests.paths import HOOKS, ROOT

PLACE = ROOT / ".cache" / "mutation"
LOG = PLACE / "mutmut.log"
_SKIPPED = next(code for code, status in status_by_exit_code.items() if status == "skipped")
_KILLED = {"killed", "timeout", "segfault"}


class MutmutFailed(Exception):
    """mutmut did not come to its end; the message names its log."""


def lay_out(rooms: Iterable[str]) -> None:
    """Make the folder anew, with nothing of an earlier run, to mutate these rooms."""
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(HOOKS / PACKAGE, PLACE / "src" / PACKAGE)
    for name in ("tests", *SETTINGS["also_copy"]):
        path = ROOT / name
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, PLACE / name)
    others = {f'"{pattern}",' for name, pattern in PATTERNS.items() if name not in rooms}
    settings = (ROOT / "pyproject.toml").read_text("utf-8").splitlines(keepends=True)
    (PLACE / "pyproject.toml").write_text("".join(s for s in settings if s.strip() not in others), "utf-8")


def generate() -> list[str]:
    """Write all mutants, and give their names."""
    with contextlib.chdir(PLACE), contextlib.redirect_stdout(io.StringIO()):
        reset_config()
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(os.cpu_count() or 1)
    return [name for data in _results() for name in data.exit_code_by_key]


def run(mutants: Iterable[str]) -> dict[str, bool]:
    """Whether the tests notice each of these mutants.

    Raises:
        MutmutFailed: the tests fail without a mutation, or mutmut itself does.
    """
    wanted = set(mutants)
    with contextlib.chdir(PLACE):
        for data in _results():
            data.exit_code_by_key = {name: None if name in wanted else _SKIPPED for name in data.exit_code_by_key}
            data.save()
    with LOG.open("w", encoding="utf-8") as log:
        command = [str(Path(sys.executable).with_name("mutmut")), "run"]
        ended = subprocess.run(command, cwd=PLACE, stdout=log, stderr=subprocess.STDOUT, check=False)
    codes = {name: code for data in _results() for name, code in data.exit_code_by_key.items() if name in wanted}
    if ended.returncode or None in codes.values():
        raise MutmutFailed(f"mutmut ended with status {ended.returncode} before its end; see {LOG}")
    return {name: status_by_exit_code[code] in _KILLED for name, code in codes.items()}


def change(mutant: str) -> tuple[str, str]:
    """What a mutant does: the lines that it replaces, and those it puts there, without indentation."""
    with contextlib.chdir(PLACE):
        path = next(data.path for data in _results() if mutant in data.exit_code_by_key)
        lines = get_diff_for_mutant(mutant, path=path).splitlines()[2:]
    before, after = ([line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+")
    return "\n".join(before), "\n".join(after)


def _results() -> list[SourceFileMutationData]:
    with contextlib.chdir(PLACE):
        found = [SourceFileMutationData(path=path) for path in sorted(walk_mutatable_files())]
        for data in found:
            data.load()
        return found
