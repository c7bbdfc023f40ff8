"""Why a program has no timeline."""

from __future__ import annotations


class Underivable(Exception):
    """rustc has no facts about this program, or none that can be shown; the message says why, in words for a reader."""


class UnknownConstruct(Exception):
    """A dump of rustc holds something that the parser does not know. Nothing is guessed, so nothing is derived.

    `construct` is the text that was not understood, `toolchain` the compiler that wrote it ("" while only the
    parser speaks, which does not know).
    """

    def __init__(self, construct: str, toolchain: str = "") -> None:
        self.construct = construct
        self.toolchain = toolchain
        whose = f" of {toolchain}" if toolchain else ""
        super().__init__(f"unknown construct in the MIR{whose}: {construct[:300]}")
