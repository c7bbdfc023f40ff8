"""A parser of arguments that tells what somebody who mistyped one may have meant."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from borrowproof.spelling import closest

_CHOICE = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)")
_UNKNOWN = re.compile(r"unrecognized arguments: .*?(--[\w-]+)")
_OPTION = re.compile(r"--[\w-]+")


class Parser(argparse.ArgumentParser):
    """argparse's own, with a hint behind its messages; the parsers of its commands are of this kind too.

    `others` are options of its commands, which argparse misses only here.
    """

    others: tuple[str, ...] = ()

    def error(self, message: str) -> NoReturn:
        """End with the message, a hint, and exit status 2."""
        super().error(message + self._hint(message))

    def _hint(self, message: str) -> str:
        choice, unknown = _CHOICE.search(message), _UNKNOWN.search(message)
        if choice:
            return _meant(choice[1], tuple(re.findall(r"[\w-]+", choice[2])))
        return _meant(unknown[1], self.options + self.others) if unknown else ""

    @property
    def options(self) -> tuple[str, ...]:
        """The options of this parser."""
        return tuple(_OPTION.findall(self.format_usage()))


def _meant(word: str, choices: tuple[str, ...]) -> str:
    hint = closest(word, choices).strip()
    return f"; {hint}" if hint else ""
