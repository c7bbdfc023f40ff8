"""Asking rustc: for its dataflow results, and for what it rejects."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from borrowproof.backends.toolchain import Rustc, compiler_environment

SECONDS = 300  # of a busy machine; a few of these dumps are large
# Everything borrow checking says has one of these codes, or none; other errors come from before.
BORROW_CODES = frozenset(
    [
        *(
            "E0309",
            "E0310",
            "E0311",
            "E0373",
            "E0381",
            "E0382",
            "E0384",
            "E0499",
            "E0501",
            "E0502",
            "E0503",
            "E0505",
            "E0506",
        ),
        *("E0507", "E0508", "E0509", "E0510", "E0515", "E0521", "E0594", "E0596", "E0597", "E0621", "E0626", "E0700"),
        *("E0500", "E0524", "E0712", "E0713", "E0716"),
    ]
)
_WITHOUT_CODE = ("lifetime may not live long enough", "captured variable cannot escape", "borrowed data escapes")
_SUMMARY = "aborting due to"


@dataclass(frozen=True, slots=True)
class Pointed:
    """A place that an error points at: file, line (from 1), the label beside it, whether it is the primary one; and the
    line of the outermost macro call that it comes from, which is its own where it comes from none."""

    file: str
    line: int
    label: str
    primary: bool
    call_line: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """One error of rustc."""

    code: str | None
    message: str
    places: tuple[Pointed, ...]

    @property
    def primary(self) -> Pointed:
        for place in self.places:
            if place.primary:
                return place
        raise ValueError(f"an error that is about no place: {self.message}")


def from_borrow_checking(error: Said) -> bool:
    """Whether an error is one that borrow checking finds; where another is found, rustc may never get that far."""
    if error.code is None:
        return any(text in error.message for text in _WITHOUT_CODE)
    return error.code in BORROW_CODES


def errors(rustc: Rustc, files: Mapping[str, str], root: str, edition: str) -> tuple[Said, ...]:
    """What rustc says against the crate whose root is the file `root`; `files` are texts by name."""
    with TemporaryDirectory(prefix="borrowproof-asking-") as folder:
        home = Path(folder)
        for name, text in files.items():
            (home / name).write_text(text, encoding="utf-8")
        done = _run(rustc, ["--crate-type", "lib", "--crate-name", "asked", "--edition", edition, root], home)
    return tuple(_said(done.stderr))


@contextmanager
def dumped(rustc: Rustc, code: str, edition: str) -> Iterator[Path]:
    """A folder in which rustc has written about a program. `mir` holds its dataflow results, and its MIR as borrow
    checking and (where it accepts the program) the elaboration of drops see it; its facts are where
    `borrowproof.facts.dump` looks for them.
    """
    wanted = "nll | borrows | maybe_uninit | maybe_init | ElaborateDrops"
    dumps = [f"-Zdump-mir={wanted}", "-Zdump-mir-dataflow=yes", "-Zdump-mir-dir=mir", "-Zmir-include-spans=on"]
    facts = ["-Znll-facts", "-Znll-facts-dir=facts"]
    with TemporaryDirectory(prefix="borrowproof-dumps-") as folder:
        _write(Path(folder), code)
        _run(rustc, ["--emit=mir", *_crate(edition), *dumps, *facts, "src/main.rs"], Path(folder))
        yield Path(folder)


def tree(rustc: Rustc, code: str, edition: str) -> str:
    """rustc's typed tree of a program (THIR), "" where the program has errors that keep it from having one."""
    with TemporaryDirectory(prefix="borrowproof-tree-") as folder:
        _write(Path(folder), code)
        return _run(rustc, [*_crate(edition), "-Zunpretty=thir-tree", "src/main.rs"], Path(folder)).stdout


def _write(home: Path, code: str) -> None:
    (home / "src").mkdir(parents=True)
    (home / "src/main.rs").write_text(code, encoding="utf-8")


def _crate(edition: str) -> list[str]:
    return ["--crate-type", "bin", "--crate-name", "playground", "--edition", edition]


def _run(rustc: Rustc, arguments: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(rustc.path), "--error-format=json", "--emit=metadata", "--out-dir", "out", "-Awarnings", *arguments],
        cwd=home,
        env=compiler_environment(os.environ) | {"RUSTC_BOOTSTRAP": "1", "TMPDIR": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def _said(stderr: str) -> Iterable[Said]:
    for line in stderr.split("\n"):
        message = json.loads(line) if line.startswith("{") else {}
        if message.get("level", "").startswith("error") and not message["message"].startswith(_SUMMARY):
            code = message["code"]["code"] if message["code"] else None
            yield Said(code, message["message"], tuple(_pointed(span) for span in message["spans"]))


def _pointed(span: dict[str, Any]) -> Pointed:
    place = span
    while place["file_name"].startswith("/") and place.get("expansion"):  # in a macro of std: where it was called
        place = place["expansion"]["span"]
    outermost = place
    while outermost.get("expansion"):
        outermost = outermost["expansion"]["span"]
    return Pointed(
        place["file_name"], place["line_start"], span["label"] or "", span["is_primary"], outermost["line_start"]
    )
