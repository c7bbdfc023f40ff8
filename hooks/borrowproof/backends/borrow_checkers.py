"""Which borrow checker a compiler uses by itself: asked with a program that they judge differently.

Source: https://github.com/rust-lang/rust (`-Zpolonius=next`), and the RFC of non-lexical lifetimes, "problem case #3".
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from borrowproof.backends import Answer
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import BorrowChecker, Edition
from borrowproof.model.outcome import Goal, Job, Outcome

# NLL keeps the loan of line 2 for the whole function, since it is returned on one path (E0499 on line 5).
_TOLD_APART = """fn first_or_new(words: &mut Vec<String>) -> &mut String {
    if let Some(first) = words.first_mut() {
        return first;
    }
    words.push(String::new());
    &mut words[0]
}

fn main() {
    first_or_new(&mut Vec::new());
}
"""
QUESTION = Job(_TOLD_APART, Edition.E2024, Goal.REJECT)


class UnknownBorrowChecker(Exception):
    """A compiler that judges the program above as no borrow checker that is known does; the message says how."""


@lru_cache(maxsize=8)
def default_borrow_checker(rustc: Rustc) -> BorrowChecker:
    """The borrow checker that `rustc` uses when nobody chooses one. Raises UnknownBorrowChecker."""
    return told_by(rustc, None)


def told_by(rustc: Rustc, chosen: BorrowChecker | None) -> BorrowChecker:
    """The borrow checker that really judges when `chosen` is asked for. Raises UnknownBorrowChecker."""
    [(_, answer)] = LocalBackend(rustc, 1).judge([replace(QUESTION, borrow_checker=chosen)])
    return read(answer, rustc.toolchain.name)


def read(answer: Answer, name: str) -> BorrowChecker:
    """What the answer of the compiler `name` to QUESTION tells. Raises UnknownBorrowChecker."""
    if isinstance(answer, Outcome) and answer.compiled:
        return BorrowChecker.POLONIUS
    if isinstance(answer, Outcome) and answer.codes == {"E0499"}:
        return BorrowChecker.NLL
    said = ", ".join(sorted(answer.codes)) or "an error" if isinstance(answer, Outcome) else answer.detail
    raise UnknownBorrowChecker(f"{name} has a borrow checker that is not known: it says {said}")
