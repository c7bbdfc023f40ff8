"""What rustc wrote of some programs of the corpus, recorded: the analysis can be tested without a compiler.

`python -m tests.oracles.recorded` records it anew; the programs stay the same, or are those that are named.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from borrowproof.backends.toolchain import Rustc, find
from borrowproof.facts.dump import Dump, dump
from borrowproof.model.compiler import Edition
from borrowproof.store.codec import decode, encode
from tests.oracles.programs import Program, named

FILE = Path(__file__).with_name("recorded.json.xz")


@cache
def release() -> str:
    """The rustc that wrote it: `1.95.0`."""
    return str(_content()["release"])


@cache
def recorded() -> dict[str, tuple[Program, Dump]]:
    """Each program by its name, with its dump."""
    dumps = {name: decode(Dump, body) for name, body in _content()["dumps"].items()}
    programs = {Path(program.name).stem: program for program in named(dumps)}
    return {name: (programs[name], found) for name, found in dumps.items()}


def ask(program: Program, rustc: Rustc) -> Dump:
    """What this rustc writes of a program, without what differs from run to run."""
    found = dump(program.code, Edition(program.edition), rustc)
    body = encode(found)
    body["outcome"]["seconds"] = 0.0
    return decode(Dump, body)


def _content() -> dict[str, dict[str, dict[str, object]]]:
    content: dict[str, dict[str, dict[str, object]]] = json.loads(lzma.decompress(FILE.read_bytes()))
    return content


def _record(names: Iterable[str]) -> None:
    rustc = find(None, FILE.parent)
    programs = {Path(program.name).stem: program for program in named(sorted(names))}
    dumps = {name: encode(ask(program, rustc)) for name, program in programs.items()}
    content = {"release": rustc.toolchain.release, "dumps": dumps}
    FILE.write_bytes(lzma.compress(json.dumps(content).encode(), preset=9))


if __name__ == "__main__":
    _record(sys.argv[1:] or recorded())
