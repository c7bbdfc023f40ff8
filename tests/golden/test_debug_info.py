"""The debug information of a recorded executable, as it was read: every type, function, variable, row and static.

What is read is also compared with what gdb says, of real programs, in tests/e2e/memory. `BORROWPROOF_REWRITE_GOLDEN=1
pytest tests/golden` writes the files anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.facts.debug_info import reader
from borrowproof.facts.debug_info.syntax import DebugInfo, Function
from tests.oracles.recorded_executables import OPTIONS, executable

HERE = Path(__file__).parent / "debug_info"


def _lines(debug: DebugInfo) -> Iterator[str]:
    for function in debug.functions:
        yield from _of_function(function)
    yield from (f"{static}" for static in debug.statics)
    yield from (f"{address:#x} {vtable}" for address, vtable in debug.vtables.items())
    yield from (f"{s._replace(content=b'')}, {len(s.content)} bytes in the file" for s in debug.segments)
    yield from (f"{address:#x} {name}" for address, name in sorted(debug.symbols.items()))
    yield from (f"{id_}: {type_}" for id_, type_ in debug.types.items())


def _of_function(function: Function) -> Iterator[str]:
    yield f"{function.path} {function.low:#x}..{function.high:#x} line {function.line}"
    yield from (f"  {variable}" for variable in function.variables)
    yield from (f"  {row}" for row in function.rows)


@pytest.mark.parametrize("name", OPTIONS)
def test_a_recorded_executable_has_the_recorded_debug_information(name: str) -> None:
    golden = HERE / f"{name}.txt"
    read = "".join(f"{line}\n" for line in _lines(reader.read(executable(name), CRATE, MAIN)))
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.write_text(read, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == read
