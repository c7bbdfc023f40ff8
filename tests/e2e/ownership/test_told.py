"""What is said of whole programs, to the letter: each line's sentences, and why a program is rejected.

The programs are of kinds that others have asked about; the golden files are read by people, line by line. A change of
wording is reviewed as a diff: `BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/e2e/ownership/test_told.py` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.ownership.derive import derive
from borrowproof.ownership.wording import reasons, sentences
from tests.oracles.programs import Program, named
from tests.paths import ROOT

HERE = ROOT / "tests" / "golden" / "told"


def told(program: Program, rustc: Rustc) -> Iterator[str]:
    timeline = derive(program.code, Edition(program.edition), rustc)
    said = sentences.sentences(timeline, range(1, len(program.lines) + 1))
    for number, text in enumerate(program.code.rstrip().split("\n"), start=1):
        yield f"{number:>3} {text}".rstrip()
        yield from (f"      {'!' if s.error else '-'} {s.text}" for s in said if s.line == number)
    yield from reasons.errors_with_reasons(timeline)


@pytest.mark.parametrize("golden", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_a_program_is_told_as_recorded(golden: Path, rustc: Rustc) -> None:
    [program] = named([golden.stem])
    text = "".join(f"{line}\n" for line in told(program, rustc))
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text


def test_enough_programs_are_told() -> None:
    assert len(list(HERE.glob("*.txt"))) >= 60
