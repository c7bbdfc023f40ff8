"""A compiler as the rest speaks of it: which one it is, its editions and its error codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


def is_error_code(text: str) -> bool:
    """Whether `text` is spelled like an error code of rustc (`E0382`); rustc may know no such code."""
    return len(text) == 5 and text[0] == "E" and text[1:].isascii() and text[1:].isdigit()


class Edition(StrEnum):
    """A Rust edition, as `rustc --edition` spells it."""

    E2015 = "2015"
    E2018 = "2018"
    E2021 = "2021"
    E2024 = "2024"


NEWEST_EDITION = Edition.E2024


class BorrowChecker(StrEnum):
    """One of rustc's borrow checkers, as `-Zpolonius` spells it."""

    NLL = "off"  # non-lexical lifetimes, the only one on stable compilers up to 1.95
    POLONIUS = "next"  # which is to follow: it accepts some programs that NLL rejects


@dataclass(frozen=True, slots=True)
class Toolchain:
    """The compiler behind a backend. `fingerprint` changes whenever its verdicts could (`rustc -vV`).

    `remote` holds for one on another machine, which may answer less than was asked.
    """

    release: str
    host: str
    fingerprint: str
    remote: bool = False

    @property
    def name(self) -> str:
        """The compiler as a reader knows it: `rustc 1.95.0`."""
        return f"rustc {self.release}"

    @property
    def nightly(self) -> bool:
        """Whether it takes unstable features."""
        return "nightly" in self.release or "dev" in self.release
