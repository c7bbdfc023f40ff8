"""Executables of one small program, recorded: their debug information can be read without a compiler.

`python -m tests.oracles.recorded_executables` builds them anew. That rustc's debug information of real programs is
read is tested with the real one in tests/e2e/memory.
"""

from __future__ import annotations

import json
import lzma
import shutil
import subprocess
import tempfile
from base64 import b64decode, b64encode
from functools import cache
from pathlib import Path

from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.backends.recording import DEBUGGING
from tests.paths import ROOT

PROGRAM = ROOT / "tests" / "golden" / "debug_info" / "program.rs"
_DWARF_4, _DWARF_5 = ("-Cdwarf-version=4",), ("-Cdwarf-version=5",)
FILE = Path(__file__).with_name("recorded_executables.json.xz")
# What differs between them: as memory is recorded; with inlining and values in registers; the next version of DWARF.
OPTIONS = {"plain": _DWARF_4, "optimised": ("-Copt-level=1", *_DWARF_4), "dwarf_5": ("-Copt-level=1", *_DWARF_5)}
_SMALL = ("-Cpanic=abort", "-Ccodegen-units=1", "-Cdebug-assertions=off")
_LINKED = ("-nostartfiles", "-nostdlib", "-static", "-no-pie", "-Wl,--gc-sections", "-Wl,--build-id=none")


@cache
def executable(name: str) -> bytes:
    """The executable of that name in `OPTIONS`."""
    return b64decode(json.loads(lzma.decompress(FILE.read_bytes()))[name])


def _build(options: tuple[str, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MAIN
        path.parent.mkdir()
        shutil.copy2(PROGRAM, path)
        linked = [f"-Clink-arg={one}" for one in _LINKED]
        base = ["rustc", "--edition=2024", f"--crate-name={CRATE}", *DEBUGGING, *_SMALL, *options, *linked]
        subprocess.run([*base, MAIN, "-o", "out"], cwd=folder, check=True)
        return (Path(folder) / "out").read_bytes()


if __name__ == "__main__":
    built = {name: b64encode(_build(options)).decode() for name, options in OPTIONS.items()}
    FILE.write_bytes(lzma.compress(json.dumps(built).encode(), preset=9))
